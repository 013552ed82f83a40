import { Ht as secretValues, Ut as soundsSecret } from "./hook.js";

export { secretValues, soundsSecret };