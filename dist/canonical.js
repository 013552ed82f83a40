import { $t as sha256Hex, Qt as digestOf, Zt as canonicalize } from "./hook.js";

export { canonicalize, digestOf, sha256Hex };