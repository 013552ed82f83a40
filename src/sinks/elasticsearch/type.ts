import * as z from 'zod/mini';
import { commonConfig, ServerUrl } from '../common-config.ts';
import { defineSinkType } from '../sink-type.ts';

/** Index names are lower case and may not start with `-`, `_` or `+` (Elasticsearch, create index API). */
const PREFIX = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** What the names of the monthly indices start with. */
export function IndexPrefix() {
  return z
    .string('must be text')
    .check(
      z.regex(PREFIX, 'must be 1 to 64 lower-case letters, digits, dots, dashes or underscores, the first no sign'),
    );
}

/** Address of a cluster; `mend` says where credentials belong. */
export function ClusterUrl(
  mend = 'give them by the inputs elasticsearch-api-key or elasticsearch-username and elasticsearch-password',
) {
  return ServerUrl(mend);
}

/** The one vocabulary that the index template and the readers go by. */
export function ClusterShape() {
  return z._default(z.literal('ecs', 'must be ecs: the index template and the readers go by its fields'), 'ecs');
}

/** Monthly indices of an Elasticsearch cluster. */
export const ElasticsearchSinkConfig = z.strictObject({
  ...commonConfig('elasticsearch'),
  url: ClusterUrl(),
  prefix: z._default(IndexPrefix(), 'doorlog'),
  shape: ClusterShape(),
});
export type ElasticsearchSinkConfig = z.infer<typeof ElasticsearchSinkConfig>;

export const elasticsearchType = defineSinkType({
  schema: ElasticsearchSinkConfig,
  needs: () => ['elasticsearchApiKey', 'elasticsearchPassword'],
  create: async (config, surroundings) => (await import('./sink.ts')).createElasticsearchSink(config, surroundings),
  examine: async (config, surroundings, signal) =>
    (await import('./examine.ts')).examineCluster(config, surroundings, signal),
  reader: async (config, surroundings) => (await import('./reader.ts')).createClusterReader(config, surroundings),
});
