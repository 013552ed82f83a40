import { gt as soundsSecret, ht as secretValues } from "./hook.js";

export { secretValues, soundsSecret };