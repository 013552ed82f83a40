import { ai as sentenceOf } from "./hook.js";
import { n as parted, r as transportOf, t as askStore } from "./examining.js";
import { n as receiverOf, t as readReply } from "./reply.js";

// src/sinks/otlp/examine.ts
const NOTHING = "{\"resourceLogs\":[]}";
async function examineOtlp(config, surroundings, signal) {
	let receiver;
	try {
		receiver = receiverOf(config, surroundings);
	} catch (error) {
		return [{
			check: "headers",
			result: "failed",
			says: sentenceOf(error).replace(/\.$/, "")
		}];
	}
	const { http, request } = receiver;
	const asked = await askStore(() => http({
		...request,
		body: NOTHING,
		signal,
		maxBytes: 1048576
	}));
	if ("obstacle" in asked) return [asked.obstacle];
	const answered = receiverCheck(asked.reply);
	return [
		transportOf(config.url),
		answered,
		...answered.result === "failed" ? [] : [keepingCheck()]
	];
}
function receiverCheck(reply) {
	const check = "receiver";
	const attempt = readReply(reply);
	if (attempt.kind === "answered") return {
		check,
		result: "fine",
		says: "the receiver takes a request that carries no log record"
	};
	if (reply.status === 400) return {
		check,
		result: "unknown",
		says: "the receiver refuses a request that carries no log record, which says nothing of others",
		mend: "send a marked record with doorlog doctor --send",
		shownBySending: true
	};
	return {
		check,
		result: attempt.kind === "busy" ? "warning" : "failed",
		...parted(attempt.reason)
	};
}
function keepingCheck() {
	return {
		check: "store",
		result: "unknown",
		says: "OTLP does not tell what the store behind the receiver keeps, cuts or throws away",
		mend: "look up a log record there by its log.record.uid"
	};
}

export { examineOtlp };