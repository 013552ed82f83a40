import { entryKey } from '../../model/entry-key.ts';
import type { BatchEntry, DeliverOptions, Delivery, LogEntry, Sink } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { type Creation, storeOnce } from '../store-once.ts';
import { createS3Client } from './client.ts';
import { createObject, together } from './create.ts';
import { objectKey } from './keys.ts';
import { isApart } from './lock.ts';
import { objectsOf } from './objects.ts';
import { readBack } from './read-back.ts';
import type { S3SinkConfig } from './type.ts';

/** How many entries of a batch are on their way at once: as many as the HTTP module keeps connections. */
const SIDE_BY_SIDE = 16;

/**
 * A sink that creates one object per entry, or two side by side where the log view is kept apart, and never a second one
 * under the same key. Raises `input-invalid` for secrets that don't fit.
 */
export async function createS3Sink(
  config: S3SinkConfig,
  surroundings: Pick<SinkSurroundings, 'http' | 'clock' | 'secrets' | 'secretNames' | 'identityToken'>,
): Promise<Sink> {
  const client = await createS3Client(config, surroundings);
  const { service } = client;

  async function createAt(
    entry: LogEntry,
    id: string,
    place: { signal: AbortSignal; mayBeOurs: boolean },
  ): Promise<Creation> {
    const objects = objectsOf(config, entry, id, client.now());
    return together(await Promise.all(objects.map((object) => createObject(client, object, place))));
  }

  function deliver(entry: LogEntry, { signal, key, noteKey }: DeliverOptions): Promise<Delivery> {
    return storeOnce({
      sink: config.name,
      service,
      id: entryKey(entry),
      key,
      noteKey,
      createAt: (id, mayBeOurs) => createAt(entry, id, { signal, mayBeOurs }),
      locationOf: (id) => `s3://${config.bucket}/${objectKey(config.prefix, 'records', entry.time, id)}`,
    });
  }

  return {
    name: config.name,
    required: config.required,
    ...(isApart(config) && { needsAttested: true }),
    deliver,
    async deliverBatch(batch, { signal, noteKey }) {
      const deliveries: Delivery[] = [];
      const left = batch.entries();
      const work = async () => {
        for (const [index, { entry, key }] of left) {
          const note = noteKey && ((state: BatchEntry['key']) => noteKey(entry, state));
          // Node warns of a signal that many listen to.
          const own = AbortSignal.any([signal]);
          deliveries[index] = await deliver(entry, { signal: own, key, ...(note && { noteKey: note }) });
        }
      };
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
      return deliveries;
    },
    async confirm(entry, signal) {
      const found = await readBack(client, config, entry, signal);
      if (found !== 'not-permitted') return found;
      const again = await deliver(entry, { signal, key: 'tried' });
      return again.status === 'already-there'
        ? { confirmed: true, how: 'The writer may not read, and a second copy was refused: the first is there.' }
        : { confirmed: false, how: again.reason ?? 'The writer may not read, and a second copy was taken.' };
    },
  };
}
