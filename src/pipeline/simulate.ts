import type { PolicyInForce } from '../core/policy.ts';
import { hintsFor, isTraceable } from '../core/simulation/hint.ts';
import type { NamedScenario } from '../core/simulation/parse-scenario.ts';
import { type JudgeRecord, judgeMoments, outcomeOf, type Rehearsal } from '../core/simulation/rehearsal.ts';
import { withSampleParams } from '../core/simulation/sample-params.ts';
import { type Stage, stage, stageHarmless } from '../core/simulation/stage.ts';
import { DoorlogError } from '../errors.ts';
import type { AccessRecord } from '../model/access-record.ts';

/** What a scenario is staged with. */
export interface SimulatePorts extends Stage {
  readonly judge: JudgeRecord;
}

/** What became of a scenario, and the record that its job would have left. */
export interface Simulated {
  readonly rehearsal: Rehearsal;
  readonly record: AccessRecord;
}

/**
 * Stages a scenario and its harmless case against a policy and says what became of it.
 * Raises `file-invalid` for a scenario that makes no record, with its file, line and column.
 */
export async function simulate(
  { name, scenario, error }: NamedScenario,
  policy: PolicyInForce,
  ports: SimulatePorts,
): Promise<Simulated> {
  const { kind, title, rules, attack, harmless } = scenario;
  const { policy: judging, sampled } = withSampleParams(policy, scenario);
  const staged = stage(attack, { ...ports, at: within('attack') });
  const calm = harmless && stageHarmless(attack, harmless, { ...ports, at: within('harmless') });
  const moments = await judgeMoments(staged, judging, ports.judge);
  const outcome = outcomeOf(moments, rules);
  const isCaught = outcome.outcome !== 'missed';
  const hints = isCaught ? [] : hintsFor({ scenario, policy: judging, moments, staged, calm });
  const rehearsal: Rehearsal = {
    scenario: name,
    kind,
    ...outcome,
    ...(hints.some(isTraceable) && { outcome: 'traceable' as const }),
    title,
    sampleParams: outcome.rules.filter((id) => sampled.includes(id)),
    hints,
    falseAlarms: calm ? outcomeOf(await judgeMoments(calm, judging, ports.judge), rules).rules : null,
  };
  const verdict = moments.at(-1)?.verdict;
  return { rehearsal, record: { ...staged.end, ...(verdict && { policy: verdict }) } };

  function within(part: 'attack' | 'harmless'): NonNullable<Stage['at']> {
    return (path, make) => {
      try {
        return make();
      } catch (cause) {
        if (cause instanceof DoorlogError && (cause.code === 'file-invalid' || cause.code === 'usage')) {
          // The harmless case may go on with the attack's history, which has been staged by then without a fault.
          const place = [part, ...path];
          throw error(
            place,
            `in “${place.join('.')}” ${cause.message.charAt(0).toLowerCase()}${cause.message.slice(1)}`,
          );
        }
        throw cause;
      }
    };
  }
}
