import { fn as createAccessReader } from "./hook.js";

export { createAccessReader };