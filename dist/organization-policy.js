import { Dn as refusal, ai as sentenceOf, ii as codeOf, kn as notSeen, ri as DoorlogError } from "./hook.js";

// src/ci/github/organization-policy.ts
const SERVICE = "GitHub’s API";
const ROUTE = "GET /repos/{owner}/{repo}/contents/{path}";
const MAX_BYTES = 1048576;
const MOVED = [
	301,
	302,
	307,
	308
];
function createPinnedFileReader({ http, apiUrl, token }) {
	async function ask(url) {
		return http({
			service: SERVICE,
			method: "GET",
			url,
			headers: {
				accept: "application/vnd.github.raw+json",
				"user-agent": "doorlog",
				...token && { authorization: `token ${token}` }
			},
			maxBytes: MAX_BYTES
		});
	}
	return { async read(file, mayAskAgain) {
		const needed = `contents: read on ${file.repository} for the input “organization-policy-token”`;
		try {
			const address = addressOf(apiUrl, file);
			const first = await ask(address);
			if (!MOVED.includes(first.status)) return {
				ok: true,
				value: textOf(first)
			};
			const next = nextAddress(address, first);
			if (!await mayAskAgain()) return {
				ok: false,
				reason: "not-asked",
				needed
			};
			return {
				ok: true,
				value: textOf(await ask(next))
			};
		} catch (error) {
			return unusable(error, needed) ?? notSeen(error, needed);
		}
	} };
}
function addressOf(apiUrl, { repository, path, commit }) {
	const encoded = (text) => text.split("/").map(encodeURIComponent).join("/");
	return `${apiUrl}/repos/${encoded(repository)}/contents/${encoded(path)}?ref=${commit}`;
}
function nextAddress(from, { status, headers }) {
	const { location = "" } = headers;
	const next = location !== "" && URL.canParse(location, from) ? new URL(location, from) : void 0;
	if (!next || next.origin !== new URL(from).origin || next.username || next.password) throw new DoorlogError("http-status", `${SERVICE} answered with status ${status} to nowhere that may be asked (${ROUTE}).`);
	return next.href;
}
function textOf(reply) {
	if (reply.status >= 400) throw refusal(reply, ROUTE);
	const type = reply.headers["content-type"] ?? "";
	const isRaw = /^application\/vnd\.github\.[\w.+-]*raw/.test(type);
	if (reply.status !== 200 || !(isRaw || type.startsWith("application/json"))) throw new DoorlogError("http-reply-invalid", `${SERVICE} answered with something that is no file (${ROUTE}).`);
	if (!isRaw || !process.getBuiltinModule("node:buffer").isUtf8(reply.body)) throw new DoorlogError("file-invalid", `${SERVICE} has no text file there (${ROUTE}).`);
	return reply.body.toString("utf8");
}
function unusable(error, needed) {
	const code = codeOf(error);
	if (code !== "http-too-large" && code !== "file-invalid") return void 0;
	return {
		ok: false,
		reason: "input-invalid",
		needed,
		detail: sentenceOf(error)
	};
}

export { createPinnedFileReader };