import { t as runLastingStage } from "./outlast-cancellation.js";
import { t as startStage } from "./hook.js";

// src/action/pre.ts
await runLastingStage((env, interruption) => startStage(env, "pre", interruption));

export {  };