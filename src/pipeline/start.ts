import { isRefused } from '../core/judge.ts';
import { type Problem, problemOf, problemsFail } from '../core/problem.ts';
import { type RecordHead, startRecord } from '../core/record.ts';
import { verdictFor } from '../core/verdict.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { Configuration } from '../model/configuration.ts';
import type { LogEntry } from '../ports.ts';
import { customJudgements } from './custom-rules.ts';
import { announce, type EntryDelivery, isStored } from './deliver.ts';
import {
  entryFor,
  type HookPorts,
  type HookResult,
  problemsOfDeliveries,
  problemsOfGaps,
  showable,
  strictnessOf,
} from './hook.ts';
import { type ObservationQuery, observe } from './observe.ts';
import { refusalStands } from './refusal-stands.ts';

/** What a start is made of. */
export interface StartInput {
  readonly head: RecordHead;
  readonly configuration: Configuration;
  readonly query: ObservationQuery;
  /** What was wrong before anything was observed. */
  readonly problems: readonly Problem[];
}

/** What a start leaves for the end. */
export interface StartResult extends HookResult {
  /** The start event, whole: it goes to the log alone, so it needs no attested view. */
  readonly record: AccessRecord;
  readonly entry: LogEntry;
  readonly announcedTo: readonly string[];
}

/**
 * Takes the start snapshot, judges it, announces it to the sinks and waits for them no longer than configured. Nothing is
 * signed yet: what binds the start is its arrival in the log and its digest in the end record.
 */
export async function start(
  ports: HookPorts,
  { head, configuration, query, problems }: StartInput,
): Promise<StartResult> {
  const [{ snapshot, policy }, { sinks, problems: sinkProblems }] = await Promise.all([
    observe(ports.observers, query),
    ports.sinks(),
  ]);
  const bare = startRecord(ports.redact(head), ports.redact(snapshot));
  const known = await customJudgements(ports.custom, policy, bare);
  const verdict = verdictFor(bare, policy, strictnessOf(configuration), known);
  return refusalStands(verdict, async () => {
    const judged = { ...bare, policy: verdict };
    const record = ports.pseudonyms.isAsked ? ports.pseudonyms.hide(judged) : judged;
    const entry = entryFor(record, snapshot.observedAt);

    const { announceWait: wait } = configuration;
    const deliveries = await announce([entry], {
      sinks,
      spool: ports.spool,
      timeout: wait,
      logger: ports.logger,
    }).finish(wait);
    const all = [
      ...problems,
      ...sinkProblems,
      ...('error' in policy ? [problemOf(policy.error)] : []),
      ...problemsOfGaps(bare),
      ...problemsOfDeliveries(deliveries, sinks).filter(({ kind }) => kind !== 'required'),
    ];
    return {
      record,
      verdict: record.policy ?? verdict,
      deliveries,
      problems: showable(all, ports),
      refused: isRefused(verdict) || problemsFail(withoutLate(all), verdict),
      entry,
      announcedTo: storesOf(deliveries),
    };
  });
}

/** A store that is late with the start event is no reason to stop the job: the end sends it again. */
function withoutLate(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ code }) => code !== 'delivery-failed');
}

function storesOf(deliveries: readonly EntryDelivery[]): string[] {
  return deliveries.filter(isStored).map(({ sink }) => sink);
}
