import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSample } from '../../../src/core/reconciliation/sample.ts';

describe('A sample', () => {
  it('keeps those with the smallest keys and counts all, when they come in any order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1_000, max: 9_999 }), { maxLength: 400 }),
        fc.integer({ min: 1, max: 50 }),
        (numbers, most) => {
          const sample = createSample<number>(most);
          for (const number of numbers) sample.offer(String(number), number);

          expect(sample.values()).toEqual([...numbers].sort((a, b) => a - b).slice(0, most));
          expect(sample.offered()).toBe(numbers.length);
        },
      ),
    );
  });

  it('keeps all when it may', () => {
    const sample = createSample<number>(Number.MAX_SAFE_INTEGER);
    for (let number = 0; number < 1_000; number++) sample.offer(String(number), number);

    expect(sample.values()).toHaveLength(1_000);
  });
});
