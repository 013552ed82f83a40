import { oi as systemCodeOf, ri as DoorlogError } from "./hook.js";
const { X509Certificate, createPrivateKey } = process.getBuiltinModule("node:crypto");

// src/sinks/syslog/certificates.ts
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
function certificatesIn(pem) {
	const blocks = pem.match(CERTIFICATE) ?? [];
	try {
		return blocks.length === 0 ? void 0 : blocks.map((block) => new X509Certificate(block));
	} catch {
		return;
	}
}
function clientOf(secrets, names) {
	const certificate = secrets.syslogCertificate?.trim() || void 0;
	const key = secrets.syslogKey?.trim() || void 0;
	if (certificate === void 0 && key === void 0) return void 0;
	if (certificate === void 0 || key === void 0) throw invalid(`Give ${names("syslogCertificate")} and ${names("syslogKey")} together: one of them is missing.`);
	const [own] = certificatesIn(certificate) ?? [];
	if (own === void 0) throw invalid(`What ${names("syslogCertificate")} holds is no certificate in PEM; give the whole file, line breaks included.`);
	if (!own.checkPrivateKey(privateKey(key, names))) throw invalid(`The key of ${names("syslogKey")} does not belong to the certificate of ${names("syslogCertificate")}; give the pair.`);
	return {
		certificate: `${certificate}\n`,
		key: `${key}\n`
	};
}
function privateKey(pem, names) {
	try {
		return createPrivateKey(pem);
	} catch (error) {
		throw invalid(systemCodeOf(error) === "ERR_MISSING_PASSPHRASE" || pem.includes("ENCRYPTED") ? `The key of ${names("syslogKey")} needs a passphrase; give it without one, as from: openssl pkey -in key.pem.` : `What ${names("syslogKey")} holds is no private key in PEM; give the whole file, line breaks included.`);
	}
}
function invalid(sentence) {
	return new DoorlogError("input-invalid", sentence);
}

export { clientOf as n, certificatesIn as t };