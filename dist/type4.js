import { Gn as ClusterUrl, Jn as sink_exports, Kn as IndexPrefix, Wn as ClusterShape, Yr as strictObject, _r as defineSinkType, br as commonConfig, wr as _default } from "./hook.js";

// src/sinks/opensearch/type.ts
const OPENSEARCH_MEND = "give them by the inputs opensearch-username and opensearch-password";
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