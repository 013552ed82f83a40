import { Yt as createAccessReader } from "./hook.js";

export { createAccessReader };