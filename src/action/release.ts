import { runStage } from './entry.ts';
import { releaseStage } from './release-stage.ts';

await runStage(releaseStage);
