import { collectStage } from './collect-stage.ts';
import { runLastingStage } from './outlast-cancellation.ts';

await runLastingStage(collectStage);
