import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { checkReleaseStatement } from '../../src/core/release-report-check.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import {
  PAYLOAD_TYPE,
  PREDICATE_TYPE,
  RELEASE_REPORT_TYPE,
  STATEMENT_TYPE,
  SVR_TYPE,
} from '../../src/model/predicate-type.ts';
import { sampleClaims } from '../core/verification/sample.ts';
import { createMockSigstore, type MockSigstore } from '../signing/mock-sigstore.ts';
import { forbidden } from '../support/faults.ts';
import { ALL_FILES, type PlayedRelease, playRelease, type ReleasePlay } from '../support/in-process-release.ts';
import {
  APP,
  BUILD,
  BUILD_RUN,
  historyOf,
  jobOf,
  PACK,
  recordOfJob,
  releaseWorld,
  runOf,
  signedRecord,
  TAG,
  TEST,
} from '../support/release-world.ts';
import { type SigstoreServer, startSigstore } from '../support/sigstore-server.ts';
import type { StoredAttestation, World } from '../support/world-types.ts';

let recorders: MockSigstore;
let sigstore: SigstoreServer;

beforeAll(async () => {
  recorders = await createMockSigstore();
  sigstore = await startSigstore();
});

afterAll(() => sigstore.close());

function signedLog(world: World, ids = [BUILD, TEST, PACK]) {
  return Promise.all(ids.map((id) => signedRecord(recorders, recordOfJob(world, id))));
}

function play(world: World, more: Partial<ReleasePlay> = {}) {
  return playRelease(world, { recorders, sigstore, ...more });
}

