import { c as setOutput, s as saveState } from "./state.js";
import { appendFileSync } from "node:fs";

// src/action/runner-files.ts
/** The largest summary that the runner keeps, in bytes; a larger one it replaces by an error. */
const MAX_SUMMARY = 1048576;
/** Writes the files that the runner named in the environment; where it named none, nothing is written. */
function runnerFiles(env) {
	return {
		setOutput: (name, value) => env.GITHUB_OUTPUT && setOutput(name, value),
		saveState: (name, value) => env.GITHUB_STATE && saveState(name, value),
		appendSummary(markdown) {
			const file = env.GITHUB_STEP_SUMMARY;
			if (file && Buffer.byteLength(markdown) <= MAX_SUMMARY) appendFileSync(file, markdown);
		}
	};
}

export { runnerFiles as t };