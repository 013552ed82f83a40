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
    const message = await withoutSecrets(problem.message, process.env);
    if (fails) console.error(message);
    else console.warn(message);
    process.exitCode = fails ? 1 : 0;
  }
}

/** What no stage expected may quote anything. */
async function withoutSecrets(sentence: string, env: NodeJS.ProcessEnv): Promise<string> {
  const [{ readInputs }, { createRedactor }, { secretValues }] = await Promise.all([
    import('./inputs.ts'),
    import('../core/redaction.ts'),
    import('../core/secret-values.ts'),
  ]);
  // Those that only the gate or the sealer has are among them, whatever they look like.
  const tokens = Object.entries(env).filter(([name]) => /^INPUT_(.*TOKEN|SEAL-KEY)$/.test(name));
  const secrets = { ...readInputs(env).secrets, ...Object.fromEntries(tokens) };
  return createRedactor(secretValues(env, secrets)).text(sentence);
}
