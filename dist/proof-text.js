import { ri as DoorlogError } from "./hook.js";
import { s as parseCount } from "./sealed-leaf.js";
import { i as bytesOfBase64 } from "./signed-note.js";

// src/core/checkpoint-note/proof-text.ts
const FIRST_LINE = "c2sp.org/tlog-proof@v1";
const MOST_HASHES = 128;
function formatProof(proof) {
	const head = proof.kind === "inclusion" ? [
		FIRST_LINE,
		...proof.leaf ? [`extra ${Buffer.from(proof.leaf).toString("base64")}`] : [],
		`index ${proof.index}`
	] : [`old ${proof.from}`];
	const lines = proof.hashes.map((hash) => Buffer.from(hash).toString("base64"));
	return `${[...head, ...lines].join("\n")}\n\n${proof.checkpoint}`;
}
function parseProof(text, what) {
	const invalid = () => new DoorlogError("file-invalid", `${what} is no proof of inclusion or consistency; name what doorlog log prove has printed.`);
	const gap = text.indexOf("\n\n");
	if (gap < 0) throw invalid();
	const checkpoint = text.slice(gap + 2);
	const lines = text.slice(0, gap).split("\n");
	const first = lines.shift();
	if (first !== FIRST_LINE) {
		const from = parseCount(restOf("old", first) ?? "");
		const hashes = hashesOf(lines);
		if (from === void 0 || !hashes) throw invalid();
		return {
			kind: "consistency",
			from,
			hashes,
			checkpoint
		};
	}
	const extra = restOf("extra", lines[0]);
	if (extra !== void 0) lines.shift();
	const leaf = extra === void 0 ? void 0 : bytesOfBase64(extra);
	const index = parseCount(restOf("index", lines.shift()) ?? "");
	const hashes = hashesOf(lines);
	if (index === void 0 || !hashes || extra !== void 0 && !leaf) throw invalid();
	return {
		kind: "inclusion",
		index,
		hashes,
		checkpoint,
		...leaf && { leaf }
	};
}
function restOf(word, line = "") {
	return line.startsWith(`${word} `) ? line.slice(word.length + 1) : void 0;
}
function hashesOf(lines) {
	if (lines.length > MOST_HASHES) return void 0;
	const hashes = lines.map(bytesOfBase64);
	return hashes.every((hash) => hash?.length === 32) ? hashes.filter((hash) => hash !== void 0) : void 0;
}

export { parseProof as n, formatProof as t };