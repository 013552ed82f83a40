import type { SinkFilter } from '../model/sink-filter.ts';

/** What a sink is given to store: one phase of one record, with the bytes it must keep. */
export interface LogEntry {
  readonly recordId: string;
  readonly phase: string;
  /** SHA-256 in hex of the RFC 8785 canonical form of `document`. */
  readonly digest: string;
  /** The record's own time, RFC 3339. */
  readonly time: string;
  /** The log view of the record, or its attested view where `view` says so. */
  readonly document: Readonly<Record<string, unknown>>;
  /** JSON text of the Sigstore bundle over the attested view, where there is one. */
  readonly bundle?: string;
  /** That `document` is the attested view, because the log view was lost with its machine. */
  readonly view?: 'attested';
  /** The attested view beside the log view, for stores that keep apart what may have to be erased. */
  readonly attested?: Readonly<Record<string, unknown>>;
  /** SHA-256 in hex of the attested view's canonical form: the subject under which the attestation is found. */
  readonly subjectDigest?: string;
}

/** What became of one entry at one sink. */
export interface Delivery {
  readonly sink: string;
  /** `conflict`: stored, but under another key, because the own one was taken before the first attempt. */
  readonly status: 'delivered' | 'already-there' | 'conflict' | 'pending' | 'failed';
  /** Where it can be found: a path, or index and document id. */
  readonly location?: string;
  /** Why not, or what is not certain about it, one sentence. */
  readonly reason?: string;
}

/** A place in the central log. `deliver` never raises: what went wrong is in the delivery. */
export interface Sink {
  readonly name: string;
  readonly required: boolean;
  /** Whether it looks for itself what it has: sending an entry again then costs little and mends a loss. */
  readonly idempotent?: boolean;
  /** What it wants of all entries; left out, everything. */
  readonly filter?: SinkFilter;
  /** Whether it stores the attested view by itself, so that entries for it must hold one. */
  readonly needsAttested?: boolean;
  deliver(entry: LogEntry, options: DeliverOptions): Promise<Delivery>;
  /**
   * Delivers many at once, each as `deliver` would, and answers in their order; left out where that saves nothing. Never
   * raises.
   */
  deliverBatch?(batch: readonly BatchEntry[], options: BatchOptions): Promise<readonly Delivery[]>;
  /** Whether it has an entry that was delivered under its own key. Left out where it can't tell; never raises. */
  confirm?(entry: LogEntry, signal: AbortSignal): Promise<Confirmation>;
}

/** Whether a sink has an entry, and how that is known or why it is not, one sentence. */
export interface Confirmation {
  readonly confirmed: boolean;
  readonly how: string;
}

/**
 * What all attempts so far say of an entry's key at a sink: none can have stored it (`unused`), one may have (`tried`),
 * somebody else's document stands there (`taken`), and after that an attempt with the spare key may have stored it
 * (`spare-tried`).
 */
export type KeyState = 'unused' | 'tried' | 'taken' | 'spare-tried';

/** How an entry is to be delivered. */
export interface DeliverOptions {
  /** Ends the attempt: the answer is then `pending`. */
  readonly signal: AbortSignal;
  /** What is known from earlier attempts, in this process or another one. */
  readonly key: KeyState;
  /** Told what this attempt found out, before it acts on it, for the attempts to come. Never raises. */
  readonly noteKey?: (key: KeyState) => Promise<void>;
}

/** One entry of a batch with what is known of its key from earlier attempts. */
export interface BatchEntry {
  readonly entry: LogEntry;
  readonly key: KeyState;
}

/** How a batch is to be delivered. */
export interface BatchOptions {
  /** Ends the attempt: what is not stored by then is `pending`. */
  readonly signal: AbortSignal;
  /** As `DeliverOptions.noteKey`, for one entry of the batch. */
  readonly noteKey?: (entry: LogEntry, key: KeyState) => Promise<void>;
}

/** One entry in the spool with what is known of its way to each sink. */
export interface SpooledEntry {
  readonly entry: LogEntry;
  /** What is known of its key at each sink to which an attempt was made. */
  readonly keys: ReadonlyMap<string, KeyState>;
  /** For each sink that has it, how it got there. */
  readonly done: readonly Delivery[];
}

