import type { Rule } from '../../rule.ts';
import { commitIsVerified } from './commit-is-verified.ts';

/** The rules of this group, in the order in which they are listed. */
export const sourceRules: readonly Rule[] = [commitIsVerified];
