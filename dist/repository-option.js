import { ri as DoorlogError } from "./hook.js";

// src/cli/repository-option.ts
function checkRepositoryOption(given) {
	if (given !== void 0 && !/^[\w.*-]+\/[\w.*-]+$/.test(given)) throw new DoorlogError("usage", "Option --repo must be OWNER/REPO, as in octo-org/octo-repo.");
}

export { checkRepositoryOption as t };