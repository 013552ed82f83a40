import type { SeenJob, SeenRun } from '../../ports.ts';
import { recordIdOf } from '../record-id.ts';
import type { FoundJob } from './finding.ts';

/** Whose jobs and records are compared. */
export interface ReconciledRepository {
  /** `OWNER/REPO`. */
  readonly name: string;
  readonly id: string;
  /** Address of the GitHub server: `https://github.com`. */
  readonly server: string;
}

/**
 * What is kept of a job. `ran`: it ended, after a runner had taken it; `unfinished`: it has not ended; `not-run`: it was
 * skipped, or ended before a runner took it.
 */
export interface JobFact {
  readonly id: string;
  readonly runId: string;
  readonly attempt: string;
  readonly name: string;
  /** Path of the run’s workflow file. */
  readonly workflow: string;
  readonly state: 'ran' | 'unfinished' | 'not-run';
  /** Milliseconds since 1970. */
  readonly endedAt?: number;
  readonly runner?: string;
}

/**
 * The facts of the jobs of one attempt. Where only failed jobs are run again, GitHub lists the others with the new attempt
 * too: what has another attempt’s number, or name and times of a job of an earlier attempt, did not run in this one.
 */
export function jobFactsOf(run: SeenRun, attempts: readonly (readonly SeenJob[])[]): JobFact[] {
  const seen = new Set<string>();
  const facts: JobFact[] = [];
  attempts.forEach((jobs, index) => {
    const attempt = String(index + 1);
    for (const job of jobs) {
      const moment = JSON.stringify([job.name, job.startedAt, job.completedAt]);
      if (job.attempt !== attempt || (index > 0 && job.completedAt !== undefined && seen.has(moment))) continue;
      facts.push(jobFactOf(run, job));
    }
    for (const job of jobs) seen.add(JSON.stringify([job.name, job.startedAt, job.completedAt]));
  });
  return facts;
}

/** The facts of one job. */
export function jobFactOf(run: Pick<SeenRun, 'path'>, job: SeenJob): JobFact {
  const endedAt = Date.parse(job.completedAt ?? '');
  return {
    id: job.id,
    runId: job.runId,
    attempt: job.attempt,
    name: job.name,
    workflow: run.path,
    state: stateOf(job),
    ...(!Number.isNaN(endedAt) && { endedAt }),
    ...(job.runnerName !== undefined && { runner: job.runnerName }),
  };
}

function stateOf({ status, conclusion, runnerName, steps }: SeenJob): JobFact['state'] {
  if (status !== 'completed') return 'unfinished';
  if (conclusion === 'skipped') return 'not-run';
  // Cancelled while it waited, or refused by its environment: no runner ever took it.
  return runnerName === undefined && steps.length === 0 ? 'not-run' : 'ran';
}

/** The id that the job’s record has on every runner that names the check run. */
export function expectedRecordId(job: JobFact, { server, id }: ReconciledRepository): string {
  return recordIdOf({ server, repositoryId: id, runId: job.runId, runAttempt: job.attempt, checkRunId: job.id });
}

/** The job for a finding, with the address of its page. */
export function foundJob(job: JobFact, { server, name }: ReconciledRepository): FoundJob {
  const { id, runId, attempt, workflow } = job;
  return {
    id,
    name: job.name,
    runId,
    attempt,
    workflow,
    url: `${server}/${name}/actions/runs/${runId}/job/${id}`,
  };
}
