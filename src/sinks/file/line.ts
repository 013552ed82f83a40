import { entryKey } from '../../model/entry-key.ts';
import type { LogEntry } from '../../ports.ts';

/** What a line of the file sink holds. */
export interface LogLine {
  readonly key: string;
  readonly recordId: string;
  readonly phase: string;
  readonly digest: string;
  readonly time: string;
  /** That the record is its attested view. */
  readonly view?: 'attested';
  readonly record: LogEntry['document'];
  /** The Sigstore bundle, where the record was signed. */
  readonly bundle?: unknown;
}

/** An entry as the value of its line. */
export function lineValue(entry: LogEntry): LogLine {
  const { recordId, phase, digest, time, document, bundle, view } = entry;
  return {
    key: entryKey(entry),
    recordId,
    phase,
    digest,
    time,
    ...(view && { view }),
    record: document,
    ...(bundle !== undefined && { bundle: JSON.parse(bundle) as unknown }),
  };
}

/** An entry as its line, the end of line included, with its key: record id, phase and digest. */
export function lineOf(entry: LogEntry): { line: string; key: string } {
  const value = lineValue(entry);
  return { line: `${JSON.stringify(value)}\n`, key: value.key };
}

/** What every line for this record id and phase starts with, whatever its digest. */
export function lineStart(entry: LogEntry): string {
  return JSON.stringify({ key: entryKey({ ...entry, digest: '' }) }).slice(0, -2);
}
