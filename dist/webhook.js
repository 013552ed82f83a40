import { Yr as strictObject, ri as DoorlogError } from "./hook.js";
import { r as webhookKeys, t as postSigned } from "./signed-post.js";
import { n as WebhookUrl } from "./type2.js";
import { n as defineChannelType, t as commonConfig } from "./channel-type.js";
import { t as outcomeOf } from "./outcome.js";
const { createHmac } = process.getBuiltinModule("node:crypto");

// src/alerts/webhook.ts
const EVENT_TYPE = "io.github.doorlog.alert.v1";
const Config = strictObject({
	...commonConfig("webhook"),
	url: WebhookUrl()
});
const webhookType = defineChannelType({
	schema: Config,
	needs: "webhookSecret",
	async create({ url }, { http, clock, secrets, secretNames }) {
		const name = secretNames("webhookSecret");
		const secret = secrets.webhookSecret;
		if (secret === void 0) throw new DoorlogError("input-invalid", `Input alerts: the webhook needs the ${name}, which is missing; give it from a secret.`);
		const keys = webhookKeys(secret, name);
		return {
			mark: (text) => createHmac("sha256", secret).update(text).digest("hex").slice(0, 16),
			async tell({ message }, signal) {
				const post = {
					http,
					clock,
					keys,
					service: "The webhook",
					url,
					id: message.id,
					body: cloudEvent(message),
					signal
				};
				const { outcome, clocks } = await postSigned(post);
				return outcomeOf(outcome, clocks);
			}
		};
	}
});
function cloudEvent(message) {
	const { id, time, rule } = message;
	return JSON.stringify({
		specversion: "1.0",
		id,
		source: sourceOf(message),
		type: message.test ? `${EVENT_TYPE}.test` : EVENT_TYPE,
		subject: rule,
		...Number.isNaN(Date.parse(time)) ? {} : { time: new Date(time).toISOString() },
		datacontenttype: "application/json",
		data: message
	});
}
function sourceOf({ server, repository }) {
	const address = `${server?.replace(/\/+$/, "")}/${repository}`;
	return server && repository && URL.canParse(address) ? new URL(address).href : "urn:doorlog";
}

export { webhookType };