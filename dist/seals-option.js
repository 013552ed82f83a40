import { ri as DoorlogError } from "./hook.js";
import { a as createSealFolder } from "./read-seals.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/cli/seals-option.ts
function sealFolderFrom(given, io) {
	if (given === void 0) throw new DoorlogError("usage", "Option --seals is missing; name the folder of the checkpoints.");
	return createSealFolder(resolve(io.cwd, given));
}

export { sealFolderFrom as t };