import type { Rule } from '../../rule.ts';
import { auditIsEnforced } from './audit-is-enforced.ts';
import { auditIsFirst } from './audit-is-first.ts';
import { auditWasNotWeakened } from './audit-was-not-weakened.ts';
import { recordHasNoConflict } from './record-has-no-conflict.ts';
import { recordsAreComplete } from './records-are-complete.ts';
import { startIsBound } from './start-is-bound.ts';

/** The rules of this group, in the order in which they are listed. */
export const auditRules: readonly Rule[] = [
  auditIsEnforced,
  auditIsFirst,
  startIsBound,
  recordHasNoConflict,
  recordsAreComplete,
  auditWasNotWeakened,
];
