import { codeOf, sentenceOf, systemCodeOf } from '../../errors.ts';
import { backoff, pause } from '../../net/retry.ts';
import type { Http, LogEntry } from '../../ports.ts';
import { ecsDocument, type RecordForm } from '../shapes/ecs.ts';
import type { Creation } from '../store-once.ts';
import { type CreateResult, readBulkReply } from './reply.ts';

/** The caller's signal is the deadline; this only keeps an attempt from outliving everything. */
const LONGEST_WAIT = 15 * 60 * 1000;
const MOST_TURNS = 100;
const MOST_REPLY_BYTES = 1024 * 1024;
/** Faults before there was a connection: nothing was sent. */
const NOT_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'];

/** The cluster that documents are created in. */
export interface Target {
  /** In words, for sentences. */
  readonly service: string;
  /** Address of the bulk API. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly http: Http;
}

/** Where a document is to be created. */
export interface Place {
  readonly index: string;
  readonly id: string;
  readonly signal: AbortSignal;
  /** Whether an earlier attempt may have stored the document there. */
  readonly mayBeOurs: boolean;
}

/** Creates one document, as often as it takes until the store has an answer or the signal fires. Never raises. */
export async function create(target: Target, entry: LogEntry, place: Place): Promise<Creation> {
  const until = now() + LONGEST_WAIT;
  let { mayBeOurs } = place;
  let form: RecordForm = 'object';
  for (let turn = 1; ; turn++) {
    if (place.signal.aborted) return { kind: 'pending', reason: 'there was no time left', mayBeOurs };
    const sent = await send(target, place, bodyOf(entry, place, form), until - now());
    if (sent.kind === 'created') return sent;
    if (sent.kind === 'taken') return { kind: 'taken', mayBeOurs };
    if (sent.kind === 'unfit' && form === 'object') {
      form = 'text';
      continue;
    }
    if (sent.kind === 'unfit') return { kind: 'failed', reason: sent.reason, mayBeOurs };
    mayBeOurs ||= sent.mayBeStored;
    if (sent.kind === 'refused') return { kind: 'failed', reason: sent.reason, mayBeOurs };
    const wait = backoff(turn, sent.retryAfter);
    const isLast = sent.kind === 'unanswered' || turn >= MOST_TURNS || now() + wait >= until;
    if (!isLast) await pause(wait, place.signal);
    if (isLast || place.signal.aborted) return { kind: 'pending', reason: sent.reason, mayBeOurs };
  }
}

/** Milliseconds on a clock that nobody sets. */
function now(): number {
  return process.uptime() * 1000;
}

function bodyOf(entry: LogEntry, { index, id }: Place, form: RecordForm): string {
  return `${JSON.stringify({ create: { _index: index, _id: id } })}\n${JSON.stringify(ecsDocument(entry, form))}\n`;
}

type Sent = (
  | CreateResult
  /** The time was over first. */
  | { readonly kind: 'unanswered'; readonly reason: string; readonly mayBeStored: boolean }
) & { readonly retryAfter?: string | undefined };

/** Sends the document once: only so does each attempt tell whether it may have stored it. */
async function send(
  { service, http, url, headers }: Target,
  { id, signal }: Place,
  body: string,
  timeout: number,
): Promise<Sent> {
  try {
    const request = { service, method: 'POST', url, headers, body, signal, timeout } as const;
    const response = await http({ ...request, retries: 0, maxBytes: MOST_REPLY_BYTES });
    return { ...readBulkReply(response, id), retryAfter: response.headers['retry-after'] };
  } catch (error) {
    if (signal.aborted) return { kind: 'unanswered', reason: 'it gave no answer in time', mayBeStored: true };
    const code = codeOf(error);
    const reason = code === 'internal' ? 'the request failed in an unexpected way' : sentenceOf(error);
    const mayBeStored = code !== 'http-tls' && !wasNotSent(error);
    if (code === 'http-connection') return { kind: 'busy', reason, mayBeStored };
    return { kind: code === 'http-timeout' ? 'unanswered' : 'refused', reason, mayBeStored };
  }
}

function wasNotSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return NOT_SENT.includes(systemCodeOf(cause) ?? '');
}
