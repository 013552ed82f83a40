import { t as createFileSink } from "./file.js";

export { createFileSink };