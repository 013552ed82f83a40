import type { Account } from '../../../model/person.ts';
import type { PullRequest, Review } from '../../../model/pull-request.ts';
import { isBot } from '../identity/actors.ts';
import { type Count, countOthers } from './counted-approvals.ts';

const OF_THE_REPOSITORY = /^(owner|member|collaborator)$/i;

/**
 * How many people approve of a pull request, each by the last opinion that counts; neither its author nor a bot does.
 * Everybody may approve in a public repository, and of whom GitHub shows no association may still be a private member:
 * unless the branch's rules are content, that counts at most.
 */
export function countReviewers({ author, reviews, reviewDecision, moreReviews }: PullRequest): Count {
  const approving = latestOpinions(reviews).filter(({ state }) => state === 'approved');
  const known = approving.filter(
    ({ association }) => reviewDecision === 'approved' || OF_THE_REPOSITORY.test(association ?? ''),
  );
  const { atLeast } = countOthers(known.map(reviewerOf), [author]);
  const { atMost } = countOthers(approving.map(reviewerOf), [author]);
  return { atLeast, atMost: moreReviews === true ? Number.POSITIVE_INFINITY : atMost };
}

/** Whether somebody's approval was ever given who is no bot, on whatever commit. */
export function hasApproval({ reviews, author }: PullRequest): boolean {
  return latestOpinions(reviews).some(
    ({ state, reviewer }) =>
      state === 'approved' && !isBot(reviewer) && (reviewer.id === undefined || reviewer.id !== author?.id),
  );
}

function reviewerOf({ reviewer }: Review): Account {
  return reviewer;
}

/** A comment is no opinion; a dismissed review takes back the one before. */
function latestOpinions(reviews: readonly Review[]): readonly Review[] {
  const latest = new Map<string, Review>();
  for (const [index, review] of reviews.entries()) {
    if (review.state === 'commented' || review.state === 'pending') continue;
    latest.set(review.reviewer.id ?? `without an id ${index}`, review);
  }
  return [...latest.values()];
}
