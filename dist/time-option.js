import { ri as DoorlogError } from "./hook.js";

// src/cli/time-option.ts
function timeOption(option, text) {
	if (text === void 0) return void 0;
	const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
	const time = new Date(isTime ? text : NaN);
	if (!Number.isNaN(time.getTime())) return time;
	throw new DoorlogError("usage", `Option ${option} must be a date or a time, as 2026-03-31 or 2026-03-31T12:00:00Z.`);
}
function wholeNumber(option, text) {
	if (/^\d{1,5}$/.test(text)) return Number(text);
	throw new DoorlogError("usage", `Option ${option} must be a whole number.`);
}

export { wholeNumber as n, timeOption as t };