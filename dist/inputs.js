import { c as readInputs, s as inputNames } from "./hook.js";

export { inputNames, readInputs };