describe('the release action', () => {
  it('signs one report, attests it and attaches it when every job is recorded', async () => {
    const world = releaseWorld();
    const played = await play(world, { log: await signedLog(world) });
    expect(played.output).not.toContain('::error');
    expect(played.code).toBe(0);
    expect(played.report).toMatchObject({
      verdict: 'pass',
      counts: { ran: 4, verified: 3, missing: 0, refused: 0, excluded: 1 },
      excluded: [{ why: 'this-job' }],
    });
    expect(played.attached.map(({ name }) => name).sort()).toEqual(ALL_FILES);
    expect(world.attestations.map(({ predicateType }) => predicateType)).toEqual([RELEASE_REPORT_TYPE, SVR_TYPE]);
    expect(JSON.parse(played.bundle).dsseEnvelope.payloadType).toBe(PAYLOAD_TYPE);
    expect(played.summary).toBe(played.page);
  });

  it('speaks over what is released, in both statements, and names what they are about', async () => {
    const world = releaseWorld();
    const played = await play(world, { log: await signedLog(world), inputs: { artifacts: 'dist/*' }, files: DIST });
    const [report, result] = [statementOf(played.bundle), statementOf(played.result)];
    const named = [sha256(APP), sha256('other'), sha256(played.reportText)];
    expect(report.subject.map(({ digest }) => digest.sha256).sort()).toEqual([...named].sort());
    expect(result.subject).toEqual(report.subject);
    expect(report.predicate).toEqual(played.report);
    expect(result.predicate).toEqual({
      verifier: { id: expect.stringMatching(/^https:/), policies: [] },
      timeCreated: played.report?.madeAt,
      properties: ['DOORLOG_ALL_JOBS_RECORDED', 'DOORLOG_NO_RECORD_REFUSED'],
    });
    const { checks } = checkReleaseStatement({
      payloadType: PAYLOAD_TYPE,
      payload: Buffer.from(JSON.parse(played.bundle).dsseEnvelope.payload, 'base64'),
    });
    expect(checks.filter(({ status }) => status !== 'ok')).toEqual([]);
  });

  it('fails after all is written when a job has no record, and warns where that is asked for', async () => {
    for (const [onMissing, code] of [
      ['fail', 1],
      ['warn', 0],
    ] as const) {
      const world = releaseWorld();
      const played = await play(world, {
        log: await signedLog(world, [BUILD, PACK]),
        inputs: { 'on-missing': onMissing },
      });
      expect(played.report).toMatchObject({ verdict: 'fail', missing: [{ job: { id: TEST }, why: 'missing' }] });
      expect(played.attached).toHaveLength(4);
      expect(played.code).toBe(code);
      expect(played.outputs).toMatchObject({ verdict: 'fail', missing: '1' });
      expect(statementOf(played.result).predicate.properties).toEqual(['DOORLOG_NO_RECORD_REFUSED']);
      const page = played.page.indexOf('What is missing');
      expect(page > 0 && page < played.page.indexOf('Who came in')).toBe(true);
      expect(played.output).toContain(code === 1 ? '::error' : '::warning');
    }
  });

  it('leaves a job out when it is named so, and says that', async () => {
    const world = releaseWorld();
    const log = await signedLog(world, [BUILD, PACK]);
    const played = await play(world, { log, inputs: { 'except-jobs': 'lint\nbuild.yml: test (*)' } });
    expect(played.code).toBe(0);
    expect(played.report?.excluded).toContainEqual(
      expect.objectContaining({ why: 'except-jobs', pattern: 'build.yml: test (*)' }),
    );
    expect(statementOf(played.result).predicate.properties).not.toContain('DOORLOG_ALL_JOBS_RECORDED');
  });

  it('fails when a record was altered in the log', async () => {
    const world = releaseWorld();
    const [build, ...others] = await signedLog(world);
    if (!build) throw new Error('no record');
    const altered = { ...build, document: { ...(build.document as object), runner: { environment: 'self-hosted' } } };
    const played = await play(world, { log: [altered, ...others], inputs: { 'on-missing': 'warn' } });
    expect(played.code).toBe(1);
    expect(played.report?.jobs.find(({ job }) => job.id === BUILD)).toMatchObject({ verdict: 'refused' });
    expect(played.report?.jobs.find(({ job }) => job.id === BUILD)?.who).toBeUndefined();
  });

  it('fails when another repository signed a record', async () => {
    const world = releaseWorld();
    const claims = { ...sampleClaims(), '1.3.6.1.4.1.57264.1.12': 'https://github.com/mallory/payments' };
    const log = [
      ...(await signedLog(world, [TEST, PACK])),
      await signedRecord(recorders, recordOfJob(world, BUILD), { claims }),
    ];
    expect((await play(world, { log })).report?.counts).toMatchObject({ refused: 1, verified: 2 });
  });

  it('fails when two records of one job contradict each other', async () => {
    const world = releaseWorld();
    const other = recordOfJob(world, BUILD, (record) => {
      record.people = { initiator: { login: 'mallory', id: '6666' } };
    });
    const played = await play(world, { log: [...(await signedLog(world)), await signedRecord(recorders, other)] });
    expect(played.code).toBe(1);
    expect(played.report?.jobs).toContainEqual(expect.objectContaining({ verdict: 'conflict' }));
    expect(played.page).toContain('contradict each other');
    expect(played.page).not.toContain('mallory');
  });

  it('fails when the policy of the default branch refuses a record today', async () => {
    const world = releaseWorld((changed) => {
      const head = changed.commits[changed.branches.main ?? ''];
      if (head) head.files['.github/doorlog.yml'] = POLICY;
    });
    const log = await Promise.all(
      [BUILD, TEST, PACK].map((id) =>
        signedRecord(
          recorders,
          recordOfJob(world, id, (record) => {
            record.source = { ...record.source, verification: { verified: id !== TEST, reason: 'unsigned' } };
          }),
        ),
      ),
    );
    const played = await play(world, { log });
    expect(played.code).toBe(1);
    expect(played.report?.counts.againstPolicy).toBe(1);
    const job = played.report?.jobs.find(({ job: { id } }) => id === TEST);
    expect(job?.policy?.again).toMatchObject({ verdict: 'fail', refuses: true, origin: 'repository' });
    expect(job?.policy?.failed.map(({ rule }) => rule)).toEqual(['commit-is-verified']);
    expect(statementOf(played.result).predicate.verifier?.policies).toEqual([
      { uri: expect.stringContaining('.github/doorlog.yml'), digest: { sha256: sha256(POLICY) } },
    ]);
    const warned = await play(world, { log, inputs: { 'on-violation': 'warn', attach: 'false' } });
    expect({ code: warned.code, verdict: warned.report?.verdict }).toEqual({ code: 0, verdict: 'fail' });
    expect(warned.attached).toEqual([]);
  });

  it('finds records by attestations of what is released and in files when there is no log', async () => {
    const world = releaseWorld();
    const named = (record: AccessRecord) => {
      record.resources = { artifacts: [{ name: 'app.tgz', sha256: sha256(APP), from: 'input' }] };
    };
    const [build, test, pack] = await Promise.all([
      signedRecord(recorders, recordOfJob(world, BUILD, named), {}, [{ name: 'app.tgz', sha256: sha256(APP) }]),
      signedRecord(recorders, recordOfJob(world, TEST)),
      signedRecord(recorders, recordOfJob(world, PACK)),
    ]);
    world.attestations.push({
      id: 1,
      digests: [`sha256:${sha256(APP)}`],
      predicateType: PREDICATE_TYPE,
      bundle: JSON.parse(build.bundle),
    });
    const files = {
      'records/test/bundle.sigstore.json': test.bundle,
      'records/all.jsonl': `${pack.bundle}\n${build.bundle}\n`,
      'records/test/access-record.json': '{}',
    };
    const played = await play(world, { files, inputs: { records: 'records/**' } });
    expect(played.report?.counts).toMatchObject({ verified: 3, missing: 0 });
    expect(played.code).toBe(0);
    const without = await play(releaseWorld((again) => again.attestations.push(...world.attestations)));
    expect(without.report?.counts).toMatchObject({ verified: 1, missing: 2 });
  });

  it('says it of an immutable release, and leaves the files with the run', async () => {
    const world = releaseWorld((changed) => {
      const [release] = changed.releases;
      if (release) Object.assign(release, { draft: false, immutable: true, publishedAt: '2026-11-20T11:10:00Z' });
      changed.attestations.push(releaseAttestation(changed));
    });
    const played = await play(world, { log: await signedLog(world), inputs: { 'on-error': 'warn' } });
    expect(played.attached).toEqual([]);
    expect(played.output).toMatch(/::warning[^\n]*is immutable/);
    expect(world.artifacts.map(({ name }) => name)).toEqual(['doorlog-release-access-report-1']);
    expect(played.report?.release).toMatchObject({
      immutable: true,
      attestation: { predicateType: 'https://in-toto.io/attestation/release/v0.2', verified: false },
    });
    expect(played.code).toBe(0);
    expect((await play(world, { log: await signedLog(world) })).code).toBe(1);
  });

  it('is told clearly, and changes nothing, when the release has another report already', async () => {
    const world = releaseWorld();
    const log = await signedLog(world);
    const first = await play(world, { log });
    const before = world.releases[0]?.assets?.map(({ content }) => content);
    const again = await play(world, { log });
    expect(again.code).toBe(1);
    expect(again.output).toMatch(/::error[^\n]*already has a file doorlog-release-access-report/);
    expect(world.releases[0]?.assets?.map(({ content }) => content)).toEqual(before);
    expect(again.report?.release.artifacts).toEqual(first.report?.release.artifacts);
    expect(world.artifacts.at(-1)?.name).toBe('doorlog-release-access-report-1');
  });

  it('says so when there is no release that it could be attached to', async () => {
    const world = releaseWorld((changed) => {
      changed.releases = [];
    });
    const played = await play(world, { log: await signedLog(world), inputs: { artifacts: 'dist/*' }, files: DIST });
    expect(played.output).toMatch(/::error[^\n]*There is no release of the tag "v1.2.3"/);
    expect(played.report?.release.artifacts.map(({ name }) => name)).toEqual(['dist/app.tgz', 'dist/other.txt']);
    expect(world.artifacts).toHaveLength(1);
    expect((await play(world, { log: await signedLog(world), inputs: { attach: 'false' } })).code).toBe(0);
  });

  it('reports thirty legs of a matrix, each by itself', async () => {
    const world = releaseWorld((changed) => {
      for (let leg = 1; leg <= 30; leg++) {
        historyOf(changed).jobs.push(jobOf({ id: String(1000 + leg), runId: BUILD_RUN, name: `matrix (${leg})` }));
      }
    });
    const legs = Array.from({ length: 30 }, (_, index) => String(1001 + index));
    const played = await play(world, { log: await signedLog(world, [BUILD, TEST, PACK, ...legs.slice(1)]) });
    expect(played.report?.counts).toMatchObject({ ran: 34, verified: 32, missing: 1 });
    expect(played.report?.missing).toMatchObject([{ job: { name: 'matrix (1)' } }]);
    expect(new Set(played.report?.jobs.map(({ recordId }) => recordId)).size).toBe(32);
  });

  it('passes over the pull request of a fork for the same commit, and takes the collector’s word where it is asked for', async () => {
    const fork = (world: World) => {
      historyOf(world).runs.push(
        runOf({ id: '40', headSha: world.context.sha, path: '.github/workflows/pr.yml', event: 'pull_request' }),
      );
      historyOf(world).jobs.push(jobOf({ id: '401', runId: '40', name: 'check' }));
    };
    const world = releaseWorld(fork);
    const played = await play(world, { log: await signedLog(world) });
    expect(played.report).toMatchObject({ verdict: 'pass', otherRuns: [{ id: '40', event: 'pull_request' }] });

    const asked = releaseWorld(fork);
    const collector = 'https://github.com/octo-org/payments/.github/workflows/collect.yml@refs/heads/main';
    const log = [...(await signedLog(asked)), await collected(asked, '401', collector)];
    const inputs = { events: 'push, pull_request', collectors: collector };
    const trusting = await play(asked, { log, inputs });
    expect(trusting.report?.jobs.find(({ job }) => job.id === '401')).toMatchObject({
      verdict: 'verified',
      recorder: 'collector',
    });
    const wary = await play(releaseWorld(fork), { log, inputs: { events: 'push, pull_request' } });
    expect(wary.report?.jobs.find(({ job }) => job.id === '401')).toMatchObject({ verdict: 'refused' });
  });

  it('counts what an earlier attempt did, and not what a later one took over from it', async () => {
    const world = releaseWorld((changed) => {
      const run = historyOf(changed).runs.find(({ id }) => id === BUILD_RUN);
      Object.assign(run ?? {}, { attempt: 2 });
      historyOf(changed).jobs.push(
        jobOf({ id: '211', runId: BUILD_RUN, attempt: 2, name: 'test (22)', startedAt: LATER, completedAt: LATER }),
        jobOf({ id: '212', runId: BUILD_RUN, attempt: 2, name: 'build', completedAt: '2026-11-20T09:00:00Z' }),
      );
    });
    const played = await play(world, { log: await signedLog(world, [BUILD, TEST, PACK, '211']) });
    expect(played.report?.counts).toMatchObject({ verified: 4, missing: 0, notRun: 1 });
  });

  it('names what can’t be read rather than passing over it, when a log store or the API fails', async () => {
    const world = releaseWorld();
    const broken = await play(world, { inputs: { sinks: '[{"type":"file","path":"/nowhere/at/all.jsonl"}]' } });
    expect(broken.report?.counts).toMatchObject({ verified: 0, missing: 3 });
    expect(broken.code).toBe(1);
    const blind = play(releaseWorld(), {
      log: await signedLog(world),
      faults: [[{ method: 'GET', path: /actions\/runs\?/ }, forbidden()]],
    });
    await expect(blind).rejects.toThrow(/403/);
  });

  it('shows a secret to nobody, whoever wrote it where', async () => {
    const world = releaseWorld((changed) => {
      for (const job of historyOf(changed).jobs) if (job.id === TEST) job.name = `test ${CANARY} @everyone <script>`;
    });
    const played = await play(world, {
      log: await signedLog(world, [BUILD, PACK]),
      inputs: { 'elasticsearch-password': CANARY, 'aws-secret-access-key': CANARY },
    });
    expect(played.code).toBe(1);
    const everything = [played.output, played.summary, played.reportText, played.page, played.bundle, played.sent].join(
      '\n',
    );
    expect(everything).not.toContain(CANARY);
    expect(decoded(played)).not.toContain(CANARY);
    expect(everything).not.toContain(world.token);
    expect(played.page).not.toContain('<script>');
    expect(played.page).not.toMatch(/ @everyone/);
  });

  it('asks for a tag when the run is for none', async () => {
    const world = releaseWorld((changed) => {
      changed.context.ref = 'refs/heads/main';
    });
    await expect(play(world)).rejects.toThrow(/name it by the input “tag”/);
    const named = await play(world, { log: await signedLog(world), inputs: { tag: TAG } });
    expect(named.report?.release).toMatchObject({ tag: TAG, commit: world.context.sha });
  });
});

