import { ri as DoorlogError } from "./hook.js";
const { X509Certificate, createHash } = process.getBuiltinModule("node:crypto");

// src/signing/root-authorities.ts
function authoritiesOf(root) {
	return [
		...root.certificateAuthorities.map((each) => byCertificate("certificates", each)),
		...root.timestampAuthorities.map((each) => byCertificate("timestamps", each)),
		...root.tlogs.map((each) => byKey("log", each)),
		...root.ctlogs.map((each) => byKey("certificate log", each))
	];
}
function byCertificate(kind, authority) {
	const [own] = authority.certChain?.certificates ?? [];
	if (!own) throw new DoorlogError("trust-root-invalid", "The trust root names an authority without a certificate.");
	let end;
	try {
		end = new Date(new X509Certificate(own.rawBytes).validTo);
	} catch (cause) {
		throw new DoorlogError("trust-root-invalid", "The trust root holds a certificate that can’t be read.", { cause });
	}
	const { start, end: last = end } = authority.validFor ?? {};
	return {
		kind,
		name: authority.uri || (authority.subject?.commonName ?? ""),
		fingerprint: sha256(own.rawBytes),
		...start && { from: start.toISOString() },
		until: (last < end ? last : end).toISOString()
	};
}
function byKey(kind, log) {
	const { rawBytes, validFor } = log.publicKey ?? {};
	if (!rawBytes) throw new DoorlogError("trust-root-invalid", "The trust root names a log without a key.");
	return {
		kind,
		name: log.baseUrl,
		fingerprint: sha256(rawBytes),
		...validFor?.start && { from: validFor.start.toISOString() },
		...validFor?.end && { until: validFor.end.toISOString() }
	};
}
function sha256(bytes) {
	return createHash("sha256").update(bytes).digest("hex");
}

export { authoritiesOf as t };