import { canonicalize } from '../core/canonical.ts';
import { checkIdentity } from '../core/stored-identity.ts';
import { checkCopies, checkStored } from '../core/stored-proof.ts';
import { type Check, check } from '../core/verification/check.ts';
import type { ExpectedSigner } from '../core/verification/signer.ts';
import { compareWithTestimony } from '../core/verification/testimony.ts';
import { codeOf, sentenceOf } from '../errors.ts';
import { AccessRecord } from '../model/access-record.ts';
import type { BundleVerifier, LogReader, StoredEntry } from '../ports.ts';
import { type VerifyAnswer, verifyRecord } from './verify.ts';

/** A store that is asked what it holds. */
export interface AskedStore {
  readonly sink: string;
  readonly reader: LogReader;
}

/** What is to be proven, and by whom it must have been signed. */
export interface StoredQuestion {
  readonly recordId: string;
  readonly stores: readonly AskedStore[];
  /** Left out: signatures are not looked at. */
  readonly signatures?: { readonly verifier: BundleVerifier; readonly expected: ExpectedSigner };
}

/** One copy with what was found out about it. */
export interface CopyAnswer extends Pick<StoredEntry, 'location' | 'phase' | 'digest' | 'view' | 'arrivedAt' | 'lock'> {
  readonly sink: string;
  /** Nothing is wrong with it, and nothing that counts is left open. */
  readonly proven: boolean;
  /** It says nothing for or against the record: a collector’s, and nobody said which collectors are believed. */
  readonly disregarded?: true;
  readonly checks: readonly Check[];
}

/** What is proven to have been signed, whatever became of the other copies. */
export interface ProvenRecord {
  readonly sink: string;
  readonly location: string;
  /** SHA-256 in hex of the canonical log view, by which the store files it. */
  readonly digest: string;
  /** The attested view. */
  readonly record: AccessRecord;
  /** Its canonical form: the bytes that the bundle speaks about. */
  readonly text: string;
  /** The Sigstore bundle as JSON text. */
  readonly bundle: string;
}

/**
 * `proven`: every copy is what was signed or what the signed end names; `intact`: every copy is the one that it is filed
 * as, and signatures were not looked at; `incomplete`: nothing is wrong, but not all could
 * be proven; `conflict`: different versions; `refused`: something was altered; `absent`: no store has it.
 */
export interface StoredAnswer {
  readonly verdict: 'proven' | 'intact' | 'incomplete' | 'conflict' | 'refused' | 'absent';
  readonly copies: readonly CopyAnswer[];
  /** About all copies together. */
  readonly checks: readonly Check[];
  /** Each signed record once, ends before collectors’; none where signatures were not looked at. */
  readonly proven: readonly ProvenRecord[];
}

/** Phases of which a record is signed; starts and checkpoints are bound by the end that names them. */
const SIGNED_PHASES: readonly string[] = ['end', 'collector'];

/**
 * Proves that what the stores hold of a record is what was signed. Raises what readers raise, and what the verifier raises
 * for want of a trust root.
 */
export async function verifyStored(question: StoredQuestion, signal: AbortSignal): Promise<StoredAnswer> {
  const perStore = await Promise.all(
    question.stores.map(async ({ sink, reader }) => {
      const held: { sink: string; entry: StoredEntry }[] = [];
      for await (const entry of reader.read(question.recordId, signal)) held.push({ sink, entry });
      return held;
    }),
  );
  const found = perStore.flat();
  const copies: CopyAnswer[] = [];
  const proven = new Map<string, ProvenRecord>();
  for (const { sink, entry } of found) {
    const { location, phase, digest, view, arrivedAt, lock } = entry;
    const stored = checkStored(entry);
    const signature = await checkSignature(entry, question);
    copies.push({
      sink,
      location,
      phase,
      digest,
      ...(view && { view }),
      ...(arrivedAt && { arrivedAt }),
      ...(lock && { lock }),
      proven: stored.every(isOk) && signature.holds,
      checks: [...stored, ...signature.checks],
    });
    if (!signature.signed || stored.some(isFailed)) continue;
    const { text } = signature.signed;
    if (!proven.has(text)) proven.set(text, { sink, location, digest, ...signature.signed });
  }
  const judged = [...proven.values()].some(({ record }) => record.phase === 'end')
    ? copies.map((copy) => withoutUnnamedCollector(copy, question))
    : copies;
  const checks = [
    ...(copies.length === 0 ? [] : checkCopies(found.map(({ entry }) => entry))),
    ...rivals([...proven.values()]),
    ...contradictions([...proven.values()]),
  ];
  return {
    verdict: verdictOf(judged, checks, question.signatures !== undefined),
    copies: judged,
    checks,
    proven: [...proven.values()].sort((a, b) => rankOf(a.record.phase) - rankOf(b.record.phase)),
  };
}

/** Checks that fail because nobody said which collectors are believed. */
const WHICH_COLLECTORS: readonly string[] = ['collector', 'collector-run'];

/** Who named no collector asked about the job’s own record: where that is proven, what a stranger says is no defect of it. */
function withoutUnnamedCollector(copy: CopyAnswer, { signatures }: StoredQuestion): CopyAnswer {
  const failed = copy.checks.filter(isFailed);
  const isUnnamed = (signatures?.expected.collectors ?? []).length === 0;
  if (copy.phase !== 'collector' || !isUnnamed || failed.length === 0) return copy;
  if (!failed.every(({ id }) => WHICH_COLLECTORS.includes(id))) return copy;
  const checks = copy.checks.map((each): Check => (isFailed(each) ? { ...each, status: 'not-checked' } : each));
  return { ...copy, disregarded: true, checks };
}

