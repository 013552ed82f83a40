import { t as shippedFile } from "./shipped-file.js";

// src/cli/rule-params.ts
async function paramsSchemas() {
	const schema = JSON.parse(await shippedFile("schema/policy.v1.json"));
	return new Map(schema.properties.rules.items.oneOf.map(({ properties: { id, params } }) => [id.const, params]));
}

export { paramsSchemas as t };