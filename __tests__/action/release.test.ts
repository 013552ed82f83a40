import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkReleaseStatement } from '../../src/core/release-report-check.ts';
import { PAYLOAD_TYPE, RELEASE_REPORT_TYPE, STATEMENT_TYPE, SVR_TYPE } from '../../src/model/predicate-type.ts';
import { createMockSigstore, type MockSigstore } from '../signing/mock-sigstore.ts';
import { ALL_FILES, type PlayedRelease, playRelease, type ReleasePlay } from '../support/in-process-release.ts';
import { sha256, signedLog, statementOf } from '../support/release-proof.ts';
import { APP, BUILD, historyOf, PACK, releaseWorld, TAG, TEST } from '../support/release-world.ts';
import { type SigstoreServer, startSigstore } from '../support/sigstore-server.ts';
import type { StoredAttestation, World } from '../support/world-types.ts';

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

describe('the release action', () => {
  it('signs one report, attests it and attaches it when every job is recorded', async () => {
    const world = releaseWorld();
    const played = await play(world, { log: await signedLog(recorders, world) });
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
    const played = await play(world, {
      log: await signedLog(recorders, world),
      inputs: { artifacts: 'dist/*' },
      files: DIST,
    });
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
        log: await signedLog(recorders, world, [BUILD, PACK]),
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
    const log = await signedLog(recorders, world, [BUILD, PACK]);
    const played = await play(world, { log, inputs: { 'except-jobs': 'lint\nbuild.yml: test (*)' } });
    expect(played.code).toBe(0);
    expect(played.report?.excluded).toContainEqual(
      expect.objectContaining({ why: 'except-jobs', pattern: 'build.yml: test (*)' }),
    );
    expect(statementOf(played.result).predicate.properties).not.toContain('DOORLOG_ALL_JOBS_RECORDED');
  });

  it('says it of an immutable release, and leaves the files with the run', async () => {
    const world = releaseWorld((changed) => {
      const [release] = changed.releases;
      if (release) Object.assign(release, { draft: false, immutable: true, publishedAt: '2026-11-20T11:10:00Z' });
      changed.attestations.push(releaseAttestation(changed));
    });
    const played = await play(world, { log: await signedLog(recorders, world), inputs: { 'on-error': 'warn' } });
    expect(played.attached).toEqual([]);
    expect(played.output).toMatch(/::warning[^\n]*is immutable/);
    expect(world.artifacts.map(({ name }) => name)).toEqual(['doorlog-release-access-report-1']);
    expect(played.report?.release).toMatchObject({
      immutable: true,
      attestation: { predicateType: 'https://in-toto.io/attestation/release/v0.2', verified: false },
    });
    expect(played.code).toBe(0);
    expect((await play(world, { log: await signedLog(recorders, world) })).code).toBe(1);
  });

  it('is told clearly, and changes nothing, when the published release has another report already', async () => {
    const world = releaseWorld();
    const log = await signedLog(recorders, world);
    const first = await play(world, { log });
    Object.assign(world.releases[0] ?? {}, { draft: false, publishedAt: '2026-11-20T11:10:00Z' });
    const before = world.releases[0]?.assets?.map(({ content }) => content);
    const again = await play(world, { log });
    expect(again.code).toBe(1);
    expect(again.output).toMatch(/::error[^\n]*already has a file doorlog-release-access-report/);
    expect(world.releases[0]?.assets?.map(({ content }) => content)).toEqual(before);
    expect(again.report?.release.artifacts).toEqual(first.report?.release.artifacts);
    expect(world.artifacts.at(-1)?.name).toBe('doorlog-release-access-report-1');
  });

  it('says so when there is no release that it could be attached to, unless the files are named', async () => {
    const withoutRelease = () =>
      releaseWorld((changed) => {
        changed.releases = [];
      });
    const world = withoutRelease();
    const log = await signedLog(recorders, world);
    const named = await play(world, { log, inputs: { artifacts: 'dist/*' }, files: DIST });
    expect(named.code).toBe(0);
    expect(named.report?.release.artifacts.map(({ name }) => name)).toEqual(['dist/app.tgz', 'dist/other.txt']);
    expect(world.artifacts.map(({ name }) => name)).toEqual(['doorlog-release-access-report-1']);
    const unnamed = await play(withoutRelease(), { log });
    expect(unnamed.output).toMatch(/::error[^\n]*There is no release of the tag "v1.2.3"/);
    expect(unnamed.code).toBe(1);
    expect((await play(withoutRelease(), { log, inputs: { attach: 'false' } })).code).toBe(0);
  });

  it('tells what is in the workspace from what is in the release when they differ', async () => {
    const world = releaseWorld();
    const files = { 'dist/app.tgz': 'another app' };
    const played = await play(world, {
      log: await signedLog(recorders, world),
      inputs: { artifacts: 'dist/*' },
      files,
    });
    expect(played.output).toMatch(
      /::error[^\n]*dist\/app.tgz of the workspace is not the app.tgz that the release has/,
    );
    expect(played.code).toBe(1);
  });

  it('shows a secret to nobody, whoever wrote it where', async () => {
    const world = releaseWorld((changed) => {
      for (const job of historyOf(changed).jobs) if (job.id === TEST) job.name = `test ${CANARY} @everyone <script>`;
    });
    const played = await play(world, {
      log: await signedLog(recorders, world, [BUILD, PACK]),
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

  it('fails when a file of the release was exchanged while the report was signed', async () => {
    const world = releaseWorld();
    const log = await signedLog(recorders, world);
    Object.defineProperty(world.attestations, 'push', {
      value(...items: StoredAttestation[]) {
        const [release] = world.releases;
        const [app] = release?.assets ?? [];
        if (release && app)
          release.assets = [{ ...app, content: Buffer.from('not it') }, ...(release.assets ?? []).slice(1)];
        return Array.prototype.push.apply(this, items);
      },
    });
    const played = await play(world, { log, inputs: { 'on-error': 'warn' } });
    expect(played.report?.verdict).toBe('pass');
    expect(played.output).toMatch(/::error[^\n]*were changed while its report was made/);
    expect(played.code).toBe(1);
  });

  it('replaces what an attempt before it left at the draft', async () => {
    const world = releaseWorld();
    const first = await play(world, { log: await signedLog(recorders, world, [BUILD, PACK]) });
    expect(first.code).toBe(1);
    const again = await play(world, { log: await signedLog(recorders, world) });
    expect({ code: again.code, verdict: again.report?.verdict }).toEqual({ code: 0, verdict: 'pass' });
    expect(again.attached.map(({ name }) => name).sort()).toEqual(ALL_FILES);
    expect(world.releases[0]?.assets).toHaveLength(1 + ALL_FILES.length);
  });

  it('asks for a tag when the run is for none', async () => {
    const world = releaseWorld((changed) => {
      changed.context.ref = 'refs/heads/main';
    });
    await expect(play(world)).rejects.toThrow(/name it by the input “tag”/);
    const named = await play(world, { log: await signedLog(recorders, world), inputs: { tag: TAG } });
    expect(named.report?.release).toMatchObject({ tag: TAG, commit: world.context.sha });
  });
});

const CANARY = 'canary-7f3a91c2d4e5-password';
const DIST = { 'dist/app.tgz': APP, 'dist/other.txt': 'other' };

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
