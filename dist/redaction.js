import { Ft as createRedactor, Pt as MASK } from "./hook.js";

export { MASK, createRedactor };