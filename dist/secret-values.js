import { Nt as secretValues, Pt as soundsSecret } from "./hook.js";

export { secretValues, soundsSecret };