import { ri as DoorlogError } from "./hook.js";

// src/cli/workflow-approvers.ts
async function approversOf(jobs, repository, io) {
	const reader = await createReader(repository, io);
	const found = /* @__PURE__ */ new Map();
	for (const { environment } of jobs) {
		if (environment === null || environment.includes("${{") || found.has(environment)) continue;
		found.set(environment, approversFrom(await reader.environment(environment)));
	}
	return found;
}
async function createReader(repository, { env, http }) {
	if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new DoorlogError("usage", "Option --repo must be OWNER/NAME, as in octo-org/octo-repo.");
	const token = env.GITHUB_TOKEN || env.GH_TOKEN;
	if (!token) throw new DoorlogError("usage", "Option --repo takes a token; put one in GITHUB_TOKEN or GH_TOKEN.");
	const apiUrl = (env.GITHUB_API_URL || "https://api.github.com").replace(/\/+$/, "");
	const graphqlUrl = env.GITHUB_GRAPHQL_URL || `${apiUrl}/graphql`;
	const { createGitHubClient } = await import("./client.js");
	const { createAccessReader } = await import("./access-reader.js");
	return createAccessReader(createGitHubClient({
		http,
		apiUrl,
		graphqlUrl,
		token
	}), repository);
}
function approversFrom(seen) {
	if (!seen.ok) return {
		unknown: seen.reason,
		needed: seen.needed
	};
	const { reviewersRequired, reviewers, reviewerTeams, preventSelfReview, adminsCanBypass } = seen.value;
	return {
		required: reviewersRequired ?? false,
		people: (reviewers ?? []).map(({ login }) => login),
		teams: (reviewerTeams ?? []).map(({ slug }) => slug),
		...preventSelfReview !== void 0 && { preventSelfReview },
		...adminsCanBypass !== void 0 && { adminsCanBypass }
	};
}

export { approversOf };