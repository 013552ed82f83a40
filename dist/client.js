import { mn as refusal, pn as createGitHubClient } from "./hook.js";

export { createGitHubClient };