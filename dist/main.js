import { t as runStage } from "./entry.js";
import { f as STATE_NAME } from "./hook.js";

// src/action/main.ts
/**
* Where pre was ignored, as for a local action, the start is taken here; otherwise this is a checkpoint. The runner names
* no repository for a local action: a state that such a one finds here was left by nobody but another step.
*/
await runStage(async (env) => {
	if (env[`STATE_${"doorlog"}`] && env.GITHUB_ACTION_REPOSITORY) {
		const { checkpointStage } = await import("./checkpoint-stage.js");
		return checkpointStage(env, /* @__PURE__ */ new Date());
	}
	const { startStage } = await import("./start-stage.js");
	return startStage(env, "main");
});

export {  };