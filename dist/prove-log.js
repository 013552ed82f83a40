import { t as formatProof } from "./proof-text.js";
import { r as leafData } from "./sealed-leaf.js";
import { gr as entryKey, ri as DoorlogError } from "./hook.js";
import { r as readSeals, t as leavesOf } from "./read-seals.js";

// src/pipeline/prove-log.ts
async function proveInclusion(folder, { name, size }) {
	const history = await soundHistory(folder);
	const step = stepOf(history, size);
	const { leaf, index } = chosen(await matching(folder, history, name), name);
	if (index >= step.size) throw new DoorlogError("usage", `That entry was sealed later than the checkpoint over ${step.size}; name a newer one.`);
	const hashes = history.tree.inclusion(index, step.size);
	const proof = {
		kind: "inclusion",
		index,
		hashes,
		leaf: Buffer.from(leafData(leaf)),
		checkpoint: step.text
	};
	return {
		...told(step, hashes),
		text: formatProof(proof),
		key: entryKey(leaf),
		index
	};
}
async function proveConsistency(folder, from, to) {
	const history = await soundHistory(folder);
	const step = stepOf(history, to);
	if (from > step.size) throw new DoorlogError("usage", "Name the older checkpoint first, the newer one after it.");
	const hashes = history.tree.consistency(from, step.size);
	return {
		...told(step, hashes),
		text: formatProof({
			kind: "consistency",
			from,
			hashes,
			checkpoint: step.text
		})
	};
}
async function soundHistory(folder) {
	const history = await readSeals(folder);
	const [fault] = history.faults;
	if (fault !== void 0) throw new DoorlogError("verification-failed", `${fault} Nothing can be proven from this folder.`);
	return history;
}
function stepOf({ steps }, size) {
	const step = size === void 0 ? steps.at(-1) : steps.find((each) => each.size === size);
	if (step) return step;
	const sizes = steps.slice(-5).map((each) => each.size);
	throw new DoorlogError("usage", sizes.length === 0 ? "There is no checkpoint in the folder of --seals; name the one that the sealer keeps." : `There is no checkpoint of that size; the newest are over ${sizes.join(", ")}.`);
}
async function matching(folder, { steps }, name) {
	const found = [];
	for (const { from, size } of steps) {
		let index = from;
		for await (const leaf of leavesOf(folder, from, size)) {
			if (leaf.recordId === name || entryKey(leaf) === name) found.push({
				leaf,
				index
			});
			index++;
		}
	}
	return found;
}
function chosen(found, name) {
	const ends = found.filter(({ leaf }) => leaf.phase === "end" && leaf.view === void 0);
	const [only, ...others] = found.length > 1 ? ends : found;
	if (only && others.length === 0) return only;
	if (found.length === 0) throw new DoorlogError("usage", "No checkpoint in that folder holds such an entry; it may be newer than the last one.");
	const keys = found.map(({ leaf }) => entryKey(leaf)).join(", ");
	throw new DoorlogError("usage", `There are ${found.length} entries of ${name.slice(0, 12)}…; name one of them by its key: ${keys}.`);
}
function told({ origin, size, rootHash }, hashes) {
	return {
		origin,
		size,
		rootHash: Buffer.from(rootHash).toString("base64"),
		hashes: hashes.map((hash) => hash.toString("base64"))
	};
}

export { proveInclusion as n, proveConsistency as t };