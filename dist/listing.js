import { i as __toESM } from "./rolldown-runtime.js";
import { Xn as jsonOrNothing, ai as sentenceOf, dr as sendUntilAnswered, ii as codeOf, ri as DoorlogError } from "./hook.js";
import { r as stsAddress, t as awsSuffix } from "./aws-region.js";
const { createHash } = process.getBuiltinModule("node:crypto");

// src/sinks/s3/address.ts
const NO_REGION = "us-east-1";
function addressOf({ bucket, region = NO_REGION, url }, key = "", query = []) {
	const host = `s3.${region}.${awsSuffix(region)}`;
	const own = url?.replace(/\/+$/, "");
	const start = own !== void 0 ? `${own}/${bucket}` : bucket.includes(".") ? `https://${host}/${bucket}` : `https://${bucket}.${host}`;
	const path = key.split("/").map(encoded).join("/");
	const search = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&");
	return `${start}/${path}${search && `?${search}`}`;
}
function encoded(text) {
	return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

// src/sinks/s3/xml.ts
const DEEPEST = 12;
const TOKEN = /<(\/?)([A-Za-z][\w.-]{0,100})(?:\s+[\w:.-]+="[^"<]*")*\s*(\/?)>|([^<]+)/y;
const ENTITIES = {
	amp: "&",
	lt: "<",
	gt: ">",
	quot: "\"",
	apos: "'"
};
function parseXml(text) {
	const body = text.replace(/^\uFEFF?\s*<\?xml [^<>]*\?>/, "").trim();
	const open = [{
		name: "",
		text: "",
		children: []
	}];
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < body.length) {
		const token = TOKEN.exec(body);
		if (token === null || !take(token, open)) return void 0;
	}
	const [root] = open;
	return open.length === 1 && root?.children.length === 1 && root.text.trim() === "" ? root.children[0] : void 0;
}
function take([, closes, name = "", isEmpty, text], open) {
	const current = open.at(-1);
	if (current === void 0) return false;
	if (text !== void 0) {
		const plain = resolved(text);
		current.text += plain ?? "";
		return plain !== void 0;
	}
	if (closes) {
		if (isEmpty || current.name !== name || open.length < 2) return false;
		open.pop();
		open.at(-1)?.children.push(current);
		return true;
	}
	if (isEmpty) current.children.push({
		name,
		text: "",
		children: []
	});
	else open.push({
		name,
		text: "",
		children: []
	});
	return open.length <= DEEPEST;
}
function resolved(text) {
	let isKnown = true;
	const plain = text.replace(/&([^;&]*);?/g, (whole, name) => {
		const character = whole.endsWith(";") ? ENTITIES[name] ?? numbered(name) : void 0;
		isKnown &&= character !== void 0;
		return character ?? "";
	});
	return isKnown ? plain : void 0;
}
function numbered(name) {
	const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
	const point = hex === void 0 ? Number(decimal ?? NaN) : Number.parseInt(hex, 16);
	return Number.isInteger(point) && point <= 1114111 && !(point >= 55296 && point <= 57343) ? String.fromCodePoint(point) : void 0;
}
function escapeXml(text) {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
function textOf(element, name) {
	const found = element?.children.filter((child) => child.name === name) ?? [];
	return found.length === 1 ? found[0]?.text : void 0;
}
function childOf(element, name) {
	const found = element?.children.filter((child) => child.name === name) ?? [];
	return found.length === 1 ? found[0] : void 0;
}
function childrenOf(element, name) {
	return element?.children.filter((child) => child.name === name) ?? [];
}

// src/sinks/s3/fault.ts
function faultOf({ status, body }) {
	const root = parseXml(body.toString("utf8"));
	const error = root?.name === "ErrorResponse" ? root.children.find(({ name }) => name === "Error") : root;
	const code = error?.name === "Error" ? textOf(error, "Code") : void 0;
	return {
		status,
		...code !== void 0 && /^[A-Z][A-Za-z0-9.]{2,60}$/.test(code) && { code }
	};
}
function wordsOf({ status, code }) {
	return `it answers with status ${status}${code === void 0 ? "" : ` ${code}`}`;
}
const PASSING_STATUSES = [
	429,
	500,
	502,
	503,
	504
];
const TURNED_AWAY = [
	"SlowDown",
	"ServiceUnavailable",
	"Throttling",
	"ThrottlingException"
];
const PASSING_CODES = [
	...TURNED_AWAY,
	"RequestTimeout",
	"ConditionalRequestConflict",
	"OperationAborted",
	"InternalError",
	"IDPCommunicationError"
];
function isPassing({ status, code = "" }) {
	return PASSING_STATUSES.includes(status) || PASSING_CODES.includes(code);
}
function mayBeStored({ status, code = "" }) {
	return status >= 500 && status !== 501 && !TURNED_AWAY.includes(code);
}

// src/sinks/s3/assume-role.ts
const SERVICE = "AWS’s token service";
const SECONDS = 900;
async function assumeRole(question, signal) {
	const { http, role, url, audience } = question;
	let token;
	try {
		token = await Promise.race([question.identityToken(audience), end(signal)]);
	} catch (error) {
		const isKnown = codeOf(error) !== "internal";
		const reason = isKnown ? sentenceOf(error) : "the job’s identity token could not be had";
		return {
			ok: false,
			kind: isKnown && error instanceof Error && error.cause !== void 0 ? "pending" : "failed",
			reason
		};
	}
	if (token === void 0) return {
		ok: false,
		kind: "pending",
		reason: "the job’s identity token did not come in time"
	};
	const body = new URLSearchParams({
		Action: "AssumeRoleWithWebIdentity",
		Version: "2011-06-15",
		RoleArn: role,
		RoleSessionName: sessionName(token),
		WebIdentityToken: token,
		DurationSeconds: String(SECONDS)
	}).toString();
	const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
	const outcome = await sendUntilAnswered({
		http,
		signal,
		request: () => ({
			service: SERVICE,
			method: "POST",
			url,
			headers,
			body
		}),
		read: readKeys
	});
	if (outcome.kind === "answered") return {
		ok: true,
		keys: outcome.answer
	};
	const reason = `${SERVICE} gave no keys: ${outcome.reason.replace(/\.$/, "")}`;
	return {
		ok: false,
		kind: outcome.kind,
		reason
	};
}
function end(signal) {
	return new Promise((resolve) => {
		if (signal.aborted) resolve(void 0);
		signal.addEventListener("abort", () => resolve(void 0), { once: true });
	});
}
function sessionName(token) {
	const claims = jsonOrNothing(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
	const [run, attempt] = [digitsOf(claims, "run_id"), digitsOf(claims, "run_attempt")];
	return run === void 0 ? "doorlog" : `doorlog-${run}${attempt === void 0 ? "" : `-${attempt}`}`;
}
function digitsOf(claims, name) {
	const value = typeof claims === "object" && claims !== null && name in claims ? claims[name] : void 0;
	return /^\d{1,20}$/.test(String(value)) ? String(value) : void 0;
}
function readKeys(response) {
	if (response.status !== 200) return refusal(faultOf(response));
	const root = parseXml(response.body.toString("utf8"));
	const result = childOf(root, "AssumeRoleWithWebIdentityResult");
	const credentials = childOf(result, "Credentials");
	const text = (name, form) => {
		const value = textOf(credentials, name);
		return value !== void 0 && form.test(value) ? value : void 0;
	};
	const accessKeyId = text("AccessKeyId", /^[A-Za-z0-9]{4,128}$/);
	const secretAccessKey = text("SecretAccessKey", /^[\x21-\x7e]{8,400}$/);
	const sessionToken = text("SessionToken", /^[\x21-\x7e]{16,20000}$/);
	const expiresAt = Date.parse(text("Expiration", /^\d{4}-\d\d-\d\dT[\d:.]{8,20}(Z|[+-]\d\d:\d\d)$/) ?? "");
	if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiresAt)) return {
		kind: "refused",
		reason: "its reply has a form that Doorlog does not know; look at sts-url",
		mayBeStored: false
	};
	const issued = Date.parse(response.headers.date ?? "");
	return {
		kind: "answered",
		answer: {
			accessKeyId,
			secretAccessKey,
			sessionToken,
			lifetime: Number.isNaN(issued) ? SECONDS * 1e3 : expiresAt - issued
		}
	};
}
function refusal(fault) {
	return {
		kind: isPassing(fault) ? "busy" : "refused",
		reason: `${wordsOf(fault)}${mendOf$1(fault)}`,
		mayBeStored: false
	};
}
function mendOf$1({ status, code }) {
	switch (code) {
		case "AccessDenied": return "; the role’s trust policy must admit this repository, branch or environment";
		case "InvalidIdentityToken":
		case "IDPRejectedClaim": return "; the account needs an identity provider for the job’s issuer, with this audience";
		case "ValidationError": return "; look at the ARN of the role";
		default: return status >= 300 && status < 400 ? "; give the final address as sts-url" : "";
	}
}

