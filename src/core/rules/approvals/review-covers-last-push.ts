import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { defineRule, fail, type Judgement, pass, unknown } from '../../rule.ts';
import { hasApproval } from './counted-reviews.ts';
import { type Change, judgeChanges } from './reviewed-change.ts';

/** What was approved is what was merged. */
export const reviewCoversLastPush = defineRule({
  id: 'review-covers-last-push',
  group: 'approvals',
  title: 'The approval of a change is for its last commit',
  why: 'Whoever pushes after the approval, or approves a push of their own, brings in what nobody else has seen.',
  mend: 'Switch on “Dismiss stale approvals” and “Require approval of the most recent push” in the branch’s rules.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-1', 'CIS 1.1.12', 'SOC 2 CC8.1', 'ISO 27001 A.8.32', 'NIST CM-3', 'NIST AC-5'],
  evidence: ['event', 'environment', 'pull-requests'],
  params: z.strictObject({}),
  judge(record) {
    return judgeChanges(record, { change: (change) => judgeChange(record, change) });
  },
});

function judgeChange(record: AccessRecord, { pullRequest, pointer }: Change): Judgement {
  const { lastPushApprovedByOther, moreReviews, number } = pullRequest;
  const fact = `${pointer}/lastPushApprovedByOther`;
  if (lastPushApprovedByOther === undefined) return unknown(record, fact);
  if (lastPushApprovedByOther) return pass(`The last commit of pull request #${number} was approved.`, [fact]);
  if (!hasApproval(pullRequest) && moreReviews !== true) {
    return pass(`Nobody approved pull request #${number}: there is no approval to be out of date.`, [
      `${pointer}/reviews`,
    ]);
  }
  return fail(`Nobody else approved the last commit of pull request #${number}; an earlier one was approved.`, [fact], {
    subject: record.pipeline.ref,
  });
}
