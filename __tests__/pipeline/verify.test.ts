import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalize } from '../../src/core/canonical.ts';
import type { ArtifactFile } from '../../src/core/verification/artifacts.ts';
import { GITHUB_ISSUER } from '../../src/core/verification/signer.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { type VerifyAnswer, verifyRecord } from '../../src/pipeline/verify.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { IDENTITY, sampleClaims, sampleRecord, withToken } from '../core/verification/sample.ts';
import { createMockSigstore, type MockSigner, type MockSigstore } from '../signing/mock-sigstore.ts';

let sigstore: MockSigstore;

beforeAll(async () => {
  sigstore = await createMockSigstore();
});

interface Case {
  readonly record?: AccessRecord;
  readonly predicate?: Record<string, unknown>;
  readonly claims?: Readonly<Record<number, string | undefined>>;
  readonly signer?: Partial<MockSigner>;
  /** Changes the statement before it is signed. */
  readonly statement?: (statement: StatementJson) => unknown;
  /** Changes the text of the statement before it is signed. */
  readonly payload?: (text: string) => string;
  /** Changes the bundle after it was signed. */
  readonly bundle?: (bundle: BundleJson) => unknown;
  /** Changes the record file after it was signed. */
  readonly file?: (text: string) => string;
  readonly root?: string;
  readonly repository?: string;
  readonly identity?: string;
  readonly issuer?: string;
  readonly artifacts?: readonly ArtifactFile[];
}

interface StatementJson {
  _type: string;
  subject: { name: string; digest: Record<string, string> }[];
  predicateType: string;
  predicate: Record<string, unknown>;
}

interface BundleJson {
  mediaType: string;
  dsseEnvelope: { payload: string; signatures: unknown[] };
  verificationMaterial: { timestampVerificationData: { rfc3161Timestamps: unknown[] } };
}

function withSubject(subject: StatementJson['subject'][number]) {
  return (statement: StatementJson) => ({ ...statement, subject: [...statement.subject, subject] });
}

async function verifyCase(given: Case): Promise<VerifyAnswer> {
  const text = canonicalize(given.record ?? sampleRecord());
  const sha256 = createHash('sha256').update(text).digest('hex');
  const statement = createStatement({
    subjects: [{ name: 'access-record.json', sha256 }],
    predicate: given.predicate ?? JSON.parse(text),
  });
  const payload = given.statement
    ? JSON.stringify(given.statement(JSON.parse(Buffer.from(statement).toString('utf8'))))
    : Buffer.from(statement).toString('utf8');
  const bundle = await sigstore.sign(given.payload ? given.payload(payload) : payload, {
    identity: IDENTITY,
    claims: sampleClaims(given.claims),
    ...given.signer,
  });
  const file = given.file ? given.file(text) : text;
  const roots = parseTrustRoots(given.root ?? sigstore.trustedRoot, 'roots.json');
  return verifyRecord(
    {
      record: Buffer.from(file),
      bundles: JSON.stringify(given.bundle ? given.bundle(bundle as unknown as BundleJson) : bundle),
      expected: {
        issuer: given.issuer ?? GITHUB_ISSUER,
        ...(given.repository && { repository: given.repository }),
        ...(given.identity && { identity: given.identity }),
      },
      artifacts: given.artifacts,
    },
    createBundleVerifier({ roots: async () => roots }),
  );
}

/** What failed, by the id of the check, with its sentence. */
function failures(answer: VerifyAnswer): Record<string, string> {
  const failed = answer.checks.filter(({ status }) => status === 'failed');
  return Object.fromEntries(failed.map(({ id, detail }) => [id, detail]));
}

function madeAt(minutes: number): AccessRecord {
  return { ...sampleRecord(), observedAt: { end: new Date(Date.now() + minutes * 60_000).toISOString() } };
}

function changed(change: (record: AccessRecord) => void): AccessRecord {
  const record = sampleRecord();
  change(record);
  return record;
}

