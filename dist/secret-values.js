import { Mt as secretValues, Nt as soundsSecret } from "./hook.js";

export { secretValues, soundsSecret };