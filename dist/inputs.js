import { d as readInputs, l as input, u as inputNames } from "./hook.js";

export { input, inputNames, readInputs };