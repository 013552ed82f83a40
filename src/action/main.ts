import { runStage } from './entry.ts';
import { STATE_NAME } from './state-text.ts';

/** Where pre was ignored, as for a local action, the start is taken here; otherwise this is a checkpoint. */
await runStage(async (env) => {
  if (env[`STATE_${STATE_NAME}`]) {
    const { checkpointStage } = await import('./checkpoint-stage.ts');
    return checkpointStage(env, new Date());
  }
  const { startStage } = await import('./start-stage.ts');
  return startStage(env, 'main');
});
