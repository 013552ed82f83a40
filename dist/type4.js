import { Dn as IndexPrefix, Dr as strictObject, En as ClusterUrl, Tn as ClusterShape, Zn as defineSinkType, er as commonConfig, kn as sink_exports, rr as _default } from "./hook.js";

// src/sinks/opensearch/type.ts
/** Where the credentials of OpenSearch belong. */
const OPENSEARCH_MEND = "give them by the inputs opensearch-username and opensearch-password";
/** Monthly indices of an OpenSearch cluster, which takes documents as Elasticsearch does. */
const OpenSearchSinkConfig = strictObject({
	...commonConfig("opensearch"),
	url: ClusterUrl(OPENSEARCH_MEND),
	prefix: _default(IndexPrefix(), "doorlog"),
	shape: ClusterShape()
});
const openSearchType = defineSinkType({
	schema: OpenSearchSinkConfig,
	needs: () => ["opensearchPassword"],
	create: async (config, surroundings) => (await Promise.resolve(sink_exports)).createElasticsearchSink(config, surroundings),
	examine: async (config, surroundings, signal) => (await import("./examine.js")).examineCluster(config, surroundings, signal),
	reader: async (config, surroundings) => (await import("./reader.js")).createClusterReader(config, surroundings)
});

export { OpenSearchSinkConfig as n, openSearchType as r, OPENSEARCH_MEND as t };