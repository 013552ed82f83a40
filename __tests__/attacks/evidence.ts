import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { bundleToJSON, toDSSEBundle } from '@sigstore/bundle';
import { canonicalize, sha256Hex } from '../../src/core/canonical.ts';
import { commit } from '../../src/core/commitment.ts';
import { parsePolicy } from '../../src/core/policy.ts';
import { recordIdOf } from '../../src/core/record-id.ts';
import type { ArtifactFile } from '../../src/core/verification/artifacts.ts';
import type { Check } from '../../src/core/verification/check.ts';
import { type ExpectedSigner, GITHUB_ISSUER } from '../../src/core/verification/signer.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { checkPolicy } from '../../src/pipeline/check-policy.ts';
import { type TestimonyFile, verifyRecord } from '../../src/pipeline/verify.ts';
import type { BundleVerifier } from '../../src/ports.ts';
import { preAuthEncoding } from '../../src/signing/dsse.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { IDENTITY, sampleClaims, sampleRecord } from '../core/verification/sample.ts';
import type { BundleJson, Signing, TestSigstore } from './sigstore.ts';

export const SALT = 'a'.repeat(64);
export const COLLECTOR = 'https://github.com/octo-org/octo-repo/.github/workflows/collect.yml@refs/heads/main';

/** What verifying came to, be it of files or of what stores hold. */
export interface Answer {
  readonly verdict: string;
  readonly checks: readonly Check[];
}

/** Makes a fresh record that is as changed as it has to be before it is signed. */
export type Change = (record: AccessRecord) => void;

/** What is signed, and by whom; left out, all is honest. */
export interface Signed {
  /** Whether a collector speaks instead of the job. */
  readonly collector?: boolean;
  /** Several, in order. */
  readonly record?: readonly Change[];
  /** Changes the attested view by force, whatever its schema says. */
  readonly attested?: (attested: Record<string, unknown>) => unknown;
  /** The text of the record file that is signed. */
  readonly text?: (text: string) => string;
  readonly statement?: (statement: StatementJson) => unknown;
  /** The text of the statement that is signed. */
  readonly payload?: (text: string) => string;
  readonly claims?: Readonly<Record<number, string | undefined>>;
  readonly signing?: Partial<Omit<Signing, 'claims'>>;
}

/** Evidence that somebody holds, honest but for what is given. */
export interface Evidence extends Signed {
  /** Changes the bundle after it was signed; `other` is that of another run of the same workflow. */
  readonly bundle?: (bundle: BundleJson, other: BundleJson) => unknown;
  /** Whether a key that somebody made signs the same statement, and is the one that counts. */
  readonly key?: boolean;
  /** Changes the record file after it was signed. */
  readonly file?: (text: string) => string;
  /** Changes the log view that is held against the record; left out, there is none. */
  readonly log?: (view: LogView) => unknown;
  /** A collector’s record of the same job. */
  readonly testimony?: Signed;
  readonly expected?: Partial<ExpectedSigner>;
  readonly artifacts?: readonly ArtifactFile[];
  /** The text of the policy that it is judged by. */
  readonly policy?: string;
  /** Whether the trust root is that of another Sigstore. */
  readonly stranger?: boolean;
}

export interface StatementJson {
  _type: string;
  subject: { name: string; digest: Record<string, string> }[];
  predicateType: string;
  predicate: Record<string, unknown>;
}

export type LogView = AccessRecord & { commitment: { salt: string; digest: string } };

/** Everything about one signed record. */
export interface SignedRecord {
  readonly text: string;
  readonly log: LogView;
  readonly bundle: BundleJson;
}

/** A job’s record of which all can be proven: a real id, an actor, facts of which only the log holds some. */
export function honestRecord(changes: readonly Change[] = []): AccessRecord {
  const record = sampleRecord();
  record.pipeline.job = 'deploy';
  record.pipeline.checkRunId = '4004';
  record.people = {
    initiator: { login: 'octocat', id: '5005', type: 'user' },
    author: { name: 'Octo Cat', email: 'octocat@example.org' },
  };
  record.outcome = { status: 'success' };
  record.sources = { '/pipeline/checkRunId': 'input' };
  record.recordId = idOf(record);
  for (const change of changes) change(record);
  return record;
}

/** A collector’s record of the same job. */
export function collectorsRecord(changes: readonly Change[] = []): AccessRecord {
  const record = honestRecord();
  const { end = '' } = record.observedAt;
  record.phase = 'collector';
  record.observedAt = { collector: end };
  record.recorder = {
    ...record.recorder,
    kind: 'collector',
    workflowRef: COLLECTOR.replace('https://github.com/', ''),
    runId: '6006',
    runAttempt: '1',
  };
  record.outcome = { status: 'success', conclusion: 'success' };
  for (const change of changes) change(record);
  return record;
}

/** What Fulcio certifies of the collector’s own run. */
const COLLECTORS_CLAIMS: Readonly<Record<number, string>> = {
  9: COLLECTOR,
  18: COLLECTOR,
  20: 'workflow_run',
  21: 'https://github.com/octo-org/octo-repo/actions/runs/6006/attempts/1',
};

