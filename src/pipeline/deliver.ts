import { codeOf, sentenceOf } from '../errors.ts';
import type { Delivery, KeyState, LogEntry, Logger, Sink, Spool, SpooledEntry } from '../ports.ts';

/** How long a sink may take to give up once its time is over, in milliseconds. */
const GRACE = 100;

/** What has to be assumed of a key once an attempt has begun and nothing more is heard of it. */
const AFTER_A_CRASH = {
  unused: 'tried',
  tried: 'tried',
  taken: 'spare-tried',
  'spare-tried': 'spare-tried',
} as const satisfies Record<KeyState, KeyState>;

/** What deliveries are made with; times in milliseconds. */
export interface DeliverySurroundings {
  readonly sinks: readonly Sink[];
  readonly spool: Spool;
  /** For all sinks and entries together. */
  readonly timeout: number;
  readonly logger: Logger;
  readonly signal?: AbortSignal;
}

/** A delivery with the entry that it is about. */
export interface EntryDelivery extends Delivery {
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
 * Delivers entries to all sinks side by side, to each sink in the order given, and says how each entry fared at each
 * sink. Entries are on disk before the first attempt; a sink that has an entry by the spool's account is asked again only
 * if it is idempotent: what it has may have been swept away since. What is not through in time is `pending` and stays in the spool. Never raises.
 */
export async function deliver(
  entries: readonly LogEntry[],
  surroundings: DeliverySurroundings,
): Promise<EntryDelivery[]> {
  const { sinks, spool, timeout, logger, signal } = surroundings;
  if (entries.length === 0 || sinks.length === 0) return [];
  const deadline = startDeadline(timeout, signal);
  try {
    const spooled: SpooledEntry[] = [];
    for (const entry of entries) spooled.push(await putSafely(spool, entry, logger));
    const bySink = await Promise.all(sinks.map((sink) => deliverInOrder(sink, spooled, spool, logger, deadline)));
    const deliveries = spooled.flatMap((_, index) => bySink.flatMap((each) => each[index] ?? []));
    for (const delivery of deliveries) tell(delivery, logger);
    return deliveries;
  } finally {
    deadline.clear();
  }
}

/** Starts to deliver; what is not through when the caller has waited long enough stays in the spool. */
export function announce(entries: readonly LogEntry[], surroundings: DeliverySurroundings): Announcement {
  const stop = new AbortController();
  const outer = surroundings.signal;
  const signal = outer === undefined ? stop.signal : AbortSignal.any([outer, stop.signal]);
  const delivering = deliver(entries, { ...surroundings, signal });
  return {
    async finish(wait) {
      const timer = setTimeout(() => stop.abort(), wait);
      try {
        return await delivering;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

interface Deadline {
  readonly signal: AbortSignal;
  /** Resolves a moment after the signal has fired. */
  readonly over: Promise<void>;
  clear(): void;
}

function startDeadline(timeout: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  const end = () => controller.abort();
  const timer = setTimeout(end, timeout);
  let grace: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      grace = setTimeout(resolve, GRACE);
    });
  });
  outer?.addEventListener('abort', end, { once: true });
  if (outer?.aborted) end();
  return {
    signal,
    over,
    clear() {
      clearTimeout(timer);
      clearTimeout(grace);
      outer?.removeEventListener('abort', end);
    },
  };
}

/** A spool that can't be written to is no reason to keep the record from the log. */
async function putSafely(spool: Spool, entry: LogEntry, logger: Logger): Promise<SpooledEntry> {
  try {
    return await spool.put(entry);
  } catch (error) {
    logger.warn(`${sentenceOf(error)} The record is delivered all the same, but a failed delivery can't be replayed.`);
    return { entry, keys: new Map(), done: [] };
  }
}

async function deliverInOrder(
  sink: Sink,
  spooled: readonly SpooledEntry[],
  spool: Spool,
  logger: Logger,
  deadline: Deadline,
): Promise<EntryDelivery[]> {
  const deliveries: EntryDelivery[] = [];
  for (const known of spooled) {
    const { recordId, phase, digest } = known.entry;
    const delivery = await deliverOne(sink, known, spool, logger, deadline);
    deliveries.push({ ...delivery, recordId, phase, digest });
  }
  return deliveries;
}

async function deliverOne(
  sink: Sink,
  { entry, keys, done }: SpooledEntry,
  spool: Spool,
  logger: Logger,
  { signal, over }: Deadline,
): Promise<Delivery> {
  const earlier = done.find((delivery) => delivery.sink === sink.name && isStored(delivery));
  if (earlier !== undefined && !sink.idempotent) return earlier;
  if (signal.aborted) return earlier ?? outOfTime(sink);
  const key = keys.get(sink.name) ?? 'unused';
  const noteKey = (state: KeyState) => note(() => spool.markKey(entry, sink.name, state), logger);
  await noteKey(AFTER_A_CRASH[key]);
  const attempt = deliverSafely(sink, entry, { signal, key, noteKey });
  const delivery = await Promise.race([attempt, over.then(() => outOfTime(sink))]);
  if (isStored(delivery)) await note(() => spool.markDone(entry, delivery), logger);
  return delivery;
}

async function deliverSafely(sink: Sink, entry: LogEntry, options: Parameters<Sink['deliver']>[1]): Promise<Delivery> {
  try {
    return await sink.deliver(entry, options);
  } catch (error) {
    const what = codeOf(error) === 'internal' ? 'It failed in an unexpected way.' : sentenceOf(error);
    return { sink: sink.name, status: 'failed', reason: what };
  }
}

async function note(action: () => Promise<void>, logger: Logger): Promise<void> {
  try {
    await action();
  } catch (error) {
    logger.warn(sentenceOf(error));
  }
}

function outOfTime(sink: Sink): Delivery {
  return { sink: sink.name, status: 'pending', reason: 'It was not through in time.' };
}

/** Whether the sink has the entry, so that there is nothing left to do. */
export function isStored({ status }: Delivery): boolean {
  return status === 'delivered' || status === 'already-there' || status === 'conflict';
}

function tell({ sink, status, phase, reason }: EntryDelivery, logger: Logger): void {
  if (status === 'delivered' || status === 'already-there') return;
  logger.warn(`Sink ${sink}, ${phase} record ${status}: ${reason ?? 'no reason given.'}`);
}
