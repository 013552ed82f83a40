import { Dr as strictObject, Qn as ServerUrl, Sr as optional, Zn as defineSinkType, _r as minimum, er as commonConfig, fr as literal, hr as maximum, rr as _default, ur as int } from "./hook.js";

// src/sinks/otlp/type.ts
/** What the core of an event always fits into. */
const LEAST_BYTES = 8e3;
/** What receivers are advised to take (OTLP specification, OTLP/HTTP Request). */
const MOST_BYTES = 20971520;
const BYTES = `must be a whole number from ${LEAST_BYTES} to ${MOST_BYTES}`;
/** A receiver of OpenTelemetry logs. */
const OtlpSinkConfig = strictObject({
	...commonConfig("otlp"),
	url: ServerUrl("give credentials by the input otlp-headers"),
	/** That the receiver asks for no credentials, so that a job without secrets can send to it too. */
	anonymous: optional(literal(true, "must be true, or left out")),
	"max-bytes": _default(int(BYTES).check(minimum(LEAST_BYTES, BYTES), maximum(MOST_BYTES, BYTES)), 1048576)
});
const otlpType = defineSinkType({
	schema: OtlpSinkConfig,
	needs: ({ anonymous }) => anonymous ? [] : ["otlpHeaders"],
	create: async (config, surroundings) => (await import("./sink3.js")).createOtlpSink(config, surroundings),
	examine: async (config, surroundings, signal) => (await import("./examine3.js")).examineOtlp(config, surroundings, signal)
});

export { otlpType };