import { Jr as safeParse, Pr as literal, Qr as unknown, Ur as object, Wr as optional, Xn as jsonOrNothing, Xr as string, oi as systemCodeOf, ri as DoorlogError } from "./hook.js";
const { resolve } = process.getBuiltinModule("node:path");
const { createReadStream } = process.getBuiltinModule("node:fs");
import { createInterface } from "node:readline";

// src/sinks/file/reader.ts
const Line = object({
	key: optional(string()),
	recordId: string(),
	phase: string(),
	digest: string(),
	time: optional(unknown()),
	view: optional(literal("attested")),
	record: optional(unknown()),
	bundle: optional(unknown())
});
function createFileReader({ path }, { folder }) {
	const file = resolve(folder, path);
	return {
		async *read(recordId, signal) {
			for await (const { text, location } of linesOf(file, signal)) {
				const line = text.includes(recordId) ? lineOf(text) : void 0;
				if (line?.recordId === recordId) yield entryOf(line, location);
			}
		},
		async *list({ from, until }, signal) {
			for await (const { text, location } of linesOf(file, signal)) {
				const line = lineOf(text);
				const time = Date.parse(String(line?.time));
				if (line && !(time < from.getTime() || time >= until.getTime())) yield entryOf(line, location);
			}
		}
	};
}
async function* linesOf(file, signal) {
	const lines = createInterface({
		input: createReadStream(file, { signal }),
		crlfDelay: Number.POSITIVE_INFINITY
	});
	let number = 0;
	try {
		for await (const text of lines) {
			number++;
			yield {
				text,
				location: `${file}:${number}`
			};
		}
	} catch (cause) {
		const fault = systemCodeOf(cause) ?? "unexpected fault";
		throw new DoorlogError("file-unreadable", `The log ${file} could not be read (${fault}); a file sink’s path is looked up from this folder on.`, { cause });
	}
}
function lineOf(text) {
	return safeParse(Line, jsonOrNothing(text)).data;
}
function entryOf({ key, recordId, phase, digest, time, view, record, bundle }, location) {
	const own = Date.parse(String(time));
	return {
		location,
		recordId,
		phase,
		digest,
		...key !== void 0 && { key },
		...view && { view },
		...record !== void 0 && { document: record },
		...!Number.isNaN(own) && { time: new Date(own).toISOString() },
		...bundle !== void 0 && { bundle: typeof bundle === "string" ? bundle : JSON.stringify(bundle) }
	};
}

export { createFileReader };