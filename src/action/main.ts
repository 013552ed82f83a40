import { runStage } from './entry.ts';
import { STATE_NAME } from './state-text.ts';

/**
 * Where pre was ignored, as for a local action, the start is taken here; otherwise this may be a checkpoint. The runner names
 * no repository for a local action: a state that such a one finds here was left by nobody but another step.
 */
await runStage(async (env) => {
  if (env[`STATE_${STATE_NAME}`] && env.GITHUB_ACTION_REPOSITORY) {
    const { mainStage } = await import('./main-stage.ts');
    return mainStage(env);
  }
  const { startStage } = await import('./start-stage.ts');
  return startStage(env, 'main');
});
