import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AccessRecord } from '../../src/model/access-record.ts';
import { arbitraryRecord } from '../support/arbitrary-record.ts';
import { placesOf } from '../support/schema-walk.ts';

describe('AccessRecord', () => {
  it('accepts every generated record when it is read back from JSON', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const back = AccessRecord.safeParse(JSON.parse(JSON.stringify(record)));
        expect(back.error?.issues).toBeUndefined();
      }),
    );
  });

  it('has a class for every leaf when the nearest field above counts too', () => {
    const leaves = placesOf(AccessRecord).filter(
      ({ type }) => type !== 'object' && type !== 'array' && type !== 'record',
    );
    expect(leaves.length).toBeGreaterThan(100);
    expect(leaves.filter(({ view }) => view === undefined).map(({ path }) => path)).toEqual([]);
  });

  it('can do without every field when not everybody may see it', () => {
    const hidden = placesOf(AccessRecord).filter(
      ({ view, parentView }) => view !== undefined && view !== 'public' && parentView !== view,
    );
    expect(hidden.length).toBeGreaterThan(20);
    expect(hidden.filter(({ optional }) => !optional).map(({ path }) => path)).toEqual([]);
  });
});
