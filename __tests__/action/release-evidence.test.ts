import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { PREDICATE_TYPE } from '../../src/model/predicate-type.ts';
import { sampleClaims } from '../core/verification/sample.ts';
import { createMockSigstore, type MockSigstore } from '../signing/mock-sigstore.ts';
import { forbidden } from '../support/faults.ts';
import { playRelease, type ReleasePlay } from '../support/in-process-release.ts';
import { collected, sha256, signedLog, statementOf } from '../support/release-proof.ts';
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
  TEST,
} from '../support/release-world.ts';
import { type SigstoreServer, startSigstore } from '../support/sigstore-server.ts';
import type { World } from '../support/world-types.ts';

let recorders: MockSigstore;
let sigstore: SigstoreServer;

beforeAll(async () => {
  recorders = await createMockSigstore();
  sigstore = await startSigstore();
});

afterAll(() => sigstore.close());

function play(world: World, more: Partial<ReleasePlay> = {}) {
  return playRelease(world, { recorders, sigstore, ...more });
}

describe('the evidence of the release action', () => {
  it('fails when a record was altered in the log', async () => {
    const world = releaseWorld();
    const [build, ...others] = await signedLog(recorders, world);
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
      ...(await signedLog(recorders, world, [TEST, PACK])),
      await signedRecord(recorders, recordOfJob(world, BUILD), { claims }),
    ];
    expect((await play(world, { log })).report?.counts).toMatchObject({ refused: 1, verified: 2 });
  });

  it('fails when two records of one job contradict each other', async () => {
    const world = releaseWorld();
    const other = recordOfJob(world, BUILD, (record) => {
      record.people = { initiator: { login: 'mallory', id: '6666' } };
    });
    const played = await play(world, {
      log: [...(await signedLog(recorders, world)), await signedRecord(recorders, other)],
    });
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

  it('reports thirty legs of a matrix, each by itself', async () => {
    const world = releaseWorld((changed) => {
      for (let leg = 1; leg <= 30; leg++) {
        historyOf(changed).jobs.push(jobOf({ id: String(1000 + leg), runId: BUILD_RUN, name: `matrix (${leg})` }));
      }
    });
    const legs = Array.from({ length: 30 }, (_, index) => String(1001 + index));
    const played = await play(world, { log: await signedLog(recorders, world, [BUILD, TEST, PACK, ...legs.slice(1)]) });
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
    const played = await play(world, { log: await signedLog(recorders, world) });
    expect(played.report).toMatchObject({ verdict: 'pass', otherRuns: [{ id: '40', event: 'pull_request' }] });

    const asked = releaseWorld(fork);
    const collector = 'https://github.com/octo-org/payments/.github/workflows/collect.yml@refs/heads/main';
    const log = [...(await signedLog(recorders, asked)), await collected(recorders, asked, '401', collector)];
    const inputs = { events: 'push, pull_request', collectors: collector };
    const trusting = await play(asked, { log, inputs });
    expect(trusting.report?.jobs.find(({ job }) => job.id === '401')).toMatchObject({
      verdict: 'verified',
      recorder: 'collector',
    });
    const wary = await play(releaseWorld(fork), { log, inputs: { events: 'push, pull_request' } });
    expect(wary.report?.jobs.find(({ job }) => job.id === '401')).toMatchObject({ verdict: 'refused' });
  });

  it('fails when a collector sees a job otherwise than its own record says', async () => {
    const world = releaseWorld();
    const collector = 'https://github.com/octo-org/payments/.github/workflows/collect.yml@refs/heads/main';
    const agreeing = await collected(recorders, world, BUILD, collector);
    const own = await signedLog(recorders, world);
    const inputs = { collectors: collector };
    expect((await play(world, { log: [...own, agreeing], inputs })).report).toMatchObject({ verdict: 'pass' });

    const disagreeing = await collected(recorders, world, BUILD, collector, (record) => {
      record.disagreements = [{ pointer: '/people/initiator/login', record: own[0]?.digest ?? '' }];
    });
    const played = await play(releaseWorld(), { log: [...own, disagreeing], inputs });
    expect(played.report?.jobs).toContainEqual(expect.objectContaining({ verdict: 'conflict', disagreements: 1 }));
    expect(played.code).toBe(1);
    expect((await play(releaseWorld(), { log: [], inputs: { mode: 'audit' } })).code).toBe(0);
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
    const played = await play(world, { log: await signedLog(recorders, world, [BUILD, TEST, PACK, '211']) });
    expect(played.report?.counts).toMatchObject({ verified: 4, missing: 0, notRun: 1 });
  });

  it('names what can’t be read rather than passing over it, when a log store or the API fails', async () => {
    const world = releaseWorld();
    const broken = await play(world, { inputs: { sinks: '[{"type":"file","path":"/nowhere/at/all.jsonl"}]' } });
    expect(broken.report?.counts).toMatchObject({ verified: 0, missing: 3 });
    expect(broken.code).toBe(1);
    const blind = play(releaseWorld(), {
      log: await signedLog(recorders, world),
      faults: [[{ method: 'GET', path: /actions\/runs\?/ }, forbidden()]],
    });
    await expect(blind).rejects.toThrow(/403/);
  });
});

const LATER = '2026-11-20T12:00:00Z';
const POLICY = 'version: 1\nrules:\n  - id: commit-is-verified\n';
