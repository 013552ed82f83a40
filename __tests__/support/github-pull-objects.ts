import {
  accountObject,
  connection,
  type Fields,
  type PageArguments,
  requireScope,
  teamObject,
} from './github-graphql-values.ts';
import { SITE } from './github-shapes.ts';
import type { World, WorldPull, WorldReview } from './world-types.ts';

/** Gives the commit object of a sha, or `null`. */
export type CommitOf = (sha: string) => Fields | null;

/** `PullRequest` with its reviews, requests for them, commits and merge queue events. */
export function pullObject(world: World, pull: WorldPull, commitOf: CommitOf): Fields {
  const merged = pull.mergedAt !== null;
  const reviews = (page: PageArguments) =>
    connection(
      page,
      (pull.reviews ?? []).map((review) => reviewObject(world, review, commitOf)),
    );
  return {
    __typename: 'PullRequest',
    id: pull.nodeId,
    databaseId: Number(pull.id),
    fullDatabaseId: pull.id,
    number: pull.number,
    title: pull.title,
    url: `${SITE}/${world.repository.owner}/${world.repository.name}/pull/${pull.number}`,
    state: merged ? 'MERGED' : pull.state.toUpperCase(),
    merged,
    mergedAt: pull.mergedAt,
    mergedBy: pull.mergedBy === null ? null : accountObject(world, pull.mergedBy),
    mergeCommit: merged && pull.mergeCommitSha !== null ? { __typename: 'Commit', oid: pull.mergeCommitSha } : null,
    author: accountObject(world, pull.user),
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    headRepository: { __typename: 'Repository', nameWithOwner: pull.headRepository },
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
    isCrossRepository: pull.headRepositoryId !== world.repository.id,
    createdAt: pull.createdAt,
    reviewDecision: pull.reviewDecision ?? null,
    reviews,
    reviewRequests: (page: PageArguments) =>
      connection(
        page,
        (pull.reviewRequests ?? []).map(({ login, asCodeOwner }) => ({
          __typename: 'ReviewRequest',
          asCodeOwner,
          requestedReviewer: () => accountObject(world, login),
        })),
      ),
    commits: (page: PageArguments) => {
      const commit = commitOf(pull.headSha);
      return connection(page, commit === null ? [] : [{ __typename: 'PullRequestCommit', commit }]);
    },
    timelineItems: (page: PageArguments & { itemTypes?: string[] | null }) => {
      const isAsked = page.itemTypes?.includes('REMOVED_FROM_MERGE_QUEUE_EVENT') ?? false;
      const events = isAsked ? (pull.queueRemovals ?? []) : [];
      return connection(
        page,
        events.map((event) => ({ __typename: 'RemovedFromMergeQueueEvent', ...event })),
      );
    },
  };
}

function reviewObject(world: World, review: WorldReview, commitOf: CommitOf): Fields {
  return {
    __typename: 'PullRequestReview',
    id: `PRR_${review.id}`,
    fullDatabaseId: review.id,
    state: review.state,
    submittedAt: review.submittedAt,
    authorAssociation: review.association,
    author: review.user === null ? null : accountObject(world, review.user),
    commit: review.commit === null ? null : (commitOf(review.commit) ?? { __typename: 'Commit', oid: review.commit }),
    onBehalfOf: (page: PageArguments) => {
      requireScope(world, 'members');
      return connection(
        page,
        review.teams.map((slug) => teamObject(world, slug)),
      );
    },
  };
}
