import type { EntryFact } from './entry-fact.ts';
import type { JobFact } from './job-fact.ts';

/** A job that a record may be of. */
export interface Candidate {
  readonly job: JobFact;
  /** It has a record of its own. */
  readonly isTaken: boolean;
}

/**
 * The job that a record must be of whose id was not made from the check run: the check run that was learnt later, or among
 * the jobs of its run and attempt without a record the one with its name or, where several or none have that, its
 * runner. Undefined where that leaves none, or more than one.
 */
export function fittingJob<T extends Candidate>(
  record: Pick<EntryFact, 'checkRunId' | 'job' | 'runner'>,
  candidates: readonly T[],
): T | undefined {
  if (record.checkRunId !== undefined) return candidates.find(({ job }) => job.id === record.checkRunId);
  const free = candidates.filter(({ job, isTaken }) => !isTaken && job.state !== 'not-run');
  const named = free.filter(({ job }) => record.job !== undefined && isNamed(job.name, record.job));
  if (named.length === 1) return named[0];
  const onRunner = (named.length > 0 ? named : free).filter(
    ({ job }) => job.runner !== undefined && job.runner === record.runner,
  );
  return onRunner.length === 1 ? onRunner[0] : undefined;
}

/** GitHub shows a job by its key unless it has a name, with the caller’s before a slash and the matrix in parentheses. */
function isNamed(shown: string, key: string): boolean {
  const own = shown.split(' / ').at(-1) ?? shown;
  return own === key || own.startsWith(`${key} (`);
}
