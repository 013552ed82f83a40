import { t as runStage } from "./entry.js";
import { d as startStage } from "./hook.js";

// src/action/pre.ts
await runStage((env) => startStage(env, "pre"));

export {  };