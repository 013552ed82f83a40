import type { Gap, Outcome } from '../../model/access-record.ts';
import type { JobInterruption, Observed, SeenJob } from '../../ports.ts';

/** How a job ended, and a gap where it can't be told what ended it. */
export interface SeenOutcome {
  readonly outcome: Outcome;
  readonly gap?: Gap;
}

const INTERRUPTED = '/outcome/interrupted';

/** The last thing that the runner itself does, if it still can. */
const LAST_STEP = 'Complete job';

/** Conclusions of jobs that came to their own end: https://docs.github.com/rest/actions/workflow-jobs */
const OWN_END: readonly string[] = ['success', 'neutral', 'skipped'];

/** Whether the notes at a job are worth a request: a job that ended well was ended by nobody. */
export function mayBeInterrupted({ conclusion = '' }: SeenJob): boolean {
  return !OWN_END.includes(conclusion);
}

/** The outcome of a job that is over, by its conclusion, its steps and the notes at its check run. */
export function outcomeOf(job: SeenJob, notes: Observed<JobInterruption | undefined> | undefined): SeenOutcome {
  const { conclusion } = job;
  const base: Outcome = { status: statusOf(conclusion), ...(conclusion && { conclusion: conclusion.slice(0, 100) }) };
  if (!mayBeInterrupted(job)) return { outcome: base };
  const told = notes?.ok ? notes.value : undefined;
  if (conclusion === 'timed_out' || told === 'timed-out') return ended(base, 'timed-out', job, conclusion);
  if (told === 'evicted' && !cameToItsEnd(job)) return { outcome: { ...base, interrupted: 'evicted' } };
  if (conclusion === 'cancelled') return { outcome: { ...base, interrupted: 'cancelled' } };
  if (notes?.ok === false) {
    const { reason, needed, detail } = notes;
    return { outcome: base, gap: { pointer: INTERRUPTED, reason, needed, ...(detail && { detail }) } };
  }
  return { outcome: base };
}

/** A note alone, which a step can write as well, makes no time-out of a failure. */
function ended(base: Outcome, how: 'timed-out', job: SeenJob, conclusion: string | undefined): SeenOutcome {
  const isSure = conclusion === 'timed_out' || conclusion === 'cancelled' || !cameToItsEnd(job);
  return { outcome: isSure ? { ...base, interrupted: how } : base };
}

/** A runner that is lost or told to stop does not complete the job: what a step wrote is then known to be wrong. */
function cameToItsEnd({ steps }: SeenJob): boolean {
  const last = steps.at(-1);
  return last?.name === LAST_STEP && last.status === 'completed' && last.conclusion === 'success';
}

function statusOf(conclusion: string | undefined): Outcome['status'] {
  if (conclusion === undefined) return 'failure';
  if (OWN_END.includes(conclusion)) return 'success';
  return conclusion === 'cancelled' ? 'cancelled' : 'failure';
}
