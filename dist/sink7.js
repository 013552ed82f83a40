import { gr as entryKey, or as LONGEST_TEXT, ri as DoorlogError, sr as factsOf } from "./hook.js";
import { n as webhookId, r as webhookKeys, t as postSigned } from "./signed-post.js";
import { t as fitted } from "./shape.js";

// src/sinks/webhook/cloud-event.ts
const TYPE = "io.github.doorlog.access_record";
function cloudEvent(entry, config, sentAt) {
	const envelope = JSON.stringify({
		specversion: "1.0",
		id: entryKey(entry),
		source: sourceOf(entry),
		type: `${TYPE}.${entry.phase.replace(/[^A-Za-z0-9_]/g, "_")}.v1`,
		subject: entry.recordId,
		...timeOf(entry),
		datacontenttype: "application/json"
	}).slice(0, -1);
	const maxBytes = config["max-bytes"] - Buffer.byteLength(envelope) - 9;
	const { text, omitted } = fitted(entry, {
		shape: config.shape,
		maxBytes,
		sentAt
	});
	return {
		body: `${envelope},"data":${text}}`,
		omitted
	};
}
function sourceOf({ document }) {
	const facts = factsOf(document, LONGEST_TEXT);
	const server = facts.text("pipeline", "server");
	const repository = facts.text("pipeline", "repository");
	const address = `${server?.replace(/\/+$/, "")}/${repository}`;
	return server && repository && URL.canParse(address) ? new URL(address).href : "urn:doorlog";
}
function timeOf({ time }) {
	const date = new Date(time);
	return Number.isNaN(date.getTime()) ? {} : { time: date.toISOString() };
}

// src/sinks/webhook/sink.ts
function createWebhookSink(config, surroundings) {
	const keys = keysOf(config, surroundings);
	return {
		name: config.name,
		required: config.required,
		deliver: (entry, options) => post(config, keys, surroundings, entry, options)
	};
}
function keysOf(config, { secrets, secretNames }) {
	if (config.unsigned) return [];
	if (secrets.webhookSecret !== void 0) return webhookKeys(secrets.webhookSecret, secretNames("webhookSecret"));
	throw new DoorlogError("input-invalid", `Sink ${config.name} signs what it sends; give ${secretNames("webhookSecret")}, or say unsigned: true in the list of sinks.`);
}
async function post(config, keys, { http, clock }, entry, { signal, key, noteKey }) {
	const { name: sink, "max-bytes": most } = config;
	const service = sink === "webhook" ? "The webhook" : `The webhook (sink ${sink})`;
	const { body, omitted } = cloudEvent(entry, config, clock.now());
	const id = webhookId(entryKey(entry));
	const { outcome, clocks } = await postSigned({
		http,
		clock,
		keys,
		service,
		url: config.url,
		id,
		body,
		signal
	});
	if (outcome.kind === "answered") {
		const reason = [...clocks === void 0 ? [] : [`Signed with the receiver’s time: ${clocks}.`], ...omitted.length === 0 ? [] : [`Left out for want of room in ${most} bytes, as it says: ${omitted.join(", ")}.`]].join(" ");
		return {
			sink,
			status: "delivered",
			location: `${new URL(config.url).host}#${id}`,
			...reason && { reason }
		};
	}
	await noteKey?.(outcome.mayBeStored ? "tried" : key);
	const why = [outcome.reason.replace(/\.$/, ""), ...clocks === void 0 ? [] : [clocks]].join("; ");
	return {
		sink,
		status: outcome.kind,
		reason: `${service} did not take the record: ${why}.`
	};
}

export { keysOf as n, createWebhookSink as t };