import { Un as nearest, ri as DoorlogError } from "./hook.js";
const { parseArgs } = process.getBuiltinModule("node:util");

// src/cli/arguments.ts
function readArguments(command, config) {
	try {
		return parseArgs({
			...config,
			args: joinedLists(config.args ?? [])
		});
	} catch (cause) {
		throw new DoorlogError("usage", `${complaint(cause, Object.keys(config.options ?? {}))}; see doorlog ${command} --help.`, { cause });
	}
}
function joinedLists(args) {
	const end = args.indexOf("--");
	const own = end < 0 ? args : args.slice(0, end);
	const joined = [];
	for (const arg of own) {
		const before = joined.at(-1);
		if (/^-\s/.test(arg) && before !== void 0 && /^--[a-z-]+$/.test(before)) joined.splice(-1, 1, `${before}=${arg}`);
		else joined.push(arg);
	}
	return [...joined, ...args.slice(own.length)];
}
function complaint(cause, known) {
	const message = String(cause).replace(/^\w*Error( \[\w+\])?: /, "");
	const unknown = /^Unknown option '--([^']+)'/.exec(message)?.[1];
	const meant = unknown === void 0 ? void 0 : nearest(unknown, known);
	if (unknown !== void 0) return `Unknown option '--${unknown}'${meant ? `, did you mean --${meant}` : ""}`;
	return (message.split(/\n|\. /, 1)[0] ?? message).replace(/\.$/, "");
}

export { readArguments as t };