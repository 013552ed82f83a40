import * as z from 'zod/mini';
import { DoorlogError } from '../../errors.ts';
import { jsonOrNothing } from '../../json.ts';
import type { HttpResponse, Listing, LogReader, StoredEntry } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { type Cluster, type ClusterConfig, clusterOf } from './cluster.ts';

/** Documents to a page: each may hold a whole record with its bundle. */
const PAGE = 20;
/** Documents to a page without their record and bundle. */
const PAGE_OF_NAMES = 1000;
/** What names a copy and says when it came. */
const NAMES = [
  '@timestamp',
  'event.id',
  'event.hash',
  'event.ingested',
  'doorlog.recordId',
  'doorlog.phase',
  'doorlog.digest',
];
const MOST_REPLY_BYTES = 64 * 1024 * 1024;
/** How long the cluster keeps its place between two pages. */
const KEEP = '1m';

/** A page of a search. What is in the documents anybody may have made who can write there. */
const Page = z.object({
  _scroll_id: z.optional(z.string()),
  timed_out: z.optional(z.boolean()),
  _shards: z.object({ failed: z.number() }),
  hits: z.object({
    hits: z.array(z.object({ _index: z.string(), _id: z.string(), _source: z.optional(z.unknown()) })),
  }),
});
type Page = z.infer<typeof Page>;
type Hit = Page['hits']['hits'][number];

/** A search, as far as the pages depend on it. */
interface Query extends Readonly<Record<string, unknown>> {
  readonly size: number;
}

/** What a document says of its record, as far as it is of the type that it should be. */
const Source = z.object({
  '@timestamp': z.optional(z.unknown()),
  event: z.optional(z.unknown()),
  doorlog: z.optional(z.unknown()),
});

/**
 * Reads back what the monthly indices of a cluster hold of a record, by the search and scroll APIs of Elasticsearch and
 * OpenSearch. Raises `input-invalid` for secrets that don't fit together.
 */
export function createClusterReader(
  config: ClusterConfig,
  surroundings: Pick<SinkSurroundings, 'http' | 'secrets' | 'secretNames'>,
): LogReader {
  const cluster = clusterOf(config, surroundings);
  const reading = (signal: AbortSignal) => ({ cluster, pattern: `${config.prefix}-*`, signal });
  return {
    read: (recordId, signal) => readRecord(reading(signal), recordId),
    list: (listing, signal) => listRecords(reading(signal), listing),
  };
}

interface Reading {
  readonly cluster: Cluster;
  /** Of the indices. */
  readonly pattern: string;
  readonly signal: AbortSignal;
}

async function* readRecord(reading: Reading, recordId: string): AsyncGenerator<StoredEntry> {
  // Both fields: a document under the wrong one of them is a copy that somebody meddled with, and is shown as such.
  const should = [{ term: { 'event.id': recordId } }, { term: { 'doorlog.recordId': recordId } }];
  const body = { size: PAGE, query: { bool: { should, minimum_should_match: 1 } } };
  for await (const hit of hitsOf(reading, body)) yield storedEntry(hit, recordId);
}

async function* listRecords(reading: Reading, { from, until, read }: Listing): AsyncGenerator<StoredEntry> {
  const range = { gte: from.toISOString(), lt: until.toISOString(), format: 'strict_date_time' };
  const should = [{ range: { '@timestamp': range } }, { range: { 'event.ingested': range } }];
  const body = {
    query: { bool: { should, minimum_should_match: 1 } },
    ...(read === 'names' ? { size: PAGE_OF_NAMES, _source: { includes: [...NAMES, 'doorlog.view'] } } : { size: PAGE }),
  };
  for await (const hit of hitsOf(reading, body)) {
    const entry = storedEntry(hit);
    // Somebody else's document, in an index that is not ours alone.
    if (entry.recordId !== '') yield entry;
  }
}

