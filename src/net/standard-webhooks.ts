import { createHmac } from 'node:crypto';
import { DoorlogError } from '../errors.ts';

const PREFIX = 'whsec_';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const LEAST_KEY_BYTES = 24;
const MOST_KEY_BYTES = 64;
const MOST_KEYS = 4;
/** How far off a timestamp receivers let be, in milliseconds: the tolerance of the specification’s own libraries. */
const TOLERANCE = 5 * 60 * 1000;

/** One message as it is signed; every attempt has the same id and a time of its own. */
export interface WebhookMessage {
  /** Without a full stop, which parts id, time and body in what is signed: see `webhookId`. */
  readonly id: string;
  readonly sentAt: Date;
  /** The very bytes that are sent. */
  readonly body: string;
}

/**
 * Reads the secret of a webhook: `whsec_` and the Base64 of 24 to 64 bytes, or up to 4 of these with white space between
 * while a receiver changes over (Standard Webhooks 1.0.0, “Signature scheme”). `name` is what the person who gave it
 * calls it. Raises `input-invalid`, never with the value.
 */
export function webhookKeys(secret: string, name: string): readonly Buffer[] {
  const parts = secret.split(/\s+/).filter(Boolean);
  if (parts.length === 0) throw unusable(name, 'is empty');
  if (parts.length > MOST_KEYS) throw unusable(name, `holds more than ${MOST_KEYS} secrets`);
  return parts.map((part) => {
    if (!part.startsWith(PREFIX)) throw unusable(name, `does not start with ${PREFIX}`);
    const text = part.slice(PREFIX.length);
    if (!BASE64.test(text)) throw unusable(name, `is not Base64 after ${PREFIX}`);
    const key = Buffer.from(text, 'base64');
    if (key.length >= LEAST_KEY_BYTES && key.length <= MOST_KEY_BYTES) return key;
    throw unusable(name, `stands for ${key.length} bytes`);
  });
}

/** Makes any name fit for an id: the specification forbids full stops there, lest two messages be signed alike. */
export function webhookId(name: string): string {
  return name.replaceAll('.', '_');
}

/** The headers that prove a message to whoever holds one of the keys (Standard Webhooks 1.0.0, “Webhook headers”). */
export function signWebhook(keys: readonly Buffer[], { id, sentAt, body }: WebhookMessage): Record<string, string> {
  const seconds = String(Math.floor(sentAt.getTime() / 1000));
  const signed = `${id}.${seconds}.${body}`;
  const signatures = keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
  };
}

/**
 * The receiver’s time by its reply’s `date` header, where it is further from ours than receivers tolerate in a timestamp;
 * undefined where our clock can’t be why they refused.
 */
export function receiversTime(date: string | undefined, now: Date): Date | undefined {
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  return Math.abs(theirs - now.getTime()) > TOLERANCE ? new Date(theirs) : undefined;
}

function unusable(name: string, complaint: string): DoorlogError {
  return new DoorlogError(
    'input-invalid',
    `The webhook’s secret (${name}) ${complaint}; it must be ${PREFIX} and the Base64 of ${LEAST_KEY_BYTES} to ${MOST_KEY_BYTES} bytes, as from: echo "${PREFIX}$(openssl rand -base64 32)".`,
  );
}
