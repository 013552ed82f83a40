import { Xn as jsonOrNothing } from "./hook.js";

// src/core/stored-records.ts
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
function recordsInText(text) {
	const whole = jsonOrNothing(text);
	if (whole !== void 0) return Array.isArray(whole) ? whole.flatMap(recordsIn) : recordsIn(whole);
	return text.split("\n").flatMap((line) => recordsIn(jsonOrNothing(line)));
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

export { recordsInText as t };