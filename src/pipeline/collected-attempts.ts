import { isRefAsked } from '../core/collector/job-facts.ts';
import { COLLECTING_EVENTS } from '../core/collector/standing.ts';
import { DoorlogError } from '../errors.ts';
import type { Clock, Observed, RefKind, RunHistory, SeenRun } from '../ports.ts';

/** Which runs are to be collected: one that has just ended, or all of the last hours that have no record yet. */
export type Wanted =
  | { readonly kind: 'run'; readonly runId: string; readonly headSha: string }
  | { readonly kind: 'since'; readonly hours: number };

/** A collector's own workflow. */
export interface OwnWorkflow {
  readonly path: string;
  /** The branch that it runs from: a file of that path on another one, or a fork's, is anybody's. */
  readonly branch: string;
}

/** What is asked of the list of runs. */
export interface AttemptQuestion {
  readonly wanted: Wanted;
  readonly own: OwnWorkflow | undefined;
  readonly place: { readonly repository: string };
}

/** What lists runs. */
export interface AttemptPorts {
  readonly history: RunHistory;
  readonly clock: Clock;
}

/** The attempts to look at, those of which there is no collector's record yet first. */
export async function attemptsOf(
  { history: runs, clock }: AttemptPorts,
  { wanted, own, place }: AttemptQuestion,
  history: () => Promise<{ readonly collected: ReadonlySet<string> }>,
  signal: AbortSignal,
): Promise<SeenRun[]> {
  const last: SeenRun[] = [];
  const now = clock.now();
  const query =
    wanted.kind === 'run'
      ? { headSha: wanted.headSha }
      : { created: { from: new Date(now.getTime() - wanted.hours * 3_600_000), until: now } };
  for await (const run of runs.runs(query, signal)) {
    if (wanted.kind === 'run' ? run.id === wanted.runId : run.status === 'completed' && !isOwn(run, own))
      last.push(run);
    // A commit that a schedule runs on for weeks has thousands of runs, of which the newest come first.
    if (wanted.kind === 'run' && last.length > 0) break;
  }
  if (wanted.kind === 'run' && last.length === 0) {
    throw new DoorlogError('api-not-found', `GitHub does not list run ${wanted.runId} of ${place.repository}.`);
  }
  const known = wanted.kind === 'since' ? (await history()).collected : new Set<string>();
  const attempts: SeenRun[] = [];
  for (const run of last) {
    attempts.push(run);
    for (let attempt = Number(run.attempt) - 1; attempt >= 1; attempt--) {
      attempts.push(await runs.run(run.id, String(attempt)));
    }
  }
  return attempts.sort((a, b) => Number(known.has(nameOf(a))) - Number(known.has(nameOf(b))));
}

/** Only what nobody but those who may write to the default branch could have started by that file is a collector's. */
function isOwn({ path, event, headBranch }: SeenRun, own: OwnWorkflow | undefined): boolean {
  return path === own?.path && headBranch === own.branch && COLLECTING_EVENTS.includes(event);
}

/** Whether a run's name is a branch's or a tag's, where that decides about its ref. */
export async function refKindOf(
  run: SeenRun,
  look: (name: string) => Promise<Observed<RefKind>>,
): Promise<Observed<RefKind>> {
  return isRefAsked(run) && run.headBranch !== undefined
    ? look(run.headBranch)
    : { ok: false, reason: 'not-asked', needed: 'an event for a branch or tag' };
}

/** How an attempt is named to people. */
export function nameOf({ id, attempt }: SeenRun): string {
  return `${id}/${attempt}`;
}

/** A run whose event came before its end. */
export function notOver({ id }: SeenRun): DoorlogError {
  return new DoorlogError('http-status', `Run ${id} is not over yet, so that its jobs are left to the next schedule.`);
}
