import { describe, expect, it } from '@jest/globals';
import { quantity } from '../../src/core/quantity.ts';

describe('a quantity', () => {
  it.each([
    [0, '0 jobs'],
    [1, '1 job'],
    [2, '2 jobs'],
    [1204, '1,204 jobs'],
  ])('is in the singular only when there is one: %d', (count, text) => {
    expect(quantity(count, 'job')).toBe(text);
  });

  it('takes the form that is given when an s does not make it', () => {
    expect(quantity(1, 'entry is', 'entries are')).toBe('1 entry is');
    expect(quantity(2, 'entry is', 'entries are')).toBe('2 entries are');
  });
});
