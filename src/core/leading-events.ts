/**
 * Events whose runs build what their commit is. Runs of others have its id by chance (a schedule’s and a collector’s that of
 * the default branch’s newest commit), or because a stranger wanted it so (a fork’s pull request, a comment).
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export const LEADING_EVENTS: readonly string[] = [
  'push',
  'create',
  'release',
  'workflow_dispatch',
  'repository_dispatch',
  'deployment',
  'merge_group',
];
