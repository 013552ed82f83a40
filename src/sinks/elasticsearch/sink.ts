import { entryKey } from '../../model/entry-key.ts';
import type { BatchEntry, BatchOptions, DeliverOptions, Delivery, KeyState, LogEntry, Sink } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { storeOnce } from '../store-once.ts';
import { authorizationOf } from './authorization.ts';
import { type BulkCreation, type BulkItem, createMany } from './bulk.ts';
import { type ClusterConfig, serviceOf } from './cluster.ts';
import { create } from './create.ts';
import { readBack } from './read-back.ts';

/**
 * A sink that creates one document per entry by the bulk API of Elasticsearch or OpenSearch, in the plain monthly
 * index of the entry's own time (a data stream tells duplicates apart only within its current backing index).
 * Raises `input-invalid` for secrets that don't fit together.
 */
export function createElasticsearchSink(
  config: ClusterConfig,
  options: Pick<SinkSurroundings, 'http' | 'secrets' | 'secretNames'>,
): Sink {
  const headers = {
    'content-type': 'application/x-ndjson',
    accept: 'application/json',
    ...authorizationOf(options.secrets, options.secretNames, config.type),
  };
  const service = serviceOf(config);
  const target = { service, url: `${config.url.replace(/\/+$/, '')}/_bulk`, headers, http: options.http };
  function store(entry: LogEntry, { signal, key, noteKey }: DeliverOptions, found?: BulkCreation): Promise<Delivery> {
    const index = indexOf(config.prefix, entry.time);
    const ownId = entryKey(entry);
    return storeOnce({
      sink: config.name,
      service,
      id: ownId,
      key,
      noteKey,
      async createAt(id, mayBeOurs) {
        const known = id === ownId ? found : undefined;
        if (known !== undefined && known.kind !== 'unfit') return known;
        return create(target, entry, { index, id, signal, mayBeOurs: known?.mayBeOurs ?? mayBeOurs });
      },
      locationOf: (id) => `${index}/${id}`,
    });
  }

  /** One request for many documents; what it leaves to be decided is decided for each by itself, as ever. */
  async function storeMany(
    batch: readonly BatchEntry[],
    { signal, noteKey }: BatchOptions,
  ): Promise<readonly Delivery[]> {
    const items = new Map<string, BulkItem>();
    for (const { entry, key } of batch) {
      const id = entryKey(entry);
      const isFresh = key === 'unused' || key === 'tried';
      const index = indexOf(config.prefix, entry.time);
      if (isFresh && !items.has(id)) items.set(id, { entry, index, id, mayBeOurs: key === 'tried' });
    }
    const creations = await createMany(target, [...items.values()], signal);
    const found = new Map([...items.keys()].map((id, index) => [id, creations[index]]));
    const deliveries = new Map<string, Delivery>();
    for (const { entry, key } of batch) {
      const id = entryKey(entry);
      const options = { signal, key, noteKey: async (state: KeyState) => noteKey?.(entry, state) };
      if (!deliveries.has(id)) deliveries.set(id, await store(entry, options, found.get(id)));
    }
    return batch.flatMap(({ entry }) => deliveries.get(entryKey(entry)) ?? []);
  }

  return {
    name: config.name,
    required: config.required,
    deliver: (entry, deliverOptions) => store(entry, deliverOptions),
    deliverBatch: storeMany,
    async confirm(entry, signal) {
      const id = entryKey(entry);
      const index = indexOf(config.prefix, entry.time);
      const found = await readBack({ ...target, url: config.url.replace(/\/+$/, '') }, entry, { index, id, signal });
      if (found !== 'not-permitted') return found;
      const again = await store(entry, { signal, key: 'tried' });
      return again.status === 'already-there'
        ? {
            confirmed: true,
            how: `The writer may not read ${index}, and a second copy was refused: the first is there.`,
          }
        : { confirmed: false, how: again.reason ?? `The writer may not read ${index}, and a second copy was taken.` };
    },
  };
}

/** The index of an entry: prefix, year and month of its own time in UTC. */
export function indexOf(prefix: string, time: string): string {
  const date = new Date(time);
  // A time that is none must not keep the record out of the log.
  const month = Number.isNaN(date.getTime()) ? 'undated' : date.toISOString().slice(0, 7).replace('-', '.');
  return `${prefix}-${month}`;
}
