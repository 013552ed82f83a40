import { runStage } from './entry.ts';
import { runLastingStage } from './outlast-cancellation.ts';
import { STATE_NAME } from './state-text.ts';

/**
 * Where pre was ignored, as for a local action, the start is taken here; otherwise this may be a checkpoint. The runner names
 * no repository for a local action: a state that such a one finds here was left by nobody but another step.
 */
if (process.env[`STATE_${STATE_NAME}`] && process.env.GITHUB_ACTION_REPOSITORY) {
  await runStage(async (env) => {
    const { mainStage } = await import('./main-stage.ts');
    return mainStage(env);
  });
} else {
  await runLastingStage(async (env, interruption) => {
    const { startStage } = await import('./start-stage.ts');
    return startStage(env, 'main', interruption);
  });
}
