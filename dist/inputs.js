import { _ as inputNames, v as readInputs } from "./hook.js";

export { inputNames, readInputs };