import { t as createFileSink } from "./sink.js";

export { createFileSink };