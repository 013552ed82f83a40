import { Bn as parseSinks, In as VARIABLE_NAMES, Ln as secretsFromVariables, ri as DoorlogError } from "./hook.js";
import { t as readTextFile } from "./text-file.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/cli/sinks-option.ts
async function configuredSinks(given, io) {
	if (given === void 0) throw new DoorlogError("usage", "Option --sinks is missing; give the list of sinks or a file that holds it.");
	const sinks = await parseSinks(await listText(given, "the list of sinks", io));
	if (sinks.length === 0) throw new DoorlogError("usage", "Option --sinks names no sink; give at least one.");
	return sinks;
}
async function listText(given, what, io) {
	return /^\s*[[{-]/.test(given) || given.includes("\n") ? given : readTextFile(resolve(io.cwd, given), what);
}
function sinkSurroundings(io) {
	return {
		http: io.http,
		clock: { now: () => /* @__PURE__ */ new Date() },
		secrets: secretsFromVariables(io.env),
		secretNames: VARIABLE_NAMES,
		folder: io.cwd
	};
}
async function sinksFrom(given, io) {
	const surroundings = sinkSurroundings(io);
	return Promise.all((await configuredSinks(given, io)).map((sink) => sink.create(surroundings)));
}

export { sinksFrom as i, listText as n, sinkSurroundings as r, configuredSinks as t };