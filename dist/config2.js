import { a as parseSinks, i as ServerUrl, n as FileSinkConfig, r as IndexPrefix, t as ElasticsearchSinkConfig } from "./config.js";

export { ElasticsearchSinkConfig, FileSinkConfig, IndexPrefix, ServerUrl, parseSinks };