import { runLastingStage } from './outlast-cancellation.ts';
import { startStage } from './start-stage.ts';

await runLastingStage((env, interruption) => startStage(env, 'pre', interruption));
