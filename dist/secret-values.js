import { Ht as soundsSecret, Vt as secretValues } from "./hook.js";

export { secretValues, soundsSecret };