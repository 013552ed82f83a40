import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entryOf, firstTry } from '../__tests__/sinks/entries.ts';
import { baseRecord } from '../__tests__/support/base-record.ts';
import { sinkSurroundings } from '../__tests__/support/sink-surroundings.ts';
import { digestOf } from '../src/core/canonical.ts';
import { entryKey } from '../src/model/entry-key.ts';
import { createHttp } from '../src/net/http.ts';
import type { Http, LogEntry, StoredEntry } from '../src/ports.ts';
import { examineCluster } from '../src/sinks/elasticsearch/examine.ts';
import { createClusterReader } from '../src/sinks/elasticsearch/reader.ts';
import { setupSteps, storageSteps } from '../src/sinks/elasticsearch/setup.ts';
import { createElasticsearchSink } from '../src/sinks/elasticsearch/sink.ts';
import { ElasticsearchSinkConfig } from '../src/sinks/elasticsearch/type.ts';
import { type Elasticsearch, type StoreUser, startElasticsearch } from './stack/elasticsearch.ts';

const ANY_TIME = new AbortController().signal;

describe('a real Elasticsearch that is examined and read back', () => {
  let store: Elasticsearch;
  let http: Http;
  let writer: StoreUser;
  let reader: StoreUser;

  beforeAll(async () => {
    store = await startElasticsearch();
    http = createHttp({ ca: [await readFile(store.certificateFile, 'utf8')] });
    for (const { path, body } of setupSteps('doorlog')) await put(path, body);
    writer = await newUser('writer', ['doorlog_writer']);
    reader = await newUser('reader', ['doorlog_reader']);
  });

  afterAll(async () => {
    await store?.stop();
  });

  async function put(path: string, body: unknown): Promise<void> {
    const reply = await store.ask(store.admin, 'PUT', path, JSON.stringify(body));
    if (reply.status >= 300) throw new Error(`PUT ${path}: ${reply.status} ${reply.body}`);
  }

  async function newUser(name: string, roles: string[]): Promise<StoreUser> {
    const user = { name, password: randomBytes(12).toString('hex') };
    await put(`/_security/user/${name}`, { password: user.password, roles });
    return user;
  }

  function configured(changes: Record<string, unknown> = {}) {
    return ElasticsearchSinkConfig.parse({ type: 'elasticsearch', url: store.url, ...changes });
  }

  function surroundingsOf(user: StoreUser | undefined) {
    const secrets = user && { elasticsearchUsername: user.name, elasticsearchPassword: user.password };
    return sinkSurroundings({ http, secrets: secrets ?? {} });
  }

  function deliver(entry: LogEntry) {
    return createElasticsearchSink(configured(), surroundingsOf(writer)).deliver(entry, firstTry());
  }

  async function read(recordId: string, user = reader): Promise<StoredEntry[]> {
    await store.ask(store.admin, 'POST', '/doorlog-*/_refresh');
    const found: StoredEntry[] = [];
    for await (const entry of createClusterReader(configured(), surroundingsOf(user)).read(recordId, ANY_TIME)) {
      found.push(entry);
    }
    return found;
  }

  async function examinations(user: StoreUser | undefined, prefix = 'doorlog') {
    const seen = await examineCluster(configured({ prefix }), surroundingsOf(user), ANY_TIME);
    return Object.fromEntries(seen.map(({ check, result }) => [check, result]));
  }

  it('holds a whole record and its bundle as they were given when they are read back', async () => {
    const document = JSON.parse(JSON.stringify(baseRecord())) as Record<string, unknown>;
    const entry = entryOf(1, { document, digest: digestOf(document), bundle: '{"mediaType":"x"}' });
    expect(await deliver(entry)).toMatchObject({ status: 'delivered' });
    const [stored, ...others] = await read(entry.recordId);
    expect(others).toEqual([]);
    expect(stored).toMatchObject({ key: entryKey(entry), digest: entry.digest, document, bundle: entry.bundle });
    expect(Math.abs(Date.parse(stored?.arrivedAt ?? '') - Date.now())).toBeLessThan(600_000);
  });

  it('says which view it is when only the attested one is left', async () => {
    const entry = entryOf(2, { view: 'attested' });
    await deliver(entry);
    expect(await read(entry.recordId)).toEqual([expect.objectContaining({ view: 'attested', phase: 'end' })]);
  });

  it('shows every copy, page after page, when a record has many', async () => {
    const { recordId } = entryOf(3);
    const entries = Array.from({ length: 45 }, (_, number) => entryOf(100 + number, { recordId }));
    const batch = entries.map((entry) => ({ entry, key: 'unused' as const }));
    const sink = createElasticsearchSink(configured(), surroundingsOf(writer));
    await sink.deliverBatch?.(batch, { signal: ANY_TIME });
    const keys = (await read(recordId)).map(({ key }) => key ?? '').sort();
    expect(keys).toEqual(entries.map(entryKey).sort());
  });

  it('lists what came or was made in a span, whole or by name, when many records are there', async () => {
    const time = '2019-05-05T05:05:05.000Z';
    const entries = Array.from({ length: 45 }, (_, number) => entryOf(5000 + number, { time, bundle: '{"m":1}' }));
    const sink = createElasticsearchSink(configured(), surroundingsOf(writer));
    const batch = entries.map((entry) => ({ entry, key: 'unused' as const }));
    await sink.deliverBatch?.(batch, { signal: ANY_TIME });
    await store.ask(store.admin, 'POST', '/doorlog-*/_refresh');
    const list = async (from: string, until: string, kind: 'names' | 'whole') => {
      const listing = { from: new Date(from), until: new Date(until), read: kind };
      const found: StoredEntry[] = [];
      for await (const entry of createClusterReader(configured(), surroundingsOf(reader)).list(listing, ANY_TIME)) {
        found.push(entry);
      }
      return found;
    };
    const names = await list('2019-05-05T05:05:05.000Z', '2019-05-05T05:05:05.001Z', 'names');
    expect(names.map(({ key }) => key).sort()).toEqual(entries.map(entryKey).sort());
    expect(names[0]).not.toHaveProperty('document');
    expect(names[0]).not.toHaveProperty('bundle');
    const whole = await list('2019-05-05T00:00:00Z', '2019-05-06T00:00:00Z', 'whole');
    expect(whole).toHaveLength(45);
    expect(whole.find(({ recordId }) => recordId === entries[7]?.recordId)).toMatchObject({
      document: entries[7]?.document,
      bundle: '{"m":1}',
    });
    const arrived = await list(new Date(Date.now() - 3_600_000).toISOString(), '2999-01-01T00:00:00Z', 'names');
    expect(arrived.length).toBeGreaterThanOrEqual(45);
    expect(await list('2019-05-05T00:00:00Z', '2019-05-05T05:05:05.000Z', 'names')).toEqual([]);
  });

  it('shows nothing when there is no such record', async () => {
    expect(await read('f'.repeat(64))).toEqual([]);
  });

  it('raises http-status with a mend when the writer tries to read', async () => {
    await expect(read(entryOf(1).recordId, writer)).rejects.toMatchObject({
      code: 'http-status',
      message: expect.stringContaining('the role of the reader'),
    });
  });

  it('is fine for a writer, and tells it no more than it must know, when it is set up', async () => {
    await deliver(entryOf(4, { time: new Date().toISOString() }));
    expect(await examinations(writer)).toEqual({
      certificate: 'fine',
      credentials: 'fine',
      creating: 'fine',
      'next month': 'fine',
      altering: 'fine',
      version: 'unknown',
      'index template': 'unknown',
      indices: 'unknown',
      lifecycle: 'unknown',
      disk: 'unknown',
    });
  });

  it('warns of what the credentials may do too much when an administrator delivers', async () => {
    expect(await examinations(store.admin)).toMatchObject({
      creating: 'fine',
      altering: 'warning',
      'index template': 'fine',
      'time of arrival': 'fine',
      indices: 'fine',
      'this month’s index': 'fine',
    });
  });

  it('has failed when the credentials are wrong, missing, or may only read', async () => {
    expect(await examinations({ ...writer, password: 'wrong-one' })).toEqual({
      certificate: 'fine',
      credentials: 'failed',
    });
    expect(await examinations(undefined)).toEqual({ certificate: 'fine', credentials: 'failed' });
    expect(await examinations(reader)).toMatchObject({ creating: 'failed', 'next month': 'warning' });
  });

  it('has failed at the certificate when nobody vouches for it', async () => {
    const stranger = sinkSurroundings({ http: createHttp({}), secrets: surroundingsOf(writer).secrets });
    const [seen, ...others] = await examineCluster(configured(), stranger, ANY_TIME);
    expect(others).toEqual([]);
    expect(seen).toMatchObject({ check: 'certificate', result: 'failed' });
  });

  it('warns when another template would win or arrival is not stamped', async () => {
    expect(await examinations(store.admin, 'bare')).toMatchObject({ 'index template': 'warning' });
    await put('/_index_template/loose', { index_patterns: ['loose-*'], priority: 10, template: {} });
    expect(await examinations(store.admin, 'loose')).toMatchObject({
      'index template': 'warning',
      'time of arrival': 'warning',
    });
    const [pipeline, template] = storageSteps('lost');
    if (pipeline === undefined || template === undefined) throw new Error('there are no steps');
    await put(pipeline.path, pipeline.body);
    await put(template.path, template.body);
    expect(await examinations(store.admin, 'lost')).toMatchObject({ 'time of arrival': 'fine' });
    await store.ask(store.admin, 'DELETE', pipeline.path);
    expect(await examinations(store.admin, 'lost')).toMatchObject({ 'time of arrival': 'failed' });
  });

  it('has failed when the month’s index takes no documents', async () => {
    const index = `doorlog-${new Date().toISOString().slice(0, 7).replace('-', '.')}`;
    await put(`/${index}/_settings`, { 'index.blocks.read_only_allow_delete': true });
    expect(await examinations(store.admin)).toMatchObject({ 'this month’s index': 'failed' });
    await put(`/${index}/_settings`, { 'index.blocks.read_only_allow_delete': null });
    expect(await examinations(store.admin)).toMatchObject({ 'this month’s index': 'fine' });
  });
});
