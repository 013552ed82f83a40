import { n as openLocalKey, t as fingerprintOf } from "./local-key2.js";

export { openLocalKey };