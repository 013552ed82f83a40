import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import { DoorlogError } from '../../src/errors.ts';
import { createHttp } from '../../src/net/http.ts';
import { announce, deliver } from '../../src/pipeline/deliver.ts';
import type { BatchEntry, BatchOptions, DeliverOptions, Delivery, KeyState, LogEntry, Sink } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import { createSpool } from '../../src/sinks/spool.ts';
import { type BulkServer, startBulkServer } from '../sinks/bulk-server.ts';
import { entryOf, newFolder } from '../sinks/entries.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';

const LONG = 60_000;

/** A sink that remembers what it was asked and answers as told. */
function fakeSink(name: string, answer: (entry: LogEntry, options: DeliverOptions) => Promise<Partial<Delivery>>) {
  const asked: { recordId: string; key: KeyState }[] = [];
  const sink: Sink = {
    name,
    required: false,
    async deliver(entry, options) {
      asked.push({ recordId: entry.recordId, key: options.key });
      return { sink: name, status: 'delivered', ...(await answer(entry, options)) };
    },
  };
  return { sink, asked };
}

const never = () => new Promise<Partial<Delivery>>(() => undefined);
const atOnce = async () => ({});

function unlessAborted(signal: AbortSignal): Promise<Partial<Delivery>> {
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve({ status: 'pending', reason: 'It gave up.' })),
  );
}

async function surroundings(sinks: readonly Sink[]) {
  const folder = join(await newFolder(), 'spool');
  const warnings: string[] = [];
  const logger = { info: () => undefined, warn: (sentence: string) => void warnings.push(sentence) };
  return { folder, warnings, sinks, spool: createSpool({ folder, digestOf }), timeout: LONG, logger };
}

