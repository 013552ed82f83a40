import { DoorlogError } from '../../errors.ts';
import type { HttpResponse, LogReader, StoredEntry } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { createS3Client, type S3Client } from './client.ts';
import { keyStart, namedBy, type ObjectKind, UNDATED } from './keys.ts';
import { ask, list, type ObjectVersion, refused } from './listing.ts';
import { contentOf, type StoredContent } from './stored-content.ts';
import type { S3SinkConfig } from './type.ts';

/** How many days are looked at side by side. */
const SIDE_BY_SIDE = 12;

/** One version that was read. */
interface Copy {
  readonly version: ObjectVersion;
  readonly name: NonNullable<ReturnType<typeof namedBy>>;
  readonly content: StoredContent;
  readonly lock: StoredEntry['lock'];
}

/** Reads a bucket by record id. */
export interface S3Reader extends LogReader {
  /**
   * As LogReader says. `days`, as they stand in keys (`2026/03/31`), are those to look at; left out, every day on which
   * there are records, which is a request for each.
   */
  read(recordId: string, signal: AbortSignal, days?: readonly string[]): AsyncIterable<StoredEntry>;
}

/**
 * The reader of a bucket: every version of every object of a record, also of those that a deletion hides, each locked one
 * joined with the log view that is kept apart from it. Raises `input-invalid` for secrets that don’t fit.
 */
export async function createS3Reader(config: S3SinkConfig, surroundings: SinkSurroundings): Promise<S3Reader> {
  const client = await createS3Client(config, surroundings);
  return {
    async *read(recordId, signal, days) {
      if (!/^[\w.:-]{1,200}$/.test(recordId)) throw new DoorlogError('usage', 'That is no record id.');
      const all = days ?? (await daysIn(client, config.prefix, signal));
      const found = await sideBySide([...all].sort().reverse(), (day) =>
        copiesOf(client, config, { recordId, day }, signal),
      );
      yield* found.flat();
    },
  };
}

async function copiesOf(
  client: S3Client,
  config: S3SinkConfig,
  { recordId, day }: { readonly recordId: string; readonly day: string },
  signal: AbortSignal,
): Promise<StoredEntry[]> {
  const [records, erasable] = await Promise.all(
    (['records', 'erasable'] as const).map((kind) =>
      copiesBelow(client, keyStart(config.prefix, kind, day, recordId), recordId, signal),
    ),
  );
  const joined = new Set<Copy>();
  const entries = (records ?? []).map((copy) => {
    const beside = erasable?.find(({ name, version }) => name.id === copy.name.id && version.isLatest);
    const other = beside ?? erasable?.find(({ name }) => name.id === copy.name.id);
    if (other) joined.add(other);
    return storedEntry(config.bucket, copy, other?.content.document);
  });
  const alone = (erasable ?? []).filter((copy) => !joined.has(copy));
  return [...entries, ...alone.map((copy) => storedEntry(config.bucket, copy, undefined))];
}

function storedEntry(bucket: string, { version, name, content, lock }: Copy, beside: unknown): StoredEntry {
  const { id, recordId, phase, digest, view } = name;
  const document = content.document ?? beside;
  const { attested, bundle } = content;
  return {
    location: `s3://${bucket}/${version.key}${version.versionId === undefined ? '' : `?versionId=${version.versionId}`}`,
    key: id,
    recordId,
    phase,
    digest,
    ...(view && { view }),
    ...(document !== undefined && { document }),
    ...(attested !== undefined && { attested }),
    ...(bundle !== undefined && { bundle }),
    arrivedAt: version.arrivedAt,
    ...(lock && { lock }),
  };
}

async function copiesBelow(client: S3Client, prefix: string, recordId: string, signal: AbortSignal): Promise<Copy[]> {
  const { versions } = await list(client, { prefix }, signal);
  const named = versions.flatMap((version) => {
    const name = namedBy(version.key, recordId);
    return name ? [{ version, name }] : [];
  });
  const copies = await sideBySide(named, async ({ version, name }) => {
    const response = await objectOf(client, version, signal);
    // Erased since it was listed.
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw refused(client, response, 's3:GetObjectVersion');
    return { version, name, content: contentOf(response.body.toString('utf8'), name), lock: lockOf(response) };
  });
  return copies.filter((copy) => copy !== undefined);
}

function objectOf(client: S3Client, { key, versionId }: ObjectVersion, signal: AbortSignal): Promise<HttpResponse> {
  const query = versionId === undefined ? [] : [['versionId', versionId] as const];
  return ask(client, { method: 'GET', key, query }, signal);
}

/** The headers of GetObject tell of a lock those who may see it (s3:GetObjectRetention, s3:GetObjectLegalHold). */
function lockOf({ headers }: HttpResponse): StoredEntry['lock'] {
  const mode = headers['x-amz-object-lock-mode'];
  const until = Date.parse(headers['x-amz-object-lock-retain-until-date'] ?? '');
  const legalHold = headers['x-amz-object-lock-legal-hold'] === 'ON';
  if (mode === undefined && !legalHold) return undefined;
  return {
    mode: mode !== undefined && /^[A-Z]{1,20}$/.test(mode) ? mode : 'LEGAL HOLD',
    ...(!Number.isNaN(until) && { until: new Date(until).toISOString() }),
    ...(legalHold && { legalHold }),
  };
}

/** Every day that has an object, by the parts that keys have in common. */
async function daysIn(client: S3Client, prefix: string, signal: AbortSignal): Promise<string[]> {
  const kinds: ObjectKind[] = ['records', 'erasable'];
  const perKind = await Promise.all(
    kinds.map(async (kind) => {
      const top = `${prefix}${kind}/`;
      const below = async (folders: readonly string[]) =>
        (await sideBySide(folders, (folder) => list(client, { prefix: folder, delimiter: '/' }, signal))).flatMap(
          ({ folders }) => folders,
        );
      const years = await below([top]);
      const months = await below(years.filter((year) => year !== `${top}${UNDATED}/`));
      const days = [...(await below(months)), ...years.filter((year) => year === `${top}${UNDATED}/`)];
      return days.map((day) => day.slice(top.length, -1));
    }),
  );
  return [...new Set(perKind.flat())];
}

async function sideBySide<In, Out>(items: readonly In[], action: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  const left = items.entries();
  const work = async () => {
    for (const [index, item] of left) results[index] = await action(item);
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, items.length) }, work));
  return results;
}
