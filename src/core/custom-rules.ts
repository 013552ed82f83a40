import type { AccessRecord } from '../model/access-record.ts';
import type { ExpressionOutcome } from '../ports.ts';
import type { CustomRuleInForce, PolicyInForce } from './policy.ts';
import type { PolicyChoice } from './policy-choice.ts';
import { fail, type Judgement, pass, unknown, unseen } from './rule.ts';

/** What custom rules say of a record; a rule that could not be evaluated is unknown. Never raises. */
export type CustomRuleJudge = (
  rules: readonly CustomRuleInForce[],
  record: AccessRecord,
) => Promise<ReadonlyMap<CustomRuleInForce, Judgement>>;

const MOST_EVIDENCE = 50;
const LONGEST_POINTER = 300;

/** All custom rules of the policies that a job is judged by. */
export function customRulesOf(choice: PolicyChoice): CustomRuleInForce[] {
  if (!('policy' in choice)) return [];
  const policies: (PolicyInForce | undefined)[] = [choice.policy, choice.changedTo];
  return policies.flatMap((policy) => policy?.custom ?? []);
}

/** What the outcome of a rule's expression says of the record. Quotes nothing of the record but where its facts stand. */
export function judgementOf(
  { definition }: CustomRuleInForce,
  outcome: ExpressionOutcome | undefined,
  record: AccessRecord,
): Judgement {
  switch (outcome?.kind) {
    case 'answer': {
      const evidence = evidenceOf(outcome.read);
      return outcome.answer
        ? pass(`“${definition.title}” holds.`, evidence)
        : fail(`“${definition.title}” does not hold.`, evidence);
    }
    case 'unseen':
      return { ...unknown(record, outcome.pointer), evidence: evidenceOf([outcome.pointer]) };
    case 'no-key':
      return unseen(
        'not-seen',
        'The expression reads a key or an item that is not there; ask for it by `in`, has() or size() first.',
        evidenceOf(outcome.read),
      );
    case 'error': {
      const { code, line, column } = outcome;
      const place = line === undefined ? '' : ` at line ${line}, column ${column}`;
      return unseen('not-certain', `The expression failed${place} (${code}).`, evidenceOf(outcome.read));
    }
    case 'cut-off':
      return unseen('cut-off', 'The expression took too long or too much memory and was ended; make it simpler.', []);
    default:
      return unseen('not-certain', 'The expression could not be evaluated: no thread for it could be started.', []);
  }
}

function evidenceOf(read: readonly string[]): string[] {
  return read.filter((pointer) => pointer.length <= LONGEST_POINTER).slice(0, MOST_EVIDENCE);
}
