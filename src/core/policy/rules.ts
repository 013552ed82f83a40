import type { Policy, PolicyRule } from '../../model/policy.ts';
import { canonicalize } from '../canonical.ts';
import { findRule } from '../rules/catalogue.ts';
import type { RuleInForce } from './in-force.ts';

/** What a policy file sets beside its rules; left out where it says nothing. */
export type Settings = Pick<
  Policy,
  'on-violation' | 'on-unknown' | 'on-error' | 'fail-from' | 'production-environments'
>;

/** The rule in force that an entry of a policy asks for, given parameters that the rule's own schema has parsed. */
export function ruleInForce({ id, severity, when }: PolicyRule, params: unknown): RuleInForce {
  const rule = findRule(id);
  if (!rule) throw new TypeError(`There is no rule ${id}.`);
  return {
    rule,
    severity: severity ?? rule.severity,
    ...(severity && { isSeverityFixed: true }),
    params,
    ...(when && { when }),
  };
}

/** What a policy names itself replaces all that its templates say of that rule. */
export function rulesInForce(
  inherited: readonly RuleInForce[],
  named: readonly PolicyRule[],
  own: readonly RuleInForce[],
): RuleInForce[] {
  const ids = new Set(named.map(({ id }) => id));
  return [...inherited.filter(({ rule }) => !ids.has(rule.id)), ...own];
}

/** Tells entries of one rule apart: by the jobs that they are for. */
export function jobsOf({ when }: Pick<PolicyRule, 'when'>): string {
  return canonicalize(when ?? {});
}

/** The same demand twice is one. */
export function withoutTwins(rules: readonly RuleInForce[]): RuleInForce[] {
  const seen = new Set<string>();
  return rules.filter(({ rule, severity, isSeverityFixed = false, params, when = {} }) => {
    const key = canonicalize([rule.id, severity, isSeverityFixed, params, when]);
    return !seen.has(key) && seen.add(key);
  });
}
