import { endStage } from './end-stage.ts';
import { runLastingStage } from './outlast-cancellation.ts';

await runLastingStage(endStage);
