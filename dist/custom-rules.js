import { mn as evaluateCustomRules, pn as checkExpressions } from "./hook.js";

export { checkExpressions, evaluateCustomRules };