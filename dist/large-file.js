import { nn as DoorlogError } from "./hook.js";
const { open } = process.getBuiltinModule("node:fs/promises");

// src/core/stored-records.ts
/**
* The records in a value that was read from a file: the value itself, what a line of the file sink or a file of the spool
* holds, or an Elasticsearch document. Nothing of them is checked but that they are objects with a record id.
*/
function recordsIn(value) {
	if (!isObject(value)) return [];
	if (typeof value.recordId === "string" && isObject(value.pipeline)) return [value];
	const { record, document, doorlog, _source: source } = value;
	if (isObject(doorlog) && typeof doorlog.recordText === "string") return recordsInText(doorlog.recordText);
	return [
		record,
		document,
		isObject(doorlog) ? doorlog.record : void 0,
		source
	].flatMap(recordsIn);
}
/** The records in the text of a file: JSON, or JSON Lines of which those that can't be read are passed over. */
function recordsInText(text) {
	const whole = jsonOrNothing(text);
	if (whole !== void 0) return Array.isArray(whole) ? whole.flatMap(recordsIn) : recordsIn(whole);
	return text.split("\n").flatMap((line) => recordsIn(jsonOrNothing(line)));
}
function jsonOrNothing(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/cli/large-file.ts
/** As much as GitHub takes in one attestation, in base64, with room for the rest of the bundle. */
const MAX_BYTES = 33554432;
/**
* Reads a file of at most 32 MiB; `what` says in words what it should hold.
* Raises `file-unreadable`, `file-invalid`.
*/
async function readBytes(path, what) {
	const file = await open(path, "r").catch((cause) => {
		throw new DoorlogError("file-unreadable", `There is no ${path} that can be read; name the file with ${what}.`, { cause });
	});
	try {
		const { size } = await file.stat();
		if (size > MAX_BYTES) throw new DoorlogError("file-invalid", `${path} is longer than 32 MiB; name the file with ${what}.`);
		return await file.readFile();
	} catch (cause) {
		if (cause instanceof DoorlogError) throw cause;
		throw new DoorlogError("file-unreadable", `${path} can't be read; name the file with ${what}.`, { cause });
	} finally {
		await file.close();
	}
}

export { recordsInText as n, readBytes as t };