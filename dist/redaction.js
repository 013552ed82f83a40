import { X as createRedactor, Y as MASK } from "./hook.js";

export { MASK, createRedactor };