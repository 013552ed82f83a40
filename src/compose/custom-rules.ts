import { type CustomRuleJudge, judgementOf } from '../core/custom-rules.ts';
import type { CheckCustomRules } from '../core/policy.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { ExpressionOutcome } from '../ports.ts';

/** Looks for mistakes in custom rules; what it takes is loaded only for those who have some. */
export const checkExpressions: CheckCustomRules = async (rules) => {
  const { checkCustomRules } = await import('../cel/check.ts');
  return checkCustomRules(rules);
};

/** Evaluates custom rules over a record, in a thread that is ended with what takes too long. Never raises. */
export const evaluateCustomRules: CustomRuleJudge = async (rules, record) => {
  if (rules.length === 0) return new Map();
  const outcomes = await outcomesOf(
    rules.map(({ definition }) => definition.expression),
    record,
  );
  return new Map(rules.map((rule, index) => [rule, judgementOf(rule, outcomes[index], record)]));
};

async function outcomesOf(expressions: readonly string[], record: AccessRecord): Promise<ExpressionOutcome[]> {
  try {
    const { evaluateExpressions } = await import('../cel/evaluate.ts');
    return await evaluateExpressions(expressions, record);
  } catch {
    // A file of ours that is not there: the job must hear of it as of anything that can't be told, and go on.
    return [];
  }
}
