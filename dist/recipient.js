import { ri as DoorlogError } from "./hook.js";
import { t as bytesFromBech32 } from "./bech32.js";
const { createPublicKey } = process.getBuiltinModule("node:crypto");

// src/handover/recipient.ts
const SMALLEST_RSA = 2048;
const CURVES = [
	"prime256v1",
	"secp384r1",
	"secp521r1"
];
function parseRecipient(text) {
	if (/PRIVATE KEY|AGE-SECRET-KEY/i.test(text)) throw unusable("is a private key, which must never be in a workflow; make a new pair and give its public half");
	if (text.startsWith("-----BEGIN PUBLIC KEY-----")) return fromPem(text);
	if (text.startsWith("age1pq1")) throw unusable("is a post-quantum recipient of age, which Doorlog can’t encrypt to; give one of `age-keygen`’s other ones");
	const publicKey = bytesFromBech32(text, "age");
	if (publicKey?.length === 32) return {
		kind: "age",
		publicKey
	};
	throw unusable(text.startsWith("age1") ? "is no recipient of age, or mistyped; copy the whole line that `age-keygen` prints as the public key" : "must be a recipient of age (`age1…`) or a public key in PEM (`-----BEGIN PUBLIC KEY-----`)");
}
function fromPem(text) {
	let key;
	try {
		key = createPublicKey(text);
	} catch {
		throw unusable("is no whole public key in PEM; copy the file with all its lines");
	}
	const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
	switch (key.asymmetricKeyType) {
		case "rsa":
			if (modulusLength >= SMALLEST_RSA) return {
				kind: "jwe",
				key,
				algorithm: "RSA-OAEP-256"
			};
			throw unusable(`is an RSA key of ${modulusLength} bits; give one of at least ${SMALLEST_RSA}`);
		case "ec":
			if (CURVES.includes(namedCurve)) return {
				kind: "jwe",
				key,
				algorithm: "ECDH-ES"
			};
			throw unusable("is on a curve that JSON Web Encryption does not know; give one on P-256, P-384 or P-521");
		case "x25519": return {
			kind: "jwe",
			key,
			algorithm: "ECDH-ES"
		};
		default: throw unusable("can’t be encrypted to; give an RSA, an elliptic-curve (P-256, P-384, P-521) or an X25519 key");
	}
}
function unusable(complaint) {
	return new DoorlogError("input-invalid", `The input “handover-key” ${complaint}. Until then only the attested view is left of what no log store took.`);
}

export { parseRecipient };