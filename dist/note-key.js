import { $t as sha256Hex, ri as DoorlogError } from "./hook.js";
import { i as bytesOfBase64, n as isKeyName } from "./signed-note.js";
const { createPrivateKey, createPublicKey, sign, verify } = process.getBuiltinModule("node:crypto");

// src/core/checkpoint-note/note-key.ts
const ED25519 = 1;
const KEY_BYTES = 32;
const PRIVATE_START = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_START = Buffer.from("302a300506032b6570032100", "hex");
function createNoteSigner(name, seed) {
	if (seed.length !== KEY_BYTES || !isKeyName(name)) throw new DoorlogError("internal", "A key for notes was made of the wrong parts.");
	const key = createPrivateKey({
		key: Buffer.concat([PRIVATE_START, seed]),
		format: "der",
		type: "pkcs8"
	});
	const verifier = verifierOf(name, createPublicKey(key).export({
		format: "der",
		type: "spki"
	}).subarray(PUBLIC_START.length));
	return {
		...verifier,
		sign: (text) => ({
			name,
			keyId: verifier.keyId,
			signature: sign(null, Buffer.from(text), key)
		})
	};
}
function parseSignerKey(skey, what) {
	const [first, second, name = "", keyId, ...rest] = skey.trim().split("+");
	const seed = first === "PRIVATE" && second === "KEY" ? keyBytes(rest.join("+")) : void 0;
	if (seed !== void 0 && isKeyName(name)) {
		const signer = createNoteSigner(name, seed);
		if (signer.keyId === keyId) return signer;
	}
	throw new DoorlogError("input-invalid", `${what} is no private key for signed notes; make one with doorlog log new-key and keep it in a secret.`);
}
function formatSignerKey({ name, keyId }, seed) {
	return `PRIVATE+KEY+${name}+${keyId}+${encoded(seed)}`;
}
function parseVerifierKey(vkey, what) {
	const [name = "", keyId, ...rest] = vkey.trim().split("+");
	const bytes = keyBytes(rest.join("+"));
	const verifier = bytes && isKeyName(name) ? verifierOf(name, bytes) : void 0;
	if (verifier?.keyId === keyId && verifier) return verifier;
	throw new DoorlogError("input-invalid", `${what} is no public key of a signed note; give NAME+ID+KEY as it was told.`);
}
function verifierOf(name, publicBytes) {
	const keyId = sha256Hex(Buffer.concat([
		Buffer.from(`${name}\n`),
		Buffer.from([ED25519]),
		publicBytes
	])).slice(0, 8);
	return {
		name,
		keyId,
		vkey: `${name}+${keyId}+${encoded(publicBytes)}`,
		verifies({ text, signatures }) {
			const own = signatures.filter((each) => each.name === name && each.keyId === keyId);
			const key = publicKey(publicBytes);
			return own.length > 0 && own.every(({ signature }) => verify(null, Buffer.from(text), key, signature));
		}
	};
}
function publicKey(bytes) {
	return createPublicKey({
		key: Buffer.concat([PUBLIC_START, bytes]),
		format: "der",
		type: "spki"
	});
}
function encoded(bytes) {
	return Buffer.concat([Buffer.from([ED25519]), bytes]).toString("base64");
}
function keyBytes(base64) {
	const bytes = bytesOfBase64(base64);
	return bytes?.length === 33 && bytes[0] === ED25519 ? bytes.subarray(1) : void 0;
}

export { parseVerifierKey as i, formatSignerKey as n, parseSignerKey as r, createNoteSigner as t };