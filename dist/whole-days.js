import { ri as DoorlogError } from "./hook.js";

// src/cli/setup/whole-days.ts
const MOST = 36500;
function wholeDays(value, option) {
	const days = typeof value === "string" && /^\d{1,5}$/.test(value) ? Number(value) : 0;
	if (days >= 1 && days <= MOST) return days;
	throw new DoorlogError("usage", `Option ${option} must be whole days from 1 to ${MOST}.`);
}

export { wholeDays as t };