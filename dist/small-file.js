import { oi as systemCodeOf } from "./hook.js";
const { closeSync, constants, fstatSync, openSync, readSync } = process.getBuiltinModule("node:fs");

// src/cloud/small-file.ts
const LONGEST = 65536;
function readSmallFile(path) {
	let file;
	try {
		file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
		const status = fstatSync(file);
		if (!status.isFile()) return {
			reason: "input-invalid",
			detail: "It is not an ordinary file."
		};
		if (status.size > LONGEST) return {
			reason: "input-invalid",
			detail: `It has more than ${LONGEST} bytes.`
		};
		const bytes = Buffer.alloc(LONGEST);
		return { text: bytes.subarray(0, readSync(file, bytes, 0, LONGEST, 0)).toString("utf8") };
	} catch (error) {
		const code = systemCodeOf(error) ?? "unexpected fault";
		return {
			reason: code === "ENOENT" ? "not-found" : "not-permitted",
			detail: `It could not be read (${code}).`
		};
	} finally {
		if (file !== void 0) closeSync(file);
	}
}
function jsonOf(text) {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ""));
	} catch {
		return;
	}
}

export { readSmallFile as n, jsonOf as t };