import type { ToldAlert } from '../core/alert-choice.ts';
import { isRefused } from '../core/judge.ts';
import { type Problem, problemOf, problemsFail } from '../core/problem.ts';
import { type RecordHead, startRecord } from '../core/record.ts';
import { verdictFor } from '../core/verdict.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { Configuration } from '../model/configuration.ts';
import type { LogEntry } from '../ports.ts';
import { committed, withAttested } from './attested-entry.ts';
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
import { UNTIL } from './until.ts';

/** What a start is made of. */
export interface StartInput {
  readonly head: RecordHead;
  readonly configuration: Configuration;
  readonly query: ObservationQuery;
  /** What was wrong before anything was observed. */
  readonly problems: readonly Problem[];
}

/** What a start leaves for the end. */
export interface StartResult extends Omit<HookResult, 'deliveries' | 'alerts'> {
  /** The start event, whole: it goes to the log alone, so it needs no attested view. */
  readonly record: AccessRecord;
  readonly entry: LogEntry;
  /** What people are being told of: to be kept before the announcement ends, which the process may not survive. */
  readonly alerting: readonly ToldAlert[];
  /** Waits for the log stores, no longer than configured from the announcement on. To be called once; never raises. */
  readonly announced: () => Promise<Announced>;
}

/** What became of an announcement. */
export interface Announced {
  readonly deliveries: readonly EntryDelivery[];
  readonly problems: readonly Problem[];
  /** Names of the sinks that have the start event. */
  readonly announcedTo: readonly string[];
  /** What people were told of, or still have to be by the end. */
  readonly alerted: readonly ToldAlert[];
}

/**
 * Takes the start snapshot, judges it and begins to announce it to the sinks, so that the caller can do the rest of its
 * work meanwhile. Nothing is signed yet: what binds the start is its arrival in the log and its digest in the end record.
 */
export async function start(
  ports: HookPorts,
  { head, configuration, query, problems }: StartInput,
): Promise<StartResult> {
  const [{ snapshot, policy }, { sinks, problems: sinkProblems }, handover, alerts] = await Promise.all([
    observe(ports.observers, query),
    ports.sinks(),
    ports.handover(),
    ports.alerts?.(),
  ]);
  const bare = startRecord(ports.redact(head), ports.redact(snapshot));
  const known = await customJudgements(ports.custom, policy, bare);
  const verdict = verdictFor(bare, policy, strictnessOf(configuration), known);
  return refusalStands(verdict, async () => {
    const judged = { ...bare, policy: verdict };
    const shown = ports.pseudonyms.isAsked ? ports.pseudonyms.hide(judged) : judged;
    const record = await committed(shown, sinks, ports.salt);
    const entry = await withAttested(entryFor(record, snapshot.observedAt), sinks);

    const { announceWait: wait } = configuration;
    const { logger, spool, interruption } = ports;
    const signal = interruption?.after(UNTIL.delivering);
    const announcing = announce([entry], { sinks, spool, timeout: wait, logger, ...(signal && { signal }) });
    const judgement = { record, verdict: record.policy ?? verdict };
    const alerting = alerts?.raise({ ...judgement, timeout: wait, signal });
    const all = [
      ...problems,
      ...sinkProblems,
      ...handover.problems,
      ...(alerts?.problems ?? []),
      ...('error' in policy ? [problemOf(policy.error)] : []),
      ...problemsOfGaps(bare),
    ];
    const refused = isRefused(verdict) || problemsFail(all, verdict);
    return {
      record,
      verdict: record.policy ?? verdict,
      problems: showable(all, ports),
      refused,
      entry,
      alerting: alerts?.intends(judgement) ?? [],
      announced: async () => {
        const [deliveries, raised] = await Promise.all([announcing.finish(wait), alerting]);
        const late = problemsOfDeliveries(deliveries, sinks).filter(({ kind }) => kind !== 'required');
        late.push(...(raised?.problems ?? []));
        // The end tries again what was missed, if it ever comes.
        if (refused) late.push(...(raised?.missed ?? []));
        const hasUnmade = sinkProblems.length > 0;
        if (refused) await leaveUndelivered(ports, entry, { deliveries, hasUnmade }, late);
        return {
          deliveries,
          problems: showable(late, ports),
          announcedTo: storesOf(deliveries),
          alerted: raised?.told ?? [],
        };
      },
    };
  });
}

/** A job that is refused may never come to its end, which would else send the start event again. */
async function leaveUndelivered(
  ports: HookPorts,
  entry: LogEntry,
  lack: { readonly deliveries: readonly EntryDelivery[]; readonly hasUnmade: boolean },
  problems: Problem[],
): Promise<void> {
  if (lack.deliveries.every(isStored) && !lack.hasUnmade) return;
  const { handOver } = await import('./hand-over.ts');
  const name = `doorlog-undelivered-start-${entry.recordId.slice(0, 16)}`;
  await handOver(ports, { name, entries: [entry], ...lack }, problems);
}

function storesOf(deliveries: readonly EntryDelivery[]): string[] {
  return deliveries.filter(isStored).map(({ sink }) => sink);
}
