import type { AccessRecord } from '../model/access-record.ts';
import type { RuleResult, Verdict } from '../model/verdict.ts';
import { decided, type JudgedWith, preparedFor } from './decide.ts';
import type { PolicyInForce } from './policy/in-force.ts';
import type { Evidence } from './rule.ts';
import { isAtLeast } from './severity-weight.ts';
import { stricter } from './strictness.ts';

export type { JudgedWith } from './decide.ts';

/** How findings, unknowns and failed services are dealt with after inputs and policy are combined. */
export type Strictness = Pick<Verdict, 'mode' | 'onViolation' | 'onUnknown' | 'onError'>;

/** All that a job can be asked for; an expression may look at any of it. */
const SEEN_IN_A_JOB: readonly Evidence[] = [
  'event',
  'commit',
  'pull-requests',
  'people',
  'token',
  'cloud',
  'environment',
  'approvals',
  'ref-protection',
  'workflow-file',
  'actions',
  'runner',
  'resources',
  'drift',
  'time',
];

/** The evidence that the rules of a policy declare. */
export function evidenceFor({ rules, custom = [] }: PolicyInForce): ReadonlySet<Evidence> {
  return new Set([...rules.flatMap(({ rule }) => rule.evidence), ...(custom.length > 0 ? SEEN_IN_A_JOB : [])]);
}

/**
 * What inputs and policy together demand: a policy can only be stricter than the inputs, the built-in one, which nobody
 * chose, never fails a job, and `mode: audit` turns every failure into a warning.
 */
export function combineStrictness(inputs: Strictness, policy: PolicyInForce): Strictness {
  if (policy.origin.origin === 'built-in' && policy.organization === undefined) {
    return { ...inputs, onViolation: 'warn', onUnknown: 'ignore' };
  }
  const { onViolation, onUnknown, onError } = policy.strictness;
  return {
    mode: inputs.mode,
    onViolation: stricter(inputs.onViolation, onViolation),
    onUnknown: stricter(inputs.onUnknown, onUnknown),
    onError: stricter(inputs.onError, onError),
  };
}

/**
 * Judges a record by every rule of a policy, and by the custom ones whose judgements are handed in. The order of the
 * rules changes nothing but the order of the results.
 */
export function judge(
  record: AccessRecord,
  policy: PolicyInForce,
  strictness: Strictness,
  known: JudgedWith = {},
): Verdict {
  const { book, entries, hasTwins } = preparedFor(policy);
  const results = entries.map((entry) => decided(record, entry, book, known));
  const waivers = book.outcomes(record, results);
  const kept = hasTwins ? withoutEchoes(results) : results;
  return {
    policy: policy.origin,
    ...(policy.organization && { organizationPolicy: policy.organization }),
    ...(policy.extended && { extendedPolicy: policy.extended }),
    ...strictness,
    ...(policy.failFrom && { failFrom: policy.failFrom }),
    verdict: overall(kept),
    results: kept,
    ...(waivers.length > 0 && { waivers }),
  };
}

/** Whether a verdict fails the job. */
export function isRefused({ mode, onViolation, onUnknown, failFrom = 'low', results }: Verdict): boolean {
  if (mode === 'audit') return false;
  const violates = ({ result, severity }: RuleResult) => result === 'fail' && isAtLeast(severity, failFrom);
  return (onViolation === 'fail' && results.some(violates)) || (onUnknown === 'fail' && results.some(isCounted));
}

/** Whether something could not be told that whoever made the record could have known. */
function isCounted({ result, excused }: RuleResult): boolean {
  return result === 'unknown' && excused !== true;
}

function overall(results: readonly RuleResult[]): Verdict['verdict'] {
  if (results.some(({ result }) => result === 'fail')) return 'fail';
  return results.some(isCounted) ? 'unknown' : 'pass';
}

/**
 * What is said twice in the same words stands there once: within a layer the more severe of the two, and of two layers
 * that agree in everything the organisation's.
 */
function withoutEchoes(results: readonly RuleResult[]): RuleResult[] {
  const worst = new Map<string, RuleResult>();
  for (const result of results) {
    const { severity: _, raisedBy: __, ...said } = result;
    const words = JSON.stringify(said);
    const other = worst.get(words);
    if (!other || outweighs(result, other)) worst.set(words, result);
  }
  const left = new Set(worst.values());
  const wordsOf = ({ layer: _, ...said }: RuleResult) => JSON.stringify(said);
  const demanded = new Set([...left].filter(({ layer }) => layer === 'organization').map(wordsOf));
  return results.filter(
    (result) => left.has(result) && !(result.layer === 'repository' && demanded.has(wordsOf(result))),
  );
}

/** In whatever order two results come, the same one has to win. */
function outweighs(one: RuleResult, other: RuleResult): boolean {
  if (one.severity !== other.severity) return isAtLeast(one.severity, other.severity);
  return JSON.stringify(one) > JSON.stringify(other);
}
