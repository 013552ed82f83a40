import { a as splunkType, i as SplunkSinkConfig, n as IndexName, r as SourceName, t as EventBytes } from "./type8.js";

export { splunkType };