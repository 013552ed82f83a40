import { DoorlogError } from '../errors.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { RuleResult, Verdict } from '../model/verdict.ts';
import type { CustomRuleInForce, PolicyInForce, RuleInForce } from './policy.ts';
import type { Evidence, Judgement, Knowledge } from './rule.ts';

/** How findings, unknowns and failed services are dealt with after inputs and policy are combined. */
export type Strictness = Pick<Verdict, 'mode' | 'onViolation' | 'onUnknown' | 'onError'>;

/** The evidence that the rules of a policy declare. */
export function evidenceFor(policy: PolicyInForce): ReadonlySet<Evidence> {
  return new Set(policy.rules.flatMap(({ rule }) => rule.evidence));
}

const RANK = { ignore: 0, warn: 1, fail: 2 } as const;

/**
 * What inputs and policy together demand: a policy can only be stricter than the inputs, the built-in one, which nobody
 * chose, never fails a job, and `mode: audit` turns every failure into a warning.
 */
export function combineStrictness(inputs: Strictness, policy: PolicyInForce): Strictness {
  if (policy.origin.origin === 'built-in') return { ...inputs, onViolation: 'warn', onUnknown: 'ignore' };
  const { onViolation, onUnknown, onError } = policy.strictness;
  return {
    mode: inputs.mode,
    onViolation: stricter(inputs.onViolation, onViolation),
    onUnknown: stricter(inputs.onUnknown, onUnknown),
    onError: stricter(inputs.onError, onError),
  };
}

function stricter<T extends keyof typeof RANK>(a: T, b: T | undefined): T {
  return b !== undefined && RANK[b] > RANK[a] ? b : a;
}

/** What a record is judged with, beside the policy. */
export interface JudgedWith extends Knowledge {
  /** What the policy's own rules said, who are evaluated apart. */
  readonly custom?: ReadonlyMap<CustomRuleInForce, Judgement>;
}

/** Judges a record by every rule of a policy. The order of the rules changes nothing but the order of the results. */
export function judge(
  record: AccessRecord,
  policy: PolicyInForce,
  strictness: Strictness,
  known: JudgedWith = {},
): Verdict {
  const results = policy.rules.map((rule) => judgeByRule(record, rule, known));
  return { policy: policy.origin, ...strictness, verdict: overall(results), results };
}

/** Whether a verdict fails the job. */
export function isRefused(verdict: Verdict): boolean {
  if (verdict.mode === 'audit') return false;
  const has = (result: RuleResult['result']) => verdict.results.some((item) => item.result === result);
  return (verdict.onViolation === 'fail' && has('fail')) || (verdict.onUnknown === 'fail' && has('unknown'));
}

function judgeByRule(record: AccessRecord, { rule, severity, params }: RuleInForce, known: Knowledge): RuleResult {
  try {
    const judgement = rule.judge(record, { ...known, params });
    return {
      rule: rule.id,
      result: judgement.result,
      ...('reason' in judgement && { reason: judgement.reason }),
      severity,
      message: judgement.message,
      ...(judgement.result === 'fail' && { mend: rule.mend }),
      evidence: [...judgement.evidence],
      ...('subject' in judgement && judgement.subject !== undefined && { subject: judgement.subject }),
      ...('locations' in judgement && judgement.locations && { locations: [...judgement.locations] }),
    };
  } catch (error) {
    throw new DoorlogError('internal', `The rule ${rule.id} broke down.`, { cause: error });
  }
}

function overall(results: readonly RuleResult[]): Verdict['verdict'] {
  if (results.some(({ result }) => result === 'fail')) return 'fail';
  return results.some(({ result }) => result === 'unknown') ? 'unknown' : 'pass';
}
