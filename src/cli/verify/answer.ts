import type { Check } from '../../core/verification/check.ts';
import type { RecordAnswer } from '../../pipeline/prove-record.ts';
import type { BundleSigner } from '../../ports.ts';

/**
 * `verified`: what was asked about is there and holds; `incomplete`: nothing is wrong, but not all could be told; `missing`:
 * something that should be there is not; `conflict`: two genuine records contradict each other; `refused`: a proof does not
 * hold, or a policy says no.
 */
export type TargetVerdict = 'verified' | 'incomplete' | 'missing' | 'conflict' | 'refused';

/** What was verified, by the name that it was given. */
export interface NamedTarget {
  readonly kind: 'record' | 'bundle' | 'artifact' | 'digest' | 'commit' | 'release' | 'directory' | 'evidence';
  readonly name: string;
  /** SHA-256 in hex of the file. */
  readonly sha256?: string;
  readonly repository?: string;
  readonly commit?: string;
  readonly tag?: string;
}

/** One job of a commit’s runs. */
export interface JobLine {
  readonly name: string;
  readonly jobId: string;
  readonly runId: string;
  readonly runAttempt: string;
  readonly recordId: string;
  /**
   * As `JobEvidence` has it; `unknown`: there was nowhere to look; `left-out`: a genuine release access report says why it
   * asked for no record of it.
   */
  readonly verdict: string;
  readonly conclusion?: string;
  readonly url: string;
  /** One sentence. */
  readonly detail: string;
}

/** One file of a release. */
export interface AssetLine {
  readonly name: string;
  readonly sha256?: string;
  readonly verdict: 'verified' | 'missing' | 'refused' | 'unknown' | 'evidence';
  /** One sentence. */
  readonly detail: string;
}

/** What came of an attestation that is no access record. */
export interface AttestationAnswer {
  readonly name: string;
  /** SHA-256 in hex of the file that it speaks about. */
  readonly sha256: string;
  readonly predicateType: string;
  readonly verdict: 'verified' | 'refused';
  readonly checks: readonly Check[];
  readonly signer?: BundleSigner;
}

/** What came of a target: the shape of --json for all of them, to which members are only ever added. */
export interface TargetAnswer {
  readonly target: NamedTarget;
  readonly verdict: TargetVerdict;
  /** About the target as a whole; of a record, all checks. */
  readonly checks: readonly Check[];
  /** Of a record: who signed. */
  readonly signer?: BundleSigner;
  /** Every record that was found, whatever became of it. */
  readonly records: readonly RecordAnswer[];
  readonly jobs?: readonly JobLine[];
  readonly assets?: readonly AssetLine[];
  /** Of kept evidence: what else was kept. */
  readonly attestations?: readonly AttestationAnswer[];
  /** What is not there, or can’t be known, one sentence each. */
  readonly missing: readonly string[];
}

/** The worst of several verdicts decides; a conflict is told before what is missing. */
export function worstOf(verdicts: readonly TargetVerdict[]): TargetVerdict {
  const order: readonly TargetVerdict[] = ['refused', 'conflict', 'missing', 'incomplete'];
  return order.find((each) => verdicts.includes(each)) ?? 'verified';
}

/** Records that hold and yet say different things about one moment of one job: their ids, each once. */
export function conflictsAmong(records: readonly RecordAnswer[]): string[] {
  const versions = new Map<string, Set<string>>();
  for (const { recordId, phase, sha256, checks } of records) {
    const isGenuine = checks.every(({ id, status }) => status !== 'failed' || id === 'policy');
    if (recordId === undefined || phase === undefined || !isGenuine) continue;
    const key = `${phase} ${recordId}`;
    versions.set(key, (versions.get(key) ?? new Set()).add(sha256));
  }
  return [...versions].filter(([, digests]) => digests.size > 1).map(([key]) => key.split(' ')[1] ?? '');
}

/**
 * The verdict about something that one genuine record proves: those that don’t hold are shown, and can’t take that away, or
 * else whoever may upload could spoil it. What a policy refuses is genuine, and refused.
 */
export function verdictOfSome(records: readonly RecordAnswer[]): TargetVerdict {
  if (records.length === 0) return 'missing';
  if (records.some(({ checks }) => isRefusedByPolicyAlone(checks))) return 'refused';
  if (conflictsAmong(records).length > 0) return 'conflict';
  const verdicts = records.map(({ verdict }) => verdict);
  if (verdicts.includes('verified')) return 'verified';
  return verdicts.includes('incomplete') ? 'incomplete' : 'refused';
}

/** The verdict about records of which each has to hold. */
export function verdictOfAll(records: readonly RecordAnswer[]): TargetVerdict {
  if (records.length === 0) return 'missing';
  return worstOf([
    ...records.map(({ verdict }) => verdict),
    ...(conflictsAmong(records).length > 0 ? ['conflict' as const] : []),
  ]);
}

function isRefusedByPolicyAlone(checks: readonly Check[]): boolean {
  const failed = checks.filter(({ status }) => status === 'failed');
  return failed.length > 0 && failed.every(({ id }) => id === 'policy');
}

/** The sentence about contradicting records, where there are any. */
export function conflictSentences(records: readonly RecordAnswer[]): string[] {
  return conflictsAmong(records).map(
    (id) => `There are different genuine records of one job, record id ${id}: one of them is not what happened.`,
  );
}
