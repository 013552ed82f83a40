import { entryKey } from '../../model/entry-key.ts';
import type { DeliverOptions, Delivery, LogEntry, Sink } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { storeOnce } from '../store-once.ts';
import { authorizationOf } from './authorization.ts';
import { create } from './create.ts';
import { readBack } from './read-back.ts';
import type { ElasticsearchSinkConfig } from './type.ts';

/**
 * A sink that creates one document per entry by the bulk API of Elasticsearch or OpenSearch, in the plain monthly
 * index of the entry's own time (a data stream tells duplicates apart only within its current backing index).
 * Raises `input-invalid` for secrets that don't fit together.
 */
export function createElasticsearchSink(
  config: ElasticsearchSinkConfig,
  options: Pick<SinkSurroundings, 'http' | 'secrets' | 'secretNames'>,
): Sink {
  const headers = {
    'content-type': 'application/x-ndjson',
    accept: 'application/json',
    ...authorizationOf(options.secrets, options.secretNames),
  };
  const service = config.name === 'elasticsearch' ? 'Elasticsearch' : `Elasticsearch (sink ${config.name})`;
  const target = { service, url: `${config.url.replace(/\/+$/, '')}/_bulk`, headers, http: options.http };
  function store(entry: LogEntry, { signal, key, noteKey }: DeliverOptions): Promise<Delivery> {
    const index = indexOf(config.prefix, entry.time);
    return storeOnce({
      sink: config.name,
      service,
      id: entryKey(entry),
      key,
      noteKey,
      createAt: (id, mayBeOurs) => create(target, entry, { index, id, signal, mayBeOurs }),
      locationOf: (id) => `${index}/${id}`,
    });
  }

  return {
    name: config.name,
    required: config.required,
    deliver: store,
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
