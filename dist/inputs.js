import { c as inputNames, l as readInputs, s as input } from "./hook.js";

export { input, inputNames, readInputs };