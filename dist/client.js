import { Dn as refusal, En as createGitHubClient } from "./hook.js";

export { createGitHubClient };