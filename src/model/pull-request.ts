import * as z from 'zod/mini';
import { from, logOnly, shown } from './field.ts';
import { Account } from './person.ts';
import { gitObjectId, id, text, time } from './primitives.ts';

/** One review of a pull request, the last that its author gave in this state. */
export const Review = z.strictObject({
  reviewer: Account,
  state: shown(
    z.enum(['approved', 'changes-requested', 'commented', 'dismissed', 'pending']),
    'What the review says; a dismissed one no longer counts',
  ),
  commit: from(
    { needs: 'a review of a commit that is still there' },
    z.optional(shown(gitObjectId(), 'Commit that was reviewed')),
  ),
  submittedAt: from({ needs: 'a review that was submitted' }, z.optional(shown(time(), 'When it was given'))),
  association: z.optional(shown(text(100), 'How the reviewer belongs to the repository, in GitHub’s words')),
  teams: from(
    { needs: 'a token that may read the organisation’s teams' },
    z.optional(logOnly(z.array(text(300)), 'Teams on whose behalf it was given')),
  ),
});
export type Review = z.infer<typeof Review>;

const merged = { applies: { when: 'a merged pull request' }, needs: 'a merged pull request' } as const;

/** A pull request that brought, or is to bring, the commit of the job. */
export const PullRequest = z.strictObject({
  number: shown(id(), 'Number of the pull request'),
  state: shown(z.enum(['open', 'closed', 'merged']), 'How it stands'),
  author: from({ needs: 'an author whose account still exists' }, z.optional(Account)),
  headSha: shown(gitObjectId(), 'Commit at its head'),
  headRepository: from(
    { needs: 'a head repository that still exists' },
    z.optional(shown(text(300), 'Repository that it comes from')),
  ),
  baseRef: shown(text(), 'Branch that it wants to change'),
  createdAt: z.optional(shown(time(), 'When it was opened')),
  mergedAt: from(merged, z.optional(shown(time(), 'When it was merged'))),
  mergedBy: from(merged, z.optional(Account)),
  mergeCommit: from(merged, z.optional(shown(gitObjectId(), 'Commit that the merge made'))),
  mergedByQueue: from(merged, z.optional(shown(z.boolean(), 'Whether a merge queue merged it'))),
  reviewDecision: from(
    { applies: { when: 'a branch whose rules require reviews' }, needs: 'a branch whose rules require reviews' },
    z.optional(
      shown(
        z.enum(['approved', 'changes-requested', 'review-required']),
        'Whether the reviews that the branch’s rules require, code owners’ included, are there',
      ),
    ),
  ),
  codeOwnersAwaited: z.optional(shown(z.boolean(), 'Whether a code owner’s review was asked for and is still awaited')),
  lastPushApprovedByOther: from(
    { needs: 'the accounts of the last commit’s author and of its reviewers' },
    z.optional(
      shown(z.boolean(), 'Whether somebody who neither opened it nor wrote its last commit approved that commit'),
    ),
  ),
  reviews: z.array(Review),
  moreReviews: z.optional(shown(z.boolean(), 'Whether there are more reviews than are listed here')),
});
export type PullRequest = z.infer<typeof PullRequest>;
