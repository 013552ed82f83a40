import { gr as entryKey, oi as systemCodeOf } from "./hook.js";
const { isDeepStrictEqual } = process.getBuiltinModule("node:util");
const { dirname, resolve } = process.getBuiltinModule("node:path");
const { mkdir, open } = process.getBuiltinModule("node:fs/promises");

// src/sinks/file/line.ts
function lineValue(entry) {
	const { recordId, phase, digest, time, document, bundle, view } = entry;
	return {
		key: entryKey(entry),
		recordId,
		phase,
		digest,
		time,
		...view && { view },
		record: document,
		...bundle !== void 0 && { bundle: JSON.parse(bundle) }
	};
}
function lineOf(entry) {
	const value = lineValue(entry);
	return {
		line: `${JSON.stringify(value)}\n`,
		key: value.key
	};
}
function lineStart(entry) {
	return JSON.stringify({ key: entryKey({
		...entry,
		digest: ""
	}) }).slice(0, -2);
}

// src/sinks/file/scan.ts
const CHUNK = 262144;
const NEWLINE = 10;
async function presenceOf(file, entry) {
	let presence = "absent";
	for await (const offset of linesThatStartWith(file, Buffer.from(lineStart(entry)))) {
		const found = await compare(file, offset, entry);
		if (found === "same" || found === "unended") return found;
		if (found === "other") presence = "other";
	}
	return presence;
}
async function* linesThatStartWith(file, start) {
	const needle = Buffer.concat([Buffer.from([NEWLINE]), start]);
	let window = Buffer.from([NEWLINE]);
	let windowAt = -1;
	const chunk = Buffer.alloc(CHUNK);
	for (let position = 0;;) {
		const { bytesRead } = await file.read(chunk, 0, CHUNK, position);
		if (bytesRead === 0) return;
		position += bytesRead;
		window = Buffer.concat([window, chunk.subarray(0, bytesRead)]);
		for (let at = window.indexOf(needle); at >= 0; at = window.indexOf(needle, at + 1)) yield windowAt + at + 1;
		const keep = Math.min(window.length, needle.length - 1);
		windowAt += window.length - keep;
		window = window.subarray(window.length - keep);
	}
}
async function compare(file, offset, entry) {
	const { line } = lineOf(entry);
	const found = await readLine(file, offset, 2 * Buffer.byteLength(line) + CHUNK);
	if (found === "too-long") return "other";
	const value = parse(found.text);
	if (value === void 0 || value.recordId !== entry.recordId || value.phase !== entry.phase) return "absent";
	const own = JSON.parse(JSON.stringify(lineValue(entry)));
	if (!isDeepStrictEqual(value, own)) return "other";
	return found.ended ? "same" : "unended";
}
async function readLine(file, offset, limit) {
	const bytes = Buffer.alloc(limit);
	let length = 0;
	while (length < limit) {
		const { bytesRead } = await file.read(bytes, length, limit - length, offset + length);
		if (bytesRead === 0) return {
			text: bytes.toString("utf8", 0, length),
			ended: false
		};
		const end = bytes.subarray(length, length + bytesRead).indexOf(NEWLINE);
		if (end >= 0) return {
			text: bytes.toString("utf8", 0, length + end),
			ended: true
		};
		length += bytesRead;
	}
	return "too-long";
}
function parse(line) {
	try {
		const value = JSON.parse(line);
		return typeof value === "object" && value !== null ? value : void 0;
	} catch {
		return;
	}
}

// src/sinks/file/sink.ts
function createFileSink(config, { folder }) {
	const path = resolve(folder, config.path);
	let queue = Promise.resolve();
	return {
		name: config.name,
		required: config.required,
		idempotent: true,
		deliver(entry, { signal }) {
			const turn = queue.then(() => append(config.name, path, entry, signal));
			queue = turn;
			return turn;
		},
		confirm: (entry) => queue.then(() => readBack(path, entry))
	};
}
async function readBack(path, entry) {
	try {
		const file = await open(path, "r");
		try {
			return await presenceOf(file, entry) === "same" ? {
				confirmed: true,
				how: `It was read back from ${path}.`
			} : {
				confirmed: false,
				how: `It is not in ${path}.`
			};
		} finally {
			await file.close();
		}
	} catch (cause) {
		return {
			confirmed: false,
			how: `${path} could not be read (${systemCodeOf(cause) ?? "unexpected fault"}).`
		};
	}
}
async function append(sink, path, entry, signal) {
	if (signal.aborted) return {
		sink,
		status: "pending",
		reason: `There was no time left to write to ${path}.`
	};
	const { line, key } = lineOf(entry);
	const location = `${path}#${key}`;
	try {
		await mkdir(dirname(path), {
			recursive: true,
			mode: 448
		});
		const file = await open(path, "a+", 384);
		try {
			if (!(await file.stat()).isFile()) throw Object.assign(/* @__PURE__ */ new Error("no file"), { code: "EINVAL" });
			const presence = await presenceOf(file, entry);
			if (presence === "same") return {
				sink,
				status: "already-there",
				location
			};
			await appendLine(file, presence === "unended" ? "" : line);
			return conclude(sink, location, presence);
		} finally {
			await file.close();
		}
	} catch (cause) {
		return {
			sink,
			status: "failed",
			reason: `${path} could not be written to (${systemCodeOf(cause) ?? "unexpected fault"}).`
		};
	}
}
function conclude(sink, location, presence) {
	if (presence === "unended") return {
		sink,
		status: "already-there",
		location
	};
	if (presence === "absent") return {
		sink,
		status: "delivered",
		location
	};
	return {
		sink,
		status: "conflict",
		location,
		reason: "Another record with the same id and phase was in the file already; both are kept."
	};
}
async function appendLine(file, line) {
	const bytes = Buffer.from(await endsTorn(file) ? `\n${line}` : line);
	const { bytesWritten } = await file.write(bytes);
	if (bytesWritten < bytes.length) throw Object.assign(/* @__PURE__ */ new Error("short write"), { code: "ENOSPC" });
	await file.sync();
}
async function endsTorn(file) {
	const { size } = await file.stat();
	if (size === 0) return false;
	const last = Buffer.alloc(1);
	await file.read(last, 0, 1, size - 1);
	return last[0] !== 10;
}

export { createFileSink as t };