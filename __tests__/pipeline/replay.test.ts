import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import { commit } from '../../src/core/commitment.ts';
import { deliver } from '../../src/pipeline/deliver.ts';
import { isDue, replay } from '../../src/pipeline/replay.ts';
import type { ReplayProgress } from '../../src/pipeline/replay-report.ts';
import type { BatchEntry, Delivery, LogEntry, Sink } from '../../src/ports.ts';
import { createSpool } from '../../src/sinks/spool.ts';
import { entryOf, newFolder } from '../sinks/entries.ts';
import { baseRecord } from '../support/base-record.ts';

const logger = { info: () => undefined, warn: () => undefined };
const timeout = 60_000;

function sinkThat(name: string, status: Delivery['status']): { sink: Sink; keys: string[] } {
  const keys: string[] = [];
  const sink: Sink = {
    name,
    required: false,
    async deliver({ recordId, digest }, { key }) {
      keys.push(`${recordId.at(-1)} ${digest.length} ${key}`);
      return { sink: name, status };
    },
  };
  return { sink, keys };
}

describe('replay', () => {
  it('delivers to each sink only what it lacks, under the old ids, when spools are left over', async () => {
    const spools = [1, 2].map(async () => createSpool({ folder: join(await newFolder(), 'spool'), digestOf }));
    const [first, second] = await Promise.all(spools);
    if (first === undefined || second === undefined) throw new Error('There are two spools.');
    const [good, bad] = [sinkThat('good', 'delivered'), sinkThat('bad', 'failed')];
    await deliver([entryOf(1)], { sinks: [good.sink, bad.sink], spool: first, timeout, logger });
    await deliver([entryOf(2)], { sinks: [good.sink], spool: second, timeout, logger });
    await first.put(entryOf(3));
    const [good2, bad2] = [sinkThat('good', 'delivered'), sinkThat('bad', 'already-there')];

    const report = await replay([first, second], { sinks: [good2.sink, bad2.sink], timeout, logger });
    expect(report).toMatchObject({ found: 3, settled: 0, left: 0, broken: [] });
    expect(report.sinks).toEqual({ good: { delivered: 1 }, bad: { 'already-there': 3 } });
    expect(report.deliveries).toHaveLength(4);
    expect(good2.keys).toEqual(['3 64 unused']);
    expect(bad2.keys.toSorted()).toEqual(['1 64 tried', '2 64 unused', '3 64 unused']);

    expect(await replay([first, second], { sinks: [good2.sink, bad2.sink], timeout, logger })).toEqual({
      found: 3,
      settled: 3,
      left: 0,
      sinks: {},
      deliveries: [],
      broken: [],
      brokenCount: 0,
    });
  });

  it('makes the attested view anew, and keeps back what only says that it is one, when a sink locks such views for good', async () => {
    const { log, attested } = commit(baseRecord(), 'ab'.repeat(32));
    const { recordId, phase } = log;
    const spool = createSpool({ folder: join(await newFolder(), 'spool'), digestOf });
    const entry = { recordId, phase, time: '2026-03-31T23:59:59.000Z', digest: digestOf(log), document: log };
    await spool.put({ ...entry, attested: { planted: true } });
    await spool.put({ ...entry, view: 'attested' });
    const got: LogEntry[] = [];
    const sink: Sink = {
      ...sinkThat('locked', 'delivered').sink,
      needsAttested: true,
      async deliver(each) {
        got.push(each);
        return { sink: 'locked', status: 'delivered' };
      },
    };
    const report = await replay([spool], { sinks: [sink], timeout, logger });
    expect(got).toEqual([{ ...entry, attested }]);
    expect(report).toMatchObject({
      left: 0,
      brokenCount: 1,
      broken: [{ reason: expect.stringContaining('holds more') }],
    });
  });

  it('names at most a hundred of those that are not fine and counts the rest when there are many', async () => {
    const spool = createSpool({ folder: join(await newFolder(), 'spool'), digestOf });
    for (let number = 0; number < 420; number++) await spool.put(entryOf(number));
    const sizes: number[] = [];
    const { sink } = sinkThat('many', 'delivered');
    const many: Sink = {
      ...sink,
      async deliverBatch(batch) {
        sizes.push(batch.length);
        return batch.map(({ entry }) => ({
          sink: 'many',
          status: Number.parseInt(entry.recordId.slice(-4), 16) < 300 ? ('delivered' as const) : ('failed' as const),
        }));
      },
    };
    const seen: ReplayProgress[] = [];
    const onProgress = (progress: ReplayProgress) => void seen.push(progress);
    const report = await replay([spool], { sinks: [many], timeout, logger, onProgress });
    expect(report).toMatchObject({
      found: 420,
      settled: 0,
      left: 120,
      sinks: { many: { delivered: 300, failed: 120 } },
    });
    expect(report.deliveries.map(({ status }) => status)).toEqual(Array(100).fill('failed'));
    expect(sizes.toSorted((a, b) => a - b)).toEqual([4, ...Array(13).fill(32)]);
    expect(seen.at(-1)).toEqual({ seen: 420, found: 420 });
    expect(await replay([spool], { sinks: [sink], timeout, logger })).toMatchObject({ settled: 300, left: 0 });
  });

  it('takes entries of many spools together when each holds few, and the same entry once', async () => {
    const spools = [];
    for (let number = 0; number < 30; number++) {
      const spool = createSpool({ folder: join(await newFolder(), 'spool'), digestOf });
      await spool.put(entryOf(number));
      if (number === 0) continue;
      await spool.put(entryOf(0));
      spools.push(spool);
    }
    const batches: (readonly BatchEntry[])[] = [];
    const sink: Sink = {
      ...sinkThat('many', 'delivered').sink,
      async deliverBatch(batch) {
        batches.push(batch);
        return batch.map(() => ({ sink: 'many', status: 'delivered' as const }));
      },
    };
    const report = await replay(spools, { sinks: [sink], timeout, logger });
    expect(batches.map(({ length }) => length)).toEqual([30]);
    expect(report).toMatchObject({ found: 58, settled: 28, left: 0 });
  });

  it('leaves alone what no sink wants', async () => {
    const spool = createSpool({ folder: join(await newFolder(), 'spool'), digestOf });
    await spool.put(entryOf(1));
    await spool.put(entryOf(2, { phase: 'start' }));
    const { sink, keys } = sinkThat('picky', 'delivered');
    const report = await replay([spool], { sinks: [{ ...sink, filter: { phases: ['end'] } }], timeout, logger });
    expect(report).toMatchObject({ found: 2, settled: 1, left: 0 });
    expect(keys).toHaveLength(1);
  });

  it.each([
    ['interrupted', 60_000, 'interrupted'],
    ['out of time', 100, 'out-of-time'],
  ] as const)('says what is left when it is %s, and goes on from there', async (_, time, ended) => {
    const spool = createSpool({ folder: join(await newFolder(), 'spool'), digestOf });
    for (let number = 0; number < 5; number++) await spool.put(entryOf(number));
    const stop = new AbortController();
    const stored: string[] = [];
    const sink: Sink = {
      ...sinkThat('slow', 'delivered').sink,
      deliver({ recordId }) {
        if (stored.length === 2) {
          if (ended === 'interrupted') stop.abort();
          return new Promise(() => undefined);
        }
        stored.push(recordId);
        return Promise.resolve({ sink: 'slow', status: 'delivered' });
      },
    };
    const around = { sinks: [sink], timeout: time, logger, signal: stop.signal };
    expect(await replay([spool], around)).toMatchObject({ found: 5, left: 3, ended });
    const { sink: quick, keys } = sinkThat('slow', 'delivered');
    const report = await replay([spool], { sinks: [quick], timeout, logger });
    expect(report).toMatchObject({ settled: 2, left: 0 });
    expect(report).not.toHaveProperty('ended');
    expect(keys).toHaveLength(3);
  });

  it('reads nothing when it is interrupted before it begins', async () => {
    const spool = createSpool({ folder: join(await newFolder(), 'spool'), digestOf });
    await spool.put(entryOf(1));
    const { sink, keys } = sinkThat('one', 'delivered');
    const report = await replay([spool], { sinks: [sink], timeout, logger, signal: AbortSignal.abort() });
    expect(report).toMatchObject({ found: 1, left: 1, deliveries: [], ended: 'interrupted' });
    expect(keys).toEqual([]);
  });

  it('says once that a spool can not be written to, however many entries it has', async () => {
    const spool = createSpool({ folder: join(await newFolder(), 'spool'), digestOf });
    for (let number = 0; number < 3; number++) await spool.put(entryOf(number));
    const warnings: string[] = [];
    const readOnly = {
      ...spool,
      markKey: () => Promise.reject(new Error('It is full.')),
      markDone: () => Promise.reject(new Error('It is full.')),
    };
    const warn = (sentence: string) => void warnings.push(sentence);
    await replay([readOnly], { sinks: [sinkThat('one', 'delivered').sink], timeout, logger: { ...logger, warn } });
    expect(warnings).toEqual(['It is full.']);
  });

  it('goes on with the other spools when one can not be read', async () => {
    const folder = join(await newFolder(), 'spool');
    await writeFile(folder, '');
    const spool = createSpool({ folder: join(await newFolder(), 'spool'), digestOf });
    await spool.put(entryOf(1));
    const { sink } = sinkThat('one', 'delivered');
    const report = await replay([createSpool({ folder, digestOf }), spool], { sinks: [sink], timeout, logger });
    expect(report.deliveries).toMatchObject([{ status: 'delivered' }]);
    expect(report.broken).toEqual([{ file: folder, reason: expect.stringContaining('could not be read') }]);
  });
});

describe('isDue', () => {
  it.each([
    ['delivered', false],
    ['already-there', false],
    ['conflict', false],
    ['pending', true],
    ['failed', true],
  ] as const)('tells by the last delivery when that is %s', (status, due) => {
    const spooled = { entry: entryOf(1), keys: new Map([['one', 'tried' as const]]), done: [{ sink: 'one', status }] };
    expect(isDue([{ name: 'one' }], spooled)).toBe(due);
    expect(isDue([{ name: 'one' }, { name: 'two' }], spooled)).toBe(true);
    expect(isDue([{ name: 'one' }, { name: 'two', filter: { phases: ['start'] } }], spooled)).toBe(due);
  });
});
