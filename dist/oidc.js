import { n as fetchIdToken, r as subjectOf, t as decodeClaims } from "./hook.js";

export { decodeClaims, fetchIdToken };