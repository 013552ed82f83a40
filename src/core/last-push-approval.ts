import type { PullRequest, Review } from '../model/pull-request.ts';
import type { SeenPullRequest } from '../ports.ts';

/** The pull request with what its ids say of the last push. */
export function withLastPushApproval(seen: SeenPullRequest): PullRequest {
  const lastPushApprovedByOther = isLastPushApprovedByOther(seen);
  return { ...seen.pullRequest, ...(lastPushApprovedByOther !== undefined && { lastPushApprovedByOther }) };
}

/**
 * Whether somebody who neither opened the pull request nor wrote its last commit approves of that commit, by ids, each
 * reviewer's latest opinion counting. `undefined` where a missing id or an unlisted review could turn the answer.
 */
export function isLastPushApprovedByOther(seen: SeenPullRequest): boolean | undefined {
  const { author, headSha, reviews, moreReviews } = seen.pullRequest;
  const involved = [author?.id, seen.headAuthor, seen.headCommitter];
  const approvals = latestOpinions(reviews).filter(
    ({ state, commit, reviewer }) => state === 'approved' && commit === headSha && reviewer.type !== 'bot',
  );
  const others = approvals.filter(({ reviewer: { id } }) => id === undefined || !involved.includes(id));
  if (others.length === 0) return moreReviews === true ? undefined : false;
  // That a private member belongs to the repository is not shown: such an approval is nothing to be certain of.
  const isCertain = others.some(
    ({ reviewer, association }) => reviewer.id !== undefined && isOfTheRepository(association),
  );
  return isCertain && !involved.includes(undefined) ? true : undefined;
}

const OF_THE_REPOSITORY = /^(owner|member|collaborator)$/i;

function isOfTheRepository(association: string | undefined): boolean {
  return association !== undefined && OF_THE_REPOSITORY.test(association);
}

/** A comment is no opinion; a dismissed review is one that no longer counts. */
function latestOpinions(reviews: readonly Review[]): Review[] {
  const latest = new Map<string, Review>();
  for (const [index, review] of reviews.entries()) {
    if (review.state === 'commented' || review.state === 'pending') continue;
    latest.set(review.reviewer.id ?? `without an id ${index}`, review);
  }
  return [...latest.values()];
}
