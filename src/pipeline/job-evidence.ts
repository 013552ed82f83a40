import { recordIdOf } from '../core/record-id.ts';
import type { ExpectedSigner } from '../core/verification/signer.ts';
import type { BundleVerifier, RunHistory, SeenJob, SeenRun } from '../ports.ts';
import { inOrder } from '../side-by-side.ts';
import { type AskedStore, type ProvenRecord, type StoredAnswer, verifyStored } from './verify-stored.ts';

/**
 * What the stores prove of one job.
 * `verified`: an end or a collector’s record of it is proven; `unfinished`: there is a start and nothing after it;
 * `incomplete`: there is a record, and nobody can say whether it is genuine; `conflict`: versions of it contradict each
 * other; `refused`: one was altered, or signed by somebody else; `missing`: no store has anything of it; `not-run`: it was
 * skipped, ended before a runner had it, or ran in an earlier attempt whose outcome this one took over.
 */
export type JobVerdict = 'verified' | 'incomplete' | 'conflict' | 'refused' | 'unfinished' | 'missing' | 'not-run';

/** A job with what the stores hold of it. A job that is still under way is judged as it stands: look at its status. */
export interface JobEvidence {
  readonly run: SeenRun;
  readonly job: SeenJob;
  /** As every runner makes it that names the check run of its job. */
  readonly recordId: string;
  readonly verdict: JobVerdict;
  readonly stored: StoredAnswer;
  /** Of a job’s own record and a collector’s, its own; both stand in `stored`. Of conflicting ones, none. */
  readonly proven?: ProvenRecord;
}

/** One attempt of a run, and where it ran. */
export interface RunQuestion {
  readonly run: SeenRun;
  /** Address of the GitHub server: `https://github.com`. */
  readonly server: string;
  readonly repositoryId: string;
}

/** What evidence is gathered with. */
export interface EvidencePorts {
  readonly history: Pick<RunHistory, 'jobs'>;
  readonly stores: readonly AskedStore[];
  readonly verifier: BundleVerifier;
  readonly expected: ExpectedSigner;
}

/** How many jobs the stores are asked about at once: a release may have hundreds. */
const SIDE_BY_SIDE = 8;

const NOTHING: StoredAnswer = { verdict: 'absent', copies: [], checks: [], proven: [] };

/**
 * What the stores prove of each job of one attempt of a run, in GitHub’s order, a few asked side by side. Raises what the
 * history and the readers raise, and what the verifier raises for want of a trust root.
 */
export async function* evidenceOfRun(
  question: RunQuestion,
  ports: EvidencePorts,
  signal: AbortSignal,
): AsyncGenerator<JobEvidence> {
  const { run } = question;
  const jobs = ports.history.jobs(run.id, run.attempt, signal);
  yield* inOrder(jobs, (job) => evidenceOfJob({ ...question, job }, ports, signal), SIDE_BY_SIDE);
}

/** What the stores prove of one job. Raises what the readers raise, and what the verifier raises for want of a trust root. */
export async function evidenceOfJob(
  { run, job, server, repositoryId }: RunQuestion & Pick<JobEvidence, 'job'>,
  { stores, verifier, expected }: Omit<EvidencePorts, 'history'>,
  signal: AbortSignal,
): Promise<JobEvidence> {
  const recordId = recordIdOf({ server, repositoryId, runId: run.id, runAttempt: run.attempt, checkRunId: job.id });
  const found = { run, job, recordId };
  if (!didRun(job, run)) return { ...found, verdict: 'not-run', stored: NOTHING };
  const stored = await verifyStored({ recordId, stores, signatures: { verifier, expected } }, signal);
  const verdict = verdictOf(stored);
  const [proven] = stored.proven;
  return { ...found, verdict, stored, ...(verdict === 'verified' && proven && { proven }) };
}

/**
 * Whether a runner had the job in this attempt. A run whose failed jobs are run again lists those that had succeeded
 * too, with the times at which they ran.
 */
export function didRun(job: SeenJob, run: SeenRun): boolean {
  if (job.status !== 'completed') return true;
  if (job.conclusion === 'skipped') return false;
  const isTakenOver =
    job.attempt !== run.attempt || (Number(run.attempt) > 1 && isBefore(job.completedAt, run.startedAt));
  const hadRunner = job.runnerName !== undefined || job.steps.length > 0;
  return hadRunner && !isTakenOver;
}

function isBefore(time: string | undefined, other: string | undefined): boolean {
  return time !== undefined && other !== undefined && Date.parse(time) < Date.parse(other);
}

function verdictOf({ verdict, copies, proven }: StoredAnswer): JobVerdict {
  if (verdict === 'refused' || verdict === 'conflict') return verdict;
  if (verdict === 'absent') return 'missing';
  if (proven.length > 0) return 'verified';
  return copies.every(({ phase }) => phase === 'start' || phase === 'checkpoint') ? 'unfinished' : 'incomplete';
}
