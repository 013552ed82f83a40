import { t as require_dist } from "./sigstore-protobuf-specs.js";
import { Fr as looseObject, Xn as jsonOrNothing, Xr as string, qr as regex, ri as DoorlogError } from "./hook.js";
const { createPublicKey } = process.getBuiltinModule("node:crypto");
const { readFile } = process.getBuiltinModule("node:fs/promises");

// src/signing/trust-root.ts
var import_dist = require_dist();
const RootFile = looseObject({ mediaType: string().check(regex(/^application\/vnd\.dev\.sigstore\.trustedroot/)) });
async function readTrustRoots(path) {
	return parseTrustRoots(await readText(path, "trust root"), path);
}
function parseTrustRoots(text, origin) {
	const documents = jsonOrNothing(text) === void 0 ? text.split("\n").filter((line) => line.trim() !== "") : [text];
	if (documents.length === 0) throw new DoorlogError("trust-root-invalid", `The trust root ${origin} is empty.`);
	return {
		origin,
		roots: documents.map((document, index) => parseRoot(document, origin, index + 1))
	};
}
function parseRoot(document, origin, line) {
	const json = jsonOrNothing(document);
	const sentence = `Trust root ${line} in ${origin} is not a Sigstore trusted root; give the file that your Sigstore publishes as trusted_root.json.`;
	if (!RootFile.safeParse(json).success) throw new DoorlogError("trust-root-invalid", sentence);
	try {
		return import_dist.TrustedRoot.fromJSON(json);
	} catch (cause) {
		throw new DoorlogError("trust-root-invalid", sentence, { cause });
	}
}
async function readPublicKey(path) {
	const pem = await readText(path, "public key");
	if (pem.includes("PRIVATE KEY")) throw new DoorlogError("file-invalid", `${path} holds a private key; give its public half, and keep it to yourself.`);
	try {
		return createPublicKey(pem);
	} catch (cause) {
		throw new DoorlogError("file-invalid", `${path} holds no public key in PEM.`, { cause });
	}
}
async function readText(path, what) {
	try {
		return await readFile(path, "utf8");
	} catch (cause) {
		throw new DoorlogError("file-unreadable", `The ${what} ${path} can't be read; does the file exist?`, { cause });
	}
}

export { readPublicKey as n, readTrustRoots as r, parseTrustRoots as t };