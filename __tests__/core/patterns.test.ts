import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyPattern, patternOf } from '../../src/core/patterns.ts';

/** The same by a regular expression, which is fine for short texts. */
function naive(pattern: string, text: string): boolean {
  const source = pattern.replace(/\*+|[^*]/gsu, (part) =>
    part === '*' ? '[^/]*' : part.startsWith('*') ? '.*' : part.replace(/[\\^$.*+?()[\]{}|/-]/u, '\\$&'),
  );
  return new RegExp(`^${source}$`, 'su').test(text);
}

describe('patternOf', () => {
  it.each([
    ['main', 'main', true],
    ['main', 'mainline', false],
    ['release/*', 'release/1', true],
    ['release/*', 'release/1/x', false],
    ['release/**', 'release/1/x', true],
    ['release/**', 'release/', true],
    ['**', '', true],
    ['*', '', true],
    ['*', 'a/b', false],
    ['', '', true],
    ['', 'a', false],
    ['**prod**', 'eu-production', true],
    ['**/deploy.yml', '.github/workflows/deploy.yml', true],
    ['a*c', 'abc', true],
    ['a*c', 'abd', false],
    ['a.c', 'abc', false],
    ['[ab]', 'a', false],
    ['?', 'a', false],
    ['🦄*', '🦄🦄', true],
  ])('says of %j and %j: %j when it is asked', (pattern, text, matches) => {
    expect(patternOf(pattern)(text)).toBe(matches);
  });

  it('agrees with a regular expression when pattern and text are short', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (pattern, text) => {
        expect(patternOf(pattern)(text)).toBe(naive(pattern, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('comes to an end when a pattern is made to go back and forth', () => {
    expect(patternOf(`${'a*'.repeat(150)}b`)('a'.repeat(1_000))).toBe(false);
    expect(patternOf(`${'**a'.repeat(100)}b`)('a'.repeat(1_000))).toBe(false);
  });
});

describe('anyPattern', () => {
  it('looks at case only where it has to when names are compared', () => {
    expect(anyPattern(['x', 'Prod*'])('production')).toBe(false);
    expect(anyPattern(['x', 'Prod*'], { ignoreCase: true })('PRODUCTION')).toBe(true);
    expect(anyPattern([])('x')).toBe(false);
  });
});
