import { bt as MASK, xt as createRedactor } from "./hook.js";

export { MASK, createRedactor };