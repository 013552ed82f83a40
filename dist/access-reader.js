import { Qt as createAccessReader } from "./hook.js";

export { createAccessReader };