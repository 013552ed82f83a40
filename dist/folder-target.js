import { n as MANIFEST_NAME } from "./evidence-manifest.js";
const { join, resolve } = process.getBuiltinModule("node:path");
const { stat } = process.getBuiltinModule("node:fs/promises");

// src/cli/verify/folder-target.ts
async function verifyDirectory(name, settings) {
	const path = resolve(settings.io.cwd, name);
	if ((await stat(join(path, "doorlog-evidence.json")).catch(() => void 0))?.isFile() === true) return (await import("./saved-evidence.js")).verifySavedEvidence(name, path, settings);
	return (await import("./bundle-folder.js")).verifyBundleFolder(name, path, settings);
}

export { verifyDirectory };