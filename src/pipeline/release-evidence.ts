import { isLeading, type LedJob } from '../core/release-report.ts';
import type { ExpectedSigner } from '../core/verification/signer.ts';
import type { BundleVerifier, RunHistory, SeenRun } from '../ports.ts';
import { evidenceOfJob, evidenceOfRun, type JobEvidence } from './job-evidence.ts';
import type { AskedStore } from './verify-stored.ts';

/** Which jobs may have led to a release. */
export interface EvidenceQuestion {
  readonly server: string;
  readonly repositoryId: string;
  /** The commit that is released. */
  readonly commit: string;
  /** Events, as patterns, whose runs of that commit are looked at. */
  readonly events: readonly string[];
  /** The run that asks, which is looked at whatever started it. */
  readonly thisRun: { readonly id: string; readonly attempt: string } | undefined;
}

/** What evidence for a release is gathered with. */
export interface ReleaseEvidencePorts {
  readonly history: RunHistory;
  readonly stores: readonly AskedStore[];
  /** Where else to look, asked once and only where the stores left something open. Never raises. */
  readonly elsewhere: () => Promise<readonly AskedStore[]>;
  readonly verifier: BundleVerifier;
  readonly expected: ExpectedSigner;
}

/** The jobs that may have led to a release, with what is proven of each, and the runs that were not looked at. */
export interface ReleaseEvidence {
  readonly jobs: readonly LedJob[];
  readonly otherRuns: readonly SeenRun[];
}

/**
 * Gathers the jobs of all attempts of all runs that may have led to a release. Raises what the history and the readers
 * raise, and what the verifier raises for want of a trust root.
 */
export async function gatherEvidence(
  question: EvidenceQuestion,
  ports: ReleaseEvidencePorts,
  signal: AbortSignal,
): Promise<ReleaseEvidence> {
  const { runs, otherRuns } = await runsOf(question, ports.history, signal);
  const found: JobEvidence[] = [];
  for (const run of runs) {
    for await (const each of evidenceOfRun({ ...question, run }, ports, signal)) found.push(each);
  }
  const isOpen = ({ verdict, job }: JobEvidence) =>
    !['verified', 'not-run'].includes(verdict) && job.status === 'completed';
  const more = found.some(isOpen) ? await ports.elsewhere() : [];
  const jobs: LedJob[] = [];
  for (const each of found) {
    const wider = { ...ports, stores: [...ports.stores, ...more] };
    const isAskedAgain = more.length > 0 && isOpen(each);
    jobs.push(ledJob(isAskedAgain ? await evidenceOfJob({ ...question, ...each }, wider, signal) : each));
  }
  return { jobs, otherRuns };
}

async function runsOf({ commit, events, thisRun }: EvidenceQuestion, history: RunHistory, signal: AbortSignal) {
  const leads = isLeading(events);
  const runs: SeenRun[] = [];
  const otherRuns: SeenRun[] = [];
  const last: SeenRun[] = [];
  for await (const run of history.runs({ headSha: commit }, signal)) {
    if (leads(run) || run.id === thisRun?.id) last.push(run);
    else otherRuns.push(run);
  }
  // A release may be made by a run of another commit, which builds it all the same.
  if (thisRun && !last.some(({ id }) => id === thisRun.id)) last.push(await history.run(thisRun.id, thisRun.attempt));
  last.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
  for (const run of last) {
    for (let attempt = 1; attempt < Number(run.attempt); attempt++) {
      signal.throwIfAborted();
      runs.push(await history.run(run.id, String(attempt)));
    }
    runs.push(run);
  }
  return { runs, otherRuns };
}

function ledJob({ run, job, recordId, verdict, proven, stored }: JobEvidence): LedJob {
  const disagreements = disagreementsIn(stored);
  return {
    run,
    job,
    recordId,
    verdict,
    ...(proven && { proven }),
    ...(disagreements > 0 && { disagreements }),
  };
}

/** In how many places a proven collector’s record says otherwise than the job’s own, which is proven too. */
function disagreementsIn({ checks, proven }: JobEvidence['stored']): number {
  const contrary = checks.filter(({ id, status }) => status === 'failed' && /^(seen-|disagreements$)/.test(id)).length;
  const told = proven.map(({ record }) => (record.phase === 'collector' ? (record.disagreements?.length ?? 0) : 0));
  return contrary === 0 ? 0 : Math.max(contrary, ...told);
}
