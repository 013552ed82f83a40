import type { AccessRecord } from '../model/access-record.ts';
import type { Verdict } from '../model/verdict.ts';
import { combineStrictness, isRefused, type JudgedWith, judge, type Strictness } from './judge.ts';
import type { PolicyInForce } from './policy.ts';
import type { PolicyChoice } from './policy-choice.ts';

/**
 * Judges by the policy that was chosen; without one, or without the organisation's policy that it extends, nothing is
 * said and `on-error` decides about the reason. Where only a layer is missing, the others judge, but nothing passes.
 * Where the policy was replaced while the job ran, both judge and the stricter verdict counts.
 */
export function verdictFor(
  record: AccessRecord,
  choice: PolicyChoice,
  inputs: Strictness,
  known: JudgedWith = {},
): Verdict {
  if (!('policy' in choice)) return noVerdict(choice.repository, inputs);
  const verdict = verdictBy(record, choice.policy, inputs, known);
  const later = choice.changedTo && verdictBy(record, choice.changedTo, inputs, known);
  const stricter = later && weight(later) > weight(verdict) ? later : verdict;
  return choice.error && stricter.verdict === 'pass' ? { ...stricter, verdict: 'unknown' } : stricter;
}

function verdictBy(record: AccessRecord, policy: PolicyInForce, inputs: Strictness, known: JudgedWith): Verdict {
  if (policy.organizationRef && !policy.organization) return noVerdict(policy.organizationRef.repository, inputs);
  return judge(record, policy, combineStrictness(inputs, policy), known);
}

function noVerdict(repository: string, inputs: Strictness): Verdict {
  return { policy: { origin: 'none', repository }, ...inputs, verdict: 'unknown', results: [] };
}

function weight(verdict: Verdict): number {
  return (isRefused(verdict) ? 10 : 0) + ['pass', 'unknown', 'fail'].indexOf(verdict.verdict);
}
