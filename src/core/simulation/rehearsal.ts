import type { Scenario } from '../../model/scenario.ts';
import type { RuleResult, Verdict } from '../../model/verdict.ts';
import { createHistory } from '../history.ts';
import { isRefused } from '../judge.ts';
import type { PolicyInForce } from '../policy.ts';
import type { Knowledge } from '../rule.ts';
import type { Hint } from './hint.ts';
import type { Staged } from './stage.ts';

/** Moments at which a job is judged, in their order. */
export type RehearsedPhase = 'gate' | 'start' | 'end' | 'collector';

/** What became of a scenario under a policy. */
export interface Rehearsal {
  readonly scenario: string;
  readonly kind: Scenario['kind'];
  /**
   * `blocked`: the job was refused; `flagged`: found, and not refused; `traceable`: not found, though what is recorded
   * shows it to a rule that the policy does not use or has tamed; `missed`: not seen.
   */
  readonly outcome: 'blocked' | 'flagged' | 'traceable' | 'missed';
  /** Rules of the scenario that found it. */
  readonly rules: readonly string[];
  /** When it was first refused, or else first found; `null` where it was not. */
  readonly phase: RehearsedPhase | null;
  readonly title: string;
  /** Rules that judged with the scenario’s own parameters, because the policy gives them none. */
  readonly sampleParams: readonly string[];
  /** For each rule that could have found it and did not, why. */
  readonly hints: readonly Hint[];
  /** Rules of the scenario that find something in its harmless case as well; `null` where there is none. */
  readonly falseAlarms: readonly string[] | null;
}

/** One moment with what is known then. */
export interface Moment {
  readonly phase: RehearsedPhase;
  readonly verdict: Verdict;
}

/** Judges a record of the job; custom rules make it wait. */
export type JudgeRecord = (
  record: Staged['start'],
  policy: PolicyInForce,
  known: Knowledge,
  phase: RehearsedPhase,
) => Promise<Verdict>;

/**
 * Judges a staged job at each moment: by a gate where there is something that only a gate is told, at the start and the
 * end, and by the collector where there are earlier records.
 */
export async function judgeMoments(staged: Staged, policy: PolicyInForce, judge: JudgeRecord): Promise<Moment[]> {
  const { start, end, history, roster, auditLog } = staged;
  const told = { ...(roster && { roster }), ...(auditLog && { auditLog }) };
  const moments: Moment[] = [];
  const at = async (phase: RehearsedPhase, record: Staged['start'], known: Knowledge) => {
    moments.push({ phase, verdict: await judge(record, policy, known, phase) });
  };
  if (roster || auditLog) await at('gate', { ...start, recorder: { ...start.recorder, kind: 'gate' } }, told);
  await at('start', start, {});
  await at('end', end, {});
  if (history) await at('collector', end, { ...told, history: createHistory(history) });
  return moments;
}

/** What the moments say of a scenario’s rules: whether one of them refused the job or found something, and when first. */
export function outcomeOf(
  moments: readonly Moment[],
  rules: readonly string[],
): Pick<Rehearsal, 'outcome' | 'rules' | 'phase'> {
  const found = rules.filter((id) => moments.some(({ verdict }) => findingsOf(verdict, [id]).length > 0));
  // What the collector judges is over: it can report, and hold nothing back.
  const blocked = moments.find(({ phase, verdict }) => phase !== 'collector' && refusesBy(verdict, rules));
  const flagged = moments.find(({ verdict }) => findingsOf(verdict, rules).length > 0);
  const outcome = blocked ? 'blocked' : flagged ? 'flagged' : 'missed';
  return { outcome, rules: found, phase: (blocked ?? flagged)?.phase ?? null };
}

/** Whether the verdict would refuse the job if nothing but these rules had found something. */
function refusesBy(verdict: Verdict, rules: readonly string[]): boolean {
  return isRefused({ ...verdict, onUnknown: 'ignore', results: findingsOf(verdict, rules) });
}

function findingsOf(verdict: Verdict, rules: readonly string[]): RuleResult[] {
  return verdict.results.filter(({ rule, result }) => result === 'fail' && rules.includes(rule));
}
