import { isWanted } from '../core/sink-filter.ts';
import { sentenceOf } from '../errors.ts';
import { entryKey } from '../model/entry-key.ts';
import type { Delivery, Logger, LongSpool, Sink, SpooledEntry } from '../ports.ts';
import { type DueEntry, earlierDelivery } from './attempt.ts';
import { replayable } from './attested-entry.ts';
import { deliverDue } from './deliver.ts';
import { type ReplayProgress, type ReplayReport, type ReplayTally, startTally } from './replay-report.ts';

/** What is in memory at a time, for each batch on its way: entries, and the bytes of their files. */
const BATCH = { entries: 32, bytes: 640 * 1024 };
/** One is made ready while the store works at the others. */
const BATCHES_AT_ONCE = 2;

/** Signals and sockets get their turn after so many files. */
const ITEMS_WITHOUT_A_BREAK = 50;

/** Timers may fire so many milliseconds early. */
const TIMER_SLACK = 5;

const MORE_THAN_SHOWN =
  'It says that it is an attested view and holds more, or is of a newer version, so it is not put where it could be locked for good.';

/** What a replay is made with; the time in milliseconds, for everything together. */
export interface ReplaySurroundings {
  readonly sinks: readonly Sink[];
  readonly timeout: number;
  readonly logger: Logger;
  readonly signal?: AbortSignal;
  /** Told how many of how many entries are through with, whatever came of them. */
  readonly onProgress?: (progress: ReplayProgress) => void;
}

/** Whether at least one of these sinks wants the entry and does not have it yet. */
export function isDue(sinks: readonly Pick<Sink, 'name' | 'filter'>[], spooled: SpooledEntry): boolean {
  return sinks.some((sink) => earlierDelivery(sink, spooled) === undefined && isWanted(sink.filter, spooled.entry));
}

/**
 * Delivers what is due in the spools, under the ids that it always had, batch by batch. Ended by the signal or the time,
 * it says what is left; the spools' journals know where to go on. Never raises: a spool that can't be read is in `broken`.
 */
export async function replay(spools: readonly LongSpool[], surroundings: ReplaySurroundings): Promise<ReplayReport> {
  const { sinks, timeout, signal, onProgress } = surroundings;
  const until = now() + timeout;
  const logger = tellOnce(surroundings.logger);
  const tally = startTally();
  for (const spool of spools) tally.find(await countOf(spool));
  const isOver = () => signal?.aborted === true || now() >= until - TIMER_SLACK;
  const batches = batchesOf(dueEntries(spools, sinks, tally), isOver);
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, work));
  return tally.report(isOver() ? (signal?.aborted ? 'interrupted' : 'out-of-time') : undefined);

  async function work(): Promise<void> {
    for await (const due of batches) {
      const left = { sinks, logger, timeout: until - now(), ...(signal && { signal }) };
      tally.deliver(due.length, await deliverDue(due, left));
      onProgress?.(tally.progress());
    }
  }
}

/** Milliseconds on a clock that nobody sets. */
function now(): number {
  return process.uptime() * 1000;
}

/** One sentence about a spool is enough, however many entries it is true of. */
function tellOnce(logger: Logger): Logger {
  const told = new Set<string>();
  return {
    info: (sentence) => logger.info(sentence),
    warn(sentence) {
      if (!told.has(sentence)) logger.warn(sentence);
      told.add(sentence);
    },
  };
}

/** Nothing, where it can't be told: what is wrong with it is told when it is read. */
async function countOf(spool: LongSpool): Promise<number> {
  try {
    return await spool.count();
  } catch {
    return 0;
  }
}

async function* batchesOf(items: AsyncIterable<SizedEntry>, isOver: () => boolean): AsyncGenerator<DueEntry[]> {
  let batch: DueEntry[] = [];
  let size = 0;
  for await (const { due, bytes } of items) {
    if (isOver()) return;
    if (batch.length >= BATCH.entries || (batch.length > 0 && size + bytes > BATCH.bytes)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(due);
    size += bytes;
  }
  if (batch.length > 0 && !isOver()) yield batch;
}

interface SizedEntry {
  readonly due: DueEntry;
  readonly bytes: number;
}

async function* dueEntries(
  spools: readonly LongSpool[],
  sinks: readonly Sink[],
  tally: ReplayTally,
): AsyncGenerator<SizedEntry> {
  const isSettled = (done: readonly Delivery[]) => sinks.every((sink) => earlierDelivery(sink, { done }) !== undefined);
  // The same entry may be in two spools, as where one is a copy of the other; one attempt is enough.
  const met = new Set<string>();
  for (const spool of spools) {
    try {
      for await (const item of spool.read(isSettled)) {
        if (tally.look() % ITEMS_WITHOUT_A_BREAK === 0) await new Promise(setImmediate);
        if (item.kind === 'broken') {
          tally.breakOff(item.file);
        } else if (item.kind === 'settled' || !isDue(sinks, item.spooled) || isMet(item.spooled)) {
          tally.settle();
        } else {
          const entry = await replayable(item.spooled.entry, sinks);
          if (entry) yield { due: { ...item.spooled, entry, spool }, bytes: item.bytes };
          else
            tally.breakOff({ file: `${spool.folder}, record ${item.spooled.entry.recordId}`, reason: MORE_THAN_SHOWN });
        }
      }
    } catch (error) {
      tally.giveUp({ file: spool.folder, reason: sentenceOf(error) });
    }
  }

  function isMet({ entry }: SpooledEntry): boolean {
    const key = entryKey(entry);
    const isKnown = met.has(key);
    if (spools.length > 1) met.add(key);
    return isKnown;
  }
}
