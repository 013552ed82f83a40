import { DoorlogError } from '../../errors.ts';
import { entryKey } from '../../model/entry-key.ts';
import { webhookId, webhookKeys } from '../../net/standard-webhooks.ts';
import type { DeliverOptions, Delivery, LogEntry, Sink } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { cloudEvent } from './cloud-event.ts';
import { postSigned } from './signed-post.ts';
import type { WebhookSinkConfig } from './type.ts';

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
  const { outcome, clocks } = await postSigned({ http, clock, keys, service, url: config.url, id, body, signal });
  if (outcome.kind === 'answered') {
    const reason = [
      ...(clocks === undefined ? [] : [`Signed with the receiver’s time: ${clocks}.`]),
      ...(omitted.length === 0
        ? []
        : [`Left out for want of room in ${most} bytes, as it says: ${omitted.join(', ')}.`]),
    ].join(' ');
    return { sink, status: 'delivered', location: `${new URL(config.url).host}#${id}`, ...(reason && { reason }) };
  }
  await noteKey?.(outcome.mayBeStored ? 'tried' : key);
  const why = [outcome.reason.replace(/\.$/, ''), ...(clocks === undefined ? [] : [clocks])].join('; ');
  return { sink, status: outcome.kind, reason: `${service} did not take the record: ${why}.` };
}
