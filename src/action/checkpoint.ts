import { checkpointStage } from './checkpoint-stage.ts';
import { runStage } from './entry.ts';

await runStage((env) => checkpointStage(env, undefined));
