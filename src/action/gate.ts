import { runStage } from './entry.ts';
import { gateStage } from './gate-stage.ts';

await runStage(gateStage);