/** A store of log views and one of attested ones can't be compared by digest: what was signed can. */
function rivals(proven: readonly ProvenRecord[]): Check[] {
  const ends = proven.filter(({ record }) => record.phase === 'end').length;
  const open = check('one-version', 'One version');
  return ends > 1 ? [open.failed(`${ends} ends of this record are signed, and they say different things.`)] : [];
}

/** What collectors prove against the job’s own record. */
function contradictions(proven: readonly ProvenRecord[]): Check[] {
  const testimonies = proven.filter(({ record }) => record.phase === 'collector');
  const own = proven.filter(({ record }) => record.phase === 'end');
  return own
    .flatMap(({ record, digest }) => testimonies.flatMap((each) => compareWithTestimony(record, each.record, digest)))
    .filter(isFailed);
}

/** What a signature says; one that is asked for and not there does not hold. */
interface SignatureAnswer {
  readonly holds: boolean;
  readonly checks: readonly Check[];
  /** Left out where it does not hold. */
  readonly signed?: Pick<ProvenRecord, 'record' | 'text' | 'bundle'>;
}

/** What is proven of one copy by itself. Raises what the verifier raises for want of a trust root. */
export async function proveCopy(
  copy: StoredEntry,
  signatures: NonNullable<StoredQuestion['signatures']>,
): Promise<{ readonly verdict: 'proven' | 'open' } | { readonly verdict: 'refused'; readonly why: string }> {
  const { holds, signed, checks } = await checkSignature(copy, { signatures });
  const failed = checks.find(isFailed);
  if (failed) return { verdict: 'refused', why: failed.detail };
  return { verdict: holds && signed ? 'proven' : 'open' };
}

async function checkSignature(
  copy: StoredEntry,
  { signatures }: Pick<StoredQuestion, 'signatures'>,
): Promise<SignatureAnswer> {
  if (!signatures || !SIGNED_PHASES.includes(copy.phase)) return { holds: true, checks: [] };
  const open = check('signature', 'Signature');
  if (copy.bundle === undefined) {
    return { holds: false, checks: [open.notChecked('No bundle is stored with it: it was not signed.')] };
  }
  const attested =
    copy.attested ??
    (copy.view === 'attested' ? copy.document : undefined) ??
    signedRecord(copy.bundle, signatures.verifier);
  if (attested === undefined) return { holds: false, checks: [open.failed('Its bundle can’t be read.')] };
  const texts = textsOf(attested, copy);
  if (!texts) return { holds: false, checks: [open.failed('What is stored is nothing that can have been signed.')] };
  const { text, log } = texts;
  const question = { record: Buffer.from(text), bundles: copy.bundle, expected: signatures.expected };
  let answer: VerifyAnswer;
  try {
    answer = await verifyRecord({ ...question, ...(log !== undefined && { log }) }, signatures.verifier);
  } catch (error) {
    // Anybody can put a bundle there that only a key could prove: it must not hide what the others prove.
    if (codeOf(error) !== 'usage') throw error;
    return { holds: false, checks: [open.notChecked(sentenceOf(error))] };
  }
  const { verdict, checks } = answer;
  const identity = checkIdentity(attested, copy);
  const holds = verdict === 'verified' && isOk(identity);
  const record = AccessRecord.safeParse(attested).data;
  return {
    holds,
    checks: [identity, ...checks.filter(({ id }) => id !== identity.id)],
    ...(holds && record && { signed: { record, text, bundle: copy.bundle } }),
  };
}

/** Undefined where somebody stored what has no canonical form or no end. */
function textsOf(
  attested: unknown,
  { document, view }: StoredEntry,
): { readonly text: string; readonly log: string | undefined } | undefined {
  try {
    const isLogView = document !== undefined && view === undefined;
    return { text: canonicalize(attested), log: isLogView ? JSON.stringify(document) : undefined };
  } catch {
    return undefined;
  }
}

/** The record that a bundle holds, nothing of it proven. */
function signedRecord(bundle: string, verifier: BundleVerifier): unknown {
  try {
    const statement: unknown = JSON.parse(Buffer.from(verifier.open(bundle).payload).toString('utf8'));
    return typeof statement === 'object' && statement !== null && 'predicate' in statement
      ? statement.predicate
      : undefined;
  } catch (error) {
    if (codeOf(error) === 'internal' && !(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function verdictOf(
  copies: readonly CopyAnswer[],
  checks: readonly Check[],
  isSignatureAsked: boolean,
): StoredAnswer['verdict'] {
  if (copies.length === 0) return 'absent';
  if (copies.some((copy) => copy.checks.some(isFailed))) return 'refused';
  if (checks.some(({ id, status }) => id === 'one-version' && status === 'failed')) return 'conflict';
  if (checks.some(isFailed)) return 'refused';
  const counting = copies.filter(({ disregarded }) => !disregarded);
  if (!counting.every(({ proven }) => proven) || !checks.every(isOk)) return 'incomplete';
  return isSignatureAsked ? 'proven' : 'intact';
}

function rankOf(phase: string): number {
  return SIGNED_PHASES.indexOf(phase);
}

function isOk({ status }: Check): boolean {
  return status === 'ok';
}

function isFailed({ status }: Check): boolean {
  return status === 'failed';
}
