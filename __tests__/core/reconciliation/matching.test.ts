import { describe, expect, it } from '@jest/globals';
import type { JobFact } from '../../../src/core/reconciliation/job-fact.ts';
import { jobFactsOf } from '../../../src/core/reconciliation/job-fact.ts';
import { fittingJob } from '../../../src/core/reconciliation/matching.ts';
import type { SeenJob, SeenRun } from '../../../src/ports.ts';

function candidate(id: string, name: string, more: Partial<JobFact> & { isTaken?: boolean } = {}) {
  const { isTaken = false, ...job } = more;
  const fact: JobFact = { id, runId: '1', attempt: '1', name, workflow: 'ci.yml', state: 'ran', ...job };
  return { job: fact, isTaken };
}

describe('A record whose runner names no check run', () => {
  it.each([
    ['its key', [candidate('1', 'build'), candidate('2', 'test')], { job: 'test' }, '2'],
    ['its key and a matrix', [candidate('1', 'build'), candidate('2', 'test (20, linux)')], { job: 'test' }, '2'],
    [
      'its key after its caller’s name',
      [candidate('1', 'ci / build'), candidate('2', 'ci / test (a)')],
      { job: 'test' },
      '2',
    ],
    [
      'its runner, of several legs',
      [candidate('1', 't (1)', { runner: 'a' }), candidate('2', 't (2)', { runner: 'b' })],
      { job: 't', runner: 'b' },
      '2',
    ],
    [
      'its runner, of names of their own',
      [candidate('1', 'A', { runner: 'a' }), candidate('2', 'B', { runner: 'b' })],
      { job: 'x', runner: 'b' },
      '2',
    ],
    [
      'a check run that was learnt later',
      [candidate('1', 'x', { isTaken: true }), candidate('2', 'y')],
      { job: 'y', checkRunId: '1' },
      '1',
    ],
    ['the one that is free', [candidate('1', 't (1)', { isTaken: true }), candidate('2', 't (2)')], { job: 't' }, '2'],
  ])('is given to the job with %s when that leaves one', (_, candidates, record, id) => {
    expect(fittingJob(record, candidates)?.job.id).toBe(id);
  });

  it.each([
    [
      'two have its name and no runner tells them apart',
      [candidate('1', 't (1)'), candidate('2', 't (2)')],
      { job: 't' },
    ],
    ['no name and no runner is the same', [candidate('1', 'a', { runner: 'x' })], { job: 'b', runner: 'y' }],
    ['a name only begins like its key', [candidate('1', 'tests')], { job: 'test' }],
    ['the job never ran', [candidate('1', 'test', { state: 'not-run' })], { job: 'test' }],
    ['its check run is no job of the run', [candidate('1', 'test')], { job: 'test', checkRunId: '9' }],
  ])('is given to none when %s', (_, candidates, record) => {
    expect(fittingJob(record, candidates)).toBeUndefined();
  });
});

describe('Jobs of several attempts', () => {
  const run = { path: 'ci.yml' } as SeenRun;
  const job = (id: string, attempt: string, more: Partial<SeenJob> = {}): SeenJob => ({
    id,
    runId: '1',
    attempt,
    name: 'build',
    status: 'completed',
    conclusion: 'success',
    headSha: '',
    startedAt: '2026-10-01T00:00:00Z',
    completedAt: '2026-10-01T00:05:00Z',
    runnerName: 'a',
    labels: [],
    steps: [],
    url: '',
    ...more,
  });

  it('count once when a later attempt only lists them again', () => {
    const facts = jobFactsOf(run, [[job('1', '1')], [job('2', '2')], [job('1', '1')]]);

    expect(facts.map(({ id }) => id)).toEqual(['1']);
  });

  it('count each time when they ran again', () => {
    const later = { startedAt: '2026-10-01T01:00:00Z', completedAt: '2026-10-01T01:05:00Z' };

    expect(jobFactsOf(run, [[job('1', '1')], [job('2', '2', later)]])).toMatchObject([
      { id: '1', attempt: '1', state: 'ran' },
      { id: '2', attempt: '2', endedAt: Date.parse(later.completedAt) },
    ]);
  });

  it('are told to have run, not to have run, or not to have ended, when GitHub says so', () => {
    const { runnerName: _, ...unassigned } = job('3', '1', { conclusion: 'cancelled' });
    const [ran, skipped, queued, running] = jobFactsOf(run, [
      [
        job('1', '1', { conclusion: 'failure' }),
        job('2', '1', { conclusion: 'skipped' }),
        unassigned,
        job('4', '1', { status: 'in_progress' }),
      ],
    ]);

    expect([ran, skipped, queued, running].map((fact) => fact?.state)).toEqual([
      'ran',
      'not-run',
      'not-run',
      'unfinished',
    ]);
  });
});
