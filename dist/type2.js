import { Lr as maximum, Mr as int, Pr as literal, Wr as optional, Yr as strictObject, _r as defineSinkType, br as commonConfig, vr as ServerUrl, wr as _default, yr as Shape, zr as minimum } from "./hook.js";

// src/sinks/webhook/type.ts
const LEAST_BYTES = 16384;
const MOST_BYTES = 10485760;
const BYTES = `must be a whole number from ${LEAST_BYTES} to ${MOST_BYTES}`;
const WebhookSinkConfig = strictObject({
	...commonConfig("webhook"),
	url: WebhookUrl(),
	shape: _default(Shape, "native"),
	unsigned: optional(literal(true, "must be true, or left out")),
	"max-bytes": _default(int(BYTES).check(minimum(LEAST_BYTES, BYTES), maximum(MOST_BYTES, BYTES)), 1048576)
});
const webhookType = defineSinkType({
	schema: WebhookSinkConfig,
	needs: ({ unsigned }) => unsigned ? [] : ["webhookSecret"],
	create: async (config, surroundings) => (await import("./sink8.js")).createWebhookSink(config, surroundings),
	examine: async (config, surroundings, signal) => (await import("./examine7.js")).examineWebhook(config, surroundings, signal)
});
function WebhookUrl() {
	return ServerUrl("what the receiver is to know us by is the signature");
}

export { WebhookUrl as n, webhookType as r, WebhookSinkConfig as t };