import { It as isUntrusted, Lt as untrusted, oi as systemCodeOf } from "./hook.js";

// src/net/tls-connection.ts
const LONGEST_ATTEMPT = 6e4;
const UNREACHED = [
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"EHOSTUNREACH",
	"ENETUNREACH",
	"EADDRNOTAVAIL"
];
const ALERT = /^ERR_SSL_.*ALERT/;
const ALERT_ABOUT_US = /CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE/;
const NO_TLS = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNSUPPORTED_PROTOCOL|HTTP_REQUEST/;
function sendOverTls(target, bytes, signal) {
	if (signal.aborted) return Promise.resolve({
		kind: "unanswered",
		reason: "there was no time left",
		mayBeRead: false
	});
	return new Promise((resolve) => {
		const seen = {
			written: false,
			announced: false
		};
		const raw = process.getBuiltinModule("node:net").connect({
			host: target.host,
			port: target.port
		});
		const fail = (error) => {
			if (seen.isOver !== true) seen.fault ??= error;
			raw.destroy();
		};
		const giveUp = () => {
			seen.isOver = true;
			raw.destroy();
		};
		const timer = setTimeout(giveUp, LONGEST_ATTEMPT);
		signal.addEventListener("abort", giveUp, { once: true });
		raw.on("error", fail);
		raw.once("connect", () => speak(raw, target, bytes, seen, fail));
		raw.once("close", () => {
			clearTimeout(timer);
			signal.removeEventListener("abort", giveUp);
			resolve(outcomeOf(target, seen, bytes.length > 0));
		});
	});
}
function speak(raw, target, bytes, seen, fail) {
	try {
		const socket = secured(raw, target, seen);
		socket.once("secureConnect", () => {
			seen.peer = accepted(socket);
			socket.write(bytes, () => {
				seen.written = true;
				socket.end();
			});
		});
		socket.once("end", () => {
			seen.announced = seen.written && seen.hungUp !== true;
		});
		socket.on("error", fail);
		socket.once("close", () => raw.destroy());
		socket.on("data", () => {
			seen.spoke = true;
		});
	} catch (error) {
		fail(error);
	}
}
function secured(raw, { host, ca, client }, seen) {
	const { connect } = process.getBuiltinModule("node:tls");
	const { isIP } = process.getBuiltinModule("node:net");
	const { Duplex } = process.getBuiltinModule("node:stream");
	const between = new Duplex({
		read: () => raw.resume(),
		write: (chunk, _, done) => raw.write(chunk, done),
		final: (done) => raw.end(done)
	});
	raw.on("data", (chunk) => {
		if (!between.push(chunk)) raw.pause();
	});
	raw.once("end", () => {
		seen.hungUp = true;
		between.push(null);
	});
	raw.once("close", () => between.destroy());
	between.on("error", () => raw.destroy());
	return connect({
		socket: between,
		host,
		rejectUnauthorized: true,
		minVersion: "TLSv1.2",
		...isIP(host) === 0 && { servername: host },
		...ca && { ca: [...ca] },
		...client && {
			cert: client.certificate,
			key: client.key
		}
	});
}
function outcomeOf(target, { peer, written, announced, spoke = false, hungUp, fault }, hasBytes) {
	const rest = {
		mayBeRead: peer !== void 0 && hasBytes,
		peer
	};
	const who = `${target.service} at ${addressOf(target)}`;
	if (announced && peer !== void 0) return {
		kind: "ended",
		peer,
		spoke
	};
	if (fault !== void 0) return {
		...faultOf(fault, target, peer !== void 0),
		...rest
	};
	if (hungUp && !written) return {
		kind: "busy",
		reason: `${who} hung up before everything was written`,
		...rest
	};
	if (hungUp) return {
		kind: "unanswered",
		reason: `${who} hung up without a close_notify, so it may have read nothing`,
		...rest
	};
	return {
		kind: "unanswered",
		reason: `${who} did not ${written ? "end the connection" : peer === void 0 ? "answer" : "take everything"} in time`,
		...rest
	};
}
function addressOf({ host, port }) {
	return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}
function accepted(socket) {
	const { valid_to } = socket.getPeerCertificate();
	return {
		validTo: new Date(valid_to ?? NaN),
		protocol: socket.getProtocol() ?? "TLS"
	};
}
function faultOf(error, target, connected) {
	const code = systemCodeOf(error) ?? "unexpected fault";
	const at = addressOf(target);
	const who = `${target.service} at ${at}`;
	if (UNREACHED.includes(code)) return {
		kind: "busy",
		reason: `${who} could not be reached (${code})`
	};
	if (ALERT.test(code)) {
		const mend = target.client === void 0 ? "it may want a client certificate" : "see its own log for the reason";
		return {
			kind: "refused",
			reason: `${who} refused the TLS connection (${code})${ALERT_ABOUT_US.test(code) ? `; ${mend}` : ""}`
		};
	}
	if (NO_TLS.test(code)) return {
		kind: "refused",
		reason: `${who} does not speak TLS of version 1.2 or newer (${code})`
	};
	if (!connected && isUntrusted(code)) {
		const { why } = untrusted(code);
		return {
			kind: "refused",
			reason: `the certificate of ${who.replace(/^The/, "the")} ${why} (${code})`
		};
	}
	return {
		kind: "busy",
		reason: `the connection to ${who.replace(/^The/, "the")} broke (${code})`
	};
}

export { sendOverTls as n, addressOf as t };