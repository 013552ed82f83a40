import { Ir as maxLength, Pr as literal, Ur as object, Wr as optional, Xr as string, kr as discriminatedUnion, qr as regex } from "./hook.js";
import { n as readSmallFile, t as jsonOf } from "./small-file.js";

// src/cloud/gcp-file.ts
const account = () => string().check(regex(/^[\w.-]{1,100}@[\w.-]{1,200}$/));
const project = () => string().check(regex(/^[a-z0-9:.-]{1,100}$/));
const audience = () => string().check(regex(/^(https:)?\/\/iam\.googleapis\.com\/[\w./%-]{1,700}$/));
const impersonation = () => string().check(regex(/^https:\/\/[\w.-]{1,200}\/[\w/.-]{1,200}\/serviceAccounts\/[\w.-]{1,100}@[\w.-]{1,200}:\w{1,40}$/));
const CredentialsFile = discriminatedUnion("type", [
	object({
		type: literal("external_account"),
		audience: audience(),
		service_account_impersonation_url: optional(impersonation())
	}),
	object({
		type: literal("external_account_authorized_user"),
		audience: audience()
	}),
	object({
		type: literal("service_account"),
		client_email: account(),
		client_id: optional(string().check(regex(/^\d{1,40}$/))),
		private_key_id: string().check(regex(/^[0-9a-f]{8,64}$/)),
		project_id: optional(project())
	}),
	object({
		type: literal("impersonated_service_account"),
		service_account_impersonation_url: impersonation(),
		source_credentials: object({ type: string().check(maxLength(100)) })
	}),
	object({
		type: literal("authorized_user"),
		quota_project_id: optional(project())
	})
]);
function parseGoogleCredentials(json) {
	const parsed = CredentialsFile.safeParse(json);
	return parsed.success ? identityOf(parsed.data) : void 0;
}
function identityOf(file) {
	switch (file.type) {
		case "external_account": {
			const email = accountIn(file.service_account_impersonation_url);
			const subjects = subjectsOf(file.audience);
			return {
				kind: file.type,
				shortLived: true,
				audience: file.audience,
				...projectOf(email),
				...email && {
					principal: email,
					auditLogKey: byEmail(email)
				},
				...!email && subjects && {
					principal: subjects,
					auditLogKey: bySubject(subjects)
				}
			};
		}
		case "external_account_authorized_user": return {
			kind: file.type,
			shortLived: true,
			audience: file.audience
		};
		case "service_account": return serviceAccountKey(file);
		case "impersonated_service_account": {
			const email = accountIn(file.service_account_impersonation_url);
			return {
				kind: file.type,
				shortLived: file.source_credentials.type.startsWith("external_account"),
				...projectOf(email),
				...email && {
					principal: email,
					auditLogKey: byEmail(email)
				}
			};
		}
		case "authorized_user": return {
			kind: file.type,
			shortLived: false,
			...file.quota_project_id && { account: file.quota_project_id }
		};
	}
}
function serviceAccountKey(file) {
	const { client_email: email, private_key_id: key, project_id: named, client_id: userId } = file;
	const { account: holder = named } = projectOf(email);
	const name = `//iam.googleapis.com/projects/${holder ?? "-"}/serviceAccounts/${email}/keys/${key}`;
	return {
		kind: file.type,
		shortLived: false,
		principal: email,
		accessKeyId: key,
		...holder && { account: holder },
		...userId && { userId },
		auditLogKey: {
			log: "cloud-audit-logs",
			field: "protoPayload.authenticationInfo.serviceAccountKeyName",
			value: name
		}
	};
}
function accountIn(url) {
	return url?.match(/\/serviceAccounts\/([^/:]+):\w+$/)?.[1];
}
function projectOf(email) {
	const project = email?.match(/@([^.]+)\.iam\.gserviceaccount\.com$/)?.[1];
	return project ? { account: project } : {};
}
function subjectsOf(audience) {
	const pool = audience.match(/^(?:https:)?(\/\/iam\.googleapis\.com\/.+)\/providers\/[^/]+$/)?.[1];
	return pool && `principal:${pool}/subject/`;
}
function byEmail(value) {
	return {
		log: "cloud-audit-logs",
		field: "protoPayload.authenticationInfo.principalEmail",
		value
	};
}
function bySubject(value) {
	return {
		log: "cloud-audit-logs",
		field: "protoPayload.authenticationInfo.principalSubject",
		value
	};
}

// src/cloud/surroundings.ts
const LONGEST_QUESTION = 3e3;
function variable({ env }, name) {
	const value = env[name]?.trim();
	return value === "" ? void 0 : value;
}

// src/cloud/gcp.ts
const GOOGLE_FILES = [
	"GOOGLE_APPLICATION_CREDENTIALS",
	"CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE",
	"GOOGLE_GHA_CREDS_PATH"
];
const GOOGLE_TOKENS = ["CLOUDSDK_AUTH_ACCESS_TOKEN", "GOOGLE_OAUTH_ACCESS_TOKEN"];
function seeGcp(surroundings) {
	const paths = new Set(GOOGLE_FILES.flatMap((name) => variable(surroundings, name) ?? []));
	const found = {
		identities: [],
		unseen: []
	};
	const seen = {
		source: "env",
		observedAt: surroundings.observedAt,
		provider: "gcp"
	};
	for (const path of paths) {
		const file = readSmallFile(path);
		const identity = "text" in file ? parseGoogleCredentials(jsonOf(file.text)) : void 0;
		if (identity) {
			const missing = identity.principal ? [] : [{
				field: "principal",
				reason: "not-available"
			}];
			found.identities.push({
				identity: {
					...seen,
					...identity
				},
				missing
			});
		} else if ("reason" in file) found.unseen.push({
			provider: "gcp",
			...file
		});
		else found.unseen.push({
			provider: "gcp",
			reason: "input-invalid",
			detail: "The file of credentials is in a form that Doorlog does not know."
		});
	}
	if (paths.size === 0 && GOOGLE_TOKENS.some((name) => variable(surroundings, name))) {
		const missing = [{
			field: "principal",
			reason: "not-available"
		}];
		found.identities.push({
			identity: {
				...seen,
				kind: "access-token",
				shortLived: true
			},
			missing
		});
	}
	return found;
}

export { variable as i, seeGcp as n, LONGEST_QUESTION as r, GOOGLE_FILES as t };