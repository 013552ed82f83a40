import { n as commit, r as commitmentHolds, t as bindingOf } from "./commitment2.js";

export { bindingOf, commit, commitmentHolds };