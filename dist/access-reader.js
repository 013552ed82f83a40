import { On as createAccessReader } from "./hook.js";

export { createAccessReader };