import { n as signRecord, r as subjectsOf, t as RECORD_FILE } from "./sign-record2.js";

export { signRecord };