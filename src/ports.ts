/** Tells the time; tests hand in one that stands still. */
export interface Clock {
  now(): Date;
}

/** Where sentences for people go: standard error, or the runner's commands. */
export interface Logger {
  info(sentence: string): void;
  warn(sentence: string): void;
}

/** One HTTP request; times in milliseconds, sizes in bytes. */
export interface HttpRequest {
  /** Who is being asked, in words, for error sentences: `GitHub's API`. */
  readonly service: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'HEAD' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For all attempts together, waiting included. Default 10,000. */
  readonly timeout?: number;
  /** A longer reply is an error. Default 10 MiB. */
  readonly maxBytes?: number;
  /** How often a request that failed for a passing reason is sent again. Default 2. */
  readonly retries?: number;
  /** Statuses that are worth another attempt. Default 429, 500, 502, 503, 504. */
  readonly retryStatuses?: readonly number[];
  readonly signal?: AbortSignal;
  /** Told before each attempt, the first being 1. */
  readonly onAttempt?: (attempt: number) => void;
}

/** A whole reply: any status is a reply, only a missing one is an error. Header names are in lower case. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Speaks HTTP.
 * Raises `http-timeout`, `http-connection`, `http-tls`, `http-too-large`.
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/** A signed bundle, as the JSON text of a Sigstore bundle v0.3. */
export interface SignedBundle {
  readonly json: string;
  /** Which instance signed. */
  readonly instance: string;
  /** Index in the transparency log, where there is one. */
  readonly logIndex?: string;
}

/**
 * Signs an in-toto Statement, given as its exact bytes, into a Sigstore bundle.
 * Raises `oidc-unavailable`, `signing-failed`.
 */
export interface Signer {
  sign(statement: Uint8Array): Promise<SignedBundle>;
}

/** What a sink is given to store: one phase of one record, with the bytes it must keep. */
export interface LogEntry {
  readonly recordId: string;
  readonly phase: string;
  /** SHA-256 in hex of the RFC 8785 canonical form of `document`. */
  readonly digest: string;
  /** The record's own time, RFC 3339. */
  readonly time: string;
  /** The log view of the record. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** What became of one entry at one sink. */
export interface Delivery {
  readonly sink: string;
  /** `conflict`: stored, but under another key, because the own one was taken before the first attempt. */
  readonly status: 'delivered' | 'already-there' | 'conflict' | 'pending' | 'failed';
  /** Where it can be found: a path, or index and document id. */
  readonly location?: string;
  /** Why not, one sentence. */
  readonly reason?: string;
}

/** A place in the central log. `deliver` never raises: what went wrong is in the delivery. */
export interface Sink {
  readonly name: string;
  readonly required: boolean;
  deliver(entry: LogEntry, options: DeliverOptions): Promise<Delivery>;
}

/** How an entry is to be delivered. */
export interface DeliverOptions {
  /** Ends the attempt: the answer is then `pending`. */
  readonly signal: AbortSignal;
  /** Whether an attempt was made before (in this process or an earlier one), so that "already there" is no surprise. */
  readonly triedBefore: boolean;
}
