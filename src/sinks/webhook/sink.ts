import { DoorlogError } from '../../errors.ts';
import { entryKey } from '../../model/entry-key.ts';
import { receiversTime, signWebhook, webhookId, webhookKeys } from '../../net/standard-webhooks.ts';
import type { DeliverOptions, Delivery, LogEntry, Sink } from '../../ports.ts';
import { sendUntilAnswered } from '../http-attempts.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { cloudEvent } from './cloud-event.ts';
import { isAboutSignature, readReply } from './reply.ts';
import type { WebhookSinkConfig } from './type.ts';

const CONTENT_TYPE = 'application/cloudevents+json; charset=utf-8';

type Needed = Pick<SinkSurroundings, 'http' | 'clock' | 'secrets' | 'secretNames'>;

/**
 * A sink that posts CloudEvents 1.0, signed after Standard Webhooks; every attempt at an entry has the same `webhook-id`.
 * Raises `input-invalid` for a secret that is missing or no good.
 */
export function createWebhookSink(config: WebhookSinkConfig, surroundings: Needed): Sink {
  const keys = keysOf(config, surroundings);
  return {
    name: config.name,
    required: config.required,
    deliver: (entry, options) => post(config, keys, surroundings, entry, options),
  };
}

/** Raises `input-invalid`. */
export function keysOf(
  config: WebhookSinkConfig,
  { secrets, secretNames }: Pick<Needed, 'secrets' | 'secretNames'>,
): readonly Buffer[] {
  if (config.unsigned) return [];
  if (secrets.webhookSecret !== undefined) return webhookKeys(secrets.webhookSecret, secretNames('webhookSecret'));
  throw new DoorlogError(
    'input-invalid',
    `Sink ${config.name} signs what it sends; give ${secretNames('webhookSecret')}, or say unsigned: true in the list of sinks.`,
  );
}

async function post(
  config: WebhookSinkConfig,
  keys: readonly Buffer[],
  { http, clock }: Needed,
  entry: LogEntry,
  { signal, key, noteKey }: DeliverOptions,
): Promise<Delivery> {
  const { name: sink, 'max-bytes': most } = config;
  const service = sink === 'webhook' ? 'The webhook' : `The webhook (sink ${sink})`;
  const { body, omitted } = cloudEvent(entry, config, clock.now());
  const id = webhookId(entryKey(entry));
  /** How far the receiver’s clock is ahead of ours, in milliseconds, once it refused a message for that. */
  let ahead: number | undefined;

  const outcome = await sendUntilAnswered({
    http,
    signal,
    request: () => {
      const sentAt = new Date(clock.now().getTime() + (ahead ?? 0));
      const headers = { 'content-type': CONTENT_TYPE, ...signWebhook(keys, { id, sentAt, body }) };
      return { service, method: 'POST', url: config.url, headers, body };
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
  if (outcome.kind === 'answered') {
    const reason = [
      ...(ahead === undefined ? [] : [`Signed with the receiver’s time: ${clocksOf(ahead)}.`]),
      ...(omitted.length === 0
        ? []
        : [`Left out for want of room in ${most} bytes, as it says: ${omitted.join(', ')}.`]),
    ].join(' ');
    return { sink, status: 'delivered', location: `${new URL(config.url).host}#${id}`, ...(reason && { reason }) };
  }
  await noteKey?.(outcome.mayBeStored ? 'tried' : key);
  const why = [outcome.reason.replace(/\.$/, ''), ...(ahead === undefined ? [] : [clocksOf(ahead)])].join('; ');
  return { sink, status: outcome.kind, reason: `${service} did not take the record: ${why}.` };
}

/** Said because a clock that is off spoils more than this. */
function clocksOf(ahead: number): string {
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  return `this machine’s clock is ${minutes} minutes ${ahead > 0 ? 'behind' : 'ahead of'} the receiver’s`;
}
