import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHistory } from '../../../src/core/history.ts';
import type { AccessRecord } from '../../../src/model/access-record.ts';
import { baseRecord } from '../../support/base-record.ts';

const base = baseRecord();
const UNTIL = Number.POSITIVE_INFINITY;

function made(
  recordId: string,
  phase: AccessRecord['phase'],
  minute: number,
  more: Partial<AccessRecord> = {},
): AccessRecord {
  const at = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  return {
    ...base,
    recordId: recordId.repeat(64).slice(0, 64),
    phase,
    observedAt: { [phase]: at },
    people: { initiator: { login: 'alice', id: '1001' } },
    ...more,
  };
}

const end = made('a', 'end', 10);
const seen = made('a', 'collector', 20, { people: { initiator: { login: 'carol', id: '1003' } } });

describe('createHistory with collectors’ records', () => {
  it.each([
    ['the end comes first', [end, seen]],
    ['the collector’s comes first', [seen, end]],
  ])('counts the job once, by what the collector saw, when %s', (_name, records) => {
    const history = createHistory();
    for (const record of records) history.add(record);
    const [person, ...others] = history.between('person', '1003', 0, UNTIL);
    expect([others, history.between('person', '1001', 0, UNTIL)]).toEqual([[], []]);
    expect(person?.at).toBe(Date.parse(end.observedAt.end ?? ''));
    expect([...history.values('person')]).toEqual(['1003']);
    expect(history.between('record', end.recordId, 0, UNTIL)).toHaveLength(2);
  });

  it('counts what the collector saw when there is no end', () => {
    const history = createHistory([made('a', 'start', 1), seen]);
    expect(history.between('person', '1003', 0, UNTIL)).toHaveLength(1);
  });

  it('still misses the end when only a collector told of the job', () => {
    const start = made('a', 'start', 1, { pipeline: { ...base.pipeline, workflowRef: 'o/r/w.yml@refs/heads/main' } });
    expect(createHistory([start, seen]).startsWithoutEnd('w.yml', { until: UNTIL })).toHaveLength(1);
  });

  it('keeps what was refused as refused when the collector lets it pass', () => {
    const policy = {
      policy: { origin: 'built-in' },
      mode: 'enforce',
      onViolation: 'fail',
      onUnknown: 'warn',
      onError: 'warn',
      verdict: 'fail',
      results: [{ rule: 'x', result: 'fail', severity: 'high', message: 'No.', evidence: [] }],
    } as const satisfies unknown;
    const refused = { ...end, policy: structuredClone(policy) } as unknown as AccessRecord;
    const [only] = createHistory([refused, seen]).between('person', '1003', 0, UNTIL);
    expect(only?.record.policy?.verdict).toBe('fail');
  });

  it('is the same history when records come in any order', () => {
    const all = [
      end,
      seen,
      made('b', 'end', 12),
      made('c', 'start', 11),
      made('b', 'collector', 30),
      made('d', 'collector', 9),
    ];
    const told = (records: readonly AccessRecord[]) => {
      const history = createHistory();
      for (const record of records) history.add(record);
      const key = base.pipeline.repositoryId ?? base.pipeline.repository ?? '';
      return history.between('repository', key, 0, UNTIL).map(({ at, record }) => [at, record.recordId, record.people]);
    };
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (records) => {
        expect(told(records)).toEqual(told(all));
      }),
    );
  });
});