export function idOf({ pipeline }: AccessRecord): string {
  const { server = '', repositoryId = '', runId = '', runAttempt = '', checkRunId } = pipeline;
  return recordIdOf({ server, repositoryId, runId, runAttempt, checkRunId });
}

/** Signs what a job, or a collector, would have signed. */
export async function signed(sigstore: TestSigstore, given: Signed): Promise<SignedRecord> {
  const { collector = false, record = [], attested, text: retold, statement, payload, claims, signing } = given;
  const views = commit((collector ? collectorsRecord : honestRecord)(record), SALT);
  const view: unknown = attested ? attested(JSON.parse(canonicalize(views.attested))) : views.attested;
  const text = (retold ?? String)(canonicalize(view));
  const made = JSON.parse(
    Buffer.from(
      createStatement({
        subjects: [{ name: 'access-record.json', sha256: sha256Hex(text) }],
        predicate: JSON.parse(text),
      }),
    ).toString('utf8'),
  );
  const bundle = await sigstore.sign((payload ?? String)(JSON.stringify(statement ? statement(made) : made)), {
    identity: collector ? COLLECTOR : IDENTITY,
    claims: sampleClaims(collector ? { ...COLLECTORS_CLAIMS, 23: undefined, ...claims } : claims),
    ...signing,
  });
  return { text, log: JSON.parse(canonicalize(views.log)), bundle };
}

/** Who should have signed all honest evidence. */
export const EXPECTED: ExpectedSigner = {
  issuer: GITHUB_ISSUER,
  repository: 'octo-org/octo-repo',
  collectors: [COLLECTOR],
};

/** Verifies evidence as `doorlog verify` does. */
export async function judged(sigstore: TestSigstore, made: SignedRecord, given: Evidence): Promise<Answer> {
  const { file, bundle, log, testimony, expected, artifacts, policy } = given;
  const other = await otherOf(sigstore);
  const json = JSON.stringify(bundle ? bundle(structuredClone(made.bundle), other.bundle) : made.bundle);
  const text = (file ?? String)(made.text);
  const keyed = given.key ? byKey(made.bundle) : undefined;
  const answer = await verifyRecord(
    {
      record: Buffer.from(text),
      bundles: keyed?.bundle ?? json,
      expected: { ...EXPECTED, ...expected },
      artifacts,
      ...(log && { log: JSON.stringify(log(structuredClone(made.log))) }),
      ...(testimony && { testimony: [await testimonyOf(sigstore, testimony)] }),
    },
    keyed ? createBundleVerifier(keyed) : verifierFor(given.stranger ? sigstore.strangersRoot : sigstore.trustedRoot),
  );
  if (policy === undefined) return answer;
  const checks = [...answer.checks, ...(await judgedBy(policy, JSON.parse(text)))];
  return { verdict: checks.some(({ status }) => status === 'failed') ? 'refused' : answer.verdict, checks };
}

const verifiers = new Map<string, BundleVerifier>();

/** One verifier for all that trust the same root. */
function verifierFor(root: string): BundleVerifier {
  const known = verifiers.get(root) ?? createBundleVerifier({ roots: async () => parseTrustRoots(root, 'roots.json') });
  verifiers.set(root, known);
  return known;
}

const others = new WeakMap<TestSigstore, Promise<SignedRecord>>();

/** The record of another run of the same workflow, and the first that this Sigstore’s log holds. */
export function otherOf(sigstore: TestSigstore): Promise<SignedRecord> {
  const known = others.get(sigstore);
  if (known) return known;
  const run = 'https://github.com/octo-org/octo-repo/actions/runs/3004';
  const made = signed(sigstore, {
    record: [
      (record) => {
        Object.assign(record.pipeline, { runId: '3004', runUrl: run });
        record.recorder.runId = '3004';
        record.recordId = idOf(record);
      },
    ],
    claims: { 21: `${run}/attempts/2` },
    signing: { certifiedIn: -1 },
  });
  others.set(sigstore, made);
  return made;
}

function byKey({ dsseEnvelope: { payload, payloadType } }: BundleJson): { bundle: string; key: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const artifact = Buffer.from(payload, 'base64');
  const signature = sign('sha256', preAuthEncoding(payloadType, artifact), privateKey);
  const bundle = toDSSEBundle({ artifact, artifactType: payloadType, signature, keyHint: 'a' });
  return { bundle: JSON.stringify(bundleToJSON(bundle)), key: publicKey };
}

async function testimonyOf(sigstore: TestSigstore, given: Signed): Promise<TestimonyFile> {
  const made = await signed(sigstore, { collector: true, ...given });
  return { record: Buffer.from(made.text), bundles: JSON.stringify(made.bundle) };
}

async function judgedBy(text: string, record: unknown): Promise<Check[]> {
  const policy = await parsePolicy(text, { origin: 'file', path: 'doorlog.yml' });
  return checkPolicy(AccessRecord.parse(record), { policy, evaluateCustom: async () => new Map() });
}
