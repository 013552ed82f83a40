/** A workflow as GitHub lists it. */
export interface ListedWorkflow {
  /** Path of its file in the repository. */
  readonly path: string;
  /** `active`, `disabled_manually`, `disabled_inactivity`, `disabled_fork`, `deleted` … */
  readonly state: string;
}

/** What a repository is called by GitHub. */
export interface SeenRepository {
  /** `OWNER/REPO` as GitHub writes it. */
  readonly name: string;
  readonly id: string;
  /** Address of its GitHub server: `https://github.com`. */
  readonly server: string;
}

/**
 * Sees a repository’s workflows and their files at the default branch (actions: read, contents: read). Raises what GitHub’s
 * API and HTTP raise.
 */
export interface WorkflowList {
  repository(): Promise<SeenRepository>;
  workflows(signal?: AbortSignal): AsyncIterable<ListedWorkflow>;
  /** Text of a file at the default branch; undefined where there is none. */
  file(path: string): Promise<string | undefined>;
}
