import { Pr as DoorlogError, Sn as nearest } from "./hook.js";
const { parseArgs } = process.getBuiltinModule("node:util");

// src/cli/arguments.ts
function readArguments(command, config) {
	try {
		return parseArgs(config);
	} catch (cause) {
		throw new DoorlogError("usage", `${complaint(cause, Object.keys(config.options ?? {}))}; see doorlog ${command} --help.`, { cause });
	}
}
function complaint(cause, known) {
	const message = String(cause).replace(/^\w*Error( \[\w+\])?: /, "");
	const unknown = /^Unknown option '--([^']+)'/.exec(message)?.[1];
	const meant = unknown === void 0 ? void 0 : nearest(unknown, known);
	if (unknown !== void 0) return `Unknown option '--${unknown}'${meant ? `, did you mean --${meant}` : ""}`;
	return (message.split(/\n|\. /, 1)[0] ?? message).replace(/\.$/, "");
}

export { readArguments as t };