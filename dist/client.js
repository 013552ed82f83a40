import { dn as refusal, un as createGitHubClient } from "./hook.js";

export { createGitHubClient };