import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isTooDeep } from '../../../src/core/verification/nesting.ts';

describe('isTooDeep', () => {
  it.each([
    ['no deeper than 64', `${'['.repeat(64)}${']'.repeat(64)}`, false],
    ['65 deep', `${'['.repeat(65)}${']'.repeat(65)}`, true],
    ['deep in objects', `${'{"a":'.repeat(65)}0${'}'.repeat(65)}`, true],
    ['full of brackets in a text', `{"a":"${'[{'.repeat(100)}"}`, false],
    ['full of brackets after an escaped quote', `{"a":"\\"${'['.repeat(100)}"}`, false],
    ['full of brackets after an escaped backslash', `{"a":"\\\\",${'['.repeat(100)}`, true],
    ['long and flat', `[${'{},'.repeat(1_000)}{}]`, false],
  ])('looks at the structure alone when the text is %s', (_, text, answer) => {
    expect(isTooDeep(text)).toBe(answer);
  });

  it('lets everything pass when it is as flat as records are', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 20 }), (text) => expect(isTooDeep(text)).toBe(false)));
  });
});
