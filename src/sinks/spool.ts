import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DoorlogError, systemCodeOf } from '../errors.ts';
import type { BrokenSpoolFile, Delivery, KeyState, LogEntry, Spool, SpooledEntry } from '../ports.ts';
import { parseEntry, parseJournal } from './spool-file.ts';

const ENTRY = '.entry.json';
const JOURNAL = '.journal.jsonl';

/** What a spool is made from. */
export interface SpoolOptions {
  readonly folder: string;
  /** The digest that LogEntry asks for: SHA-256 in hex of the RFC 8785 canonical form. */
  readonly digestOf: (document: unknown) => string;
}

/**
 * A spool in a folder of its own (mode 0700): for each entry a file that never changes (mode 0600, written beside and
 * renamed) and a journal of attempts that only grows. Whatever can't be used is reported and left where it is.
 * All methods raise `spool-failed`.
 * Synchronous inside: for a few small files a round through the thread pool costs more than the work itself.
 */
export function createSpool({ folder, digestOf }: SpoolOptions): Spool {
  return {
    folder,
    put: (entry) => attempt('written to', () => put(entry)),
    list: () => attempt('read', list),
    markKey: (entry, sink, key) => attempt('written to', () => append(entry, { sink, key })),
    markDone: (entry, delivery) => attempt('written to', () => append(entry, { sink: delivery.sink, delivery })),
  };

  function put(entry: LogEntry): SpooledEntry {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const name = keyOf(entry);
    const known = readText(join(folder, name + ENTRY));
    if (known !== undefined) {
      const parsed = parseEntry(known, digestOf);
      if ('entry' in parsed && keyOf(parsed.entry) === name) return { entry, ...journalOf(name) };
      // Kept for whoever wants to know what happened, but out of the way of the true entry.
      renameSync(join(folder, name + ENTRY), join(folder, `${name}.${random()}.broken${ENTRY}`));
    }
    writeWhole(join(folder, name + ENTRY), `${JSON.stringify({ spoolVersion: 1, ...entry })}\n`);
    return { entry, ...journalOf(name) };
  }

  function list(): { entries: SpooledEntry[]; broken: BrokenSpoolFile[] } {
    const found = new Map<string, SpooledEntry>();
    const broken: BrokenSpoolFile[] = [];
    for (const name of namesIn(folder)
      .filter((each) => each.endsWith(ENTRY))
      .sort()) {
      const file = join(folder, name);
      const parsed = readEntry(file, digestOf);
      if ('fault' in parsed) {
        broken.push({ file, reason: parsed.fault });
      } else {
        const key = keyOf(parsed.entry);
        found.set(key, { entry: parsed.entry, ...journalOf(key) });
      }
    }
    const entries = [...found.values()].sort((a, b) => momentOf(a) - momentOf(b));
    return { entries, broken };
  }

  function journalOf(name: string): Omit<SpooledEntry, 'entry'> {
    return parseJournal(readText(join(folder, name + JOURNAL)) ?? '');
  }

  /** A line end on both sides, so that a line that broke off in a crash spoils only itself. */
  function append(entry: LogEntry, line: { sink: string; key?: KeyState; delivery?: Delivery }): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = openSync(join(folder, keyOf(entry) + JOURNAL), 'a', 0o600);
    try {
      writeFileSync(file, `\n${JSON.stringify(line)}\n`);
    } finally {
      closeSync(file);
    }
  }

  async function attempt<T>(verb: string, action: () => T): Promise<T> {
    try {
      return action();
    } catch (cause) {
      const fault = systemCodeOf(cause) ?? 'unexpected fault';
      throw new DoorlogError('spool-failed', `The spool ${folder} could not be ${verb} (${fault}).`, { cause });
    }
  }
}

/** A file name for an entry that any file system takes, however long or strange its parts are. */
function keyOf({ recordId, phase, digest, view }: LogEntry): string {
  return createHash('sha256')
    .update(JSON.stringify([recordId, phase, digest, ...(view ? [view] : [])]))
    .digest('hex')
    .slice(0, 40);
}

function readEntry(file: string, digestOf: SpoolOptions['digestOf']): ReturnType<typeof parseEntry> {
  try {
    return parseEntry(readFileSync(file, 'utf8'), digestOf);
  } catch (cause) {
    return { fault: `It could not be read (${systemCodeOf(cause) ?? 'unexpected fault'}).` };
  }
}

/** Entries without a usable time come first: they can't wait for anything. */
function momentOf({ entry }: SpooledEntry): number {
  return Date.parse(entry.time) || 0;
}

function writeWhole(path: string, text: string): void {
  const beside = `${path}.${random()}.tmp`;
  const file = openSync(beside, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    renameSync(beside, path);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw cause;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (systemCodeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (systemCodeOf(cause) === 'ENOENT') return [];
    throw cause;
  }
}

function random(): string {
  return randomBytes(4).toString('hex');
}
