import { createHash } from 'node:crypto';
import { canonicalize } from '../../src/core/canonical.ts';
import type { ArtifactFile } from '../../src/core/verification/artifacts.ts';
import { GITHUB_ISSUER } from '../../src/core/verification/signer.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { type VerifyAnswer, verifyRecord } from '../../src/pipeline/verify.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { IDENTITY, sampleClaims, sampleRecord } from '../core/verification/sample.ts';
import type { MockSigner, MockSigstore } from '../signing/mock-sigstore.ts';

/** A record and its bundle, honest but for what is given. */
export interface Case {
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

export interface StatementJson {
  _type: string;
  subject: { name: string; digest: Record<string, string> }[];
  predicateType: string;
  predicate: Record<string, unknown>;
}

export interface BundleJson {
  mediaType: string;
  dsseEnvelope: { payload: string; signatures: unknown[] };
  verificationMaterial: { timestampVerificationData: { rfc3161Timestamps: unknown[] } };
}

export function withSubject(subject: StatementJson['subject'][number]) {
  return (statement: StatementJson) => ({ ...statement, subject: [...statement.subject, subject] });
}

/** Signs a case by this Sigstore and verifies it. */
export async function verifyCase(sigstore: MockSigstore, given: Case): Promise<VerifyAnswer> {
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
export function failures(answer: VerifyAnswer): Record<string, string> {
  const failed = answer.checks.filter(({ status }) => status === 'failed');
  return Object.fromEntries(failed.map(({ id, detail }) => [id, detail]));
}

export function madeAt(minutes: number): AccessRecord {
  return { ...sampleRecord(), observedAt: { end: new Date(Date.now() + minutes * 60_000).toISOString() } };
}

export function changed(change: (record: AccessRecord) => void): AccessRecord {
  const record = sampleRecord();
  change(record);
  return record;
}

export function withSubjects(digests: string[]) {
  return (statement: StatementJson) => ({
    ...statement,
    subject: digests.map((sha256) => ({ name: 'file', digest: { sha256 } })),
  });
}

export function withChangedPayload(bundle: BundleJson): BundleJson {
  const payload = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString('utf8').replace('"push"', '"pull"');
  return { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload: Buffer.from(payload).toString('base64') } };
}

export function withTwoSignatures(bundle: BundleJson): BundleJson {
  const { signatures } = bundle.dsseEnvelope;
  return { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, signatures: [...signatures, ...signatures] } };
}

export function withoutTimestamps(bundle: BundleJson): BundleJson {
  return {
    ...bundle,
    verificationMaterial: { ...bundle.verificationMaterial, timestampVerificationData: { rfc3161Timestamps: [] } },
  };
}
