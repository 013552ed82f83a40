import { i as trustRootsText, n as knownTrustRoots, r as refreshRoot, t as heldRoot } from "./known-roots.js";

export { knownTrustRoots, trustRootsText };