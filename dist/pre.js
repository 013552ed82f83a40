import { In as runStage, t as startStage } from "./hook.js";

// src/action/pre.ts
await runStage((env) => startStage(env, "pre"));

export {  };