import { runStage } from './entry.ts';
import { sealStage } from './seal-stage.ts';

await runStage(sealStage);
