import { Fr as DoorlogError, Qt as digestOf, mt as HookState, r as STATE_NAME } from "./hook.js";

// src/cloud/traces.ts
/** Variables by which the tools of each cloud find an identity; what Azure's command line keeps stands in no variable. */
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
/** Looks for traces of clouds in the variables of a job; cheap enough for every stage. */
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
/**
* Why a record without any checkpoint holds no cloud identity: `not-found` where the variables at the end show no trace of
* one, `not-asked` where they show that there was one. A rule tells the two apart.
*/
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
/** The gap of clouds that the job was logged in to and that no checkpoint saw, where there are such. */
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

// src/action/state.ts
function isUnaltered({ start, startDigest, recordId }) {
	return start === void 0 || digestOf(start) === startDigest && start.recordId === recordId;
}
/**
* The state that an earlier hook left, or undefined where there is none.
* Raises `state-invalid` where it is not what was left: other steps can reach it, so nothing of it is believed then.
*/
function readState(env) {
	const text = env[`STATE_${STATE_NAME}`];
	if (!text) return void 0;
	const parsed = HookState.safeParse(jsonOrNothing(text));
	if (!parsed.success || !isUnaltered(parsed.data)) throw new DoorlogError("state-invalid", "The state that the start of this job left was altered, so the end is recorded without it; find the step that writes to the runner’s files.", { cause: parsed.error });
	return parsed.data;
}
function jsonOrNothing(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

export { unseenCloudGap as i, cloudGap as n, cloudTraces as r, readState as t };