import { Mt as soundsSecret, jt as secretValues } from "./hook.js";

export { secretValues, soundsSecret };