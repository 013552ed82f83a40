import type { Http, LogEntry } from '../../ports.ts';
import { type Attempt, type Outcome, sendUntilAnswered } from '../http-attempts.ts';
import { ecsDocument, type RecordForm } from '../shapes/ecs.ts';
import type { Creation } from '../store-once.ts';
import { type CreateResult, type Fault, readBulkReply } from './reply.ts';

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
  const asObject = await send(target, entry, place, 'object');
  const mayBeOurs = place.mayBeOurs || asObject.mayBeStored;
  if (asObject.kind !== 'answered' || asObject.answer.kind !== 'unfit') return creationOf(asObject, mayBeOurs);
  const asText = await send(target, entry, place, 'text');
  return creationOf(asText, mayBeOurs || asText.mayBeStored);
}

type Answer = Extract<CreateResult, { kind: 'created' | 'taken' | 'unfit' }>;

function send(target: Target, entry: LogEntry, place: Place, form: RecordForm): Promise<Outcome<Answer>> {
  const { service, http, url, headers } = target;
  const body = createLines(entry, place, form);
  return sendUntilAnswered({
    http,
    signal: place.signal,
    request: () => ({ service, method: 'POST', url, headers, body }),
    read: (response) => attemptOf(readBulkReply(response, [place.id])),
  });
}

function attemptOf(reply: readonly CreateResult[] | Fault): Attempt<Answer> {
  const result = 'kind' in reply ? reply : reply[0];
  if (result === undefined) return { kind: 'refused', reason: 'its reply is empty', mayBeStored: true };
  return 'mayBeStored' in result ? result : { kind: 'answered', answer: result };
}

function creationOf(outcome: Outcome<Answer>, mayBeOurs: boolean): Creation {
  if (outcome.kind !== 'answered') return { kind: outcome.kind, reason: outcome.reason, mayBeOurs };
  const { answer } = outcome;
  if (answer.kind === 'created') return { kind: 'created' };
  if (answer.kind === 'taken') return { kind: 'taken', mayBeOurs };
  return { kind: 'failed', reason: answer.reason, mayBeOurs };
}

/** The two lines of a bulk request that create a document. */
export function createLines(entry: LogEntry, { index, id }: Pick<Place, 'index' | 'id'>, form: RecordForm): string {
  return `${JSON.stringify({ create: { _index: index, _id: id } })}\n${JSON.stringify(ecsDocument(entry, form))}\n`;
}
