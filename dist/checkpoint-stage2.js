import { t as checkpointStage } from "./checkpoint-stage.js";

export { checkpointStage };