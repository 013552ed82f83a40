import type { AccessRecord } from '../model/access-record.ts';

/** Associations of people who may write to the repository or were asked into it. */
const INSIDE = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/** Events that whoever has an account can cause in a public repository. */
const OPEN_TO_ALL = new Set([
  'issue_comment',
  'discussion_comment',
  'commit_comment',
  'issues',
  'discussion',
  'watch',
  'fork',
]);

/**
 * Whether somebody from outside caused the job or brought what it works on: a fork's pull request, a run that such a one
 * triggered, a comment by a stranger. Undefined where the facts that tell are not there.
 */
export function isOutsiders({ pipeline, people }: Pick<AccessRecord, 'pipeline' | 'people'>): boolean | undefined {
  const { event, pullRequest, workflowRun, comment } = pipeline;
  if (event === undefined) return pipeline.provider === 'local' ? false : undefined;
  if (event.startsWith('pull_request')) return pullRequest?.fromFork;
  if (event === 'workflow_run') return workflowRun?.fromFork;
  if (!OPEN_TO_ALL.has(event)) return false;
  const association = comment?.association ?? people.initiator?.association;
  return association === undefined ? undefined : !INSIDE.has(association.toUpperCase());
}
