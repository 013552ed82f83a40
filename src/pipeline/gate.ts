import { isRefused } from '../core/judge.ts';
import { type Problem, problemOf, problemsFail } from '../core/problem.ts';
import { gateRecord, type RecordHead } from '../core/record.ts';
import type { Knowledge } from '../core/rule.ts';
import { verdictFor } from '../core/verdict.ts';
import type { AccessRecord, Outcome } from '../model/access-record.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Response, ResponseKind } from '../model/response.ts';
import { customJudgements } from './custom-rules.ts';
import { cancelRun, type ResponsePorts, respond } from './gate-responses.ts';
import {
  type HookPorts,
  type HookResult,
  problemsOfAlerts,
  problemsOfDeliveries,
  problemsOfGaps,
  showable,
  strictnessOf,
} from './hook.ts';
import { type ObservationQuery, observe } from './observe.ts';
import { refusalStands } from './refusal-stands.ts';
import { type Sealed, type SealPorts, seal } from './seal.ts';
import { UNTIL } from './until.ts';

/** What a gate works with. */
export interface GatePorts extends HookPorts, SealPorts, ResponsePorts {
  /** What is known beside the record. Never raises. */
  readonly knowledge: (now: Date) => Promise<{ readonly known: Knowledge; readonly problems: readonly Problem[] }>;
}

/** What a gate is made of. */
export interface GateInput {
  readonly head: RecordHead;
  readonly configuration: Configuration;
  readonly query: ObservationQuery;
  readonly outcome: Outcome | undefined;
  /** What to do about a refusal beside refusing; left empty, nothing. */
  readonly responses: readonly ResponseKind[];
  readonly dryRun: boolean;
  readonly problems: readonly Problem[];
}

/** What came of a gate. */
export type GateResult = HookResult &
  Sealed & {
    readonly responses: readonly Response[];
    /** What is left to be done once everything is told: it ends the gate’s own job too. Answers what went wrong. */
    readonly cancel: (() => Promise<readonly Problem[]>) | undefined;
  };

/**
 * Judges a run before any of its jobs, with what only the gate may know; does what it was asked to do about a refusal,
 * signs, attests and delivers, and only then says whether to refuse.
 */
export async function gate(ports: GatePorts, input: GateInput): Promise<GateResult> {
  const { configuration, dryRun, responses: kinds } = input;
  const [
    { snapshot: seen, policy, mistake },
    { sinks, problems: sinkProblems },
    { known, problems: unknowns },
    handover,
    alerts,
  ] = await Promise.all([
    observe(ports.observers, { ...input.query, isGate: true }),
    ports.sinks(),
    ports.knowledge(ports.clock.now()),
    ports.handover(),
    ports.alerts?.(),
  ]);
  const problems: Problem[] = [
    ...input.problems,
    ...sinkProblems,
    ...unknowns,
    ...handover.problems,
    ...(alerts?.problems ?? []),
    ...(mistake ? [problemOf(mistake)] : []),
    ...('error' in policy ? [problemOf(policy.error)] : []),
  ];

  const snapshot = ports.redact(seen);
  const { visibility, environment } = snapshot.pipeline;
  const signer = ports.signer({ visibility, environment });
  const bare = gateRecord(ports.redact(input.head), snapshot, {
    outcome: input.outcome,
    signing: 'gap' in signer ? signer : { instance: signer.instance },
  });
  const custom = await customJudgements(ports.custom, policy, bare);
  const verdict = verdictFor(bare, policy, strictnessOf(configuration), { ...known, ...custom });
  return refusalStands(verdict, async () => {
    const named = { ...bare, policy: verdict };
    const judged = ports.pseudonyms.isAsked ? ports.pseudonyms.hide(named) : named;
    const shown = judged.policy ?? verdict;
    problems.push(...problemsOfGaps(bare));

    const done = await respond(ports, { kinds, dryRun, record: judged, verdict: shown });
    problems.push(...done.problems);
    const record = kinds.length > 0 ? withResponses(judged, ports.redact(done.responses)) : judged;

    const [sealed, raised] = await Promise.all([
      seal(ports, { record, signer, configuration, sinks, hasUnmade: sinkProblems.length > 0 }, problems),
      alerts?.raise({
        record,
        verdict: shown,
        timeout: configuration.deliveryTimeout,
        signal: ports.interruption?.after(UNTIL.delivering),
      }),
    ]);
    problems.push(...problemsOfDeliveries(sealed.deliveries, sinks), ...problemsOfAlerts(raised));
    const { runId } = record.pipeline;
    const isToBeCancelled = runId !== undefined && done.responses.some(({ status }) => status === 'asked');
    return {
      ...sealed,
      ...(raised && { alerts: raised.notices }),
      verdict: shown,
      responses: record.responses ?? [],
      problems: showable(problems, ports),
      refused: isRefused(verdict) || problemsFail(problems, verdict),
      cancel: isToBeCancelled ? async () => showable(await cancelRun(ports, runId), ports) : undefined,
    };
  });
}

function withResponses(record: AccessRecord, responses: readonly Response[]): AccessRecord {
  const gaps = record.gaps.filter(({ pointer }) => pointer !== '/responses');
  return { ...record, responses: [...responses], gaps };
}
