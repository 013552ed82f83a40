import type { Scenario } from '../../model/scenario.ts';
import { canonicalize } from '../canonical.ts';
import type { PolicyInForce, RuleInForce } from '../policy.ts';

/**
 * The policy with a scenario’s parameters for rules that it leaves as they are: hours, freezes and lists are each
 * organisation’s own, and a scenario must be able to stage what they are for.
 */
export function withSampleParams(
  policy: PolicyInForce,
  { params = {} }: Pick<Scenario, 'params'>,
): { readonly policy: PolicyInForce; readonly sampled: readonly string[] } {
  const sampled = new Set<string>();
  const rules = policy.rules.map((inForce): RuleInForce => {
    const given = params[inForce.rule.id];
    if (given === undefined || !isLeftAlone(inForce)) return inForce;
    const parsed = inForce.rule.params.safeParse(given);
    if (!parsed.success) return inForce;
    sampled.add(inForce.rule.id);
    return { ...inForce, params: parsed.data };
  });
  return { policy: { ...policy, rules }, sampled: [...sampled] };
}

function isLeftAlone({ rule, params }: RuleInForce): boolean {
  const empty = rule.params.safeParse({});
  return empty.success && canonicalize(empty.data ?? {}) === canonicalize(params ?? {});
}
