import { JOBS_OF_RUN, RECONCILED_RUNS } from './reconcile-cost.ts';

const DAY = 86_400_000;
const DAYS = 30;
const APART = Math.floor((DAYS * DAY) / RECONCILED_RUNS / 1000) * 1000;

export const REPOSITORY = 'octo-org/payments';
export const REPOSITORY_ID = '52';
export const WORKFLOW = '.github/workflows/deploy.yml';

/** The first moment of a busy month that is over. */
export function beginningOf(now: number): number {
  return Math.floor(now / DAY) * DAY - (DAYS + 1) * DAY;
}

/** When a run was created. */
export function createdAt(beginning: number, run: number): number {
  return beginning + run * APART;
}

/** The runs that were created from one moment to another, both included, by their numbers; newest first. */
export function runsBetween(beginning: number, from: number, until: number): number[] {
  const first = Math.max(0, Math.ceil((from - beginning) / APART));
  const last = Math.min(RECONCILED_RUNS - 1, Math.floor((until - beginning) / APART));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => last - index);
}

export function runId(run: number): number {
  return 10_000_000_000 + run;
}

export function jobId(run: number, job: number): number {
  return 30_000_000_000 + run * JOBS_OF_RUN + job;
}

/** A moment as GitHub writes it. */
export function stamp(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
