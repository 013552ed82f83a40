import { DoorlogError } from '../errors.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { When } from '../model/policy.ts';
import type { Severity } from '../model/severity.ts';
import type { PolicyLayer, RuleResult, Weight } from '../model/verdict.ts';
import { fingerprintOf } from './fingerprint.ts';
import { anyPattern } from './patterns.ts';
import type { CustomRuleInForce, PolicyInForce, RuleInForce } from './policy/in-force.ts';
import { type Judgement, type Knowledge, unseen } from './rule.ts';
import { PRODUCTION_ENVIRONMENTS, raised, weightsOf } from './severity-weight.ts';
import { type WaiverBook, waiverBook } from './waivers.ts';
import { isMet } from './when.ts';

/** What a record is judged with, beside the policy. */
export interface JudgedWith extends Knowledge {
  /** What the policy's own rules said, who are evaluated apart. */
  readonly custom?: ReadonlyMap<CustomRuleInForce, Judgement>;
}

/** A rule as the engine sees it, of the catalogue or custom. */
interface Entry {
  /** What its results have in common, for any record. */
  readonly common: Pick<RuleResult, 'rule' | 'severity' | 'layer'>;
  readonly layer: PolicyLayer;
  readonly when: When | undefined;
  readonly mend: string | undefined;
  /** What raises the severity of a finding; none where the policy names the severity, or it is the worst. */
  readonly weights: (record: AccessRecord) => readonly Weight[];
  readonly judge: (record: AccessRecord, known: JudgedWith) => Judgement;
}

/** What is made of a policy once, for many records. */
interface Prepared {
  readonly entries: readonly Entry[];
  readonly book: WaiverBook;
  /** Whether a rule stands there more than once. */
  readonly hasTwins: boolean;
}

const prepared = new WeakMap<PolicyInForce, Prepared>();

/** Everything about a policy that is the same for each record. */
export function preparedFor(policy: PolicyInForce): Prepared {
  const known = prepared.get(policy);
  if (known) return known;
  const custom = policy.custom ?? [];
  const ids = [...policy.rules.map(({ rule }) => rule.id), ...custom.map(({ definition }) => definition.id)];
  const weights = weightsBy(policy);
  const named = policy.organization !== undefined || [...policy.rules, ...custom].some(isDemanded);
  const fresh = {
    entries: [
      ...policy.rules.map((rule) => ofCatalogue(rule, weights, named)),
      ...custom.map((rule) => ofCustom(rule, weights, named)),
    ],
    book: waiverBook(policy.waivers ?? []),
    hasTwins: new Set(ids).size < ids.length,
  };
  prepared.set(policy, fresh);
  return fresh;
}

function isDemanded({ layer }: { readonly layer?: PolicyLayer }): boolean {
  return layer === 'organization';
}

type WeightsOf = (layer: PolicyLayer, severity: Severity, isFixed: boolean) => Entry['weights'];

function weightsBy({ organizationEnvironments, productionEnvironments }: PolicyInForce): WeightsOf {
  const ofPatterns = (patterns = PRODUCTION_ENVIRONMENTS) => anyPattern(patterns, { ignoreCase: true });
  const isProduction = {
    organization: ofPatterns(organizationEnvironments),
    repository: ofPatterns(productionEnvironments),
  };
  return (layer, severity, isFixed) =>
    isFixed || severity === 'critical' ? () => [] : (record) => weightsOf(record, isProduction[layer]);
}

function ofCatalogue(inForce: RuleInForce, weights: WeightsOf, named: boolean): Entry {
  const { rule, severity, isSeverityFixed = false, params, when, layer = 'repository' } = inForce;
  return {
    common: { rule: rule.id, severity, ...(named && { layer }) },
    layer,
    when,
    mend: rule.mend,
    weights: weights(layer, severity, isSeverityFixed),
    judge(record, { history, roster, auditLog }) {
      try {
        return rule.judge(record, { params, history, roster, auditLog });
      } catch (error) {
        throw new DoorlogError('internal', `The rule ${rule.id} broke down.`, { cause: error });
      }
    },
  };
}

function ofCustom(inForce: CustomRuleInForce, weights: WeightsOf, named: boolean): Entry {
  const { definition, layer } = inForce;
  const { id, severity = 'medium', when, mend } = definition;
  return {
    common: { rule: id, severity, ...(named && { layer }) },
    layer,
    when,
    mend,
    weights: weights(layer, severity, definition.severity !== undefined),
    judge: (_, { custom }) => custom?.get(inForce) ?? unseen('not-certain', 'The rule was not evaluated here.', []),
  };
}

/** What a rule says of a record after condition, context and waivers have been looked at. */
export function decided(record: AccessRecord, entry: Entry, book: WaiverBook, known: JudgedWith): RuleResult {
  const { common, when } = entry;
  const isFor = when === undefined || isMet(when, record);
  if (isFor === false) {
    return {
      ...common,
      result: 'not-applicable',
      message: 'The job does not meet the rule’s condition.',
      evidence: [],
    };
  }
  const judgement = underCondition(entry.judge(record, known), isFor);
  const { message } = judgement;
  const evidence = [...judgement.evidence];
  switch (judgement.result) {
    case 'pass':
      return { ...common, result: 'pass', message, evidence };
    case 'unknown': {
      const excused = isExcused(judgement, record) && { excused: true as const };
      return { ...common, result: 'unknown', reason: judgement.reason, ...excused, message, evidence };
    }
    case 'fail':
      return { ...finding(record, entry, book, judgement), message, evidence };
  }
}

type Failure = Judgement & { readonly result: 'fail' };

function finding(record: AccessRecord, entry: Entry, book: WaiverBook, { subject, locations }: Failure) {
  const { common, layer, mend } = entry;
  const weights = entry.weights(record);
  return {
    ...common,
    result: book.covers(record, common.rule, layer, subject) ? ('waived' as const) : ('fail' as const),
    ...(weights.length > 0 && { severity: raised(common.severity), raisedBy: [...weights] }),
    ...(mend !== undefined && { mend }),
    ...(subject !== undefined && { subject }),
    fingerprint: fingerprintOf(common.rule, record, subject),
    ...(locations && { locations: [...locations] }),
  };
}

/** Where nobody can tell whether a rule is for this job, a finding is none for certain. */
function underCondition(judgement: Judgement, isFor: true | undefined): Judgement {
  if (isFor || judgement.result !== 'fail') return judgement;
  return unseen('condition', 'Whether the rule is for this job could not be seen.', judgement.evidence);
}

/**
 * What no recorder of this kind can know: a hook has no earlier records, only the gate has more than its job's token, and
 * what is yet to come is told by a later record.
 */
function isExcused({ reason }: Judgement & { result: 'unknown' }, { recorder }: AccessRecord): boolean {
  if (reason === 'no-history' || reason === 'learning' || reason === 'not-yet') return true;
  return (reason === 'no-roster' || reason === 'no-audit-log') && recorder.kind !== 'gate';
}
