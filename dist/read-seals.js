import { Xn as jsonOrNothing, ai as sentenceOf, ii as codeOf, oi as systemCodeOf, ri as DoorlogError } from "./hook.js";
import { n as quantity, t as counted } from "./quantity.js";
import { c as emptyRoot, l as isSameHash, n as entryLeafHash, o as parseCheckpoint, t as SealedLeaf, u as nodeHash } from "./sealed-leaf.js";
const { createHash } = process.getBuiltinModule("node:crypto");
const { join } = process.getBuiltinModule("node:path");
const { createReadStream } = process.getBuiltinModule("node:fs");
const { mkdir, readFile, readdir, rename, writeFile } = process.getBuiltinModule("node:fs/promises");
import { createInterface } from "node:readline";

// src/store/seal-folder.ts
const LARGEST = 1048576;
const CHECKPOINT = /^checkpoint-(0|[1-9]\d{0,15})\.txt$/;
function createSealFolder(path) {
	const checkpointFile = (size) => join(path, `checkpoint-${size}.txt`);
	const bundleFile = (size) => `${checkpointFile(size)}.sigstore.json`;
	const leavesFile = (from, to) => join(path, `leaves-${from}-${to}.jsonl`);
	return {
		path,
		async checkpoints() {
			const sizes = (await namesIn(path)).flatMap((name) => CHECKPOINT.exec(name)?.[1] ?? []).map(Number);
			const kept = [];
			for (const size of sizes.sort((a, b) => a - b)) {
				const file = checkpointFile(size);
				kept.push({
					size,
					file,
					text: await textOf(file)
				});
			}
			return kept;
		},
		async *leaves(from, to) {
			const file = leavesFile(from, to);
			try {
				yield* createInterface({
					input: createReadStream(file),
					crlfDelay: Number.POSITIVE_INFINITY
				});
			} catch (cause) {
				throw unreadable(file, cause);
			}
		},
		async leavesDigest(from, to) {
			const file = leavesFile(from, to);
			const hash = createHash("sha256");
			try {
				for await (const chunk of createReadStream(file)) hash.update(chunk);
			} catch (cause) {
				throw unreadable(file, cause);
			}
			return hash.digest("hex");
		},
		async bundle(size) {
			const file = bundleFile(size);
			try {
				return await textOf(file);
			} catch (error) {
				if (error instanceof DoorlogError && systemCodeOf(error.cause) === "ENOENT") return void 0;
				throw error;
			}
		},
		async keep({ from, size, leaves, checkpoint, bundle }) {
			const files = {
				leaves: leavesFile(from, size),
				checkpoint: checkpointFile(size)
			};
			try {
				await mkdir(path, { recursive: true });
				await write(files.leaves, leaves);
				if (bundle !== void 0) await write(bundleFile(size), bundle);
				await write(files.checkpoint, checkpoint);
			} catch (cause) {
				const sentence = `The checkpoint could not be kept in ${path} (${systemCodeOf(cause) ?? "unexpected fault"}); name a folder that can be written to.`;
				throw new DoorlogError("delivery-failed", sentence, { cause });
			}
			return {
				...files,
				...bundle !== void 0 && { bundle: bundleFile(size) }
			};
		}
	};
}
async function namesIn(path) {
	try {
		return await readdir(path);
	} catch (cause) {
		if (systemCodeOf(cause) === "ENOENT") return [];
		throw unreadable(path, cause);
	}
}
async function textOf(file) {
	try {
		const bytes = await readFile(file);
		if (bytes.length > LARGEST) throw new DoorlogError("file-invalid", `${file} is longer than a checkpoint can be.`);
		return bytes.toString("utf8");
	} catch (cause) {
		if (cause instanceof DoorlogError) throw cause;
		throw unreadable(file, cause);
	}
}
async function write(file, text) {
	const temporary = `${file}.${process.pid}.tmp`;
	await writeFile(temporary, text);
	await rename(temporary, file);
}
function unreadable(file, cause) {
	const fault = systemCodeOf(cause) ?? "unexpected fault";
	return new DoorlogError("file-unreadable", `${file} could not be read (${fault}); fetch the whole folder of checkpoints.`, { cause });
}

// src/core/merkle/frontier.ts
function createFrontier() {
	const whole = [];
	let size = 0;
	return {
		get size() {
			return size;
		},
		add(leaf) {
			let top = leaf;
			for (let left = size; left % 2 === 1; left = Math.floor(left / 2)) {
				const before = whole.pop();
				if (before) top = nodeHash(before, top);
			}
			whole.push(top);
			size++;
		},
		root() {
			const [smallest, ...larger] = [...whole].reverse();
			if (smallest === void 0) return emptyRoot();
			return Buffer.from(larger.reduce((right, left) => nodeHash(left, right), smallest));
		}
	};
}