/** A file in the spool that can't be used; it is left where it is. */
export interface BrokenSpoolFile {
  readonly file: string;
  /** What is wrong with it, one sentence. */
  readonly reason: string;
}

/**
 * Keeps entries on disk until every sink has them, so that nothing is lost when the process ends.
 * Raises `spool-failed`.
 */
export interface Spool {
  /** Folder that it is in. */
  readonly folder: string;
  /** Stores the entry if it is not there yet, and says what is known of it. */
  put(entry: LogEntry): Promise<SpooledEntry>;
  /** Entries in order of their time, no more than a job leaves, and what could not be read. */
  list(): Promise<{ readonly entries: readonly SpooledEntry[]; readonly broken: readonly BrokenSpoolFile[] }>;
  /** To be called before an attempt, which the process may not survive, and whenever more is known. */
  markKey(entry: LogEntry, sink: string, key: KeyState): Promise<void>;
  markDone(entry: LogEntry, delivery: Delivery): Promise<void>;
}

/** What a spool has to show for one of its files. */
export type SpoolItem =
  | {
      readonly kind: 'entry';
      readonly spooled: SpooledEntry;
      /** Length of its file. */
      readonly bytes: number;
    }
  /** By its journal there is nothing left to do; it was not looked at. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'broken'; readonly file: BrokenSpoolFile };

/** A spool that can be worked through however much is in it. Raises `spool-failed`. */
export interface LongSpool extends Spool {
  /** How many entries there are, those that can't be read included. */
  count(): Promise<number>;
  /** One after the other, the oldest file first, holding no more than their names. */
  read(isSettled: (done: readonly Delivery[]) => boolean): AsyncIterable<SpoolItem>;
}

/** What is known of one thing that a store needs or does, for `doorlog doctor`. */
export interface Examination {
  /** What was looked at, in a few words: `certificate`, `index template`. */
  readonly check: string;
  /** `warning`: it works, but is configured to lose or cut data, or to keep it too short or alterable. */
  readonly result: 'fine' | 'warning' | 'failed' | 'unknown';
  /** What was seen, one sentence without its full stop. */
  readonly says: string;
  /** How to mend it, one sentence without its full stop. */
  readonly mend?: string;
  /** Of a warning: that it is true of this kind of store, whatever its keepers do; told, and no reason to fail a check. */
  readonly inherent?: true;
  /** It is unknown only until a record was sent and taken. */
  readonly shownBySending?: true;
}

/** A copy of an entry as a store holds it: anybody who can write there may have made it. */
export interface StoredEntry {
  /** Path, index and document id, or bucket, key and version. */
  readonly location: string;
  /** What the store names it by, where it does. */
  readonly key?: string;
  readonly recordId: string;
  readonly phase: string;
  readonly digest: string;
  readonly view?: 'attested';
  /** Undefined where it was erased, or stored elsewhere. */
  readonly document?: unknown;
  /** The attested view, where the store keeps it apart. */
  readonly attested?: unknown;
  readonly bundle?: string;
  /** The record's own time as the store files it, RFC 3339; where it files by days, the beginning of that day. */
  readonly time?: string;
  /** When the store says that it came, RFC 3339. */
  readonly arrivedAt?: string;
  /** How long the store refuses to change or delete it, RFC 3339, and by which kind of lock. */
  readonly lock?: { readonly mode: string; readonly until?: string; readonly legalHold?: boolean };
}

/** Which copies are to be listed. */
export interface Listing {
  readonly from: Date;
  /** Not included. */
  readonly until: Date;
  /** `names`: documents and bundles need not be read, and are left out where that is cheaper. */
  readonly read: 'names' | 'whole';
}

/** Reads back what a store holds. Raises what HTTP raises, `file-unreadable` and `http-reply-invalid`. */
export interface LogReader {
  /** All copies of all phases of one record, in no order. */
  read(recordId: string, signal: AbortSignal): AsyncIterable<StoredEntry>;
  /**
   * All copies of all records whose own time lies in a span, in no order; where the store can tell by arrival, those too
   * that came in it. A store that files by days lists whole days, and what tells no time is listed always. Holds a page
   * of them at a time, however many there are.
   */
  list(listing: Listing, signal: AbortSignal): AsyncIterable<StoredEntry>;
}
