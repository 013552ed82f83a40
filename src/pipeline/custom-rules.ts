import { type CustomRuleJudge, customRulesOf } from '../core/custom-rules.ts';
import type { JudgedWith } from '../core/judge.ts';
import type { PolicyChoice } from '../core/policy-choice.ts';
import type { AccessRecord } from '../model/access-record.ts';

/** What the custom rules of a policy say of a record, to be handed to whoever judges by it; nothing where it has none. */
export async function customJudgements(
  evaluate: CustomRuleJudge | undefined,
  choice: PolicyChoice,
  record: AccessRecord,
): Promise<Pick<JudgedWith, 'custom'>> {
  const rules = customRulesOf(choice);
  return evaluate && rules.length > 0 ? { custom: await evaluate(rules, record) } : {};
}
