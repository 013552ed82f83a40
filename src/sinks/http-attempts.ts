import { codeOf, sentenceOf, systemCodeOf } from '../errors.ts';
import { backoff, pause } from '../net/retry.ts';
import type { Http, HttpRequest, HttpResponse } from '../ports.ts';

/** The caller's signal is the deadline; this only keeps an attempt from outliving everything. */
const LONGEST_WAIT = 15 * 60 * 1000;
const MOST_TURNS = 100;
/** After so many turns the pause between them, where the store names one, grows no more: up to 1.6 seconds. */
const SHORT_TURNS = 4;
const MOST_REPLY_BYTES = 1024 * 1024;
/** Faults before there was a connection, as the HTTP module marks them (`ENOTCONN`) or the system calls them. */
const NOT_SENT = ['ENOTCONN', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/** What one attempt came to, in the store’s own words or for the want of them. */
export type Attempt<Answer> =
  /** The store has spoken: nothing is sent again. */
  | { readonly kind: 'answered'; readonly answer: Answer }
  | {
      /** `busy`: not now, try again. */
      readonly kind: 'busy' | 'refused';
      /** Words that quote nothing of what was sent or received. */
      readonly reason: string;
      /** Whether what was sent may have been stored all the same. */
      readonly mayBeStored: boolean;
    };

/** What all attempts came to; `mayBeStored` covers every one of them. */
export type Outcome<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer; readonly mayBeStored: boolean }
  /** `pending`: it may work later; `failed`: it will not until somebody mends something. */
  | { readonly kind: 'pending' | 'failed'; readonly reason: string; readonly mayBeStored: boolean };

/** What is sent, and how a reply is read. */
export interface Sending<Answer> {
  readonly http: Http;
  /** Made anew for each attempt, for signatures that hold a time. */
  readonly request: () => Pick<HttpRequest, 'service' | 'method' | 'url' | 'headers' | 'body'>;
  /** `mayBeStored`: whether an attempt before this one may have stored what was sent. */
  readonly read: (response: HttpResponse, mayBeStored: boolean) => Attempt<Answer>;
  readonly signal: AbortSignal;
}

/**
 * Sends as often as it takes until the store has an answer or the signal fires, with full jitter between, or as long as
 * Retry-After says. Never raises.
 */
export async function sendUntilAnswered<Answer>(sending: Sending<Answer>): Promise<Outcome<Answer>> {
  const { signal } = sending;
  const until = now() + LONGEST_WAIT;
  let mayBeStored = false;
  for (let turn = 1; ; turn++) {
    if (signal.aborted) return { kind: 'pending', reason: 'there was no time left', mayBeStored };
    const sent: Sent<Answer> = await send(sending, { timeout: until - now(), mayBeStored });
    if (sent.kind === 'answered') return { kind: 'answered', answer: sent.answer, mayBeStored };
    mayBeStored ||= sent.mayBeStored;
    if (sent.kind === 'refused') return { kind: 'failed', reason: sent.reason, mayBeStored };
    const wait = waitAfter(turn, sent);
    const isLast = sent.kind === 'unanswered' || turn >= MOST_TURNS || now() + wait >= until;
    if (!isLast) await pause(wait, signal);
    if (isLast || signal.aborted) return { kind: 'pending', reason: sent.reason, mayBeStored };
  }
}

/** Who asks for no wait at all, or for hardly any, would be asked a hundred times at once. */
function waitAfter(turn: number, { retryAfter, date }: Pick<Sent<unknown>, 'retryAfter' | 'date'>): number {
  const wait = backoff(turn, retryAfter, date);
  return retryAfter === undefined ? wait : Math.max(wait, backoff(Math.min(turn, SHORT_TURNS)));
}

/** Milliseconds on a clock that nobody sets. */
function now(): number {
  return process.uptime() * 1000;
}

type Sent<Answer> = (
  | Attempt<Answer>
  /** The time was over first. */
  | { readonly kind: 'unanswered'; readonly reason: string; readonly mayBeStored: boolean }
) & { readonly retryAfter?: string | undefined; readonly date?: string | undefined };

/** Sends once: only so does each attempt tell whether it may have stored something. */
async function send<Answer>(
  { http, request, read, signal }: Sending<Answer>,
  { timeout, mayBeStored: mayBeStoredBefore }: { readonly timeout: number; readonly mayBeStored: boolean },
): Promise<Sent<Answer>> {
  try {
    const response = await http({ ...request(), signal, timeout, retries: 0, maxBytes: MOST_REPLY_BYTES });
    const { 'retry-after': retryAfter, date } = response.headers;
    return { ...read(response, mayBeStoredBefore), retryAfter, date };
  } catch (error) {
    const isSent = !wasNotSent(error);
    if (signal.aborted) return { kind: 'unanswered', reason: 'it gave no answer in time', mayBeStored: isSent };
    const code = codeOf(error);
    const reason = code === 'internal' ? 'the request failed in an unexpected way' : sentenceOf(error);
    const mayBeStored = code !== 'http-tls' && isSent;
    if (code === 'http-connection') return { kind: 'busy', reason, mayBeStored };
    return { kind: code === 'http-timeout' ? 'unanswered' : 'refused', reason, mayBeStored };
  }
}

function wasNotSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return NOT_SENT.includes(systemCodeOf(cause) ?? '');
}
