import { $n as defineSinkType, Ar as strictObject, Tr as optional, br as minimum, er as ServerUrl, hr as literal, nr as commonConfig, or as _default, pr as int, tr as Shape, vr as maximum } from "./hook.js";

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