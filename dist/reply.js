import { Br as nullable, Jr as safeParse, Mr as int, Ur as object, Wr as optional, Xn as jsonOrNothing, Xr as string, Zr as union, qr as regex, ri as DoorlogError } from "./hook.js";

// src/sinks/otlp/headers.ts
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e]+$/;
const OURS = [
	"accept",
	"connection",
	"content-encoding",
	"content-length",
	"content-type",
	"expect",
	"host",
	"keep-alive",
	"te",
	"trailer",
	"transfer-encoding",
	"upgrade"
];
function parseHeaders(text, called) {
	const headers = /* @__PURE__ */ new Map();
	for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
		if (line.trim() === "") continue;
		const at = line.indexOf("=");
		const name = line.slice(0, Math.max(at, 0)).trim().toLowerCase();
		const value = line.slice(at + 1).trim();
		const place = `Line ${index + 1} of ${called}`;
		if (at < 0 || !TOKEN.test(name) || !VALUE.test(value)) throw invalid(`${place} must be a header as name=value, such as authorization=Bearer TOKEN, in ASCII.`);
		if (OURS.includes(name)) throw invalid(`${place} names a header that is not yours to set; take the line out.`);
		if (headers.has(name)) throw invalid(`${place} names a header that another line has; keep one of them.`);
		headers.set(name, value);
	}
	return Object.fromEntries(headers);
}
function invalid(sentence) {
	return new DoorlogError("input-invalid", sentence);
}

// src/sinks/otlp/receiver.ts
const PATH = "/v1/logs";
function receiverOf({ name, url, anonymous }, { http, secrets, secretNames }) {
	const called = secretNames("otlpHeaders");
	const given = anonymous ? "" : (secrets.otlpHeaders ?? "").trim();
	if (!anonymous && given === "") {
		const mend = `give ${called}, or say anonymous: true where the receiver asks for none`;
		throw new DoorlogError("input-invalid", `The sink ${name} has no headers to sign in with: ${mend}.`);
	}
	const base = url.replace(/\/+$/, "");
	return {
		http,
		request: {
			service: name === "otlp" ? "The OTLP receiver" : `The OTLP receiver (sink ${name})`,
			method: "POST",
			url: base.endsWith(PATH) ? base : `${base}${PATH}`,
			headers: {
				...parseHeaders(given, called),
				"content-type": "application/json",
				accept: "application/json"
			}
		}
	};
}

// src/sinks/otlp/reply.ts
const ExportLogsServiceResponse = object({ partialSuccess: optional(nullable(object({
	rejectedLogRecords: optional(nullable(union([int(), string().check(regex(/^-?\d{1,19}$/))]))),
	errorMessage: optional(nullable(string()))
}))) });
const RETRYABLE = [
	429,
	502,
	503,
	504
];
function readReply({ status, body }) {
	if (status >= 200 && status < 300) return readSuccess(body);
	const mayBeStored = status >= 500;
	if (RETRYABLE.includes(status)) return {
		kind: "busy",
		reason: `it answers with status ${status}`,
		mayBeStored
	};
	return {
		kind: "refused",
		reason: refusal(status),
		mayBeStored
	};
}
function readSuccess(body) {
	if (body.length === 0) return {
		kind: "answered",
		answer: { remark: "The receiver took it without the reply that OTLP asks for." }
	};
	const json = jsonOrNothing(body);
	const reply = isResponse(json) ? safeParse(ExportLogsServiceResponse, json).data : void 0;
	if (reply === void 0) return {
		kind: "refused",
		reason: "its reply is not that of an OTLP receiver; check the url, and that it takes OTLP over HTTP as JSON",
		mayBeStored: true
	};
	const { rejectedLogRecords, errorMessage } = reply.partialSuccess ?? {};
	if (Number(rejectedLogRecords ?? 0) > 0) return {
		kind: "refused",
		reason: "it took the request and rejected the record in it; its own log says why",
		mayBeStored: false
	};
	const remark = errorMessage ? "The receiver took it with a warning, which its own log may show." : void 0;
	return {
		kind: "answered",
		answer: remark === void 0 ? {} : { remark }
	};
}
function isResponse(json) {
	if (typeof json !== "object" || json === null || Array.isArray(json)) return false;
	return Object.keys(json).length === 0 || Object.hasOwn(json, "partialSuccess");
}
function refusal(status) {
	switch (status) {
		case 400: return "it can’t read the request (400); check that it takes OTLP over HTTP as JSON";
		case 401:
		case 403: return `it does not accept the credentials (${status}); check otlp-headers`;
		case 404:
		case 405: return `it takes no logs at that address (${status}); give the base url, to which /v1/logs is added`;
		case 413: return "the request is too long for it (413); lower max-bytes, or raise its own limit";
		case 415: return "it does not take OTLP as JSON (415); turn that on, or put an OpenTelemetry Collector in front of it";
		default: return status >= 300 && status < 400 ? `it points elsewhere (${status}), and redirects are not followed; give the final url` : `it answers with status ${status}`;
	}
}

export { receiverOf as n, readReply as t };