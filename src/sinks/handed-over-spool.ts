import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { DoorlogError, systemCodeOf } from '../errors.ts';
import { entryKey } from '../model/entry-key.ts';
import type { BrokenSpoolFile, Delivery, KeyState, LogEntry, LongSpool, SpooledEntry, SpoolItem } from '../ports.ts';
import { parseEntry, parseJournal } from './spool-file.ts';
import { appendText, readText } from './spool-files.ts';

/** What a line says of its entry’s way before it was handed over. */
const Way = z.looseObject({
  keys: z.optional(z.record(z.string(), z.enum(['unused', 'tried', 'taken', 'spare-tried']))),
  done: z.optional(z.array(z.string())),
});

/** What was handed over, as it is replayed. */
export interface HandedOver {
  /** Where it is, for people. */
  readonly place: string;
  /** Its entries, one a line; they are kept in memory alone. */
  readonly lines: string;
  /** File for the account of attempts, which names no record but by its digest. */
  readonly journal: string;
  readonly digestOf: (document: unknown) => string;
}

/**
 * Entries that were handed over, as a spool that nothing can be put into. Nobody knows who has replayed them already, so
 * every key counts as tried: a store that has one has the entry. `put` and what writes the account raise `spool-failed`.
 */
export function createHandedOverSpool({ place, lines, journal, digestOf }: HandedOver): LongSpool {
  const texts = lines.split('\n').filter((line) => line !== '');

  function itemOf(text: string, index: number): Exclude<SpoolItem, { kind: 'settled' }> {
    const parsed = parseEntry(text, digestOf);
    if ('fault' in parsed) {
      return { kind: 'broken', file: { file: `${place}, line ${index + 1}`, reason: parsed.fault } };
    }
    return { kind: 'entry', spooled: { entry: parsed.entry, ...wayOf(parsed.entry, text) }, bytes: text.length };
  }

  function wayOf(entry: LogEntry, text: string): Omit<SpooledEntry, 'entry'> {
    const before = Way.safeParse(JSON.parse(text)).data ?? {};
    const since = parseJournal(linesOn(entry, accountIn(journal)));
    const known = [...Object.entries(before.keys ?? {}), ...since.keys].filter(([, key]) => key !== 'unused');
    const delivered = (before.done ?? []).map((sink): Delivery => ({ sink, status: 'delivered' }));
    return { keys: new TriedKeys(known), done: [...delivered, ...since.done] };
  }

  function write(entry: LogEntry, line: { sink: string; key?: KeyState; delivery?: Delivery }): void {
    try {
      appendText(journal, `\n${JSON.stringify({ entry: shortKey(entry), ...line })}\n`);
    } catch (cause) {
      const fault = systemCodeOf(cause) ?? 'unexpected fault';
      const sentence = `The account of this replay could not be written to ${journal} (${fault}), so another one can’t know of it.`;
      throw new DoorlogError('spool-failed', sentence, { cause });
    }
  }

  return {
    folder: place,
    put: () => Promise.reject(new DoorlogError('spool-failed', `Nothing can be put into ${place}.`)),
    async list() {
      const items = texts.map(itemOf);
      const broken: BrokenSpoolFile[] = items.flatMap((item) => (item.kind === 'broken' ? [item.file] : []));
      return { entries: items.flatMap((item) => (item.kind === 'entry' ? [item.spooled] : [])), broken };
    },
    count: async () => texts.length,
    async *read(isSettled) {
      for (const [index, text] of texts.entries()) {
        const item = itemOf(text, index);
        yield item.kind === 'entry' && isSettled(item.spooled.done) ? { kind: 'settled' } : item;
      }
    },
    markKey: async (entry, sink, key) => write(entry, { sink, key }),
    markDone: async (entry, delivery) => write(entry, { sink: delivery.sink, delivery }),
  };
}

/** One that can’t be read is none: that it can’t be written either is told. */
function accountIn(file: string): string {
  try {
    return readText(file) ?? '';
  } catch {
    return '';
  }
}

/** What was never heard of counts as tried. */
class TriedKeys extends Map<string, KeyState> {
  override get(sink: string): KeyState {
    return super.get(sink) ?? 'tried';
  }
}

/** The lines of the account that are about one entry. */
function linesOn(entry: LogEntry, text: string): string {
  const mark = JSON.stringify({ entry: shortKey(entry) }).slice(0, -1);
  return text
    .split('\n')
    .filter((line) => line.startsWith(mark))
    .join('\n');
}

function shortKey(entry: LogEntry): string {
  return createHash('sha256').update(entryKey(entry)).digest('hex').slice(0, 40);
}
