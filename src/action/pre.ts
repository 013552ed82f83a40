import { runStage } from './entry.ts';
import { startStage } from './start-stage.ts';

await runStage((env) => startStage(env, 'pre'));
