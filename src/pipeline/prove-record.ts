import { canonicalize, sha256Hex } from '../core/canonical.ts';
import { bindingOf } from '../core/commitment.ts';
import type { CustomRuleJudge } from '../core/custom-rules.ts';
import type { PolicyInForce } from '../core/policy.ts';
import { checkIdentity } from '../core/stored-identity.ts';
import { recordsInText } from '../core/stored-records.ts';
import type { ToldBundle } from '../core/told-bundle.ts';
import type { ArtifactFile } from '../core/verification/artifacts.ts';
import type { Check } from '../core/verification/check.ts';
import { valueAt } from '../core/verification/pointer.ts';
import type { ExpectedSigner } from '../core/verification/signer.ts';
import { codeOf } from '../errors.ts';
import { PREDICATE_TYPE } from '../model/predicate-type.ts';
import type { BundleSigner, BundleVerifier } from '../ports.ts';
import { checkPolicy } from './check-policy.ts';
import { type TestimonyFile, type VerifyAnswer, verifyRecord } from './verify.ts';

/** How every record of a target is proven. */
export interface ProvingPorts {
  readonly verifier: BundleVerifier;
  readonly expected: ExpectedSigner;
  /** Judges each genuine record again. */
  readonly policy?: { readonly policy: PolicyInForce; readonly evaluateCustom: CustomRuleJudge };
}

/** A record with the bundles that may prove it. */
export interface RecordQuestion {
  readonly bytes: Uint8Array;
  /** As a bundle file holds them: one, or JSON Lines. */
  readonly bundles: string;
  /** Where record and bundles came from, in words. */
  readonly from: readonly string[];
  readonly artifacts?: readonly ArtifactFile[];
  /** The text of a file with its log view. */
  readonly log?: string;
  /** Collectors’ records of the same job: what they saw is held against it. */
  readonly testimony?: readonly TestimonyFile[];
}

/** What came of one record. */
export interface RecordAnswer {
  /** SHA-256 in hex of the record file. */
  readonly sha256: string;
  /** What the record says of itself; believe it only where the verdict is `verified`. */
  readonly recordId?: string;
  readonly phase?: string;
  readonly repository?: string;
  readonly runId?: string;
  readonly runAttempt?: string;
  readonly job?: string;
  readonly environment?: string;
  readonly from: readonly string[];
  readonly verdict: VerifyAnswer['verdict'];
  readonly checks: readonly Check[];
  readonly signer?: BundleSigner;
}

/** An answer with the files that it is about, which are kept or compared later. */
export interface ProvenAnswer {
  readonly answer: RecordAnswer;
  readonly bytes: Uint8Array;
  readonly bundles: string;
}

/**
 * Verifies a record by its bundles, sees whether its id is the one of its run, attempt and job, and judges it where a
 * policy is given. Raises what `verifyRecord` and the expressions of a policy raise.
 */
export async function proveRecord(question: RecordQuestion, ports: ProvingPorts): Promise<ProvenAnswer> {
  const { bytes, bundles, from, artifacts, log, testimony } = question;
  const { verifier, expected, policy } = ports;
  const proof = await verifyRecord(
    {
      record: bytes,
      bundles,
      expected,
      ...(artifacts && { artifacts }),
      ...(log !== undefined && { log }),
      // Of whom nobody said that they are collectors, nothing is believed, nor does it cast a doubt.
      ...(testimony && expected.collectors && { testimony }),
    },
    verifier,
  );
  const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  const judged = policy && proof.verdict !== 'refused' ? await checkPolicy(value, policy) : [];
  const checks = [...proof.checks.map((each) => withLog(each, value, log)), ...judged];
  const refused = checks.some(({ status }) => status === 'failed');
  const answer: RecordAnswer = {
    sha256: sha256Hex(bytes),
    ...said(value),
    from,
    verdict: refused ? 'refused' : proof.verdict,
    checks,
    ...(proof.signer && { signer: proof.signer }),
  };
  return { answer, bytes, bundles };
}

