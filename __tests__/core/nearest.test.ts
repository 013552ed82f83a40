import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { didYouMean, nearest } from '../../src/nearest.ts';

const KNOWN = ['on-violation', 'on-unknown', 'on-error', 'mode', 'sinks', 'id', 'attest'];

describe('nearest', () => {
  it.each([
    ['on-voilation', 'on-violation'],
    ['onviolation', 'on-violation'],
    ['ON-ERROR', 'on-error'],
    ['sink', 'sinks'],
    ['on-unkown', 'on-unknown'],
    ['atest', 'attest'],
  ])('finds for %s the word %s when it was mistyped', (word, meant) => {
    expect(nearest(word, KNOWN)).toBe(meant);
  });

  it.each(['x', 'zq', 'completely-else', '', '🦄🦄🦄'])('finds nothing when nothing known is like %p', (word) => {
    expect(nearest(word, KNOWN)).toBeUndefined();
    expect(didYouMean(word, KNOWN)).toBe('');
  });

  it('finds a word itself when it is known', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z-]{1,12}$/), { minLength: 1 }), fc.nat(), (known, pick) => {
        const word = known[pick % known.length] ?? '';
        expect(nearest(word, known)).toBe(word);
      }),
    );
  });

  it('makes a question of it when something is close', () => {
    expect(didYouMean('mod', KNOWN)).toBe(' Did you mean “mode”?');
  });
});
