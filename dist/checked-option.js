import { Jr as safeParse, ri as DoorlogError } from "./hook.js";

// src/cli/setup/checked-option.ts
function checkedOption(schema, value, option) {
	const result = safeParse(schema, value);
	if (result.success) return result.data;
	throw new DoorlogError("usage", `Option ${option} ${result.error.issues[0]?.message ?? "is not valid"}.`);
}

export { checkedOption as t };