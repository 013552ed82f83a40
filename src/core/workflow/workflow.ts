/** What a scope of the token may do. */
export type PermissionLevel = 'read' | 'write';

/** A `permissions` block as it is written, `models: write` and the like included; `line` is that of its key. */
export interface PermissionBlock {
  readonly line: number;
  readonly shorthand?: 'read-all' | 'write-all';
  /** Empty for a shorthand and for `{}`. Scopes that nobody knows yet are kept. */
  readonly scopes: Readonly<Record<string, PermissionLevel | 'none'>>;
}

/** A deployment environment; `name` is null where it is an expression, `deployment` is kept where it is written. */
export interface JobEnvironment {
  readonly name: string | null;
  readonly line: number;
  readonly deployment?: boolean;
}

/** One step; `index` counts from 0, lines from 1. A step that is an alias stands at the alias. */
export interface Step {
  readonly index: number;
  readonly line: number;
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: boolean;
  readonly if?: string;
  readonly ifLine?: number;
  readonly continueOnError: boolean | 'expression';
  readonly continueOnErrorLine?: number;
  /** Names of the inputs given, never their values. */
  readonly with: readonly string[];
}

/** One job; `line` is that of its key, `uses` the workflow that it calls. */
export interface Job {
  readonly key: string;
  readonly line: number;
  readonly name?: string;
  readonly uses?: string;
  readonly needs: readonly string[];
  readonly environment?: JobEnvironment;
  readonly permissions?: PermissionBlock;
  readonly continueOnError: boolean | 'expression';
  readonly continueOnErrorLine?: number;
  readonly steps: readonly Step[];
}

/** What Doorlog reads of a workflow file; an empty file has no triggers and no jobs. */
export interface Workflow {
  readonly name?: string;
  readonly triggers: readonly string[];
  readonly permissions?: PermissionBlock;
  readonly jobs: ReadonlyMap<string, Job>;
}
