import { Rt as proxyFor, ai as sentenceOf, zt as surroundingsFrom } from "./hook.js";
import { n as sendOverTls, t as addressOf } from "./tls-connection.js";
import { t as examineValidity } from "./certificate-validity.js";
import { n as keysOf } from "./sink7.js";

// src/sinks/webhook/examine.ts
const PATIENCE = 5e3;
async function examineWebhook(config, surroundings, signal) {
	return [
		examineSecret(config, surroundings),
		...await examineConnection(new URL(config.url), surroundings, signal),
		{
			check: "receiver",
			result: "unknown",
			says: "whether it takes our messages can’t be seen without sending one",
			mend: "send a marked record with --send",
			shownBySending: true
		}
	];
}
function examineSecret(config, surroundings) {
	const check = "secret";
	if (config.unsigned) return {
		check,
		result: "warning",
		says: "messages are not signed, so anybody who knows the address can make some up",
		mend: "give webhook-secret, and take unsigned out of the list of sinks"
	};
	try {
		keysOf(config, surroundings);
		return {
			check,
			result: "fine",
			says: "it is of the right form"
		};
	} catch (error) {
		return {
			check,
			result: "failed",
			says: sentenceOf(error).replace(/\.$/, "")
		};
	}
}
async function examineConnection(url, { clock, ca }, signal) {
	const check = "connection";
	if (url.protocol !== "https:") return [{
		check,
		result: "unknown",
		says: "it is on this machine, over plain HTTP"
	}];
	if (proxyFor(url, surroundingsFrom(process.env)) !== void 0) return [{
		check,
		result: "unknown",
		says: "it is reached through a proxy, which is not looked through"
	}];
	const target = {
		service: "The webhook",
		host: url.hostname.replace(/^\[|\]$/g, ""),
		port: Number(url.port || 443),
		ca
	};
	const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
	const outcome = await sendOverTls(target, Buffer.alloc(0), patience);
	if (outcome.peer !== void 0) return [{
		check,
		result: "fine",
		says: `${addressOf(target)} speaks ${outcome.peer.protocol}`
	}, examineValidity("certificate", outcome.peer.validTo, clock.now())];
	return [{
		check,
		result: "failed",
		says: outcome.kind === "ended" ? "" : outcome.reason,
		mend: "see that address, certificate and firewall are right"
	}];
}

export { examineWebhook };