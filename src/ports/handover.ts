import type { SpooledEntry } from './delivery.ts';

/** Makes of entries that some log store lacks the files of an artifact, which may be read by whoever sees the run. */
export interface HandoverPacker {
  /** `whole`: encrypted to the organisation’s key. `attested`: plain, so that only attested views may be packed. */
  readonly view: 'whole' | 'attested';
  /** Answers text by the files’ names. */
  pack(entries: readonly SpooledEntry[]): Promise<Readonly<Record<string, string>>>;
}

/** What at least one log store lacks, and where it was left. */
export interface Undelivered {
  /** How many entries. */
  readonly entries: number;
  readonly place:
    | {
        readonly kind: 'artifact';
        readonly name: string;
        /** Whether what was left is the whole, encrypted, or what anybody may read. */
        readonly view: 'whole' | 'attested';
      }
    | { readonly kind: 'spool'; readonly folder: string }
    | { readonly kind: 'nowhere' };
}
