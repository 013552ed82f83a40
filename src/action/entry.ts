import { problemOf, problemsFail } from '../core/problem.ts';
import { actionConsole } from './console.ts';

/**
 * Runs one stage as the process's only work. An error that no stage expected is told in one sentence. A mistake of the
 * user's fails the step; a fault of ours only where `on-error` says so: it must not break the build of somebody who did
 * not ask for that.
 */
export async function runStage(stage: (env: NodeJS.ProcessEnv) => Promise<number> | number): Promise<void> {
  // With NODE_DEBUG, which any step can set, Node prints every header and body that is sent. It has read the variable
  // before this line, so what it prints has to go; nothing here speaks on standard error.
  if (process.env.NODE_DEBUG) process.stderr.write = () => true;
  try {
    process.exitCode = await stage(process.env);
  } catch (error) {
    const problem = problemOf(error);
    const mode = process.env.INPUT_MODE?.trim() === 'audit' ? 'audit' : 'enforce';
    const onError = process.env['INPUT_ON-ERROR']?.trim() === 'fail' ? 'fail' : 'warn';
    const fails = problemsFail([problem], { mode, onError });
    const console = actionConsole();
    if (fails) console.error(problem.message);
    else console.warn(problem.message);
    process.exitCode = fails ? 1 : 0;
  }
}
