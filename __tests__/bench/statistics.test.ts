import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { median, processorTime, rounded } from '../../bench/statistics.ts';

describe('the median', () => {
  it('is the middle one when the count is odd, the mean of the two middle ones when it is even', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('has as many numbers below it as above it when they come in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('is refused when there are no numbers', () => {
    expect(() => median([])).toThrow('no median');
  });
});

describe('what bash says of processor time', () => {
  it('is read in milliseconds when the locale writes a point or a comma', () => {
    expect(processorTime('0.071 0.016\n')).toBeCloseTo(87);
    expect(processorTime('1,071 0,016')).toBeCloseTo(1087);
  });

  it.each(['', '0.07', 'real 0.1', '0.071 0.016 x'])('is refused when it is %j', (text) => {
    expect(() => processorTime(text)).toThrow('bash');
  });
});

describe('a rounded figure', () => {
  it('has no more decimals than asked for when it is printed', () => {
    expect(rounded(2.9999, 2)).toBe(3);
    expect(rounded(3.149, 1)).toBe(3.1);
  });
});
