import { Xt as createGitHubClient, Zt as refusal } from "./hook.js";

export { createGitHubClient };