import { t as check } from "./check.js";

// src/core/verification/identity-pattern.ts
function matchesPattern(pattern, text) {
	if (!pattern.includes("*")) return pattern === text;
	const parts = partsOf(pattern);
	let places = closureOf([0], parts);
	for (const character of text) {
		const next = /* @__PURE__ */ new Set();
		for (const place of places) {
			const part = parts[place];
			if (part === void 0) continue;
			if (isWildcard(part)) {
				if (standsFor(part, character)) next.add(place);
			} else if (part === character) next.add(place + 1);
		}
		if (next.size === 0) return false;
		places = closureOf(next, parts);
	}
	return places.has(parts.length);
}
function partsOf(pattern) {
	return pattern.match(/\*+|[^*]/gu)?.map((part) => part.slice(0, part.startsWith("*") ? 2 : void 0)) ?? [];
}
function isWildcard(part) {
	return part === "*" || part === "**";
}
function standsFor(wildcard, character) {
	return !/\p{Cc}|[\u2028\u2029]/u.test(character) && (wildcard === "**" || character !== "/");
}
function closureOf(places, parts) {
	const reached = new Set(places);
	for (const place of reached) if (isWildcard(parts[place])) reached.add(place + 1);
	return reached;
}
function matchesName(pattern, text) {
	return matchesPattern(lowerAscii(pattern), lowerAscii(text));
}
function lowerAscii(text) {
	return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

// src/core/verification/workflow-address.ts
function workflowAddress(claim) {
	const [, server, rest] = /^(https:\/\/[^/@?#\s]+)\/([^\p{Cc}]+)$/u.exec(claim ?? "") ?? [];
	if (server === void 0 || rest === void 0) return void 0;
	const full = rest.indexOf("@refs/");
	const at = full === -1 ? rest.lastIndexOf("@") : full;
	return at > 0 ? {
		server,
		path: rest.slice(0, at),
		ref: rest.slice(at + 1)
	} : void 0;
}
function repositoryOf(claim) {
	return /^https:\/\/[^/@?#\s]+\/([^/?#\s]+\/[^/?#\s]+)$/.exec(claim ?? "")?.[1];
}

// src/core/verification/expected-signer.ts
const FULCIO = "1.3.6.1.4.1.57264.1.";
function claimedIn(claims) {
	return {
		repository: repositoryOf(claims[`${FULCIO}12`]),
		workflow: workflowAddress(claims[`${FULCIO}9`])?.path,
		ref: claims[`${FULCIO}14`],
		environment: claims[`${FULCIO}23`],
		runner: claims[`${FULCIO}11`]
	};
}
function asksMoreThanKey(expected) {
	const { identity, repository, workflow, ref, environment, runner, signedSince } = expected;
	return [
		identity,
		repository,
		workflow,
		ref,
		environment,
		runner,
		signedSince
	].some((each) => each !== void 0);
}
function checkExpected(signedFor, expected) {
	const { repository, workflow, ref, environment, runner } = expected;
	return [
		repository === void 0 ? check("repository", "Expected repository").notChecked("No repository was expected.") : compare([
			"repository",
			"Expected repository",
			"repository"
		], signedFor.repository, repository, matchesName),
		...workflow === void 0 ? [] : [compare([
			"workflow",
			"Expected workflow",
			"workflow file"
		], signedFor.workflow, workflow, matchesWorkflow)],
		...ref === void 0 ? [] : [compare([
			"ref",
			"Expected ref",
			"ref"
		], signedFor.ref, ref, matchesPattern)],
		...environment === void 0 ? [] : [compare([
			"environment",
			"Expected environment",
			"environment"
		], signedFor.environment, environment, matchesPattern)],
		...runner === void 0 ? [] : [compare([
			"runner",
			"Expected runner",
			"kind of runner"
		], signedFor.runner, runner, matchesPattern)]
	];
}
function compare([id, title, noun], said, expected, matches) {
	const open = check(id, title);
	if (said === void 0) return open.failed(`Signed for no ${noun} that could be told, but ${expected} was expected.`);
	return matches(expected, said) ? open.ok(`Signed for the ${noun} ${said}, as expected.`) : open.failed(`Signed for the ${noun} ${said}, but ${expected} was expected.`);
}
function matchesWorkflow(pattern, workflow) {
	return matchesPattern(withPlainOwner(pattern), withPlainOwner(workflow));
}
function withPlainOwner(workflow) {
	const [owner = "", repository = "", ...path] = workflow.split("/");
	return [...[owner, repository].map((name) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())), ...path].join("/");
}
function checkSignedSince(signedAt, since) {
	if (since === void 0) return [];
	const open = check("signed-since", "Signed since");
	const earliest = since.toISOString();
	if (signedAt === void 0) return [open.failed(`Nothing vouches for the time of signing, and it was to be after ${earliest}.`)];
	return [signedAt.getTime() >= since.getTime() ? open.ok(`It was signed at ${signedAt.toISOString()}, not before ${earliest}.`) : open.failed(`It was signed at ${signedAt.toISOString()}, before ${earliest}.`)];
}

export { workflowAddress as a, claimedIn as i, checkExpected as n, matchesName as o, checkSignedSince as r, matchesPattern as s, asksMoreThanKey as t };