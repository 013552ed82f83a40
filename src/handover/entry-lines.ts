import type { LogEntry } from '../ports.ts';

/** Name of the file with the entries, before what it is encrypted with is added. */
export const LINES_FILE = 'undelivered.jsonl';

/** Entries as a spool keeps them, one a line. */
export function linesOf(entries: readonly LogEntry[]): string {
  return entries.map((entry) => `${JSON.stringify({ spoolVersion: 1, ...entry })}\n`).join('');
}
