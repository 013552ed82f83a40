import type { Approval } from './model/access.ts';
import type { Gap, GapReason } from './model/access-record.ts';
import type { ObservationSource } from './model/observation-source.ts';
import type { Account, CommitIdentity, People, Person, RoleGrant } from './model/person.ts';
import type { Pipeline } from './model/pipeline.ts';
import type { EnvironmentProtection, RefProtection, Ruleset } from './model/protections.ts';
import type { PullRequest } from './model/pull-request.ts';
import type { Deployment, Release } from './model/resources.ts';
import type { Runner } from './model/runner.ts';
import type { Source, Tag } from './model/source.ts';
import type { Visibility } from './model/visibility.ts';

export type * from './ports/delivery.ts';
export type * from './ports/evidence.ts';
export type * from './ports/handover.ts';
export type * from './ports/interruption.ts';
export type * from './ports/job-looks.ts';
export type * from './ports/releases.ts';
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

/** A signed bundle, as the JSON text of a Sigstore bundle v0.3. */
export interface SignedBundle {
  readonly json: string;
  /** Which instance signed. */
  readonly instance: string;
  /** Index in the transparency log, where there is one. */
  readonly logIndex?: string;
}

/**
 * Signs an in-toto Statement, given as its exact bytes, into a Sigstore bundle.
 * Raises `oidc-unavailable`, `signing-failed`.
 */
export interface Signer {
  sign(statement: Uint8Array): Promise<SignedBundle>;
}

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

/** A file as it stood at a commit; `null` where that commit has no such file. */
export interface FileAt {
  readonly commit: string;
  readonly text: string | null;
}

/** What one look at the repository is to bring. */
export interface OverviewQuery {
  /** The commit that the job runs on. */
  readonly sha: string;
  readonly policyPath: string;
  /** The commit of the default branch before the push that is being judged, where there is one. */
  readonly before?: string | undefined;
  /** The workflow file that holds the job. */
  readonly workflow?: { readonly repository: string; readonly sha: string; readonly path: string } | undefined;
  /** Path of the workflow file whose text at the head of the default branch, and at a commit before, is to be seen too. */
  readonly workflowBefore?: { readonly path: string; readonly commit?: string | undefined } | undefined;
  readonly environment?: string | undefined;
  /** Whether all environments of the repository are to be seen, up to 30: for a job whose own is not known yet. */
  readonly environments?: boolean | undefined;
  /** Full ref whose protection is to be seen; a tag’s object too. */
  readonly ref?: string | undefined;
  /** Whether the pull requests that the commit belongs to are to be seen. */
  readonly pullRequests?: boolean | undefined;
  /** Number of the pull request that triggered the run: seen along with those of the commit, or by itself. */
  readonly pullRequest?: string | undefined;
  /** Whether reviews are to name the teams that they were given for; no token of a job may see them. */
  readonly teams?: boolean | undefined;
  /** Logins of people whose roles’ origins are to be seen, at most 5; apps have no roles. */
  readonly people?: readonly string[] | undefined;
  /** RFC 3339: deployments and releases since then are to be seen. */
  readonly since?: string | undefined;
}

/** How somebody holds a role in the repository; no grants for somebody who is no collaborator. */
export interface HeldRole {
  readonly id?: string;
  readonly permission?: NonNullable<Person['permission']>;
  readonly grants: readonly RoleGrant[];
}

/** A pull request with the accounts of its head commit, by which the approval of the last push is judged. */
export interface SeenPullRequest {
  readonly pullRequest: PullRequest;
  /** Id of the account that wrote the commit at the head; absent where no account is known. */
  readonly headAuthor?: string;
  readonly headCommitter?: string;
}

