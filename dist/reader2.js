import { Nr as unknown, Rr as DoorlogError, Tr as optional, Vr as systemCodeOf, hr as literal, jr as string, kr as safeParse, wr as object } from "./hook.js";
const { resolve } = process.getBuiltinModule("node:path");
const { createReadStream } = process.getBuiltinModule("node:fs");
import { createInterface } from "node:readline";

// src/sinks/file/reader.ts
const Line = object({
	key: optional(string()),
	recordId: string(),
	phase: string(),
	digest: string(),
	view: optional(literal("attested")),
	record: optional(unknown()),
	bundle: optional(unknown())
});
function createFileReader({ path }, { folder }) {
	const file = resolve(folder, path);
	return { async *read(recordId, signal) {
		const lines = createInterface({
			input: createReadStream(file, { signal }),
			crlfDelay: Number.POSITIVE_INFINITY
		});
		let number = 0;
		try {
			for await (const line of lines) {
				number++;
				const entry = line.includes(recordId) ? entryOf(line, `${file}:${number}`) : void 0;
				if (entry?.recordId === recordId) yield entry;
			}
		} catch (cause) {
			const fault = systemCodeOf(cause) ?? "unexpected fault";
			throw new DoorlogError("file-unreadable", `${file} could not be read (${fault}).`, { cause });
		}
	} };
}
function entryOf(line, location) {
	const { data } = safeParse(Line, jsonOf(line));
	if (data === void 0) return void 0;
	const { key, recordId, phase, digest, view, record, bundle } = data;
	return {
		location,
		recordId,
		phase,
		digest,
		...key !== void 0 && { key },
		...view && { view },
		...record !== void 0 && { document: record },
		...bundle !== void 0 && { bundle: typeof bundle === "string" ? bundle : JSON.stringify(bundle) }
	};
}
function jsonOf(line) {
	try {
		return JSON.parse(line);
	} catch {
		return;
	}
}

export { createFileReader };