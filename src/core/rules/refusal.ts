import type { AccessRecord } from '../../model/access-record.ts';
import type { RuleResult } from '../../model/verdict.ts';
import { isAtLeast } from '../severity-weight.ts';

/** The findings for which a policy refused the job; audit mode and a lenient policy refuse nothing. */
export function refusedFor({ policy }: AccessRecord): readonly RuleResult[] {
  if (policy?.mode !== 'enforce' || policy.onViolation !== 'fail') return NONE;
  const from = policy.failFrom ?? 'low';
  return policy.results.filter(({ result, severity }) => result === 'fail' && isAtLeast(severity, from));
}

const NONE: readonly RuleResult[] = [];
