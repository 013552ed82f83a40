import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DoorlogError, systemCodeOf } from '../errors.ts';
import type { BrokenSpoolFile, Delivery, LogEntry, Spool, SpooledEntry } from '../ports.ts';
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
 */
export function createSpool({ folder, digestOf }: SpoolOptions): Spool {
  return {
    folder,
    put: (entry) => attempt('written to', () => put(entry)),
    list: () => attempt('read', list),
    markTried: (entry, sink) => attempt('written to', () => append(entry, { sink, tried: true })),
    markDone: (entry, delivery) => attempt('written to', () => append(entry, { sink: delivery.sink, delivery })),
  };

  async function put(entry: LogEntry): Promise<SpooledEntry> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = keyOf(entry);
    const known = await readText(join(folder, name + ENTRY));
    if (known !== undefined) {
      const parsed = parseEntry(known, digestOf);
      if ('entry' in parsed && keyOf(parsed.entry) === name) return { entry, ...(await journalOf(name)) };
      // Kept for whoever wants to know what happened, but out of the way of the true entry.
      await rename(join(folder, name + ENTRY), join(folder, `${name}.${random()}.broken${ENTRY}`));
    }
    await writeWhole(join(folder, name + ENTRY), `${JSON.stringify({ spoolVersion: 1, ...entry })}\n`);
    return { entry, ...(await journalOf(name)) };
  }

  async function list(): Promise<{ entries: SpooledEntry[]; broken: BrokenSpoolFile[] }> {
    const found = new Map<string, SpooledEntry>();
    const broken: BrokenSpoolFile[] = [];
    for (const name of (await namesIn(folder)).filter((each) => each.endsWith(ENTRY)).sort()) {
      const file = join(folder, name);
      const parsed = await readEntry(file, digestOf);
      if ('fault' in parsed) {
        broken.push({ file, reason: parsed.fault });
      } else {
        const key = keyOf(parsed.entry);
        found.set(key, { entry: parsed.entry, ...(await journalOf(key)) });
      }
    }
    const entries = [...found.values()].sort((a, b) => momentOf(a) - momentOf(b));
    return { entries, broken };
  }

  async function journalOf(name: string): Promise<Omit<SpooledEntry, 'entry'>> {
    return parseJournal((await readText(join(folder, name + JOURNAL))) ?? '');
  }

  /** A line end on both sides, so that a line that broke off in a crash spoils only itself. */
  async function append(entry: LogEntry, line: { sink: string; tried?: true; delivery?: Delivery }): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(join(folder, keyOf(entry) + JOURNAL), 'a', 0o600);
    try {
      await file.write(`\n${JSON.stringify(line)}\n`);
    } finally {
      await file.close();
    }
  }

  async function attempt<T>(verb: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (cause) {
      const fault = systemCodeOf(cause) ?? 'unexpected fault';
      throw new DoorlogError('spool-failed', `The spool ${folder} could not be ${verb} (${fault}).`, { cause });
    }
  }
}

/** A file name for an entry that any file system takes, however long or strange its parts are. */
function keyOf({ recordId, phase, digest }: LogEntry): string {
  return createHash('sha256')
    .update(JSON.stringify([recordId, phase, digest]))
    .digest('hex')
    .slice(0, 40);
}

async function readEntry(file: string, digestOf: SpoolOptions['digestOf']): Promise<ReturnType<typeof parseEntry>> {
  try {
    return parseEntry(await readFile(file, 'utf8'), digestOf);
  } catch (cause) {
    return { fault: `It could not be read (${systemCodeOf(cause) ?? 'unexpected fault'}).` };
  }
}

/** Entries without a usable time come first: they can't wait for anything. */
function momentOf({ entry }: SpooledEntry): number {
  return Date.parse(entry.time) || 0;
}

async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${random()}.tmp`;
  const file = await open(beside, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    throw cause;
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (systemCodeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (systemCodeOf(cause) === 'ENOENT') return [];
    throw cause;
  }
}

function random(): string {
  return randomBytes(4).toString('hex');
}
