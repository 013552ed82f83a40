import { hn as createAccessReader } from "./hook.js";

export { createAccessReader };