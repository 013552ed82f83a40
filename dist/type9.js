import { Lr as maximum, Mr as int, Pr as literal, Wr as optional, Yr as strictObject, _r as defineSinkType, br as commonConfig, vr as ServerUrl, wr as _default, zr as minimum } from "./hook.js";

// src/sinks/otlp/type.ts
const LEAST_BYTES = 8e3;
const MOST_BYTES = 20971520;
const BYTES = `must be a whole number from ${LEAST_BYTES} to ${MOST_BYTES}`;
const OtlpSinkConfig = strictObject({
	...commonConfig("otlp"),
	url: ServerUrl("give credentials by the input otlp-headers"),
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