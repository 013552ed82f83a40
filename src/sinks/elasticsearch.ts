import { randomBytes } from 'node:crypto';
import type { DeliverOptions, Delivery, Http, KeyState, LogEntry, Sink } from '../ports.ts';
import type { ElasticsearchSinkConfig } from './config.ts';
import { type Creation, create, type Target } from './elasticsearch-create.ts';
import { readBack } from './elasticsearch-read.ts';
import { authorizationOf, INPUT_NAMES, type SecretNames, type SinkSecrets } from './secrets.ts';

/** What an Elasticsearch sink is made from. */
export interface ElasticsearchOptions {
  readonly http: Http;
  readonly secrets: SinkSecrets;
  readonly secretNames?: SecretNames;
}

/**
 * A sink that creates one document per entry by the bulk API of Elasticsearch or OpenSearch, in the plain monthly
 * index of the entry's own time (a data stream tells duplicates apart only within its current backing index).
 * Raises `input-invalid` for secrets that don't fit together.
 */
export function createElasticsearchSink(config: ElasticsearchSinkConfig, options: ElasticsearchOptions): Sink {
  const headers = {
    'content-type': 'application/x-ndjson',
    accept: 'application/json',
    ...authorizationOf(options.secrets, options.secretNames ?? INPUT_NAMES),
  };
  const service = config.name === 'elasticsearch' ? 'Elasticsearch' : `Elasticsearch (sink ${config.name})`;
  const target = { service, url: `${config.url.replace(/\/+$/, '')}/_bulk`, headers, http: options.http };
  return {
    name: config.name,
    required: config.required,
    deliver: (entry, deliverOptions) => {
      const id = `${entry.recordId}-${entry.phase}-${entry.digest}`;
      const index = indexOf(config.prefix, entry.time);
      return store({ sink: config.name, target, entry, index, id, ...deliverOptions });
    },
    async confirm(entry, signal) {
      const id = `${entry.recordId}-${entry.phase}-${entry.digest}`;
      const index = indexOf(config.prefix, entry.time);
      const found = await readBack({ ...target, url: config.url.replace(/\/+$/, '') }, entry, { index, id, signal });
      if (found !== 'not-permitted') return found;
      const again = await store({ sink: config.name, target, entry, index, id, signal, key: 'tried' });
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

interface Task extends DeliverOptions {
  readonly sink: string;
  readonly target: Target;
  readonly entry: LogEntry;
  readonly index: string;
  readonly id: string;
}

/** The writer can't read, so "taken" proves nothing: it is believed only where an attempt of ours may have stored it. */
async function store(task: Task): Promise<Delivery> {
  const { key, id, sink } = task;
  if (key === 'taken' || key === 'spare-tried') return storeBeside(task);
  const own = await createAt(task, id, key === 'tried');
  if (own.kind !== 'taken') return conclude(task, own, id, { free: 'unused', tried: 'tried' });
  if (own.mayBeOurs) {
    const reason =
      'An earlier attempt whose answer was lost is taken to have stored it; compare the digest on reading.';
    return { sink, status: 'already-there', location: `${task.index}/${id}`, reason };
  }
  await task.noteKey?.('taken');
  return storeBeside(task);
}

/**
 * Nobody but a holder of the writer's credential can have made the other document, and not with this record: the true one
 * is kept beside it, under an id that every later attempt knows too, or where even that is taken, one nobody can guess.
 */
async function storeBeside(task: Task): Promise<Delivery> {
  const spare = `${task.id}-again`;
  const states = { free: 'taken', tried: 'spare-tried' } as const;
  const beside = await createAt(task, spare, task.key === 'spare-tried');
  if (beside.kind !== 'taken') return conclude(task, beside, spare, states);
  if (beside.mayBeOurs) return conflict(task, spare);
  const last = `${spare}-${randomBytes(8).toString('hex')}`;
  const alone = await createAt(task, last, false);
  return alone.kind === 'taken' ? conflict(task, last) : conclude(task, alone, last, { free: 'taken', tried: 'taken' });
}

function createAt({ target, entry, index, signal }: Task, id: string, mayBeOurs: boolean): Promise<Creation> {
  return create(target, entry, { index, id, signal, mayBeOurs });
}

/** The end of an attempt; where nothing is known to be stored, later attempts are told what this one left of the id. */
async function conclude(
  task: Task,
  outcome: Exclude<Creation, { kind: 'taken' }>,
  id: string,
  states: { readonly free: KeyState; readonly tried: KeyState },
): Promise<Delivery> {
  if (outcome.kind === 'created' && id !== task.id) return conflict(task, id);
  if (outcome.kind === 'created') return { sink: task.sink, status: 'delivered', location: `${task.index}/${id}` };
  await task.noteKey?.(outcome.mayBeOurs ? states.tried : states.free);
  const reason = `${task.target.service} did not take the record: ${outcome.reason.replace(/\.$/, '')}.`;
  return { sink: task.sink, status: outcome.kind, reason };
}

function conflict({ sink, index, id }: Task, storedAs: string): Delivery {
  const reason = `The document id ${id} was taken before an attempt could have used it; the record is stored under another id.`;
  return { sink, status: 'conflict', location: `${index}/${storedAs}`, reason };
}
