import { Bt as givenUpAt, Pr as literal, Ur as object, Wr as optional, Xn as jsonOrNothing, Xr as string, ai as sentenceOf, ri as DoorlogError } from "./hook.js";
const { createHash } = process.getBuiltinModule("node:crypto");

// src/ci/github/artifact-store.ts
const SERVICE = "GitHub’s artifact service";
const METHODS = "twirp/github.actions.results.api.v1.ArtifactService";
const VERSION = 4;
const TAKEN = 409;
const BLOCK = Buffer.from("doorlog-0").toString("base64");
const Created = object({
	ok: literal(true),
	signed_upload_url: optional(string()),
	signedUploadUrl: optional(string())
});
const Finalized = object({ ok: literal(true) });
const RuntimeToken = object({ scp: string() });
function createArtifactStore(options) {
	return { async upload(name, files, signal) {
		const http = signal ? givenUpAt(options.http, signal) : options.http;
		try {
			const artifact = await beginArtifact({
				...options,
				http
			}, name);
			if (!artifact) throw failure("another artifact of this run has that name (status 409).");
			await artifact.fill(files);
		} catch (cause) {
			throw failure(`The artifact “${name}” was not kept: ${sentenceOf(cause)}`, cause);
		}
	} };
}
async function beginArtifact({ token, resultsUrl, http }, name) {
	const call = (method, body, reply, expected = []) => callService({
		token,
		resultsUrl,
		http
	}, method, body, {
		reply,
		expected
	});
	const artifact = {
		...backendIds(token),
		name
	};
	const created = await call("CreateArtifact", {
		...artifact,
		version: VERSION
	}, Created, [TAKEN]);
	if (created === void 0) return void 0;
	return { async fill(files) {
		const address = created.signed_upload_url ?? created.signedUploadUrl;
		if (!address) throw failure(`${SERVICE} gave no address to upload to.`);
		const zip = await zipOf(files);
		await putZip(http, address, zip);
		const hash = `sha256:${createHash("sha256").update(zip).digest("hex")}`;
		await call("FinalizeArtifact", {
			...artifact,
			size: String(zip.byteLength),
			hash
		}, Finalized);
	} };
}
async function callService({ token, resultsUrl, http }, method, body, { reply, expected }) {
	const response = await http({
		service: SERVICE,
		method: "POST",
		url: `${resultsUrl.replace(/\/+$/, "")}/${METHODS}/${method}`,
		headers: {
			authorization: `Bearer ${token}`,
			"content-type": "application/json"
		},
		body: JSON.stringify(body)
	});
	if (expected.includes(response.status)) return void 0;
	const parsed = reply.safeParse(jsonOrNothing(fine(SERVICE, response).body.toString("utf8")));
	if (parsed.success) return parsed.data;
	throw failure(`${SERVICE} did not accept ${method} or its reply is not understood.`);
}
function backendIds(token) {
	const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
	const claims = RuntimeToken.safeParse(jsonOrNothing(payload));
	const scopes = claims.success ? claims.data.scp.split(" ") : [];
	for (const scope of scopes) {
		const [name, run, job, ...more] = scope.split(":");
		if (name === "Actions.Results" && run && job && more.length === 0) return {
			workflow_run_backend_id: run,
			workflow_job_run_backend_id: job
		};
	}
	throw failure("The runtime token names no run and job; it takes a runner that sets ACTIONS_RUNTIME_TOKEN itself.");
}
async function zipOf(files) {
	const { zipSync } = await import("./fflate.js");
	return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
}
async function putZip(http, address, zip) {
	const list = `<?xml version="1.0" encoding="utf-8"?><BlockList><Latest>${BLOCK}</Latest></BlockList>`;
	await ask(http, {
		service: "GitHub’s artifact storage",
		method: "PUT",
		url: withQuery(address, {
			comp: "block",
			blockid: BLOCK
		}),
		headers: { "content-type": "application/octet-stream" },
		body: zip
	});
	await ask(http, {
		service: "GitHub’s artifact storage",
		method: "PUT",
		url: withQuery(address, { comp: "blocklist" }),
		headers: {
			"content-type": "text/plain; charset=UTF-8",
			"x-ms-blob-content-type": "application/zip"
		},
		body: list
	});
}
function withQuery(address, query) {
	if (!URL.canParse(address)) throw failure(`${SERVICE} gave an address to upload to that is none.`);
	const url = new URL(address);
	for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
	return url.href;
}
async function ask(http, request) {
	return fine(request.service, await http(request));
}
function fine(service, response) {
	if (response.status >= 200 && response.status < 300) return response;
	throw failure(`${service} answered with status ${response.status}.`);
}
function failure(sentence, cause) {
	return new DoorlogError("delivery-failed", sentence, cause === void 0 ? {} : { cause });
}

export { createArtifactStore as n, beginArtifact as t };