import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { absencesIn } from '../../src/core/absences.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { arbitraryRecord } from '../support/arbitrary-record.ts';
import { silentAbsences } from '../support/silent-absences.ts';

function bareRecord(change: Partial<AccessRecord> = {}): AccessRecord {
  return {
    schemaVersion: '1',
    recordId: 'a'.repeat(64),
    phase: 'end',
    recorder: { kind: 'job', version: '1' },
    observedAt: {},
    pipeline: { provider: 'github-actions', event: 'schedule' },
    runner: {},
    people: {},
    source: {},
    access: {},
    protections: {},
    drift: [],
    gaps: [],
    links: {},
    sources: {},
    ...change,
  };
}

function gapAt(record: AccessRecord, pointer: string) {
  return absencesIn(record).find((gap) => gap.pointer === pointer);
}

describe('absencesIn', () => {
  it('leaves no optional fact without a gap when any record is read', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const gaps = [...record.gaps, ...absencesIn(record)];
        expect(silentAbsences({ ...record, gaps })).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('adds nothing when a record is already explained', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const explained = { ...record, gaps: [...record.gaps, ...absencesIn(record)] };
        expect(absencesIn(explained)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('adds no gap twice and none for what is held when any record is read', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const pointers = absencesIn(record).map(({ pointer }) => pointer);
        expect(new Set(pointers).size).toBe(pointers.length);
        expect(pointers.filter((pointer) => record.gaps.some((gap) => gap.pointer === pointer))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('says not-applicable when the event of the run brings no such fact', () => {
    expect(gapAt(bareRecord(), '/source/forced')?.reason).toBe('not-applicable');
  });

  it('says not-available when the event of the run should have brought it', () => {
    const record = bareRecord({ pipeline: { provider: 'github-actions', event: 'push' } });
    expect(gapAt(record, '/source/forced')).toEqual({
      pointer: '/source/forced',
      reason: 'not-available',
      needed: 'a readable event file',
    });
  });

  it('does not excuse a fact by the event when the event is not known', () => {
    const record = bareRecord({ pipeline: { provider: 'github-actions' } });
    expect(gapAt(record, '/source/forced')?.reason).toBe('not-available');
  });

  it('says not-yet when only the end will see it', () => {
    expect(gapAt(bareRecord({ phase: 'start' }), '/resources')?.reason).toBe('not-yet');
  });

  it('says not-applicable when only a local record holds it', () => {
    expect(gapAt(bareRecord(), '/pipeline/command')?.reason).toBe('not-applicable');
  });

  it('tells once at the list, naming the members, when items lack some', () => {
    const user = { login: 'alice', id: '1' };
    const approvals = [
      { environment: 'production', state: 'approved', user },
      { environment: 'production', state: 'approved', user: { login: 'bob', type: 'user' as const }, comment: 'fine' },
    ];
    expect(gapAt(bareRecord({ approvals }), '/approvals')).toEqual({
      pointer: '/approvals',
      reason: 'not-available',
      needed: expect.stringMatching(/\*\/user\/id: .*\*\/selfApproval: .*\*\/comment: /),
    });
  });

  it('is silent about members when their whole part is explained', () => {
    const record = bareRecord({ gaps: [{ pointer: '/people', reason: 'not-asked', needed: 'a question' }] });
    expect(absencesIn(record).filter(({ pointer }) => pointer.startsWith('/people'))).toEqual([]);
  });
});
