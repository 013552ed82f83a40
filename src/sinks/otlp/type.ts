import * as z from 'zod/mini';
import { commonConfig, ServerUrl } from '../common-config.ts';
import { defineSinkType } from '../sink-type.ts';

/** What the core of an event always fits into. */
const LEAST_BYTES = 8_000;
/** What receivers are advised to take (OTLP specification, OTLP/HTTP Request). */
const MOST_BYTES = 20 * 1024 * 1024;
const BYTES = `must be a whole number from ${LEAST_BYTES} to ${MOST_BYTES}`;

/** A receiver of OpenTelemetry logs. */
export const OtlpSinkConfig = z.strictObject({
  ...commonConfig('otlp'),
  url: ServerUrl('give credentials by the input otlp-headers'),
  /** That the receiver asks for no credentials, so that a job without secrets can send to it too. */
  anonymous: z.optional(z.literal(true, 'must be true, or left out')),
  'max-bytes': z._default(z.int(BYTES).check(z.minimum(LEAST_BYTES, BYTES), z.maximum(MOST_BYTES, BYTES)), 1_048_576),
});
export type OtlpSinkConfig = z.infer<typeof OtlpSinkConfig>;

export const otlpType = defineSinkType({
  schema: OtlpSinkConfig,
  needs: ({ anonymous }) => (anonymous ? [] : ['otlpHeaders']),
  create: async (config, surroundings) => (await import('./sink.ts')).createOtlpSink(config, surroundings),
  examine: async (config, surroundings, signal) =>
    (await import('./examine.ts')).examineOtlp(config, surroundings, signal),
});
