import { describe, expect, it } from '@jest/globals';
import { contradictionBetween, currentReports } from '../../src/core/release-report-conflict.ts';
import { ReleaseReport } from '../../src/model/release-report.ts';
import { IDENTITY, sampleClaims } from './verification/sample.ts';

type Job = readonly [id: string, standing: string, digest?: string];

/** A report with a job for each standing: `missing`, `left out`, or a verdict. */
function reportWith(jobs: readonly Job[]): ReleaseReport {
  const heads = jobs.map(([id, standing, digest]) => ({
    standing,
    digest,
    head: {
      run: { id: '3003', attempt: '1', event: 'push', workflow: 'release.yml' },
      job: { id, name: `job ${id}` },
      recordId: id.repeat(64),
    },
  }));
  const of = (...standings: string[]) => heads.filter(({ standing }) => standings.includes(standing));
  return ReleaseReport.parse({
    schemaVersion: '1',
    madeAt: '2026-11-20T12:00:00Z',
    recorder: { version: '0.1.0' },
    release: {
      ...{ server: 'https://github.com', repository: 'octo-org/octo-repo', repositoryId: '1001', tag: 'v1' },
      commit: 'a'.repeat(40),
      artifacts: [{ name: 'app.tgz', sha256: 'b'.repeat(64) }],
    },
    verdict: 'pass',
    counts: { ran: 0, verified: 0, refused: 0, againstPolicy: 0, missing: 0, excluded: 0, notRun: 0 },
    missing: of('missing').map(({ head }) => ({ ...head, why: 'missing' })),
    jobs: of('verified', 'conflict', 'refused', 'against').map(({ head, standing, digest }) => ({
      ...head,
      verdict: standing === 'against' ? 'verified' : standing,
      ...(digest !== undefined && { recordDigest: digest.repeat(64) }),
      ...(standing === 'against' && {
        policy: { recorded: { verdict: 'fail', origin: 'repository', refuses: true }, failed: [] },
      }),
    })),
    excluded: of('left out').map(({ head }) => ({ ...head, why: 'this-job' })),
    otherRuns: [],
    people: [],
  });
}

describe('two release access reports', () => {
  it.each<[string, readonly Job[], readonly Job[]]>([
    ['say the same', [['1', 'verified', 'd']], [['1', 'verified', 'd']]],
    [
      'name more jobs, all with records',
      [['1', 'verified']],
      [
        ['1', 'verified'],
        ['2', 'verified'],
      ],
    ],
    ['leave out what the other proves', [['1', 'left out']], [['1', 'verified']]],
    ['are both missing a job', [['1', 'missing']], [['1', 'missing']]],
  ])('do not contradict each other when they %s', (_name, one, other) => {
    expect(contradictionBetween(reportWith(one), reportWith(other))).toBeUndefined();
    expect(contradictionBetween(reportWith(other), reportWith(one))).toBeUndefined();
  });

  it.each<[string, readonly Job[], readonly Job[], string]>([
    ['one misses what the other proves', [['1', 'missing']], [['1', 'verified']], 'missing in one and verified'],
    ['one misses what the other leaves out', [['1', 'missing']], [['1', 'left out']], 'missing in one and left out'],
    ['one misses what the other does not name', [['1', 'missing']], [], 'missing in one and not named'],
    ['one refuses what the other proves', [['1', 'refused']], [['1', 'verified']], 'refused in one and verified'],
    ['a policy refuses it in one', [['1', 'against']], [['1', 'verified']], 'against the policy in one and verified'],
    ['they name different records', [['1', 'verified', 'd']], [['1', 'verified', 'e']], 'each names another record'],
  ])('contradict each other when %s', (_name, one, other, words) => {
    expect(contradictionBetween(reportWith(one), reportWith(other))).toContain(words);
    expect(contradictionBetween(reportWith(other), reportWith(one))).toMatch(/^about job job 1 of run 3003, /);
  });

  it('are told apart by the attempt when one run made both', () => {
    const by = (run: string, identity = IDENTITY) => ({
      report: reportWith([]),
      signer: {
        kind: 'certificate' as const,
        identity,
        issuer: 'https://token.actions.githubusercontent.com',
        claims: sampleClaims({ 21: `https://github.com/octo-org/octo-repo/actions/runs/${run}` }),
      },
    });
    const [first, tenth] = [by('3003/attempts/9'), by('3003/attempts/10')];
    const others = [by('3004/attempts/1'), by('3003/attempts/1', 'https://github.com/octo-org/octo-repo/x')];
    expect(currentReports([first, tenth, ...others])).toEqual([tenth, ...others]);
  });
});
