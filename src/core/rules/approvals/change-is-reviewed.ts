import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { defineRule, fail, type Judgement, pass, unknown, unseen } from '../../rule.ts';
import { accountList, isListed } from '../identity/account-list.ts';
import { countReviewers } from './counted-reviews.ts';
import { type Change, judgeChanges } from './reviewed-change.ts';

/** Somebody other than its author looked at what the job works on. */
export const changeIsReviewed = defineRule({
  id: 'change-is-reviewed',
  group: 'approvals',
  title: 'The change was reviewed by enough other people',
  why: 'A change that nobody else has looked at holds whatever its author, or whoever has the author’s account, put in.',
  mend: 'Require a pull request with approvals before merging in the branch’s rules.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-1', 'CIS 1.1.3', 'SOC 2 CC8.1', 'ISO 27001 A.8.32', 'NIST CM-3', 'NIST AC-5'],
  evidence: ['event', 'environment', 'pull-requests'],
  params: z.strictObject({
    minimum: z.optional(
      z.int().check(z.minimum(1), z.maximum(20), z.describe('How many people have to approve; default 1.')),
    ),
    'except-authors': z.optional(accountList('Accounts whose changes need no review, such as `dependabot[bot]`.')),
  }),
  judge(record, { params }) {
    const exempt = params['except-authors'] ?? [];
    return judgeChanges(record, {
      change: (change) => judgeChange(record, change, params.minimum ?? 1, exempt),
      direct: () => judgeDirect(record, exempt),
    });
  },
});

/** What is deployed though no pull request brought it has nobody's review. */
function judgeDirect(record: AccessRecord, exempt: readonly string[]): Judgement {
  const { pipeline, people, source } = record;
  const { pusher } = people;
  if (pipeline.event === 'push' && pusher) {
    const isExempt = isListed(pusher, exempt);
    if (isExempt === undefined) return unknown(record, '/people/pusher/id');
    if (isExempt) return pass(`What ${pusher.login} pushes needs no review.`, ['/people/pusher']);
  }
  const commit = source.commit?.slice(0, 12) ?? 'The commit';
  return fail(
    `${commit} is deployed to ${pipeline.environment}, and no merged pull request brought it.`,
    ['/source/pullRequests', '/pipeline/environment'],
    { subject: pipeline.ref },
  );
}

function judgeChange(
  record: AccessRecord,
  { pullRequest, pointer }: Change,
  minimum: number,
  exempt: readonly string[],
): Judgement {
  const { author, number } = pullRequest;
  if (author && isListed(author, exempt)) {
    return pass(`Changes by the author of pull request #${number} need no review.`, [`${pointer}/author`]);
  }
  const { atLeast, atMost } = countReviewers(pullRequest);
  if (atLeast >= minimum) return pass(`Pull request #${number} was reviewed by other people.`, [`${pointer}/reviews`]);
  if (atMost < minimum) {
    const count =
      atMost === 0 ? 'nobody other than its author approved it' : `only ${atMost} of ${minimum} people approved it`;
    return fail(`Pull request #${number} brought the change, and ${count}.`, [`${pointer}/reviews`], {
      subject: record.pipeline.ref,
    });
  }
  return author?.id === undefined
    ? unknown(record, `${pointer}/author`)
    : unseen('not-certain', `Whether enough people of the repository approved pull request #${number} was not seen.`, [
        `${pointer}/reviews`,
      ]);
}
