import { i as __toESM } from "./rolldown-runtime.js";
import { Ar as enumeration, Er as boolean, Ir as maxLength, Tr as array, Ur as object, Vr as nullish, Wr as optional, Xr as string, ai as sentenceOf, ii as codeOf, qr as regex, ri as DoorlogError } from "./hook.js";
import { i as variable, n as seeGcp, r as LONGEST_QUESTION } from "./gcp.js";
import { n as regionFrom, r as stsAddress } from "./aws-region.js";
import { n as readSmallFile, t as jsonOf } from "./small-file.js";
const { join } = process.getBuiltinModule("node:path");
const { homedir } = process.getBuiltinModule("node:os");

// src/cloud/aws-caller.ts
const Caller = object({
	Arn: string().check(regex(/^arn:[a-z-]{1,20}:(sts::\d{12}:(assumed-role\/[\w+=,.@-]{1,64}|federated-user)\/[\w+=,.@-]{1,64}|iam::\d{12}:(root|user\/[\w+=,.@/-]{1,600}))$/)),
	Account: string().check(regex(/^\d{12}$/)),
	UserId: string().check(regex(/^[A-Z0-9]{8,128}(:[\w+=,.@-]{1,64})?$/))
});
const SERVICE = "AWS’s token service";
const QUESTION = "Action=GetCallerIdentity&Version=2011-06-15";
async function askCaller(http, keys, { address, region }) {
	const { default: aws4 } = await import("./aws4.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const url = new URL(address);
	const { headers } = aws4.sign({
		host: url.host,
		path: `${url.pathname}${url.search}`,
		method: "POST",
		service: "sts",
		region,
		headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
		body: QUESTION
	}, keys);
	const { status, body } = await http({
		service: SERVICE,
		method: "POST",
		url: url.href,
		headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])),
		body: QUESTION,
		timeout: LONGEST_QUESTION,
		maxBytes: 65536,
		retries: 1
	});
	const text = body.toString("utf8");
	if (status !== 200) return {
		status,
		code: element(text, "Code", /^[A-Za-z.]{1,100}$/)
	};
	const caller = Caller.safeParse({
		Arn: element(text, "Arn"),
		Account: element(text, "Account"),
		UserId: element(text, "UserId")
	});
	if (caller.success) return caller.data;
	throw new DoorlogError("http-reply-invalid", `${SERVICE} at ${url.host} answered in a form that Doorlog does not know; look at the address in AWS_ENDPOINT_URL_STS.`);
}
function element(text, name, form = /^[^<>&]{1,2000}$/) {
	const parts = text.split(`<${name}>`);
	const value = parts[1]?.split(`</${name}>`, 1)[0];
	return parts.length === 2 && value !== void 0 && form.test(value) ? value : void 0;
}

// src/cloud/safe-address.ts
function safeAddress(address) {
	if (!URL.canParse(address)) return void 0;
	const url = new URL(address);
	const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
	return (url.protocol === "https:" || url.protocol === "http:" && isLocal) && url.username === "" && url.password === "" && url.host.length <= 300 ? url : void 0;
}

