import type { Observed } from '../ports.ts';

/** What the runner itself wrote to a job’s log before the first step. */
export interface SetUpLog {
  readonly runnerVersion?: string;
  /** Of a self-hosted runner. */
  readonly runnerName?: string;
  readonly environment?: 'github-hosted' | 'self-hosted';
  /** Of a hosted runner, with its version. */
  readonly image?: string;
  /** All that the token has, in the scopes of workflow files; left out where the log does not tell. */
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>;
  /** Where the job’s secrets come from, in the runner’s words: `Actions`, `Dependabot`, `None`. */
  readonly secretSource?: string;
  /** What was downloaded, in the order of the log; `uses` is `OWNER/REPO@REF`. */
  readonly actions: readonly { readonly uses: string; readonly commit: string }[];
}

/** What GitHub’s notes at a job say about its end. */
export type JobInterruption = 'timed-out' | 'evicted';

/** How GitHub knows the name of a run’s branch or tag. */
export type RefKind = 'branch' | 'tag' | 'both' | 'none';

/** Looks at one job that is over. Never raises. */
export interface JobLooks {
  /** https://docs.github.com/rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run (actions: read). */
  setUpLog(jobId: string): Promise<Observed<SetUpLog>>;
  /** What is said at its check run (checks: read); undefined where nothing of the kind is. */
  interruption(jobId: string): Promise<Observed<JobInterruption | undefined>>;
  /** Whether a name is a branch’s or a tag’s now (contents: read). */
  refKind(name: string): Promise<Observed<RefKind>>;
}

/** A record that a job without an identity left: anybody in its run may have written it. */
export interface UnsignedRecord {
  /** JSON text. */
  readonly text: string;
}

/** Finds what the jobs of a run left as artifacts. Never raises. */
export interface RunArtifacts {
  /** By the first 16 characters of the record id (actions: read); undefined where there is none. */
  unsignedRecord(runId: string, recordId: string): Promise<Observed<UnsignedRecord | undefined>>;
}

/** What an organisation’s audit log tells of somebody; for the log alone. */
export interface PersonTraces {
  readonly ipAddress?: string;
  readonly userAgent?: string;
  readonly ssoIdentity?: string;
}

/** Who is asked about, by login and id, up to a time. */
export interface TraceQuery {
  readonly login: string;
  readonly id: string | undefined;
  /** RFC 3339. */
  readonly until: string;
}

/** Sees where people came from. Never raises. */
export interface PersonTracer {
  traces(query: TraceQuery): Promise<Observed<PersonTraces>>;
}
