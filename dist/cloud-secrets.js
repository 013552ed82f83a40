import { i as variable, t as GOOGLE_FILES } from "./gcp.js";
import { n as readSmallFile, t as jsonOf } from "./small-file.js";

// src/cloud/cloud-secrets.ts
const SECRETS = [
	"AWS_SECRET_ACCESS_KEY",
	"AWS_SESSION_TOKEN",
	"AZURE_CLIENT_SECRET",
	"AZURE_CLIENT_CERTIFICATE_PASSWORD",
	"CLOUDSDK_AUTH_ACCESS_TOKEN",
	"GOOGLE_OAUTH_ACCESS_TOKEN",
	"VAULT_TOKEN"
];
const TOKEN_FILES = ["AWS_WEB_IDENTITY_TOKEN_FILE", "AZURE_FEDERATED_TOKEN_FILE"];
const SECRET_MEMBER = /^(private_key|refresh_token|client_secret|access_token|id_token|authorization)$/i;
const SHORTEST = 8;
function cloudSecrets(env) {
	const values = SECRETS.flatMap((name) => variable({ env }, name) ?? []);
	const tokens = TOKEN_FILES.flatMap((name) => textOf(variable({ env }, name)).trim());
	const inFiles = GOOGLE_FILES.flatMap((name) => secretsIn(jsonOf(textOf(variable({ env }, name)))));
	return [.../* @__PURE__ */ new Set([
		...values,
		...tokens,
		...inFiles
	])].filter(({ length }) => length >= SHORTEST);
}
function textOf(path) {
	const file = path === void 0 ? void 0 : readSmallFile(path);
	return file && "text" in file ? file.text : "";
}
function secretsIn(value) {
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([key, member]) => typeof member === "string" && SECRET_MEMBER.test(key) ? [member, ...member.split(/\s+/)] : secretsIn(member));
}

export { cloudSecrets };