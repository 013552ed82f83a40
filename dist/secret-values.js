import { vt as secretValues, yt as soundsSecret } from "./hook.js";

export { secretValues, soundsSecret };