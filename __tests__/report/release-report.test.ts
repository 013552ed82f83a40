import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { ReleaseReport } from '../../src/model/release-report.ts';
import { releasePage } from '../../src/report/release-report.ts';

const HOSTILE = '](https://evil.example) <img src=x> @octo-org | `a` **b** :tada: www.evil.example';

const AT = {
  run: { id: '10', attempt: '2', event: 'push', workflow: '.github/workflows/build.yml' },
  recordId: 'c'.repeat(64),
};

function report(changes: Partial<ReleaseReport> = {}): ReleaseReport {
  return ReleaseReport.parse({
    schemaVersion: '1',
    madeAt: '2026-11-21T10:00:00.000Z',
    recorder: { version: '0.1.0' },
    release: {
      server: 'https://github.com',
      repository: 'octo-org/payments',
      repositoryId: '1',
      tag: 'v1.2.3',
      commit: 'a'.repeat(40),
      artifacts: [{ name: 'app.tgz', sha256: 'b'.repeat(64) }],
    },
    verdict: 'pass',
    counts: { ran: 1, verified: 1, refused: 0, againstPolicy: 0, missing: 0, excluded: 0, notRun: 0 },
    missing: [],
    jobs: [
      {
        ...AT,
        job: { id: '1', name: 'deploy' },
        verdict: 'verified',
        recorder: 'job',
        who: {
          initiator: { login: 'alice', type: 'user' },
          rerunner: { login: 'bob' },
          approvers: [{ login: 'carol' }],
          reviewers: [{ login: 'dependabot[bot]', type: 'bot' }],
        },
        environment: 'production',
        token: { contents: 'write', actions: 'read', strange: 'write' },
        cloud: [{ provider: 'aws', kind: 'iam-user', shortLived: false }],
      },
    ],
    excluded: [],
    otherRuns: [],
    people: [{ account: { login: 'alice' }, as: ['initiator', 'reviewer'], jobs: 1 }],
    ...changes,
  });
}

/** What a reader of the finished page would see as markup that we did not write. */
function foreignMarkup(page: string): string[] {
  const ours = page.replaceAll('<br>', '').replace(/\]\(https:\/\/github\.com\/[^)\s]*\)/g, ']');
  return [...ours.matchAll(/<[a-z!/]|\]\(|@\w|:\w+:|www\.|https?:\/\/evil/gi)].map(([found]) => found);
}

describe('releasePage', () => {
  it('says in one page who came in, by which right and who let them in, when nothing is missing', () => {
    const page = releasePage(report());
    expect(page).toContain('✅ **Nothing is missing.** 1 job led to this release.');
    expect(page).toContain(
      '| [deploy](https://github.com/octo-org/payments/actions/runs/10/job/1) | **alice**, run again by **bob** | **dependabot&#91;bot&#93;** (bot) | **carol** | production | code and releases, strange, aws by a **lasting key** | none set |',
    );
    expect(page).not.toContain('What is missing');
  });

  it('does not say that nothing is missing when jobs were not asked for a record', () => {
    const left = { ...AT, job: { id: '9', name: 'lint' } };
    const page = releasePage(
      report({
        excluded: [
          { ...left, why: 'still-running' },
          { ...left, why: 'this-job' },
        ],
      }),
    );
    expect(page).toContain('✅ **Nothing is missing of what was asked for.**');
    expect(page).toContain('**1 more job** was not asked for one: see below.');
  });

  it('begins with what is missing when something is', () => {
    const counts = { ran: 4, verified: 1, refused: 2, againstPolicy: 0, missing: 1, excluded: 0, notRun: 2 };
    const page = releasePage(
      report({
        verdict: 'fail',
        counts,
        missing: [{ ...AT, job: { id: '2', name: 'test' }, why: 'unfinished' }],
        jobs: [
          ...report().jobs,
          { ...AT, job: { id: '3', name: 'refused' }, verdict: 'refused' },
          { ...AT, job: { id: '4', name: 'disputed' }, verdict: 'conflict', disagreements: 1 },
        ],
      }),
    );
    const order = ['⛔', 'What is missing', 'What can’t be believed', 'Who came in', 'People'].map((each) =>
      page.indexOf(each),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(page).toContain('began to keep a record and never finished it');
    expect(page).toContain('seen from outside, in 1 place');
  });

  it('tells which rule was broken, and when it was judged so', () => {
    const answer = { verdict: 'fail', origin: 'repository', refuses: true } as const;
    const failed = [{ rule: 'commit-is-verified', severity: 'high', message: 'Nobody signed it.' }] as const;
    const of = (policy: object) =>
      releasePage(
        report({
          verdict: 'fail',
          jobs: report().jobs.map((job) => ({ ...job, policy: { failed: [...failed], ...policy } })),
        }),
      );
    expect(of({ recorded: answer })).toMatch(/commit-is-verified.*Nobody signed it.*when it ran/);
    expect(of({ again: answer })).toMatch(/by the rules of today/);
  });

  it('shows whatever somebody else wrote as plain text', () => {
    const evil = { login: HOSTILE.slice(0, 100) };
    const page = releasePage(
      report({
        verdict: 'fail',
        release: { ...report().release, tag: HOSTILE, artifacts: [{ name: HOSTILE, sha256: 'b'.repeat(64) }] },
        missing: [
          {
            ...AT,
            run: { ...AT.run, workflow: HOSTILE, event: HOSTILE },
            job: { id: '2', name: HOSTILE },
            why: 'missing',
          },
        ],
        jobs: [
          {
            ...AT,
            job: { id: '1', name: HOSTILE },
            verdict: 'verified',
            environment: HOSTILE,
            who: { initiator: evil, approvers: [evil], reviewers: [evil] },
            token: { [HOSTILE]: 'write' as const, constructor: 'write' as const } as Record<string, 'write'>,
          },
        ],
        excluded: [{ ...AT, job: { id: '9', name: HOSTILE }, why: 'except-jobs', pattern: HOSTILE }],
        otherRuns: [{ id: '1', event: HOSTILE, workflow: HOSTILE }],
        people: [{ account: evil, as: ['approver'], jobs: 1 }],
      }),
    );
    expect(foreignMarkup(page)).toEqual([]);
  });

  it('has no markup of others, whatever names they choose', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        const page = releasePage(report({ jobs: report().jobs.map((job) => ({ ...job, job: { id: '1', name } })) }));
        expect(foreignMarkup(page)).toEqual([]);
        expect(page.split('\n').filter((line) => line.startsWith('| ') && line.includes('/job/1'))).toHaveLength(1);
      }),
    );
  });

  it('stays a page when there are thousands of jobs', () => {
    const jobs = Array.from({ length: 2_000 }, (_, index) => ({
      ...report().jobs[0],
      job: { id: `${index}`, name: 'leg' },
    }));
    const page = releasePage(report({ jobs: jobs as ReleaseReport['jobs'] }));
    expect(page).toContain('And 1800 more, in the JSON file.');
    expect(Buffer.byteLength(page)).toBeLessThan(500_000);
  });
});
