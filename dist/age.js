import { ri as DoorlogError } from "./hook.js";
const { createCipheriv, createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes, timingSafeEqual } = process.getBuiltinModule("node:crypto");

// src/handover/age-armor.ts
const BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
const END = "-----END AGE ENCRYPTED FILE-----";
function armored(bytes) {
	const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
	return [
		BEGIN,
		...lines,
		END,
		""
	].join("\n");
}
function unarmored(file) {
	if (!file.subarray(0, 200).toString("latin1").trimStart().startsWith(BEGIN)) return file;
	const lines = file.toString("latin1").trim().split(/\r?\n/);
	if (lines.at(-1) !== END) throw new Error("the armor has no end");
	return Buffer.from(lines.slice(1, -1).join(""), "base64");
}
function base64Of(bytes) {
	return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
function bytesOf(text) {
	const bytes = Buffer.from(text, "base64");
	if (base64Of(bytes) !== text) throw new Error("it is not Base64 without padding");
	return bytes;
}

// src/handover/age.ts
const VERSION = "age-encryption.org/v1";
const X25519 = "X25519";
const CIPHER = "chacha20-poly1305";
const TAG = 16;
const CHUNK = 65536;
const PKCS8_HEAD = Buffer.from("302e020100300506032b656e04220420", "hex");
function encryptForAge(text, recipient) {
	const fileKey = randomBytes(16);
	const ephemeral = generateKeyPairSync("x25519");
	const share = rawPublic(ephemeral.publicKey);
	const wrapKey = wrapKeyOf(ephemeral.privateKey, publicKeyOf(recipient), share, recipient);
	const stanza = `-> ${X25519} ${base64Of(share)}\n${base64Of(sealed(wrapKey, Buffer.alloc(12), fileKey))}\n`;
	const head = `${VERSION}\n${stanza}---`;
	const nonce = randomBytes(16);
	const payload = encryptPayload(Buffer.from(text), derived(fileKey, nonce, "payload"));
	return armored(Buffer.concat([
		Buffer.from(`${head} ${base64Of(macOf(fileKey, head))}\n`),
		nonce,
		...payload
	]));
}
function decryptFromAge(file, secretKeys) {
	try {
		const { head, mac, stanzas, payload } = parseFile(unarmored(file));
		const fileKey = fileKeyFrom(stanzas, secretKeys);
		if (fileKey === void 0) throw new DoorlogError("usage", "What was handed over is encrypted to another key than those of --identity; give the file with the right one.");
		if (!timingSafeEqual(macOf(fileKey, head), mac)) throw new Error("the header was altered");
		return decryptPayload(payload.subarray(16), derived(fileKey, payload.subarray(0, 16), "payload")).toString("utf8");
	} catch (cause) {
		if (cause instanceof DoorlogError) throw cause;
		throw new DoorlogError("file-invalid", "What was handed over is no file of age, or was altered or cut off; download the artifact again.", { cause });
	}
}
function parseFile(file) {
	const end = file.indexOf("\n--- ");
	const line = file.indexOf("\n", end + 1);
	if (end < 0 || line < 0) throw new Error("there is no end of the header");
	const [version, ...lines] = file.subarray(0, end).toString("latin1").split("\n");
	if (version !== VERSION) throw new Error("it is of another version");
	const stanzas = [];
	for (const each of lines) {
		const last = stanzas.at(-1);
		if (each.startsWith("-> ")) stanzas.push({
			words: each.split(" ").slice(1),
			body: ""
		});
		else if (last) last.body += each;
	}
	return {
		head: file.subarray(0, end + 4).toString("latin1"),
		mac: bytesOf(file.subarray(end + 5, line).toString("latin1")),
		stanzas: stanzas.map(({ words, body }) => ({
			words,
			body: bytesOf(body)
		})),
		payload: file.subarray(line + 1)
	};
}
function fileKeyFrom(stanzas, secretKeys) {
	for (const secret of secretKeys) {
		const key = createPrivateKey({
			key: Buffer.concat([PKCS8_HEAD, secret]),
			format: "der",
			type: "pkcs8"
		});
		const own = rawPublic(createPublicKey(key));
		for (const { words, body } of stanzas) {
			if (words[0] !== X25519) continue;
			const share = bytesOf(words[1] ?? "");
			if (words.length !== 2 || share.length !== 32 || body.length !== 32) throw new Error("a stanza is broken");
			const fileKey = openedOrNothing(wrapKeyOf(key, publicKeyOf(share), share, own), Buffer.alloc(12), body);
			if (fileKey) return fileKey;
		}
	}
}
function wrapKeyOf(privateKey, publicKey, share, recipient) {
	return derived(diffieHellman({
		privateKey,
		publicKey
	}), Buffer.concat([share, recipient]), `${VERSION}/${X25519}`);
}
function macOf(fileKey, head) {
	return createHmac("sha256", derived(fileKey, Buffer.alloc(0), "header")).update(head, "latin1").digest();
}
function derived(key, salt, purpose) {
	return Buffer.from(hkdfSync("sha256", key, salt, purpose, 32));
}
function encryptPayload(text, key) {
	const chunks = [];
	for (let start = 0; start === 0 || start < text.length; start += CHUNK) {
		const isLast = start + CHUNK >= text.length;
		chunks.push(sealed(key, nonceOf(start / CHUNK, isLast), text.subarray(start, start + CHUNK)));
	}
	return chunks;
}
function decryptPayload(payload, key) {
	const step = 65552;
	const chunks = [];
	for (let start = 0; start === 0 || start < payload.length; start += step) {
		const isLast = start + step >= payload.length;
		if (start > 0 && payload.length - start <= TAG) throw new Error("its last chunk is empty");
		chunks.push(opened(key, nonceOf(start / step, isLast), payload.subarray(start, start + step)));
	}
	return Buffer.concat(chunks);
}
function nonceOf(chunk, isLast) {
	const nonce = Buffer.alloc(12);
	nonce.writeUIntBE(chunk, 5, 6);
	nonce[11] = isLast ? 1 : 0;
	return nonce;
}
function sealed(key, nonce, text) {
	const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG });
	return Buffer.concat([
		cipher.update(text),
		cipher.final(),
		cipher.getAuthTag()
	]);
}
function opened(key, nonce, text) {
	if (text.length < TAG) throw new Error("it is cut off");
	const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
	decipher.setAuthTag(text.subarray(-16));
	return Buffer.concat([decipher.update(text.subarray(0, -16)), decipher.final()]);
}
function openedOrNothing(key, nonce, text) {
	try {
		return opened(key, nonce, text);
	} catch {
		return;
	}
}
function publicKeyOf(raw) {
	const x = Buffer.from(raw).toString("base64url");
	return createPublicKey({
		key: {
			kty: "OKP",
			crv: "X25519",
			x
		},
		format: "jwk"
	});
}
function rawPublic(key) {
	return Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url");
}

export { decryptFromAge, encryptForAge };