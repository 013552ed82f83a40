import type { Rule } from '../../rule.ts';
import { approverIsNotInitiator } from './approver-is-not-initiator.ts';

/** The rules of this group, in the order in which they are listed. */
export const approvalsRules: readonly Rule[] = [approverIsNotInitiator];
