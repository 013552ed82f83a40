import { Ft as soundsSecret, Pt as secretValues } from "./hook.js";

export { secretValues, soundsSecret };