import { Ht as digestOf, Ut as sha256Hex, Vt as canonicalize } from "./hook.js";

export { canonicalize, digestOf, sha256Hex };