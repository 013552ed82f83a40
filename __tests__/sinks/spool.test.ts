import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digestOf } from '../../src/core/canonical.ts';
import type { Delivery } from '../../src/ports.ts';
import { createSpool } from '../../src/sinks/spool.ts';
import { entryOf, newFolder } from './entries.ts';

const DELIVERED: Delivery = { sink: 'file', status: 'delivered', location: 'log.jsonl' };

async function newSpool() {
  const folder = join(await newFolder(), 'spool');
  return { folder, spool: createSpool({ folder, digestOf }) };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function entryFile(folder: string): Promise<string> {
  const name = (await readdir(folder)).find((each) => each.endsWith('.entry.json'));
  return join(folder, name ?? 'none');
}

describe('the spool', () => {
  it('is empty when there is no folder yet', async () => {
    const { spool } = await newSpool();
    expect(await spool.list()).toEqual({ entries: [], broken: [] });
  });

  it('gives the bundle back when the record was signed', async () => {
    const { spool } = await newSpool();
    const entry = entryOf(1, { bundle: '{"mediaType":"x"}' });
    await spool.put(entry);
    expect((await spool.list()).entries[0]?.entry).toEqual(entry);
  });

  it('gives every entry back as it was when any entry goes through it', async () => {
    const word = fc.stringMatching(/^[\w.:-]{1,80}$/);
    // What JSON can't tell apart (-0, undefined) is no part of an entry.
    const document = fc
      .dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ noUnicodeString: false }))
      .map((value) => JSON.parse(JSON.stringify(value)));
    const time = fc.date({ min: new Date(0), max: new Date('2999-01-01'), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(word, word, time, document, async (recordId, phase, date, value) => {
        const { folder, spool } = await newSpool();
        const entry = { recordId, phase, time: date.toISOString(), document: value, digest: digestOf(value) };
        await spool.put(entry);
        const expected = { entries: [{ entry, keys: new Map(), done: [] }], broken: [] };
        expect(await spool.list()).toEqual(expected);
        expect(await createSpool({ folder, digestOf }).list()).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('knows what was tried and done when another process asks', async () => {
    const { folder, spool } = await newSpool();
    const entry = entryOf(1);
    expect(await spool.put(entry)).toEqual({ entry, keys: new Map(), done: [] });
    await spool.markKey(entry, 'main', 'tried');
    await spool.markKey(entry, 'file', 'tried');
    await spool.markDone(entry, DELIVERED);
    const known = {
      entry,
      keys: new Map([
        ['main', 'tried'],
        ['file', 'tried'],
      ]),
      done: [DELIVERED],
    };
    const later = createSpool({ folder, digestOf });
    expect(await later.put(entry)).toEqual(known);
    expect(await later.list()).toEqual({ entries: [known], broken: [] });
  });

  it('keeps all marks when they come at the same time', async () => {
    const { spool } = await newSpool();
    await spool.put(entryOf(1));
    const names = Array.from({ length: 30 }, (_, index) => `sink-${index}`);
    await Promise.all(names.map((sink) => spool.markKey(entryOf(1), sink, 'tried')));
    const { entries } = await spool.list();
    expect([...(entries[0]?.keys.keys() ?? [])].toSorted()).toEqual(names.toSorted());
  });

  it('lists entries in the order of their time', async () => {
    const { spool } = await newSpool();
    for (const [number, day] of [
      [1, '03'],
      [2, '01'],
      [3, '02'],
    ] as const) {
      await spool.put(entryOf(number, { time: `2026-03-${day}T00:00:00Z` }));
    }
    const { entries } = await spool.list();
    expect(entries.map(({ entry }) => entry.recordId.at(-1))).toEqual(['2', '3', '1']);
  });

  it('gives one entry after the other, the oldest file first, when it is read', async () => {
    const { folder, spool } = await newSpool();
    for (const number of [1, 2, 3]) {
      await spool.put(entryOf(number));
      const names = (await readdir(folder)).filter((name) => name.endsWith('.entry.json'));
      for (const name of names) {
        const { recordId } = JSON.parse(await readFile(join(folder, name), 'utf8'));
        const age = new Date(2026, 0, 10 - Number(recordId.slice(-1)));
        await utimes(join(folder, name), age, age);
      }
    }
    await spool.markDone(entryOf(2), DELIVERED);
    await writeFile(join(folder, 'x.entry.json'), '{');
    expect(await spool.count()).toBe(4);
    const items = await all(spool.read((done) => done.some(({ sink }) => sink === 'file')));
    expect(items).toEqual([
      { kind: 'entry', spooled: { entry: entryOf(3), keys: new Map(), done: [] }, bytes: expect.any(Number) },
      { kind: 'settled' },
      { kind: 'entry', spooled: { entry: entryOf(1), keys: new Map(), done: [] }, bytes: expect.any(Number) },
      { kind: 'broken', file: { file: join(folder, 'x.entry.json'), reason: expect.stringMatching(/^It.*\.$/) } },
    ]);
    expect(await all(spool.read(() => false))).toContainEqual(
      expect.objectContaining({ spooled: { entry: entryOf(2), keys: new Map(), done: [DELIVERED] } }),
    );
  });

  it('has nothing to read when there is no folder yet', async () => {
    const { spool } = await newSpool();
    expect(await spool.count()).toBe(0);
    expect(await all(spool.read(() => true))).toEqual([]);
  });

  it('lets only its owner in when it makes files and folder', async () => {
    if (process.platform === 'win32') return;
    const { folder, spool } = await newSpool();
    await spool.put(entryOf(1));
    await spool.markKey(entryOf(1), 'file', 'tried');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const names = await readdir(folder);
    expect(names).toHaveLength(2);
    for (const name of names) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['it broke off', (text: string) => text.slice(0, 100)],
    ['it is empty', () => ''],
    ['its document was changed', (text: string) => text.replace(/person-\d/, 'person-x')],
    [
      'its id would break out of a line of log',
      (text: string) => text.replace(/"recordId":"/, '"recordId":"\\n::error::'),
    ],
    ['it is of another version', (text: string) => text.replace('"spoolVersion":1', '"spoolVersion":2')],
  ])('reports a file and leaves it when %s', async (_, change) => {
    const { folder, spool } = await newSpool();
    await spool.put(entryOf(1));
    await spool.put(entryOf(2));
    const [first = ''] = (await readdir(folder)).sort();
    const file = join(folder, first);
    const changed = change(await readFile(file, 'utf8'));
    await writeFile(file, changed);
    const { entries, broken } = await spool.list();
    expect(entries).toHaveLength(1);
    expect(broken).toEqual([{ file, reason: expect.stringMatching(/^It.*\.$/) }]);
    expect(await readFile(file, 'utf8')).toBe(changed);
  });

  it('moves a broken file aside when the true entry comes', async () => {
    const { folder, spool } = await newSpool();
    await spool.put(entryOf(1));
    await writeFile(await entryFile(folder), 'broken');
    await spool.put(entryOf(1));
    const { entries, broken } = await spool.list();
    expect(entries.map(({ entry }) => entry)).toEqual([entryOf(1)]);
    expect(await Promise.all(broken.map(({ file }) => readFile(file, 'utf8')))).toEqual(['broken']);
  });

  it('does not take another entry for its own when that lies under its name', async () => {
    const { folder, spool } = await newSpool();
    await spool.put(entryOf(1));
    const file = await entryFile(folder);
    await writeFile(file, `${JSON.stringify({ spoolVersion: 1, ...entryOf(2) })}\n`);
    await spool.put(entryOf(1));
    const { entries } = await spool.list();
    expect(entries.map(({ entry }) => entry)).toContainEqual(entryOf(1));
  });

  it('uses the rest of a journal when a line broke off or was forged', async () => {
    const { folder, spool } = await newSpool();
    await spool.put(entryOf(1));
    await spool.markKey(entryOf(1), 'file', 'tried');
    const journal = (await readdir(folder)).find((name) => name.endsWith('.journal.jsonl')) ?? '';
    await appendFile(join(folder, journal), '{"sink":"bad\\n::error::","tried":true}\n[]\n{"sink":"to');
    await spool.markDone(entryOf(1), DELIVERED);
    const { entries } = await spool.list();
    expect(entries[0]).toMatchObject({ keys: new Map([['file', 'tried']]), done: [DELIVERED] });
  });

  it('raises spool-failed with one sentence when its folder is a file', async () => {
    const folder = join(await newFolder(), 'spool');
    await writeFile(folder, '');
    const spool = createSpool({ folder, digestOf });
    for (const action of [
      () => spool.put(entryOf(1)),
      () => spool.list(),
      () => spool.count(),
      () => all(spool.read(() => false)),
      () => spool.markKey(entryOf(1), 'file', 'tried'),
    ]) {
      await expect(action()).rejects.toMatchObject({ code: 'spool-failed', message: expect.stringContaining(folder) });
    }
  });

  it('waits for nobody, follows nothing and goes on when another step put pipes, links and a huge file there', async () => {
    if (process.platform === 'win32') return;
    const { folder, spool } = await newSpool();
    await spool.put(entryOf(1));
    await spool.put(entryOf(2));
    const entry = await entryFile(folder);
    await writeFile(join(folder, 'huge.entry.json'), '');
    await truncate(join(folder, 'huge.entry.json'), 3_000_000_000);
    await symlink('/dev/zero', join(folder, 'link.entry.json'));
    execFileSync('mkfifo', [join(folder, 'pipe.entry.json'), entry.replace(/entry\.json$/, 'journal.jsonl')]);
    const { entries, broken } = await spool.list();
    expect(entries).toHaveLength(1);
    expect(broken.map(({ file, reason }) => [basename(file), reason]).sort()).toEqual(
      [
        [basename(entry), 'It could not be read (EINVAL).'],
        ['huge.entry.json', 'It could not be read (EFBIG).'],
        ['link.entry.json', 'It could not be read (ELOOP).'],
        ['pipe.entry.json', 'It could not be read (EINVAL).'],
      ].sort(),
    );
    expect((await all(spool.read(() => true))).map(({ kind }) => kind).sort()).toEqual(
      ['broken', 'broken', 'broken', 'broken', 'entry'].sort(),
    );
    for (const number of [1, 2]) {
      const marked = await spool.markKey(entryOf(number), 'file', 'tried').catch((error) => error.code);
      expect([undefined, 'spool-failed']).toContain(marked);
    }
  });

  it('lists no more than memory has room for when somebody fills the folder with entries', async () => {
    const { spool } = await newSpool();
    const filler = 'x'.repeat(20 * 1024 * 1024);
    for (let number = 1; number <= 5; number++) await spool.put(entryOf(number, { document: { number, filler } }));
    const { entries, broken } = await spool.list();
    expect(entries).toHaveLength(4);
    expect(broken).toEqual([{ file: expect.any(String), reason: expect.stringContaining('doorlog replay') }]);
  });

  it('puts an entry where a pipe lies under its name', async () => {
    if (process.platform === 'win32') return;
    const { folder, spool } = await newSpool();
    await spool.put(entryOf(1));
    const file = await entryFile(folder);
    await rm(file);
    execFileSync('mkfifo', [file]);
    await spool.put(entryOf(1));
    expect((await spool.list()).entries.map(({ entry }) => entry)).toEqual([entryOf(1)]);
  });

  it('reports an entry when its file can not be read', async () => {
    const { folder, spool } = await newSpool();
    await mkdir(join(folder, 'folder.entry.json'), { recursive: true });
    const { broken } = await spool.list();
    expect(broken).toEqual([{ file: join(folder, 'folder.entry.json'), reason: 'It could not be read (EISDIR).' }]);
  });
});
