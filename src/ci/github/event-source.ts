import type { JobFacts } from '../../ports.ts';
import type { TriggerEvent } from './event.ts';
import { EVENT_FILE, type GapList } from './gap-list.ts';
import type { RunnerVariables } from './variables.ts';
import { withoutUndefined } from './without-undefined.ts';

/**
 * Events for which GITHUB_SHA is a merge that GitHub made and signed itself to try a pull request. A merge group's commit
 * is none of them: it is what the queue then puts on the branch, as it is.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const MERGE_EVENTS: ReadonlySet<string> = new Set([
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
]);

/** The commit whose author and signature matter: a pull request's head rather than a merge that is only tried. */
export function commitOf(variables: RunnerVariables, event: TriggerEvent | undefined): string | undefined {
  const head = isTried(variables, event) ? event?.pull_request?.head?.sha : undefined;
  return head ?? variables.sha;
}

/** How the source came about, and a gap for what the event should have said of it. */
export function sourceOf(
  variables: RunnerVariables,
  event: TriggerEvent | undefined,
  list: GapList,
): NonNullable<JobFacts['source']> {
  const synthetic = isSynthetic(variables, event);
  if (synthetic === undefined) list.miss('/source/synthetic', EVENT_FILE);
  if (variables.event !== 'push') return withoutUndefined({ synthetic });
  const created = event?.created ?? undefined;
  const forced = event?.forced ?? undefined;
  if (created === undefined) list.miss('/source/created', EVENT_FILE);
  if (forced === undefined) list.miss('/source/forced', EVENT_FILE);
  return withoutUndefined({ synthetic, created, forced });
}

function isSynthetic(variables: RunnerVariables, event: TriggerEvent | undefined): boolean | undefined {
  if (variables.event === undefined) return undefined;
  if (!isTried(variables, event)) return false;
  const head = event?.pull_request?.head?.sha;
  return head && variables.sha ? head !== variables.sha : undefined;
}

/** Once a pull request is merged, its last event runs on the branch that it was merged into. */
function isTried({ event: name, ref }: RunnerVariables, event: TriggerEvent | undefined): boolean {
  if (name === undefined || !MERGE_EVENTS.has(name)) return false;
  return ref?.startsWith('refs/pull/') === true || event?.pull_request?.merged !== true;
}
