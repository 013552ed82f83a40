import { Nt as MASK, Pt as createRedactor } from "./hook.js";

export { MASK, createRedactor };