import { t as parseAlerts } from "./config.js";
import { $t as sha256Hex, ai as sentenceOf } from "./hook.js";
import { n as listText, r as sinkSurroundings } from "./sinks-option.js";
const { randomBytes } = process.getBuiltinModule("node:crypto");

// src/pipeline/test-alert.ts
async function sendTestAlert(channel, test) {
	const message = testMessage(test);
	return {
		channel: channel.name,
		...await channel.tell({ message }, AbortSignal.timeout(test.timeout))
	};
}
function testMessage({ now, nonce, from }) {
	const recordId = sha256Hex(JSON.stringify(["test", nonce]));
	return {
		id: `alert-test-${recordId.slice(0, 32)}`,
		fingerprint: recordId,
		rule: "test-of-the-channel",
		severity: "low",
		message: `Doorlog was asked to show that messages arrive here${from === void 0 ? "" : `, from ${from}`}.`,
		mend: "Nothing has to be done.",
		mode: "audit",
		refused: false,
		recordId,
		moment: "end",
		time: now.toISOString(),
		test: true
	};
}

// src/cli/doctor-alerts.ts
const CHECK = "test message";
async function tryAlerts(given, options, io) {
	const channels = await parseAlerts(await listText(given, "the list of alerts", io));
	return Promise.all(channels.map(async (channel) => ({
		kind: "alert",
		name: channel.name,
		type: channel.type,
		examinations: [await tryOne(channel, options, io)]
	})));
}
async function tryOne(channel, { isSent, timeout }, io) {
	if (channel.writesByToken) return {
		check: CHECK,
		result: "unknown",
		says: "it writes by the job’s own token, which only a job has"
	};
	try {
		const made = await channel.create(sinkSurroundings(io));
		if (!isSent) return {
			check: "configuration",
			result: "fine",
			says: "it can be used as it is configured",
			mend: "use --send, which sends one message that says it is a test"
		};
		const nonce = randomBytes(16).toString("hex");
		const outcome = await sendTestAlert(made, {
			now: /* @__PURE__ */ new Date(),
			nonce,
			from: "doorlog doctor",
			timeout
		});
		return outcome.status === "sent" ? {
			check: CHECK,
			result: "fine",
			says: "it was taken; look whether it arrived"
		} : {
			check: CHECK,
			result: "failed",
			says: outcome.reason
		};
	} catch (error) {
		return {
			check: "configuration",
			result: "failed",
			says: sentenceOf(error).replace(/\.$/, "")
		};
	}
}

export { tryAlerts };