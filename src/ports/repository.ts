import type { CommitIdentity, Person, RoleGrant } from '../model/person.ts';
import type { EnvironmentProtection, RefProtection, Ruleset } from '../model/protections.ts';
import type { PullRequest } from '../model/pull-request.ts';
import type { Deployment, Release } from '../model/resources.ts';
import type { Source, Tag } from '../model/source.ts';
import type { Visibility } from '../model/visibility.ts';
import type { Observed } from '../ports.ts';

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
