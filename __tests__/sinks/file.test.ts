import { appendFile, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LogEntry, Sink } from '../../src/ports.ts';
import { createFileSink } from '../../src/sinks/file/sink.ts';
import { entryOf, firstTry, newFolder } from './entries.ts';

async function newSink(): Promise<{ sink: Sink; path: string }> {
  const path = join(await newFolder(), 'deep', 'log.jsonl');
  return { path, sink: createFileSink({ type: 'file', name: 'file', required: false, path }, { folder: '.' }) };
}

async function linesOf(path: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(path, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

function lineFor(entry: LogEntry): Record<string, unknown> {
  const { recordId, phase, digest, time, document } = entry;
  return { key: `${recordId}-${phase}-${digest}`, recordId, phase, digest, time, record: document };
}

describe('the file sink', () => {
  it('appends one line when an entry is new', async () => {
    const { sink, path } = await newSink();
    const entry = entryOf(1, { document: { text: 'two\nlines – ünïcödé \u2028' } });
    const delivery = await sink.deliver(entry, firstTry());
    expect(delivery).toEqual({
      sink: 'file',
      status: 'delivered',
      location: `${path}#${entry.recordId}-end-${entry.digest}`,
    });
    expect(await linesOf(path)).toEqual([lineFor(entry)]);
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(2);
  });

  it('keeps the bundle beside the record when the record was signed', async () => {
    const { sink, path } = await newSink();
    const entry = entryOf(1, { bundle: '{"mediaType":"x"}' });
    await sink.deliver(entry, firstTry());
    expect(await linesOf(path)).toEqual([{ ...lineFor(entry), bundle: { mediaType: 'x' } }]);
    expect((await sink.deliver(entry, firstTry({ key: 'tried' }))).status).toBe('already-there');
  });

  it('is readable by its owner only when it makes the file', async () => {
    if (process.platform === 'win32') return;
    const { sink, path } = await newSink();
    await sink.deliver(entryOf(1), firstTry());
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
  });

  it('writes nothing when the entry is there already', async () => {
    const { sink, path } = await newSink();
    await sink.deliver(entryOf(1), firstTry());
    await sink.deliver(entryOf(2), firstTry());
    expect(await sink.deliver(entryOf(1), firstTry({ key: 'tried' }))).toMatchObject({ status: 'already-there' });
    expect(await linesOf(path)).toHaveLength(2);
  });

  it('keeps both and reports a conflict when another digest has the record id and phase', async () => {
    const { sink, path } = await newSink();
    await sink.deliver(entryOf(1), firstTry());
    const other = entryOf(1, { document: { other: true } });
    expect(await sink.deliver(other, firstTry())).toMatchObject({ status: 'conflict' });
    expect(await sink.deliver(other, firstTry())).toMatchObject({ status: 'already-there' });
    expect(await linesOf(path)).toEqual([lineFor(entryOf(1)), lineFor(other)]);
  });

  it('keeps both and reports a conflict when somebody put other content under its very key', async () => {
    const { sink, path } = await newSink();
    await sink.deliver(entryOf(9), firstTry());
    await appendFile(path, `${JSON.stringify({ ...lineFor(entryOf(1)), record: { forged: true } })}\n`);
    expect(await sink.deliver(entryOf(1), firstTry())).toMatchObject({ status: 'conflict' });
    expect(await linesOf(path)).toContainEqual(lineFor(entryOf(1)));
  });

  it('reports a conflict when the line with its key is far longer than its own', async () => {
    const { sink, path } = await newSink();
    await sink.deliver(entryOf(9), firstTry());
    await appendFile(path, `${JSON.stringify({ ...lineFor(entryOf(1)), record: 'x'.repeat(500_000) })}\n`);
    expect(await sink.deliver(entryOf(1), firstTry())).toMatchObject({ status: 'conflict' });
  });

  it('starts a line of its own and writes the whole entry again when the last line broke off', async () => {
    const whole = `${JSON.stringify(lineFor(entryOf(1)))}\n`;
    const { sink, path } = await newSink();
    await sink.deliver(entryOf(2), firstTry());
    const before = await readFile(path, 'utf8');
    for (const length of [1, 40, 90, 200, whole.length - 3]) {
      await writeFile(path, before + whole.slice(0, length));
      expect(await sink.deliver(entryOf(1), firstTry())).toMatchObject({ status: 'delivered' });
      expect(await linesOf(path)).toEqual([lineFor(entryOf(2)), lineFor(entryOf(1))]);
      expect(await sink.deliver(entryOf(1), firstTry())).toMatchObject({ status: 'already-there' });
    }
  });

  it('only ends the line when nothing but its end is missing', async () => {
    const { sink, path } = await newSink();
    await sink.deliver(entryOf(1), firstTry());
    const whole = await readFile(path, 'utf8');
    await writeFile(path, whole.slice(0, -1));
    expect(await sink.deliver(entryOf(1), firstTry())).toMatchObject({ status: 'already-there' });
    expect(await readFile(path, 'utf8')).toBe(whole);
  });

  it('finds an entry when it lies across the borders of what is read at once', async () => {
    const { sink, path } = await newSink();
    await sink.deliver(entryOf(0), firstTry());
    for (const padding of [262_000, 262_120, 262_143, 262_144, 262_145]) {
      await writeFile(path, `${'x'.repeat(padding)}\n${JSON.stringify(lineFor(entryOf(1)))}\n`);
      expect(await sink.deliver(entryOf(1), firstTry())).toMatchObject({ status: 'already-there' });
    }
  });

  it('fails when the path leads to a device that never ends', async () => {
    if (process.platform === 'win32') return;
    const { sink, path } = await newSink();
    await mkdir(dirname(path), { recursive: true });
    await symlink('/dev/zero', path);
    const { status, reason } = await sink.deliver(entryOf(1), firstTry());
    expect([status, reason]).toEqual(['failed', `${path} could not be written to (EINVAL).`]);
  });

  it('fails with one sentence when the path is a folder', async () => {
    const path = await newFolder();
    const sink = createFileSink({ type: 'file', name: 'disk', required: true, path }, { folder: '.' });
    expect(await sink.deliver(entryOf(1), firstTry())).toEqual({
      sink: 'disk',
      status: 'failed',
      reason: `${path} could not be written to (EISDIR).`,
    });
  });

  it('is pending and writes nothing when the time is over', async () => {
    const { sink, path } = await newSink();
    expect(await sink.deliver(entryOf(1), firstTry({ signal: AbortSignal.abort() }))).toMatchObject({
      status: 'pending',
    });
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('neither loses nor doubles an entry when deliveries come in any order, at once and again', async () => {
    const step = fc.record({ number: fc.nat(3), variant: fc.nat(1), torn: fc.boolean(), wait: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { sink, path } = await newSink();
        await sink.deliver(entryOf(99), firstTry());
        const wanted = new Map([[entryOf(99).digest, entryOf(99)]]);
        const running: Promise<unknown>[] = [];
        for (const { number, variant, torn, wait } of steps) {
          const entry = entryOf(number, { document: { number, variant } });
          if (torn) {
            await Promise.all(running);
            await appendFile(path, '{"key":"broke');
          }
          wanted.set(entry.digest, entry);
          running.push(sink.deliver(entry, firstTry()));
          if (wait) await Promise.all(running);
        }
        await Promise.all(running);
        // A torn end is mended by the next delivery.
        await sink.deliver(entryOf(98), firstTry());
        wanted.set(entryOf(98).digest, entryOf(98));
        const digests = (await linesOf(path)).map(({ digest }) => String(digest));
        expect(digests.toSorted()).toEqual([...wanted.keys()].toSorted());
      }),
      { numRuns: 40 },
    );
  });
});
