import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DoorlogError } from '../../src/errors.ts';
import { entryKey } from '../../src/model/entry-key.ts';
import { createHttp } from '../../src/net/http.ts';
import type { BatchEntry, Delivery, Http, KeyState, LogEntry, Sink } from '../../src/ports.ts';
import { createElasticsearchSink } from '../../src/sinks/elasticsearch/sink.ts';
import { INPUT_NAMES } from '../../src/sinks/secrets.ts';
import { type BulkServer, startBulkServer } from './bulk-server.ts';
import { entryOf, firstTry } from './entries.ts';

const CONFIG = { type: 'elasticsearch', name: 'elasticsearch', required: false, prefix: 'doorlog' } as const;
let server: BulkServer;

beforeEach(async () => {
  server = await startBulkServer();
});

afterEach(async () => {
  await server.close();
});

function newSink(http: Http = createHttp({})): Sink {
  return createElasticsearchSink({ ...CONFIG, url: server.url }, { http, secrets: {}, secretNames: INPUT_NAMES });
}

function batchOf(count: number, key: KeyState = 'unused'): BatchEntry[] {
  return Array.from({ length: count }, (_, number) => ({ entry: entryOf(number), key }));
}

async function deliver(batch: readonly BatchEntry[], sink = newSink(), signal = new AbortController().signal) {
  const noted: [string, KeyState][] = [];
  const noteKey = async (entry: LogEntry, key: KeyState) => void noted.push([entry.recordId.slice(-1), key]);
  const deliveries = (await sink.deliverBatch?.(batch, { signal, noteKey })) ?? [];
  return { deliveries, noted, statuses: deliveries.map(({ status }) => status) };
}

function placeOf(entry: LogEntry): string {
  return `doorlog-2026.03/${entryKey(entry)}`;
}

function squat(entry: LogEntry): void {
  server.documents.set(placeOf(entry), { squatted: true });
}

