import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alignedRows, wrapped } from '../../src/cli/aligned-rows.ts';

describe('alignedRows', () => {
  const ROWS = [
    ['NAME', 'SAYS'],
    ['a', 'one two three four five six seven'],
    ['longer', 'eight'],
  ];

  it('has a line for each row when no width is given', () => {
    expect(alignedRows(ROWS)).toEqual(['NAME    SAYS', 'a       one two three four five six seven', 'longer  eight']);
  });

  it('breaks the last cell in its own column when it does not fit', () => {
    expect(alignedRows(ROWS, 34)[1]).toBe('a       one two three four five\n        six seven');
  });

  it('puts the last cell below when its column would be too narrow', () => {
    expect(alignedRows(ROWS, 28)).toEqual([
      'NAME    SAYS',
      'a\n    one two three four five\n    six seven',
      'longer  eight',
    ]);
  });

  it('loses no word and breaks no line too late when the width is any', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1 }), fc.nat(60), (words, width) => {
        const lines = wrapped(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        expect(lines.every((line) => line.length <= width || !line.includes(' '))).toBe(true);
      }),
    );
  });
});
