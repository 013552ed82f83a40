import { ri as DoorlogError } from "./hook.js";
import { t as bytesFromBech32 } from "./bech32.js";

// src/handover/identity.ts
const PREFIX = "age-secret-key-";
async function readIdentities(text) {
	if (text.includes("-----BEGIN") && !text.includes("-----BEGIN AGE")) {
		const { privateKeyFrom } = await import("./jwe.js");
		return {
			age: [],
			pem: [privateKeyFrom(text)]
		};
	}
	const age = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#")).map((line) => bytesFromBech32(line, PREFIX));
	const usable = age.filter((key) => key?.length === 32);
	if (usable.length === 0 || usable.length < age.length) throw new DoorlogError("file-invalid", "The file of --identity is neither an identity file of age (`AGE-SECRET-KEY-1…`, without a pass phrase) nor a private key in PEM; name the right file.");
	return {
		age: usable.filter((key) => key !== void 0),
		pem: []
	};
}

export { readIdentities };