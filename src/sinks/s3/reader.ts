import { DoorlogError } from '../../errors.ts';
import type { LogReader, StoredEntry } from '../../ports.ts';
import { sideBySide } from '../../side-by-side.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { createS3Client, type S3Client, SIDE_BY_SIDE } from './client.ts';
import { type Copy, joined, readCopies } from './copies.ts';
import { daysIn } from './days.ts';
import { keyStart, namedBy } from './keys.ts';
import { listEntries } from './list-entries.ts';
import { list } from './listing.ts';
import type { S3SinkConfig } from './type.ts';

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
      const found = await sideBySide([...all].sort().reverse(), SIDE_BY_SIDE, (day) =>
        copiesOf(client, config, { recordId, day }, signal),
      );
      yield* found.flat();
    },
    list: (listing, signal) => listEntries(client, config, listing, signal),
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
  return joined(config.bucket, records ?? [], erasable ?? []);
}

async function copiesBelow(client: S3Client, prefix: string, recordId: string, signal: AbortSignal): Promise<Copy[]> {
  const { versions } = await list(client, { prefix }, signal);
  const named = versions.flatMap((version) => {
    const name = namedBy(version.key, recordId);
    return name ? [{ version, name }] : [];
  });
  return readCopies(client, named, signal);
}
