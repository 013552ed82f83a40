import { randomBytes } from 'node:crypto';
import { codeOf, sentenceOf } from '../errors.ts';
import { backoff, pause } from '../net/retry.ts';
import type { DeliverOptions, Delivery, Http, LogEntry, Sink } from '../ports.ts';
import type { ElasticsearchSinkConfig } from './config.ts';
import { ecsDocument, type RecordForm } from './ecs.ts';
import { type CreateResult, PASSING_STATUSES, readBulkReply } from './elasticsearch-reply.ts';
import { authorizationOf, INPUT_NAMES, type SecretNames, type SinkSecrets } from './secrets.ts';

/** The caller's signal is the deadline; this only keeps a request from outliving everything. */
const LONGEST_REQUEST = 15 * 60 * 1000;
const MOST_TURNS = 100;
const MOST_REPLY_BYTES = 1024 * 1024;

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
  const target: Target = { config, url: `${config.url.replace(/\/+$/, '')}/_bulk`, headers, http: options.http };
  return {
    name: config.name,
    required: config.required,
    deliver: (entry, deliverOptions) => store(target, entry, deliverOptions),
  };
}

interface Target {
  readonly config: ElasticsearchSinkConfig;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly http: Http;
}

/** The index of an entry: prefix, year and month of its own time in UTC. */
export function indexOf(prefix: string, time: string): string {
  const date = new Date(time);
  // A time that is none must not keep the record out of the log.
  const month = Number.isNaN(date.getTime()) ? 'undated' : date.toISOString().slice(0, 7).replace('-', '.');
  return `${prefix}-${month}`;
}

async function store(target: Target, entry: LogEntry, options: DeliverOptions): Promise<Delivery> {
  const index = indexOf(target.config.prefix, entry.time);
  const id = `${entry.recordId}-${entry.phase}-${entry.digest}`;
  const own = await create(target, entry, { index, id, ...options });
  if (own.kind !== 'taken') return conclude(target, own, `${index}/${id}`);
  if (own.expected) return { sink: target.config.name, status: 'already-there', location: `${index}/${id}` };
  // Nobody but the writer's credential can have made it, and not with this record: keep the true one beside it.
  const spare = `${id}-${randomBytes(4).toString('hex')}`;
  const other = await create(target, entry, { index, id: spare, ...options });
  if (other.kind !== 'created' && other.kind !== 'taken') return conclude(target, other, `${index}/${spare}`);
  const reason = `The document id ${id} was taken before the first attempt; the record is stored under another id.`;
  return { sink: target.config.name, status: 'conflict', location: `${index}/${spare}`, reason };
}

type Outcome =
  | Exclude<CreateResult, { kind: 'taken' }>
  /** `expected`: an earlier attempt of ours may have stored it. */
  | { readonly kind: 'taken'; readonly expected: boolean }
  | { readonly kind: 'out-of-time'; readonly reason: string };

interface Place extends DeliverOptions {
  readonly index: string;
  readonly id: string;
}

/** Creates one document, as often as it takes until the store has an answer or the signal fires. */
async function create(target: Target, entry: LogEntry, place: Place): Promise<Outcome> {
  let expected = place.triedBefore;
  let form: RecordForm = 'object';
  for (let turn = 1; ; turn++) {
    if (place.signal.aborted) return { kind: 'out-of-time', reason: 'there was no time left' };
    let attempts = 0;
    const sent = await send(target, place, bodyOf(entry, place, form), (attempt) => {
      attempts = attempt;
    });
    // A cut connection or a gateway's fault does not say whether the document went in.
    expected ||= attempts > 1;
    if (sent.kind === 'taken') return { kind: 'taken', expected };
    if (sent.kind === 'unfit' && form === 'object') {
      form = 'text';
    } else if (sent.kind === 'busy' && turn < MOST_TURNS) {
      await pause(backoff(turn), place.signal);
      if (place.signal.aborted) return sent;
    } else {
      return sent;
    }
  }
}

function bodyOf(entry: LogEntry, { index, id }: Place, form: RecordForm): string {
  return `${JSON.stringify({ create: { _index: index, _id: id } })}\n${JSON.stringify(ecsDocument(entry, form))}\n`;
}

async function send(
  { config, http, url, headers }: Target,
  { id, signal }: Place,
  body: string,
  onAttempt: (attempt: number) => void,
): Promise<CreateResult | { readonly kind: 'out-of-time'; readonly reason: string }> {
  try {
    const response = await http({
      service: serviceOf(config.name),
      method: 'POST',
      url,
      headers,
      body,
      signal,
      onAttempt,
      timeout: LONGEST_REQUEST,
      retries: MOST_TURNS,
      retryStatuses: PASSING_STATUSES,
      maxBytes: MOST_REPLY_BYTES,
    });
    return readBulkReply(response, id);
  } catch (error) {
    if (signal.aborted) return { kind: 'out-of-time', reason: 'it gave no answer in time' };
    const code = codeOf(error);
    const reason = code === 'internal' ? 'the request failed in an unexpected way' : sentenceOf(error);
    const passing = code === 'http-timeout' || code === 'http-connection';
    return { kind: passing ? 'unavailable' : 'refused', reason };
  }
}

function conclude({ config }: Target, outcome: Exclude<Outcome, { kind: 'taken' }>, location: string): Delivery {
  const sink = config.name;
  if (outcome.kind === 'created') return { sink, status: 'delivered', location };
  const status = outcome.kind === 'refused' || outcome.kind === 'unfit' ? 'failed' : 'pending';
  return { sink, status, reason: `${serviceOf(sink)} did not take the record: ${outcome.reason.replace(/\.$/, '')}.` };
}

function serviceOf(sink: string): string {
  return sink === 'elasticsearch' ? 'Elasticsearch' : `Elasticsearch (sink ${sink})`;
}
