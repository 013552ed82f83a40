import { t as printable } from "./printable.js";
import { t as trustFolder } from "./trust-folder.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/cli/bundle-verifier.ts
async function bundleVerifier(given, io) {
	return verifierOf(await chosenTrust(given, io));
}
async function verifierOf(trust) {
	const { createBundleVerifier } = await import("./verifier2.js");
	return createBundleVerifier(trust);
}
async function chosenTrust({ key: keyFile, trustRoot, offline }, io) {
	const { readPublicKey, readTrustRoots } = await import("./trust-root.js");
	const key = keyFile === void 0 ? void 0 : await readPublicKey(resolve(io.cwd, keyFile));
	if (trustRoot !== void 0) {
		const roots = await readTrustRoots(resolve(io.cwd, trustRoot));
		return {
			roots: async () => roots,
			...key && { key }
		};
	}
	if (key) return { key };
	let known;
	return { roots: () => {
		known ??= knownRoots(io, offline === true);
		return known;
	} };
}
async function knownRoots(io, offline) {
	const { knownTrustRoots } = await import("./known-roots2.js");
	return knownTrustRoots({
		http: io.http,
		cacheFolder: trustFolder(io),
		offline,
		warn: (sentence) => io.stderr(`Warning: ${printable(sentence)}\n`)
	});
}

export { chosenTrust as n, verifierOf as r, bundleVerifier as t };