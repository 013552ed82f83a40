import { Jn as defineSinkType, Sr as refine, Tr as strictObject, Xn as Shape, Yn as ServerUrl, Zn as commonConfig, br as optional, cr as int, hr as minimum, pr as maximum, tr as _default, ur as literal } from "./hook.js";

// src/sinks/webhook/type.ts
const LEAST_BYTES = 16384;
const MOST_BYTES = 10485760;
const BYTES = `must be a whole number from ${LEAST_BYTES} to ${MOST_BYTES}`;
const WebhookSinkConfig = strictObject({
	...commonConfig("webhook"),
	url: WebhookUrl("records"),
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
function WebhookUrl(things) {
	return ServerUrl("what the receiver is to know us by is the signature").check(refine(isSafe, `must start with https://: ${things} are confidential, and a signature hides nothing`));
}
function isSafe(url) {
	if (!URL.canParse(url)) return true;
	const { protocol, hostname } = new URL(url);
	return protocol === "https:" || /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

export { WebhookUrl as n, webhookType as r, WebhookSinkConfig as t };