import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { systemCodeOf } from '../../errors.ts';
import type { Confirmation, Delivery, LogEntry, Sink } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { lineOf } from './line.ts';
import { type Presence, presenceOf } from './scan.ts';
import type { FileSinkConfig } from './type.ts';

/**
 * A sink that appends to a file of JSON Lines. An entry that is there is not written again; another digest under the
 * same record id and phase is written too and reported as `conflict`. Two processes that deliver one entry at the same
 * moment may both write it: at least once across processes, exactly once within one.
 */
export function createFileSink(config: FileSinkConfig, { folder }: Pick<SinkSurroundings, 'folder'>): Sink {
  const path = resolve(folder, config.path);
  let queue: Promise<unknown> = Promise.resolve();
  return {
    name: config.name,
    required: config.required,
    idempotent: true,
    deliver(entry, { signal }) {
      const turn = queue.then(() => append(config.name, path, entry, signal));
      queue = turn;
      return turn;
    },
    confirm: (entry) => queue.then(() => readBack(path, entry)),
  };
}

async function readBack(path: string, entry: LogEntry): Promise<Confirmation> {
  try {
    const file = await open(path, 'r');
    try {
      return (await presenceOf(file, entry)) === 'same'
        ? { confirmed: true, how: `It was read back from ${path}.` }
        : { confirmed: false, how: `It is not in ${path}.` };
    } finally {
      await file.close();
    }
  } catch (cause) {
    return { confirmed: false, how: `${path} could not be read (${systemCodeOf(cause) ?? 'unexpected fault'}).` };
  }
}

async function append(sink: string, path: string, entry: LogEntry, signal: AbortSignal): Promise<Delivery> {
  if (signal.aborted) return { sink, status: 'pending', reason: `There was no time left to write to ${path}.` };
  const { line, key } = lineOf(entry);
  const location = `${path}#${key}`;
  try {
    // The log holds what only its keepers may see; an existing folder or file keeps the mode that they gave it.
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'a+', 0o600);
    try {
      // A link to a device that never ends would be looked through for ever.
      if (!(await file.stat()).isFile()) throw Object.assign(new Error('no file'), { code: 'EINVAL' });
      const presence = await presenceOf(file, entry);
      if (presence === 'same') return { sink, status: 'already-there', location };
      await appendLine(file, presence === 'unended' ? '' : line);
      return conclude(sink, location, presence);
    } finally {
      await file.close();
    }
  } catch (cause) {
    return {
      sink,
      status: 'failed',
      reason: `${path} could not be written to (${systemCodeOf(cause) ?? 'unexpected fault'}).`,
    };
  }
}

function conclude(sink: string, location: string, presence: Presence): Delivery {
  if (presence === 'unended') return { sink, status: 'already-there', location };
  if (presence === 'absent') return { sink, status: 'delivered', location };
  const reason = 'Another record with the same id and phase was in the file already; both are kept.';
  return { sink, status: 'conflict', location, reason };
}

/** One write for the whole line, so that appenders side by side don't mix; on disk before the answer. */
async function appendLine(file: FileHandle, line: string): Promise<void> {
  const bytes = Buffer.from((await endsTorn(file)) ? `\n${line}` : line);
  const { bytesWritten } = await file.write(bytes);
  if (bytesWritten < bytes.length) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
  await file.sync();
}

/** Whether the last line has no end: a writer died in it, and nothing may be glued to it. */
async function endsTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last[0] !== 0x0a;
}
