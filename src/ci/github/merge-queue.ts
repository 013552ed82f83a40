import { present } from './graphql-values.ts';

/** The App as which GitHub's merge queue acts; GraphQL leaves off its `[bot]`. */
const QUEUE = /^github-merge-queue(\[bot\])?$/;

/** Longest time in milliseconds between a merge and the queue letting go of the pull request. */
const LONGEST_LAG = 120_000;

interface Merged {
  readonly mergedAt?: string | null | undefined;
  readonly mergedBy?: { readonly login: string } | null | undefined;
  readonly timelineItems?:
    | { nodes?: ({ createdAt?: string | null | undefined } | null)[] | null | undefined }
    | null
    | undefined;
}

/**
 * Whether a merge queue merged it. A pull request leaves the queue by an event of its own, whether it was merged then or
 * thrown out: only one at the time of the merge tells. `undefined` where the events are hidden.
 */
export function isMergedByQueue(pull: Merged): boolean | undefined {
  if (pull.mergedBy && QUEUE.test(pull.mergedBy.login)) return true;
  const mergedAt = Date.parse(pull.mergedAt ?? '');
  if (!pull.timelineItems?.nodes || Number.isNaN(mergedAt) || pull.timelineItems.nodes.includes(null)) return undefined;
  const removals = present(pull.timelineItems).map(({ createdAt }) => Date.parse(createdAt ?? ''));
  if (removals.some(Number.isNaN)) return undefined;
  return removals.some((removal) => Math.abs(removal - mergedAt) <= LONGEST_LAG);
}
