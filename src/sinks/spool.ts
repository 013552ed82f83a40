import { createHash } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DoorlogError, systemCodeOf } from '../errors.ts';
import type { BrokenSpoolFile, Delivery, KeyState, LogEntry, LongSpool, SpooledEntry, SpoolItem } from '../ports.ts';
import { parseEntry, parseJournal } from './spool-file.ts';
import { appendText, namesIn, oldestFirst, randomWord, readText, writeWhole } from './spool-files.ts';

const ENTRY = '.entry.json';
const JOURNAL = '.journal.jsonl';

/** What is held at once of a list, which a hook asks for: far more than a job leaves, and any step may have added to it. */
const LISTED = { files: 1_000, bytes: 64 * 1024 * 1024 } as const;

/** Whether a file of this name is an entry in a spool. */
export function isEntryFile(name: string): boolean {
  return name.endsWith(ENTRY);
}

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
export function createSpool({ folder, digestOf }: SpoolOptions): LongSpool {
  return {
    folder,
    put: (entry) => attempt('written to', () => put(entry)),
    list: () => attempt('read', list),
    count: () => attempt('read', () => namesIn(folder, ENTRY).length),
    read,
    markKey: (entry, sink, key) => attempt('written to', () => append(entry, { sink, key })),
    markDone: (entry, delivery) => attempt('written to', () => append(entry, { sink: delivery.sink, delivery })),
  };

  function put(entry: LogEntry): SpooledEntry {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const name = keyOf(entry);
    const known = textOrNone(join(folder, name + ENTRY));
    if (known !== undefined) {
      const parsed = parseEntry(known, digestOf);
      if ('entry' in parsed && keyOf(parsed.entry) === name) return { entry, ...journalOf(name) };
      // Kept for whoever wants to know what happened, but out of the way of the true entry.
      renameSync(join(folder, name + ENTRY), join(folder, `${name}.${randomWord()}.broken${ENTRY}`));
    }
    writeWhole(join(folder, name + ENTRY), `${JSON.stringify({ spoolVersion: 1, ...entry })}\n`);
    return { entry, ...journalOf(name) };
  }

  function list(): { entries: SpooledEntry[]; broken: BrokenSpoolFile[] } {
    const found = new Map<string, SpooledEntry>();
    const broken: BrokenSpoolFile[] = [];
    let left: number = LISTED.bytes;
    for (const name of namesIn(folder, ENTRY).sort().slice(0, LISTED.files)) {
      const item = left > 0 ? lookAt(name) : tooMuch(name);
      if (item.kind === 'broken') {
        broken.push(item.file);
      } else {
        found.set(keyOf(item.spooled.entry), item.spooled);
        left -= item.bytes;
      }
    }
    const entries = [...found.values()].sort((a, b) => momentOf(a) - momentOf(b));
    return { entries, broken };
  }

  async function* read(isSettled: (done: readonly Delivery[]) => boolean): AsyncGenerator<SpoolItem> {
    const names = await attempt('read', () => oldestFirst(folder, namesIn(folder, ENTRY)));
    for (const name of names) {
      yield await attempt('read', () => (isKnownSettled(name, isSettled) ? { kind: 'settled' } : lookAt(name)));
    }
  }

  function isKnownSettled(name: string, isSettled: (done: readonly Delivery[]) => boolean): boolean {
    try {
      const { done } = journalOf(name.slice(0, -ENTRY.length));
      return done.length > 0 && isSettled(done);
    } catch {
      return false;
    }
  }

  function lookAt(name: string): Exclude<SpoolItem, { kind: 'settled' }> {
    const file = join(folder, name);
    const broken = (reason: string) => ({ kind: 'broken' as const, file: { file, reason } });
    try {
      const text = readText(file) ?? '';
      const parsed = parseEntry(text, digestOf);
      if ('fault' in parsed) return broken(parsed.fault);
      // Whatever the file is called: its entry has one journal, and none of a stranger's.
      const spooled = { entry: parsed.entry, ...journalOf(keyOf(parsed.entry)) };
      return { kind: 'entry', spooled, bytes: text.length };
    } catch (cause) {
      return broken(`It could not be read (${systemCodeOf(cause) ?? 'unexpected fault'}).`);
    }
  }

  function tooMuch(name: string): Extract<SpoolItem, { kind: 'broken' }> {
    const reason = 'It was not read, because there is more than a job leaves; “doorlog replay” reads it.';
    return { kind: 'broken', file: { file: join(folder, name), reason } };
  }

  function journalOf(name: string): Omit<SpooledEntry, 'entry'> {
    return parseJournal(readText(join(folder, name + JOURNAL)) ?? '');
  }

  /** A line end on both sides, so that a line that broke off in a crash spoils only itself. */
  function append(entry: LogEntry, line: { sink: string; key?: KeyState; delivery?: Delivery }): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    appendText(join(folder, keyOf(entry) + JOURNAL), `\n${JSON.stringify(line)}\n`);
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

/** What is there and can't be read is no entry either. */
function textOrNone(path: string): string | undefined {
  try {
    return readText(path);
  } catch {
    return '';
  }
}

/** A file name for an entry that any file system takes, however long or strange its parts are. */
function keyOf({ recordId, phase, digest, view }: LogEntry): string {
  return createHash('sha256')
    .update(JSON.stringify([recordId, phase, digest, ...(view ? [view] : [])]))
    .digest('hex')
    .slice(0, 40);
}

/** Entries without a usable time come first: they can't wait for anything. */
function momentOf({ entry }: SpooledEntry): number {
  return Date.parse(entry.time) || 0;
}