// src/cloud/aws.ts
const KEY_ID = /^\w{16,128}$/;
const ROLE = /^arn:[a-z-]{1,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,600}$/;
const OTHER_WAYS = [
	"AWS_PROFILE",
	"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
	"AWS_CONTAINER_CREDENTIALS_FULL_URI"
];
async function seeAws(surroundings) {
	const keys = keysFrom(surroundings);
	if (keys) return {
		identities: [await identityOf(keys, surroundings)],
		unseen: []
	};
	const waiting = notYetAssumed(surroundings);
	if (waiting) return {
		identities: [waiting],
		unseen: []
	};
	const detail = OTHER_WAYS.find((name) => variable(surroundings, name) !== void 0);
	return {
		identities: [],
		unseen: detail ? [unseen(`${detail} names another way to credentials.`)] : []
	};
}
function unseen(detail) {
	return {
		provider: "aws",
		reason: "not-available",
		detail
	};
}
function keysFrom(surroundings) {
	const accessKeyId = variable(surroundings, "AWS_ACCESS_KEY_ID");
	const secretAccessKey = variable(surroundings, "AWS_SECRET_ACCESS_KEY");
	const sessionToken = variable(surroundings, "AWS_SESSION_TOKEN");
	if (!accessKeyId || !secretAccessKey || !KEY_ID.test(accessKeyId)) return void 0;
	return {
		accessKeyId,
		secretAccessKey,
		...sessionToken && { sessionToken }
	};
}
async function identityOf(keys, surroundings) {
	const { accessKeyId } = keys;
	const shortLived = isShortLived(keys);
	const expiresAt = expiryFrom(surroundings);
	const asked = await callerOf(keys, surroundings);
	const known = {
		provider: "aws",
		shortLived,
		observedAt: surroundings.observedAt,
		accessKeyId,
		...shortLived && expiresAt && { expiresAt },
		...asked.endpoint && { endpoint: asked.endpoint }
	};
	if ("missing" in asked) {
		const kind = shortLived ? "temporary-credentials" : "access-key";
		return {
			identity: {
				...known,
				kind,
				source: "env",
				auditLogKey: anyCallOf(keys)
			},
			missing: [asked.missing]
		};
	}
	const { kind, roleArn } = partsOf(asked.caller.Arn);
	return {
		identity: {
			...known,
			kind,
			source: "cloud",
			principal: asked.caller.Arn,
			account: asked.caller.Account,
			userId: asked.caller.UserId,
			...roleArn && { roleArn },
			auditLogKey: kind === "assumed-role" ? assumptionOf(keys) : anyCallOf(keys)
		},
		missing: []
	};
}
function isShortLived({ accessKeyId, sessionToken }) {
	if (accessKeyId.startsWith("ASIA")) return true;
	return !accessKeyId.startsWith("AKIA") && sessionToken !== void 0;
}
function assumptionOf({ accessKeyId }) {
	return {
		log: "cloudtrail",
		field: "responseElements.credentials.accessKeyId",
		value: accessKeyId
	};
}
function anyCallOf({ accessKeyId }) {
	return {
		log: "cloudtrail",
		field: "userIdentity.accessKeyId",
		value: accessKeyId
	};
}
async function callerOf(keys, surroundings) {
	const { http } = surroundings;
	const missing = (reason, detail) => ({ missing: {
		field: "principal",
		reason,
		...detail && { detail }
	} });
	if (!http) return missing("not-asked");
	const region = regionFrom(surroundings.env) ?? "us-east-1";
	const own = ownAddress(surroundings);
	if (own === null) return missing("input-invalid", "The address in AWS_ENDPOINT_URL_STS or AWS_ENDPOINT_URL is unusable.");
	const endpoint = own && { endpoint: own.host };
	try {
		const answer = await askCaller(http, keys, {
			address: own?.href ?? stsAddress(region),
			region
		});
		if ("Arn" in answer) return {
			...endpoint,
			caller: answer
		};
		const detail = `AWS’s token service answered ${answer.status}${answer.code ? ` ${answer.code}` : ""}.`;
		return {
			...endpoint,
			...missing(answer.status >= 500 ? "service-failed" : "not-permitted", detail)
		};
	} catch (error) {
		const detail = codeOf(error) === "internal" ? void 0 : sentenceOf(error).slice(0, 400);
		return {
			...endpoint,
			...missing("service-failed", detail)
		};
	}
}
function ownAddress(surroundings) {
	if (variable(surroundings, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")?.toLowerCase() === "true") return void 0;
	const address = variable(surroundings, "AWS_ENDPOINT_URL_STS") ?? variable(surroundings, "AWS_ENDPOINT_URL");
	return address === void 0 ? void 0 : safeAddress(address) ?? null;
}
function partsOf(arn) {
	const [, partition = "", , , account = "", resource = ""] = arn.split(":", 6);
	const [type, name] = resource.split("/", 2);
	if (type === "assumed-role") return {
		kind: "assumed-role",
		roleArn: `arn:${partition}:iam::${account}:role/${name}`
	};
	if (type === "federated-user") return { kind: "federated-user" };
	return { kind: resource === "root" ? "root" : "iam-user" };
}
function expiryFrom(surroundings) {
	const time = Date.parse(variable(surroundings, "AWS_CREDENTIAL_EXPIRATION") ?? "");
	return Number.isNaN(time) ? void 0 : new Date(time).toISOString();
}
function notYetAssumed(surroundings) {
	const roleArn = variable(surroundings, "AWS_ROLE_ARN");
	if (!roleArn || !ROLE.test(roleArn) || !variable(surroundings, "AWS_WEB_IDENTITY_TOKEN_FILE")) return void 0;
	return {
		identity: {
			provider: "aws",
			kind: "web-identity",
			shortLived: true,
			source: "env",
			observedAt: surroundings.observedAt,
			roleArn,
			account: roleArn.split(":")[4] ?? ""
		},
		missing: [{
			field: "principal",
			reason: "not-yet",
			detail: "The role is not assumed yet."
		}]
	};
}

// src/cloud/azure.ts
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PROOFS = [
	[
		"AZURE_CLIENT_SECRET",
		"client-secret",
		false
	],
	[
		"AZURE_CLIENT_CERTIFICATE_PATH",
		"client-certificate",
		false
	],
	[
		"AZURE_FEDERATED_TOKEN_FILE",
		"federated-token",
		true
	]
];
const Profile = object({ subscriptions: array(object({
	isDefault: optional(boolean()),
	tenantId: string().check(regex(UUID)),
	user: object({
		name: string().check(maxLength(300)),
		type: enumeration(["servicePrincipal", "user"])
	})
})).check(maxLength(1e3)) });
function seeAzure(surroundings) {
	const identity = byVariables(surroundings) ?? byProfile(surroundings);
	return {
		identities: identity ? [identity] : [],
		unseen: []
	};
}
function byVariables(surroundings) {
	const client = variable(surroundings, "AZURE_CLIENT_ID");
	const tenant = variable(surroundings, "AZURE_TENANT_ID");
	const proof = PROOFS.find(([name]) => variable(surroundings, name) !== void 0);
	if (!client || !tenant || !proof || !UUID.test(client) || !UUID.test(tenant)) return void 0;
	const [, kind, shortLived] = proof;
	return {
		identity: {
			...application(client),
			kind,
			shortLived,
			account: tenant,
			...seen(surroundings)
		},
		missing: []
	};
}
function byProfile(surroundings) {
	const folder = variable(surroundings, "AZURE_CONFIG_DIR") ?? join(homedir(), ".azure");
	const file = readSmallFile(join(folder, "azureProfile.json"));
	const all = ("text" in file ? Profile.safeParse(jsonOf(file.text)) : void 0)?.data?.subscriptions ?? [];
	const inUse = all.find(({ isDefault }) => isDefault) ?? all[0];
	if (!inUse) return void 0;
	const { user, tenantId: account } = inUse;
	const missing = [{
		field: "shortLived",
		reason: "not-available"
	}];
	if (user.type === "user") return {
		identity: {
			...seen(surroundings),
			kind: "user",
			principal: user.name,
			account
		},
		missing
	};
	if (/^(system|user)AssignedIdentity$/.test(user.name)) return {
		identity: {
			...seen(surroundings),
			kind: "managed-identity",
			shortLived: true,
			account
		},
		missing: []
	};
	const known = UUID.test(user.name) ? application(user.name) : { principal: user.name };
	return {
		identity: {
			...seen(surroundings),
			...known,
			kind: "service-principal",
			account
		},
		missing
	};
}
function seen({ observedAt }) {
	return {
		provider: "azure",
		source: "env",
		observedAt
	};
}
function application(id) {
	return {
		principal: id,
		auditLogKey: {
			log: "entra-sign-in-logs",
			field: "appId",
			value: id
		}
	};
}

// src/cloud/vault.ts
const LONGEST_SHORT_LIFE = 864e5;
const Lookup = object({ data: object({
	display_name: string().check(maxLength(300)),
	entity_id: optional(string().check(maxLength(100))),
	expire_time: nullish(string().check(maxLength(60))),
	type: optional(enumeration([
		"service",
		"batch",
		"default-service",
		"default-batch"
	]))
}) });
async function seeVault(surroundings) {
	const address = addressFrom(surroundings);
	const token = variable(surroundings, "VAULT_TOKEN");
	if (!token) return {
		identities: [],
		unseen: []
	};
	const known = {
		provider: "vault",
		observedAt: surroundings.observedAt,
		...address && { endpoint: address.host },
		...namespaceOf(surroundings)
	};
	const answer = await lookUp(address, token, surroundings);
	if ("missing" in answer) {
		const isBatch = /^(hvb\.|b\.)/.test(token);
		return {
			identities: [{
				identity: {
					...known,
					source: "env",
					kind: isBatch ? "batch-token" : "token",
					...isBatch && { shortLived: true }
				},
				missing: (isBatch ? ["principal"] : ["principal", "shortLived"]).map((field) => ({
					field,
					...answer.missing
				}))
			}],
			unseen: []
		};
	}
	const { display_name: principal, entity_id: entity, expire_time: expiry, type } = answer.data;
	const end = Date.parse(expiry ?? "");
	return {
		identities: [{
			identity: {
				...known,
				source: "cloud",
				kind: type?.endsWith("batch") ? "batch-token" : type ? "service-token" : "token",
				shortLived: end - Date.parse(surroundings.observedAt) <= LONGEST_SHORT_LIFE,
				principal,
				...!Number.isNaN(end) && { expiresAt: new Date(end).toISOString() },
				...entity && {
					userId: entity,
					auditLogKey: {
						log: "vault-audit-log",
						field: "auth.entity_id",
						value: entity
					}
				}
			},
			missing: []
		}],
		unseen: []
	};
}
function addressFrom(surroundings) {
	const address = variable(surroundings, "VAULT_ADDR");
	return address === void 0 ? void 0 : safeAddress(address);
}
function namespaceOf(surroundings) {
	const namespace = variable(surroundings, "VAULT_NAMESPACE");
	return namespace && /^[\w./-]{1,200}$/.test(namespace) ? { account: namespace } : {};
}
async function lookUp(address, token, { http, ...surroundings }) {
	if (!http) return { missing: { reason: "not-asked" } };
	if (!address) return { missing: {
		reason: "input-invalid",
		detail: "VAULT_ADDR is missing or unusable."
	} };
	if (!/^[\x21-\x7e]{1,4096}$/.test(token)) return { missing: { reason: "input-invalid" } };
	const { account: namespace } = namespaceOf(surroundings);
	try {
		return meaningOf(await http({
			service: "Vault",
			method: "GET",
			url: new URL("/v1/auth/token/lookup-self", address).href,
			headers: {
				"x-vault-token": token,
				...namespace && { "x-vault-namespace": namespace }
			},
			timeout: LONGEST_QUESTION,
			maxBytes: 65536,
			retries: 1
		}));
	} catch (error) {
		const detail = codeOf(error) === "internal" ? void 0 : sentenceOf(error).slice(0, 400);
		return { missing: {
			reason: "service-failed",
			...detail && { detail }
		} };
	}
}
function meaningOf({ status, body }) {
	if (status !== 200) return { missing: {
		reason: status >= 500 ? "service-failed" : "not-permitted",
		detail: `Vault answered ${status}.`
	} };
	const parsed = Lookup.safeParse(jsonOf(body.toString("utf8")));
	if (parsed.success) return parsed.data;
	return { missing: {
		reason: "service-failed",
		detail: "Vault answered in a form that Doorlog does not know."
	} };
}

// src/cloud/see-clouds.ts
async function seeClouds(surroundings) {
	const [aws, vault] = await Promise.all([seeAws(surroundings), seeVault(surroundings)]);
	const all = [
		aws,
		seeGcp(surroundings),
		seeAzure(surroundings),
		vault
	];
	return {
		identities: all.flatMap(({ identities }) => identities),
		unseen: all.flatMap(({ unseen }) => unseen)
	};
}

export { seeClouds };