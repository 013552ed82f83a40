import { Ft as problemsFail, Nt as actionConsole, Pt as problemOf } from "./hook.js";

// src/action/entry.ts
/**
* Runs one stage as the process's only work. An error that no stage expected is told in one sentence. A mistake of the
* user's fails the step; a fault of ours only where `on-error` says so: it must not break the build of somebody who did
* not ask for that.
*/
async function runStage(stage) {
	if (process.env.NODE_DEBUG) process.stderr.write = () => true;
	try {
		process.exitCode = await stage(process.env);
	} catch (error) {
		const problem = problemOf(error);
		const mode = process.env.INPUT_MODE?.trim() === "audit" ? "audit" : "enforce";
		const onError = process.env["INPUT_ON-ERROR"]?.trim() === "fail" ? "fail" : "warn";
		const fails = problemsFail([problem], {
			mode,
			onError
		});
		const console = actionConsole();
		const message = await withoutSecrets(problem.message, process.env);
		if (fails) console.error(message);
		else console.warn(message);
		process.exitCode = fails ? 1 : 0;
	}
}
/** What no stage expected may quote anything. */
async function withoutSecrets(sentence, env) {
	const [{ readInputs }, { createRedactor }, { secretValues }] = await Promise.all([
		import("./inputs.js"),
		import("./redaction.js"),
		import("./secret-values.js")
	]);
	return createRedactor(secretValues(env, { ...readInputs(env).secrets })).text(sentence);
}

export { runStage as t };