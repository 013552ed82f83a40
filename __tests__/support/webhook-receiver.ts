import { Webhook } from 'standardwebhooks';
import * as z from 'zod/mini';
import {
  json,
  type LocalReply,
  type LocalRequest,
  type LocalServer,
  type LocalServerOptions,
  serve,
} from './local-server.ts';

/** How a receiver of webhooks behaves. */
export interface WebhookReceiverOptions extends LocalServerOptions {
  /** `whsec_…`; without it messages must have no signature. */
  readonly secret?: string;
  /** How far its clock is ahead of this machine’s, in milliseconds. */
  readonly ahead?: number;
  /** Leaves the `date` header out of its replies. */
  readonly undated?: boolean;
}

/** A receiver that takes a message once, whatever is sent again. */
export interface WebhookReceiver extends LocalServer {
  /** Events by `webhook-id`, in the order in which they came. */
  readonly taken: ReadonlyMap<string, z.infer<typeof Event>>;
}

const time = () => z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/));

/** CloudEvents 1.0.2: required attributes, and names of all of them in lower-case letters and digits only. */
const Event = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.string().check(z.minLength(1)),
  source: z.string().check(z.regex(/^[a-z][a-z0-9+.-]*:\S+$/)),
  type: z.string().check(z.regex(/^[a-z0-9]+(\.[A-Za-z0-9_]+)+$/)),
  subject: z.string().check(z.minLength(1)),
  time: z.optional(time()),
  datacontenttype: z.literal('application/json'),
  data: z.record(z.string(), z.unknown()),
});

/** Starts a strict receiver after Standard Webhooks 1.0.0; signatures are checked by its reference library. */
export async function startWebhookReceiver(options: WebhookReceiverOptions = {}): Promise<WebhookReceiver> {
  const taken = new Map<string, z.infer<typeof Event>>();
  const now = () => Date.now() + (options.ahead ?? 0);

  function handle(request: LocalRequest): LocalReply {
    const reply = judged(request);
    // Node stamps every reply with its own time unless told otherwise; an empty one can’t be read.
    const date = options.undated ? '' : new Date(now()).toUTCString();
    return { ...reply, headers: { ...reply.headers, date } };
  }

  function judged({ method, headers, body }: LocalRequest): LocalReply {
    const refuse = (status: number, message: string) => json(status, { message });
    const id = headers['webhook-id'] ?? '';
    const seconds = headers['webhook-timestamp'] ?? '';
    if (method !== 'POST') return refuse(405, 'only POST');
    if (headers['content-type'] !== 'application/cloudevents+json; charset=utf-8') return refuse(415, 'no CloudEvent');
    if (!/^[\x21-\x2d\x2f-\x7e]{1,256}$/.test(id)) return refuse(400, 'webhook-id is no good');
    if (!/^\d{10}$/.test(seconds)) return refuse(400, 'webhook-timestamp is no good');
    if (Math.abs(Number(seconds) * 1000 - now()) > 300_000) return refuse(401, 'webhook-timestamp is too far off');
    if (!isSigned(body.toString(), headers)) return refuse(401, 'webhook-signature is no good');
    const event = Event.safeParse(JSON.parse(body.toString()));
    if (!event.success) return refuse(422, z.prettifyError(event.error));
    if (!taken.has(id)) taken.set(id, event.data);
    return { status: 204 };
  }

  function isSigned(body: string, headers: Readonly<Record<string, string>>): boolean {
    if (options.secret === undefined) return headers['webhook-signature'] === undefined;
    const id = headers['webhook-id'] ?? '';
    const seconds = headers['webhook-timestamp'] ?? '';
    // The library compares timestamps with this machine’s clock, which is not the receiver’s here.
    const expected = new Webhook(options.secret).sign(id, new Date(Number(seconds) * 1000), body);
    return (headers['webhook-signature'] ?? '').split(' ').includes(expected);
  }

  const server = await serve({ ...options, handle });
  return { ...server, taken };
}
