import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Listing, StoredEntry } from '../../src/ports.ts';
import { createFileReader } from '../../src/sinks/file/reader.ts';
import { createFileSink } from '../../src/sinks/file/sink.ts';
import { entryOf, firstTry, newFolder } from './entries.ts';

const TIMES = ['2026-03-30T23:59:59.999Z', '2026-03-31T00:00:00Z', '2026-04-01T02:00:00+02:00', '2026-04-01T00:00:01Z'];
const DAY: Listing = {
  from: new Date('2026-03-31T00:00:00Z'),
  until: new Date('2026-04-01T00:00:01Z'),
  read: 'whole',
};

async function listed(path: string, listing: Listing = DAY): Promise<StoredEntry[]> {
  const reader = createFileReader({ type: 'file', name: 'file', required: false, path }, { folder: '.' });
  const found: StoredEntry[] = [];
  for await (const entry of reader.list(listing, new AbortController().signal)) found.push(entry);
  return found;
}

describe('the listing of a file', () => {
  it('holds the entries of a span, its end not included, and those that tell no time', async () => {
    const path = join(await newFolder(), 'log.jsonl');
    const sink = createFileSink({ type: 'file', name: 'file', required: false, path }, { folder: '.' });
    const entries = TIMES.map((time, number) => entryOf(number, { time, bundle: '{"mediaType":"x"}' }));
    for (const entry of entries) await sink.deliver(entry, firstTry());
    await appendFile(path, 'no line of ours\n{"recordId":"odd","phase":"end","digest":"d","time":"never"}\n');
    const found = await listed(path);
    expect(found.map(({ recordId }) => recordId)).toEqual([entries[1]?.recordId, entries[2]?.recordId, 'odd']);
    expect(found[0]).toMatchObject({ document: entries[1]?.document, bundle: '{"mediaType":"x"}' });
  });

  it('raises file-unreadable when there is no file', async () => {
    await expect(listed(join(await newFolder(), 'none'))).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
