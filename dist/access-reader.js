import { dn as createAccessReader } from "./hook.js";

export { createAccessReader };