// src/sinks/s3/credentials.ts
const LONGEST_EXCHANGE = 1e4;
const LEAST_LEFT = 6e4;
function credentialsOf(config, surroundings) {
	const { role, audience, region = NO_REGION } = config;
	const { http, identityToken, secrets } = surroundings;
	const { awsAccessKeyId, awsSecretAccessKey } = secrets;
	if (role === void 0 || identityToken === void 0 && (awsAccessKeyId !== void 0 || awsSecretAccessKey !== void 0)) {
		const keys = keysFrom(surroundings);
		return async () => ({
			ok: true,
			keys
		});
	}
	if (identityToken === void 0) {
		const { secretNames: names } = surroundings;
		const reason = `the role of sink ${config.name} takes an identity token of the job: give the job permissions: id-token: write, or keys of your own by ${names("awsAccessKeyId")} and ${names("awsSecretAccessKey")}`;
		return async () => ({
			ok: false,
			kind: "failed",
			reason
		});
	}
	const url = config["sts-url"] ?? config.url ?? stsAddress(region);
	const ask = (signal) => assumeRole({
		http,
		role,
		url,
		audience,
		identityToken
	}, signal);
	const early = new AbortController();
	const timer = setTimeout(() => early.abort(), LONGEST_EXCHANGE);
	let since = now();
	let asked = ask(early.signal).finally(() => clearTimeout(timer));
	function begin(signal) {
		since = now();
		asked = ask(signal);
	}
	return async (signal) => {
		const stop = () => early.abort();
		signal.addEventListener("abort", stop, { once: true });
		if (signal.aborted) stop();
		const mine = asked;
		const known = await mine;
		signal.removeEventListener("abort", stop);
		if (!(known.ok ? lasts(known.keys, since) : known.kind === "failed" || signal.aborted) && mine === asked) begin(signal);
		return asked;
	};
}
function lasts({ lifetime = Number.POSITIVE_INFINITY }, since) {
	return since + lifetime - now() > LEAST_LEFT;
}
function now() {
	return process.uptime() * 1e3;
}
function keysFrom({ secrets, secretNames: names }) {
	const accessKeyId = secrets.awsAccessKeyId?.trim() || void 0;
	const secretAccessKey = secrets.awsSecretAccessKey?.trim() || void 0;
	const sessionToken = secrets.awsSessionToken?.trim() || void 0;
	if (accessKeyId === void 0 || secretAccessKey === void 0) throw new DoorlogError("input-invalid", `A sink of type s3 takes a role, or ${names("awsAccessKeyId")} and ${names("awsSecretAccessKey")} together.`);
	const odd = [
		["awsAccessKeyId", accessKeyId],
		["awsSecretAccessKey", secretAccessKey],
		["awsSessionToken", sessionToken]
	].find(([, value]) => value !== void 0 && !/^[\x21-\x7e]+$/.test(value));
	if (odd) throw new DoorlogError("input-invalid", `The value of ${names(odd[0])} must be one word, as AWS gave it out.`);
	return {
		accessKeyId,
		secretAccessKey,
		...sessionToken !== void 0 && { sessionToken }
	};
}

