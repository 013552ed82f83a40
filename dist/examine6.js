import { ai as sentenceOf } from "./hook.js";
import { n as sendOverTls, t as addressOf } from "./tls-connection.js";
import { t as examineValidity } from "./certificate-validity.js";
import { t as certificatesIn } from "./certificates.js";
import { t as targetOf } from "./target.js";

// src/sinks/syslog/examine.ts
const USUAL_MOST_BYTES = 8096;
const EXAMPLE_ENTERPRISE = 32473;
async function examineSyslog(config, surroundings, signal) {
	let target;
	try {
		target = targetOf(config, surroundings);
	} catch (error) {
		return [{
			check: "client certificate",
			result: "failed",
			says: sentenceOf(error).replace(/\.$/, "")
		}];
	}
	const outcome = await sendOverTls(target, Buffer.alloc(0), signal);
	const now = surroundings.clock.now();
	const [own] = certificatesIn(target.client?.certificate ?? "") ?? [];
	return [
		connection(target, outcome),
		...outcome.peer ? [examineValidity("certificate", outcome.peer.validTo, now)] : [],
		...own ? [examineValidity("client certificate", new Date(own.validTo), now)] : [],
		messageSize(config),
		...config["enterprise-id"] === EXAMPLE_ENTERPRISE ? [enterprise()] : [],
		{
			check: "storage",
			result: "unknown",
			says: "syslog acknowledges nothing, so nobody here can see whether messages are stored",
			mend: "send a marked record with --send and look for it where the receiver stores messages",
			shownBySending: true
		}
	];
}
function connection(target, outcome) {
	const check = "connection";
	if (outcome.kind === "ended" && outcome.spoke) return {
		check,
		result: "failed",
		says: `${addressOf(target)} speaks first, which no receiver of syslog does`,
		mend: "see that host and port are those of a receiver of syslog over TLS"
	};
	if (outcome.kind === "ended") return {
		check,
		result: "fine",
		says: `${addressOf(target)} speaks ${outcome.peer.protocol} and ends connections in order`
	};
	if (outcome.kind === "unanswered" && outcome.peer !== void 0) return {
		check,
		result: "failed",
		says: outcome.reason,
		mend: "use a receiver that ends a connection when the sender does, or deliveries stay pending"
	};
	return {
		check,
		result: "failed",
		says: outcome.reason,
		mend: mendOf(outcome.kind)
	};
}
function mendOf(kind) {
	return kind === "refused" ? "compare the certificates on both sides: the key ca or NODE_EXTRA_CA_CERTS here, the client authorities there" : "see that host and port are right, and that a firewall lets this machine through";
}
function messageSize({ "max-bytes": most }) {
	const check = "message size";
	return most <= USUAL_MOST_BYTES ? {
		check,
		result: "fine",
		says: `messages have at most ${most} bytes, which receivers take by default`
	} : {
		check,
		result: "warning",
		says: `messages have up to ${most} bytes, and a receiver that takes less cuts them without a word`,
		mend: "raise the limit of the receiver to at least as much (rsyslog: $MaxMessageSize)"
	};
}
function enterprise() {
	return {
		check: "enterprise number",
		result: "fine",
		says: `structured data stands under ${EXAMPLE_ENTERPRISE}, the number for examples; enterprise-id takes your own`
	};
}

export { examineSyslog };