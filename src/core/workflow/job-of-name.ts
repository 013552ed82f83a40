import type { Job, Workflow } from './workflow.ts';

/** A job found by its name; `rest` is the name of the job in the workflow that it calls. */
export interface NamedJob {
  readonly job: Job;
  readonly rest?: string;
  /** Whether the name shows a place in a matrix. */
  readonly isLeg: boolean;
}

/** What GitHub puts between the name of a calling job and that of a called one. */
const CALLS = ' / ';

/**
 * Which job of a workflow file GitHub shows under a name: the file's own, with the place in its matrix in parentheses,
 * and before a slash the job that calls it. Undefined where none or more than one could be meant: whoever writes the
 * file chooses the names.
 */
export function jobOfName({ jobs }: Workflow, shown: string): NamedJob | undefined {
  const found = [...jobs.values()].flatMap((job) => matchOf(job, shown) ?? []);
  return found.length === 1 ? found[0] : undefined;
}

function matchOf(job: Job, shown: string): NamedJob | undefined {
  if (job.uses === undefined) {
    const fit = fits(job, shown);
    return fit && { job, isLeg: fit === 'leg' };
  }
  for (let at = shown.indexOf(CALLS); at >= 0; at = shown.indexOf(CALLS, at + 1)) {
    const fit = fits(job, shown.slice(0, at));
    if (fit) return { job, rest: shown.slice(at + CALLS.length), isLeg: fit === 'leg' };
  }
  return undefined;
}

function fits({ key, name = key }: Job, shown: string): 'whole' | 'leg' | undefined {
  if (shown === name) return 'whole';
  const [start, end] = [name.indexOf('${{'), name.lastIndexOf('}}')];
  if (start < 0 || end < start) return shown.startsWith(`${name} (`) && shown.endsWith(')') ? 'leg' : undefined;
  const [before, after] = [name.slice(0, start), name.slice(end + 2)];
  const isLong = shown.length >= before.length + after.length;
  return isLong && shown.startsWith(before) && shown.endsWith(after) ? 'leg' : undefined;
}
