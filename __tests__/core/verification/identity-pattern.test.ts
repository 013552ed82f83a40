import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchesName, matchesPattern } from '../../../src/core/verification/identity-pattern.ts';

const piece = fc.constantFrom('a', 'b', '/', '.', '+', '(', '\\', '^', '$', '[', '|', '@', 'é', '😀');
const word = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const flat = word.map((text) => text.replaceAll('/', ''));

/** The same, slowly: a regular expression made of escaped parts. */
function byExpression(pattern: string): RegExp {
  const parts = pattern.split(/(\*+)/).map((part) => {
    if (part.startsWith('**')) return '[^\\p{Cc}\\u2028\\u2029]*';
    return part === '*' ? '[^/\\p{Cc}\\u2028\\u2029]*' : part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  });
  return new RegExp(`^(?:${parts.join('')})$`, 'su');
}

describe('matchesPattern', () => {
  it('matches only itself when the pattern has no star', () => {
    fc.assert(fc.property(word, word, (a, b) => expect(matchesPattern(a, b)).toBe(a === b)));
  });

  it('matches from the first character to the last when something stands before or after', () => {
    fc.assert(
      fc.property(flat, flat, word, (before, after, middle) => {
        expect(matchesPattern(`${before}**${after}`, `${before}${middle}${after}`)).toBe(true);
        expect(matchesPattern(`${before}!**${after}`, `x${before}!${middle}${after}`)).toBe(false);
        expect(matchesPattern(`${before}**!${after}`, `${before}${middle}!${after}x`)).toBe(false);
      }),
    );
  });

  it('agrees with an escaped regular expression when pattern and text are any', () => {
    const pattern = fc.array(fc.oneof(piece, fc.constantFrom('*', '**')), { maxLength: 6 }).map((it) => it.join(''));
    fc.assert(
      fc.property(pattern, fc.oneof(word, flat), (glob, text) => {
        expect(matchesPattern(glob, text)).toBe(byExpression(glob).test(text));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a*c', 'abc', true],
    ['a*c', 'a/c', false],
    ['a**c', 'a/b/c', true],
    ['a*', 'a', true],
    ['a*', 'ab\n', false],
    ['a**', 'a\u2028b', false],
    ['a.c', 'abc', false],
    ['***', 'a/b', true],
  ])('says of %j and %j: %s when asked', (pattern, text, answer) => {
    expect(matchesPattern(pattern, text)).toBe(answer);
  });

  it('looks at each character once when the pattern has many stars', () => {
    const text = 'a'.repeat(20_000);
    let characters = 0;
    const counted = {
      includes: () => true,
      [Symbol.iterator]: function* () {
        for (const character of text) {
          characters += 1;
          yield character;
        }
      },
    } as unknown as string;

    expect(matchesPattern('*a*a*a*a*a*a*a*a*b', counted)).toBe(false);
    expect(characters).toBe(text.length);
  });
});

describe('matchesName', () => {
  it('passes over the case of A to Z alone when two names are compared', () => {
    expect(matchesName('Octo-Org/*', 'octo-org/Repo')).toBe(true);
    expect(matchesName('octo/kit', 'octo/\u212Ait')).toBe(false);
  });
});
