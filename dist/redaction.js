import { _t as MASK, vt as createRedactor } from "./hook.js";

export { MASK, createRedactor };