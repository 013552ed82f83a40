import { xt as createAccessReader } from "./hook.js";

export { createAccessReader };