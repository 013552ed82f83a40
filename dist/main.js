import { jr as runStage, n as start_stage_exports, r as STATE_NAME } from "./hook.js";
import { t as runLastingStage } from "./outlast-cancellation.js";

// src/action/main.ts
/**
* Where pre was ignored, as for a local action, the start is taken here; otherwise this may be a checkpoint. The runner names
* no repository for a local action: a state that such a one finds here was left by nobody but another step.
*/
if (process.env[`STATE_${"doorlog"}`] && process.env.GITHUB_ACTION_REPOSITORY) await runStage(async (env) => {
	const { mainStage } = await import("./main-stage.js");
	return mainStage(env);
});
else await runLastingStage(async (env, interruption) => {
	const { startStage } = await Promise.resolve(start_stage_exports);
	return startStage(env, "main", interruption);
});

export {  };