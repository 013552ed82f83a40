import type { Drift } from '../model/access-record.ts';
import type { Verdict } from '../model/verdict.ts';
import type { PolicyChoice } from './policy-choice.ts';

/**
 * What became of the policies between start and end. They are part of the access state: whoever can replace one while a
 * job runs can let that job through. One that could not be read at one of the two is no change that was seen.
 */
export function policyDrift(choice: PolicyChoice, start: Verdict | undefined): Drift[] {
  if (!('policy' in choice)) return [];
  const { policy, changedTo, error } = choice;
  const own = changedTo && drift('policy', policy.origin.digest, changedTo.origin.digest ?? 'none');
  const before = start?.organizationPolicy?.digest;
  const after = policy.organization ? policy.organization.digest : error ? undefined : 'none';
  const demanded = before !== undefined && after !== undefined && before !== after;
  return [...(own ? [own] : []), ...(demanded ? [drift('organizationPolicy', before, after)] : [])];
}

function drift(policy: 'policy' | 'organizationPolicy', before: string | undefined, after: string): Drift {
  return { pointer: `/policy/${policy}/digest`, from: 'start', to: 'end', before, after };
}
