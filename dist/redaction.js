import { Ft as MASK, It as createRedactor } from "./hook.js";

export { MASK, createRedactor };