/** What one look at the repository brought; each part fails on its own, the optional ones are there if asked for. */
export interface Overview {
  readonly repository: Observed<{
    readonly id: string;
    readonly visibility: Visibility;
    readonly defaultBranch: string;
  }>;
  /** The policy at the head of the default branch. */
  readonly policy: Observed<FileAt>;
  /** The policy at `before`. */
  readonly policyBefore?: Observed<FileAt>;
  readonly commit: Observed<{
    readonly source: Source;
    readonly author: CommitIdentity;
    readonly committer: CommitIdentity;
  }>;
  readonly workflowFile: Observed<string>;
  /** Asked for by `workflowBefore`. */
  readonly workflowAtDefault?: Observed<FileAt>;
  /** Asked for by a `workflowBefore` with a commit. */
  readonly workflowAtBefore?: Observed<FileAt>;
  /** Requests that it took, where it was more than one. */
  readonly requests?: number;
  readonly environment?: Observed<EnvironmentProtection>;
  /** A name that is not among them is no environment’s, unless there are 30. */
  readonly environments?: Observed<EnvironmentProtection[]>;
  /** Asked for by `pullRequests` or `pullRequest`; the triggering one comes first. */
  readonly pullRequests?: Observed<SeenPullRequest[]>;
  /** Asked for by `ref`. */
  readonly refProtection?: Observed<RefProtection>;
  /** Asked for by `ref`: those that the rules in force belong to. */
  readonly rulesets?: Observed<Ruleset[]>;
  /** Asked for by a `ref` under `refs/tags/`. */
  readonly tag?: Observed<Tag>;
  /** Asked for by `people`; keys are the logins as asked for. */
  readonly grants?: ReadonlyMap<string, Observed<HeldRole>>;
  /** Asked for by `since`. */
  readonly deployments?: Observed<Deployment[]>;
  /** Asked for by `since`: those that are published. */
  readonly releases?: Observed<Release[]>;
  /** Asked for by `since`; that there are none is seen only with a token that may write contents. */
  readonly draftReleases?: Observed<Release[]>;
}

/** Looks at a repository, in one request; in two where the server does not know all that is asked for. Never raises: what could not be seen says so. */
export interface RepositoryReader {
  overview(query: OverviewQuery): Promise<Overview>;
}

/** A file of any repository as it stands at one commit. */
export interface PinnedFile {
  /** `OWNER/REPO`. */
  readonly repository: string;
  readonly path: string;
  /** 40 hex digits. */
  readonly commit: string;
}

/**
 * Reads a text file of at most 1 MiB from another repository, in one request; in two where the repository was renamed,
 * if `mayAskAgain` says yes. Never raises: what could not be seen says so.
 */
export interface PinnedFileReader {
  read(file: PinnedFile, mayAskAgain: () => Promise<boolean>): Promise<Observed<string>>;
}

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

/** What the file of a bundle holds, nothing of it proven. */
export interface BundleEnvelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  /** How many signatures the envelope has. */
  readonly signatures: number;
}

/** Who signed: an identity that an authority certified, or whoever holds a key. */
export type BundleSigner =
  | {
      readonly kind: 'certificate';
      /** The certificate's subject alternative name. */
      readonly identity: string;
      /** Empty where the certificate names none, as GitHub’s own for immutable releases doesn’t. */
      readonly issuer: string;
      /** Fulcio's claims by object identifier. */
      readonly claims: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'key';
      /** SHA-256 of the public key (SPKI, DER) in base64. */
      readonly fingerprint: string;
    };

/** A file that a bundle may have been made over, or only its digest. */
export interface SignedArtifact {
  /** SHA-256 of its bytes, in lower-case hex. */
  readonly sha256: string;
  /** Needed where the signature’s own kind can’t be checked by a SHA-256 alone. */
  readonly bytes?: Uint8Array;
}

/** A bundle whose signature, signer and times hold. */
export interface VerifiedSignature {
  /** Left out where a bare file was signed, which then was the given one. */
  readonly envelope?: BundleEnvelope;
  readonly signer: BundleSigner;
  /** What vouches for it, in words: `1 timestamp, 1 log entry, signed at 2026-01-01T00:00:00.000Z`; empty for nothing. */
  readonly evidence: string;
  /** The earliest time that a timestamp or log entry vouches for; a signature by a given key may have none. */
  readonly signedAt?: Date;
}

/** The same of a bundle with an envelope. */
export interface VerifiedBundle extends VerifiedSignature {
  readonly envelope: BundleEnvelope;
}

/** Proves who signed a bundle. */
export interface BundleVerifier {
  /** Raises `file-invalid` for what is no bundle, `verification-failed` for one over a bare file. */
  open(bundle: string): BundleEnvelope;
  /**
   * Raises `verification-failed` where a proof does not hold, `usage` where the key that it needs was not given,
   * `trust-root-invalid`, and the codes of HTTP where a trust root can't be had. A bundle over a bare file holds only
   * about the given artifact; whether an envelope speaks about it is for whoever reads what is in the envelope.
   */
  verify(bundle: string): Promise<VerifiedBundle>;
  verify(bundle: string, artifact: SignedArtifact): Promise<VerifiedSignature>;
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
