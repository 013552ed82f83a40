import { ln as createGitHubClient, un as refusal } from "./hook.js";

export { createGitHubClient };