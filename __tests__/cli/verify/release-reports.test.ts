import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalize, sha256Hex } from '../../../src/core/canonical.ts';
import { recordIdOf } from '../../../src/core/record-id.ts';
import { assembleReleaseReport, type LedJob, type ReleaseFacts } from '../../../src/core/release-report.ts';
import { REPORT_FILES } from '../../../src/core/release-report-check.ts';
import { AccessRecord } from '../../../src/model/access-record.ts';
import { PREDICATE_TYPE, RELEASE_REPORT_TYPE } from '../../../src/model/predicate-type.ts';
import { createHttp } from '../../../src/net/http.ts';
import { createStatement } from '../../../src/signing/statement.ts';
import { IDENTITY, sampleClaims } from '../../core/verification/sample.ts';
import type { MockSigner } from '../../signing/mock-sigstore.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import type { World, WorldAsset } from '../../support/world-types.ts';
import { APP, APP_SHA256, type Desk, openDesk, type SignedJob, sampleWorld, signJob } from './verified-job.ts';

const COMMIT = 'a'.repeat(40);
const TIME = '2026-11-20T12:00:00Z';
let desk: Desk;
let build: SignedJob;
let github: GitHubServer | undefined;

beforeAll(async () => {
  desk = await openDesk();
  build = await signJob(desk);
  await desk.write({ 'log.jsonl': build.logLine });
});

afterEach(async () => {
  await github?.close();
  github = undefined;
});
afterAll(() => desk.remove());

function led(id: string, verdict: LedJob['verdict']): LedJob {
  const times = { startedAt: '2026-11-21T11:10:00Z', completedAt: '2026-11-21T11:20:00Z' };
  const run = {
    ...{ id: '3003', attempt: '2', event: 'push', status: 'completed', headSha: COMMIT, calledWorkflows: [] },
    ...{ path: '.github/workflows/deploy.yml', createdAt: TIME, updatedAt: TIME, url: 'https://github.com' },
  };
  const job = {
    ...{ id, runId: '3003', attempt: '2', name: `job ${id}`, status: 'completed', headSha: COMMIT, labels: [] },
    ...{ steps: [], url: 'https://github.com', ...times },
  };
  const identity = { server: 'https://github.com', repositoryId: '1001', runId: '3003', runAttempt: '2' };
  const proven = {
    record: AccessRecord.parse(JSON.parse(build.record)),
    text: build.record,
    bundle: JSON.stringify(build.bundle),
  };
  return {
    run,
    job,
    recordId: recordIdOf({ ...identity, checkRunId: id }),
    verdict,
    ...(verdict === 'verified' && { proven }),
  };
}

/** As the job that makes the report sees itself. */
function underWay(each: LedJob): LedJob {
  return { ...each, job: { ...each.job, status: 'in_progress' } };
}

function reportOf(changes: Partial<ReleaseFacts> = {}) {
  return assembleReleaseReport({
    madeAt: TIME,
    recorder: { version: '0.1.0' },
    release: {
      ...{
        server: 'https://github.com',
        repository: 'octo-org/octo-repo',
        repositoryId: '1001',
        tag: 'v1',
        commit: COMMIT,
      },
      artifacts: [{ name: 'app.tgz', sha256: APP_SHA256 }],
    },
    policy: undefined,
    jobs: [led('4004', 'verified'), underWay(led('4005', 'unfinished'))],
    otherRuns: [],
    thisJob: '4005',
    except: [],
    ...changes,
  });
}

/** The bundle of a report, as its release step signs it. */
async function signed(
  report: ReturnType<typeof reportOf>,
  signer: Partial<MockSigner> = {},
  subjects: readonly { sha256: string }[] = [...report.release.artifacts, { sha256: sha256Hex(canonicalize(report)) }],
) {
  const statement = createStatement({
    subjects: subjects.map(({ sha256 }, index) => ({ name: `file-${index}`, sha256 })),
    predicate: report,
    predicateType: RELEASE_REPORT_TYPE,
  });
  return desk.sigstore.sign(statement, { identity: IDENTITY, claims: sampleClaims(), ...signer });
}

