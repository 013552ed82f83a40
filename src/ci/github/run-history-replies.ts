import * as z from 'zod/mini';
import type { SeenJob, SeenRun } from '../../ports.ts';
import { accountFrom } from './account.ts';
import { withoutUndefined } from './without-undefined.ts';

const text = z.nullish(z.string());
const Account = z.nullish(z.object({ login: z.string(), id: z.number(), type: z.optional(z.string()) }));

/** A run as GitHub’s REST API tells it; what it may leave out or set to null is optional here. */
export const RunReply = z.object({
  id: z.number(),
  run_attempt: z.optional(z.number()),
  run_number: z.optional(z.number()),
  event: z.string(),
  status: text,
  conclusion: text,
  head_sha: z.string(),
  head_branch: text,
  path: z.string(),
  name: text,
  actor: Account,
  triggering_actor: Account,
  head_repository: z.nullish(z.object({ id: z.number(), full_name: z.string() })),
  referenced_workflows: z.nullish(z.array(z.object({ path: z.string(), sha: z.optional(z.string()) }))),
  created_at: z.string(),
  run_started_at: text,
  updated_at: z.string(),
  html_url: z.string(),
});
export type RunReply = z.infer<typeof RunReply>;

/** One page of a repository’s runs. */
export const RunsPage = z.object({ total_count: z.number(), workflow_runs: z.array(RunReply) });

/** A job as GitHub’s REST API tells it. */
export const JobReply = z.object({
  id: z.number(),
  run_id: z.number(),
  run_attempt: z.optional(z.number()),
  name: z.string(),
  status: z.string(),
  conclusion: text,
  head_sha: z.string(),
  created_at: text,
  started_at: text,
  completed_at: text,
  runner_name: text,
  runner_group_name: text,
  labels: z.array(z.string()),
  steps: z.nullish(z.array(z.object({ name: z.string(), status: z.string(), conclusion: text }))),
  html_url: text,
  url: z.string(),
});
export type JobReply = z.infer<typeof JobReply>;

/** One page of the jobs of an attempt. */
export const JobsPage = z.object({ total_count: z.number(), jobs: z.array(JobReply) });

/** The port’s run; `repository` is whose list it stands in, `OWNER/REPO`. */
export function seenRun(run: RunReply, repository: string): SeenRun {
  return withoutUndefined({
    id: String(run.id),
    attempt: String(run.run_attempt ?? 1),
    number: run.run_number === undefined ? undefined : String(run.run_number),
    event: run.event,
    status: run.status ?? 'unknown',
    conclusion: run.conclusion ?? undefined,
    headSha: run.head_sha,
    headBranch: run.head_branch ?? undefined,
    path: filePath(run.path, repository),
    name: run.name ?? undefined,
    actor: run.actor ? accountFrom(run.actor) : undefined,
    triggeringActor: run.triggering_actor ? accountFrom(run.triggering_actor) : undefined,
    headRepository: run.head_repository
      ? { name: run.head_repository.full_name, id: String(run.head_repository.id) }
      : undefined,
    calledWorkflows: (run.referenced_workflows ?? []).map(({ path, sha }) => withoutUndefined({ path, sha })),
    createdAt: run.created_at,
    startedAt: run.run_started_at ?? undefined,
    updatedAt: run.updated_at,
    url: run.html_url,
  });
}

/** The port’s job; `attempt` is the one that was asked for, where the job does not name its own. */
export function seenJob(job: JobReply, attempt: string): SeenJob {
  return withoutUndefined({
    id: String(job.id),
    runId: String(job.run_id),
    attempt: job.run_attempt === undefined ? attempt : String(job.run_attempt),
    name: job.name,
    status: job.status,
    conclusion: job.conclusion ?? undefined,
    headSha: job.head_sha,
    createdAt: job.created_at ?? undefined,
    startedAt: job.started_at ?? undefined,
    completedAt: job.completed_at ?? undefined,
    runnerName: job.runner_name || undefined,
    runnerGroup: job.runner_group_name || undefined,
    labels: job.labels,
    steps: (job.steps ?? []).map(({ name, status, conclusion }) =>
      withoutUndefined({ name, status, conclusion: conclusion ?? undefined }),
    ),
    url: job.html_url ?? job.url,
  });
}

/** GitHub writes `PATH`, `PATH@REF` or `OWNER/REPO/PATH@REF`. */
function filePath(path: string, repository: string): string {
  const plain = path.replace(/@.*$/, '');
  const prefix = `${repository}/`.toLowerCase();
  return plain.toLowerCase().startsWith(prefix) ? plain.slice(prefix.length) : plain;
}
