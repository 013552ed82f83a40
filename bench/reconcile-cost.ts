/** Runs that are reconciled in one go, and jobs of each: a hundred thousand jobs. */
export const RECONCILED_RUNS = 20_000;
export const JOBS_OF_RUN = 5;

/** What reconciling a hundred thousand jobs costs. */
export interface ReconcileCost {
  /** Most memory of the whole command, in MiB. */
  readonly peakMebibytes: number;
  /** Requests to GitHub’s API of the first look, and of a second one; how many of those GitHub counts. */
  readonly requests: number;
  readonly again: { readonly requests: number; readonly counted: number; readonly peakMebibytes: number };
  /** From beginning to end, while GitHub is played by another process of the same machine. */
  readonly seconds: number;
  readonly secondsAgain: number;
}
