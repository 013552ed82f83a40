import { Fr as DoorlogError, bn as secretsFromVariables, xn as parseSinks, yn as VARIABLE_NAMES } from "./hook.js";
import { t as readTextFile } from "./text-file.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/cli/sinks-option.ts
/**
* The sinks that the option --sinks lists, as text or in a file, not yet made.
* Raises `usage`, `input-invalid`, `file-unreadable`, `file-invalid`.
*/
async function configuredSinks(given, io) {
	if (given === void 0) throw new DoorlogError("usage", "Option --sinks is missing; give the list of sinks or a file that holds it.");
	const sinks = await parseSinks(await listText(given, "the list of sinks", io));
	if (sinks.length === 0) throw new DoorlogError("usage", "Option --sinks names no sink; give at least one.");
	return sinks;
}
/** A list as an option gives it: as text, or in a file. Raises `file-unreadable`, `file-invalid`. */
async function listText(given, what, io) {
	return /^\s*[[{-]/.test(given) || given.includes("\n") ? given : readTextFile(resolve(io.cwd, given), what);
}
/** What the command line makes sinks with: their secrets come from the environment. */
function sinkSurroundings(io) {
	return {
		http: io.http,
		clock: { now: () => /* @__PURE__ */ new Date() },
		secrets: secretsFromVariables(io.env),
		secretNames: VARIABLE_NAMES,
		folder: io.cwd
	};
}
/** The sinks that the option --sinks lists, made. Raises what `configuredSinks` does. */
async function sinksFrom(given, io) {
	const surroundings = sinkSurroundings(io);
	return Promise.all((await configuredSinks(given, io)).map((sink) => sink.create(surroundings)));
}

export { sinksFrom as i, listText as n, sinkSurroundings as r, configuredSinks as t };