import { t as runStage } from "./entry.js";
import { t as startStage } from "./start-stage.js";

// src/action/pre.ts
await runStage((env) => startStage(env, "pre"));

export {  };