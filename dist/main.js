import { In as runStage, n as start_stage_exports, r as STATE_NAME } from "./hook.js";

// src/action/main.ts
/**
* Where pre was ignored, as for a local action, the start is taken here; otherwise this may be a checkpoint. The runner names
* no repository for a local action: a state that such a one finds here was left by nobody but another step.
*/
await runStage(async (env) => {
	if (env[`STATE_${"doorlog"}`] && env.GITHUB_ACTION_REPOSITORY) {
		const { mainStage } = await import("./main-stage.js");
		return mainStage(env);
	}
	const { startStage } = await Promise.resolve(start_stage_exports);
	return startStage(env, "main");
});

export {  };