import { J as soundsSecret, q as secretValues } from "./hook.js";

export { secretValues, soundsSecret };