const LATER = '2026-11-20T12:00:00Z';
const CANARY = 'canary-7f3a91c2d4e5-password';
const DIST = { 'dist/app.tgz': APP, 'dist/other.txt': 'other' };
const POLICY = 'version: 1\nrules:\n  - id: commit-is-verified\n';

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

const Statement = z.object({
  subject: z.array(z.object({ name: z.string(), digest: z.object({ sha256: z.string() }) })),
  predicate: z.looseObject({
    properties: z.optional(z.array(z.string())),
    verifier: z.optional(z.looseObject({ policies: z.array(z.unknown()) })),
  }),
});

function statementOf(bundle: string) {
  return Statement.parse(JSON.parse(Buffer.from(JSON.parse(bundle).dsseEnvelope.payload, 'base64').toString('utf8')));
}

function decoded({ bundle, result }: PlayedRelease): string {
  return JSON.stringify([statementOf(bundle), statementOf(result)]);
}

/** GitHub’s own, signed by nobody whom the test trusts. */
function releaseAttestation(world: World): StoredAttestation {
  const subject = [{ name: 'app.tgz', digest: { sha256: sha256(APP) } }];
  const predicateType = 'https://in-toto.io/attestation/release/v0.2';
  const statement = { _type: STATEMENT_TYPE, subject, predicateType, predicate: { tag: TAG } };
  const payload = Buffer.from(JSON.stringify(statement)).toString('base64');
  const signatures = [{ sig: Buffer.from('none').toString('base64') }];
  return {
    id: world.attestations.length + 1,
    digests: [`sha256:${sha256(APP)}`],
    predicateType,
    bundle: {
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint: 'x' }, tlogEntries: [] },
      dsseEnvelope: { payload, payloadType: PAYLOAD_TYPE, signatures },
    },
  };
}

/** What a collector of the same repository says of a job. */
function collected(world: World, jobId: string, identity: string) {
  const record = recordOfJob(world, jobId, (made) => {
    made.phase = 'collector';
    made.observedAt = { collector: new Date().toISOString() };
    made.recorder = {
      ...made.recorder,
      kind: 'collector',
      workflowRef: identity.replace('https://github.com/', ''),
      runId: '77',
      runAttempt: '1',
    };
  });
  const claims = sampleClaims({
    9: identity,
    12: 'https://github.com/octo-org/payments',
    13: world.context.sha,
    15: world.repository.id,
    16: 'https://github.com/octo-org',
    17: world.users['octo-org']?.id,
    18: identity,
    20: 'workflow_run',
    21: 'https://github.com/octo-org/payments/actions/runs/77/attempts/1',
    23: undefined,
  });
  return signedRecord(recorders, record, { identity, claims });
}
