import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { entryOf, firstTry } from '../__tests__/sinks/entries.ts';
import { baseRecord } from '../__tests__/support/base-record.ts';
import { sinkSurroundings } from '../__tests__/support/sink-surroundings.ts';
import { digestOf } from '../src/core/canonical.ts';
import { DoorlogError } from '../src/errors.ts';
import { entryKey } from '../src/model/entry-key.ts';
import { createHttp } from '../src/net/http.ts';
import type { Http, LogEntry, StoredEntry } from '../src/ports.ts';
import { examineCluster } from '../src/sinks/elasticsearch/examine.ts';
import { createClusterReader } from '../src/sinks/elasticsearch/reader.ts';
import { storageSteps } from '../src/sinks/elasticsearch/setup.ts';
import { createElasticsearchSink } from '../src/sinks/elasticsearch/sink.ts';
import { openSearchSetupSteps } from '../src/sinks/opensearch/setup.ts';
import { OpenSearchSinkConfig } from '../src/sinks/opensearch/type.ts';
import { type OpenSearch, startOpenSearch } from './stack/opensearch.ts';

const ANY_TIME = new AbortController().signal;

describe('a real OpenSearch', () => {
  let store: OpenSearch;

  beforeAll(async () => {
    store = await startOpenSearch();
  });

  afterAll(async () => {
    await store?.stop();
  });

  function configured(changes: Record<string, unknown> = {}) {
    return OpenSearchSinkConfig.parse({ type: 'opensearch', url: store.url, ...changes });
  }

  function newSink(http: Http = createHttp({}), prefix = 'doorlog') {
    return createElasticsearchSink(configured({ prefix }), sinkSurroundings({ http }));
  }

  /** What the store holds of a record, by the reader that people use. */
  async function storedOf({ recordId }: LogEntry, prefix = 'doorlog'): Promise<StoredEntry[]> {
    await store.ask('POST', `/${prefix}-*/_refresh`);
    const found: StoredEntry[] = [];
    const reader = createClusterReader(configured({ prefix }), sinkSurroundings());
    for await (const entry of reader.read(recordId, ANY_TIME)) found.push(entry);
    return found;
  }

  async function examinations(prefix: string) {
    const seen = await examineCluster(configured({ prefix }), sinkSurroundings(), ANY_TIME);
    return Object.fromEntries(seen.map(({ check, result }) => [check, result]));
  }

  it('warns of a missing template before anything is installed', async () => {
    expect(await examinations('bare')).toMatchObject({ version: 'fine', 'index template': 'warning', indices: 'fine' });
  });

  it('takes pipeline and template as often as they are installed', async () => {
    for (const { path, body } of [...storageSteps('doorlog'), ...storageSteps('doorlog')]) {
      expect(await store.ask('PUT', path, JSON.stringify(body))).toMatchObject({ status: 200 });
    }
  });

  it('refuses the roles with a status of their own when it has no security plugin', async () => {
    const roles = openSearchSetupSteps('doorlog').filter(({ path }) => path.startsWith('/_plugins/_security/'));
    expect(roles).toHaveLength(2);
    for (const { path, body } of roles) {
      const { status, body: said } = await store.ask('PUT', path, JSON.stringify(body));
      expect({ status, said }).toEqual({ status: 400, said: expect.stringContaining('no handler found') });
    }
  });

  it('is examined with nothing to mend but its missing guard when it is set up', async () => {
    await newSink().deliver(entryOf(90, { time: new Date().toISOString() }), firstTry());
    expect(await examinations('doorlog')).toEqual({
      certificate: 'warning',
      credentials: 'warning',
      version: 'fine',
      'index template': 'fine',
      'time of arrival': 'fine',
      indices: 'fine',
      'this month’s index': 'fine',
      lifecycle: 'fine',
      disk: expect.any(String),
    });
  });

  it('holds a whole record and its bundle as they were given when they are read back', async () => {
    const document = JSON.parse(JSON.stringify(baseRecord())) as Record<string, unknown>;
    const entry = entryOf(1, { document, digest: digestOf(document), bundle: '{"mediaType":"x"}' });
    expect(await newSink().deliver(entry, firstTry())).toMatchObject({ status: 'delivered' });
    const [stored, ...others] = await storedOf(entry);
    expect(others).toEqual([]);
    expect(stored).toMatchObject({
      key: entryKey(entry),
      phase: 'end',
      digest: entry.digest,
      document,
      bundle: entry.bundle,
    });
    expect(Math.abs(Date.parse(stored?.arrivedAt ?? '') - Date.now())).toBeLessThan(600_000);
    expect(await newSink().confirm?.(entry, ANY_TIME)).toMatchObject({ confirmed: true });
  });

  it('lists a span by name without the record, and whole with it', async () => {
    const entry = entryOf(77, { time: '2019-05-05T05:05:05.000Z', bundle: '{"m":1}' });
    await newSink().deliver(entry, firstTry());
    await store.ask('POST', '/doorlog-*/_refresh');
    const reader = createClusterReader(configured(), sinkSurroundings());
    const span = { from: new Date('2019-05-05T05:05:05Z'), until: new Date('2019-05-06T00:00:00Z') };
    const found: StoredEntry[] = [];
    for await (const each of reader.list({ ...span, read: 'names' }, ANY_TIME)) found.push(each);
    for await (const each of reader.list({ ...span, read: 'whole' }, ANY_TIME)) found.push(each);
    expect(found).toMatchObject([
      { key: entryKey(entry), digest: entry.digest },
      { document: entry.document, bundle: '{"m":1}' },
    ]);
    expect(found[0]).not.toHaveProperty('document');
  });

  it('holds one document when an entry is delivered twice', async () => {
    const entry = entryOf(2);
    await newSink().deliver(entry, firstTry());
    expect(await newSink().deliver(entry, firstTry({ key: 'tried' }))).toMatchObject({ status: 'already-there' });
    expect(await storedOf(entry)).toHaveLength(1);
  });

  it('holds one document when the first answer was lost', async () => {
    const entry = entryOf(3);
    expect(await newSink(losing(1)).deliver(entry, firstTry())).toMatchObject({ status: 'already-there' });
    expect(await storedOf(entry)).toHaveLength(1);
  });

  it('keeps the true record beside the other when its key was squatted first', async () => {
    const entry = entryOf(4);
    const squat = { doorlog: { recordId: entry.recordId, phase: 'end', digest: '0'.repeat(64) } };
    const place = `/doorlog-2026.03/_create/${entryKey(entry)}`;
    expect(await store.ask('PUT', place, JSON.stringify(squat))).toMatchObject({ status: 201 });
    expect(await newSink().deliver(entry, firstTry())).toMatchObject({ status: 'conflict' });
    const digests = (await storedOf(entry)).map(({ digest }) => digest);
    expect(new Set(digests)).toEqual(new Set([entry.digest, '0'.repeat(64)]));
  });

  it('stamps the time of arrival itself when the writer claims another one', async () => {
    const { recordId } = entryOf(5);
    const claimed = {
      event: { id: recordId, ingested: '1999-01-01T00:00:00Z' },
      'event.ingested': '1999-01-01T00:00:00Z',
    };
    await store.ask('PUT', '/doorlog-2026.03/_create/claimed', JSON.stringify(claimed));
    const [stored] = await storedOf(entryOf(5));
    expect(Date.parse(stored?.arrivedAt ?? '')).toBeGreaterThan(Date.parse('2020-01-01T00:00:00Z'));
  });

  it.each([
    ['names with dots', { 'a.b': 1, a: 'text', 'c..d': [], '.': {} }],
    ['an empty name', { matrix: { '': 'x' } }],
    ['one name for several types', { matrix: [{ os: 'linux' }, { os: { name: 'linux' } }, { os: 7 }] }],
    ['a long text', { note: 'x'.repeat(40_000) }],
  ])('takes a record as it is when it has %s', async (_, more) => {
    const document = { ...entryOf(6).document, more };
    const entry = entryOf(6, { document, recordId: digestOf(document) });
    expect(await newSink().deliver(entry, firstTry())).toMatchObject({ status: 'delivered' });
    expect(await storedOf(entry)).toEqual([expect.objectContaining({ document, digest: entry.digest })]);
  });

  it('holds every entry of a batch once when the batch is sent again after a lost answer', async () => {
    const entries = Array.from({ length: 600 }, (_, number) =>
      entryOf(1_000 + number, { recordId: entryOf(7).recordId }),
    );
    const batch = entries.map((entry) => ({ entry, key: 'unused' as const }));
    const deliveries = await newSink(losing(2)).deliverBatch?.(batch, { signal: ANY_TIME });
    expect(new Set(deliveries?.map(({ status }) => status))).toEqual(new Set(['delivered', 'already-there']));
    const keys = (await storedOf(entryOf(7))).map(({ key }) => key ?? '');
    expect(keys).toHaveLength(600);
    expect(new Set(keys)).toEqual(new Set(entries.map(entryKey)));
  });

  it('says so when the month’s index is a data stream or takes no documents', async () => {
    const now = new Date().toISOString().slice(0, 7).replace('-', '.');
    const template = JSON.stringify({ index_patterns: ['stream-*'], data_stream: {}, priority: 900 });
    expect(await store.ask('PUT', '/_index_template/stream', template)).toMatchObject({ status: 200 });
    expect(await examinations('stream')).toMatchObject({ 'index template': 'warning' });
    expect(await store.ask('PUT', `/_data_stream/stream-${now}`)).toMatchObject({ status: 200 });
    expect(await examinations('stream')).toMatchObject({ indices: 'warning' });

    const blocked = JSON.stringify({ 'index.blocks.write': true });
    expect(await store.ask('PUT', `/doorlog-${now}/_settings`, blocked)).toMatchObject({ status: 200 });
    expect(await examinations('doorlog')).toMatchObject({ 'this month’s index': 'failed' });
  });

  it('counts every document once when all is over', async () => {
    await store.ask('POST', '/doorlog-*/_refresh');
    const { body } = await store.ask('GET', '/doorlog-2026.03/_count');
    // Entries 1 to 4, one squatter, one that claims its arrival, four odd ones and the batch.
    expect(z.object({ count: z.number() }).parse(JSON.parse(body)).count).toBe(4 + 1 + 1 + 4 + 600);
  });
});

/** HTTP that really sends, and loses the answers to the first bulk requests. */
function losing(answers: number): Http {
  const http = createHttp({});
  let left = answers;
  return async (request) => {
    const response = await http(request);
    if (!request.url.endsWith('/_bulk') || left-- <= 0) return response;
    throw new DoorlogError('http-connection', 'The connection was cut.', { cause: { code: 'ECONNRESET' } });
  };
}
