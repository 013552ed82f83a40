import type { Rule } from '../rule.ts';
import { approverIsNotInitiator } from './approver-is-not-initiator.ts';
import { auditIsEnforced } from './audit-is-enforced.ts';
import { auditIsFirst } from './audit-is-first.ts';
import { commitIsVerified } from './commit-is-verified.ts';
import { tokenIsLeastPrivilege } from './token-is-least-privilege.ts';

const RULES: readonly Rule[] = [
  approverIsNotInitiator,
  commitIsVerified,
  tokenIsLeastPrivilege,
  auditIsEnforced,
  auditIsFirst,
];

/** Every rule there is, in the order in which they are listed. */
export function catalogue(): readonly Rule[] {
  return RULES;
}

/** The rule with an id. */
export function findRule(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
