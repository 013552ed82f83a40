import { Ar as enumeration, Er as boolean, Lr as maximum, Mr as int, Wr as optional, Xr as string, Yr as strictObject, _r as defineSinkType, br as commonConfig, qr as regex, vr as ServerUrl, wr as _default, zr as minimum } from "./hook.js";

// src/sinks/splunk/type.ts
const INDEX = /^(?!.*kvstore)[a-z0-9][a-z0-9_-]{0,79}$/;
const LEAST_BYTES = 8e3;
const MOST_BYTES = 9e5;
function IndexName() {
	return string("must be text").check(regex(INDEX, "must be 1 to 80 lower-case letters, digits, dashes or underscores, the first no sign, no kvstore"));
}
function SourceName() {
	return string("must be text").check(regex(/^[\x21-\x7e]{1,200}$/, "must be 1 to 200 visible characters without spaces"));
}
function EventBytes() {
	const sentence = `must be a whole number of bytes from ${LEAST_BYTES} to ${MOST_BYTES}`;
	return int(sentence).check(minimum(LEAST_BYTES, sentence), maximum(MOST_BYTES, sentence));
}
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