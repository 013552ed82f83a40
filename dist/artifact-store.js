import { n as createArtifactStore, t as beginArtifact } from "./artifact-store2.js";

export { createArtifactStore };