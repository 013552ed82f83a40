import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { canonicalize } from '../../src/core/canonical.ts';
import { assembleReleaseReport, type LedJob, type ReleaseFacts } from '../../src/core/release-report.ts';
import { RELEASE_PROPERTIES, verificationResultOf } from '../../src/core/release-result.ts';
import { ReleaseReport } from '../../src/model/release-report.ts';
import type { RuleResult, Verdict } from '../../src/model/verdict.ts';
import { baseRecord } from '../support/base-record.ts';

const VERDICTS = ['verified', 'incomplete', 'conflict', 'refused', 'unfinished', 'missing', 'not-run'] as const;

const RELEASE: ReleaseFacts['release'] = {
  server: 'https://github.com',
  repository: 'octo-org/payments',
  repositoryId: '1001',
  tag: 'v1.2.3',
  commit: 'a'.repeat(40),
  artifacts: [{ name: 'app.tgz', sha256: 'b'.repeat(64) }],
};

function led(
  changes: { id?: string; run?: string; attempt?: string; name?: string; status?: string } & Partial<
    Omit<LedJob, 'run' | 'job'>
  >,
): LedJob {
  const { id = '1', run = '10', attempt = '1', name = 'build', status = 'completed', ...more } = changes;
  return {
    run: {
      id: run,
      attempt,
      event: 'push',
      status: 'completed',
      headSha: RELEASE.commit,
      path: '.github/workflows/build.yml',
      calledWorkflows: [],
      createdAt: '2026-11-20T10:00:00Z',
      updatedAt: '2026-11-20T10:00:00Z',
      url: 'https://github.com/octo-org/payments/actions/runs/10',
    },
    job: {
      id,
      runId: run,
      attempt,
      name,
      status,
      headSha: RELEASE.commit,
      labels: [],
      steps: [],
      url: 'https://x.example',
    },
    recordId: 'c'.repeat(64),
    verdict: 'missing',
    ...more,
  };
}

function proven(changes: Parameters<typeof baseRecord>[0] = {}) {
  const record = baseRecord(changes);
  return { record, text: canonicalize(record), bundle: '{"any":"bundle"}' };
}

