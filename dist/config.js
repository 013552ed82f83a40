import { a as ElasticsearchSinkConfig, c as ServerUrl, l as parseSinks, o as FileSinkConfig, s as IndexPrefix } from "./hook.js";

export { ElasticsearchSinkConfig, FileSinkConfig, IndexPrefix, ServerUrl, parseSinks };