import type { Rule } from '../../rule.ts';
import { actionCommitDidNotChange } from './action-commit-did-not-change.ts';
import { actionsAreAllowed } from './actions-are-allowed.ts';
import { actionsArePinned } from './actions-are-pinned.ts';

/** The rules of this group, in the order in which they are listed. */
export const actionsRules: readonly Rule[] = [actionsArePinned, actionsAreAllowed, actionCommitDidNotChange];
