import { Ut as MASK, Wt as createRedactor } from "./hook.js";

export { MASK, createRedactor };