import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHistory, jobOf, timeOf, workflowOf } from '../../src/core/history.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { baseRecord } from '../support/base-record.ts';

const BASE = baseRecord();
const START = Date.parse('2026-11-01T00:00:00.000Z');

/** A job of a person, some seconds after the start, told apart by its number. */
function jobAt(seconds: number, { person = '1001', run = '1' } = {}): AccessRecord {
  const moment = new Date(START + seconds * 1_000).toISOString();
  return {
    ...BASE,
    observedAt: { end: moment },
    pipeline: { ...BASE.pipeline, runId: run },
    people: { ...BASE.people, initiator: { login: `user-${person}`, id: person } },
  };
}

const runsOf = (found: readonly { record: AccessRecord }[]) => found.map(({ record }) => record.pipeline.runId);

describe('timeOf', () => {
  it.each([
    [{ start: '2026-11-18T10:00:00.000Z', end: '2026-11-18T11:00:00.000Z' }, '2026-11-18T11:00:00.000Z'],
    [
      { start: '2026-11-18T10:00:00.000Z', checkpoints: ['2026-11-18T10:10:00.000Z', '2026-11-18T10:20:00.000Z'] },
      '2026-11-18T10:20:00.000Z',
    ],
    [{ start: '2026-11-18T10:00:00.000Z' }, '2026-11-18T10:00:00.000Z'],
    [{ start: '2026-11-18T10:00:00.000Z', checkpoints: [] }, '2026-11-18T10:00:00.000Z'],
  ])('takes the last moment when it is given %j', (observedAt, expected) => {
    expect(timeOf({ observedAt })).toBe(Date.parse(expected));
  });

  it('is no number when no moment is known', () => {
    expect(timeOf({ observedAt: {} })).toBeNaN();
  });
});

describe('workflowOf and jobOf', () => {
  const pipeline = (workflowRef?: string, job?: string): Pick<AccessRecord, 'pipeline'> => ({
    pipeline: { provider: 'github-actions', ...(workflowRef && { workflowRef }), ...(job && { job }) },
  });

  it('leave repository and ref away when a workflow is named', () => {
    const record = pipeline('o/r/.github/workflows/a.yml@refs/heads/x@y', 'build');
    expect(workflowOf(record)).toBe('.github/workflows/a.yml');
    expect(jobOf(record)).toBe('.github/workflows/a.yml#build');
  });

  it('are undefined when a part is missing', () => {
    expect(workflowOf(pipeline())).toBeUndefined();
    expect(workflowOf(pipeline('nonsense'))).toBeUndefined();
    expect(jobOf(pipeline(undefined, 'build'))).toBeUndefined();
    expect(jobOf(pipeline('o/r/a.yml@x'))).toBeUndefined();
  });
});

describe('createHistory', () => {
  it('is empty when nothing was added', () => {
    const history = createHistory();
    expect(history.begins).toBeUndefined();
    expect(history.first('person', '1001')).toBeUndefined();
    expect(history.latest('person', '1001', Infinity)).toBeUndefined();
    expect(history.between('person', '1001', 0, Infinity)).toEqual([]);
  });

  it('keeps the order of time when records come in any order', () => {
    const history = createHistory([jobAt(30, { run: '3' }), jobAt(10, { run: '1' }), jobAt(20, { run: '2' })]);
    expect(runsOf(history.between('person', '1001', START, START + 60_000))).toEqual(['1', '2', '3']);
    expect(history.begins).toBe(START + 10_000);
    expect(history.first('person', '1001')?.record.pipeline.runId).toBe('1');
    expect(history.latest('person', '1001', START + 30_000)?.record.pipeline.runId).toBe('2');
  });

  it('keeps the order in which they came when records are of one moment', () => {
    const history = createHistory([jobAt(10, { run: '1' }), jobAt(20, { run: '9' }), jobAt(10, { run: '2' })]);
    expect(runsOf(history.between('person', '1001', START, START + 15_000))).toEqual(['1', '2']);
    expect(history.latest('person', '1001', START + 10_001)?.record.pipeline.runId).toBe('2');
    expect(history.first('person', '1001')?.record.pipeline.runId).toBe('1');
  });

  it('takes the first bound in and leaves the second out when records stand on them', () => {
    const history = createHistory([jobAt(10, { run: '1' }), jobAt(20, { run: '2' })]);
    expect(runsOf(history.between('person', '1001', START + 10_000, START + 20_000))).toEqual(['1']);
    expect(runsOf(history.between('person', '1001', START + 10_001, START + 20_001))).toEqual(['2']);
    expect(history.between('person', '1001', START + 20_000, START + 10_000)).toEqual([]);
    expect(history.latest('person', '1001', START + 10_000)).toBeUndefined();
  });

  it('leaves a record out when its time is not known', () => {
    const history = createHistory([{ ...jobAt(1), observedAt: {} }]);
    expect(history.begins).toBeUndefined();
    expect(history.first('person', '1001')).toBeUndefined();
  });

  it.each([
    ['repository', '701234567'],
    ['record', BASE.recordId],
    ['workflow', '.github/workflows/deploy.yml'],
    ['job', '.github/workflows/deploy.yml#deploy'],
    ['person', '1001'],
    ['approver', '1003'],
    ['action', 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8'],
    ['runner', 'GitHub Actions 321'],
    ['secret', 'DEPLOY_TOKEN'],
    ['environment', 'production'],
  ] as const)('finds a record by its %s when it has one', (trait, value) => {
    const history = createHistory([baseRecord({ set: { '/pipeline/environment': 'Production' } })]);
    expect(history.first(trait, value)).toBeDefined();
    expect(history.first(trait, `${value}x`)).toBeUndefined();
  });

  it('finds whoever re-ran a job as a person, and a job once, when both are the same', () => {
    const rerun = baseRecord({ set: { '/people/rerunner': { login: 'bob', id: '1002' } } });
    const self = baseRecord({ set: { '/people/rerunner': { login: 'alice', id: '1001' } } });
    const history = createHistory([rerun, self]);
    expect(history.between('person', '1002', 0, Infinity)).toHaveLength(1);
    expect(history.between('person', '1001', 0, Infinity)).toHaveLength(2);
  });

  it('says what a plain search says when jobs and questions are any', () => {
    const jobs = fc.array(
      fc.record({ seconds: fc.integer({ min: 0, max: 20 }), person: fc.constantFrom('1', '2', '3') }),
      {
        maxLength: 40,
      },
    );
    const bound = fc.integer({ min: -2, max: 23 }).map((seconds) => START + seconds * 1_000);
    fc.assert(
      fc.property(jobs, fc.constantFrom('1', '2', '3', '4'), bound, bound, (given, person, from, until) => {
        const records = given.map(({ seconds, person: by }, index) => jobAt(seconds, { person: by, run: `${index}` }));
        const history = createHistory(records);
        const sorted = records
          .filter(({ people }) => people.initiator?.id === person)
          .sort((a, b) => timeOf(a) - timeOf(b));
        const before = sorted.filter((record) => timeOf(record) < until);
        expect(runsOf(history.between('person', person, from, until))).toEqual(
          before.filter((record) => timeOf(record) >= from).map(({ pipeline }) => pipeline.runId),
        );
        expect(history.first('person', person)?.record).toBe(sorted[0]);
        expect(history.latest('person', person, until)?.record).toBe(before.at(-1));
        expect(history.begins).toBe(records.length > 0 ? Math.min(...records.map(timeOf)) : undefined);
      }),
    );
  });
});
