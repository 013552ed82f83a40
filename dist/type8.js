import { Dr as strictObject, Or as string, Qn as ServerUrl, Sr as optional, Tr as regex, Zn as defineSinkType, _r as minimum, ar as boolean, cr as enumeration, er as commonConfig, hr as maximum, rr as _default, ur as int } from "./hook.js";

// src/sinks/splunk/type.ts
/** Index names of users (Splunk, indexes.conf): lower case, no sign in front. */
const INDEX = /^(?!.*kvstore)[a-z0-9][a-z0-9_-]{0,79}$/;
/** What the core of an event always fits into. */
const LEAST_BYTES = 8e3;
/** The most that one event may have: what old versions take as a whole request. */
const MOST_BYTES = 9e5;
/** Name of the index that events go to. */
function IndexName() {
	return string("must be text").check(regex(INDEX, "must be 1 to 80 lower-case letters, digits, dashes or underscores, the first no sign, no kvstore"));
}
/** Name of a source or source type. */
function SourceName() {
	return string("must be text").check(regex(/^[\x21-\x7e]{1,200}$/, "must be 1 to 200 visible characters without spaces"));
}
/** Most bytes of an event: the TRUNCATE of its source type. */
function EventBytes() {
	const sentence = `must be a whole number of bytes from ${LEAST_BYTES} to ${MOST_BYTES}`;
	return int(sentence).check(minimum(LEAST_BYTES, sentence), maximum(MOST_BYTES, sentence));
}
/** The HTTP Event Collector of a Splunk. */
const SplunkSinkConfig = strictObject({
	...commonConfig("splunk"),
	url: ServerUrl("give the token by the input splunk-token"),
	index: optional(IndexName()),
	source: _default(SourceName(), "doorlog"),
	sourcetype: _default(SourceName(), "doorlog:access"),
	shape: _default(enumeration([
		"native",
		"ecs",
		"ocsf"
	], "must be native, ecs or ocsf"), "native"),
	/** Whether to wait until the indexers have it; the token must have indexer acknowledgement turned on. */
	acknowledge: _default(boolean("must be true or false"), false),
	"max-bytes": _default(EventBytes(), 1e4)
});
const splunkType = defineSinkType({
	schema: SplunkSinkConfig,
	needs: () => ["splunkToken"],
	create: async (config, surroundings) => (await import("./sink5.js")).createSplunkSink(config, surroundings),
	examine: async (config, surroundings, signal) => (await import("./examine5.js")).examineSplunk(config, surroundings, signal)
});

export { splunkType as a, SplunkSinkConfig as i, IndexName as n, SourceName as r, EventBytes as t };