// src/core/merkle/tree.ts
const FIRST_ROOM = 1024;
function createTree() {
	let hashes = Buffer.alloc(FIRST_ROOM * 32);
	let size = 0;
	function leaf(index) {
		return hashes.subarray(index * 32, (index + 1) * 32);
	}
	function rootOf(from, to) {
		const frontier = createFrontier();
		for (let index = from; index < to; index++) frontier.add(leaf(index));
		return frontier.root();
	}
	function path(index, from, to) {
		if (to - from <= 1) return [];
		const middle = from + split(to - from);
		return index < middle ? [...path(index, from, middle), rootOf(middle, to)] : [...path(index, middle, to), rootOf(from, middle)];
	}
	function subproof(old, from, to, isKnown) {
		if (old === to - from) return isKnown ? [] : [rootOf(from, to)];
		const middle = from + split(to - from);
		return old <= middle - from ? [...subproof(old, from, middle, isKnown), rootOf(middle, to)] : [...subproof(old - (middle - from), middle, to, false), rootOf(from, middle)];
	}
	function within(isRight) {
		if (!isRight) throw new DoorlogError("internal", "A tree was asked about leaves that it does not have.");
	}
	return {
		get size() {
			return size;
		},
		add(hash) {
			if ((size + 1) * 32 > hashes.length) hashes = Buffer.concat([hashes, Buffer.alloc(hashes.length)]);
			hashes.set(hash, size * 32);
			size++;
		},
		leaf(index) {
			within(index >= 0 && index < size);
			return leaf(index);
		},
		root(of) {
			within(of >= 0 && of <= size);
			return rootOf(0, of);
		},
		inclusion(index, of) {
			within(index >= 0 && index < of && of <= size);
			return path(index, 0, of);
		},
		consistency(from, to) {
			within(from >= 0 && from <= to && to <= size);
			return from === 0 ? [] : subproof(from, 0, to, true);
		}
	};
}
function split(leaves) {
	let power = 1;
	while (power * 2 < leaves) power *= 2;
	return power;
}

// src/core/merkle/seal-history.ts
function createSealHistory() {
	const steps = [];
	const tree = createTree();
	const frontier = createFrontier();
	const numbers = /* @__PURE__ */ new Map();
	const times = [];
	const faults = [];
	return {
		steps,
		tree,
		numbers,
		times,
		faults,
		add(leaf) {
			const hash = entryLeafHash(leaf);
			const key = leafKey(hash);
			if (numbers.has(key)) faults.push(`The entry ${leaf.recordId} (${leaf.phase}) was sealed twice.`);
			else numbers.set(key, tree.size);
			times.push(leaf.time === void 0 ? NaN : Date.parse(leaf.time));
			tree.add(hash);
			frontier.add(hash);
		},
		step(step) {
			const before = steps.at(-1);
			if (before && before.origin !== step.origin) faults.push(`${step.file} is a checkpoint of another log than ${before.file}.`);
			if (tree.size !== step.size) faults.push(`${step.file} is over ${quantity(step.size, "leaf", "leaves")}, and there are ${counted(tree.size)}.`);
			else if (!isSameHash(frontier.root(), step.rootHash)) faults.push(`The leaves are not those that ${step.file} was made over: they or it were altered.`);
			steps.push(step);
		},
		fault: (sentence) => faults.push(sentence)
	};
}
function leafKey(hash) {
	return hash.toString("latin1");
}

// src/pipeline/read-seals.ts
async function readSeals(folder) {
	const history = createSealHistory();
	let from = 0;
	for (const { size, file, text } of await folder.checkpoints()) {
		const checkpoint = parseCheckpoint(text, file);
		try {
			for await (const leaf of leavesOf(folder, from, size)) history.add(leaf);
		} catch (error) {
			if (codeOf(error) === "internal") throw error;
			history.fault(sentenceOf(error));
			return history;
		}
		history.step({
			...checkpoint,
			file,
			text,
			from
		});
		from = size;
	}
	return history;
}
async function* leavesOf(folder, from, to) {
	let number = from;
	for await (const line of folder.leaves(from, to)) {
		const { data } = SealedLeaf.safeParse(jsonOrNothing(line));
		if (!data) throw new DoorlogError("file-invalid", `Line ${number - from + 1} of leaves-${from}-${to}.jsonl in ${folder.path} is no leaf; restore the file as it was written.`);
		number++;
		yield data;
	}
}
async function namesOf(folder, { steps }, isWanted) {
	const wanted = [];
	for (const { from, size } of steps) {
		let number = from;
		for await (const leaf of leavesOf(folder, from, size)) {
			if (isWanted(number)) wanted.push(leaf);
			number++;
		}
	}
	return wanted;
}

export { createSealFolder as a, leafKey as i, namesOf as n, readSeals as r, leavesOf as t };