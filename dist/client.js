import { Jt as refusal, qt as createGitHubClient } from "./hook.js";

export { createGitHubClient };