/** A log view that the record commits to tells more of the job than the record: runner and matrix, where no check run is named. */
function withLog(open: Check, record: unknown, log: string | undefined): Check {
  if (open.id !== 'record-id' || open.status !== 'not-checked' || log === undefined) return open;
  const [recordId, phase] = [textAt(record, '/recordId') ?? '', textAt(record, '/phase') ?? ''];
  const document = recordsInText(log).find(
    (entry) => entry.recordId === recordId && entry.phase === phase && bindingOf(record, entry) === 'holds',
  );
  return document ? checkIdentity(record, { recordId, phase, document }) : open;
}

/**
 * The records that bundles hold, each once with all bundles about it: the predicate of a bundle is its own record file.
 * What can’t be written in canonical form is left out, because no record of ours is like that.
 */
export function recordsInBundles(
  bundles: readonly (ToldBundle & { readonly from: readonly string[] })[],
): readonly RecordQuestion[] {
  const records = new Map<string, { text: string; lines: string[]; from: Set<string> }>();
  for (const { json, predicate, from } of bundles) {
    const text = canonicalForm(predicate);
    if (text === undefined) continue;
    const known = records.get(text) ?? { text, lines: [], from: new Set() };
    known.lines.push(JSON.stringify(JSON.parse(json)));
    for (const place of from) known.from.add(place);
    records.set(text, known);
  }
  const questions = [...records.values()].map(({ text, lines, from }) => ({
    bytes: Buffer.from(text),
    bundles: lines.join('\n'),
    from: [...from],
  }));
  return questions.map((question) => {
    const testimony = testimonyAmong(bundles, JSON.parse(question.bytes.toString('utf8')));
    return testimony.length > 0 ? { ...question, testimony } : question;
  });
}

/** What collectors say of the job that a record is about, by bundles that are at hand. */
export function testimonyAmong(
  bundles: readonly ToldBundle[],
  { recordId, phase }: { readonly recordId?: unknown; readonly phase?: unknown },
): TestimonyFile[] {
  if (phase === 'collector' || recordId === undefined) return [];
  return bundles.flatMap(({ json, predicate, predicateType }) => {
    const isOne =
      predicateType === PREDICATE_TYPE && predicate.recordId === recordId && predicate.phase === 'collector';
    const text = isOne ? canonicalForm(predicate) : undefined;
    return text === undefined ? [] : [{ record: Buffer.from(text), bundles: JSON.stringify(JSON.parse(json)) }];
  });
}

/** The one bundle of several that a record is proven by; undefined where none does. */
export async function provingBundle(
  { bytes, bundles, from }: RecordQuestion,
  { verifier, expected }: ProvingPorts,
): Promise<string | undefined> {
  const lines = isJson(bundles) ? [bundles] : bundles.split('\n').filter((line) => isJson(line));
  let incomplete: string | undefined;
  for (const line of lines) {
    try {
      const { answer } = await proveRecord({ bytes, bundles: line, from }, { verifier, expected });
      if (answer.verdict === 'verified') return line;
      if (answer.verdict === 'incomplete') incomplete ??= line;
    } catch (error) {
      // A bundle that can’t be read beside one that holds is nothing that counts.
      if (codeOf(error) === 'internal') throw error;
    }
  }
  return incomplete;
}

function said(record: unknown): Partial<RecordAnswer> {
  const told = {
    recordId: textAt(record, '/recordId'),
    phase: textAt(record, '/phase'),
    repository: textAt(record, '/pipeline/repository'),
    runId: textAt(record, '/pipeline/runId'),
    runAttempt: textAt(record, '/pipeline/runAttempt'),
    job: textAt(record, '/pipeline/job'),
    environment: textAt(record, '/pipeline/environment'),
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

function textAt(record: unknown, pointer: string): string | undefined {
  const value = valueAt(record, pointer);
  return typeof value === 'string' ? value.slice(0, 500) : undefined;
}

function canonicalForm(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
