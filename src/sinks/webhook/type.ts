import * as z from 'zod/mini';
import { commonConfig, ServerUrl, Shape } from '../common-config.ts';
import { defineSinkType } from '../sink-type.ts';

const LEAST_BYTES = 16_384;
const MOST_BYTES = 10_485_760;
const BYTES = `must be a whole number from ${LEAST_BYTES} to ${MOST_BYTES}`;

/** A receiver of signed webhooks. */
export const WebhookSinkConfig = z.strictObject({
  ...commonConfig('webhook'),
  url: WebhookUrl(),
  shape: z._default(Shape, 'native'),
  unsigned: z.optional(z.literal(true, 'must be true, or left out')),
  'max-bytes': z._default(z.int(BYTES).check(z.minimum(LEAST_BYTES, BYTES), z.maximum(MOST_BYTES, BYTES)), 1_048_576),
});
export type WebhookSinkConfig = z.infer<typeof WebhookSinkConfig>;

export const webhookType = defineSinkType({
  schema: WebhookSinkConfig,
  needs: ({ unsigned }) => (unsigned ? [] : ['webhookSecret']),
  create: async (config, surroundings) => (await import('./sink.ts')).createWebhookSink(config, surroundings),
  examine: async (config, surroundings, signal) =>
    (await import('./examine.ts')).examineWebhook(config, surroundings, signal),
});

/** Address of a receiver of signed messages, which a signature does not hide. */
export function WebhookUrl() {
  return ServerUrl('what the receiver is to know us by is the signature');
}
