import { digestOf } from '../core/canonical.ts';
import { withAbsences } from '../core/record.ts';
import { movedTo } from '../core/simulation/earlier.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { Delivery, LogEntry, Logger, Sink } from '../ports.ts';
import { entryFor } from './hook.ts';

/** What became of one test record at one sink. */
export interface LiveDelivery extends Delivery {
  readonly scenario: string;
  readonly recordId: string;
  readonly confirmed: boolean;
}

/** What test records are made and sent with. */
export interface LivePorts {
  readonly sinks: readonly Sink[];
  readonly logger: Logger;
  readonly version: string;
  readonly now: Date;
  /** Random text that no other run has, so that no record is taken for an earlier one. */
  readonly nonce: string;
  /** For each record at each sink, in milliseconds. */
  readonly timeout: number;
}

/**
 * The record as a test of the log: marked as a simulation, made by nobody's job, with an id that no job has, and dated
 * now so that it goes where today's records go.
 */
export function testRecord(
  record: AccessRecord,
  scenario: string,
  { version, now, nonce }: Pick<LivePorts, 'version' | 'now' | 'nonce'>,
): AccessRecord {
  const { gaps, ...rest } = movedTo(record, now.toISOString());
  const own = gaps.filter(({ pointer }) => !pointer.startsWith('/recorder'));
  return withAbsences({
    ...rest,
    gaps: own,
    simulation: true,
    recordId: digestOf({ simulation: scenario, nonce }),
    recorder: { kind: 'local', version },
  });
}

/** Sends a test record to every sink and asks each whether it has it. Never raises. */
export async function deliverLive(record: AccessRecord, scenario: string, ports: LivePorts): Promise<LiveDelivery[]> {
  const entry = entryFor(record, ports.now.toISOString());
  return Promise.all(ports.sinks.map((sink) => deliverTo(sink, entry, scenario, ports)));
}

async function deliverTo(
  sink: Sink,
  entry: LogEntry,
  scenario: string,
  { timeout, logger }: LivePorts,
): Promise<LiveDelivery> {
  const signal = AbortSignal.timeout(timeout);
  const delivery = await sink.deliver(entry, { signal, key: 'unused' });
  const isThere = delivery.status === 'delivered' || delivery.status === 'already-there';
  const { confirmed, how } = isThere ? await confirm(sink, entry, signal) : { confirmed: false, how: delivery.reason };
  logger.info(`${scenario} at ${sink.name}: ${confirmed ? 'confirmed' : 'not confirmed'}. ${how ?? ''}`.trim());
  return { ...delivery, ...(how !== undefined && { reason: how }), scenario, recordId: entry.recordId, confirmed };
}

async function confirm(sink: Sink, entry: LogEntry, signal: AbortSignal) {
  return (await sink.confirm?.(entry, signal)) ?? { confirmed: false, how: 'The sink can’t tell whether it has it.' };
}
