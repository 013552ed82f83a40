import * as z from 'zod/mini';
import { commonConfig } from '../common-config.ts';
import { ClusterShape, ClusterUrl, IndexPrefix } from '../elasticsearch/type.ts';
import { defineSinkType } from '../sink-type.ts';

/** Where the credentials of OpenSearch belong. */
export const OPENSEARCH_MEND = 'give them by the inputs opensearch-username and opensearch-password';

/** Monthly indices of an OpenSearch cluster, which takes documents as Elasticsearch does. */
export const OpenSearchSinkConfig = z.strictObject({
  ...commonConfig('opensearch'),
  url: ClusterUrl(OPENSEARCH_MEND),
  prefix: z._default(IndexPrefix(), 'doorlog'),
  shape: ClusterShape(),
});
export type OpenSearchSinkConfig = z.infer<typeof OpenSearchSinkConfig>;

export const openSearchType = defineSinkType({
  schema: OpenSearchSinkConfig,
  needs: () => ['opensearchPassword'],
  create: async (config, surroundings) =>
    (await import('../elasticsearch/sink.ts')).createElasticsearchSink(config, surroundings),
  examine: async (config, surroundings, signal) =>
    (await import('../elasticsearch/examine.ts')).examineCluster(config, surroundings, signal),
  reader: async (config, surroundings) =>
    (await import('../elasticsearch/reader.ts')).createClusterReader(config, surroundings),
});
