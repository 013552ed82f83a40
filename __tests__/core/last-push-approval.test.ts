import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isLastPushApprovedByOther, withLastPushApproval } from '../../src/core/last-push-approval.ts';
import { PullRequest, type Review } from '../../src/model/pull-request.ts';
import type { SeenPullRequest } from '../../src/ports.ts';

const HEAD = 'a'.repeat(40);
const EARLIER = 'b'.repeat(40);

function review(
  id: string | undefined,
  state: Review['state'] = 'approved',
  commit: string | undefined = HEAD,
): Review {
  return { reviewer: { login: id ?? 'ghost', ...(id !== undefined && { id }) }, state, commit, association: 'MEMBER' };
}

/** Opened by 1, whose last commit is by 2. */
function pull(reviews: Review[], more: Partial<SeenPullRequest> & { author?: string; moreReviews?: boolean } = {}) {
  const { author = '1', moreReviews = false, ...rest } = more;
  return {
    pullRequest: {
      number: '7',
      state: 'merged',
      ...(author && { author: { login: 'opener', id: author } }),
      headSha: HEAD,
      baseRef: 'main',
      reviews,
      moreReviews,
    },
    headAuthor: '2',
    headCommitter: '2',
    ...rest,
  } satisfies SeenPullRequest;
}

describe('whether the last push was approved by another', () => {
  it.each<[string, SeenPullRequest, boolean | undefined]>([
    ['somebody else approved the head', pull([review('3')]), true],
    ['nobody reviewed', pull([]), false],
    ['only its author approved', pull([review('1')]), false],
    ['only the author of the last commit approved', pull([review('2')]), false],
    ['only its committer approved', pull([review('9')], { headCommitter: '9' }), false],
    ['the approval is of an earlier commit', pull([review('3', 'approved', EARLIER)]), false],
    ['it was only commented', pull([review('3', 'commented')]), false],
    ['the approval was dismissed', pull([review('3', 'dismissed')]), false],
    ['the approver wanted changes later', pull([review('3'), review('3', 'changes-requested')]), false],
    ['the approver commented later', pull([review('3'), review('3', 'commented')]), true],
    ['the approver wanted changes before', pull([review('3', 'changes-requested'), review('3')]), true],
    ['the approver’s account is gone', pull([review(undefined)]), undefined],
    ['another approver’s account is gone', pull([review(undefined), review('3')]), true],
    ['the author’s account is gone', pull([review('3')], { author: '' }), undefined],
    ['nobody approved, and the author’s account is gone', pull([], { author: '' }), false],
    ['there are more reviews, and none of those listed approves', pull([], { moreReviews: true }), undefined],
    ['there are more reviews, and one of those listed approves', pull([review('3')], { moreReviews: true }), true],
  ])('is told by ids when %s', (_name, seen, expected) => {
    expect(isLastPushApprovedByOther(seen)).toBe(expected);
    const held = PullRequest.parse(withLastPushApproval(seen));
    expect(held.lastPushApprovedByOther).toBe(expected);
    expect('lastPushApprovedByOther' in held).toBe(expected !== undefined);
  });

  it('is never claimed, however the reviews fall, when everybody who approved is involved', () => {
    const involved = fc.constantFrom('1', '2');
    const states = fc.constantFrom<Review['state']>('approved', 'changes-requested', 'commented', 'dismissed');
    fc.assert(
      fc.property(fc.array(fc.tuple(involved, states)), (reviews) => {
        expect(isLastPushApprovedByOther(pull(reviews.map(([id, state]) => review(id, state))))).toBe(false);
      }),
    );
  });

  it('is unknown for an approved push when no account of the last commit is known', () => {
    const { headAuthor: _author, headCommitter: _committer, ...rest } = pull([review('3')]);
    expect(isLastPushApprovedByOther(rest)).toBeUndefined();
  });

  it('is not claimed when the approver is a bot', () => {
    const bot: Review = { ...review('9'), reviewer: { login: 'github-actions[bot]', id: '9', type: 'bot' } };
    expect(isLastPushApprovedByOther(pull([bot]))).toBe(false);
  });

  it('is not certain when the approver may be a stranger', () => {
    expect(isLastPushApprovedByOther(pull([{ ...review('9'), association: 'NONE' }]))).toBeUndefined();
  });
});
