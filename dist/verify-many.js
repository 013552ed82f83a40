import { n as verifyBundleText, t as createConflictFinder } from "./verify-many2.js";

export { verifyBundleText };