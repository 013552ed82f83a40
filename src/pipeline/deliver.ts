import { isWanted } from '../core/sink-filter.ts';
import { sentenceOf } from '../errors.ts';
import type { Delivery, LogEntry, Logger, Sink, Spool } from '../ports.ts';
import { type AttemptSurroundings, attemptAll, type DueEntry } from './attempt.ts';
import { type Deadline, startDeadline } from './deadline.ts';

export { isStored } from './attempt.ts';

/** What deliveries are made with; times in milliseconds. */
export interface DeliverySurroundings extends DueSurroundings {
  readonly spool: Spool;
  /**
   * Entries that somebody else may have put down as delivered: the spool’s word for that is not taken, and a store that
   * can’t tell may get one twice.
   */
  readonly isDoubted?: (entry: LogEntry) => boolean;
}

/** What entries that are in a spool already are delivered with; times in milliseconds. */
export interface DueSurroundings {
  readonly sinks: readonly Sink[];
  /** For all sinks and entries together, everything included. */
  readonly timeout: number;
  readonly logger: Logger;
  readonly signal?: AbortSignal;
}

/** A delivery with the entry that it is about. */
export interface EntryDelivery extends Delivery {
  /** That it was known before, and nothing was attempted. */
  readonly earlier?: true;
  readonly recordId: string;
  readonly phase: string;
  readonly digest: string;
}

/** A delivery under way, for a caller that has better things to do than to wait for it. */
export interface Announcement {
  /**
   * Waits at most so many milliseconds, ends what is still under way so that the process can end, and says how each
   * entry fared at each sink. To be called once; never raises.
   */
  finish(wait: number): Promise<EntryDelivery[]>;
}

/**
 * Delivers entries to all sinks side by side, to each sink those that its filter wants in the order given, and says how
 * each of them fared there. Entries are on disk before the first attempt. What is not through in time is `pending` and
 * stays in the spool. Never raises.
 */
export async function deliver(
  entries: readonly LogEntry[],
  surroundings: DeliverySurroundings,
): Promise<EntryDelivery[]> {
  return announce(entries, surroundings).finish(surroundings.timeout);
}

/** Starts to deliver; what is not through when the caller has waited long enough stays in the spool. */
export function announce(entries: readonly LogEntry[], surroundings: DeliverySurroundings): Announcement {
  if (entries.length === 0 || surroundings.sinks.length === 0) return { finish: async () => [] };
  const deadline = startDeadline(surroundings.timeout, surroundings.signal);
  const delivering = putAndDeliver(entries, surroundings, deadline);
  return {
    async finish(wait) {
      deadline.shorten(wait);
      try {
        return await delivering;
      } finally {
        deadline.clear();
      }
    },
  };
}

/** Delivers what is in spools already, as `deliver` does; tells nothing by the way but what is wrong with a spool. */
export async function deliverDue(
  due: readonly DueEntry[],
  { sinks, timeout, logger, signal }: DueSurroundings,
): Promise<EntryDelivery[]> {
  const deadline = startDeadline(timeout, signal);
  try {
    return await toAllSinks(sinks, due, { logger, deadline });
  } finally {
    deadline.clear();
  }
}

async function putAndDeliver(
  entries: readonly LogEntry[],
  { sinks, spool, logger, isDoubted }: DeliverySurroundings,
  deadline: Deadline,
): Promise<EntryDelivery[]> {
  try {
    const due: DueEntry[] = [];
    for (const entry of entries) {
      const known = await putSafely(spool, entry, logger);
      due.push(isDoubted?.(entry) ? { ...known, done: [] } : known);
    }
    const deliveries = await toAllSinks(sinks, due, { logger, deadline });
    for (const delivery of deliveries) tell(delivery, logger);
    return deliveries;
  } finally {
    deadline.clear();
  }
}

async function toAllSinks(
  sinks: readonly Sink[],
  due: readonly DueEntry[],
  surroundings: AttemptSurroundings,
): Promise<EntryDelivery[]> {
  const bySink = await Promise.all(sinks.map((sink) => toSink(sink, due, surroundings)));
  return due.flatMap((each) => bySink.flatMap((deliveries) => deliveries.get(each) ?? []));
}

/** What the sink does not want is not spoken of. */
async function toSink(
  sink: Sink,
  due: readonly DueEntry[],
  surroundings: AttemptSurroundings,
): Promise<Map<DueEntry, EntryDelivery>> {
  const wanted = due.filter(({ entry }) => isWanted(sink.filter, entry));
  const deliveries = await attemptAll(sink, wanted, surroundings);
  const byEntry = new Map<DueEntry, EntryDelivery>();
  for (const [index, delivery] of deliveries.entries()) {
    const each = wanted[index];
    if (each === undefined) continue;
    const { recordId, phase, digest } = each.entry;
    byEntry.set(each, { ...delivery, recordId, phase, digest });
  }
  return byEntry;
}

/** A spool that can't be written to is no reason to keep the record from the log. */
async function putSafely(spool: Spool, entry: LogEntry, logger: Logger): Promise<DueEntry> {
  try {
    return { ...(await spool.put(entry)), spool };
  } catch (error) {
    logger.warn(`${sentenceOf(error)} The record is delivered all the same, but a failed delivery can't be replayed.`);
    return { entry, keys: new Map(), done: [], spool };
  }
}

/** What is not certain about a delivery, or was left out of it; what went wrong is told by whoever asked for it. */
function tell({ sink, status, phase, reason }: EntryDelivery, logger: Logger): void {
  if (reason === undefined || (status !== 'delivered' && status !== 'already-there')) return;
  logger.info(`Sink ${sink}, ${phase} record ${status}: ${reason}`);
}
