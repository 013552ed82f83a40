import { sha256Hex } from '../core/canonical.ts';
import { checkIdentity } from '../core/stored-identity.ts';
import type { ArtifactFile } from '../core/verification/artifacts.ts';
import { type Check, check } from '../core/verification/check.ts';
import { isIncomplete } from '../core/verification/claims.ts';
import { checkTime } from '../core/verification/consistency.ts';
import { checkSignedSince } from '../core/verification/expected-signer.ts';
import { checkLogView, digestOfLogView } from '../core/verification/log-view.ts';
import { isTooDeep } from '../core/verification/nesting.ts';
import { valueAt } from '../core/verification/pointer.ts';
import { toldAt } from '../core/verification/said.ts';
import { checkSigner, type ExpectedSigner } from '../core/verification/signer.ts';
import { checkSignatureCount, checkStatement, type RecordFile, speaksAbout } from '../core/verification/statement.ts';
import { compareWithTestimony } from '../core/verification/testimony.ts';
import { codeOf, DoorlogError, sentenceOf } from '../errors.ts';
import type { BundleSigner, BundleVerifier, VerifiedBundle } from '../ports.ts';

/** What is to be verified. */
export interface VerifyQuestion {
  /** The exact bytes of the record file. */
  readonly record: Uint8Array;
  /** The text of a bundle file: one bundle, or JSON Lines of which one about this record has to hold. */
  readonly bundles: string;
  readonly expected: ExpectedSigner;
  /** Files that have to be artifacts of the record. */
  readonly artifacts?: readonly ArtifactFile[] | undefined;
  /** The text of a file with the log view of the record, where the two are to be held against each other. */
  readonly log?: string;
  /** Collectors’ records of the same job: what one of them proves counts against the record. */
  readonly testimony?: readonly TestimonyFile[];
}

/** A collector’s record and its bundles, as files. */
export type TestimonyFile = Pick<VerifyQuestion, 'record' | 'bundles'>;

/** What came of it: refused as soon as one check failed, incomplete where the certificate lacks an essential claim. */
export interface VerifyAnswer {
  readonly verdict: 'verified' | 'incomplete' | 'refused';
  readonly checks: readonly Check[];
  /** Who signed, where that could be proven. */
  readonly signer?: BundleSigner;
}

/**
 * Verifies a record with its bundle: signature, statement, signer, and every field that the certificate also claims.
 * Raises `file-invalid` for a record or bundle that is not JSON, and what the verifier raises for want of a trust root.
 */
export async function verifyRecord(question: VerifyQuestion, verifier: BundleVerifier): Promise<VerifyAnswer> {
  const record = readRecord(question.record);
  const more = [
    ...(await checkTestimony(record, question, verifier)),
    ...(question.log === undefined ? [] : [checkLogView(record.value, question.log)]),
  ];
  let best: VerifyAnswer | undefined;
  let failure: unknown;
  for (const bundle of chooseBundles(question.bundles, record, verifier)) {
    try {
      const answer = withChecks(await verifyBundle(bundle, record, question, verifier), more);
      if (answer.verdict === 'verified') return answer;
      if (best === undefined || defectsOf(answer) < defectsOf(best)) best = answer;
    } catch (error) {
      // A bundle by a key that was not given must not hide one by a certificate.
      if (codeOf(error) !== 'usage') throw error;
      failure ??= error;
    }
  }
  if (best) return best;
  if (failure) throw failure;
  const sentence = `No bundle in the file speaks about the record file (sha256:${sha256Hex(record.bytes)}).`;
  return withChecks(refusal(sentence), more);
}

async function verifyBundle(
  bundle: string,
  record: RecordFile,
  { expected, artifacts }: VerifyQuestion,
  verifier: BundleVerifier,
): Promise<VerifyAnswer> {
  const open = check('signature', 'Signature');
  try {
    const count = checkSignatureCount(verifier.open(bundle));
    if (count.status === 'failed') return answerOf([count, open.notChecked('It is not clear which signature counts.')]);
    const verified = await verifier.verify(bundle);
    const { envelope, signer, signedAt } = verified;
    const checks = [
      count,
      open.ok(sentenceAbout(verified)),
      ...checkStatement(envelope, record, artifacts),
      ...(signedAt ? [checkTime(record.value, signedAt)] : []),
      ...checkSignedSince(signedAt, expected.signedSince),
      ...checkSigner(signer, record.value, expected),
      checkOwnId(record.value),
    ];
    return { ...answerOf(checks), signer };
  } catch (error) {
    if (codeOf(error) !== 'verification-failed') throw error;
    return refusal(sentenceOf(error));
  }
}

