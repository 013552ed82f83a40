import { ri as DoorlogError } from "./hook.js";
const { fileURLToPath } = process.getBuiltinModule("node:url");
const { dirname, join } = process.getBuiltinModule("node:path");
const { readFile, stat } = process.getBuiltinModule("node:fs/promises");

// src/cli/shipped-file.ts
async function shippedPath(path) {
	for (let at = dirname(fileURLToPath(import.meta.url));; at = dirname(at)) {
		const place = join(at, path);
		if (await stat(place).catch(() => void 0)) return place;
		if (dirname(at) === at) throw new DoorlogError("file-unreadable", `${path} is not beside Doorlog; install it anew.`);
	}
}
async function shippedFile(path) {
	return readFile(await shippedPath(path), "utf8");
}

export { shippedPath as n, shippedFile as t };