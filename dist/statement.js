import { t as createStatement } from "./statement2.js";

export { createStatement };