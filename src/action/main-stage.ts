import { cloudTraces } from '../cloud/traces.ts';
import { actionConsole } from './console.ts';
import { runnerFiles } from './runner-files.ts';
import { readState } from './state.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The main of a job whose start was taken in pre: its outputs, and a checkpoint where the job is logged in to a cloud
 * already. Answers the exit code of the step.
 */
export async function mainStage(env: Environment): Promise<number> {
  const state = readState(env);
  if (!state) return 0;
  const files = runnerFiles(env);
  files.setOutput('record-id', state.recordId);
  files.setOutput('start-digest', `sha256:${state.startDigest}`);
  if (state.start?.policy) files.setOutput('verdict', state.start.policy.verdict);
  actionConsole().info(`record ${state.recordId.slice(0, 16)} is being kept; it ends with the job.`);
  if (cloudTraces(env).inUse.size === 0) return 0;
  const { checkpointStage } = await import('./checkpoint-stage.ts');
  return checkpointStage(env, state);
}
