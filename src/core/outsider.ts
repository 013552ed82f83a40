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
  'gollum',
]);

/**
 * Whether somebody from outside caused the job or brought what it works on: a fork's pull request, a run that such a one
 * triggered, a comment by a stranger. Undefined where the facts that tell are not there.
 */
export function isOutsiders({ pipeline, people }: Pick<AccessRecord, 'pipeline' | 'people'>): boolean | undefined {
  const { event, pullRequest, workflowRun, comment } = pipeline;
  if (event === undefined) return pipeline.provider === 'local' ? false : undefined;
  if (event.startsWith('pull_request')) return pullRequest?.fromFork;
  if (event === 'workflow_run') return isFollowersOutsiders(workflowRun);
  if (!OPEN_TO_ALL.has(event)) return false;
  const association = comment?.association ?? people.initiator?.association;
  return association === undefined ? undefined : !INSIDE.has(association.toUpperCase());
}

/** A run that a stranger's comment or star caused works on the repository's own code; who the stranger is, nobody told. */
function isFollowersOutsiders(run: AccessRecord['pipeline']['workflowRun']): boolean | undefined {
  return run?.fromFork === false && OPEN_TO_ALL.has(run.event ?? '') ? undefined : run?.fromFork;
}

/** Pointer of the fact that tells whether somebody from outside caused a job of this kind. */
export function outsiderFact({ pipeline }: Pick<AccessRecord, 'pipeline'>): string {
  const { event, comment, workflowRun } = pipeline;
  if (event === undefined) return '/pipeline/event';
  if (event.startsWith('pull_request')) return '/pipeline/pullRequest/fromFork';
  if (event === 'workflow_run') {
    const isOpen = workflowRun?.fromFork === false && isOutsiders({ pipeline, people: {} }) === undefined;
    return isOpen ? '/people/initiator/association' : '/pipeline/workflowRun/fromFork';
  }
  return comment ? '/pipeline/comment/association' : '/people/initiator/association';
}

const RESTRICTED = new Set(['pull_request', 'pull_request_review', 'pull_request_review_comment']);

/**
 * Whether GitHub gives such a job a token that only reads, no secret and a cache of its own, whatever its file asks for: a
 * fork's pull request. A repository that is not public may be set up to give it all but that cache.
 * Source: docs.github.com, “Events that trigger workflows”, workflows in forked repositories.
 */
export function isRestricted({ pipeline }: Pick<AccessRecord, 'pipeline'>): boolean {
  return RESTRICTED.has(pipeline.event ?? '') && pipeline.pullRequest?.fromFork === true;
}

/**
 * Whether such a job surely has neither secrets nor a token that writes: in a public repository nobody can change that.
 * Source: docs.github.com, “Managing GitHub Actions settings for a repository”, forks of private repositories.
 */
export function isDeprived(record: Pick<AccessRecord, 'pipeline'>): boolean {
  return isRestricted(record) && record.pipeline.visibility === 'public';
}