describe('a batch to Elasticsearch', () => {
  it('is one request when all is well', async () => {
    const batch = batchOf(20);
    const { deliveries } = await deliver(batch);
    expect(deliveries).toEqual(
      batch.map(({ entry }) => ({ sink: 'elasticsearch', status: 'delivered', location: placeOf(entry) })),
    );
    expect(server.sizes).toEqual([20]);
    expect(server.documents.get(placeOf(entryOf(7)))).toHaveProperty('doorlog.record', entryOf(7).document);
  });

  it('is several requests when it is too long for one', async () => {
    const text = 'x'.repeat(1_500_000);
    const batch = [1, 2, 3, 4].map((number) => ({
      entry: entryOf(number, { document: { number, text } }),
      key: 'unused' as const,
    }));
    expect((await deliver(batch)).statuses).toEqual(Array(4).fill('delivered'));
    expect(server.sizes).toEqual([3, 1]);
    server.sizes.length = 0;
    await deliver(batchOf(600));
    expect(server.sizes).toEqual([250, 250, 100]);
  });

  it('is halved until it is taken when the store takes less at once', async () => {
    server.mostBytes = 2_000;
    expect((await deliver(batchOf(10))).statuses).toEqual(Array(10).fill('delivered'));
    expect(server.documents.size).toBe(10);
    expect(Math.max(...server.sizes)).toBeLessThan(10);
  });

  it('fails for one alone when that is what the store refuses', async () => {
    const batch = batchOf(5);
    const planted = entryOf(9, { recordId: 'x'.repeat(600) });
    const { deliveries } = await deliver([...batch, { entry: planted, key: 'unused' }]);
    expect(deliveries.map(({ status }) => status)).toEqual([...Array(5).fill('delivered'), 'failed']);
    expect(deliveries.at(-1)).toMatchObject({ reason: expect.stringContaining('status 400') });
  });

  it('sends again only what the store had no room for', async () => {
    const full = { status: 429, type: 'es_rejected_execution_exception' };
    server.faults.push({ kind: 'item', ...full, of: (id) => id === entryKey(entryOf(3)) });
    expect((await deliver(batchOf(5))).statuses).toEqual(Array(5).fill('delivered'));
    expect(server.sizes).toEqual([5, 1]);
  });

  it.each(['429', '500', '502', '503', '504'] as const)('goes on when the first answer is %s', async (status) => {
    server.faults.push({ kind: 'status', status: Number(status), headers: { 'retry-after': '0' } });
    expect((await deliver(batchOf(5))).statuses).toEqual(Array(5).fill('delivered'));
  });

  it('holds one of each when the connection is cut after all was stored', async () => {
    server.faults.push({ kind: 'cut', stored: true });
    const { statuses } = await deliver(batchOf(5));
    expect(statuses).toEqual(Array(5).fill('already-there'));
    expect(server.documents.size).toBe(5);
  });

  it('fails at the one alone when a data stream keeps it with its failures, under another id and with status 201', async () => {
    const items = [
      { create: { _index: '.fs-doorlog-2026.03-000001', _id: 'x1', status: 201, failure_store: 'used' } },
      { create: { _index: 'doorlog-2026.03', _id: entryKey(entryOf(1)), status: 201 } },
    ];
    server.faults.push({ kind: 'status', status: 200, body: JSON.stringify({ errors: false, items }) });
    const { deliveries, statuses } = await deliver(batchOf(2));
    expect(statuses).toEqual(['failed', 'delivered']);
    expect(deliveries[0]?.reason).toContain('with the failures of a data stream');
  });

  it('believes that an entry is there only where an attempt may have stored it', async () => {
    squat(entryOf(0));
    squat(entryOf(1));
    const { deliveries, noted } = await deliver([
      { entry: entryOf(0), key: 'unused' },
      { entry: entryOf(1), key: 'tried' },
      { entry: entryOf(2), key: 'unused' },
    ]);
    expect(deliveries.map(({ status }) => status)).toEqual(['conflict', 'already-there', 'delivered']);
    expect(noted).toEqual([['0', 'spare-tried']]);
    expect(server.documents.get(`${placeOf(entryOf(0))}-again`)).toHaveProperty('doorlog.record', entryOf(0).document);
  });

  it('stores beside what was squatted when the other half of the same request could only be sent again', async () => {
    squat(entryOf(0));
    const isOne = (id: string) => id === entryKey(entryOf(1));
    server.faults.push({ kind: 'item', status: 503, type: 'unavailable_shards_exception', of: isOne });
    expect((await deliver(batchOf(3))).statuses).toEqual(['conflict', 'delivered', 'delivered']);
  });

  it('takes what is there for ours when its own item may have been stored the first time', async () => {
    server.faults.push({ kind: 'item', status: 503, type: 'unavailable_shards_exception' });
    squat(entryOf(0));
    expect((await deliver(batchOf(2))).statuses).toEqual(['already-there', 'delivered']);
  });

  it('stores beside what was squatted when the request before never reached the store', async () => {
    squat(entryOf(0));
    const real = createHttp({});
    let isFirst = true;
    const http: Http = async (request) => {
      if (!isFirst) return real(request);
      isFirst = false;
      const cause = Object.assign(new Error(), { code: 'ECONNREFUSED' });
      throw new DoorlogError('http-connection', 'It could not be reached.', { cause });
    };
    expect((await deliver(batchOf(2), newSink(http))).statuses).toEqual(['conflict', 'delivered']);
  });

  it('goes on by itself with entries whose key was taken before', async () => {
    const { deliveries } = await deliver([
      { entry: entryOf(0), key: 'taken' },
      { entry: entryOf(1), key: 'spare-tried' },
      { entry: entryOf(2), key: 'unused' },
    ]);
    expect(deliveries.map(({ status }) => status)).toEqual(['conflict', 'conflict', 'delivered']);
    expect(deliveries[0]?.location).toBe(`${placeOf(entryOf(0))}-again`);
    expect(server.sizes).toEqual([1, 1, 1]);
  });

  it('stores a record as text when the index refuses it as an object', async () => {
    server.refuses = (document) => JSON.stringify(document).includes('"person-1"}}');
    expect((await deliver(batchOf(3))).statuses).toEqual(Array(3).fill('delivered'));
    expect(server.documents.get(placeOf(entryOf(1)))).toHaveProperty(
      'doorlog.recordText',
      JSON.stringify(entryOf(1).document),
    );
  });

  it('is delivered once when the same entry is in it twice', async () => {
    const { deliveries } = await deliver([...batchOf(2), ...batchOf(2)]);
    expect(deliveries.map(({ status }) => status)).toEqual(Array(4).fill('delivered'));
    expect(server.documents.size).toBe(2);
  });

  it.each([
    ['401', 401, 'unused', 'unused'],
    ['401', 401, 'tried', 'tried'],
    ['507', 507, 'unused', 'tried'],
  ] as const)(
    'fails with one request when the answer is %s, and notes what is known of each key',
    async (_, status, key, after) => {
      server.faults.push({ kind: 'status', status });
      const { deliveries, noted } = await deliver(batchOf(3, key));
      expect(deliveries.map((each) => each.status)).toEqual(Array(3).fill('failed'));
      expect(noted).toEqual([0, 1, 2].map((number) => [String(number), after]));
      expect(server.requests).toHaveLength(1);
    },
  );

  it.each([
    ['too few items', '{"errors":false,"items":[]}'],
    [
      'items in another order',
      JSON.stringify({
        errors: false,
        items: [1, 0].map((number) => ({ create: { _id: entryKey(entryOf(number)), status: 201 } })),
      }),
    ],
  ])('believes nothing when the reply has %s', async (_, body) => {
    server.faults.push({ kind: 'status', status: 200, body });
    const { deliveries, noted } = await deliver(batchOf(2));
    expect(deliveries).toMatchObject(
      Array(2).fill({ status: 'failed', reason: expect.stringContaining('not that of a bulk request') }),
    );
    expect(noted.map(([, key]) => key)).toEqual(['tried', 'tried']);
  });

  it('is pending with what was not stored when the time is over', async () => {
    const isLast = (id: string) => id === entryKey(entryOf(2));
    server.faults.push({ kind: 'item', status: 429, type: 'es_rejected_execution_exception', of: isLast });
    server.forever = true;
    const stop = new AbortController();
    const watch = setInterval(() => server.sizes.length > 1 && stop.abort(), 5);
    const { statuses, noted } = await deliver(batchOf(3), newSink(), stop.signal);
    clearInterval(watch);
    expect(statuses).toEqual(['delivered', 'delivered', 'pending']);
    expect(noted.map(([number]) => number)).toEqual(['2']);
  });

  it('ends as deliveries one by one do when keys, squatters and faults are any', async () => {
    const fault = fc.constantFrom(
      { kind: 'status' as const, status: 503, headers: { 'retry-after': '0' } },
      { kind: 'status' as const, status: 429, headers: { 'retry-after': '0' } },
      { kind: 'cut' as const, stored: false },
    );
    const item = fc.record({ key: fc.constantFrom<KeyState>('unused', 'tried'), squatted: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 2, maxLength: 6 }), fc.option(fault), async (items, first) => {
        const batch = items.map(({ key }, number) => ({ entry: entryOf(number), key }));
        const prepare = () => {
          server.documents.clear();
          server.faults.length = 0;
          for (const [number, { squatted }] of items.entries()) if (squatted) squat(entryOf(number));
        };
        prepare();
        if (first) server.faults.push(first);
        const many = (await deliver(batch)).deliveries;
        const storedMany = [...server.documents];
        prepare();
        const single: Delivery[] = [];
        for (const { entry, key } of batch) {
          if (first) server.faults.push(first);
          single.push(await newSink().deliver(entry, firstTry({ key })));
        }
        expect(many).toEqual(single);
        expect(new Map(storedMany)).toEqual(server.documents);
      }),
      { numRuns: 40 },
    );
  });
});
