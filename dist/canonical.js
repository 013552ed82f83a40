import { Gt as digestOf, Kt as sha256Hex, Wt as canonicalize } from "./hook.js";

export { canonicalize, digestOf, sha256Hex };