import { ai as sentenceOf } from "./hook.js";
import { n as parted, r as transportOf, t as askStore } from "./examining.js";
import { i as collectorOf, n as faultOf, t as codeOfReply } from "./reply2.js";

// src/sinks/splunk/examine.ts
const DEFAULT_TRUNCATE = 1e4;
const NO_DATA = 5;
const HEALTHY = 17;
const NO_ACKNOWLEDGEMENT = 14;
async function examineSplunk(config, surroundings, signal) {
	let collector;
	try {
		collector = collectorOf(config, surroundings);
	} catch (error) {
		return [{
			check: "token",
			result: "failed",
			...parted(sentenceOf(error))
		}];
	}
	const ask = (method, url, body) => {
		const { http, service, headers } = collector;
		return askStore(() => http({
			service,
			method,
			url,
			headers,
			signal,
			...body !== void 0 && { body }
		}));
	};
	const health = await ask("GET", collector.addresses.health);
	if ("obstacle" in health) return [health.obstacle];
	const token = await examineToken(ask, collector);
	const examinations = [
		transportOf(config.url),
		healthOf(health.reply),
		token
	];
	if (token.result !== "fine") return examinations;
	return [
		...examinations,
		await examineAcknowledgement(ask, collector, config.acknowledge),
		indexOf(config),
		sizeOf(config)
	];
}
function healthOf(reply) {
	const check = "collector";
	if (codeOfReply(reply) === HEALTHY) return {
		check,
		result: "fine",
		says: "the collector is healthy"
	};
	const fault = faultOf(reply);
	return {
		check,
		result: fault.kind === "busy" ? "warning" : "failed",
		...parted(fault.reason)
	};
}
async function examineToken(ask, { addresses }) {
	const check = "token";
	const asked = await ask("POST", addresses.event, "");
	if ("obstacle" in asked) return asked.obstacle;
	if (codeOfReply(asked.reply) === NO_DATA) return {
		check,
		result: "fine",
		says: "the collector takes the token"
	};
	const fault = faultOf(asked.reply);
	return {
		check,
		result: fault.kind === "busy" ? "unknown" : "failed",
		...parted(fault.reason)
	};
}
async function examineAcknowledgement(ask, { addresses }, isWanted) {
	const check = "acknowledgement";
	const asked = await ask("POST", addresses.ack, JSON.stringify({ acks: [0] }));
	if ("obstacle" in asked) return asked.obstacle;
	const { reply } = asked;
	if (codeOfReply(reply) === NO_ACKNOWLEDGEMENT) {
		if (isWanted) return {
			check,
			result: "failed",
			...parted(faultOf(reply).reason)
		};
		return {
			check,
			result: "warning",
			says: "an event counts as delivered before it is indexed, so that a crash of Splunk can lose it",
			mend: "on Splunk Enterprise turn on indexer acknowledgement for the token and set acknowledge: true",
			inherent: true
		};
	}
	if (reply.status !== 200) return {
		check,
		result: isWanted ? "failed" : "unknown",
		...parted(faultOf(reply).reason)
	};
	if (isWanted) return {
		check,
		result: "fine",
		says: "an event counts as delivered when the indexers have it"
	};
	return {
		check,
		result: "warning",
		says: "the token acknowledges events, but the sink does not wait for it",
		mend: "set acknowledge: true"
	};
}
function indexOf({ index }) {
	return {
		check: "index",
		result: "unknown",
		says: `whether the token may write to ${index === void 0 ? "the token’s default index" : `the index ${index}`} shows only when an event is sent`,
		mend: "send a marked record with doorlog doctor --send",
		shownBySending: true
	};
}
function sizeOf(config) {
	const check = "event size";
	const bytes = config["max-bytes"];
	if (bytes <= DEFAULT_TRUNCATE) return {
		check,
		result: "fine",
		says: `events of at most ${bytes} bytes are within the ${DEFAULT_TRUNCATE} that Splunk keeps by default`
	};
	return {
		check,
		result: "unknown",
		says: `a collector does not tell at which length Splunk cuts events of source type ${config.sourcetype}`,
		mend: `see that its TRUNCATE in props.conf is at least ${bytes}`
	};
}

export { examineSplunk };