import { createHistory, type GrowingHistory, timeOf } from '../core/history.ts';
import { checkStored } from '../core/stored-proof.ts';
import { AccessRecord } from '../model/access-record.ts';
import type { StoredEntry } from '../ports.ts';
import { type AskedStore, type StoredQuestion, verifyStored } from './verify-stored.ts';

/** The newest of so many days: what is older is looked at by the command line. */
const MOST_RECORDS = 5_000;
/** Signatures are checked of collectors' records alone, because those count in place of the job's own. */
const MOST_PROVEN = 1_000;
const DAY = 86_400_000;

/** What is asked for. */
export interface HistoryQuestion {
  readonly stores: readonly AskedStore[];
  readonly signatures: NonNullable<StoredQuestion['signatures']>;
  readonly now: Date;
  readonly days: number;
}

/** The history of the last days, and which attempts of runs have a collector's record that is proven. */
export interface CollectedHistory {
  readonly history: GrowingHistory;
  /** `RUN/ATTEMPT`. */
  readonly collected: ReadonlySet<string>;
}

interface Read {
  readonly record: AccessRecord;
  readonly entry: StoredEntry;
  readonly sink: string;
}

/** A history that is read when it is first asked for, and goes on with what is recorded since. */
export interface LazyHistory {
  /** Raises what readers raise. */
  read(): Promise<CollectedHistory>;
  add(record: AccessRecord): void;
}

/** Makes a lazy history; nothing is read yet. */
export function lazyHistory(question: HistoryQuestion, signal: AbortSignal): LazyHistory {
  let reading: Promise<CollectedHistory> | undefined;
  let found: CollectedHistory | undefined;
  return {
    async read() {
      reading ??= readHistory(question, signal);
      found = await reading;
      return found;
    },
    add: (record) => found?.history.add(record),
  };
}

/**
 * Reads back what the stores hold of the last days: starts, ends and proven collectors' records, each once. An end is
 * taken as it is filed; that it was signed is not looked at. Raises what readers raise.
 */
async function readHistory(question: HistoryQuestion, signal: AbortSignal): Promise<CollectedHistory> {
  const { stores, now, days } = question;
  const listing = {
    from: new Date(now.getTime() - days * DAY),
    until: new Date(now.getTime() + 1),
    read: 'whole',
  } as const;
  let found = new Map<string, Read>();
  for (const { sink, reader } of stores) {
    for await (const entry of reader.list(listing, signal)) {
      const record = recordIn(entry);
      // A store may list what came late too.
      if (record && timeOf(record) >= listing.from.getTime())
        found.set(`${entry.recordId} ${entry.phase} ${entry.digest}`, { record, entry, sink });
      if (found.size > 2 * MOST_RECORDS) found = newest(found);
    }
  }
  const all = [...newest(found).values()];
  const own = all.filter(({ record }) => record.phase !== 'collector').map(({ record }) => record);
  const seen = await provenOf(all, question, signal);
  return {
    history: createHistory([...own, ...seen]),
    collected: new Set(seen.map(({ pipeline }) => `${pipeline.runId}/${pipeline.runAttempt}`)),
  };
}

function recordIn(entry: StoredEntry): AccessRecord | undefined {
  if (entry.view !== undefined || entry.phase === 'checkpoint' || entry.document === undefined) return undefined;
  if (checkStored(entry).some(({ status }) => status === 'failed')) return undefined;
  return AccessRecord.safeParse(entry.document).data;
}

function newest(found: ReadonlyMap<string, Read>): Map<string, Read> {
  const inOrder = [...found].sort(([, a], [, b]) => timeOf(b.record) - timeOf(a.record));
  return new Map(inOrder.slice(0, MOST_RECORDS));
}

async function provenOf(
  all: readonly Read[],
  { signatures }: HistoryQuestion,
  signal: AbortSignal,
): Promise<AccessRecord[]> {
  const proven: AccessRecord[] = [];
  for (const { record, entry, sink } of all.filter((each) => each.record.phase === 'collector').slice(0, MOST_PROVEN)) {
    const reader = { read: () => only(entry), list: () => only(entry) };
    const stored = await verifyStored({ recordId: entry.recordId, stores: [{ sink, reader }], signatures }, signal);
    if (stored.proven.length > 0) proven.push(record);
  }
  return proven;
}

async function* only(entry: StoredEntry): AsyncGenerator<StoredEntry> {
  yield entry;
}
