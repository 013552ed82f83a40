import { i as systemCodeOf, t as DoorlogError } from "./errors.js";
import { F as safeParse, _ as optional, c as exactOptional, d as literal, g as object, j as _regex, o as custom, r as _enum, x as string } from "./zod.js";
import { t as datetime } from "./zod2.js";
import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { mkdir, open, readFile, readdir, rename, rm } from "node:fs/promises";

// src/sinks/spool-file.ts
/** These end up in logs, ids and file names, and anybody in the job could have written them. */
const word = () => string().check(_regex(/^[\w.:-]{1,200}$/));
const line = () => string().check(_regex(/^\P{Cc}{0,2000}$/u));
const SpoolFile = object({
	spoolVersion: literal(1),
	recordId: word(),
	phase: word(),
	digest: word(),
	time: datetime(),
	document: custom((value) => typeof value === "object" && value !== null && !Array.isArray(value))
});
const JournalLine = object({
	sink: line(),
	delivery: optional(object({
		sink: line(),
		status: _enum([
			"delivered",
			"already-there",
			"conflict",
			"pending",
			"failed"
		]),
		location: exactOptional(line()),
		reason: exactOptional(line())
	}))
});
/** Reads an entry's file as text that anybody may have changed: its digest must be that of its document. */
function parseEntry(text, digestOf) {
	const parsed = safeParse(SpoolFile, jsonOf(text));
	if (!parsed.success) return { fault: "It is not an entry of this spool, or it broke off." };
	const { recordId, phase, digest, time, document } = parsed.data;
	if (safeDigest(document, digestOf) !== digest) return { fault: "Its document is not the one that its digest names." };
	return { entry: {
		recordId,
		phase,
		digest,
		time,
		document
	} };
}
/** Reads a journal; lines that broke off say nothing. */
function parseJournal(text) {
	const tried = /* @__PURE__ */ new Set();
	const done = /* @__PURE__ */ new Map();
	for (const line of text.split("\n")) {
		const parsed = line === "" ? void 0 : safeParse(JournalLine, jsonOf(line)).data;
		if (parsed === void 0) continue;
		tried.add(parsed.sink);
		if (parsed.delivery?.sink === parsed.sink) done.set(parsed.sink, parsed.delivery);
	}
	return {
		tried: [...tried],
		done: [...done.values()]
	};
}
function jsonOf(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function safeDigest(document, digestOf) {
	try {
		return digestOf(document);
	} catch {
		return;
	}
}

// src/sinks/spool.ts
const ENTRY = ".entry.json";
const JOURNAL = ".journal.jsonl";
/**
* A spool in a folder of its own (mode 0700): for each entry a file that never changes (mode 0600, written beside and
* renamed) and a journal of attempts that only grows. Whatever can't be used is reported and left where it is.
* All methods raise `spool-failed`.
*/
function createSpool({ folder, digestOf }) {
	return {
		folder,
		put: (entry) => attempt("written to", () => put(entry)),
		list: () => attempt("read", list),
		markTried: (entry, sink) => attempt("written to", () => append(entry, {
			sink,
			tried: true
		})),
		markDone: (entry, delivery) => attempt("written to", () => append(entry, {
			sink: delivery.sink,
			delivery
		}))
	};
	async function put(entry) {
		await mkdir(folder, {
			recursive: true,
			mode: 448
		});
		const name = keyOf(entry);
		const known = await readText(join(folder, name + ENTRY));
		if (known !== void 0) {
			const parsed = parseEntry(known, digestOf);
			if ("entry" in parsed && keyOf(parsed.entry) === name) return {
				entry,
				...await journalOf(name)
			};
			await rename(join(folder, name + ENTRY), join(folder, `${name}.${random()}.broken${ENTRY}`));
		}
		await writeWhole(join(folder, name + ENTRY), `${JSON.stringify({
			spoolVersion: 1,
			...entry
		})}\n`);
		return {
			entry,
			...await journalOf(name)
		};
	}
	async function list() {
		const found = /* @__PURE__ */ new Map();
		const broken = [];
		for (const name of (await namesIn(folder)).filter((each) => each.endsWith(ENTRY)).sort()) {
			const file = join(folder, name);
			const parsed = await readEntry(file, digestOf);
			if ("fault" in parsed) broken.push({
				file,
				reason: parsed.fault
			});
			else {
				const key = keyOf(parsed.entry);
				found.set(key, {
					entry: parsed.entry,
					...await journalOf(key)
				});
			}
		}
		return {
			entries: [...found.values()].sort((a, b) => momentOf(a) - momentOf(b)),
			broken
		};
	}
	async function journalOf(name) {
		return parseJournal(await readText(join(folder, name + JOURNAL)) ?? "");
	}
	/** A line end on both sides, so that a line that broke off in a crash spoils only itself. */
	async function append(entry, line) {
		await mkdir(folder, {
			recursive: true,
			mode: 448
		});
		const file = await open(join(folder, keyOf(entry) + JOURNAL), "a", 384);
		try {
			await file.write(`\n${JSON.stringify(line)}\n`);
		} finally {
			await file.close();
		}
	}
	async function attempt(verb, action) {
		try {
			return await action();
		} catch (cause) {
			const fault = systemCodeOf(cause) ?? "unexpected fault";
			throw new DoorlogError("spool-failed", `The spool ${folder} could not be ${verb} (${fault}).`, { cause });
		}
	}
}
/** A file name for an entry that any file system takes, however long or strange its parts are. */
function keyOf({ recordId, phase, digest }) {
	return createHash("sha256").update(JSON.stringify([
		recordId,
		phase,
		digest
	])).digest("hex").slice(0, 40);
}
async function readEntry(file, digestOf) {
	try {
		return parseEntry(await readFile(file, "utf8"), digestOf);
	} catch (cause) {
		return { fault: `It could not be read (${systemCodeOf(cause) ?? "unexpected fault"}).` };
	}
}
/** Entries without a usable time come first: they can't wait for anything. */
function momentOf({ entry }) {
	return Date.parse(entry.time) || 0;
}
async function writeWhole(path, text) {
	const beside = `${path}.${random()}.tmp`;
	const file = await open(beside, "wx", 384);
	try {
		await file.writeFile(text);
		await file.sync();
	} finally {
		await file.close();
	}
	try {
		await rename(beside, path);
	} catch (cause) {
		await rm(beside, { force: true });
		throw cause;
	}
}
async function readText(path) {
	try {
		return await readFile(path, "utf8");
	} catch (cause) {
		if (systemCodeOf(cause) === "ENOENT") return void 0;
		throw cause;
	}
}
async function namesIn(folder) {
	try {
		return await readdir(folder);
	} catch (cause) {
		if (systemCodeOf(cause) === "ENOENT") return [];
		throw cause;
	}
}
function random() {
	return randomBytes(4).toString("hex");
}

export { createSpool as t };