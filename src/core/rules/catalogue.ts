import type { Rule } from '../rule.ts';
import { actionsRules } from './actions/rules.ts';
import { approvalsRules } from './approvals/rules.ts';
import { auditRules } from './audit/rules.ts';
import { driftRules } from './drift/rules.ts';
import { frequencyRules } from './frequency/rules.ts';
import { identityRules } from './identity/rules.ts';
import { runnerRules } from './runner/rules.ts';
import { sourceRules } from './source/rules.ts';
import { timeRules } from './time/rules.ts';
import { tokenRules } from './token/rules.ts';

/** Every rule there is, in the order in which they are listed. */
export function catalogue(): readonly Rule[] {
  return [
    ...identityRules,
    ...approvalsRules,
    ...sourceRules,
    ...tokenRules,
    ...timeRules,
    ...driftRules,
    ...runnerRules,
    ...actionsRules,
    ...auditRules,
    ...frequencyRules,
  ];
}

/** The rule with an id. */
export function findRule(id: string): Rule | undefined {
  return catalogue().find((rule) => rule.id === id);
}
