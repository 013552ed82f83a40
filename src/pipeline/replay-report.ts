import type { BrokenSpoolFile } from '../ports.ts';
import { type EntryDelivery, isStored } from './deliver.ts';

/** How many deliveries, and how many files, a report names one by one; of more it only says how many. */
const MOST_NAMED = 100;

type Status = EntryDelivery['status'];

/** What a replay found and did; it stays small, however much there was. */
export interface ReplayReport {
  /** Entries that were looked for. */
  readonly found: number;
  /** Entries that every sink had before, or none of those that lack it wants. */
  readonly settled: number;
  /** Entries that at least one sink still lacks, those that nobody got round to included. */
  readonly left: number;
  /** How many deliveries to each sink ended how; what it had before was not sent again, and does not count. */
  readonly sinks: Readonly<Record<string, Partial<Record<Status, number>>>>;
  /** Each delivery, or where there are more than a hundred, the first hundred of those that are not fine. */
  readonly deliveries: readonly EntryDelivery[];
  /** Files that can't be used; the first hundred of them. */
  readonly broken: readonly BrokenSpoolFile[];
  readonly brokenCount: number;
  /** Whether it was ended before everything was tried, and by what. */
  readonly ended?: 'interrupted' | 'out-of-time';
}

/** How far a replay has come. */
export interface ReplayProgress {
  /** Entries that were looked at or tried, whatever came of it. */
  readonly seen: number;
  readonly found: number;
}

/** A report in the making. */
export interface ReplayTally {
  find(entries: number): void;
  /** Notes that one more was looked at, and says how many that makes. */
  look(): number;
  settle(): void;
  breakOff(file: BrokenSpoolFile): void;
  /** Notes a spool that can't be read any further. */
  giveUp(spool: BrokenSpoolFile): void;
  /** What became of so many entries, a delivery for each sink that wants one. */
  deliver(entries: number, deliveries: readonly EntryDelivery[]): void;
  progress(): ReplayProgress;
  report(ended: ReplayReport['ended']): ReplayReport;
}

/** Starts a report. */
export function startTally(): ReplayTally {
  const sinks = new Map<string, Partial<Record<Status, number>>>();
  const broken: BrokenSpoolFile[] = [];
  const count = { found: 0, looked: 0, settled: 0, broken: 0, spools: 0, tried: 0, stored: 0, deliveries: 0 };
  let named: EntryDelivery[] = [];
  return {
    find(entries) {
      count.found += entries;
    },
    look() {
      count.looked += 1;
      return count.looked;
    },
    settle() {
      count.settled += 1;
    },
    breakOff(file) {
      count.broken += 1;
      if (broken.length < MOST_NAMED) broken.push(file);
    },
    giveUp(spool) {
      count.spools += 1;
      broken.push(spool);
    },
    deliver(entries, all) {
      const deliveries = all.filter(({ earlier }) => !earlier);
      count.tried += entries;
      count.stored += entries - new Set(deliveries.filter((each) => !isStored(each)).map(nameOf)).size;
      count.deliveries += deliveries.length;
      for (const { sink, status } of deliveries) {
        const counts = sinks.get(sink) ?? {};
        sinks.set(sink, { ...counts, [status]: (counts[status] ?? 0) + 1 });
      }
      named.push(...deliveries);
      if (count.deliveries > MOST_NAMED) named = named.filter((each) => !isFine(each)).slice(0, MOST_NAMED);
    },
    progress: () => ({ seen: count.settled + count.broken + count.tried, found: count.found }),
    report(ended) {
      const { found, settled } = count;
      // Another process may have put entries there since they were counted.
      const left = Math.max(found, count.looked) - settled - count.broken - count.stored;
      return {
        found,
        settled,
        left,
        ...(ended !== undefined && left > 0 && { ended }),
        sinks: Object.fromEntries(sinks),
        deliveries: named,
        broken,
        brokenCount: count.broken + count.spools,
      };
    },
  };
}

/** Whether nobody has to look after it. */
function isFine({ status }: EntryDelivery): boolean {
  return status === 'delivered' || status === 'already-there';
}

function nameOf({ recordId, phase, digest }: EntryDelivery): string {
  return `${recordId} ${phase} ${digest}`;
}
