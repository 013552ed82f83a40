import { digestOf } from './canonical.ts';

/** What tells one job of one run from every other. */
export interface JobIdentity {
  readonly server: string;
  readonly repositoryId: string;
  readonly runId: string;
  readonly runAttempt: string;
  readonly checkRunId?: string | undefined;
  readonly job?: string | undefined;
  readonly matrix?: Readonly<Record<string, unknown>> | undefined;
  readonly runnerName?: string | undefined;
  readonly trackingId?: string | undefined;
}

/**
 * The id of a job's record, SHA-256 in hex: the same at start and end, never the same for two jobs. The check run
 * decides where the runner names one; else job key, matrix, runner name and tracking id, so that two legs of a matrix
 * or two calls of one workflow stay apart.
 */
export function recordIdOf(identity: JobIdentity): string {
  const { server, repositoryId, runId, runAttempt, checkRunId } = identity;
  const run = { server: server.toLowerCase(), repositoryId, runId, runAttempt };
  if (checkRunId) return digestOf({ ...run, checkRunId });
  const { job, matrix, runnerName, trackingId } = identity;
  return digestOf({ ...run, job, matrix: matrix ? digestOf(matrix) : undefined, runnerName, trackingId });
}

/** What tells one local run from every other. */
export interface LocalRunIdentity {
  readonly hostName: string | undefined;
  /** RFC 3339. */
  readonly startedAt: string;
  /** At least 128 random bits in hex: two runs may start in one millisecond, and a host name can be guessed. */
  readonly nonce: string;
}

/**
 * The id of a local run's record, SHA-256 in hex: there is no server that would number the runs, so host, time and
 * chance together do. Nobody can find the host name from it, because the random part is kept nowhere.
 */
export function localRecordIdOf({ hostName, startedAt, nonce }: LocalRunIdentity): string {
  return digestOf({ provider: 'local', hostName, startedAt, nonce });
}