describe('verifyRecord', () => {
  it('verifies every check when record, bundle and certificate agree', async () => {
    const answer = await verifyCase({ repository: 'octo-org/octo-repo', identity: IDENTITY });

    expect(failures(answer)).toEqual({});
    expect(answer.verdict).toBe('verified');
    expect(answer.checks.filter(({ status }) => status === 'not-checked')).toEqual([]);
    expect(answer.checks.map(({ id }) => id)).toEqual(expect.arrayContaining(['signature', 'subject', 'claim-run']));
  });

  it('verifies what the job made when statement and record name it, and refuses another file', async () => {
    const made = { name: 'app.tgz', sha256: 'd'.repeat(64) };
    const given: Case = {
      record: { ...sampleRecord(), resources: { artifacts: [{ ...made, from: 'runner' }] } },
      statement: withSubject({ name: made.name, digest: { sha256: made.sha256 } }),
      repository: 'octo-org/octo-repo',
    };
    const answer = await verifyCase({ ...given, artifacts: [made] });
    expect(answer.verdict).toBe('verified');
    expect(answer.checks.filter(({ id }) => id === 'artifact')).toMatchObject([{ status: 'ok' }]);

    const other = { name: 'other.tgz', sha256: 'e'.repeat(64) };
    const refused = await verifyCase({ ...given, artifacts: [made, other] });
    expect(refused.verdict).toBe('refused');
    expect(Object.keys(failures(refused))).toEqual(['artifact']);
  });

  it('says that nobody was expected when neither repository nor identity is given', async () => {
    const answer = await verifyCase({});

    expect(answer.verdict).toBe('verified');
    const open = answer.checks.filter(({ status }) => status === 'not-checked').map(({ id }) => id);
    expect(open).toEqual(['identity', 'repository']);
  });

  const defects: [string, string, RegExp, () => Case][] = [
    [
      'the payload was changed after signing',
      'signature',
      /statement or the signer was changed/,
      () => ({ bundle: withChangedPayload }),
    ],
    [
      'the statement speaks about what the record does not name',
      'other-subjects',
      /“app\.tgz” \(sha256:d{64}\), which is neither the record file nor an artifact that the record names/,
      () => ({ statement: withSubject({ name: 'app.tgz', digest: { sha256: 'd'.repeat(64) } }) }),
    ],
    [
      'the record file was changed',
      'subject',
      /does not speak about the record file/,
      () => ({ file: (text) => text.replace('"push"', '"workflow_dispatch"') }),
    ],
    [
      'the predicate is unlike the record file',
      'predicate',
      /differs from the record file/,
      () => ({ predicate: { ...sampleRecord(), recordId: 'd'.repeat(64) } }),
    ],
    [
      'the subject is another file',
      'subject',
      /does not speak about/,
      () => ({ statement: withSubjects(['0'.repeat(64)]) }),
    ],
    [
      'a subject is named twice',
      'subjects',
      /same subject twice/,
      () => ({ statement: withSubjects(['0'.repeat(64), '0'.repeat(64)]) }),
    ],
    ['there is no subject', 'subjects', /has 0 subjects/, () => ({ statement: withSubjects([]) })],
    [
      'the predicate type is another',
      'predicate-type',
      /not an access record/,
      () => ({ statement: (it) => ({ ...it, predicateType: 'https://slsa.dev/provenance/v1' }) }),
    ],
    [
      'the statement is of another version',
      'statement',
      /calls itself/,
      () => ({ statement: (it) => ({ ...it, _type: 'https://in-toto.io/Statement/v0.1' }) }),
    ],
    [
      'the statement holds an unknown field',
      'statement',
      /not an in-toto Statement/,
      () => ({ statement: (it) => ({ ...it, extra: 1 }) }),
    ],
    [
      'a key stands twice in the payload',
      'payload-form',
      /says each thing once/,
      () => ({ payload: (text) => text.replace('"predicate":', '"predicate":{"phase":"start"},"predicate":') }),
    ],
    [
      'the payload begins with a mark',
      'payload-form',
      /says each thing once/,
      () => ({ payload: (it) => `\uFEFF${it}` }),
    ],
    ['the record was signed long after', 'time', /more than 15 minutes after/, () => ({ record: madeAt(-20) })],
    ['the record was made after it was signed', 'time', /5 minutes before/, () => ({ record: madeAt(10) })],
    [
      'the record does not say when it was made',
      'time',
      /does not say when/,
      () => ({ record: { ...sampleRecord(), observedAt: {} } }),
    ],
    [
      'the payload type is another',
      'payload-type',
      /not application\/vnd.in-toto\+json/,
      () => ({ signer: { payloadType: 'text/plain' } }),
    ],
    ['there are two signatures', 'one-signature', /has 2 signatures/, () => ({ bundle: withTwoSignatures })],
    ['there is no timestamp', 'signature', /No trusted timestamp/, () => ({ bundle: withoutTimestamps })],
    [
      'the bundle is of an unknown format',
      'signature',
      /is not known/,
      () => ({ bundle: (it) => ({ ...it, mediaType: 'application/vnd.dev.sigstore.bundle+json;version=99.9' }) }),
    ],
    [
      'another repository is expected',
      'repository',
      /but octo-org\/other was expected/,
      () => ({ repository: 'octo-org/other' }),
    ],
    [
      'the expected repository is only the end of the signer’s',
      'repository',
      /was expected/,
      () => ({ repository: 'org/octo-repo' }),
    ],
    [
      'another identity is expected',
      'identity',
      /was expected/,
      () => ({ identity: IDENTITY.replace('main', 'mai.') }),
    ],
    [
      'another issuer is expected',
      'issuer',
      /not from https:\/\/issuer.example/,
      () => ({ issuer: 'https://issuer.example' }),
    ],
    [
      'another issuer vouched',
      'issuer',
      /comes from https:\/\/issuer.example/,
      () => ({ claims: { 8: 'https://issuer.example' } }),
    ],
    [
      'the certificate is of another repository',
      'claim-repository',
      /record says https:\/\/github.com\/octo-org\/octo-repo/,
      () => ({ claims: { 12: 'https://github.com/octo-org/other' } }),
    ],
    [
      'the certificate is of another workflow',
      'claim-job-workflow',
      /other.yml/,
      () => ({ claims: { 9: IDENTITY.replace('deploy', 'other') } }),
    ],
    [
      'the record tells another commit',
      'claim-commit',
      /record says 1{40}/,
      () => ({
        record: changed(({ pipeline }) => {
          pipeline.sha = '1'.repeat(40);
        }),
      }),
    ],
    [
      'the record tells another run',
      'claim-run',
      /runs\/9\/attempts\/2/,
      () => ({
        record: changed(({ pipeline }) => {
          pipeline.runId = '9';
        }),
      }),
    ],
    [
      'the record tells another attempt',
      'claim-run',
      /attempts\/1/,
      () => ({
        record: changed(({ pipeline }) => {
          pipeline.runAttempt = '1';
        }),
      }),
    ],
    [
      'the record tells another environment',
      'claim-environment',
      /record says staging/,
      () => ({
        record: changed(({ pipeline }) => {
          pipeline.environment = 'staging';
        }),
      }),
    ],
    [
      'the record hides the environment',
      'claim-environment',
      /record says nothing/,
      () => ({
        record: changed(({ pipeline }) => {
          delete pipeline.environment;
        }),
      }),
    ],
    [
      'the record’s recorder is another run',
      'claim-recorder-run',
      /runs\/9\/attempts\/2/,
      () => ({
        record: changed(({ recorder }) => {
          recorder.runId = '9';
        }),
      }),
    ],
    [
      'the record claims a collector that nobody named',
      'collector',
      /nobody said which collectors are believed/,
      () => ({
        record: changed((it) => {
          it.recorder.kind = 'collector';
          it.phase = 'collector';
        }),
      }),
    ],
    [
      'the record claims to be local',
      'recorder',
      /recorder was local/,
      () => ({
        record: changed(({ recorder }) => {
          recorder.kind = 'local';
        }),
      }),
    ],
    [
      'the record’s page is that of another run',
      'run-url',
      /runs\/9 at \/pipeline\/runUrl/,
      () => ({
        record: changed(({ pipeline }) => {
          pipeline.runUrl = 'https://github.com/octo-org/octo-repo/actions/runs/9';
        }),
      }),
    ],
    [
      'the record looked at another commit',
      'source-commit',
      /neither the run’s nor/,
      () => ({
        record: changed(({ source }) => {
          source.commit = '1'.repeat(40);
        }),
      }),
    ],
    [
      'the record tells another claim of the token',
      'token-ref',
      /says refs\/heads\/other at \/access\/oidc\/claims\/ref/,
      () => ({ record: withToken({ ref: 'refs/heads/other' }) }),
    ],
    ['the certificate claims no run', 'claim-run', /proves nothing/, () => ({ claims: { 21: undefined } })],
    [
      'the record is of another version',
      'schema',
      /not an access record of a known version/,
      () => ({ record: { ...sampleRecord(), schemaVersion: '9' } as unknown as AccessRecord }),
    ],
  ];

  it.each(defects)('refuses when %s', async (_, id, sentence, given) => {
    const answer = await verifyCase(given());

    expect(answer.verdict).toBe('refused');
    expect(failures(answer)[id]).toMatch(sentence);
  });

  it('refuses with one failure each when one field of the record differs from the certificate', async () => {
    const answer = await verifyCase({
      record: changed(({ pipeline }) => {
        pipeline.ref = 'refs/heads/other';
      }),
    });

    expect(Object.keys(failures(answer))).toEqual(['claim-ref']);
  });

  it('refuses when the trust root is of another Sigstore', async () => {
    const other = await createMockSigstore();
    const answer = await verifyCase({ root: other.trustedRoot });

    expect(answer.verdict).toBe('refused');
    expect(failures(answer).signature).toMatch(/trust root|vouched for/);
  });

  it('takes the root that fits when the file holds several', async () => {
    const other = await createMockSigstore();
    const answer = await verifyCase({ root: `${other.trustedRoot}\n${sigstore.trustedRoot}\n` });

    expect(answer.verdict).toBe('verified');
  });

  it('takes the newer root when the file holds an older one of the same Sigstore too', async () => {
    const older = JSON.stringify({ ...JSON.parse(sigstore.trustedRoot), timestampAuthorities: [] });
    const answer = await verifyCase({ root: `${older}\n${sigstore.trustedRoot}\n` });

    expect(answer.verdict).toBe('verified');
    expect(failures(await verifyCase({ root: older })).signature).toMatch(/No trusted timestamp/);
  });

  it('does not compare what the record owns up to not having seen', async () => {
    const record = changed((it) => {
      delete it.pipeline.visibility;
      it.gaps.push({ pointer: '/pipeline/visibility', reason: 'not-available', needed: 'a token that sees it' });
    });
    const answer = await verifyCase({ record });

    expect(answer.verdict).toBe('verified');
    expect(answer.checks.find(({ id }) => id === 'claim-visibility')?.status).toBe('not-checked');
  });

  it('refuses for everything that it keeps silent about when a forged record owns up to gaps at all of it', async () => {
    const { runUrl = '' } = sampleRecord().pipeline;
    const record: AccessRecord = {
      ...sampleRecord(),
      pipeline: { provider: 'github-actions', runUrl, job: 'deploy' },
      runner: {},
      gaps: ['/pipeline', '/runner'].map((pointer) => ({ pointer, reason: 'not-available', needed: 'nothing' })),
    };
    const answer = await verifyCase({ record, repository: 'octo-org/octo-repo' });

    expect(answer.verdict).toBe('refused');
    expect(Object.keys(failures(answer))).toEqual(
      expect.arrayContaining(['claim-repository', 'claim-run', 'claim-commit', 'claim-environment', 'claim-runner']),
    );
  });

  it('says that it could not compare when the certificate claims no environment', async () => {
    const answer = await verifyCase({ claims: { 23: undefined } });

    expect(answer.verdict).toBe('verified');
    expect(answer.checks.find(({ id }) => id === 'claim-environment')?.status).toBe('not-checked');
  });

  it.each([14, 15, 17, 18, 20])('is incomplete when the certificate does not claim extension %i', async (oid) => {
    const answer = await verifyCase({ claims: { [oid]: undefined } });

    expect(failures(answer)).toEqual({});
    expect(answer.verdict).toBe('incomplete');
  });

  it('takes the line about the record when the bundle file holds several', async () => {
    const text = canonicalize(sampleRecord());
    const signedAbout = async (file: string) => {
      const subjects = [{ name: 'file', sha256: createHash('sha256').update(file).digest('hex') }];
      const statement = createStatement({ subjects, predicate: JSON.parse(text) });
      return JSON.stringify(await sigstore.sign(statement, { identity: IDENTITY, claims: sampleClaims() }));
    };
    const verifier = createBundleVerifier({ roots: async () => parseTrustRoots(sigstore.trustedRoot, 'roots.json') });
    const question = { record: Buffer.from(text), expected: { issuer: GITHUB_ISSUER } };
    const stranger = await signedAbout('another file');
    const ours = await signedAbout(text);

    await expect(verifyRecord({ ...question, bundles: `${stranger}\n${ours}\n` }, verifier)).resolves.toMatchObject({
      verdict: 'verified',
    });
    const refused = await verifyRecord({ ...question, bundles: `${stranger}\n${stranger}\n` }, verifier);
    expect(failures(refused).signature).toMatch(/No bundle in the file speaks about the record file/);
    const swapped = await verifyRecord({ ...question, bundles: stranger }, verifier);
    expect(failures(swapped).subject).toMatch(/does not speak about/);
  });

  it('is verified when one line of several about the record holds, whatever stands in the others', async () => {
    const text = canonicalize(sampleRecord());
    const sha256 = createHash('sha256').update(text).digest('hex');
    const statement = createStatement({ subjects: [{ name: 'file', sha256 }], predicate: JSON.parse(text) });
    const signedWith = async (claims: Record<number, string>) =>
      JSON.stringify(await sigstore.sign(statement, { identity: IDENTITY, claims: sampleClaims(claims) }));
    const good = await signedWith({});
    const one = await signedWith({ 14: 'refs/heads/other' });
    const two = await signedWith({ 14: 'refs/heads/other', 20: 'schedule' });
    const unsigned = JSON.stringify(withoutTimestamps(JSON.parse(good)));
    const verifier = createBundleVerifier({ roots: async () => parseTrustRoots(sigstore.trustedRoot, 'roots.json') });
    const ask = (...lines: string[]) =>
      verifyRecord(
        { record: Buffer.from(text), bundles: lines.join('\n'), expected: { issuer: GITHUB_ISSUER } },
        verifier,
      );

    expect(await ask('no JSON', '{}', unsigned, two, good)).toMatchObject({ verdict: 'verified' });
    expect(Object.keys(failures(await ask('no JSON', unsigned, two, one)))).toEqual(['claim-ref']);
    expect(Object.keys(failures(await ask(unsigned, unsigned)))).toEqual(['signature']);
    await expect(ask('no JSON', '{}')).rejects.toMatchObject({ code: 'file-invalid' });
  });

  it.each(['', '{', '[]', '{"mediaType":1}'])('raises file-invalid when the bundle is %j', async (bundles) => {
    const verifier = createBundleVerifier({ roots: async () => parseTrustRoots(sigstore.trustedRoot, 'roots.json') });
    const question = { record: Buffer.from('{}'), bundles, expected: { issuer: GITHUB_ISSUER } };

    await expect(verifyRecord(question, verifier)).rejects.toMatchObject({ code: 'file-invalid' });
  });
});

function withSubjects(digests: string[]) {
  return (statement: StatementJson) => ({
    ...statement,
    subject: digests.map((sha256) => ({ name: 'file', digest: { sha256 } })),
  });
}

function withChangedPayload(bundle: BundleJson): BundleJson {
  const payload = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString('utf8').replace('"push"', '"pull"');
  return { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload: Buffer.from(payload).toString('base64') } };
}

function withTwoSignatures(bundle: BundleJson): BundleJson {
  const { signatures } = bundle.dsseEnvelope;
  return { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, signatures: [...signatures, ...signatures] } };
}

function withoutTimestamps(bundle: BundleJson): BundleJson {
  return {
    ...bundle,
    verificationMaterial: { ...bundle.verificationMaterial, timestampVerificationData: { rfc3161Timestamps: [] } },
  };
}
