import * as z from 'zod/mini';
import { jsonOrNothing } from '../../json.ts';
import type { HttpResponse } from '../../ports.ts';
import type { Attempt } from '../http-attempts.ts';

/** What the collector says when it takes events. */
export interface Taken {
  /** By which to ask for its acknowledgement, where the token has them turned on. */
  readonly ackId?: number;
  /** What it warns of, one sentence. */
  readonly warning?: string;
}

/** It refuses an event for what is in it, so that the others of the same request may be fine. */
export interface Unfit {
  readonly unfit: string;
}

const CollectorReply = z.object({ code: z.int(), ackId: z.optional(z.int()) });

/** “Not now”: nothing of the request was taken (codes of Splunk's “Troubleshoot HTTP Event Collector”). */
const BUSY: Readonly<Record<number, string>> = {
  9: 'it is busy',
  18: 'its queues are full',
  19: 'its acknowledgement service is not available',
  20: 'its queues are full and its acknowledgement service is not available',
  23: 'it is shutting down',
  26: 'its queue is full',
  27: 'the channel has too many acknowledgements pending',
};

/** Taken, with a warning: status 200 both. */
const WARNINGS: Readonly<Record<number, string>> = {
  24: 'Splunk took it and warns that its queue is almost full.',
  25: 'Splunk took it and warns that acknowledgements are almost at their limit.',
};

/** What is wrong with an event, not with the sender. */
const UNFIT: Readonly<Record<number, string>> = {
  6: 'it can’t read the event; check that nothing between here and it changes requests',
  7: 'the token may not write to that index, or there is none of that name; add it to the token’s allowed indexes, or change index',
  12: 'it misses the event in the request; check that nothing between here and it changes requests',
  13: 'it calls the event blank; check that nothing between here and it changes requests',
  15: 'it refuses the indexed fields; it takes Splunk 7.0 or later',
};

/** What nothing but a mend helps with, code by code. */
const REFUSED: Readonly<Record<number, string>> = {
  1: 'the token is disabled; enable it, or give another one',
  2: 'it misses the token; check that nothing between here and it removes the Authorization header',
  3: 'it does not take the Authorization header; give the token alone, without “Splunk” in front of it',
  4: 'it does not know the token; check it, and that it is deployed to the instance behind the url',
  5: 'it found no data in the request; check that nothing between here and it removes the body',
  10: 'it misses the channel; check that nothing between here and it removes X-Splunk-Request-Channel',
  11: 'it does not take the channel; check that nothing between here and it changes X-Splunk-Request-Channel',
  14: 'the token has no indexer acknowledgement; turn it on for the token, or set acknowledge: false',
  16: 'it looks for a token in the address; check that nothing between here and it rewrites requests',
  21: 'it does not know the token; check it, and that it is deployed to the instance behind the url',
  22: 'the token is disabled; enable it, or give another one',
};

/** Gateways and load balancers in front of it: nobody knows what became of the request. */
const PASSING_STATUSES: readonly number[] = [429, 500, 502, 503, 504];

/** Reads the reply to events; Splunk's own texts are not repeated. */
export function readEventReply(response: HttpResponse): Attempt<Taken | Unfit> {
  const { status } = response;
  const reply = z.safeParse(CollectorReply, jsonOrNothing(response.body)).data;
  if (status === 200 && reply !== undefined) {
    const { code, ackId } = reply;
    const warning = WARNINGS[code];
    const acknowledgement = ackId === undefined ? {} : { ackId };
    if (code === 0) return { kind: 'answered', answer: acknowledgement };
    if (warning !== undefined) return { kind: 'answered', answer: { ...acknowledgement, warning } };
  }
  const unfit = status === 400 || status === 413 ? unfitness(status, reply?.code) : undefined;
  return unfit === undefined ? faultOf(response) : { kind: 'answered', answer: { unfit } };
}

/** What a reply that is no success says, whatever was asked. */
export function faultOf({ status, body }: HttpResponse): Exclude<Attempt<never>, { kind: 'answered' }> {
  const code = z.safeParse(CollectorReply, jsonOrNothing(body)).data?.code;
  const busy = code === undefined ? undefined : BUSY[code];
  if (busy !== undefined) return { kind: 'busy', reason: `${busy} (code ${code})`, mayBeStored: false };
  const refused = code === undefined ? undefined : REFUSED[code];
  if (refused !== undefined) return { kind: 'refused', reason: `${refused} (code ${code})`, mayBeStored: false };
  const mayBeStored = status >= 500 || status < 300;
  if (PASSING_STATUSES.includes(status)) {
    return { kind: 'busy', reason: `it answers with status ${status}`, mayBeStored };
  }
  return { kind: 'refused', reason: statusReason(status), mayBeStored };
}

/** The code of any reply, for those who look at it without sending an event. */
export function codeOfReply({ body }: HttpResponse): number | undefined {
  return z.safeParse(CollectorReply, jsonOrNothing(body)).data?.code;
}

function unfitness(status: number, code: number | undefined): string | undefined {
  if (status === 413) return 'the request is larger than it takes; raise max_content_length in limits.conf';
  const sentence = code === undefined ? undefined : UNFIT[code];
  return sentence === undefined ? undefined : `${sentence} (code ${code})`;
}

function statusReason(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return `it does not accept the token (status ${status}); check it, and that the url is a collector’s`;
    case 404:
    case 405:
      return 'there is no HTTP Event Collector at that address; check the url, its port (8088 by default), and that the collector is enabled';
    case 200:
      return 'its reply is not that of an HTTP Event Collector; check the url';
    default:
      return status >= 300 && status < 400
        ? `it redirects (status ${status}); give the final url`
        : `it answers with status ${status}`;
  }
}
