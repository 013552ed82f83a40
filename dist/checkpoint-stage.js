import { Nt as actionConsole, f as STATE_NAME, m as runnerFiles, p as stateText } from "./hook.js";
import { t as readState } from "./state.js";

// src/action/checkpoint-stage.ts
/** A checkpoint of a job whose start was taken: notes the time. Answers the exit code of the step. */
function checkpointStage(env, now) {
	const state = readState(env);
	if (!state) return 0;
	const files = runnerFiles(env);
	files.saveState(STATE_NAME, stateText({
		...state,
		checkpoints: [...state.checkpoints, now.toISOString()]
	}));
	files.setOutput("record-id", state.recordId);
	files.setOutput("start-digest", `sha256:${state.startDigest}`);
	if (state.start?.policy) files.setOutput("verdict", state.start.policy.verdict);
	actionConsole().info(`record ${state.recordId.slice(0, 16)} is being kept; it ends with the job.`);
	return 0;
}

export { checkpointStage };