import { bt as createGitHubClient } from "./hook.js";

export { createGitHubClient };