import type { Approval } from './model/access.ts';
import type { Gap, GapReason } from './model/access-record.ts';
import type { ObservationSource } from './model/observation-source.ts';
import type { Account, People, Person } from './model/person.ts';
import type { Pipeline } from './model/pipeline.ts';
import type { EnvironmentProtection } from './model/protections.ts';
import type { Runner } from './model/runner.ts';
import type { Source } from './model/source.ts';

export type * from './ports/bundles.ts';
export type * from './ports/delivery.ts';
export type * from './ports/evidence.ts';
export type * from './ports/handover.ts';
export type * from './ports/interruption.ts';
export type * from './ports/job-looks.ts';
export type * from './ports/releases.ts';
export type * from './ports/repository.ts';
export type * from './ports/runs.ts';
export type * from './ports/seals.ts';
export type * from './ports/workflows.ts';

/** Tells the time; tests hand in one that stands still. */
export interface Clock {
  now(): Date;
}

/** Where sentences for people go: standard error, or the runner's commands. */
export interface Logger {
  info(sentence: string): void;
  warn(sentence: string): void;
}

/** One HTTP request; times in milliseconds, sizes in bytes. */
export interface HttpRequest {
  /** Who is being asked, in words, for error sentences: `GitHub's API`. */
  readonly service: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'HEAD' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For all attempts together, waiting included. Default 10,000. */
  readonly timeout?: number;
  /** A longer reply is an error. Default 10 MiB. */
  readonly maxBytes?: number;
  /** So much of a reply is read, and the connection closed if there is more; left out, all of it. */
  readonly firstBytes?: number;
  /** How often a request that failed for a passing reason is sent again. Default 2. */
  readonly retries?: number;
  /** Statuses that are worth another attempt. Default 429, 500, 502, 503, 504. */
  readonly retryStatuses?: readonly number[];
  readonly signal?: AbortSignal;
  /** Told before each attempt, the first being 1. */
  readonly onAttempt?: (attempt: number) => void;
}

/** A whole reply: any status is a reply, only a missing one is an error. Header names are in lower case. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Speaks HTTP.
 * Raises `http-timeout`, `http-connection`, `http-tls`, `http-too-large`.
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/** What was seen, or why it was not. */
export type Observed<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly reason: GapReason;
      /** What it would take to see it. */
      readonly needed: string;
      /** What the service said; for the log only. */
      readonly detail?: string;
    };

/** What is known of one attempt of a run that no variable of the job tells. */
export interface RunFacts {
  readonly actor?: Account;
  readonly triggeringActor?: Account;
  readonly calledWorkflows: readonly { readonly path: string; readonly sha?: string }[];
  readonly headRepository?: { readonly name: string; readonly id: string };
}

/** Sees who has which access. Never raises. */
export interface AccessReader {
  /** One attempt of a run; attempts count from 1. */
  run(runId: string, attempt: string): Promise<Observed<RunFacts>>;
  person(login: string): Promise<Observed<Person>>;
  environment(name: string): Promise<Observed<EnvironmentProtection>>;
  approvals(runId: string): Promise<Observed<Approval[]>>;
}

/** Where attestations are kept for whoever looks for them. Raises `attestation-refused` and what HTTP raises. */
export interface AttestationStore {
  upload(bundle: string): Promise<{ readonly id: string; readonly url: string }>;
}

/** A deployment whose end nobody has told yet. */
export interface OpenDeployment {
  readonly id: string;
  readonly state: string;
}

/** Stops what is under way in a repository; nothing is sent twice. Raises what GitHub's API and HTTP raise. */
export interface RunControl {
  /** https://docs.github.com/rest/actions/workflow-runs#cancel-a-workflow-run (actions: write). */
  cancelRun(runId: string): Promise<void>;
  /** https://docs.github.com/rest/actions/workflows#disable-a-workflow (actions: write); `file` is its name in .github/workflows. */
  disableWorkflow(file: string): Promise<void>;
  /** The newest deployments of a commit to an environment that have no end yet (deployments: read). */
  openDeployments(sha: string, environment: string): Promise<readonly OpenDeployment[]>;
  /** https://docs.github.com/rest/deployments/statuses#create-a-deployment-status (deployments: write). */
  failDeployment(id: string, description: string, logUrl: string | undefined): Promise<void>;
}

/** An open issue of ours. */
export interface Issue {
  readonly number: number;
  readonly body: string;
}

/** Where alerts stand as issues. Raises what GitHub's API and HTTP raise. */
export interface IssueBoard {
  /** All that are open, oldest first. */
  open(): Promise<readonly Issue[]>;
  create(title: string, body: string): Promise<number>;
  update(number: number, body: string): Promise<void>;
  close(number: number, body: string): Promise<void>;
}

/** What is known of a job before anything is asked over the network. */
export interface JobFacts {
  readonly pipeline: Pipeline;
  readonly runner: Runner;
  readonly people: People;
  /** The commit whose author and signature matter: a pull request’s head, not the merge that GitHub makes of it. */
  readonly sha?: string;
  /** What the event says of how the source came about. */
  readonly source?: Pick<Source, 'synthetic' | 'created' | 'forced'>;
  readonly gaps: readonly Gap[];
  readonly sources: Readonly<Record<string, ObservationSource>>;
}

/** Keeps files for the time after the job, where there is no better place. Raises `delivery-failed`. */
export interface ArtifactStore {
  /** The signal ends it. */
  upload(name: string, files: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<void>;
}

/** What came of an expression over a record; `read` holds JSON Pointers of what it looked at. */
export type ExpressionOutcome =
  | { readonly kind: 'answer'; readonly answer: boolean; readonly read: readonly string[] }
  /** A fact decides that the record does not hold. */
  | { readonly kind: 'unseen'; readonly pointer: string; readonly read: readonly string[] }
  /** A key of a map, or an item of a list, decides that is not there. */
  | { readonly kind: 'no-key'; readonly read: readonly string[] }
  | {
      readonly kind: 'error';
      /** What kind of error; its words might quote the record. */
      readonly code: string;
      readonly line?: number;
      readonly column?: number;
      readonly read: readonly string[];
    }
  /** It took too long, or too much memory, and was ended. */
  | { readonly kind: 'cut-off' }
  /** It was never begun: no thread could be started. */
  | { readonly kind: 'not-begun' };
