import { t as startStage } from "./start-stage.js";

export { startStage };