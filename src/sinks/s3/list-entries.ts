import type { StoredEntry, Listing as WantedEntries } from '../../ports.ts';
import type { S3Client } from './client.ts';
import { joined, type NamedVersion, readCopies, unread } from './copies.ts';
import { daysIn } from './days.ts';
import { dayOf, dayStart, namedByItself, type ObjectKind, UNDATED } from './keys.ts';
import { listPages } from './listing.ts';
import type { S3SinkConfig } from './type.ts';

const DAY = 24 * 60 * 60 * 1000;
/** From so many days on, asking which of them have records costs less than asking for each. */
const MANY_DAYS = 40;
/** Entries that are read side by side. */
const BATCH = 12;

/**
 * What a bucket holds of the days of a span, whole days, as keys tell no more of a record’s time, and what has no day at
 * all; names cost no request but the listings’.
 */
export async function* listEntries(
  client: S3Client,
  config: S3SinkConfig,
  { from, until, read }: WantedEntries,
  signal: AbortSignal,
): AsyncGenerator<StoredEntry> {
  for (const day of await daysOf(client, config, { from, until }, signal)) {
    let batch: Group[] = [];
    const entries = async () => {
      const [records, erasable] = await Promise.all(
        (['records', 'erasable'] as const).map(async (kind) => {
          const named = batch.flatMap((group) => group[kind]);
          return read === 'names' ? named.map(unread) : readCopies(client, named, signal);
        }),
      );
      batch = [];
      return joined(config.bucket, records ?? [], erasable ?? []);
    };
    for await (const group of groupsOf(client, config, day, signal)) {
      batch.push(group);
      if (batch.length >= BATCH) yield* await entries();
    }
    yield* await entries();
  }
}

/** All versions of one entry. */
type Group = Readonly<Record<ObjectKind, readonly NamedVersion[]>> & { readonly id: string };

/** Both kinds come in the order of their keys, so that the halves of an entry meet without the day being held. */
async function* groupsOf(
  client: S3Client,
  { prefix }: S3SinkConfig,
  day: string,
  signal: AbortSignal,
): AsyncGenerator<Group> {
  const records = runsOf(client, dayStart(prefix, 'records', day), signal);
  const erasable = runsOf(client, dayStart(prefix, 'erasable', day), signal);
  let [record, other] = await Promise.all([records.next(), erasable.next()]);
  while (!record.done || !other.done) {
    const order = compared(record.done ? undefined : record.value.key, other.done ? undefined : other.value.key);
    const first = order <= 0 ? record.value : other.value;
    if (!first) return;
    yield {
      id: first.key,
      records: order <= 0 && record.value ? record.value.versions : [],
      erasable: order >= 0 && other.value ? other.value.versions : [],
    };
    if (order <= 0) record = await records.next();
    if (order >= 0) other = await erasable.next();
  }
}

interface Run {
  /** Last part of the key. */
  readonly key: string;
  readonly versions: readonly NamedVersion[];
}

async function* runsOf(client: S3Client, prefix: string, signal: AbortSignal): AsyncGenerator<Run, undefined> {
  let run: { key: string; versions: NamedVersion[] } | undefined;
  for await (const { versions } of listPages(client, { prefix }, signal)) {
    for (const version of versions) {
      const name = namedByItself(version.key);
      if (!name) continue;
      const key = version.key.slice(prefix.length);
      if (run?.key !== key) {
        if (run) yield run;
        run = { key, versions: [] };
      }
      run.versions.push({ version, name });
    }
  }
  if (run) yield run;
  return undefined;
}

/** As S3 sorts: by bytes; what is not there comes last. */
function compared(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function daysOf(
  client: S3Client,
  { prefix }: S3SinkConfig,
  { from, until }: Pick<WantedEntries, 'from' | 'until'>,
  signal: AbortSignal,
): Promise<string[]> {
  const first = Math.floor(from.getTime() / DAY);
  const end = Math.ceil(until.getTime() / DAY);
  if (end - first < MANY_DAYS) {
    const days = Array.from({ length: Math.max(end - first, 0) }, (_, number) => dayAt(first + number));
    return [...days, UNDATED];
  }
  const [start, last] = [dayAt(first), dayAt(end - 1)];
  const isWanted = (day: string) => day === UNDATED || (day >= start && day <= last);
  return (await daysIn(client, prefix, signal)).filter(isWanted).sort();
}

function dayAt(number: number): string {
  return dayOf(new Date(number * DAY).toISOString());
}
