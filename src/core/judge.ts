import { DoorlogError } from '../errors.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { When } from '../model/policy.ts';
import type { Severity } from '../model/severity.ts';
import type { PolicyLayer, RuleResult, Verdict, Weight } from '../model/verdict.ts';
import { fingerprintOf } from './fingerprint.ts';
import { anyPattern } from './patterns.ts';
import type { CustomRuleInForce, PolicyInForce, RuleInForce } from './policy/in-force.ts';
import { type Evidence, type Judgement, type Knowledge, unseen } from './rule.ts';
import { isAtLeast, PRODUCTION_ENVIRONMENTS, raised, weightsOf } from './severity-weight.ts';
import { stricter } from './strictness.ts';
import { type WaiverBook, waiverBook } from './waivers.ts';
import { isMet } from './when.ts';

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

/** What a record is judged with, beside the policy. */
export interface JudgedWith extends Knowledge {
  /** What the policy's own rules said, who are evaluated apart. */
  readonly custom?: ReadonlyMap<CustomRuleInForce, Judgement>;
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
  const { custom, ...knowledge } = known;
  const bench = benchOf(policy, record);
  const judged = [
    ...policy.rules.map((rule) => ({
      layer: rule.layer ?? 'repository',
      result: decided(bench, ofCatalogue(rule), () => judgementOf(record, rule, knowledge)),
    })),
    ...(policy.custom ?? []).map((rule) => ({
      layer: rule.layer,
      result: decided(bench, ofCustom(rule), () => custom?.get(rule) ?? notEvaluated()),
    })),
  ];
  const waivers = bench.book.outcomes(record, judged);
  const results = withoutEchoes(judged.map(({ result }) => result));
  return {
    policy: policy.origin,
    ...(policy.organization && { organizationPolicy: policy.organization }),
    ...(policy.extended && { extendedPolicy: policy.extended }),
    ...strictness,
    ...(policy.failFrom && { failFrom: policy.failFrom }),
    verdict: overall(results),
    results,
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

/** What is prepared once for a policy. */
interface Prepared {
  readonly book: WaiverBook;
  readonly isProduction: Readonly<Record<PolicyLayer, (environment: string) => boolean>>;
}

/** What all rules share that judge one record. */
interface Bench extends Prepared {
  readonly record: AccessRecord;
  readonly hasLayers: boolean;
  weights(layer: PolicyLayer): readonly Weight[];
}

const prepared = new WeakMap<PolicyInForce, Prepared>();

function benchOf(policy: PolicyInForce, record: AccessRecord): Bench {
  let own = prepared.get(policy);
  if (own === undefined) {
    const ofPatterns = (patterns = PRODUCTION_ENVIRONMENTS) => anyPattern(patterns, { ignoreCase: true });
    own = {
      book: waiverBook(policy.waivers ?? []),
      isProduction: {
        organization: ofPatterns(policy.organizationEnvironments),
        repository: ofPatterns(policy.productionEnvironments),
      },
    };
    prepared.set(policy, own);
  }
  const { book, isProduction } = own;
  return {
    book,
    isProduction,
    record,
    hasLayers: policy.organization !== undefined,
    weights: (layer) => weightsOf(record, isProduction[layer]),
  };
}

/** What the engine has to know of a rule, from the catalogue or not. */
interface Entry {
  readonly id: string;
  readonly severity: Severity;
  readonly isSeverityFixed: boolean;
  readonly when: When | undefined;
  readonly layer: PolicyLayer;
  readonly mend: string | undefined;
}

function ofCatalogue({ rule, severity, isSeverityFixed = false, when, layer = 'repository' }: RuleInForce): Entry {
  return { id: rule.id, severity, isSeverityFixed, when, layer, mend: rule.mend };
}

function ofCustom({ definition: { id, severity, when, mend }, layer }: CustomRuleInForce): Entry {
  return { id, severity: severity ?? 'medium', isSeverityFixed: severity !== undefined, when, layer, mend };
}

function judgementOf(record: AccessRecord, { rule, params }: RuleInForce, knowledge: Knowledge): Judgement {
  try {
    return rule.judge(record, { ...knowledge, params });
  } catch (error) {
    throw new DoorlogError('internal', `The rule ${rule.id} broke down.`, { cause: error });
  }
}

function notEvaluated(): Judgement {
  return unseen('not-certain', 'The rule was not evaluated here.', []);
}

/** What a rule says after condition, context and waivers have been looked at. */
function decided(bench: Bench, entry: Entry, judgementBy: () => Judgement): RuleResult {
  const { id, severity, when, layer, mend } = entry;
  const { record } = bench;
  const common = { rule: id, severity, ...(bench.hasLayers && { layer }) };
  const isFor = when === undefined ? true : isMet(when, record);
  if (isFor === false) {
    return {
      ...common,
      result: 'not-applicable',
      message: 'The job does not meet the rule’s condition.',
      evidence: [],
    };
  }
  const judgement = underCondition(judgementBy(), isFor);
  const { message } = judgement;
  const evidence = [...judgement.evidence];
  if (judgement.result === 'pass') return { ...common, result: 'pass', message, evidence };
  if (judgement.result === 'unknown') {
    const { reason } = judgement;
    return {
      ...common,
      result: 'unknown',
      reason,
      message,
      evidence,
      ...(isExcused(judgement, record) && { excused: true }),
    };
  }
  const { subject, locations } = judgement;
  const weights = entry.isSeverityFixed || severity === 'critical' ? [] : bench.weights(layer);
  return {
    ...common,
    result: bench.book.covers(record, id, layer, subject) ? 'waived' : 'fail',
    ...(weights.length > 0 && { severity: raised(severity), raisedBy: [...weights] }),
    message,
    ...(mend !== undefined && { mend }),
    ...(subject !== undefined && { subject }),
    fingerprint: fingerprintOf(id, record, subject),
    evidence,
    ...(locations && { locations: [...locations] }),
  };
}

/** Where nobody can tell whether a rule is for this job, a finding is none for certain. */
function underCondition(judgement: Judgement, isFor: true | undefined): Judgement {
  if (isFor || judgement.result !== 'fail') return judgement;
  return unseen('condition', 'Whether the rule is for this job could not be seen.', judgement.evidence);
}

/** What no recorder of this kind can know: a hook has no earlier records, and only the gate has more than its job's token. */
function isExcused({ reason }: Judgement & { result: 'unknown' }, { recorder }: AccessRecord): boolean {
  if (reason === 'no-history' || reason === 'learning' || reason === 'not-yet') return true;
  return (reason === 'no-roster' || reason === 'no-audit-log') && recorder.kind !== 'gate';
}

/** What is said twice in the same words stands there once, as the organisation's where it is one of the two. */
function withoutEchoes(results: readonly RuleResult[]): RuleResult[] {
  if (new Set(results.map(({ rule }) => rule)).size === results.length) return [...results];
  const wordsOf = ({ layer: _, ...said }: RuleResult) => JSON.stringify(said);
  const demanded = new Set(results.filter(({ layer }) => layer === 'organization').map(wordsOf));
  const seen = new Set<string>();
  return results.filter((result) => {
    const words = wordsOf(result);
    if (seen.has(words) || (result.layer === 'repository' && demanded.has(words))) return false;
    seen.add(words);
    return true;
  });
}