describe('deliver', () => {
  it('delivers every entry to every sink, in order, when all is well', async () => {
    const [one, two] = [fakeSink('one', atOnce), fakeSink('two', atOnce)];
    const deliveries = await deliver([entryOf(1), entryOf(2)], await surroundings([one.sink, two.sink]));
    expect(deliveries.map(({ sink, status, recordId }) => [sink, status, recordId.at(-1)])).toEqual([
      ['one', 'delivered', '1'],
      ['two', 'delivered', '1'],
      ['one', 'delivered', '2'],
      ['two', 'delivered', '2'],
    ]);
    expect(one.asked.map(({ recordId }) => recordId.at(-1))).toEqual(['1', '2']);
  });

  it('has entry and mark on disk when the first attempt is made', async () => {
    let seen: unknown;
    const { sink } = fakeSink('one', async () => {
      seen = await around.spool.list();
      return {};
    });
    const around = await surroundings([sink]);
    await deliver([entryOf(1)], around);
    expect(seen).toEqual({ entries: [{ entry: entryOf(1), keys: new Map([['one', 'tried']]), done: [] }], broken: [] });
  });

  it('asks a sink again when the entry is one that somebody else may have put down as delivered', async () => {
    const { sink, asked } = fakeSink('one', atOnce);
    const around = await surroundings([sink]);
    await around.spool.put(entryOf(1));
    await around.spool.markDone(entryOf(1), { sink: 'one', status: 'delivered' });
    await deliver([entryOf(1)], { ...around, isDoubted: ({ phase }) => phase === 'end' });
    await deliver([entryOf(1)], { ...around, isDoubted: ({ phase }) => phase === 'start' });
    expect(asked).toHaveLength(1);
  });

  it('does not ask a sink again when the spool says that it has the entry', async () => {
    const { sink, asked } = fakeSink('one', async () => ({ location: 'here' }));
    const around = await surroundings([sink]);
    const first = await deliver([entryOf(1)], around);
    expect(await deliver([entryOf(1), entryOf(2)], around)).toEqual([
      { ...first[0], earlier: true },
      expect.objectContaining({ location: 'here' }),
    ]);
    expect(asked.map(({ recordId }) => recordId.at(-1))).toEqual(['1', '2']);
  });

  it('asks a sink again when it is idempotent: what it had may be gone', async () => {
    const { sink, asked } = fakeSink('one', atOnce);
    const around = await surroundings([{ ...sink, idempotent: true }]);
    await deliver([entryOf(1)], around);
    await deliver([entryOf(1)], around);
    expect(asked).toHaveLength(2);
  });

  it('puts no attested view beside what an idempotent sink had', async () => {
    const { sink, asked } = fakeSink('one', atOnce);
    const around = await surroundings([{ ...sink, idempotent: true }]);
    const left = { ...entryOf(1), view: 'attested' } as const;
    await around.spool.put(left);
    await around.spool.markDone(left, { sink: 'one', status: 'delivered' });
    expect(await deliver([left], around)).toMatchObject([{ status: 'delivered', earlier: true }]);
    expect(asked).toEqual([]);
  });

  it('tells a sink what is known of its key when an earlier attempt noted it', async () => {
    const { sink, asked } = fakeSink('one', async (_, { noteKey }) => {
      await noteKey?.('taken');
      return { status: 'failed' };
    });
    const around = await surroundings([sink]);
    for (let time = 0; time < 2; time++) await deliver([entryOf(1)], around);
    expect(asked.map(({ key }) => key)).toEqual(['unused', 'taken']);
  });

  it('tells a sink that the spare key was tried when the process ended after a conflict', async () => {
    const { sink, asked } = fakeSink('one', async () => ({ status: 'failed' }));
    const around = await surroundings([sink]);
    await around.spool.put(entryOf(1));
    await around.spool.markKey(entryOf(1), 'one', 'taken');
    for (let time = 0; time < 2; time++) await deliver([entryOf(1)], around);
    expect(asked.map(({ key }) => key)).toEqual(['taken', 'spare-tried']);
  });

  it('tells a sink of the earlier attempt when one failed', async () => {
    const { sink, asked } = fakeSink('one', async () => ({ status: 'failed', reason: 'Nobody home.' }));
    const around = await surroundings([sink]);
    const [first] = await deliver([entryOf(1)], around);
    await deliver([entryOf(1)], around);
    expect(asked.map(({ key }) => key)).toEqual(['unused', 'tried']);
    expect(first).toMatchObject({ status: 'failed', reason: 'Nobody home.' });
  });

  it('goes on with the next entry and the other sinks when one fails or raises', async () => {
    const { sink: bad } = fakeSink('bad', async ({ recordId }) => {
      if (recordId.endsWith('1')) throw new TypeError('password-canary');
      if (recordId.endsWith('2')) throw new DoorlogError('delivery-failed', 'The store is closed.');
      return {};
    });
    const { sink: good } = fakeSink('good', atOnce);
    const deliveries = await deliver([entryOf(1), entryOf(2), entryOf(3)], await surroundings([bad, good]));
    expect(deliveries.map(({ sink, status, reason }) => [sink, status, reason])).toEqual([
      ['bad', 'failed', 'It failed in an unexpected way.'],
      ['good', 'delivered', undefined],
      ['bad', 'failed', 'The store is closed.'],
      ['good', 'delivered', undefined],
      ['bad', 'delivered', undefined],
      ['good', 'delivered', undefined],
    ]);
  });

  it('answers pending and keeps the entry when a sink does not answer in time', async () => {
    const [slow, good] = [fakeSink('slow', never), fakeSink('good', atOnce)];
    const around = await surroundings([slow.sink, good.sink]);
    const later = entryOf(2, { time: '2026-04-01T00:00:00.000Z' });
    const deliveries = await deliver([entryOf(1), later], { ...around, timeout: 200 });
    expect(deliveries.map(({ sink, status }) => [sink, status])).toEqual([
      ['slow', 'pending'],
      ['good', 'delivered'],
      ['slow', 'pending'],
      ['good', 'delivered'],
    ]);
    const { entries } = await around.spool.list();
    expect(entries.map(({ keys, done }) => [[...keys.keys()], done.map(({ sink }) => sink)])).toEqual([
      [expect.arrayContaining(['slow', 'good']), ['good']],
      [['good'], ['good']],
    ]);
  });

  it('asks nobody when it is told to stop beforehand', async () => {
    const { sink, asked } = fakeSink('one', atOnce);
    const deliveries = await deliver([entryOf(1)], { ...(await surroundings([sink])), signal: AbortSignal.abort() });
    expect(deliveries).toMatchObject([{ status: 'pending' }]);
    expect(asked).toEqual([]);
  });

  it('delivers all the same and says so when the spool can not be written to', async () => {
    const { sink } = fakeSink('one', atOnce);
    const around = await surroundings([sink]);
    await writeFile(around.folder, 'a file where the folder should be');
    expect(await deliver([entryOf(1)], around)).toMatchObject([{ status: 'delivered' }]);
    expect(around.warnings[0]).toMatch(/could not be written to .* can't be replayed\.$/);
  });

  it('does nothing when there are no sinks', async () => {
    const around = await surroundings([]);
    expect(await deliver([entryOf(1)], around)).toEqual([]);
  });
});

describe('deliver within its time', () => {
  it.each([
    ['never answers', never],
    ['answers only when it is over', (_: LogEntry, { signal }: DeliverOptions) => unlessAborted(signal)],
    [
      'keeps a timer for itself',
      () => new Promise<Partial<Delivery>>((resolve) => setTimeout(resolve, LONG, {}).unref()),
    ],
  ])('is over in time, the time to give up included, when a sink %s', async (_, answer) => {
    const { sink } = fakeSink('slow', answer);
    const around = await surroundings([sink]);
    const delivering = deliver([entryOf(1), entryOf(2)], { ...around, timeout: 400 });
    // Set later, for longer: however slow the machine is, this one comes second.
    const alarm = new Promise<string>((resolve) => setTimeout(resolve, 410, 'too late').unref());
    expect(await Promise.race([delivering, alarm])).toMatchObject([{ status: 'pending' }, { status: 'pending' }]);
  });
});

describe('deliver to a sink that takes many at once', () => {
  function batchSink(answer: (batch: readonly BatchEntry[], options: BatchOptions) => Promise<readonly Delivery[]>) {
    const asked: (readonly BatchEntry[])[] = [];
    const sink: Sink = {
      ...fakeSink('many', atOnce).sink,
      async deliverBatch(batch, options) {
        asked.push(batch);
        return answer(batch, options);
      },
    };
    return { sink, asked };
  }
  const allOf = async (batch: readonly BatchEntry[]) =>
    batch.map(({ entry }) => ({ sink: 'many', status: 'delivered' as const, location: entry.recordId.slice(-1) }));
  const three = [entryOf(1), entryOf(2), entryOf(3)];

  it('asks it once for all that it lacks and remembers each by itself', async () => {
    const { sink, asked } = batchSink(allOf);
    const around = await surroundings([sink]);
    await deliver([entryOf(2)], around);
    expect(asked).toEqual([]);
    const deliveries = await deliver(three, around);
    expect(deliveries.map(({ recordId, location }) => [recordId.slice(-1), location])).toEqual([
      ['1', '1'],
      ['2', undefined],
      ['3', '3'],
    ]);
    expect(asked.map((batch) => batch.map(({ entry }) => entry.recordId.slice(-1)))).toEqual([['1', '3']]);
    await deliver(three, around);
    expect(asked).toHaveLength(1);
  });

  it('has the mark of each on disk when the attempt is made, and its word on keys after', async () => {
    let seen: unknown;
    const { sink } = batchSink(async (batch, { noteKey }) => {
      seen = (await around.spool.list()).entries.map(({ keys }) => keys.get('many'));
      for (const [index, { entry }] of batch.entries()) await noteKey?.(entry, index === 1 ? 'taken' : 'unused');
      return batch.map(() => ({ sink: 'many', status: 'failed' as const }));
    });
    const around = await surroundings([sink]);
    await deliver(three, around);
    expect(seen).toEqual(['tried', 'tried', 'tried']);
    const { entries } = await around.spool.list();
    const states = new Map(entries.map(({ entry, keys }) => [entry.recordId.slice(-1), keys.get('many')]));
    expect(states).toEqual(
      new Map([
        ['1', 'unused'],
        ['2', 'taken'],
        ['3', 'unused'],
      ]),
    );
  });

  it.each([
    ['raises', async () => Promise.reject(new TypeError('password-canary')), ['failed', 'failed', 'failed']],
    [
      'leaves some out',
      async (batch: readonly BatchEntry[]) => (await allOf(batch)).slice(0, 2),
      ['delivered', 'delivered', 'failed'],
    ],
    ['never answers', () => new Promise<never>(() => undefined), ['pending', 'pending', 'pending']],
  ])('says so of each when the sink %s', async (_, answer, statuses) => {
    const { sink } = batchSink(answer);
    const around = await surroundings([sink]);
    const deliveries = await deliver(three, { ...around, timeout: 300 });
    expect(deliveries.map(({ status }) => status)).toEqual(statuses);
    expect(JSON.stringify([deliveries, around.warnings])).not.toContain('canary');
    const { entries } = await around.spool.list();
    expect(entries.filter(({ done }) => done.length > 0)).toHaveLength(
      statuses.filter((each) => each === 'delivered').length,
    );
  });

  it('asks nobody when the time is over before it began', async () => {
    const { sink, asked } = batchSink(allOf);
    const around = { ...(await surroundings([sink])), signal: AbortSignal.abort() };
    expect((await deliver(three, around)).map(({ status }) => status)).toEqual(['pending', 'pending', 'pending']);
    expect(asked).toEqual([]);
  });
});

describe('deliver to a sink with a filter', () => {
  it('does not speak of what the sink does not want', async () => {
    const [picky, other] = [fakeSink('picky', atOnce), fakeSink('other', atOnce)];
    const around = await surroundings([{ ...picky.sink, filter: { phases: ['end'] } }, other.sink]);
    const start = entryOf(1, { phase: 'start' });
    const deliveries = await deliver([start, entryOf(2)], around);
    expect(deliveries.map(({ sink, recordId }) => [sink, recordId.slice(-1)])).toEqual([
      ['other', '1'],
      ['picky', '2'],
      ['other', '2'],
    ]);
    expect(picky.asked).toHaveLength(1);
    const { entries } = await around.spool.list();
    expect(entries.find(({ entry }) => entry.phase === 'start')?.keys.has('picky')).toBe(false);
  });
});

describe('announce', () => {
  it('has delivered when the sinks answer within the wait', async () => {
    const { sink } = fakeSink('one', atOnce);
    const announcement = announce([entryOf(1)], await surroundings([sink]));
    expect(await announcement.finish(LONG)).toMatchObject([{ status: 'delivered' }]);
  });

  it('waits no longer than it is asked to, the time to give up included, when a sink never answers', async () => {
    const announcement = announce([entryOf(1)], await surroundings([fakeSink('slow', never).sink]));
    const finishing = announcement.finish(300);
    const alarm = new Promise<string>((resolve) => setTimeout(resolve, 310, 'too late').unref());
    expect(await Promise.race([finishing, alarm])).toMatchObject([{ status: 'pending' }]);
  });

  it('ends what is under way when the wait is over, and a later delivery makes up for it', async () => {
    let ended = false;
    const slow = fakeSink('slow', (_, { signal }) => {
      signal.addEventListener('abort', () => {
        ended = true;
      });
      return never();
    });
    const around = await surroundings([slow.sink]);
    expect(await announce([entryOf(1)], around).finish(0)).toMatchObject([{ status: 'pending' }]);
    const quick = fakeSink('slow', atOnce);
    expect(await deliver([entryOf(1), entryOf(2)], { ...around, sinks: [quick.sink] })).toMatchObject([
      { status: 'delivered' },
      { status: 'delivered' },
    ]);
    expect(ended).toBe(slow.asked.length > 0);
    expect(quick.asked).toHaveLength(2);
  });
});

describe('delivery to a real file and a strict bulk server', () => {
  const secrets = { elasticsearchUsername: 'writer', elasticsearchPassword: 'password-canary' };
  let server: BulkServer;

  beforeEach(async () => {
    server = await startBulkServer();
  });

  afterEach(async () => {
    await server.close();
  });

  async function realSinks(): Promise<{ sinks: Sink[]; log: string }> {
    const log = join(await newFolder(), 'log.jsonl');
    const http = createHttp({});
    return {
      log,
      sinks: await Promise.all(
        (
          await parseSinks(
            JSON.stringify([
              { type: 'file', path: log },
              { type: 'elasticsearch', required: true, url: server.url },
            ]),
          )
        ).map((sink) => sink.create(sinkSurroundings({ http, secrets }))),
      ),
    };
  }

  it('holds one of each when all was delivered twice, with a cut connection and an empty spool in between', async () => {
    const { sinks, log } = await realSinks();
    const start = entryOf(1, { phase: 'start', document: { phase: 'start' } });
    server.faults.push({ kind: 'cut', stored: true });
    const around = await surroundings(sinks);
    await deliver([start], around);
    await deliver([start, entryOf(1)], around);
    await deliver([start, entryOf(1)], around);
    expect(server.documents.size).toBe(2);
    expect((await readFile(log, 'utf8')).trim().split('\n')).toHaveLength(2);
  });

  it('makes up for it when the server was out of order the whole first time', async () => {
    const { sinks } = await realSinks();
    const around = await surroundings(sinks);
    server.faults.push({ kind: 'endless' });
    server.forever = true;
    const first = await deliver([entryOf(1)], { ...around, timeout: 300 });
    expect(first.map(({ sink, status }) => [sink, status])).toEqual([
      ['file', 'delivered'],
      ['elasticsearch', 'pending'],
    ]);
    server.forever = false;
    server.faults.length = 0;
    expect((await deliver([entryOf(1)], around)).map(({ status }) => status)).toEqual(['already-there', 'delivered']);
  });

  it('leaves no secret in deliveries, warnings or files when it is turned away', async () => {
    const { sinks } = await realSinks();
    const around = await surroundings(sinks);
    server.authorization = 'Basic another';
    const deliveries = await deliver([entryOf(1)], around);
    const names = await readdir(around.folder);
    const files = await Promise.all(names.map((name) => readFile(join(around.folder, name), 'utf8')));
    const all = JSON.stringify([deliveries, around.warnings, files]);
    expect(deliveries).toMatchObject([{ status: 'delivered' }, { status: 'failed' }]);
    expect(all).not.toContain('password-canary');
    expect(all).not.toContain(Buffer.from('writer:password-canary').toString('base64'));
  });
});
