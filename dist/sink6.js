import { ar as findingsOf, fr as backoff, gr as entryKey, or as LONGEST_TEXT, pr as pause, sr as factsOf } from "./hook.js";
import { n as sendOverTls, t as addressOf } from "./tls-connection.js";
import { t as fitted } from "./shape.js";
import { t as FACILITIES } from "./facilities.js";
import { t as targetOf } from "./target.js";

// src/sinks/syslog/message.ts
const CODES = {
	critical: 2,
	high: 3,
	medium: 4,
	low: 5
};
const INFORMATIONAL = 6;
const MOST_HOST_NAME = 255;
const MOST_MESSAGE_ID = 32;
const MOST_VALUE = 256;
const MOST_PLAIN_NAME = 100;
function syslogMessage(entry, config, sentAt) {
	const header = headerOf(entry, config);
	const { text, omitted } = textThatFits(entry, config, config["max-bytes"] - header.length - 1, sentAt);
	const message = `${header} ${text}`;
	return {
		frame: Buffer.from(`${message.length} ${message}`, "latin1"),
		omitted
	};
}
function headerOf(entry, config) {
	const facts = factsOf(entry.document, LONGEST_TEXT);
	const host = facts.text("runner", "hostName") ?? facts.text("runner", "name") ?? "-";
	const priority = 8 * FACILITIES[config.facility] + severityOf(facts);
	const data = [
		["key", entryKey(entry)],
		["recordId", entry.recordId],
		["digest", entry.digest]
	].map(([name, value]) => ` ${name}="${parameterValue(value)}"`).join("");
	return [
		`<${priority}>1`,
		timestamp(entry.time),
		word(host, MOST_HOST_NAME),
		"doorlog",
		"-",
		word(entry.phase, MOST_MESSAGE_ID),
		`[doorlog@${config["enterprise-id"]}${data}]`
	].join(" ");
}
function severityOf(facts) {
	const worst = findingsOf(facts)?.worst;
	return worst === void 0 ? INFORMATIONAL : CODES[worst];
}
function timestamp(time) {
	const date = new Date(time);
	const text = Number.isNaN(date.getTime()) ? "" : date.toISOString();
	return /^\d{4}-/.test(text) ? text : "-";
}
function word(text, most) {
	return text.replace(/[^\x21-\x7e]/g, "?").slice(0, most) || "-";
}
function parameterValue(text) {
	let value = "";
	for (const character of text.replace(/[^\x20-\x7e]/g, "?")) {
		const escaped = /["\\\]]/.test(character) ? `\\${character}` : character;
		if (value.length + escaped.length > MOST_VALUE) break;
		value += escaped;
	}
	return value;
}
function textThatFits(entry, { shape }, room, sentAt) {
	for (let maxBytes = room;;) {
		const event = fitted(entry, {
			shape,
			maxBytes,
			sentAt
		});
		const text = inAscii(event.text);
		if (text.length <= room) return {
			text,
			omitted: event.omitted
		};
		if (event.omitted.includes("record")) return namesAlone(entry, event.omitted);
		maxBytes = Buffer.byteLength(event.text) - 1;
	}
}
function namesAlone(entry, without) {
	const [recordId, phase, digest, time] = [
		entry.recordId,
		entry.phase,
		entry.digest,
		entry.time
	].map(plain);
	const omitted = [...without, "summary"];
	return {
		text: JSON.stringify({
			recordId,
			phase,
			digest,
			time,
			doorlog: { omitted }
		}),
		omitted
	};
}
function plain(name) {
	return name.replace(/[^\x20-\x7e]/g, "?").slice(0, MOST_PLAIN_NAME);
}
function inAscii(json) {
	return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// src/sinks/syslog/sink.ts
const MOST_TURNS = 100;
function createSyslogSink(config, surroundings) {
	const target = targetOf(config, surroundings);
	async function deliverAll(batch, { signal, noteKey }) {
		const sentAt = surroundings.clock.now();
		const messages = batch.map(({ entry }) => syslogMessage(entry, config, sentAt));
		const outcome = await sendUntilEnded(target, Buffer.concat(messages.map(({ frame }) => frame)), signal);
		return Promise.all(batch.map(async ({ entry, key }, index) => {
			if (outcome.kind !== "ended") await noteKey?.(entry, outcome.mayBeRead ? "tried" : key);
			const mayBeTwice = key !== "unused" || outcome.mayBeRead === true;
			return deliveryOf(config, {
				key: entryKey(entry),
				message: messages[index],
				mayBeTwice
			}, outcome);
		}));
	}
	return {
		name: config.name,
		required: config.required,
		async deliver(entry, { signal, key, noteKey }) {
			const options = {
				signal,
				...noteKey && { noteKey: (_, state) => noteKey(state) }
			};
			const [delivery] = await deliverAll([{
				entry,
				key
			}], options);
			return delivery ?? {
				sink: config.name,
				status: "failed",
				reason: "The sink gave no answer."
			};
		},
		deliverBatch: deliverAll
	};
}
async function sendUntilEnded(target, bytes, signal) {
	let mayBeRead = false;
	let earlier;
	for (let turn = 1;; turn++) {
		const sent = await sendOverTls(target, bytes, signal);
		if (sent.kind === "ended") return sent.spoke ? {
			kind: "failed",
			reason: spokenTo(target),
			mayBeRead: true
		} : {
			kind: "ended",
			mayBeRead
		};
		mayBeRead ||= sent.mayBeRead;
		const reason = sent.kind === "unanswered" && !sent.mayBeRead ? earlier ?? sent.reason : sent.reason;
		earlier = reason;
		if (sent.kind === "refused") return {
			kind: "failed",
			reason,
			mayBeRead
		};
		const isLast = sent.kind === "unanswered" || turn >= MOST_TURNS;
		if (!isLast) await pause(backoff(turn), signal);
		if (isLast || signal.aborted) return {
			kind: "pending",
			reason,
			mayBeRead
		};
	}
}
function spokenTo(target) {
	return `${target.service} at ${addressOf(target)} answered, which no receiver of syslog does; see that host and port are right`;
}
function deliveryOf(config, { key, message, mayBeTwice }, outcome) {
	const sink = config.name;
	if (outcome.kind !== "ended") {
		const maybe = outcome.mayBeRead ? "; the receiver may have it all the same" : "";
		return {
			sink,
			status: outcome.kind,
			reason: `${outcome.reason}${maybe}.`
		};
	}
	const omitted = message?.omitted ?? [];
	const reason = [
		"Best effort: syslog acknowledges nothing, but the receiver took all bytes and ended the connection in order.",
		...mayBeTwice ? ["An earlier attempt may have got there too, with the same key."] : [],
		...omitted.length > 0 ? [`Left out for want of room in ${config["max-bytes"]} bytes, as the message says: ${omitted.join(", ")}.`] : []
	].join(" ");
	return {
		sink,
		status: "delivered",
		location: `${addressOf(config)}#${key}`,
		reason
	};
}

export { createSyslogSink };