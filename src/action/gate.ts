import { gateStage } from './gate-stage.ts';
import { runLastingStage } from './outlast-cancellation.ts';

await runLastingStage(gateStage);
