import { i as createSink } from "./hook.js";

export { createSink };