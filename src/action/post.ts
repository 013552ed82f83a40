import { endStage } from './end-stage.ts';
import { runStage } from './entry.ts';

await runStage(endStage);
