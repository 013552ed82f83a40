import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type JobIdentity, recordIdOf } from '../../src/core/record-id.ts';

const LEG: JobIdentity = {
  server: 'https://github.com',
  repositoryId: '1',
  runId: '2',
  runAttempt: '1',
  job: 'test',
  matrix: { os: 'linux', node: 24 },
  runnerName: 'runner 1',
  trackingId: 'github_1',
};

const text = () => fc.string({ maxLength: 5 });
const identity = fc.record({
  server: text(),
  repositoryId: text(),
  runId: text(),
  runAttempt: text(),
  checkRunId: fc.option(text(), { nil: undefined }),
  job: fc.option(text(), { nil: undefined }),
  matrix: fc.option(fc.dictionary(text(), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }), { nil: undefined }),
  runnerName: fc.option(text(), { nil: undefined }),
  trackingId: fc.option(text(), { nil: undefined }),
});

describe('recordIdOf', () => {
  it('is SHA-256 in hex and the same when it is asked for again', () => {
    fc.assert(
      fc.property(identity, (job) => {
        expect(recordIdOf(job)).toMatch(/^[0-9a-f]{64}$/);
        expect(recordIdOf(structuredClone(job))).toBe(recordIdOf(job));
      }),
    );
  });

  it('is the same when keys of the matrix come in another order', () => {
    expect(recordIdOf({ ...LEG, matrix: { node: 24, os: 'linux' } })).toBe(recordIdOf(LEG));
  });

  it.each<[string, Partial<JobIdentity>]>([
    ['another leg of the matrix', { matrix: { os: 'windows', node: 24 } }],
    ['no matrix', { matrix: undefined }],
    ['another job', { job: 'deploy' }],
    ['another runner', { runnerName: 'runner 2' }],
    ['the same workflow called twice', { trackingId: 'github_2' }],
    ['another attempt', { runAttempt: '2' }],
    ['another run', { runId: '3' }],
    ['another repository', { repositoryId: '2' }],
    ['another server', { server: 'https://ghe.example' }],
    ['a known check run', { checkRunId: '7' }],
  ])('is another one when the job is of %s', (_name, change) => {
    expect(recordIdOf({ ...LEG, ...change })).not.toBe(recordIdOf(LEG));
  });

  it('is decided by the check run alone when the runner names one', () => {
    const start = recordIdOf({ ...LEG, checkRunId: '7' });
    expect(recordIdOf({ ...LEG, checkRunId: '7', runnerName: 'renamed', trackingId: undefined })).toBe(start);
    expect(recordIdOf({ ...LEG, checkRunId: '8' })).not.toBe(start);
  });
});
