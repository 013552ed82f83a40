import { receiversTime, signWebhook } from '../../net/standard-webhooks.ts';
import type { Clock, Http } from '../../ports.ts';
import { type Outcome, sendUntilAnswered } from '../http-attempts.ts';
import { isAboutSignature, readReply } from './reply.ts';

const CONTENT_TYPE = 'application/cloudevents+json; charset=utf-8';

/** A CloudEvent on its way to a receiver; `id` is its `webhook-id`, the same in all attempts. */
export interface SignedPost {
  readonly http: Http;
  readonly clock: Clock;
  /** Without any the event is not signed. */
  readonly keys: readonly Buffer[];
  /** Who is being asked, in words. */
  readonly service: string;
  readonly url: string;
  readonly id: string;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** What came of it; `clocks` says how far this machine’s clock is off, where the receiver refused a message for that. */
export interface Posted {
  readonly outcome: Outcome<'taken'>;
  readonly clocks?: string;
}

/**
 * Posts an event, signed after Standard Webhooks, until the receiver has an answer or the signal fires. Where it refuses
 * our time, the message is signed once more with the receiver’s own. Never raises.
 */
export async function postSigned(post: SignedPost): Promise<Posted> {
  const { http, clock, keys, service, url, id, body, signal } = post;
  /** How far the receiver’s clock is ahead of ours, in milliseconds, once it refused a message for that. */
  let ahead: number | undefined;
  const outcome = await sendUntilAnswered({
    http,
    signal,
    request: () => {
      const sentAt = new Date(clock.now().getTime() + (ahead ?? 0));
      const headers = { 'content-type': CONTENT_TYPE, ...signWebhook(keys, { id, sentAt, body }) };
      return { service, method: 'POST', url, headers, body };
    },
    read: (response) => {
      const attempt = readReply(response);
      if (!isAboutSignature(response.status) || keys.length === 0 || ahead !== undefined) return attempt;
      const now = clock.now();
      const theirs = receiversTime(response.headers.date, now);
      if (theirs === undefined) return attempt;
      ahead = theirs.getTime() - now.getTime();
      return { kind: 'busy', reason: `it refused the message (${response.status})`, mayBeStored: false };
    },
  });
  return { outcome, ...(ahead !== undefined && { clocks: clocksOf(ahead) }) };
}

/** Said because a clock that is off spoils more than this. */
function clocksOf(ahead: number): string {
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  return `this machine’s clock is ${minutes} minutes ${ahead > 0 ? 'behind' : 'ahead of'} the receiver’s`;
}
