import type { Account } from '../model/person.ts';

/** One attempt of a run as GitHub’s API tells it. Times are RFC 3339, ids decimal text. */
export interface SeenRun {
  readonly id: string;
  readonly attempt: string;
  readonly number?: string;
  readonly event: string;
  /** `queued`, `in_progress`, `completed` … */
  readonly status: string;
  /** `success`, `failure`, `cancelled`, `skipped`, `timed_out`, `startup_failure` … */
  readonly conclusion?: string;
  readonly headSha: string;
  readonly headBranch?: string;
  /** Path of its workflow file in the repository, without a ref. */
  readonly path: string;
  readonly name?: string;
  readonly actor?: Account;
  readonly triggeringActor?: Account;
  readonly headRepository?: { readonly name: string; readonly id: string };
  readonly calledWorkflows: readonly { readonly path: string; readonly sha?: string }[];
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly updatedAt: string;
  readonly url: string;
}

/** One job of one attempt of a run. */
export interface SeenJob {
  /** The id of its check run too, from which the id of its record is made. */
  readonly id: string;
  readonly runId: string;
  readonly attempt: string;
  /** As it is shown: with the matrix in parentheses, and the caller’s name before a slash. */
  readonly name: string;
  readonly status: string;
  readonly conclusion?: string;
  readonly headSha: string;
  readonly createdAt?: string;
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly runnerName?: string;
  readonly runnerGroup?: string;
  readonly labels: readonly string[];
  readonly steps: readonly { readonly name: string; readonly status: string; readonly conclusion?: string }[];
  readonly url: string;
}

/** Runs created from one moment until before another, or of one commit. */
export interface RunQuery {
  readonly created?: { readonly from: Date; readonly until: Date };
  readonly headSha?: string;
}

/**
 * Sees the runs and jobs of one repository (actions: read). Raises what GitHub’s API and HTTP raise:
 * `api-denied`, `api-not-found`, `api-rate-limited`, `http-reply-invalid` …
 */
export interface RunHistory {
  /** One attempt of a run; attempts count from 1. */
  run(id: string, attempt: string): Promise<SeenRun>;
  /** The last attempt of each run, newest first; all of them, however many GitHub lists at once. */
  runs(query: RunQuery, signal?: AbortSignal): AsyncIterable<SeenRun>;
  /** All jobs of one attempt, in GitHub’s order. */
  jobs(runId: string, attempt: string, signal?: AbortSignal): AsyncIterable<SeenJob>;
}
