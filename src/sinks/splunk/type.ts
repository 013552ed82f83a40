import * as z from 'zod/mini';
import { commonConfig, ServerUrl } from '../common-config.ts';
import { defineSinkType } from '../sink-type.ts';

/** Index names of users (Splunk, indexes.conf): lower case, no sign in front. */
const INDEX = /^(?!.*kvstore)[a-z0-9][a-z0-9_-]{0,79}$/;
/** What the core of an event always fits into. */
const LEAST_BYTES = 8_000;
/** The most that one event may have: what old versions take as a whole request. */
const MOST_BYTES = 900_000;

/** Name of the index that events go to. */
export function IndexName() {
  return z
    .string('must be text')
    .check(
      z.regex(
        INDEX,
        'must be 1 to 80 lower-case letters, digits, dashes or underscores, the first no sign, no kvstore',
      ),
    );
}

/** Name of a source or source type. */
export function SourceName() {
  return z
    .string('must be text')
    .check(z.regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible characters without spaces'));
}

/** Most bytes of an event: the TRUNCATE of its source type. */
export function EventBytes() {
  const sentence = `must be a whole number of bytes from ${LEAST_BYTES} to ${MOST_BYTES}`;
  return z.int(sentence).check(z.minimum(LEAST_BYTES, sentence), z.maximum(MOST_BYTES, sentence));
}

/** The HTTP Event Collector of a Splunk. */
export const SplunkSinkConfig = z.strictObject({
  ...commonConfig('splunk'),
  url: ServerUrl('give the token by the input splunk-token'),
  index: z.optional(IndexName()),
  source: z._default(SourceName(), 'doorlog'),
  sourcetype: z._default(SourceName(), 'doorlog:access'),
  shape: z._default(z.enum(['native', 'ecs', 'ocsf'], 'must be native, ecs or ocsf'), 'native'),
  /** Whether to wait until the indexers have it; the token must have indexer acknowledgement turned on. */
  acknowledge: z._default(z.boolean('must be true or false'), false),
  'max-bytes': z._default(EventBytes(), 10_000),
});
export type SplunkSinkConfig = z.infer<typeof SplunkSinkConfig>;

export const splunkType = defineSinkType({
  schema: SplunkSinkConfig,
  needs: () => ['splunkToken'],
  create: async (config, surroundings) => (await import('./sink.ts')).createSplunkSink(config, surroundings),
  examine: async (config, surroundings, signal) =>
    (await import('./examine.ts')).examineSplunk(config, surroundings, signal),
});
