import type { Rule } from '../../rule.ts';
import { approverIsAllowed } from './approver-is-allowed.ts';
import { approverIsNotInitiator } from './approver-is-not-initiator.ts';
import { changeIsReviewed } from './change-is-reviewed.ts';
import { deploymentIsApproved } from './deployment-is-approved.ts';
import { environmentGateWasNotBypassed } from './environment-gate-was-not-bypassed.ts';
import { noBypassInAuditLog } from './no-bypass-in-audit-log.ts';
import { reviewCoversLastPush } from './review-covers-last-push.ts';

/** The rules of this group, in the order in which they are listed. */
export const approvalsRules: readonly Rule[] = [
  approverIsNotInitiator,
  deploymentIsApproved,
  environmentGateWasNotBypassed,
  approverIsAllowed,
  changeIsReviewed,
  reviewCoversLastPush,
  noBypassInAuditLog,
];
