import type { AccessRecord } from '../model/access-record.ts';
import type { Verdict } from '../model/verdict.ts';
import { combineStrictness, judge, type Strictness } from './judge.ts';
import type { PolicyChoice } from './policy-choice.ts';

/** Judges by the policy that was chosen; without one, nothing is said and `on-error` decides about the reason. */
export function verdictFor(record: AccessRecord, choice: PolicyChoice, inputs: Strictness): Verdict {
  if ('policy' in choice) return judge(record, choice.policy, combineStrictness(inputs, choice.policy));
  return { policy: { origin: 'none', repository: choice.repository }, ...inputs, verdict: 'unknown', results: [] };
}
