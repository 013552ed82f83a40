import { t as DoorlogError } from "./errors.js";
import { createHash } from "node:crypto";

// src/core/canonical.ts
/**
* The RFC 8785 canonical JSON text of a value: keys in UTF-16 order, no white space, numbers as ECMAScript prints them.
* Members that are `undefined` are left out, as JSON does. Raises `internal` for what JSON or RFC 8785 can't hold:
* numbers that are not finite, text with half a surrogate pair, functions.
*/
function canonicalize(value) {
	switch (typeof value) {
		case "string":
			if (!value.isWellFormed()) throw new DoorlogError("internal", "Text with half a surrogate pair has no canonical form.");
			return JSON.stringify(value);
		case "number":
			if (!Number.isFinite(value)) throw new DoorlogError("internal", `${value} has no canonical form.`);
			return JSON.stringify(value);
		case "boolean": return String(value);
		case "object":
			if (value === null) return "null";
			if (Array.isArray(value)) return `[${value.map((item) => canonicalize(item === void 0 ? null : item)).join(",")}]`;
			return canonicalObject(value);
		default: throw new DoorlogError("internal", `A ${typeof value} has no canonical form.`);
	}
}
function canonicalObject(value) {
	return `{${Object.entries(value).filter(([, member]) => member !== void 0).sort(([a], [b]) => a < b ? -1 : 1).map(([key, member]) => `${canonicalize(key)}:${canonicalize(member)}`).join(",")}}`;
}
/** SHA-256 of text (as UTF-8) or bytes, in lower-case hex. */
function sha256Hex(data) {
	return createHash("sha256").update(data).digest("hex");
}
/** SHA-256 in hex of a value's canonical form: the same for equal values, whatever the order of their keys. */
function digestOf(value) {
	return sha256Hex(canonicalize(value));
}

export { digestOf as n, sha256Hex as r, canonicalize as t };