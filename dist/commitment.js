import { n as commit, t as bindingOf } from "./commitment2.js";

export { commit };