async function checkTestimony(
  record: RecordFile,
  { testimony = [], expected, log }: VerifyQuestion,
  verifier: BundleVerifier,
): Promise<Check[]> {
  const digest = log === undefined ? undefined : digestOfLogView(record.value, log);
  const checks: Check[] = [];
  for (const { record: bytes, bundles } of testimony) {
    const { verdict, checks: own } = await verifyRecord({ record: bytes, bundles, expected }, verifier);
    const value = readRecord(bytes).value;
    const open = check('testimony-agrees', 'What the collector saw');
    if (verdict === 'verified' && valueAt(value, '/recorder/kind') === 'collector') {
      checks.push(...compareWithTestimony(record.value, value, digest));
    } else {
      const why = own.find(({ status }) => status === 'failed')?.detail ?? 'It is no collector’s record.';
      checks.push(open.notChecked(`What is given as a collector’s testimony is not believed: ${why}`));
    }
  }
  return checks;
}

/** The id that a record gives itself has to be the one of the run and job that it speaks of. */
function checkOwnId(record: unknown): Check {
  return checkIdentity(record, { recordId: toldAt(record, '/recordId'), phase: toldAt(record, '/phase') });
}

function sentenceAbout({ signer, evidence }: VerifiedBundle): string {
  const by = signer.kind === 'key' ? ', by the given key' : '';
  return `The signature holds${by}${evidence && `: ${evidence}`}.`;
}

function refusal(sentence: string): VerifyAnswer {
  return answerOf([
    check('signature', 'Signature').failed(sentence),
    check('contents', 'Statement and signer').notChecked('Without a signature that holds, nothing else counts.'),
  ]);
}

function answerOf(checks: readonly Check[]): VerifyAnswer {
  const isRefused = checks.some(({ status }) => status === 'failed');
  return { verdict: isRefused ? 'refused' : isIncomplete(checks) ? 'incomplete' : 'verified', checks };
}

function withChecks(answer: VerifyAnswer, more: readonly Check[]): VerifyAnswer {
  if (more.length === 0) return answer;
  const whole = answerOf([...answer.checks, ...more]);
  const isUnproven = more.some(({ status }) => status === 'not-checked');
  const verdict = whole.verdict === 'verified' && isUnproven ? 'incomplete' : whole.verdict;
  return { ...answer, ...whole, verdict };
}

/** How far an answer is from verified; one whose signature does not hold is the farthest. */
function defectsOf({ checks, signer }: VerifyAnswer): number {
  return signer ? checks.filter(({ status }) => status === 'failed').length : Number.POSITIVE_INFINITY;
}

function readRecord(bytes: Uint8Array): RecordFile {
  let value: unknown;
  try {
    // A mark at the beginning is kept, and refused: other readers would stumble over it.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = isTooDeep(text) ? undefined : JSON.parse(text);
  } catch (cause) {
    throw new DoorlogError('file-invalid', 'The record is not JSON in UTF-8.', { cause });
  }
  if (value === undefined) throw new DoorlogError('file-invalid', 'The record is nested deeper than any record is.');
  return { bytes, value };
}

/** One bundle as it is; of JSON Lines those about the record, however many of the other lines can't be read. */
function chooseBundles(text: string, record: RecordFile, verifier: BundleVerifier): readonly string[] {
  const lines = isJson(text) ? [text] : text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length <= 1) return [lines[0] ?? ''];
  const digest = sha256Hex(record.bytes);
  const unreadable: unknown[] = [];
  const fitting = lines.filter((line) => {
    try {
      return speaksAbout(verifier.open(line).payload, digest);
    } catch (error) {
      if (codeOf(error) === 'internal') throw error;
      unreadable.push(error);
      return false;
    }
  });
  if (unreadable.length === lines.length) throw unreadable[0];
  return fitting;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
