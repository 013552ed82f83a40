import * as z from 'zod/mini';
import { gitObjectId, text } from '../../model/primitives.ts';
import type { SeenPullRequest } from '../../ports.ts';
import { ACTOR, accountOf, actorReply, idOf, isCut, nodesOf, objectReply, present, timeIn } from './graphql-values.ts';
import { isMergedByQueue } from './merge-queue.ts';
import { reviewNodes, reviewSelection, reviewsFrom } from './reviews.ts';

const MOST_PULLS = 5;
const MOST_REQUESTS = 20;
const MOST_REMOVALS = 5;

/**
 * What is asked of every pull request. GitHub counts a connection once for each object that it hangs on: 5 pull requests
 * with these connections are 20 of the hundred that make a point.
 */
function selection(teams: boolean): string {
  const commitUser = '{ user { databaseId } }';
  return `{
    number state createdAt mergedAt headRefOid baseRefName reviewDecision
    headRepository { nameWithOwner }
    author ${ACTOR}
    mergedBy ${ACTOR}
    mergeCommit { oid }
    ${reviewSelection(teams)}
    reviewRequests(first: ${MOST_REQUESTS}) { totalCount nodes { asCodeOwner } }
    commits(last: 1) { nodes { commit { oid author ${commitUser} committer ${commitUser} } } }
    timelineItems(last: ${MOST_REMOVALS}, itemTypes: [REMOVED_FROM_MERGE_QUEUE_EVENT]) {
      nodes { __typename ... on RemovedFromMergeQueueEvent { createdAt reason } }
    }
  }`;
}

/** The selection for the pull requests of a commit (`$sha`), the one that triggered the run (`$pullRequest`), or both. */
export function pullRequestsSelection(asked: { ofCommit: boolean; triggering: boolean; teams: boolean }): string {
  const pull = selection(asked.teams);
  const ofCommit = `object(oid: $sha) { __typename ... on Commit { associatedPullRequests(first: ${MOST_PULLS}) { nodes ${pull} } } }`;
  const triggering = `pullRequest(number: $pullRequest) ${pull}`;
  return [asked.ofCommit ? ofCommit : '', asked.triggering ? triggering : ''].join('\n');
}

/** Reads the pull requests, the triggering one first; `undefined` where one that was asked for is not there. */
export function readPullRequests(
  part: unknown,
  asked: { ofCommit: boolean; triggering: boolean },
): SeenPullRequest[] | undefined {
  const Pull = pullReply();
  const Part = z.object({
    object: z.nullish(z.object({ associatedPullRequests: z.nullish(nodesOf(Pull, MOST_PULLS)) })),
    pullRequest: z.nullish(Pull),
  });
  const { object, pullRequest } = Part.parse(part);
  const listed = object?.associatedPullRequests;
  if (asked.triggering ? !pullRequest : !listed?.nodes) return undefined;
  const ofCommit = present(listed).filter(({ number }) => number !== pullRequest?.number);
  const pulls = [...(pullRequest ? [pullRequest] : []), ...ofCommit].map(pullFrom);
  return pulls.every((pull) => pull !== undefined) ? pulls : undefined;
}

function pullReply() {
  const actor = actorReply();
  const commitUser = z.nullish(z.object({ user: z.nullish(z.object({ databaseId: z.nullish(z.number()) })) }));
  return z.object({
    number: z.number(),
    state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
    createdAt: z.nullish(z.string()),
    mergedAt: z.nullish(z.string()),
    headRefOid: gitObjectId(),
    baseRefName: text(),
    reviewDecision: z.nullish(text(100)),
    headRepository: z.nullish(z.object({ nameWithOwner: text(300) })),
    author: actor,
    mergedBy: actor,
    mergeCommit: objectReply(),
    ...reviewNodes(actor),
    reviewRequests: z.nullish(nodesOf(z.object({ asCodeOwner: z.boolean() }), MOST_REQUESTS)),
    commits: z.nullish(
      nodesOf(z.object({ commit: z.object({ oid: gitObjectId(), author: commitUser, committer: commitUser }) }), 1),
    ),
    timelineItems: z.nullish(
      nodesOf(z.object({ createdAt: z.nullish(z.string()), reason: z.nullish(text()) }), MOST_REMOVALS),
    ),
  });
}
type PullReply = z.infer<ReturnType<typeof pullReply>>;

const DECISIONS = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  REVIEW_REQUIRED: 'review-required',
} as const;

function pullFrom(pull: PullReply): SeenPullRequest | undefined {
  const reviews = reviewsFrom(pull);
  if (reviews === undefined) return undefined;
  const decision = Object.entries(DECISIONS).find(([word]) => word === pull.reviewDecision)?.[1];
  const awaited = ownersAwaited(pull);
  const head = present(pull.commits).find(({ commit }) => commit.oid === pull.headRefOid)?.commit;
  const { id: headAuthor } = idOf(head?.author?.user?.databaseId);
  const { id: headCommitter } = idOf(head?.committer?.user?.databaseId);
  const mergedByQueue = pull.state === 'MERGED' ? isMergedByQueue(pull) : undefined;
  const pullRequest = {
    number: String(pull.number),
    state: pull.state.toLowerCase() as Lowercase<typeof pull.state>,
    ...(pull.author && { author: accountOf(pull.author) }),
    headSha: pull.headRefOid,
    ...(pull.headRepository && { headRepository: pull.headRepository.nameWithOwner }),
    baseRef: pull.baseRefName,
    ...timeIn('createdAt', pull.createdAt),
    ...timeIn('mergedAt', pull.mergedAt),
    ...(pull.mergedBy && { mergedBy: accountOf(pull.mergedBy) }),
    ...(pull.state === 'MERGED' && pull.mergeCommit && { mergeCommit: pull.mergeCommit.oid }),
    ...(mergedByQueue !== undefined && { mergedByQueue }),
    ...(decision && { reviewDecision: decision }),
    ...(awaited !== undefined && { codeOwnersAwaited: awaited }),
    ...reviews,
  };
  return {
    pullRequest,
    ...(headAuthor !== undefined && { headAuthor }),
    ...(headCommitter !== undefined && { headCommitter }),
  };
}

function ownersAwaited({ reviewRequests }: PullReply): boolean | undefined {
  if (!reviewRequests?.nodes) return undefined;
  const awaited = present(reviewRequests).some(({ asCodeOwner }) => asCodeOwner);
  return !awaited && isCut(reviewRequests) ? undefined : awaited;
}
