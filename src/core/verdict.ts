import type { AccessRecord } from '../model/access-record.ts';
import type { Verdict } from '../model/verdict.ts';
import { combineStrictness, isRefused, judge, type Strictness } from './judge.ts';
import type { PolicyInForce } from './policy.ts';
import type { PolicyChoice } from './policy-choice.ts';

/**
 * Judges by the policy that was chosen; without one, nothing is said and `on-error` decides about the reason. Where the
 * policy was replaced while the job ran, both judge and the stricter verdict counts.
 */
export function verdictFor(record: AccessRecord, choice: PolicyChoice, inputs: Strictness): Verdict {
  if (!('policy' in choice)) {
    return { policy: { origin: 'none', repository: choice.repository }, ...inputs, verdict: 'unknown', results: [] };
  }
  const verdict = verdictBy(record, choice.policy, inputs);
  const later = choice.changedTo && verdictBy(record, choice.changedTo, inputs);
  return later && weight(later) > weight(verdict) ? later : verdict;
}

function verdictBy(record: AccessRecord, policy: PolicyInForce, inputs: Strictness): Verdict {
  return judge(record, policy, combineStrictness(inputs, policy));
}

function weight(verdict: Verdict): number {
  return (isRefused(verdict) ? 10 : 0) + ['pass', 'unknown', 'fail'].indexOf(verdict.verdict);
}
