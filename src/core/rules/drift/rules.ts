import type { Rule } from '../../rule.ts';
import { policyDidNotChange } from './policy-did-not-change.ts';
import { protectionWasNotWeakened } from './protection-was-not-weakened.ts';
import { rolesDidNotChange } from './roles-did-not-change.ts';
import { runnerDidNotChange } from './runner-did-not-change.ts';
import { sourceDidNotChange } from './source-did-not-change.ts';

/** The rules of this group, in the order in which they are listed. */
export const driftRules: readonly Rule[] = [
  protectionWasNotWeakened,
  rolesDidNotChange,
  sourceDidNotChange,
  runnerDidNotChange,
  policyDidNotChange,
];
