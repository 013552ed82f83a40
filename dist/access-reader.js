import { mn as createAccessReader } from "./hook.js";

export { createAccessReader };