/** The files that a release step attaches, and the world that has them beside the app. */
async function released(
  report: ReturnType<typeof reportOf>,
  {
    signer = {},
    subjects,
    json,
  }: { signer?: Partial<MockSigner>; subjects?: { sha256: string }[]; json?: string } = {},
): Promise<World> {
  const text = canonicalize(report);
  const bundle = await signed(report, signer, subjects);
  const file = (id: string, name: string, content: string): WorldAsset => ({ id, name, content: Buffer.from(content) });
  return sampleWorld(['4004', '4005'], (world) => {
    world.tags = { v1: COMMIT };
    world.tagObjects = {};
    world.releases = [
      {
        ...{ id: '7001', nodeId: 'RE_7001', tag: 'v1', name: null, author: 'alice', draft: false, prerelease: false },
        ...{ createdAt: TIME, publishedAt: TIME, updatedAt: TIME },
        assets: [
          file('9001', 'app.tgz', APP),
          file('9002', REPORT_FILES.json, json ?? text),
          file('9003', REPORT_FILES.bundle, JSON.stringify(bundle)),
          file('9004', REPORT_FILES.markdown, '# Report'),
        ],
      },
    ];
  });
}

async function ask(world: World, args = '') {
  github = await startGitHub(world);
  const io = { http: createHttp({}), env: { GITHUB_API_URL: github.url, GH_TOKEN: world.token } };
  return desk.run(`octo-org/octo-repo@v1 --repo octo-org/octo-repo ${args}`, io);
}

