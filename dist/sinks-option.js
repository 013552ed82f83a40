import { Vn as DoorlogError, in as secretsFromVariables, nn as VARIABLE_NAMES, sn as parseSinks, tn as createSink } from "./hook.js";
import { t as readTextFile } from "./text-file.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/cli/sinks-option.ts
/**
* The sinks that the option --sinks lists, as text or in a file, with their secrets from the environment.
* Raises `usage`, `input-invalid`, `file-unreadable`, `file-invalid`.
*/
async function sinksFrom(given, io) {
	if (given === void 0) throw new DoorlogError("usage", "Option --sinks is missing; give the list of sinks or a file that holds it.");
	const text = /^\s*[[{-]/.test(given) || given.includes("\n") ? given : await readTextFile(resolve(io.cwd, given), "the list of sinks");
	const configs = await parseSinks(text);
	if (configs.length === 0) throw new DoorlogError("usage", "Option --sinks names no sink; give at least one.");
	const secrets = secretsFromVariables(io.env);
	return Promise.all(configs.map((config) => createSink(config.type === "file" ? {
		...config,
		path: resolve(io.cwd, config.path)
	} : config, {
		http: io.http,
		secrets,
		secretNames: VARIABLE_NAMES
	})));
}

export { sinksFrom as t };