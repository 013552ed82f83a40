import { dr as sendUntilAnswered, ri as DoorlogError } from "./hook.js";
const { createHmac } = process.getBuiltinModule("node:crypto");

// src/net/standard-webhooks.ts
const PREFIX = "whsec_";
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const LEAST_KEY_BYTES = 24;
const MOST_KEY_BYTES = 64;
const MOST_KEYS = 4;
const TOLERANCE = 3e5;
function webhookKeys(secret, name) {
	const parts = secret.split(/\s+/).filter(Boolean);
	if (parts.length === 0) throw unusable(name, "is empty");
	if (parts.length > MOST_KEYS) throw unusable(name, `holds more than ${MOST_KEYS} secrets`);
	return parts.map((part) => {
		if (!part.startsWith(PREFIX)) throw unusable(name, `does not start with ${PREFIX}`);
		const text = part.slice(6);
		if (!BASE64.test(text)) throw unusable(name, `is not Base64 after ${PREFIX}`);
		const key = Buffer.from(text, "base64");
		if (key.length >= LEAST_KEY_BYTES && key.length <= MOST_KEY_BYTES) return key;
		throw unusable(name, `stands for ${key.length} bytes`);
	});
}
function webhookId(name) {
	return name.replaceAll(".", "_");
}
function signWebhook(keys, { id, sentAt, body }) {
	const seconds = String(Math.floor(sentAt.getTime() / 1e3));
	const signed = `${id}.${seconds}.${body}`;
	const signatures = keys.map((key) => `v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
	return {
		"webhook-id": id,
		"webhook-timestamp": seconds,
		...signatures.length > 0 && { "webhook-signature": signatures.join(" ") }
	};
}
function receiversTime(date, now) {
	const theirs = date === void 0 ? NaN : Date.parse(date);
	return Math.abs(theirs - now.getTime()) > TOLERANCE ? new Date(theirs) : void 0;
}
function unusable(name, complaint) {
	return new DoorlogError("input-invalid", `The webhook’s secret (${name}) ${complaint}; it must be ${PREFIX} and the Base64 of ${LEAST_KEY_BYTES} to ${MOST_KEY_BYTES} bytes, as from: echo "${PREFIX}$(openssl rand -base64 32)".`);
}

// src/sinks/webhook/reply.ts
const PAGE = /^\s*<(?:!doctype\s+html|html)[\s>]/i;
const BEGINNING = 256;
function readReply({ status, body }) {
	if (status >= 200 && status < 300) {
		if (!PAGE.test(body.toString("latin1", 0, BEGINNING))) return {
			kind: "answered",
			answer: "taken"
		};
		return {
			kind: "refused",
			reason: "it answered with a web page, as sign-in pages and portals do; give the address of the receiver itself",
			mayBeStored: true
		};
	}
	if (status === 429) return {
		kind: "busy",
		reason: "it has no room just now (429)",
		mayBeStored: false
	};
	if (status === 408 || status >= 500) return {
		kind: "busy",
		reason: `it answered ${status}`,
		mayBeStored: true
	};
	return {
		kind: "refused",
		reason: refusal(status),
		mayBeStored: false
	};
}
function isAboutSignature(status) {
	return status === 400 || status === 401 || status === 403;
}
function refusal(status) {
	if (status === 410) return "it wants no more messages (410); take it out of the list";
	if (status === 413) return "the message is too long for it (413); lower max-bytes";
	if (status >= 300 && status < 400) return `it points elsewhere (${status}), and redirects are not followed; give the address itself`;
	if (isAboutSignature(status)) return `it refused the message (${status}); compare its secret with webhook-secret`;
	return `it refused the message (${status})`;
}

// src/sinks/webhook/signed-post.ts
const CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";
async function postSigned(post) {
	const { http, clock, keys, service, url, id, body, signal } = post;
	let ahead;
	return {
		outcome: await sendUntilAnswered({
			http,
			signal,
			request: () => {
				const sentAt = new Date(clock.now().getTime() + (ahead ?? 0));
				const headers = {
					"content-type": CONTENT_TYPE,
					...signWebhook(keys, {
						id,
						sentAt,
						body
					})
				};
				return {
					service,
					method: "POST",
					url,
					headers,
					body
				};
			},
			read: (response) => {
				const attempt = readReply(response);
				if (!isAboutSignature(response.status) || keys.length === 0 || ahead !== void 0) return attempt;
				const now = clock.now();
				const theirs = receiversTime(response.headers.date, now);
				if (theirs === void 0) return attempt;
				ahead = theirs.getTime() - now.getTime();
				return {
					kind: "busy",
					reason: `it refused the message (${response.status})`,
					mayBeStored: false
				};
			}
		}),
		...ahead !== void 0 && { clocks: clocksOf(ahead) }
	};
}
function clocksOf(ahead) {
	return `this machine’s clock is ${Math.round(Math.abs(ahead) / 6e4)} minutes ${ahead > 0 ? "behind" : "ahead of"} the receiver’s`;
}

export { webhookId as n, webhookKeys as r, postSigned as t };