describe('doorlog verify of a release with an access report', () => {
  it('is verified by a stranger without the log when the report names every job and file', async () => {
    const { code, out } = await ask(await released(reportOf()));
    expect(out).toMatch(/^ok +Report: Signature: The signature holds/m);
    expect(out).toMatch(/^ok +Report: Released files: The report names every file of the release\.$/m);
    expect(out).toMatch(
      /^ok +Job job 1 .*report says that its record was proven; the record itself is not at hand\.$/m,
    );
    expect(out).toMatch(/^not checked Job job 2 .*it is the job that made the report\.$/m);
    expect(out).toMatch(/^ok +File app\.tgz: The release access report names it/m);
    expect(out).toMatch(/^ok +File doorlog-release-access-report\.json: It is the report that was signed\.$/m);
    expect(out).toMatch(/verified\n$/);
    expect(code).toBe(0);
  });

  it('relies on no report that a job at another commit signed, unless that is named', async () => {
    const signer = { claims: sampleClaims({ 13: 'e'.repeat(40), 18: `${IDENTITY.split('@')[0]}@refs/heads/evil` }) };
    const { code, out } = await ask(await released(reportOf(), { signer }));
    expect(out).toMatch(/^not checked Report: Who made it: .*at another commit than the released one.*--workflow/m);
    expect(out).not.toMatch(/report says that its record was proven/);
    expect(code).toBe(3);
    await github?.close();
    const workflow = '--workflow octo-org/octo-repo/.github/workflows/deploy.yml';
    expect(await ask(await released(reportOf(), { signer }), workflow)).toMatchObject({ code: 0 });
  });

  it('holds the report’s records against those that are found', async () => {
    const world = await released(reportOf());
    world.attestations = [
      { id: 1, digests: [`sha256:${APP_SHA256}`], predicateType: PREDICATE_TYPE, bundle: build.bundle },
    ];
    const { code, out } = await ask(world, '--sinks [{"type":"file","path":"log.jsonl"}]');
    expect(out).toMatch(/^ok +Report: Records: Every record that the report names is the one that was found\.$/m);
    expect(out).toMatch(/^ok +File app\.tgz: The record of job deploy/m);
    expect(code).toBe(3);
    expect(out).toMatch(/^missing +Job job 2 /m);
  });

  it.each<[string, () => Promise<World>, RegExp]>([
    [
      'is of another tag',
      () => released(reportOf({ release: { ...reportOf().release, tag: 'v2' } })),
      /FAILED +Report: Release: The report speaks of v2/,
    ],
    [
      'is of another commit',
      () => released(reportOf({ release: { ...reportOf().release, commit: 'b'.repeat(40) } })),
      /FAILED +Report: Release: .*stands for a{40} now/,
    ],
    [
      'does not name a file',
      () => {
        const report = reportOf({ release: { ...reportOf().release, artifacts: [] } });
        return released(report, { subjects: [{ sha256: sha256Hex(canonicalize(report)) }] });
      },
      /FAILED +Report: Released files: The report does not name app\.tgz/,
    ],
    [
      'was signed for other files',
      () =>
        released(reportOf(), {
          subjects: [{ sha256: sha256Hex(canonicalize(reportOf())) }, { sha256: 'c'.repeat(64) }],
        }),
      /FAILED +Report: Subjects: It was signed for other files/,
    ],
    [
      'was signed by another repository',
      () =>
        released(reportOf(), {
          signer: {
            identity: IDENTITY.replace('octo-repo', 'fork'),
            claims: sampleClaims({ 12: 'https://github.com/octo-org/fork' }),
          },
        }),
      /FAILED +Report: Expected repository: /,
    ],
    [
      'says that another workflow made it',
      () =>
        released(
          reportOf({
            recorder: {
              version: '0.1.0',
              workflowRef: 'octo-org/octo-repo/.github/workflows/release.yml@refs/tags/v1',
            },
          }),
        ),
      /FAILED +Report: Workflow file of the recorder: /,
    ],
    [
      'says that another run made it',
      () => released(reportOf({ recorder: { version: '0.1.0', runId: '1', runAttempt: '1' } })),
      /FAILED +Report: Run and attempt of the recorder: /,
    ],
    [
      'says that a job has no record',
      () => released(reportOf({ jobs: [led('4004', 'missing')] })),
      /FAILED +Report: Verdict of the report: .*1 job without a proven record/,
    ],
    [
      'stands beside another report',
      () => released(reportOf(), { json: canonicalize(reportOf({ madeAt: '2026-11-20T13:00:00Z' })) }),
      /FAILED +File doorlog-release-access-report\.json: It is another report/,
    ],
  ])('is refused when the report %s', async (_name, world, sentence) => {
    const { code, out } = await ask(await world());
    expect(out).toMatch(sentence);
    expect(code).toBe(1);
  });

  it('is kept with its report when asked to, and verified so later', async () => {
    const { err } = await ask(await released(reportOf()), '--save-evidence kept');
    expect(err).toMatch(/0 records, and 1 other/);
    const noted = `--evidence-digest ${/sha256:([0-9a-f]{64})/.exec(err)?.[1]}`;
    const { code, out } = await desk.run(`kept --repo octo-org/octo-repo --offline ${noted} untrusted`);
    expect(out).toMatch(/^attestation of doorlog-release-access-report\.json .*: verified$/m);
    expect(out).toMatch(/^not checked Answer then: .*about the release octo-org\/octo-repo@v1 was “verified”/m);
    expect(code).toBe(0);
    expect(await desk.run('kept --repo octo-org/other --offline untrusted')).toMatchObject({ code: 1 });
  });

  it('says that a job is not known when it ran after the report was made', async () => {
    const { code, out } = await ask(await released(reportOf({ jobs: [led('4004', 'verified')], thisJob: '1' })));
    expect(out).toMatch(/^not checked Job job 2 .*nowhere to look/m);
    expect(code).toBe(3);
  });
});

