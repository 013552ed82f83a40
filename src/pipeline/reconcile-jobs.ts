import { type JobFact, jobFactsOf } from '../core/reconciliation/job-fact.ts';
import type { RunHistory, SeenJob, SeenRun } from '../ports.ts';
import { sideBySide } from '../side-by-side.ts';

const DAY = 86_400_000;

/** Keeps what is known of a day, so that a reconciliation that was ended goes on where it stopped. */
export interface DayNotes {
  /** Opens a day, `YYYY-MM-DD`; answers its jobs where an unfinished reconciliation learnt them all. */
  open(day: string): Promise<readonly JobFact[] | undefined>;
  /** Closes the day; `isOver`: nothing that was created in it can change any more, but by being run again. */
  close(day: string, jobs: readonly JobFact[], isOver: boolean): Promise<void>;
}

/** How far it is. */
export interface JobsProgress {
  readonly day: string;
  readonly runs: number;
  readonly runsDone: number;
}

export interface JobsOptions {
  readonly history: RunHistory;
  readonly notes: DayNotes;
  /** How many requests at a time. */
  readonly parallel: number;
  readonly onProgress: (progress: JobsProgress) => void;
}

/** The first moments of the days (UTC) that a time touches, in milliseconds since 1970. */
export function daysOf(from: number, until: number): number[] {
  const first = Math.floor(from / DAY) * DAY;
  return Array.from({ length: Math.max(0, Math.ceil((until - first) / DAY)) }, (_, index) => first + index * DAY);
}

/**
 * The jobs of all attempts of the runs that were created on one day. A whole day is asked for, whatever part of it is
 * wanted, so that the next reconciliation asks the same and GitHub need not answer what did not change.
 */
export async function jobsOfDay(
  day: number,
  { from, until }: { readonly from: number; readonly until: number },
  { history, notes, parallel, onProgress }: JobsOptions,
  signal: AbortSignal,
): Promise<JobFact[]> {
  const name = new Date(day).toISOString().slice(0, 10);
  const noted = await notes.open(name);
  if (noted) {
    await notes.close(name, noted, true);
    return [...noted];
  }
  const runs: SeenRun[] = [];
  const created = { from: new Date(day), until: new Date(day + DAY) };
  for await (const run of history.runs({ created }, signal)) {
    const at = Date.parse(run.createdAt);
    if (at >= from && at < until) runs.push(run);
    onProgress({ day: name, runs: runs.length, runsDone: 0 });
  }
  let runsDone = 0;
  const found = await sideBySide(runs, parallel, async (run) => {
    const facts = jobFactsOf(run, await attemptsOf(run, history, signal));
    onProgress({ day: name, runs: runs.length, runsDone: ++runsDone });
    return facts;
  });
  const jobs = found.flat();
  const isOver =
    day + DAY <= until &&
    runs.every(({ status }) => status === 'completed') &&
    jobs.every(({ state }) => state !== 'unfinished');
  await notes.close(name, jobs, isOver);
  return jobs;
}

/** The jobs of every attempt of a run, the first attempt first. */
export async function attemptsOf(
  { id, attempt }: Pick<SeenRun, 'id' | 'attempt'>,
  history: RunHistory,
  signal: AbortSignal,
): Promise<SeenJob[][]> {
  const attempts: SeenJob[][] = [];
  for (let number = 1; number <= Number(attempt); number++) {
    const jobs: SeenJob[] = [];
    for await (const job of history.jobs(id, String(number), signal)) jobs.push(job);
    attempts.push(jobs);
  }
  return attempts;
}
