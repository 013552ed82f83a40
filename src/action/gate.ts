import { runStage } from './entry.ts';
import { gateStage } from './gate-stage.ts';
import { outlastCancellation } from './outlast-cancellation.ts';

outlastCancellation();
await runStage(gateStage);
