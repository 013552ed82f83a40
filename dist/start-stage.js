import { d as startStage } from "./hook.js";

export { startStage };