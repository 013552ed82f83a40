import type { LogEntry } from './delivery.ts';

/** Makes of entries that some log store lacks the files of an artifact, which may be read by whoever sees the run. */
export interface HandoverPacker {
  /** `whole`: encrypted to the organisation’s key. `attested`: plain, so that only attested views may be packed. */
  readonly view: 'whole' | 'attested';
  /** Answers text by the files’ names. */
  pack(entries: readonly LogEntry[]): Promise<Readonly<Record<string, string>>>;
}
