import { Cn as sha256, Er as boolean, Ir as maxLength, Mr as int, Pr as literal, Qt as digestOf, Tr as array, Wr as optional, Xn as jsonOrNothing, Yr as strictObject, f as Configuration, p as StageClaims, r as STATE_NAME, ri as DoorlogError, wn as text } from "./hook.js";
import { t as AccessRecord } from "./access-record.js";

// src/cloud/traces.ts
const VARIABLES = [
	["aws", [
		"AWS_ACCESS_KEY_ID",
		"AWS_WEB_IDENTITY_TOKEN_FILE",
		"AWS_PROFILE"
	]],
	["aws", ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"]],
	["gcp", [
		"GOOGLE_APPLICATION_CREDENTIALS",
		"CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE",
		"GOOGLE_GHA_CREDS_PATH"
	]],
	["gcp", ["CLOUDSDK_AUTH_ACCESS_TOKEN", "GOOGLE_OAUTH_ACCESS_TOKEN"]],
	["azure", [
		"AZURE_CLIENT_SECRET",
		"AZURE_CLIENT_CERTIFICATE_PATH",
		"AZURE_FEDERATED_TOKEN_FILE"
	]],
	["vault", ["VAULT_TOKEN"]]
];
function cloudTraces(env) {
	const inUse = /* @__PURE__ */ new Set();
	const gone = /* @__PURE__ */ new Set();
	for (const [provider, names] of VARIABLES) for (const name of names) {
		const value = env[name];
		if (value !== void 0) (value.trim() === "" ? gone : inUse).add(provider);
	}
	return {
		inUse,
		gone
	};
}
function cloudGap(env) {
	const { gone } = cloudTraces(env);
	const pointer = "/access/cloud";
	if (gone.size === 0) return {
		pointer,
		reason: "not-found",
		needed: "a checkpoint step after the login step, in a job that logs in to a cloud"
	};
	return {
		pointer,
		reason: "not-asked",
		needed: "a checkpoint step after the login step",
		detail: goneText(gone)
	};
}
function unseenCloudGap(env, seen) {
	const gone = new Set([...cloudTraces(env).gone].filter((provider) => !seen.has(provider)));
	if (gone.size === 0) return void 0;
	return {
		pointer: "/access/cloud",
		reason: "not-asked",
		needed: "a checkpoint step after the login step, while the job is logged in",
		detail: goneText(gone)
	};
}
function goneText(gone) {
	return `Variables for ${[...gone].join(", ")} are there and blank: an identity was in use and is gone.`;
}

// src/model/state.ts
const SavedSurroundings = strictObject({
	httpsProxy: optional(text(2e3)),
	httpProxy: optional(text(2e3)),
	noProxy: optional(text(4e3)),
	caFile: optional(text(4e3)),
	caDigest: optional(sha256())
});
const HookState = strictObject({
	version: literal(1),
	configuration: Configuration,
	surroundings: SavedSurroundings,
	recordId: sha256(),
	start: optional(AccessRecord),
	startDigest: sha256(),
	idTokenOffered: boolean(),
	claims: StageClaims,
	requestsLeft: optional(strictObject({
		remaining: int(),
		limit: int()
	})),
	announcedTo: array(text(200)),
	alerted: optional(array(strictObject({
		fingerprint: sha256(),
		channel: text(200),
		sent: boolean()
	})).check(maxLength(50)))
});

// src/action/state.ts
function isUnaltered({ start, startDigest, recordId }) {
	return start === void 0 || digestOf(start) === startDigest && start.recordId === recordId;
}
function readState(env) {
	const text = env[`STATE_${STATE_NAME}`];
	if (!text) return void 0;
	const parsed = HookState.safeParse(jsonOrNothing(text));
	if (!parsed.success || !isUnaltered(parsed.data)) throw new DoorlogError("state-invalid", "The state that the start of this job left was altered, so the end is recorded without it; find the step that writes to the runner’s files.", { cause: parsed.error });
	return parsed.data;
}

export { unseenCloudGap as i, cloudGap as n, cloudTraces as r, readState as t };