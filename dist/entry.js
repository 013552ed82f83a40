import { St as problemsFail, bt as actionConsole, xt as problemOf } from "./hook.js";

// src/action/entry.ts
/**
* Runs one stage as the process's only work. An error that no stage expected is told in one sentence. A mistake of the
* user's fails the step; a fault of ours only where `on-error` says so: it must not break the build of somebody who did
* not ask for that.
*/
async function runStage(stage) {
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
		if (fails) console.error(problem.message);
		else console.warn(problem.message);
		process.exitCode = fails ? 1 : 0;
	}
}

export { runStage as t };