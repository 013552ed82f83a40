import { Gt as sha256Hex, Ut as canonicalize, Wt as digestOf } from "./hook.js";

export { canonicalize, digestOf, sha256Hex };