describe('doorlog verify of a release with several access reports', () => {
  const RUNS = 'https://github.com/octo-org/octo-repo/actions/runs';
  const other = {
    identity: IDENTITY.replace('deploy.yml', 'docs.yml'),
    claims: sampleClaims({ 9: IDENTITY.replace('deploy.yml', 'docs.yml'), 21: `${RUNS}/9009/attempts/1` }),
  };
  const missingOne = () => reportOf({ jobs: [led('4004', 'missing'), underWay(led('4005', 'unfinished'))] });

  /** Reports that GitHub has attestations of, beside the one among the release’s files. */
  async function attestedToo(report: ReturnType<typeof reportOf>, signer: Partial<MockSigner>, first = reportOf()) {
    const world = await released(first);
    const bundle = await signed(report, signer);
    world.attestations = [{ id: 2, digests: [`sha256:${APP_SHA256}`], predicateType: RELEASE_REPORT_TYPE, bundle }];
    return world;
  }

  it.each<[string, () => ReturnType<typeof reportOf>, RegExp]>([
    [
      'whether a job has a record',
      missingOne,
      /about job job 4004 of run 3003, which is verified in one and missing in/,
    ],
    [
      'which jobs are without a record',
      () => reportOf({ jobs: [led('4004', 'verified'), underWay(led('4005', 'unfinished')), led('4006', 'missing')] }),
      /about job job 4006 of run 3003, which is missing in one and not named in the other/,
    ],
    [
      'the released files',
      () => {
        const { release } = reportOf();
        return reportOf({
          release: { ...release, artifacts: [...release.artifacts, { name: 'more.tgz', sha256: 'c'.repeat(64) }] },
        });
      },
      /about the released files: only one of them names more\.tgz/,
    ],
  ])('is a conflict when two of them differ about %s', async (_name, second, sentence) => {
    const { code, out } = await ask(await attestedToo(second(), other));
    expect(out).toMatch(/^FAILED +Release access reports: Two genuine reports contradict each other /m);
    expect(out).toMatch(sentence);
    expect(out).toMatch(/name who should have made it by --workflow or --identity\.$/m);
    expect(out).not.toMatch(/report says that its record was proven/);
    expect(out).toMatch(/conflict\n$/);
    expect(code).toBe(3);
  });

  it('believes the one whose workflow is named when they contradict each other', async () => {
    const workflow = '--workflow octo-org/octo-repo/.github/workflows/deploy.yml';
    expect(await ask(await attestedToo(missingOne(), other), workflow)).toMatchObject({ code: 0 });
  });

  it('is no conflict when the same was signed twice', async () => {
    expect(await ask(await attestedToo(reportOf(), other))).toMatchObject({ code: 0 });
    await github?.close();
    const later = reportOf({ madeAt: '2026-11-20T13:00:00Z' });
    expect(await ask(await attestedToo(later, other))).toMatchObject({ code: 0 });
  });

  it('is no conflict when a stranger signed what contradicts it, or copied it', async () => {
    const stranger = {
      identity: IDENTITY.replace('octo-repo', 'fork'),
      claims: sampleClaims({ 12: 'https://github.com/octo-org/fork' }),
    };
    expect(await ask(await attestedToo(missingOne(), stranger))).toMatchObject({ code: 0 });
    await github?.close();
    expect(await ask(await attestedToo(reportOf(), stranger))).toMatchObject({ code: 0 });
  });

  it('takes the later attempt’s word when a run made its report again', async () => {
    const attempt = (number: number) => ({ claims: sampleClaims({ 21: `${RUNS}/3003/attempts/${number}` }) });
    expect(await ask(await attestedToo(missingOne(), attempt(1)))).toMatchObject({ code: 0 });
    await github?.close();
    const { code, out } = await ask(await attestedToo(missingOne(), attempt(3)));
    expect(out).toMatch(/^FAILED +Report: Verdict of the report: /m);
    expect(code).toBe(1);
  });

  it('says which two to look at when one workflow signed both', async () => {
    const claims = sampleClaims({ 21: `${RUNS}/9009/attempts/1` });
    const { code, out } = await ask(await attestedToo(missingOne(), { claims }));
    expect(out).toMatch(/one workflow made both: delete the false one and its attestation\.$/m);
    expect(code).toBe(3);
  });
});
