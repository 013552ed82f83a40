import type { LogEntry } from '../ports.ts';

/** What a line of the file sink holds. */
export interface LogLine {
  readonly key: string;
  readonly recordId: string;
  readonly phase: string;
  readonly digest: string;
  readonly time: string;
  readonly record: LogEntry['document'];
  /** The Sigstore bundle, where the record was signed. */
  readonly bundle?: unknown;
}

/** An entry as the value of its line. */
export function lineValue({ recordId, phase, digest, time, document, bundle }: LogEntry): LogLine {
  return {
    key: `${recordId}-${phase}-${digest}`,
    recordId,
    phase,
    digest,
    time,
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
export function lineStart({ recordId, phase }: LogEntry): string {
  return JSON.stringify({ key: `${recordId}-${phase}-` }).slice(0, -2);
}
