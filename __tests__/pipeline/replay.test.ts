import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import { deliver } from '../../src/pipeline/deliver.ts';
import { pendingFor, replay } from '../../src/pipeline/replay.ts';
import type { Delivery, Sink } from '../../src/ports.ts';
import { createSpool } from '../../src/sinks/spool.ts';
import { entryOf, newFolder } from '../sinks/entries.ts';

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
    expect(report).toMatchObject({ settled: 0, broken: [] });
    expect(report.deliveries).toHaveLength(6);
    expect(good2.keys).toEqual(['3 64 unused']);
    expect(bad2.keys.toSorted()).toEqual(['1 64 tried', '2 64 unused', '3 64 unused']);

    expect(await replay([first, second], { sinks: [good2.sink, bad2.sink], timeout, logger })).toEqual({
      settled: 3,
      deliveries: [],
      broken: [],
    });
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

describe('pendingFor', () => {
  it.each([
    ['delivered', 0],
    ['already-there', 0],
    ['conflict', 0],
    ['pending', 1],
    ['failed', 1],
  ] as const)('counts an entry accordingly when its last delivery is %s', (status, count) => {
    const spooled = { entry: entryOf(1), keys: new Map([['one', 'tried' as const]]), done: [{ sink: 'one', status }] };
    expect(pendingFor(['one'], [spooled])).toHaveLength(count);
    expect(pendingFor(['one', 'two'], [spooled])).toHaveLength(1);
  });
});
