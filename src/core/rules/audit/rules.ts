import type { Rule } from '../../rule.ts';
import { auditIsEnforced } from './audit-is-enforced.ts';
import { auditIsFirst } from './audit-is-first.ts';

/** The rules of this group, in the order in which they are listed. */
export const auditRules: readonly Rule[] = [auditIsEnforced, auditIsFirst];
