import { t as findSubjectFiles } from "./subject-files.js";

export { findSubjectFiles };