import { n as fetchIdToken, r as subjectOf, t as decodeClaims } from "./oidc2.js";

export { decodeClaims, fetchIdToken };