import { Cn as sha256, Pr as literal, Tn as time, Wr as optional, Xr as string, Yr as strictObject, Zt as canonicalize, qr as regex, ri as DoorlogError } from "./hook.js";
import { i as bytesOfBase64, r as parseSignedNote } from "./signed-note.js";
const { hash } = process.getBuiltinModule("node:crypto");

// src/core/merkle/tree-hash.ts
const LEAF = 0;
const NODE = 1;
function leafHash(data) {
	const bytes = typeof data === "string" ? Buffer.from(data) : data;
	const input = Buffer.allocUnsafe(bytes.length + 1);
	input[0] = LEAF;
	input.set(bytes, 1);
	return hash("sha256", input, "buffer");
}
function nodeHash(left, right) {
	const input = Buffer.allocUnsafe(65);
	input[0] = NODE;
	input.set(left, 1);
	input.set(right, 33);
	return hash("sha256", input, "buffer");
}
function emptyRoot() {
	return hash("sha256", Buffer.alloc(0), "buffer");
}
function isSameHash(a, b) {
	return Buffer.compare(a, b) === 0;
}

// src/core/checkpoint-note/checkpoint.ts
function checkpointText({ origin, size, rootHash }) {
	return `${origin}\n${size}\n${Buffer.from(rootHash).toString("base64")}\n`;
}
function parseCheckpoint(text, what) {
	const note = parseSignedNote(text, what);
	const invalid = (why) => new DoorlogError("file-invalid", `${what} is no checkpoint of a log: ${why}; name the file as it was written.`);
	const [origin = "", size = "", root = "", ...more] = note.text.split("\n").slice(0, -1);
	if (origin === "") throw invalid("its first line names no log");
	const count = parseCount(size);
	if (count === void 0) throw invalid("its second line is no size");
	const rootHash = bytesOfBase64(root);
	if (rootHash?.length !== 32) throw invalid("its third line is no SHA-256 in Base64");
	if (more.includes("")) throw invalid("one of its lines is empty");
	return {
		origin,
		size: count,
		rootHash,
		note
	};
}
function parseCount(text) {
	const count = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : void 0;
	return count !== void 0 && Number.isSafeInteger(count) ? count : void 0;
}

// src/core/merkle/sealed-leaf.ts
function leafData({ recordId, phase, digest, view }) {
	return canonicalize({
		recordId,
		phase,
		digest,
		view
	});
}
function entryLeafHash(name) {
	return leafHash(leafData(name));
}
function leafLine(leaf) {
	return `${canonicalize(leaf)}\n`;
}

// src/model/sealed-leaf.ts
const SealedLeaf = strictObject({
	recordId: string().check(regex(/^[\w.:-]{1,200}$/)),
	phase: string().check(regex(/^[a-z]{1,40}$/)),
	digest: sha256(),
	view: optional(literal("attested")),
	time: optional(time())
});

export { checkpointText as a, emptyRoot as c, leafLine as i, isSameHash as l, entryLeafHash as n, parseCheckpoint as o, leafData as r, parseCount as s, SealedLeaf as t, nodeHash as u };