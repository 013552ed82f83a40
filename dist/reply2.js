import { Jr as safeParse, Mr as int, Ur as object, Wr as optional, Xn as jsonOrNothing, ri as DoorlogError } from "./hook.js";
const { randomUUID } = process.getBuiltinModule("node:crypto");

// src/sinks/splunk/collector.ts
function collectorOf({ name, url }, { http, secrets, secretNames }) {
	const token = secrets.splunkToken?.trim() ?? "";
	const called = secretNames("splunkToken");
	if (token === "") throw new DoorlogError("input-invalid", `The sink ${name} has no token: give one by ${called}.`);
	if (!/^[\x21-\x7e]+$/.test(token)) {
		const sentence = `The token of ${called} must be one word, without “Splunk” in front of it.`;
		throw new DoorlogError("input-invalid", sentence);
	}
	const base = url.replace(/(\/services\/collector(\/event)?(\/1\.0)?)?\/*$/, "");
	return {
		service: name === "splunk" ? "Splunk" : `Splunk (sink ${name})`,
		http,
		addresses: {
			event: `${base}/services/collector/event`,
			ack: `${base}/services/collector/ack`,
			health: `${base}/services/collector/health`
		},
		headers: {
			authorization: `Splunk ${token}`,
			"content-type": "application/json",
			accept: "application/json",
			"x-splunk-request-channel": randomUUID()
		}
	};
}

// src/sinks/splunk/reply.ts
const CollectorReply = object({
	code: int(),
	ackId: optional(int())
});
const BUSY = {
	9: "it is busy",
	18: "its queues are full",
	19: "its acknowledgement service is not available",
	20: "its queues are full and its acknowledgement service is not available",
	23: "it is shutting down",
	26: "its queue is full",
	27: "the channel has too many acknowledgements pending"
};
const WARNINGS = {
	24: "Splunk took it and warns that its queue is almost full.",
	25: "Splunk took it and warns that acknowledgements are almost at their limit."
};
const UNFIT = {
	6: "it can’t read the event; check that nothing between here and it changes requests",
	7: "the token may not write to that index, or there is none of that name; add it to the token’s allowed indexes, or change index",
	12: "it misses the event in the request; check that nothing between here and it changes requests",
	13: "it calls the event blank; check that nothing between here and it changes requests",
	15: "it refuses the indexed fields; it takes Splunk 7.0 or later"
};
const REFUSED = {
	1: "the token is disabled; enable it, or give another one",
	2: "it misses the token; check that nothing between here and it removes the Authorization header",
	3: "it does not take the Authorization header; give the token alone, without “Splunk” in front of it",
	4: "it does not know the token; check it, and that it is deployed to the instance behind the url",
	5: "it found no data in the request; check that nothing between here and it removes the body",
	10: "it misses the channel; check that nothing between here and it removes X-Splunk-Request-Channel",
	11: "it does not take the channel; check that nothing between here and it changes X-Splunk-Request-Channel",
	14: "the token has no indexer acknowledgement; turn it on for the token, or set acknowledge: false",
	16: "it looks for a token in the address; check that nothing between here and it rewrites requests",
	21: "it does not know the token; check it, and that it is deployed to the instance behind the url",
	22: "the token is disabled; enable it, or give another one"
};
const PASSING_STATUSES = [
	429,
	500,
	502,
	503,
	504
];
function readEventReply(response) {
	const { status } = response;
	const reply = safeParse(CollectorReply, jsonOrNothing(response.body)).data;
	if (status === 200 && reply !== void 0) {
		const { code, ackId } = reply;
		const warning = WARNINGS[code];
		const acknowledgement = ackId === void 0 ? {} : { ackId };
		if (code === 0) return {
			kind: "answered",
			answer: acknowledgement
		};
		if (warning !== void 0) return {
			kind: "answered",
			answer: {
				...acknowledgement,
				warning
			}
		};
	}
	const unfit = status === 400 || status === 413 ? unfitness(status, reply?.code) : void 0;
	return unfit === void 0 ? faultOf(response) : {
		kind: "answered",
		answer: { unfit }
	};
}
function faultOf({ status, body }) {
	const code = safeParse(CollectorReply, jsonOrNothing(body)).data?.code;
	const busy = code === void 0 ? void 0 : BUSY[code];
	if (busy !== void 0) return {
		kind: "busy",
		reason: `${busy} (code ${code})`,
		mayBeStored: false
	};
	const refused = code === void 0 ? void 0 : REFUSED[code];
	if (refused !== void 0) return {
		kind: "refused",
		reason: `${refused} (code ${code})`,
		mayBeStored: false
	};
	const mayBeStored = status >= 500 || status < 300;
	if (PASSING_STATUSES.includes(status)) return {
		kind: "busy",
		reason: `it answers with status ${status}`,
		mayBeStored
	};
	return {
		kind: "refused",
		reason: statusReason(status),
		mayBeStored
	};
}
function codeOfReply({ body }) {
	return safeParse(CollectorReply, jsonOrNothing(body)).data?.code;
}
function unfitness(status, code) {
	if (status === 413) return "the request is larger than it takes; raise max_content_length in limits.conf";
	const sentence = code === void 0 ? void 0 : UNFIT[code];
	return sentence === void 0 ? void 0 : `${sentence} (code ${code})`;
}
function statusReason(status) {
	switch (status) {
		case 401:
		case 403: return `it does not accept the token (status ${status}); check it, and that the url is a collector’s`;
		case 404:
		case 405: return "there is no HTTP Event Collector at that address; check the url, its port (8088 by default), and that the collector is enabled";
		case 200: return "its reply is not that of an HTTP Event Collector; check the url";
		default: return status >= 300 && status < 400 ? `it redirects (status ${status}); give the final url` : `it answers with status ${status}`;
	}
}

export { collectorOf as i, faultOf as n, readEventReply as r, codeOfReply as t };