import type { Rule } from '../../rule.ts';
import { tokenIsLeastPrivilege } from './token-is-least-privilege.ts';

/** The rules of this group, in the order in which they are listed. */
export const tokenRules: readonly Rule[] = [tokenIsLeastPrivilege];
