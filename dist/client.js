import { fn as createGitHubClient, pn as refusal } from "./hook.js";

export { createGitHubClient };