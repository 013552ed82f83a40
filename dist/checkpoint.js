import { t as checkpointStage } from "./checkpoint-stage.js";
import { $r as runStage } from "./hook.js";

// src/action/checkpoint.ts
await runStage((env) => checkpointStage(env, void 0));

export {  };