// src/sinks/s3/client.ts
const OWNER = "x-amz-expected-bucket-owner";
async function createS3Client(config, surroundings) {
	const service = config.name === "s3" ? "S3" : `S3 (sink ${config.name})`;
	const credentials = credentialsOf(config, surroundings);
	const { default: aws4 } = await import("./aws4.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const clock = createStoreClock(surroundings.clock);
	return {
		service,
		http: surroundings.http,
		credentials,
		...clock,
		signed(keys, { method, key, query, headers = {}, body }) {
			const address = new URL(addressOf(config, key, query));
			const { headers: all } = aws4.sign({
				host: address.host,
				path: `${address.pathname}${address.search}`,
				method,
				service: "s3",
				region: config.region ?? "us-east-1",
				headers: {
					...headers,
					...config.owner !== void 0 && !(method === "PUT" && !key && !query?.length) && { [OWNER]: config.owner },
					"x-amz-content-sha256": sha256(body ?? "").toString("hex"),
					"x-amz-date": clock.now().toISOString().replace(/[:-]|\.\d{3}/g, "")
				}
			}, keys);
			const entries = Object.entries(all ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
			return {
				service,
				method,
				url: address.href,
				headers: Object.fromEntries(entries),
				...body !== void 0 && { body }
			};
		}
	};
}
function createStoreClock(clock) {
	let offset = 0;
	return {
		now: () => new Date(clock.now().getTime() + offset),
		setClock({ headers }) {
			const stores = Date.parse(headers.date ?? "");
			if (Number.isNaN(stores)) return false;
			offset = stores - clock.now().getTime();
			return true;
		}
	};
}
function sha256(text) {
	return createHash("sha256").update(text, "utf8").digest();
}

// src/sinks/s3/reply.ts
const REGION = /^[a-z]{2,4}(-[a-z]{1,12}){1,3}-\d{1,2}$/;
function readPutReply(response, put) {
	const { status, headers, body } = response;
	if (status === 200) {
		const echoed = headers["x-amz-checksum-sha256"] ?? put.checksum;
		if (headers.etag && body.length === 0 && echoed === put.checksum) return {
			kind: "answered",
			answer: "created"
		};
		return {
			kind: "refused",
			reason: "its reply is not that of S3 to a new object; check that the url is a store’s",
			mayBeStored: true
		};
	}
	const fault = faultOf(response);
	if (status === 412 && fault.code === "PreconditionFailed") return {
		kind: "answered",
		answer: "taken"
	};
	return {
		kind: isPassing(fault) ? "busy" : "refused",
		reason: `${wordsOf(fault)}${mendOf(fault, response, put)}`,
		mayBeStored: mayBeStored(fault)
	};
}
function isSkewed(response) {
	return response.status === 403 && faultOf(response).code === "RequestTimeTooSkewed";
}
function mendOf(fault, { headers }, put) {
	const region = headers["x-amz-bucket-region"];
	if (fault.status >= 300 && fault.status < 400) return region !== void 0 && REGION.test(region) ? `; the bucket is in another region: set region to ${region}` : "; the bucket is elsewhere: give its region, or the final url";
	switch (fault.code) {
		case "AccessDenied": return put?.isLocked ? "; the writer needs s3:PutObject, and s3:PutObjectRetention for a lock (doorlog setup s3 prints its policy)" : "; the writer needs s3:PutObject (doorlog setup s3 prints its policy)";
		case "InvalidAccessKeyId":
		case "SignatureDoesNotMatch":
		case "InvalidToken": return "; check the access key, its secret and, for temporary keys, the session token";
		case "ExpiredToken": return "; the keys have expired: give fresh ones";
		case "NoSuchBucket": return "; there is no such bucket: run doorlog setup s3";
		case "AuthorizationHeaderMalformed": return "; check the region";
		case "InvalidRequest": return put?.isLocked ? "; a lock takes a bucket that was made with object lock: check the bucket’s name, or run doorlog setup s3" : "";
		case "RequestTimeTooSkewed": return "; its clock and this machine’s are apart, and its replies do not say by how much: set this machine’s";
		case "NotImplemented": return "; this store can’t create objects on condition that there are none, or can’t lock them";
		default: return "";
	}
}

// src/sinks/s3/listing.ts
const MOST_BYTES = 67108864;
async function ask(client, request, signal) {
	const own = AbortSignal.any([signal]);
	const answer = await client.credentials(own);
	if (!answer.ok) throw new DoorlogError("delivery-refused", `${client.service} can’t be asked: ${answer.reason}.`);
	const response = await send(client, answer.keys, request, own);
	return isSkewed(response) && client.setClock(response) ? send(client, answer.keys, request, own) : response;
}
function send(client, keys, request, signal) {
	return client.http({
		...client.signed(keys, request),
		signal,
		timeout: 6e4,
		maxBytes: MOST_BYTES
	});
}
async function list(client, question, signal) {
	const versions = [];
	const folders = [];
	for await (const page of listPages(client, question, signal)) {
		versions.push(...page.versions);
		folders.push(...page.folders);
	}
	return {
		versions,
		folders
	};
}
async function* listPages(client, { prefix, delimiter = "" }, signal) {
	let from = [];
	for (;;) {
		const response = await ask(client, {
			method: "GET",
			query: [
				...delimiter ? [["delimiter", delimiter]] : [],
				["encoding-type", "url"],
				...from,
				["prefix", prefix],
				["versions", ""]
			]
		}, signal);
		if (response.status !== 200) throw refused(client, response, "s3:ListBucketVersions");
		const root = parseXml(response.body.toString("utf8"));
		if (root?.name !== "ListVersionsResult") throw unknownForm(client);
		yield {
			versions: childrenOf(root, "Version").map((version) => versionOf(version, client)),
			folders: childrenOf(root, "CommonPrefixes").map((folder) => decoded(textOf(folder, "Prefix"), client))
		};
		if (textOf(root, "IsTruncated") !== "true") return;
		const next = textOf(root, "NextKeyMarker");
		if (!next) throw unknownForm(client);
		const nextVersion = textOf(root, "NextVersionIdMarker");
		from = [["key-marker", decoded(next, client)], ...nextVersion ? [["version-id-marker", nextVersion]] : []];
	}
}
function refused(client, response, permission) {
	const fault = faultOf(response);
	const mend = fault.code === "AccessDenied" ? `; reading takes ${permission}` : mendOf(fault, response);
	return new DoorlogError("http-status", `${client.service} can’t be read: ${wordsOf(fault)}${mend}.`);
}
function versionOf(element, client) {
	const arrived = Date.parse(textOf(element, "LastModified") ?? "");
	const versionId = textOf(element, "VersionId");
	const isLatest = textOf(element, "IsLatest") === "true";
	if (Number.isNaN(arrived)) throw unknownForm(client);
	return {
		key: decoded(textOf(element, "Key"), client),
		isLatest,
		arrivedAt: new Date(arrived).toISOString(),
		...versionId && (versionId !== "null" || !isLatest) && { versionId }
	};
}
function decoded(text, client) {
	try {
		if (text) return decodeURIComponent(text.replaceAll("+", " "));
	} catch {}
	throw unknownForm(client);
}
function unknownForm({ service }) {
	return new DoorlogError("http-reply-invalid", `${service} lists its objects in a form that Doorlog does not know; check that the url is a store’s.`);
}

export { addressOf as _, isSkewed as a, createS3Client as c, wordsOf as d, childOf as f, textOf as g, parseXml as h, refused as i, sha256 as l, escapeXml as m, list as n, mendOf as o, childrenOf as p, listPages as r, readPutReply as s, ask as t, faultOf as u };