import { It as DoorlogError } from "./hook.js";

// src/sinks/secrets.ts
/** The action's inputs. */
const INPUT_NAMES = {
	apiKey: "input elasticsearch-api-key",
	username: "input elasticsearch-username",
	password: "input elasticsearch-password"
};
/** The command line's environment variables. */
const VARIABLE_NAMES = {
	apiKey: "DOORLOG_ELASTICSEARCH_API_KEY",
	username: "DOORLOG_ELASTICSEARCH_USERNAME",
	password: "DOORLOG_ELASTICSEARCH_PASSWORD"
};
/** The secrets as environment variables give them; empty is not given. */
function secretsFromVariables(env) {
	return {
		elasticsearchApiKey: env[VARIABLE_NAMES.apiKey] || void 0,
		elasticsearchUsername: env[VARIABLE_NAMES.username] || void 0,
		elasticsearchPassword: env[VARIABLE_NAMES.password] || void 0
	};
}
/**
* The Authorization header for Elasticsearch: ApiKey or Basic, nothing where no secret is given.
* Raises `input-invalid` where the secrets don't fit together; what they are is in no sentence.
*/
function authorizationOf(secrets, names) {
	const apiKey = secrets.elasticsearchApiKey?.trim() || void 0;
	const username = secrets.elasticsearchUsername || void 0;
	const password = secrets.elasticsearchPassword || void 0;
	if (apiKey !== void 0 && (username !== void 0 || password !== void 0)) throw invalid(`Give either ${names.apiKey}, or ${names.username} with ${names.password}, not both.`);
	if (username === void 0 !== (password === void 0)) throw invalid(`Give ${names.username} and ${names.password} together: one of them is missing.`);
	if (apiKey !== void 0) return { authorization: `ApiKey ${encodedKey(apiKey, names)}` };
	if (username === void 0) return {};
	if (username.includes(":")) throw invalid(`${capital(names.username)} must not hold a colon (RFC 7617).`);
	return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}
/** Elasticsearch shows a key in two forms, `id:api_key` and that in Base64; the header wants the second. */
function encodedKey(apiKey, names) {
	if (!/^[\x21-\x7e]+$/.test(apiKey)) throw invalid(`${capital(names.apiKey)} must be one word, the "encoded" form of the key.`);
	return apiKey.includes(":") ? Buffer.from(apiKey).toString("base64") : apiKey;
}
function capital(name) {
	return name.charAt(0).toUpperCase() + name.slice(1);
}
function invalid(sentence) {
	return new DoorlogError("input-invalid", sentence);
}

export { secretsFromVariables as i, VARIABLE_NAMES as n, authorizationOf as r, INPUT_NAMES as t };