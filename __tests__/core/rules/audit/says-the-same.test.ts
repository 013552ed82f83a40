import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { saysTheSame } from '../../../../src/core/rules/audit/says-the-same.ts';
import { attestedView } from '../../../../src/core/views.ts';
import { arbitraryRecord } from '../../../support/arbitrary-record.ts';

describe('saysTheSame', () => {
  it('holds of a record and its attested view when it is any record', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        expect(saysTheSame(record, attestedView(record))).toBe(true);
        expect(saysTheSame(attestedView(record), record)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('does not hold when one fact differs', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const other = { ...record, recordId: record.recordId.replace(/^./, (first) => (first === 'a' ? 'b' : 'a')) };
        expect(saysTheSame(record, other)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    [{ a: [1, 2] }, { a: [1, 2, 3] }],
    [{ a: [1] }, { a: { 0: 1 } }],
    [{ a: null }, { a: {} }],
    [{ a: 1 }, { a: '1' }],
  ])('does not hold of %j and %j', (a, b) => {
    expect([saysTheSame(a, b), saysTheSame(b, a)]).toEqual([false, false]);
  });
});
