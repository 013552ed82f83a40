import { $r as runStage, n as start_stage_exports, r as STATE_NAME } from "./hook.js";
import { t as runLastingStage } from "./outlast-cancellation.js";

// src/action/main.ts
if (process.env[`STATE_${"doorlog"}`] && process.env.GITHUB_ACTION_REPOSITORY) await runStage(async (env) => {
	const { mainStage } = await import("./main-stage.js");
	return mainStage(env);
});
else await runLastingStage(async (env, interruption) => {
	const { startStage } = await Promise.resolve(start_stage_exports);
	return startStage(env, "main", interruption);
});

export {  };