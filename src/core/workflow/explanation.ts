import type { ActionUse } from './action-uses.ts';
import type { Authority } from './authority.ts';
import type { OutsiderTrigger } from './outsiders.ts';
import type { PermissionLevel } from './workflow.ts';

/** Who said what a job's token may do. */
export interface DeclaredIn {
  /**
   * `job` and `workflow`: a block of that level; `caller`: whoever calls the workflow, because it declares nothing itself;
   * `default`: nobody, so the repository's setting holds.
   */
  readonly level: 'job' | 'workflow' | 'caller' | 'default';
  /** File and line of the block; none where there is no block. */
  readonly file?: string;
  readonly line?: number;
  readonly shorthand?: 'read-all' | 'write-all';
}

/** What became of a call of another workflow. */
export interface Call {
  readonly uses: string;
  /** Whether the called workflow's jobs are listed too. */
  readonly followed: boolean;
  /** The called file, where it was followed. */
  readonly file?: string;
  /** Why it was not followed. */
  readonly why?: string;
}

/** One job of a workflow file, explained; every line counts from 1. */
export interface ExplainedJob {
  readonly file: string;
  readonly job: string;
  readonly line: number;
  /** The name people see, as it is written. */
  readonly name?: string;
  /** The job that calls this one's workflow, whose permissions are the most that this one can have. */
  readonly calledBy?: { readonly file: string; readonly job: string; readonly line: number };
  readonly calls?: Call;
  /** Scopes that are granted, sorted; `{}` is none, null means that only the repository's default would tell. */
  readonly permissions: Readonly<Record<string, PermissionLevel>> | null;
  readonly declaredIn: DeclaredIn;
  /** Scopes among them that GitHub's schema does not know. */
  readonly unknownScopes: readonly string[];
  /** What GitHub would refuse the run for where the repository's default is the restricted one. */
  readonly refusedWhereDefaultIsRestricted?: readonly string[];
  /** Name of the deployment environment, or the expression that gives it. */
  readonly environment: string | null;
  /** Names of the secrets that the job refers to, sorted; `*` is all of them. */
  readonly secrets: readonly string[];
  readonly actions: readonly ActionUse[];
  readonly authority: readonly Authority[];
  /** What starts the workflow, of the calling workflow where there is one. */
  readonly triggers: readonly string[];
  readonly outsiders: readonly OutsiderTrigger[];
  /** Lines: of each granted scope in the file of `declaredIn`, of the environment, and of each secret. */
  readonly lines: {
    readonly permissions: Readonly<Record<string, number>>;
    readonly environment?: number;
    readonly secrets: Readonly<Record<string, readonly number[]>>;
  };
}
