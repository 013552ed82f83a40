import { Gt as createRedactor, Wt as MASK } from "./hook.js";

export { MASK, createRedactor };