function verdictOf(verdict: Verdict['verdict'], digest: string, results: RuleResult[]): Verdict {
  const policy = { origin: 'repository', digest } as const;
  return { policy, mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn', verdict, results };
}

function assemble(jobs: readonly LedJob[], more: Partial<ReleaseFacts> = {}) {
  const report = assembleReleaseReport({
    madeAt: '2026-11-21T10:00:00.000Z',
    recorder: { version: '0.1.0' },
    release: RELEASE,
    jobs,
    otherRuns: [],
    except: [],
    ...more,
  });
  expect(ReleaseReport.safeParse(report).error).toBeUndefined();
  return report;
}

const anyJob = fc.record({
  id: fc.nat(6).map((n) => String(n + 1)),
  run: fc.constantFrom('10', '11'),
  attempt: fc.constantFrom('1', '2'),
  name: fc.constantFrom('build', 'lint', 'test (1)', 'call / deploy'),
  status: fc.constantFrom('completed', 'in_progress', 'queued'),
  verdict: fc.constantFrom(...VERDICTS),
  hasProof: fc.boolean(),
  disagreements: fc.constantFrom(0, 2),
});

describe('assembleReleaseReport', () => {
  it('has every job that ran in jobs, missing or excluded, exactly once, whatever there was', () => {
    fc.assert(
      fc.property(
        fc.array(anyJob, { maxLength: 15 }),
        fc.constantFrom(undefined, '1', '3'),
        fc.constantFrom<string[]>([], ['lint'], ['build.yml: *'], ['call / *', 'test (*)']),
        (drawn, thisJob, except) => {
          const proof = proven();
          const jobs = drawn.map(({ hasProof, ...job }) =>
            led({ ...job, ...(hasProof && job.verdict === 'verified' && { proven: proof }) }),
          );
          const report = assemble(jobs, { except, thisJob });
          const place = (each: { run: { id: string; attempt: string }; job: { id: string } }) =>
            `${each.run.id}/${each.run.attempt}/${each.job.id}`;
          // Of a job that is listed twice the last word counts.
          const last = new Map(jobs.map((each) => [place(each), each]));
          const ran = [...last].filter(([, { verdict }]) => verdict !== 'not-run').map(([key]) => key);
          const listed = [...report.jobs, ...report.missing, ...report.excluded].map(place);
          expect([...listed].sort()).toEqual([...ran].sort());
          expect(report.counts.ran).toBe(ran.length);
          expect(report.verdict === 'pass').toBe(
            report.missing.length === 0 &&
              report.jobs.every(({ verdict }) => verdict === 'verified') &&
              report.counts.againstPolicy === 0,
          );
        },
      ),
    );
  });

  it('leaves no job out for its own name when the pattern names a file that it does not stand in', () => {
    const jobs = [led({ id: '1', name: 'nightly.yml: evil' }), led({ id: '2', name: 'build.yml: x', run: '11' })];
    const { missing } = assemble(jobs, { except: ['nightly.yml: *', 'nightly.*: *', 'build.yml: lint'] });
    expect(missing.map(({ job }) => job.id)).toEqual(['1', '2']);
    const except = ['build.yml: nightly.yml: *', 'build.yml: build*'];
    expect(assemble(jobs, { except }).excluded.map(({ job }) => job.id)).toEqual(['1', '2']);
  });

  it('can be signed when a name is cut within a character', () => {
    const name = `${'x'.repeat(899)}😀${'x'.repeat(200)}`;
    expect(() => canonicalize(assemble([led({ name })]))).not.toThrow();
  });

  it('takes a job for the one that makes the report only when it is under way in the same run', () => {
    const recorder = { version: '0.1.0', runId: '10' };
    const jobs = (more: Partial<Parameters<typeof led>[0]>) => [led({ id: '7', ...more })];
    const because = (more: Partial<Parameters<typeof led>[0]>) =>
      assemble(jobs(more), { thisJob: '7', recorder }).excluded.map(({ why }) => why);
    expect(because({ status: 'in_progress' })).toEqual(['this-job']);
    expect(because({ status: 'in_progress', run: '11' })).toEqual(['still-running']);
    expect(because({})).toEqual([]);
  });

  it('says who came in as the attested view names them, and nothing else about them', () => {
    const report = assemble([led({ verdict: 'verified', proven: proven() })]);
    const [job] = report.jobs;
    expect(job?.who?.initiator).toEqual({ login: expect.any(String), id: expect.any(String), type: 'user' });
    expect(Object.keys(job?.who?.initiator ?? {})).not.toContain('role');
    expect(job?.recordDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(job?.token).toBeDefined();
    expect(Object.values(job?.token ?? {})).not.toContain('none');
    expect(report.people[0]?.jobs).toBe(1);
  });

  it('says what was deployed and in which cloud the job was, where the attested view says it', () => {
    const set = {
      '/resources/deployments': [
        {
          id: '7',
          environment: 'production',
          commit: RELEASE.commit,
          createdAt: '2026-11-20T10:00:00Z',
          state: 'success',
        },
      ],
      '/access/cloud': [
        {
          provider: 'aws',
          kind: 'iam-user',
          shortLived: false,
          source: 'cloud',
          observedAt: '2026-11-20T10:00:00Z',
          account: '123',
        },
      ],
    };
    const [job] = assemble([led({ verdict: 'verified', proven: proven({ set }) })]).jobs;
    expect(job?.deployments).toEqual([{ id: '7', environment: 'production', state: 'success' }]);
    expect(job?.cloud).toEqual([{ provider: 'aws', kind: 'iam-user', shortLived: false }]);
  });

  it('takes what was not seen for unknown, never for nobody', () => {
    const unseen = { remove: ['/approvals', '/source/pullRequests'] };
    const [job] = assemble([led({ verdict: 'verified', proven: proven(unseen) })]).jobs;
    expect(job?.who).not.toHaveProperty('approvers');
    expect(job?.who).not.toHaveProperty('reviewers');
    const none = { set: { '/approvals': [], '/source/pullRequests': [] } };
    const [other] = assemble([led({ verdict: 'verified', proven: proven(none) })]).jobs;
    expect(other?.who).toMatchObject({ approvers: [], reviewers: [] });
  });

  it('names an account once when two jobs name it by the same id', () => {
    const report = assemble([
      led({ id: '1', verdict: 'verified', proven: proven() }),
      led({ id: '2', verdict: 'verified', proven: proven({ set: { '/people/initiator/login': 'renamed' } }) }),
    ]);
    const ids = report.people.map(({ account }) => account.id ?? account.login);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says why a job was left out', () => {
    const report = assemble(
      [
        led({ id: '1', status: 'in_progress' }),
        led({ id: '2', status: 'in_progress' }),
        led({ id: '3', name: 'test (3)' }),
        led({ id: '4', name: 'nightly / deep' }),
        led({ id: '5', name: 'tests' }),
      ],
      { thisJob: '1', except: ['test (*)', 'build.yml: nightly / *'] },
    );
    expect(report.excluded.map(({ job, why, pattern }) => [job.id, why, pattern])).toEqual([
      ['1', 'this-job', undefined],
      ['2', 'still-running', undefined],
      ['3', 'except-jobs', 'test (*)'],
      ['4', 'except-jobs', 'build.yml: nightly / *'],
    ]);
    expect(report.missing.map(({ job }) => job.id)).toEqual(['5']);
  });

  it('calls it a conflict when the collector sees otherwise than the job’s own record', () => {
    const report = assemble([led({ verdict: 'verified', proven: proven(), disagreements: 3 })]);
    expect(report.jobs).toMatchObject([{ verdict: 'conflict', disagreements: 3 }]);
    expect(report.jobs[0]?.who).toBeUndefined();
    expect(report.verdict).toBe('fail');
  });

  it('holds against a release what the repository’s policy refused, and not what nobody’s policy found', () => {
    const failed = { rule: 'x', result: 'fail', severity: 'high', message: 'No.', evidence: [] } as const;
    const verdict = {
      mode: 'audit',
      onViolation: 'warn',
      onUnknown: 'warn',
      onError: 'warn',
      verdict: 'fail',
    } as const;
    const by = (origin: 'repository' | 'built-in') =>
      assemble([
        led({
          verdict: 'verified',
          proven: proven({ set: { '/policy': { policy: { origin }, ...verdict, results: [failed] } } }),
        }),
      ]);
    expect(by('repository')).toMatchObject({ verdict: 'fail', counts: { againstPolicy: 1 } });
    expect(by('repository').jobs[0]?.policy?.failed).toEqual([{ rule: 'x', severity: 'high', message: 'No.' }]);
    expect(by('built-in')).toMatchObject({ verdict: 'pass', counts: { againstPolicy: 0 } });
  });

  it('holds against a release what the policy of today refuses, but not what it can’t tell', () => {
    const result = (kind: 'fail' | 'unknown'): RuleResult => ({
      rule: 'x',
      result: kind,
      severity: 'low',
      message: 'M.',
      evidence: [],
    });
    const again = (kind: 'fail' | 'unknown') =>
      ({ ...verdictOf(kind, 'd'.repeat(64), [result(kind)]), onUnknown: 'fail' }) as const;
    const with_ = (kind: 'fail' | 'unknown') =>
      assemble([led({ verdict: 'verified', proven: { ...proven(), again: again(kind) } })]);
    expect(with_('fail').verdict).toBe('fail');
    expect(with_('unknown').verdict).toBe('pass');
  });
});

describe('verificationResultOf', () => {
  const good = led({ verdict: 'verified', proven: proven() });

  it('asserts all where every job is recorded, and names the policy by its digest', () => {
    const policy = {
      repository: 'octo-org/payments',
      path: '.github/doorlog.yml',
      commit: 'e'.repeat(40),
      digest: 'd'.repeat(64),
    };
    const again = verdictOf('pass', 'd'.repeat(64), []);
    const report = assemble([{ ...good, proven: { ...proven(), again } }, led({ id: '9', status: 'in_progress' })], {
      policy,
      thisJob: '9',
    });
    const result = verificationResultOf(report);
    expect(result.properties).toEqual(Object.values(RELEASE_PROPERTIES));
    expect(result.timeCreated).toBe(report.madeAt);
    expect(result.verifier.policies).toEqual([
      {
        uri: `https://github.com/octo-org/payments/blob/${'e'.repeat(40)}/.github/doorlog.yml`,
        digest: { sha256: 'd'.repeat(64) },
      },
    ]);
  });

  it('does not say that all are recorded when one is missing, left out by name, or still running', () => {
    const cases: [LedJob, string[]][] = [
      [led({ id: '2' }), []],
      [led({ id: '2', name: 'lint' }), ['lint']],
      [led({ id: '2', status: 'in_progress' }), []],
    ];
    for (const [other, except] of cases) {
      const { properties, verifier } = verificationResultOf(assemble([good, other], { except }));
      expect(properties).not.toContain(RELEASE_PROPERTIES.allRecorded);
      expect(verifier.policies).toEqual([]);
    }
    expect(verificationResultOf(assemble([])).properties).not.toContain(RELEASE_PROPERTIES.allRecorded);
  });

  it('says that a policy passed only when one that somebody chose judged every record', () => {
    const chosen = verdictOf('pass', 'd'.repeat(64), []);
    const byNobody: Verdict = { ...chosen, policy: { origin: 'built-in' } };
    const judged = (id: string, again: Verdict) => led({ id, verdict: 'verified', proven: { ...proven(), again } });
    const says = (...jobs: LedJob[]) => verificationResultOf(assemble(jobs)).properties;
    expect(says(judged('1', chosen), judged('2', chosen))).toContain(RELEASE_PROPERTIES.policyPassed);
    expect(says(judged('1', chosen), judged('2', byNobody))).not.toContain(RELEASE_PROPERTIES.policyPassed);
  });

  it('says of a refused record that one is refused by saying nothing', () => {
    const { properties } = verificationResultOf(assemble([good, led({ id: '2', verdict: 'refused' })]));
    expect(properties).toEqual([]);
  });
});
