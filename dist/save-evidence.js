import { $t as sha256Hex, Et as VERSION, oi as systemCodeOf, ri as DoorlogError } from "./hook.js";
import { n as quantity } from "./quantity.js";
import { n as provingBundle } from "./prove-record.js";
import { i as trustRootsText } from "./known-roots.js";
import { r as verifierOf } from "./bundle-verifier.js";
import { n as MANIFEST_NAME } from "./evidence-manifest.js";
const { join, resolve } = process.getBuiltinModule("node:path");
const { mkdir, writeFile } = process.getBuiltinModule("node:fs/promises");

// src/cli/verify/save-evidence.ts
async function saveEvidence(folder, { answer, proven, attested = [] }, settings) {
	const kept = await keepable(proven, settings);
	if (kept.length + attested.length === 0) return `Nothing holds of which evidence could be kept; ${folder} was not written.`;
	const path = resolve(settings.io.cwd, folder);
	const files = /* @__PURE__ */ new Map();
	const keep = (file, content) => {
		files.set(file, content);
		return {
			file,
			sha256: sha256Hex(content)
		};
	};
	const roots = await rootsThatProve([...kept.map(({ bundle }) => bundle), ...attested.map(({ json }) => json)], settings);
	const { key } = settings.trust;
	const manifest = {
		formatVersion: "1",
		keptAt: (/* @__PURE__ */ new Date()).toISOString(),
		doorlog: VERSION,
		target: { ...answer.target },
		...roots.length > 0 && { trustRoot: keep("trusted_root.jsonl", trustRootsText({ roots })) },
		...key && { key: keep("key.pub.pem", key.export({
			type: "spki",
			format: "pem"
		})) },
		answer: keep("answer.json", `${JSON.stringify(answer, null, 2)}\n`),
		records: kept.map(({ bytes, bundle }) => {
			const name = sha256Hex(bytes).slice(0, 16);
			return {
				record: keep(`${name}.access-record.json`, bytes),
				bundle: keep(`${name}.sigstore.json`, bundle)
			};
		}),
		attestations: attested.map(({ json, ...about }) => ({
			bundle: keep(`${sha256Hex(json).slice(0, 16)}.attestation.sigstore.json`, json),
			...about
		}))
	};
	const text = `${JSON.stringify(manifest, null, 2)}\n`;
	await write(path, [[MANIFEST_NAME, text], ...files]);
	const others = attested.length === 0 ? "" : `, and ${quantity(attested.length, "other attestation")},`;
	return `Evidence of ${quantity(kept.length, "record")}${others} is kept in ${folder}. Note the digest of its manifest elsewhere, sha256:${sha256Hex(text)}: who can change the directory can change all of it.`;
}
async function keepable(proven, { ports }) {
	const kept = [];
	for (const { answer, bytes, bundles } of proven) {
		const bundle = await provingBundle({
			bytes,
			bundles,
			from: answer.from
		}, ports);
		if (bundle !== void 0) kept.push({
			bytes,
			bundle
		});
	}
	return kept;
}
async function rootsThatProve(bundles, { trust }) {
	const { origin, roots } = await trust.roots?.() ?? {
		origin: "",
		roots: []
	};
	const proving = [];
	for (const root of roots) {
		const verifier = await verifierOf({
			roots: async () => ({
				origin,
				roots: [root]
			}),
			...trust.key && { key: trust.key }
		});
		if ((await Promise.allSettled(bundles.map((bundle) => verifier.verify(bundle)))).some(({ status }) => status === "fulfilled")) proving.push(root);
	}
	return proving;
}
async function write(folder, files) {
	try {
		await mkdir(folder, { recursive: true });
		for (const [name, content] of files) await writeFile(join(folder, name), content, { flag: "wx" });
	} catch (cause) {
		const isThere = systemCodeOf(cause) === "EEXIST";
		throw new DoorlogError(isThere ? "usage" : "file-unreadable", isThere ? `${folder} holds such files already; name an empty directory by --save-evidence.` : `The directory ${folder} can’t be written; name another by --save-evidence.`, { cause });
	}
}

export { saveEvidence };