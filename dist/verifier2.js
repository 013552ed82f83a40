import { t as createBundleVerifier } from "./verifier.js";

export { createBundleVerifier };