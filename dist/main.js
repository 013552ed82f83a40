import { t as runStage } from "./entry.js";
import { f as STATE_NAME } from "./hook.js";

// src/action/main.ts
/** Where pre was ignored, as for a local action, the start is taken here; otherwise this is a checkpoint. */
await runStage(async (env) => {
	if (env[`STATE_${"doorlog"}`]) {
		const { checkpointStage } = await import("./checkpoint-stage.js");
		return checkpointStage(env, /* @__PURE__ */ new Date());
	}
	const { startStage } = await import("./start-stage.js");
	return startStage(env, "main");
});

export {  };