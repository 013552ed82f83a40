import type { Scenario } from '../../model/scenario.ts';
import type { RuleResult } from '../../model/verdict.ts';
import { createHistory } from '../history.ts';
import type { PolicyInForce } from '../policy.ts';
import type { Judgement, Rule } from '../rule.ts';
import { catalogue } from '../rules/catalogue.ts';
import type { Moment } from './rehearsal.ts';
import type { Staged } from './stage.ts';

/** Why a rule that could have found a scenario did not. */
export interface Hint {
  readonly rule: string;
  /**
   * `not-in-policy`, `tamed`: it finds it when asked, and the policy does not ask, or asks with other parameters, a
   * condition or a waiver; `unseen`: what it needs was not seen; `blind`: it sees nothing in what it was shown.
   */
  readonly why: 'not-in-policy' | 'tamed' | 'unseen' | 'blind';
  /** What would change it, one sentence. */
  readonly says: string;
}

/** What a scenario that nothing found was judged with. */
export interface Unfound {
  readonly scenario: Pick<Scenario, 'rules' | 'params'>;
  readonly policy: PolicyInForce;
  readonly moments: readonly Moment[];
  readonly staged: Staged;
  /** The harmless case, where there is one. */
  readonly calm: Staged | undefined;
}

/**
 * A hint for each rule of a scenario that nothing of the policy found, and for each other rule that tells it from its
 * harmless case; those that would find it come first.
 */
export function hintsFor(unfound: Unfound): Hint[] {
  const { scenario, policy, staged, calm } = unfound;
  const isNamed = ({ id }: Rule) => scenario.rules.includes(id);
  const named = catalogue().filter(isNamed);
  const strangers = scenario.rules.filter((id) => !named.some((rule) => rule.id === id) && !isCustom(policy, id));
  const tells = (rule: Rule) => calm && findsIn(rule, staged) && !findsIn(rule, calm);
  const others = catalogue().filter((rule) => !isNamed(rule) && tells(rule));
  const hints = [
    ...named.map((rule) => hintFor(rule, unfound)),
    ...others.map((rule): Hint => ({ ...hintFor(rule, unfound), says: NOT_NAMED })),
    ...strangers.map((rule): Hint => ({ rule, why: 'blind', says: UNKNOWN_RULE })),
  ];
  const ranks = ['not-in-policy', 'tamed', 'unseen', 'blind'];
  return hints.sort((a, b) => ranks.indexOf(a.why) - ranks.indexOf(b.why));
}

const NOT_NAMED = 'It finds this too, and the scenario does not name it.';
const UNKNOWN_RULE = 'There is no rule of that name, neither in the catalogue nor under `custom` of the policy.';

function isCustom({ custom = [] }: PolicyInForce, id: string): boolean {
  return custom.some(({ definition }) => definition.id === id);
}

/** Whether a hint tells that the records show the scenario to whoever asks them. */
export function isTraceable({ why }: Hint): boolean {
  return why === 'not-in-policy' || why === 'tamed';
}

function findsIn(rule: Rule, staged: Staged): boolean {
  return judgementsOf(rule, undefined, staged).some(({ result }) => result === 'fail');
}

function hintFor(rule: Rule, { scenario: { params }, policy, moments, staged }: Unfound): Hint {
  const { id } = rule;
  const judgements = judgementsOf(rule, params?.[id], staged);
  const isAsked = policy.rules.some((each) => each.rule.id === id);
  if (judgements.some(({ result }) => result === 'fail')) {
    return isAsked
      ? { rule: id, why: 'tamed', says: tamedBy(resultsOf(id, moments)) }
      : { rule: id, why: 'not-in-policy', says: 'It finds this; name it under `rules` of the policy.' };
  }
  const unseen = judgements.findLast(({ result }) => result === 'unknown');
  if (unseen) return { rule: id, why: 'unseen', says: unseen.message };
  return { rule: id, why: 'blind', says: 'It finds nothing in what was observed.' };
}

function tamedBy(results: readonly RuleResult[]): string {
  if (results.some(({ result }) => result === 'waived')) return 'It finds this, and the policy waives it.';
  if (results.some(({ result }) => result === 'not-applicable')) {
    return 'It finds this, and the policy’s condition for it leaves this job out.';
  }
  return 'It finds this with other parameters than the policy gives it.';
}

function resultsOf(id: string, moments: readonly Moment[]): RuleResult[] {
  return moments.flatMap(({ verdict }) => verdict.results.filter(({ rule }) => rule === id));
}

/** What a rule says by itself, with all that is known. */
function judgementsOf(rule: Rule, params: unknown, { start, end, history, roster, auditLog }: Staged): Judgement[] {
  const parsed = rule.params.safeParse(params ?? {});
  if (!parsed.success) return [];
  const known = { roster, auditLog, ...(history && { history: createHistory(history) }) };
  return [start, end].map((record) => rule.judge(record, { ...known, params: parsed.data }));
}
