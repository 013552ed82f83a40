import { En as createGitHubClient, Hr as number, Ur as object, Xr as string, Zr as union, ri as DoorlogError } from "./hook.js";
import { t as createAttestationFinder } from "./attestation-finder.js";

// src/cli/verify/github-access.ts
const PUBLIC_API = "https://api.github.com";
function accessGitHub({ env, http }, { apiUrl: given, server }) {
	const apiUrl = (given ?? (server === void 0 ? env.GITHUB_API_URL || PUBLIC_API : apiOf(server))).replace(/\/+$/, "");
	if (!isAddress(apiUrl)) throw new DoorlogError("usage", "Option --api-url must be an https address, as in https://ghe.example.org/api/v3.");
	const token = given === void 0 && server !== void 0 && apiUrl !== env.GITHUB_API_URL && !isGitHubCom(apiUrl) ? env.GH_ENTERPRISE_TOKEN || env.GITHUB_ENTERPRISE_TOKEN : env.GH_TOKEN || env.GITHUB_TOKEN;
	const graphqlUrl = `${apiUrl.replace(/\/v3$/, "")}/graphql`;
	return {
		client: createGitHubClient({
			http,
			apiUrl,
			graphqlUrl,
			token: token ?? ""
		}),
		apiUrl
	};
}
function apiOf(server) {
	const { protocol, host, hostname } = new URL(server);
	if (hostname === "github.com") return PUBLIC_API;
	return hostname.endsWith(".ghe.com") ? `${protocol}//api.${host}` : `${protocol}//${host}/api/v3`;
}
function isGitHubCom(apiUrl) {
	const { hostname } = new URL(apiUrl);
	return hostname === "api.github.com" || hostname.endsWith(".ghe.com");
}
function isAddress(text) {
	if (!URL.canParse(text)) return false;
	const { protocol, hostname } = new URL(text);
	return protocol === "https:" || protocol === "http:" && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname);
}
function attestationSource({ client }, http, repository) {
	const finder = createAttestationFinder({
		client,
		http,
		repository
	});
	return {
		name: `GitHub’s attestations of ${repository}`,
		find: ({ sha256 }, signal) => finder.find(`sha256:${sha256}`, void 0, signal)
	};
}
const Repository = object({
	id: union([number(), string()]),
	full_name: string(),
	html_url: string()
});
async function knownRepository({ client }, repository) {
	const [owner, repo] = repository.split("/");
	const { id, full_name, html_url } = await client.rest("GET /repos/{owner}/{repo}", {
		owner,
		repo
	}, Repository);
	if (!URL.canParse(html_url)) throw new DoorlogError("http-reply-invalid", "GitHub’s API did not say where the repository’s page is.");
	return {
		id: String(id),
		name: full_name,
		server: new URL(html_url).origin
	};
}

export { attestationSource as n, knownRepository as r, accessGitHub as t };