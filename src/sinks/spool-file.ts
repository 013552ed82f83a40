import * as z from 'zod/mini';
import { jsonOrNothing } from '../json.ts';
import type { Delivery, KeyState, LogEntry, SpooledEntry } from '../ports.ts';

/** These end up in logs, ids and file names, and anybody in the job could have written them. */
const word = () => z.string().check(z.regex(/^[\w.:-]{1,200}$/));
const line = () => z.string().check(z.regex(/^\P{Cc}{0,2000}$/u));

const Document = z.custom<LogEntry['document']>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const SpoolFile = z.object({
  spoolVersion: z.literal(1),
  recordId: word(),
  phase: word(),
  digest: word(),
  time: z.iso.datetime(),
  bundle: z.exactOptional(z.string()),
  view: z.exactOptional(z.literal('attested')),
  subjectDigest: z.exactOptional(word()),
  attested: z.exactOptional(Document),
  document: Document,
});

const JournalLine = z.object({
  sink: line(),
  key: z.optional(z.enum(['unused', 'tried', 'taken', 'spare-tried'])),
  delivery: z.optional(
    z.object({
      sink: line(),
      status: z.enum(['delivered', 'already-there', 'conflict', 'pending', 'failed']),
      location: z.exactOptional(line()),
      reason: z.exactOptional(line()),
    }),
  ),
});

/** Reads an entry's file as text that anybody may have changed: its digest must be that of its document. */
export function parseEntry(
  text: string,
  digestOf: (document: unknown) => string,
): { readonly entry: LogEntry } | { readonly fault: string } {
  const parsed = z.safeParse(SpoolFile, jsonOrNothing(text));
  if (!parsed.success) return { fault: 'It is not an entry of this spool, or it broke off.' };
  const { spoolVersion: _, ...entry } = parsed.data;
  const { digest, document, bundle } = entry;
  if (safeDigest(document, digestOf) !== digest) return { fault: 'Its document is not the one that its digest names.' };
  if (bundle !== undefined && jsonOrNothing(bundle) === undefined) return { fault: 'Its bundle is not JSON.' };
  return { entry };
}

/** Reads a journal, in which the last word on each sink holds; lines that broke off say nothing. */
export function parseJournal(text: string): Omit<SpooledEntry, 'entry'> {
  const keys = new Map<string, KeyState>();
  const done = new Map<string, Delivery>();
  for (const line of text.split('\n')) {
    const parsed = line === '' ? undefined : z.safeParse(JournalLine, jsonOrNothing(line)).data;
    if (parsed === undefined) continue;
    if (parsed.key !== undefined) keys.set(parsed.sink, parsed.key);
    if (parsed.delivery?.sink === parsed.sink) done.set(parsed.sink, parsed.delivery);
  }
  return { keys, done: [...done.values()] };
}

function safeDigest(document: unknown, digestOf: (document: unknown) => string): string | undefined {
  try {
    return digestOf(document);
  } catch {
    return undefined;
  }
}
