import { sentenceOf } from '../errors.ts';
import type { BrokenSpoolFile, Logger, Sink, Spool, SpooledEntry } from '../ports.ts';
import { deliver, type EntryDelivery, isStored } from './deliver.ts';

/** What a replay is made with; the time in milliseconds, for everything together. */
export interface ReplaySurroundings {
  readonly sinks: readonly Sink[];
  readonly timeout: number;
  readonly logger: Logger;
  readonly signal?: AbortSignal;
}

/** What a replay found and did. */
export interface ReplayReport {
  /** Entries that every sink had before. */
  readonly settled: number;
  /** Entries that at least one sink still had to get, with what became of them. */
  readonly deliveries: readonly EntryDelivery[];
  readonly broken: readonly BrokenSpoolFile[];
}

/** The entries that at least one of these sinks does not have yet. */
export function pendingFor(sinks: readonly string[], entries: readonly SpooledEntry[]): SpooledEntry[] {
  return entries.filter(({ done }) =>
    sinks.some((sink) => !done.some((delivery) => delivery.sink === sink && isStored(delivery))),
  );
}

/**
 * Delivers what is pending in the spools, under the ids that it always had. Never raises: a spool that can't be read is
 * in `broken`.
 */
export async function replay(spools: readonly Spool[], surroundings: ReplaySurroundings): Promise<ReplayReport> {
  const names = surroundings.sinks.map(({ name }) => name);
  const until = performance.now() + surroundings.timeout;
  const deliveries: EntryDelivery[] = [];
  const broken: BrokenSpoolFile[] = [];
  let settled = 0;
  for (const spool of spools) {
    try {
      const listing = await spool.list();
      const pending = pendingFor(names, listing.entries);
      const timeout = Math.max(0, until - performance.now());
      broken.push(...listing.broken);
      settled += listing.entries.length - pending.length;
      deliveries.push(
        ...(await deliver(
          pending.map(({ entry }) => entry),
          { ...surroundings, spool, timeout },
        )),
      );
    } catch (error) {
      broken.push({ file: spool.folder, reason: sentenceOf(error) });
    }
  }
  return { settled, deliveries, broken };
}