async function* hitsOf(reading: Reading, query: Query): AsyncGenerator<Hit> {
  const pattern = encodeURIComponent(reading.pattern);
  const path = `/${pattern}/_search?scroll=${KEEP}&allow_partial_search_results=false`;
  let page = await askFor(reading, path, { ...query, sort: ['_doc'] });
  let scroll = page._scroll_id;
  try {
    while (page.hits.hits.length > 0) {
      yield* page.hits.hits;
      if (page.hits.hits.length < query.size || scroll === undefined) return;
      page = await askFor(reading, '/_search/scroll', { scroll: KEEP, scroll_id: scroll });
      scroll = page._scroll_id ?? scroll;
    }
  } finally {
    if (scroll !== undefined) await forget(reading, scroll);
  }
}

async function askFor(reading: Reading, path: string, body: unknown): Promise<Page> {
  const { cluster, pattern, signal } = reading;
  const response = await cluster.http({
    service: cluster.service,
    method: 'POST',
    url: cluster.url + path,
    headers: { ...cluster.headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    maxBytes: MOST_REPLY_BYTES,
    timeout: 60_000,
    signal,
  });
  if (response.status !== 200) throw refusal(cluster.service, pattern, response);
  const page = z.safeParse(Page, jsonOrNothing(response.body)).data;
  if (page === undefined) {
    const sentence = `${cluster.service} answers a search with something else; check that the url is a cluster's.`;
    throw new DoorlogError('http-reply-invalid', sentence);
  }
  if (page.timed_out === true || page._shards.failed > 0) {
    const sentence = `${cluster.service} could not search all of ${pattern}; see to its health and read again.`;
    throw new DoorlogError('http-reply-invalid', sentence);
  }
  return page;
}

function refusal(service: string, pattern: string, { status }: HttpResponse): DoorlogError {
  if (status === 401) {
    return new DoorlogError('http-status', `${service} does not accept the credentials; give those of a reader.`);
  }
  const mend = status === 403 ? 'give the role of the reader that doorlog setup installs' : 'check the url';
  return new DoorlogError('http-status', `${service} lets nobody search ${pattern} (status ${status}); ${mend}.`);
}

/** The cluster forgets by itself what could not be forgotten here. */
async function forget({ cluster, signal }: Reading, scroll: string): Promise<void> {
  try {
    await cluster.http({
      service: cluster.service,
      method: 'DELETE',
      url: `${cluster.url}/_search/scroll`,
      headers: { ...cluster.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ scroll_id: scroll }),
      retries: 0,
      signal,
    });
  } catch {
    // Nothing depends on it.
  }
}

/** A document as an entry; what it does not say is empty, so that it is seen and fails where it is compared. */
function storedEntry({ _index, _id, _source }: Hit, asked?: string): StoredEntry {
  const source = z.safeParse(Source, _source).data;
  const own = membersOf(source?.doorlog);
  const event = membersOf(source?.event);
  const recordId = textOf(own.recordId) ?? asked ?? textOf(event.id) ?? '';
  const phase = textOf(own.phase) ?? '';
  const bundle = textOf(own.bundle);
  const arrivedAt = textOf(event.ingested);
  const time = Date.parse(textOf(source?.['@timestamp']) ?? '');
  const isAttested = own.view === 'attested' || _id.startsWith(`${recordId}-${phase}.attested-`);
  return {
    location: `${_index}/${_id}`,
    key: _id,
    recordId,
    phase,
    digest: textOf(own.digest) ?? textOf(event.hash) ?? '',
    ...(isAttested && { view: 'attested' }),
    ...documentOf(own),
    ...(bundle !== undefined && { bundle }),
    ...(!Number.isNaN(time) && { time: new Date(time).toISOString() }),
    ...(arrivedAt !== undefined && { arrivedAt }),
  };
}

function documentOf({ record, recordText }: Readonly<Record<string, unknown>>): { readonly document?: unknown } {
  if (record !== undefined) return { document: record };
  const document = typeof recordText === 'string' ? jsonOrNothing(recordText) : undefined;
  return document === undefined ? {} : { document };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
