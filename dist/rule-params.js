import { t as shippedFile } from "./shipped-file.js";

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