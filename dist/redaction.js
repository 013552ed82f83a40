import { It as MASK, Lt as createRedactor } from "./hook.js";

export { MASK, createRedactor };