import { Vn as DoorlogError } from "./hook.js";
const { fileURLToPath } = process.getBuiltinModule("node:url");
const { dirname, join } = process.getBuiltinModule("node:path");
const { readFile } = process.getBuiltinModule("node:fs/promises");

// src/cli/shipped-file.ts
/** The text of a file that ships with Doorlog, beside the sources and beside `dist`. Raises `file-unreadable`. */
async function shippedFile(path) {
	for (let at = dirname(fileURLToPath(import.meta.url));; at = dirname(at)) {
		const text = await readFile(join(at, path), "utf8").catch(() => void 0);
		if (text !== void 0) return text;
		if (dirname(at) === at) throw new DoorlogError("file-unreadable", `The file ${path} is not beside Doorlog; install it anew.`);
	}
}

// src/cli/rule-params.ts
/**
* The parameters of each rule by its id. The published schema holds them: the built hooks know parameters by what fits,
* not by what could. Raises `file-unreadable`.
*/
async function paramsSchemas() {
	const schema = JSON.parse(await shippedFile("schema/policy.v1.json"));
	return new Map(schema.properties.rules.items.oneOf.map(({ properties: { id, params } }) => [id.const, params]));
}

export { paramsSchemas as t };