import { t as createSink } from "./registry2.js";

export { createSink };