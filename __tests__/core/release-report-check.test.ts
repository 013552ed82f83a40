import { describe, expect, it } from '@jest/globals';
import { canonicalize, sha256Hex } from '../../src/core/canonical.ts';
import { assembleReleaseReport, type LedJob } from '../../src/core/release-report.ts';
import {
  type ComparedRelease,
  checkReleaseReport,
  checkReleaseStatement,
  REPORT_FILES,
} from '../../src/core/release-report-check.ts';
import { PAYLOAD_TYPE, RELEASE_REPORT_TYPE, STATEMENT_TYPE } from '../../src/model/predicate-type.ts';
import type { ReleaseReport } from '../../src/model/release-report.ts';
import { baseRecord } from '../support/base-record.ts';

const APP = { name: 'app.tgz', sha256: 'b'.repeat(64) };
const record = baseRecord();
const text = canonicalize(record);

function led(id: string, verdict: LedJob['verdict']): LedJob {
  const at = {
    runId: '10',
    attempt: '1',
    status: 'completed',
    headSha: 'a'.repeat(40),
    labels: [],
    steps: [],
    url: '',
  };
  return {
    run: { id: '10', event: 'push', path: 'build.yml', calledWorkflows: [], createdAt: '', updatedAt: '', ...at },
    job: { id, name: 'build', ...at },
    recordId: record.recordId,
    verdict,
    ...(verdict === 'verified' && { proven: { record, text, bundle: '{}' } }),
  };
}

function reportOf(jobs = [led('1', 'verified')]): ReleaseReport {
  return assembleReleaseReport({
    madeAt: '2026-11-21T10:00:00.000Z',
    recorder: { version: '0.1.0' },
    release: {
      server: 'https://github.com',
      repository: 'octo-org/payments',
      repositoryId: '1',
      tag: 'v1.2.3',
      commit: 'a'.repeat(40),
      artifacts: [APP],
    },
    jobs,
    otherRuns: [],
    except: [],
  });
}

const SEEN: ComparedRelease = {
  repository: 'Octo-Org/payments',
  tag: 'v1.2.3',
  commit: 'a'.repeat(40),
  artifacts: [APP, { name: REPORT_FILES.json, sha256: 'f'.repeat(64) }],
  records: new Map([[record.recordId, sha256Hex(text)]]),
};

function failuresOf(checks: readonly { id: string; status: string }[]): string[] {
  return checks.filter(({ status }) => status !== 'ok').map(({ id }) => id);
}

describe('checkReleaseReport', () => {
  it('finds nothing wrong when report and release agree', () => {
    const { checks, report } = checkReleaseReport(reportOf(), SEEN);
    expect(failuresOf(checks)).toEqual([]);
    expect(report?.verdict).toBe('pass');
  });

  it.each([
    ['schema', { ...reportOf(), more: true }, SEEN],
    ['release', reportOf(), { ...SEEN, repository: 'octo-org/other' }],
    ['release', reportOf(), { ...SEEN, tag: 'v1.2.4' }],
    ['release', reportOf(), { ...SEEN, commit: 'e'.repeat(40) }],
    ['artifacts', reportOf(), { ...SEEN, artifacts: [...SEEN.artifacts, { name: 'new.tgz', sha256: 'd'.repeat(64) }] }],
    ['counts', { ...reportOf(), counts: { ...reportOf().counts, verified: 2 } }, SEEN],
    ['counts', { ...reportOf([led('1', 'missing')]), verdict: 'pass' }, { ...SEEN }],
    ['counts', { ...reportOf(), jobs: [...reportOf().jobs, ...reportOf().jobs] }, SEEN],
    ['records', reportOf(), { ...SEEN, records: new Map([[record.recordId, 'd'.repeat(64)]]) }],
    ['records', reportOf(), { ...SEEN, records: new Map() }],
    ['report-verdict', reportOf([led('1', 'verified'), led('2', 'missing')]), SEEN],
  ] as const)('says %s where one thing is wrong', (id, report, seen) => {
    expect(failuresOf(checkReleaseReport(report, seen).checks)).toEqual([id]);
  });
});

describe('checkReleaseStatement', () => {
  const good = {
    _type: STATEMENT_TYPE,
    subject: [
      { name: 'app.tgz', digest: { sha256: APP.sha256 } },
      { name: REPORT_FILES.json, digest: { sha256: sha256Hex(canonicalize(reportOf())) } },
    ],
    predicateType: RELEASE_REPORT_TYPE,
    predicate: reportOf() as object,
  };
  const check = (statement: object, payloadType = PAYLOAD_TYPE) =>
    checkReleaseStatement({ payloadType, payload: Buffer.from(JSON.stringify(statement)) });

  it('answers the report when it was signed for its own file and the files that it names', () => {
    const { checks, report } = check(good);
    expect(failuresOf(checks)).toEqual([]);
    expect(report).toEqual(reportOf());
  });

  it.each([
    ['subject', { ...good, subject: good.subject.slice(0, 1) }],
    ['subject', { ...good, subject: [...good.subject, { name: 'x', digest: { sha256: 'd'.repeat(64) } }] }],
    ['subject', { ...good, subject: [...good.subject, ...good.subject] }],
    ['predicate-type', { ...good, predicateType: 'https://example.org/other/v1' }],
    ['schema', { ...good, predicate: { any: 'thing' } }],
    ['statement', { ...good, _type: 'other' }],
    ['statement', { ...good, subject: [{ name: 'x', digest: { sha512: 'd' } }] }],
  ])('refuses with %s', (id, statement) => {
    expect(failuresOf(check(statement).checks)).toEqual([id]);
  });

  it('refuses what is no statement, or no JSON, at all', () => {
    expect(failuresOf(check(good, 'text/plain').checks)).toEqual(['statement']);
    expect(
      failuresOf(checkReleaseStatement({ payloadType: PAYLOAD_TYPE, payload: Buffer.from([0xff]) }).checks),
    ).toEqual(['statement']);
  });
});
