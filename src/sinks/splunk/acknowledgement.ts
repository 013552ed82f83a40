import * as z from 'zod/mini';
import { jsonOrNothing } from '../../json.ts';
import { pause } from '../../net/retry.ts';
import type { HttpResponse } from '../../ports.ts';
import { type Attempt, sendUntilAnswered } from '../http-attempts.ts';
import type { Collector } from './collector.ts';
import { faultOf } from './reply.ts';

const FIRST_WAIT = 250;
/** As often as Splunk advises to ask at most. */
const LONGEST_WAIT = 10_000;

const TOO_LATE = { kind: 'pending', reason: 'the indexers gave no acknowledgement in time' } as const;

const AckReply = z.object({ acks: z.record(z.string(), z.boolean()) });
type Acks = z.infer<typeof AckReply>['acks'];

/** Which requests are acknowledged, and why the others are not. */
export interface Acknowledged {
  readonly ids: ReadonlySet<number>;
  /** Undefined where all are. `failed`: asking again won’t help. */
  readonly missing?: { readonly kind: 'pending' | 'failed'; readonly reason: string };
}

/**
 * Asks until the indexers have all requests or the signal fires. Splunk says “true” once and forgets it, so that an
 * answer which is lost on the way is never given again (“About HTTP Event Collector Indexer Acknowledgment”). Never raises.
 */
export async function waitUntilAcknowledged(
  collector: Collector,
  asked: readonly number[],
  signal: AbortSignal,
): Promise<Acknowledged> {
  const ids = new Set<number>();
  let left = [...asked];
  for (let wait = FIRST_WAIT; left.length > 0; wait = Math.min(LONGEST_WAIT, wait * 2)) {
    const outcome = await askOnce(collector, left, signal);
    if (outcome.kind !== 'answered') return { ids, missing: signal.aborted ? TOO_LATE : outcome };
    const { answer } = outcome;
    for (const id of left) if (answer[String(id)] === true) ids.add(id);
    left = left.filter((id) => !ids.has(id));
    if (left.length === 0) break;
    await pause(wait, signal);
    if (signal.aborted) return { ids, missing: TOO_LATE };
  }
  return { ids };
}

function askOnce({ service, http, addresses, headers }: Collector, acks: readonly number[], signal: AbortSignal) {
  const body = JSON.stringify({ acks });
  return sendUntilAnswered<Acks>({
    http,
    signal,
    request: () => ({ service, method: 'POST', url: addresses.ack, headers, body }),
    read: readAckReply,
  });
}

function readAckReply(response: HttpResponse): Attempt<Acks> {
  const reply = response.status === 200 ? z.safeParse(AckReply, jsonOrNothing(response.body)) : undefined;
  return reply?.success ? { kind: 'answered', answer: reply.data.acks } : faultOf(response);
}
