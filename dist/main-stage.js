import { r as cloudTraces, t as readState } from "./state.js";
import { ei as actionConsole, i as runnerFiles } from "./hook.js";

// src/action/main-stage.ts
async function mainStage(env) {
	const state = readState(env);
	if (!state) return 0;
	const files = runnerFiles(env);
	files.setOutput("record-id", state.recordId);
	files.setOutput("start-digest", `sha256:${state.startDigest}`);
	if (state.start?.policy) files.setOutput("verdict", state.start.policy.verdict);
	actionConsole().info(`record ${state.recordId.slice(0, 16)} is being kept; it ends with the job.`);
	if (cloudTraces(env).inUse.size === 0) return 0;
	const { checkpointStage } = await import("./checkpoint-stage2.js");
	return checkpointStage(env, state);
}

export { mainStage };