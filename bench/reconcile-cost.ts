/** Runs that are reconciled in one go, and jobs of each: a hundred thousand jobs. */
export const RECONCILED_RUNS = 20_000;
export const JOBS_OF_RUN = 5;

/** What reconciling a hundred thousand jobs costs. */
export interface ReconcileCost {
  readonly first: ReconcileRun;
  /** The same again, when nothing changed. */
  readonly again: ReconcileRun;
}

/** One time. */
export interface ReconcileRun {
  /** Most memory of the whole command, in megabytes (10^6 bytes). */
  readonly peakMegabytes: number;
  /** To GitHub’s API, and of those the ones that its rate limit counts. */
  readonly requests: number;
  readonly counted: number;
  /** From beginning to end, while another process of the same machine plays GitHub. */
  readonly seconds: number;
}
