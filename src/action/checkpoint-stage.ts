import { actionConsole } from './console.ts';
import { runnerFiles } from './runner-files.ts';
import { readState } from './state.ts';
import { STATE_NAME, stateText } from './state-text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A checkpoint of a job whose start was taken: notes the time. Answers the exit code of the step. */
export function checkpointStage(env: Environment, now: Date): number {
  const state = readState(env);
  if (!state) return 0;
  const files = runnerFiles(env);
  files.saveState(STATE_NAME, stateText({ ...state, checkpoints: [...state.checkpoints, now.toISOString()] }));
  files.setOutput('record-id', state.recordId);
  files.setOutput('start-digest', `sha256:${state.startDigest}`);
  if (state.start?.policy) files.setOutput('verdict', state.start.policy.verdict);
  actionConsole().info(`record ${state.recordId.slice(0, 16)} is being kept; it ends with the job.`);
  return 0;
}
