import { n as readPublicKey, r as readTrustRoots, t as parseTrustRoots } from "./trust-root2.js";

export { parseTrustRoots, readPublicKey, readTrustRoots };