import { r as __toESM } from "./rolldown-runtime.js";
import { n as codeOf, r as sentenceOf, t as DoorlogError } from "./errors.js";
import { n as problemsFail, t as problemOf } from "./problem.js";
import { a as StageClaims, i as Configuration } from "./state.js";
import { A as _minLength, S as union, _ as optional, a as boolean, g as object, h as number$1, i as array, j as _regex, k as _maxLength, m as nullish, p as nullable, r as _enum, w as url, x as string } from "./zod.js";
import { i as OidcClaims } from "./access.js";
import { c as Visibility } from "./access-record.js";
import { n as digestOf, r as sha256Hex } from "./canonical.js";
import { _ as secretValues, d as evidenceFor, f as isRefused, h as restoreSurroundings, m as describeSurroundings, n as parsePolicy, r as POLICY_PATH, t as builtInPolicy, x as recordIdOf, y as createRedactor } from "./policy.js";
import { t as createHttp } from "./http.js";
import { t as VERSION$2 } from "./version.js";
import { t as createSpool } from "./spool.js";
import { t as didYouMean } from "./nearest.js";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// src/ci/github/observed.ts
const REASONS = {
	"api-denied": "not-permitted",
	"api-not-found": "not-found",
	"api-rate-limited": "rate-limited"
};
/** Turns a look that may fail into an observation; `needed` says what it takes to see the fact. */
async function observed(needed, look) {
	try {
		return {
			ok: true,
			value: await look()
		};
	} catch (error) {
		return notSeen(error, needed);
	}
}
/** The gap that an error leaves. */
function notSeen(error, needed) {
	return {
		ok: false,
		reason: REASONS[codeOf(error)] ?? "service-failed",
		needed,
		detail: sentenceOf(error)
	};
}

// src/ci/github/access-reader.ts
const User$1 = nullish(object({
	login: string(),
	id: number$1(),
	type: optional(string())
}));
const CollaboratorPermission = object({
	permission: string(),
	role_name: optional(string()),
	user: User$1
});
const ReviewsOfRun = array(object({
	state: string(),
	comment: nullish(string()),
	environments: array(object({ name: optional(string()) })),
	user: User$1
}));
const Environment$1 = object({
	id: number$1(),
	name: string(),
	protection_rules: optional(array(object({
		type: string(),
		wait_timer: optional(number$1()),
		prevent_self_review: optional(boolean()),
		reviewers: optional(array(object({
			type: optional(string()),
			reviewer: optional(object({
				id: number$1(),
				login: optional(string()),
				slug: optional(string()),
				type: optional(string())
			}))
		})))
	}))),
	deployment_branch_policy: nullish(object({
		protected_branches: boolean(),
		custom_branch_policies: boolean()
	})),
	can_admins_bypass: optional(boolean())
});
/** Reads roles, environments and approvals by GitHub's REST API, one request each. */
function createAccessReader(client, repository) {
	const [owner = "", repo = ""] = repository.split("/");
	return {
		person: (login) => observed("a user of the repository and a token with metadata: read", async () => personFrom(await client.rest("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
			owner,
			repo,
			username: login
		}, CollaboratorPermission), login)),
		environment: (name) => observed("permissions: actions: read", async () => protectionFrom$1(await client.rest("GET /repos/{owner}/{repo}/environments/{environment_name}", {
			owner,
			repo,
			environment_name: name
		}, Environment$1))),
		approvals: (runId) => observed("permissions: actions: read", async () => approvalsFrom(await client.rest("GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals", {
			owner,
			repo,
			run_id: runId
		}, ReviewsOfRun)))
	};
}
const PERMISSIONS = [
	"admin",
	"write",
	"read",
	"none"
];
function personFrom(reply, login) {
	const permission = PERMISSIONS.find((known) => known === reply.permission);
	return {
		...reply.user ? accountFrom(reply.user) : { login },
		...permission && { permission },
		role: reply.role_name ?? reply.permission
	};
}
/** An account of GitHub's REST API. */
function accountFrom(user) {
	return {
		login: user.login,
		id: String(user.id),
		type: accountType(user.type, user.login)
	};
}
/** GitHub's `User`, `Bot`, `Organization` and `Mannequin`, in the record's words. */
function accountType(type, login) {
	switch (type) {
		case "User": return "user";
		case "Bot": return "bot";
		case "Organization": return "organization";
		case "Mannequin": return "mannequin";
		default: return login.endsWith("[bot]") ? "bot" : "unknown";
	}
}
function approvalsFrom(reviews) {
	return reviews.flatMap((review) => review.environments.map((environment) => ({
		environment: environment.name ?? "",
		state: review.state,
		user: review.user ? accountFrom(review.user) : { login: "ghost" },
		...review.comment && { comment: review.comment }
	})));
}
function protectionFrom$1(reply) {
	const rules = reply.protection_rules;
	const review = rules?.find((rule) => rule.type === "required_reviewers");
	const wait = rules?.find((rule) => rule.type === "wait_timer");
	const reviewers = (review?.reviewers ?? []).flatMap(({ reviewer }) => reviewer ? [reviewer] : []);
	return {
		name: reply.name,
		id: String(reply.id),
		...rules && {
			reviewersRequired: review !== void 0,
			reviewers: reviewers.flatMap(({ id, login, type }) => login ? [accountFrom({
				id,
				login,
				type
			})] : []),
			reviewerTeams: reviewers.flatMap(({ id, slug }) => slug ? [{
				slug,
				id: String(id)
			}] : []),
			preventSelfReview: review?.prevent_self_review ?? false,
			waitMinutes: wait?.wait_timer ?? 0
		},
		branchPolicy: branchPolicyFrom(reply.deployment_branch_policy),
		...reply.can_admins_bypass !== void 0 && { adminsCanBypass: reply.can_admins_bypass }
	};
}
function branchPolicyFrom(policy) {
	if (!policy) return "none";
	return policy.protected_branches ? "protected-branches" : "custom";
}

// src/ci/github/attestation-store.ts
const Created = object({ id: union([number$1(), string()]) });
/**
* GitHub's attestations API. A bundle is sent once, never again by itself: two uploads would be two attestations.
*/
function createAttestationStore(client, server, repository) {
	const [owner = "", repo = ""] = repository.split("/");
	return { async upload(bundle) {
		try {
			const body = {
				owner,
				repo,
				bundle: JSON.parse(bundle)
			};
			const { id } = await client.rest("POST /repos/{owner}/{repo}/attestations", body, Created);
			return {
				id: String(id),
				url: `${server}/${repository}/attestations/${id}`
			};
		} catch (error) {
			throw new DoorlogError("attestation-refused", `The attestation was not uploaded: ${sentenceOf(error)} It takes permissions: attestations: write.`, { cause: error });
		}
	} };
}

// node_modules/universal-user-agent/index.js
function getUserAgent() {
	if (typeof navigator === "object" && "userAgent" in navigator) return navigator.userAgent;
	if (typeof process === "object" && process.version !== void 0) return `Node.js/${process.version.substr(1)} (${process.platform}; ${process.arch})`;
	return "<environment undetectable>";
}

// node_modules/before-after-hook/lib/register.js
function register(state, name, method, options) {
	if (typeof method !== "function") throw new Error("method for before hook must be a function");
	if (!options) options = {};
	if (Array.isArray(name)) return name.reverse().reduce((callback, name) => {
		return register.bind(null, state, name, callback, options);
	}, method)();
	return Promise.resolve().then(() => {
		if (!state.registry[name]) return method(options);
		return state.registry[name].reduce((method, registered) => {
			return registered.hook.bind(null, method, options);
		}, method)();
	});
}

// node_modules/before-after-hook/lib/add.js
function addHook(state, kind, name, hook) {
	const orig = hook;
	if (!state.registry[name]) state.registry[name] = [];
	if (kind === "before") hook = (method, options) => {
		return Promise.resolve().then(orig.bind(null, options)).then(method.bind(null, options));
	};
	if (kind === "after") hook = (method, options) => {
		let result;
		return Promise.resolve().then(method.bind(null, options)).then((result_) => {
			result = result_;
			return orig(result, options);
		}).then(() => {
			return result;
		});
	};
	if (kind === "error") hook = (method, options) => {
		return Promise.resolve().then(method.bind(null, options)).catch((error) => {
			return orig(error, options);
		});
	};
	state.registry[name].push({
		hook,
		orig
	});
}

// node_modules/before-after-hook/lib/remove.js
function removeHook(state, name, method) {
	if (!state.registry[name]) return;
	const index = state.registry[name].map((registered) => {
		return registered.orig;
	}).indexOf(method);
	if (index === -1) return;
	state.registry[name].splice(index, 1);
}

// node_modules/before-after-hook/index.js
const bind = Function.bind;
const bindable = bind.bind(bind);
function bindApi(hook, state, name) {
	const removeHookRef = bindable(removeHook, null).apply(null, name ? [state, name] : [state]);
	hook.api = { remove: removeHookRef };
	hook.remove = removeHookRef;
	[
		"before",
		"error",
		"after",
		"wrap"
	].forEach((kind) => {
		const args = name ? [
			state,
			kind,
			name
		] : [state, kind];
		hook[kind] = hook.api[kind] = bindable(addHook, null).apply(null, args);
	});
}
function Singular() {
	const singularHookName = Symbol("Singular");
	const singularHookState = { registry: {} };
	const singularHook = register.bind(null, singularHookState, singularHookName);
	bindApi(singularHook, singularHookState, singularHookName);
	return singularHook;
}
function Collection() {
	const state = { registry: {} };
	const hook = register.bind(null, state);
	bindApi(hook, state);
	return hook;
}
var before_after_hook_default = {
	Singular,
	Collection
};

// node_modules/@octokit/endpoint/dist-bundle/index.js
var DEFAULTS = {
	method: "GET",
	baseUrl: "https://api.github.com",
	headers: {
		accept: "application/vnd.github.v3+json",
		"user-agent": `octokit-endpoint.js/0.0.0-development ${getUserAgent()}`
	},
	mediaType: { format: "" }
};
function lowercaseKeys(object) {
	if (!object) return {};
	return Object.keys(object).reduce((newObj, key) => {
		newObj[key.toLowerCase()] = object[key];
		return newObj;
	}, {});
}
function isPlainObject$1(value) {
	if (typeof value !== "object" || value === null) return false;
	if (Object.prototype.toString.call(value) !== "[object Object]") return false;
	const proto = Object.getPrototypeOf(value);
	if (proto === null) return true;
	const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
	return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
function mergeDeep(defaults, options) {
	const result = Object.assign({}, defaults);
	Object.keys(options).forEach((key) => {
		if (isPlainObject$1(options[key])) {
			if (!(key in defaults)) Object.assign(result, { [key]: options[key] });
			else result[key] = mergeDeep(defaults[key], options[key]);
		} else Object.assign(result, { [key]: options[key] });
	});
	return result;
}
function removeUndefinedProperties(obj) {
	for (const key in obj) if (obj[key] === void 0) delete obj[key];
	return obj;
}
function merge(defaults, route, options) {
	if (typeof route === "string") {
		let [method, url] = route.split(" ");
		options = Object.assign(url ? {
			method,
			url
		} : { url: method }, options);
	} else options = Object.assign({}, route);
	options.headers = lowercaseKeys(options.headers);
	removeUndefinedProperties(options);
	removeUndefinedProperties(options.headers);
	const mergedOptions = mergeDeep(defaults || {}, options);
	if (options.url === "/graphql") {
		if (defaults && defaults.mediaType.previews?.length) mergedOptions.mediaType.previews = defaults.mediaType.previews.filter((preview) => !mergedOptions.mediaType.previews.includes(preview)).concat(mergedOptions.mediaType.previews);
		mergedOptions.mediaType.previews = (mergedOptions.mediaType.previews || []).map((preview) => preview.replace(/-preview/, ""));
	}
	return mergedOptions;
}
function addQueryParameters(url, parameters) {
	const separator = /\?/.test(url) ? "&" : "?";
	const names = Object.keys(parameters);
	if (names.length === 0) return url;
	return url + separator + names.map((name) => {
		if (name === "q") return "q=" + parameters.q.split("+").map(encodeURIComponent).join("+");
		return `${name}=${encodeURIComponent(parameters[name])}`;
	}).join("&");
}
var urlVariableRegex = /\{[^{}}]+\}/g;
function removeNonChars(variableName) {
	return variableName.replace(/(?:^\W+)|(?:(?<!\W)\W+$)/g, "").split(/,/);
}
function extractUrlVariableNames(url) {
	const matches = url.match(urlVariableRegex);
	if (!matches) return [];
	return matches.map(removeNonChars).reduce((a, b) => a.concat(b), []);
}
function omit(object, keysToOmit) {
	const result = { __proto__: null };
	for (const key of Object.keys(object)) if (keysToOmit.indexOf(key) === -1) result[key] = object[key];
	return result;
}
function encodeReserved(str) {
	return str.split(/(%[0-9A-Fa-f]{2})/g).map(function(part) {
		if (!/%[0-9A-Fa-f]/.test(part)) part = encodeURI(part).replace(/%5B/g, "[").replace(/%5D/g, "]");
		return part;
	}).join("");
}
function encodeUnreserved(str) {
	return encodeURIComponent(str).replace(/[!'()*]/g, function(c) {
		return "%" + c.charCodeAt(0).toString(16).toUpperCase();
	});
}
function encodeValue(operator, value, key) {
	value = operator === "+" || operator === "#" ? encodeReserved(value) : encodeUnreserved(value);
	if (key) return encodeUnreserved(key) + "=" + value;
	else return value;
}
function isDefined(value) {
	return value !== void 0 && value !== null;
}
function isKeyOperator(operator) {
	return operator === ";" || operator === "&" || operator === "?";
}
function getValues(context, operator, key, modifier) {
	var value = context[key], result = [];
	if (isDefined(value) && value !== "") {
		if (typeof value === "string" || typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
			value = value.toString();
			if (modifier && modifier !== "*") value = value.substring(0, parseInt(modifier, 10));
			result.push(encodeValue(operator, value, isKeyOperator(operator) ? key : ""));
		} else if (modifier === "*") {
			if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
				result.push(encodeValue(operator, value2, isKeyOperator(operator) ? key : ""));
			});
			else Object.keys(value).forEach(function(k) {
				if (isDefined(value[k])) result.push(encodeValue(operator, value[k], k));
			});
		} else {
			const tmp = [];
			if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
				tmp.push(encodeValue(operator, value2));
			});
			else Object.keys(value).forEach(function(k) {
				if (isDefined(value[k])) {
					tmp.push(encodeUnreserved(k));
					tmp.push(encodeValue(operator, value[k].toString()));
				}
			});
			if (isKeyOperator(operator)) result.push(encodeUnreserved(key) + "=" + tmp.join(","));
			else if (tmp.length !== 0) result.push(tmp.join(","));
		}
	} else if (operator === ";") {
		if (isDefined(value)) result.push(encodeUnreserved(key));
	} else if (value === "" && (operator === "&" || operator === "?")) result.push(encodeUnreserved(key) + "=");
	else if (value === "") result.push("");
	return result;
}
function parseUrl(template) {
	return { expand: expand.bind(null, template) };
}
function expand(template, context) {
	var operators = [
		"+",
		"#",
		".",
		"/",
		";",
		"?",
		"&"
	];
	template = template.replace(/\{([^\{\}]+)\}|([^\{\}]+)/g, function(_, expression, literal) {
		if (expression) {
			let operator = "";
			const values = [];
			if (operators.indexOf(expression.charAt(0)) !== -1) {
				operator = expression.charAt(0);
				expression = expression.substr(1);
			}
			expression.split(/,/g).forEach(function(variable) {
				var tmp = /([^:\*]*)(?::(\d+)|(\*))?/.exec(variable);
				values.push(getValues(context, operator, tmp[1], tmp[2] || tmp[3]));
			});
			if (operator && operator !== "+") {
				var separator = ",";
				if (operator === "?") separator = "&";
				else if (operator !== "#") separator = operator;
				return (values.length !== 0 ? operator : "") + values.join(separator);
			} else return values.join(",");
		} else return encodeReserved(literal);
	});
	if (template === "/") return template;
	else return template.replace(/\/$/, "");
}
function parse$1(options) {
	let method = options.method.toUpperCase();
	let url = (options.url || "/").replace(/:([a-z]\w+)/g, "{$1}");
	let headers = Object.assign({}, options.headers);
	let body;
	let parameters = omit(options, [
		"method",
		"baseUrl",
		"url",
		"headers",
		"request",
		"mediaType"
	]);
	const urlVariableNames = extractUrlVariableNames(url);
	url = parseUrl(url).expand(parameters);
	if (!/^http/.test(url)) url = options.baseUrl + url;
	const remainingParameters = omit(parameters, Object.keys(options).filter((option) => urlVariableNames.includes(option)).concat("baseUrl"));
	if (!/application\/octet-stream/i.test(headers.accept)) {
		if (options.mediaType.format) headers.accept = headers.accept.split(/,/).map((format) => format.replace(/application\/vnd(\.\w+)(\.v3)?(\.\w+)?(\+json)?$/, `application/vnd$1$2.${options.mediaType.format}`)).join(",");
		if (url.endsWith("/graphql")) {
			if (options.mediaType.previews?.length) headers.accept = (headers.accept.match(/(?<![\w-])[\w-]+(?=-preview)/g) || []).concat(options.mediaType.previews).map((preview) => {
				return `application/vnd.github.${preview}-preview${options.mediaType.format ? `.${options.mediaType.format}` : "+json"}`;
			}).join(",");
		}
	}
	if (["GET", "HEAD"].includes(method)) url = addQueryParameters(url, remainingParameters);
	else if ("data" in remainingParameters) body = remainingParameters.data;
	else if (Object.keys(remainingParameters).length) body = remainingParameters;
	if (!headers["content-type"] && typeof body !== "undefined") headers["content-type"] = "application/json; charset=utf-8";
	if (["PATCH", "PUT"].includes(method) && typeof body === "undefined") body = "";
	return Object.assign({
		method,
		url,
		headers
	}, typeof body !== "undefined" ? { body } : null, options.request ? { request: options.request } : null);
}
function endpointWithDefaults(defaults, route, options) {
	return parse$1(merge(defaults, route, options));
}
function withDefaults$2(oldDefaults, newDefaults) {
	const DEFAULTS2 = merge(oldDefaults, newDefaults);
	const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
	return Object.assign(endpoint2, {
		DEFAULTS: DEFAULTS2,
		defaults: withDefaults$2.bind(null, DEFAULTS2),
		merge: merge.bind(null, DEFAULTS2),
		parse: parse$1
	});
}
var endpoint = withDefaults$2(null, DEFAULTS);

// node_modules/content-type/dist/index.js
/*!
* content-type
* Copyright(c) 2015 Douglas Christopher Wilson
* MIT Licensed
*/
const SP = 32;
const HTAB = 9;
const SEMI = 59;
const EQ = 61;
const DQUOTE = 34;
const BSLASH = 92;
const COMMA = 44;
const LOWER_CASE = 1;
const OWS = 2;
const SEMI_FLAG = 4;
const COMMA_FLAG = 8;
const TOKEN_FLAG = 16;
const NON_ASCII = 65280;
const CASE_FLAGS = 65281;
/**
* Character flags used to normalize HTTP field values while scanning.
* Out-of-range reads intentionally coerce to zero in bitwise expressions.
*/
const CHAR_MAP = /* @__PURE__ */ new Uint8Array(256);
CHAR_MAP[HTAB] |= OWS;
CHAR_MAP[SP] |= OWS;
CHAR_MAP[SEMI] |= SEMI_FLAG;
CHAR_MAP[COMMA] |= COMMA_FLAG;
for (let code = 128; code <= 255; code++) CHAR_MAP[code] |= LOWER_CASE;
for (const char of "!#$%&'*+-.^_`|~") CHAR_MAP[char.charCodeAt(0)] |= TOKEN_FLAG;
for (let code = 48; code <= 57; code++) CHAR_MAP[code] |= TOKEN_FLAG;
for (let code = 65; code <= 90; code++) CHAR_MAP[code] |= 17;
for (let code = 97; code <= 122; code++) CHAR_MAP[code] |= TOKEN_FLAG;
/**
* Null object perf optimization. Faster than `Object.create(null)` and `{ __proto__: null }`.
*/
const NullObject = /* @__PURE__ */ (() => {
	const C = function() {};
	C.prototype = Object.create(null);
	return C;
})();
/**
* Parse a `Content-Type` header.
*/
function parse(header, options) {
	const stopFlags = SEMI_FLAG | (options?.comma === true ? COMMA_FLAG : 0);
	const len = header.length;
	let valueStart = options?.start ?? 0;
	while ((CHAR_MAP[header.charCodeAt(valueStart)] & OWS) !== 0) valueStart++;
	let index = valueStart;
	let typeFlags = 0;
	let whitespace = -1;
	let stop = options?.parameters === false ? COMMA_FLAG : 0;
	while (index < len) {
		const code = header.charCodeAt(index);
		const flags = CHAR_MAP[code];
		if ((flags & stopFlags) !== 0) {
			stop |= flags & COMMA_FLAG;
			break;
		}
		if ((flags & OWS) !== 0) {
			if (whitespace === -1) whitespace = index;
		} else whitespace = -1;
		typeFlags |= code & NON_ASCII | flags;
		index++;
	}
	const valueEnd = whitespace === -1 ? index : whitespace;
	const value = header.slice(valueStart, valueEnd);
	const type = (typeFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
	if (index === len || stop !== 0) return {
		type,
		index,
		parameters: new NullObject()
	};
	return parseParameters(header, type, index, len, stopFlags);
}
/**
* Parses the parameters of a `Content-Type` header starting at the given index.
*/
function parseParameters(header, type, index, len, stopFlags) {
	const parameters = new NullObject();
	parameter: while (index < len) {
		index++;
		while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) index++;
		const keyStart = index;
		let keyFlags = 0;
		let keyWhitespace = -1;
		while (index < len) {
			const code = header.charCodeAt(index);
			const flags = CHAR_MAP[code];
			if ((flags & stopFlags) !== 0) {
				if ((flags & COMMA_FLAG) !== 0) break parameter;
				continue parameter;
			}
			if (code === EQ) {
				const keyEnd = keyWhitespace === -1 ? index : keyWhitespace;
				const value = header.slice(keyStart, keyEnd);
				const key = (keyFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
				index++;
				while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) index++;
				if (index < len && header.charCodeAt(index) === DQUOTE) {
					const quotedStart = ++index;
					let escaped = false;
					while (index < len) {
						const code = header.charCodeAt(index);
						if (code === DQUOTE) {
							if (parameters[key] === void 0) parameters[key] = escaped ? unescapeQuotedPairs(header, quotedStart, index) : header.slice(quotedStart, index);
							index++;
							let stop = 0;
							while (index < len) {
								const code = header.charCodeAt(index);
								const flags = CHAR_MAP[code];
								if ((flags & stopFlags) !== 0) {
									stop = flags & COMMA_FLAG;
									break;
								}
								index++;
							}
							if (stop !== 0) break parameter;
							continue parameter;
						}
						if (code === BSLASH && index + 1 < len) {
							escaped = true;
							index += 2;
							continue;
						}
						index++;
					}
					continue parameter;
				}
				const valueStart = index;
				let stop = 0;
				let valueWhitespace = -1;
				while (index < len) {
					const code = header.charCodeAt(index);
					const flags = CHAR_MAP[code];
					if ((flags & stopFlags) !== 0) {
						stop = flags & COMMA_FLAG;
						break;
					}
					if ((flags & OWS) !== 0) {
						if (valueWhitespace === -1) valueWhitespace = index;
					} else valueWhitespace = -1;
					index++;
				}
				if (parameters[key] === void 0) {
					const valueEnd = valueWhitespace === -1 ? index : valueWhitespace;
					parameters[key] = header.slice(valueStart, valueEnd);
				}
				if (stop !== 0) break parameter;
				continue parameter;
			}
			if ((flags & OWS) !== 0) {
				if (keyWhitespace === -1) keyWhitespace = index;
			} else keyWhitespace = -1;
			keyFlags |= code & NON_ASCII | flags;
			index++;
		}
	}
	return {
		type,
		index,
		parameters
	};
}
/**
* Remove backslashes from quoted pairs in a known-terminated quoted string body.
*/
function unescapeQuotedPairs(str, start, end) {
	let result = "";
	for (let index = start; index < end; index++) if (str.charCodeAt(index) === BSLASH) {
		result += str.slice(start, index);
		start = ++index;
	}
	return result + str.slice(start, end);
}

// node_modules/json-with-bigint/json-with-bigint.js
const intRegex = /^-?\d+$/;
const noiseValue = /^-?\d+n+$/;
const originalStringify = JSON.stringify;
const originalParse = JSON.parse;
const customFormat = /^-?\d+n$/;
const bigIntsStringify = /([\[:])?"(-?\d+)n"($|\s*[,\}\]])/g;
const noiseStringify = /([\[:])?("-?\d+n+)n("$|"\s*[,\}\]])/g;
/**
* @typedef {(this: any, key: string | number | undefined, value: any) => any} Replacer
* @typedef {(key: string | number | undefined, value: any, context?: { source: string }) => any} Reviver
*/
/**
* Checks if a value is unstringifiable according to native JSON.stringify rules.
*
* @param {any} val The value to check.
* @returns {boolean} True if the value is undefined, a function, or a symbol.
*/
const isUnstringifiable = (val) => val === void 0 || typeof val === "function" || typeof val === "symbol";
/**
* Checks if a value is a native JSON.rawJSON object (Node.js 22+).
*
* @param {any} val The value to check.
* @returns {boolean} True if the value is a RawJSON instance.
*/
const isRawJSON = (val) => val !== null && typeof val === "object" && val.constructor && val.constructor.name === "RawJSON";
/**
* Iteratively converts a JS value to a JSON string.
* Used as a fallback when the native JSON.stringify hits the Maximum Call Stack size.
* Fully compliant with JSON formatting (space), replacers, and toJSON behaviors.
*
* @param {any} rootValue The value to stringify.
* @param {Replacer | Array<string | number> | null} [replacer] User's custom replacer function.
* @param {string | number} [spaceParam] Indentation for pretty-printing.
* @returns {string | undefined} The generated JSON string.
*/
const stringifyIteratively = (rootValue, replacer, spaceParam) => {
	let space = "";
	if (typeof spaceParam === "number") space = " ".repeat(Math.min(10, Math.max(0, Math.floor(spaceParam))));
	else if (typeof spaceParam === "string") space = spaceParam.slice(0, 10);
	const isFunctionReplacer = typeof replacer === "function";
	const propertyList = Array.isArray(replacer) ? new Set(replacer.map(String)) : null;
	/**
	* Prepares a value for stringification by resolving toJSON, handling BigInts,
	* applying custom replacers, and unwrapping primitive objects.
	*
	* @param {object|Array} parent The parent object or array holding the value.
	* @param {string} key The key associated with the value.
	* @param {any} val The raw value to process.
	* @returns {any} The processed value ready for stringification.
	*/
	const prepareVal = (parent, key, val) => {
		if (val !== null && typeof val === "object" && typeof val.toJSON === "function") val = val.toJSON(key);
		if (typeof val === "string" && noiseValue.test(val)) return val + "n";
		if (typeof val === "bigint") {
			if ("rawJSON" in JSON) return JSON.rawJSON(val.toString());
			return val.toString() + "n";
		}
		if (isFunctionReplacer) val = replacer.call(parent, key, val);
		if (val !== null && typeof val === "object") {
			if (val instanceof Number || val instanceof String || val instanceof Boolean) val = val.valueOf();
		}
		return val;
	};
	const rootProcessed = prepareVal({ "": rootValue }, "", rootValue);
	if (isUnstringifiable(rootProcessed)) return;
	const isRootPrimitive = rootProcessed === null || typeof rootProcessed !== "object";
	const isRootNativeRawJSON = isRawJSON(rootProcessed);
	if (isRootPrimitive || isRootNativeRawJSON) return originalStringify(rootProcessed);
	const chunks = [];
	let level = 0;
	const stack = [{
		parent: { "": rootProcessed },
		key: "",
		val: rootProcessed,
		isArray: Array.isArray(rootProcessed),
		keys: Array.isArray(rootProcessed) ? null : Object.keys(rootProcessed),
		index: 0,
		first: true
	}];
	const visited = new WeakSet([rootProcessed]);
	while (stack.length > 0) {
		const node = stack[stack.length - 1];
		if (node.index === 0) {
			chunks.push(node.isArray ? "[" : "{");
			level++;
		}
		let isDone = false;
		if (node.isArray) {
			if (node.index < node.val.length) {
				if (!node.first) chunks.push(",");
				if (space) chunks.push("\n" + space.repeat(level));
				const childRaw = node.val[node.index];
				const childVal = prepareVal(node.val, String(node.index), childRaw);
				if (isUnstringifiable(childVal)) {
					chunks.push("null");
					node.first = false;
					node.index++;
				} else {
					const isComplexObject = childVal !== null && typeof childVal === "object";
					const isNativeRaw = isRawJSON(childVal);
					if (isComplexObject && !isNativeRaw) {
						if (visited.has(childVal)) throw new TypeError("Converting circular structure to JSON");
						visited.add(childVal);
						stack.push({
							parent: node.val,
							key: String(node.index),
							val: childVal,
							isArray: Array.isArray(childVal),
							keys: Array.isArray(childVal) ? null : Object.keys(childVal),
							index: 0,
							first: true
						});
						node.first = false;
						node.index++;
					} else {
						chunks.push(originalStringify(childVal));
						node.first = false;
						node.index++;
					}
				}
			} else isDone = true;
		} else {
			while (node.index < node.keys.length) {
				const k = node.keys[node.index++];
				if (propertyList && !propertyList.has(k)) continue;
				const childRaw = node.val[k];
				const childVal = prepareVal(node.val, k, childRaw);
				if (isUnstringifiable(childVal)) continue;
				if (!node.first) chunks.push(",");
				if (space) chunks.push("\n" + space.repeat(level) + originalStringify(k) + ": ");
				else chunks.push(originalStringify(k) + ":");
				const isComplexObject = childVal !== null && typeof childVal === "object";
				const isNativeRaw = isRawJSON(childVal);
				if (isComplexObject && !isNativeRaw) {
					if (visited.has(childVal)) throw new TypeError("Converting circular structure to JSON");
					visited.add(childVal);
					stack.push({
						parent: node.val,
						key: k,
						val: childVal,
						isArray: Array.isArray(childVal),
						keys: Array.isArray(childVal) ? null : Object.keys(childVal),
						index: 0,
						first: true
					});
					node.first = false;
					break;
				} else {
					chunks.push(originalStringify(childVal));
					node.first = false;
				}
			}
			if (node.index >= node.keys.length && stack[stack.length - 1] === node) isDone = true;
		}
		if (isDone) {
			level--;
			if (!node.first && space) chunks.push("\n" + space.repeat(level));
			chunks.push(node.isArray ? "]" : "}");
			visited.delete(node.val);
			stack.pop();
		}
	}
	return chunks.join("");
};
/**
* Converts a JavaScript value to a JSON string.
*
* Supports serialization of BigInt values using two strategies:
* 1. Custom format "123n" → "123" (universal fallback)
* 2. Native JSON.rawJSON() (Node.js 22+, fastest) when available
*
* All other values are serialized exactly like native JSON.stringify().
*
* @param {*} value The value to convert to a JSON string.
* @param {Replacer | Array<string | number> | null} [replacer]
* A function that alters the behavior of the stringification process,
* or an array of strings/numbers to indicate properties to exclude.
* @param {string | number} [space]
* A string or number to specify indentation or pretty-printing.
* @returns {string} The JSON string representation.
*/
const JSONStringify = (value, replacer, space) => {
	try {
		if ("rawJSON" in JSON) return originalStringify(value, (key, val) => {
			if (typeof val === "bigint") return JSON.rawJSON(val.toString());
			if (typeof replacer === "function") return replacer(key, val);
			if (Array.isArray(replacer) && replacer.includes(key)) return val;
			return val;
		}, space);
		if (!value) return originalStringify(value, replacer, space);
		return originalStringify(value, (key, val) => {
			if (typeof val === "string" && noiseValue.test(val)) return val.toString() + "n";
			if (typeof val === "bigint") return val.toString() + "n";
			if (typeof replacer === "function") return replacer(key, val);
			if (Array.isArray(replacer) && replacer.includes(key)) return val;
			return val;
		}, space).replace(bigIntsStringify, "$1$2$3").replace(noiseStringify, "$1$2$3");
	} catch (error) {
		if (error instanceof RangeError) {
			const convertedJSON = stringifyIteratively(value, replacer, space);
			if (convertedJSON === void 0) return void 0;
			if ("rawJSON" in JSON) return convertedJSON;
			return convertedJSON.replace(bigIntsStringify, "$1$2$3").replace(noiseStringify, "$1$2$3");
		}
		throw error;
	}
};
const featureCache = /* @__PURE__ */ new Map();
/**
* Detects if the current JSON.parse implementation supports the context.source feature.
*
* Uses toString() fingerprinting to cache results and automatically detect runtime
* replacements of JSON.parse (polyfills, mocks, etc.).
*
* @returns {boolean} true if context.source is supported, false otherwise.
*/
const isContextSourceSupported = () => {
	const parseFingerprint = JSON.parse.toString();
	if (featureCache.has(parseFingerprint)) return featureCache.get(parseFingerprint);
	try {
		const result = JSON.parse("1", (_, __, context) => !!context?.source && context.source === "1");
		featureCache.set(parseFingerprint, result);
		return result;
	} catch {
		featureCache.set(parseFingerprint, false);
		return false;
	}
};
/**
* Reviver function that converts custom-format BigInt strings back to BigInt values.
* Also handles "noise" strings that accidentally match the BigInt format.
*
* @param {string | number | undefined} key The object key.
* @param {*} value The value being parsed.
* @param {object} [context] Parse context (if supported by JSON.parse).
* @param {Reviver} [userReviver] User's custom reviver function.
* @returns {any} The transformed value.
*/
const convertMarkedBigIntsReviver = (key, value, context, userReviver) => {
	if (typeof value === "string" && customFormat.test(value)) return BigInt(value.slice(0, -1));
	if (typeof value === "string" && noiseValue.test(value)) return value.slice(0, -1);
	if (!(typeof userReviver === "function")) return value;
	return userReviver(key, value, context);
};
/**
* Fast JSON.parse implementation (~2x faster than classic fallback).
* Uses JSON.parse's context.source feature to detect integers and convert
* large numbers directly to BigInt without string manipulation.
*
* Does not support legacy custom format from v1 of this library.
*
* @param {string} text JSON string to parse.
* @param {Reviver} [reviver] Transform function to apply to each value.
* @returns {any} Parsed JavaScript value.
*/
const JSONParseV2 = (text, reviver) => {
	return JSON.parse(text, (key, value, context) => {
		const isBigNumber = typeof value === "number" && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER);
		const isInt = context && intRegex.test(context.source);
		if (isBigNumber && isInt) return BigInt(context.source);
		if (!(typeof reviver === "function")) return value;
		return reviver(key, value, context);
	});
};
const MAX_INT = Number.MAX_SAFE_INTEGER.toString();
const MAX_DIGITS = MAX_INT.length;
const stringsOrLargeNumbers = /"(?:[^"\\]|\\.)*"|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/g;
const noiseValueWithQuotes = /^"-?\d+n+"$/;
/**
* Iteratively traverses the parsed object bottom-up (post-order),
* emulating the native JSON.parse reviver behavior.
* This avoids Call Stack overflows (RangeError) on deeply nested structures.
*
* @param {any} parsed The natively parsed JSON object.
* @param {Reviver} [userReviver] User's custom reviver function.
* @returns {any} The fully processed object.
*/
const applyReviverIteratively = (parsed, userReviver) => {
	const rootHolder = { "": parsed };
	const stack = [{
		parent: rootHolder,
		key: "",
		visited: false
	}];
	while (stack.length > 0) {
		const node = stack[stack.length - 1];
		if (!node.visited) {
			node.visited = true;
			const value = node.parent[node.key];
			if (value !== null && typeof value === "object") {
				const keys = Object.keys(value);
				for (let i = keys.length - 1; i >= 0; i--) stack.push({
					parent: value,
					key: keys[i],
					visited: false
				});
			}
		} else {
			const { parent, key } = node;
			let value = parent[key];
			if (typeof value === "string") {
				if (customFormat.test(value)) value = BigInt(value.slice(0, -1));
				else if (noiseValue.test(value)) value = value.slice(0, -1);
			}
			if (typeof userReviver === "function") value = userReviver.call(parent, key, value);
			if (value === void 0) delete parent[key];
			else parent[key] = value;
			stack.pop();
		}
	}
	return rootHolder[""];
};
/**
* Pre-processes the JSON string to mark large numbers with an 'n' suffix.
*
* @param {string} text The raw JSON string.
* @returns {string} The serialized string with marked BigInts.
*/
const serializeBigInts = (text) => {
	return text.replace(stringsOrLargeNumbers, (match, digits, fractional, exponential) => {
		const isString = match[0] === "\"";
		if (isString && noiseValueWithQuotes.test(match)) return match.substring(0, match.length - 1) + "n\"";
		const hasFractionalOrExponential = fractional || exponential;
		const isLessThanMaxSafeInt = digits && (digits.length < MAX_DIGITS || digits.length === MAX_DIGITS && digits <= MAX_INT);
		if (isString || hasFractionalOrExponential || isLessThanMaxSafeInt) return match;
		return "\"" + match + "n\"";
	});
};
/**
* Converts a JSON string into a JavaScript value.
*
* Supports parsing of large integers using two strategies:
* 1. Classic fallback: Marks large numbers with "123n" format, then converts to BigInt
* 2. Fast path (JSONParseV2): Uses context.source feature (~2x faster) when available
*
* All other JSON values are parsed exactly like native JSON.parse().
*
* @param {string} text A valid JSON string.
* @param {Reviver} [reviver]
* A function that transforms the results. This function is called for each member
* of the object. If a member contains nested objects, the nested objects are
* transformed before the parent object is.
* @returns {any} The parsed JavaScript value.
* @throws {SyntaxError} If text is not valid JSON.
*/
const JSONParse = (text, reviver) => {
	if (!text) return originalParse(text, reviver);
	try {
		if (isContextSourceSupported()) return JSONParseV2(text, reviver);
		const serializedData = serializeBigInts(text);
		return originalParse(serializedData, (key, value, context) => convertMarkedBigIntsReviver(key, value, context, reviver));
	} catch (error) {
		if (error instanceof RangeError) {
			const serializedData = serializeBigInts(text);
			const parsed = originalParse(serializedData);
			return applyReviverIteratively(parsed, reviver);
		}
		throw error;
	}
};

// node_modules/@octokit/request-error/dist-src/index.js
var RequestError = class extends Error {
	name;
	/**
	* http status code
	*/
	status;
	/**
	* Request options that lead to the error.
	*/
	request;
	/**
	* Response object if a response was received
	*/
	response;
	constructor(message, statusCode, options) {
		super(message, { cause: options.cause });
		this.name = "HttpError";
		this.status = Number.parseInt(statusCode);
		if (Number.isNaN(this.status)) this.status = 0;
		/* v8 ignore else -- @preserve -- Bug with vitest coverage where it sees an else branch that doesn't exist */
		if ("response" in options) this.response = options.response;
		const requestCopy = Object.assign({}, options.request);
		if (options.request.headers.authorization) requestCopy.headers = Object.assign({}, options.request.headers, { authorization: options.request.headers.authorization.replace(/(?<! ) .*$/, " [REDACTED]") });
		requestCopy.url = requestCopy.url.replace(/\bclient_secret=\w+/g, "client_secret=[REDACTED]").replace(/\baccess_token=\w+/g, "access_token=[REDACTED]");
		this.request = requestCopy;
	}
};

// node_modules/@octokit/request/dist-bundle/index.js
var defaults_default = { headers: { "user-agent": `octokit-request.js/10.0.16 ${getUserAgent()}` } };
function isPlainObject(value) {
	if (typeof value !== "object" || value === null) return false;
	if (Object.prototype.toString.call(value) !== "[object Object]") return false;
	const proto = Object.getPrototypeOf(value);
	if (proto === null) return true;
	const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
	return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
var noop$1 = () => "";
async function fetchWrapper(requestOptions) {
	const fetch = requestOptions.request?.fetch || globalThis.fetch;
	if (!fetch) throw new Error("fetch is not set. Please pass a fetch implementation as new Octokit({ request: { fetch }}). Learn more at https://github.com/octokit/octokit.js/#fetch-missing");
	const log = requestOptions.request?.log || console;
	const parseSuccessResponseBody = requestOptions.request?.parseSuccessResponseBody !== false;
	const body = isPlainObject(requestOptions.body) || Array.isArray(requestOptions.body) ? JSONStringify(requestOptions.body) : requestOptions.body;
	const requestHeaders = Object.fromEntries(Object.entries(requestOptions.headers).map(([name, value]) => [name, String(value)]));
	let fetchResponse;
	try {
		fetchResponse = await fetch(requestOptions.url, {
			method: requestOptions.method,
			body,
			redirect: requestOptions.request?.redirect,
			headers: requestHeaders,
			signal: requestOptions.request?.signal,
			...requestOptions.body && { duplex: "half" }
		});
	} catch (error) {
		let message = "Unknown Error";
		if (error instanceof Error) {
			if (error.name === "AbortError") {
				error.status = 500;
				throw error;
			}
			message = error.message;
			if (error.name === "TypeError" && "cause" in error) {
				if (error.cause instanceof Error) message = error.cause.message;
				else if (typeof error.cause === "string") message = error.cause;
			}
		}
		const requestError = new RequestError(message, 500, { request: requestOptions });
		requestError.cause = error;
		throw requestError;
	}
	const status = fetchResponse.status;
	const url = fetchResponse.url;
	const responseHeaders = {};
	for (const [key, value] of fetchResponse.headers) responseHeaders[key] = value;
	const octokitResponse = {
		url,
		status,
		headers: responseHeaders,
		data: ""
	};
	if ("deprecation" in responseHeaders) {
		const matches = responseHeaders.link && responseHeaders.link.match(/<([^<>]+)>; rel="deprecation"/);
		const deprecationLink = matches && matches.pop();
		log.warn(`[@octokit/request] "${requestOptions.method} ${requestOptions.url}" is deprecated. It is scheduled to be removed on ${responseHeaders.sunset}${deprecationLink ? `. See ${deprecationLink}` : ""}`);
	}
	if (status === 204 || status === 205) return octokitResponse;
	if (requestOptions.method === "HEAD") {
		if (status < 400) return octokitResponse;
		throw new RequestError(fetchResponse.statusText, status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	if (status === 304) {
		octokitResponse.data = await getResponseData(fetchResponse);
		throw new RequestError("Not modified", status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	if (status >= 400) {
		octokitResponse.data = await getResponseData(fetchResponse);
		throw new RequestError(toErrorMessage(octokitResponse.data), status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	octokitResponse.data = parseSuccessResponseBody ? await getResponseData(fetchResponse) : fetchResponse.body;
	return octokitResponse;
}
async function getResponseData(response) {
	const contentType = response.headers.get("content-type");
	if (!contentType) return response.text().catch(noop$1);
	const mimetype = parse(contentType);
	if (isJSONResponse(mimetype)) {
		let text = "";
		try {
			text = await response.text();
			return JSONParse(text);
		} catch (err) {
			return text;
		}
	} else if (mimetype.type.startsWith("text/") || mimetype.parameters.charset?.toLowerCase() === "utf-8" && mimetype.type !== "application/octet-stream") return response.text().catch(noop$1);
	else return response.arrayBuffer().catch(
		/* v8 ignore next -- @preserve */
		() => /* @__PURE__ */ new ArrayBuffer(0)
	);
}
function isJSONResponse(mimetype) {
	return mimetype.type === "application/json" || mimetype.type === "application/scim+json";
}
function toErrorMessage(data) {
	if (typeof data === "string") return data;
	if (data instanceof ArrayBuffer) return "Unknown error";
	if (typeof data === "object" && data !== null && "message" in data) {
		const objectData = data;
		const suffix = "documentation_url" in objectData ? ` - ${objectData.documentation_url}` : "";
		return Array.isArray(objectData.errors) ? `${objectData.message}: ${objectData.errors.map((v) => JSON.stringify(v)).join(", ")}${suffix}` : `${objectData.message}${suffix}`;
	}
	return `Unknown error: ${JSON.stringify(data)}`;
}
function withDefaults$1(oldEndpoint, newDefaults) {
	const endpoint2 = oldEndpoint.defaults(newDefaults);
	const newApi = function(route, parameters) {
		const endpointOptions = endpoint2.merge(route, parameters);
		if (!endpointOptions.request || !endpointOptions.request.hook) return fetchWrapper(endpoint2.parse(endpointOptions));
		const request2 = (route2, parameters2) => {
			return fetchWrapper(endpoint2.parse(endpoint2.merge(route2, parameters2)));
		};
		Object.assign(request2, {
			endpoint: endpoint2,
			defaults: withDefaults$1.bind(null, endpoint2)
		});
		return endpointOptions.request.hook(request2, endpointOptions);
	};
	return Object.assign(newApi, {
		endpoint: endpoint2,
		defaults: withDefaults$1.bind(null, endpoint2)
	});
}
var request = withDefaults$1(endpoint, defaults_default);
/* v8 ignore next -- @preserve */
/* v8 ignore else -- @preserve */

// node_modules/@octokit/graphql/dist-bundle/index.js
var VERSION$1 = "0.0.0-development";
function _buildMessageForResponseErrors(data) {
	return `Request failed due to following response errors:
` + data.errors.map((e) => ` - ${e.message}`).join("\n");
}
var GraphqlResponseError = class extends Error {
	constructor(request2, headers, response) {
		super(_buildMessageForResponseErrors(response));
		this.request = request2;
		this.headers = headers;
		this.response = response;
		this.errors = response.errors;
		this.data = response.data;
		if (Error.captureStackTrace) Error.captureStackTrace(this, this.constructor);
	}
	request;
	headers;
	response;
	name = "GraphqlResponseError";
	errors;
	data;
};
var NON_VARIABLE_OPTIONS = [
	"method",
	"baseUrl",
	"url",
	"headers",
	"request",
	"query",
	"mediaType",
	"operationName"
];
var FORBIDDEN_VARIABLE_OPTIONS = [
	"query",
	"method",
	"url"
];
var GHES_V3_SUFFIX_REGEX = /\/api\/v3\/?$/;
function graphql(request2, query, options) {
	if (options) {
		if (typeof query === "string" && "query" in options) return Promise.reject(/* @__PURE__ */ new Error(`[@octokit/graphql] "query" cannot be used as variable name`));
		for (const key in options) {
			if (!FORBIDDEN_VARIABLE_OPTIONS.includes(key)) continue;
			return Promise.reject(/* @__PURE__ */ new Error(`[@octokit/graphql] "${key}" cannot be used as variable name`));
		}
	}
	const parsedOptions = typeof query === "string" ? Object.assign({ query }, options) : query;
	const requestOptions = Object.keys(parsedOptions).reduce((result, key) => {
		if (NON_VARIABLE_OPTIONS.includes(key)) {
			result[key] = parsedOptions[key];
			return result;
		}
		if (!result.variables) result.variables = {};
		result.variables[key] = parsedOptions[key];
		return result;
	}, {});
	const baseUrl = parsedOptions.baseUrl || request2.endpoint.DEFAULTS.baseUrl;
	if (GHES_V3_SUFFIX_REGEX.test(baseUrl)) requestOptions.url = baseUrl.replace(GHES_V3_SUFFIX_REGEX, "/api/graphql");
	return request2(requestOptions).then((response) => {
		if (response.data.errors) {
			const headers = {};
			for (const key of Object.keys(response.headers)) headers[key] = response.headers[key];
			throw new GraphqlResponseError(requestOptions, headers, response.data);
		}
		return response.data.data;
	});
}
function withDefaults(request2, newDefaults) {
	const newRequest = request2.defaults(newDefaults);
	const newApi = (query, options) => {
		return graphql(newRequest, query, options);
	};
	return Object.assign(newApi, {
		defaults: withDefaults.bind(null, newRequest),
		endpoint: newRequest.endpoint
	});
}
var graphql2 = withDefaults(request, {
	headers: { "user-agent": `octokit-graphql.js/${VERSION$1} ${getUserAgent()}` },
	method: "POST",
	url: "/graphql"
});
function withCustomRequest(customRequest) {
	return withDefaults(customRequest, {
		method: "POST",
		url: "/graphql"
	});
}
/* v8 ignore if -- @preserve */

// node_modules/@octokit/auth-token/dist-bundle/index.js
var b64url = "(?:[a-zA-Z0-9_-]+)";
var sep = "\\.";
var jwtRE = new RegExp(`^${b64url}${sep}${b64url}${sep}${b64url}$`);
var isJWT = jwtRE.test.bind(jwtRE);
async function auth(token) {
	const isApp = isJWT(token);
	const isInstallation = token.startsWith("v1.") || token.startsWith("ghs_");
	const isUserToServer = token.startsWith("ghu_");
	return {
		type: "token",
		token,
		tokenType: isApp ? "app" : isInstallation ? "installation" : isUserToServer ? "user-to-server" : "oauth"
	};
}
function withAuthorizationPrefix(token) {
	if (token.split(/\./).length === 3) return `bearer ${token}`;
	return `token ${token}`;
}
async function hook(token, request, route, parameters) {
	const endpoint = request.endpoint.merge(route, parameters);
	endpoint.headers.authorization = withAuthorizationPrefix(token);
	return request(endpoint);
}
var createTokenAuth = function createTokenAuth2(token) {
	if (!token) throw new Error("[@octokit/auth-token] No token passed to createTokenAuth");
	if (typeof token !== "string") throw new Error("[@octokit/auth-token] Token passed to createTokenAuth is not a string");
	token = token.replace(/^(token|bearer) +/i, "");
	return Object.assign(auth.bind(null, token), { hook: hook.bind(null, token) });
};

// node_modules/@octokit/core/dist-src/version.js
const VERSION = "7.0.8";

// node_modules/@octokit/core/dist-src/index.js
const noop = () => {};
const consoleWarn = console.warn.bind(console);
const consoleError = console.error.bind(console);
function createLogger(logger = {}) {
	if (typeof logger.debug !== "function") logger.debug = noop;
	if (typeof logger.info !== "function") logger.info = noop;
	if (typeof logger.warn !== "function") logger.warn = consoleWarn;
	if (typeof logger.error !== "function") logger.error = consoleError;
	return logger;
}
const userAgentTrail = `octokit-core.js/${VERSION} ${getUserAgent()}`;
var Octokit = class {
	static VERSION = VERSION;
	static defaults(defaults) {
		const OctokitWithDefaults = class extends this {
			constructor(...args) {
				const options = args[0] || {};
				if (typeof defaults === "function") {
					super(defaults(options));
					return;
				}
				super(Object.assign({}, defaults, options, options.userAgent && defaults.userAgent ? { userAgent: `${options.userAgent} ${defaults.userAgent}` } : null));
			}
		};
		return OctokitWithDefaults;
	}
	static plugins = [];
	/**
	* Attach a plugin (or many) to your Octokit instance.
	*
	* @example
	* const API = Octokit.plugin(plugin1, plugin2, plugin3, ...)
	*/
	static plugin(...newPlugins) {
		const currentPlugins = this.plugins;
		const NewOctokit = class extends this {
			static plugins = currentPlugins.concat(newPlugins.filter((plugin) => !currentPlugins.includes(plugin)));
		};
		return NewOctokit;
	}
	constructor(options = {}) {
		const hook = new before_after_hook_default.Collection();
		const requestDefaults = {
			baseUrl: request.endpoint.DEFAULTS.baseUrl,
			headers: {},
			request: Object.assign({}, options.request, { hook: hook.bind(null, "request") }),
			mediaType: {
				previews: [],
				format: ""
			}
		};
		requestDefaults.headers["user-agent"] = options.userAgent ? `${options.userAgent} ${userAgentTrail}` : userAgentTrail;
		if (options.baseUrl) requestDefaults.baseUrl = options.baseUrl;
		if (options.previews) requestDefaults.mediaType.previews = options.previews;
		if (options.timeZone) requestDefaults.headers["time-zone"] = options.timeZone;
		this.request = request.defaults(requestDefaults);
		this.graphql = withCustomRequest(this.request).defaults(requestDefaults);
		this.log = createLogger(options.log);
		this.hook = hook;
		if (!options.authStrategy) {
			if (!options.auth) this.auth = async () => ({ type: "unauthenticated" });
			else {
				const auth = createTokenAuth(options.auth);
				hook.wrap("request", auth.hook);
				this.auth = auth;
			}
		} else {
			const { authStrategy, ...otherOptions } = options;
			const auth = authStrategy(Object.assign({
				request: this.request,
				log: this.log,
				octokit: this,
				octokitOptions: otherOptions
			}, options.auth));
			hook.wrap("request", auth.hook);
			this.auth = auth;
		}
		const classConstructor = this.constructor;
		for (let i = 0; i < classConstructor.plugins.length; ++i) Object.assign(this, classConstructor.plugins[i](this, options));
	}
	request;
	graphql;
	log;
	hook;
	auth;
};

// src/ci/github/client.ts
const SERVICE = "GitHub’s API";
/** Makes the client; nothing is sent yet. */
function createGitHubClient({ http, apiUrl, graphqlUrl, token, timeout }) {
	const octokit = new Octokit({
		baseUrl: apiUrl,
		auth: token,
		userAgent: "doorlog",
		request: { fetch: fetchOver(http, timeout) },
		log: {
			debug() {},
			info() {},
			warn() {},
			error() {}
		}
	});
	async function send(route, parameters) {
		try {
			return (await octokit.request(route, { ...parameters })).data;
		} catch (error) {
			throw classified(error, route);
		}
	}
	return {
		async rest(route, parameters, schema) {
			const parsed = schema.safeParse(await send(route, parameters));
			if (parsed.success) return parsed.data;
			const path = parsed.error.issues[0]?.path.join(".") ?? "";
			throw new DoorlogError("http-reply-invalid", `${SERVICE} answered ${route} with something else than it documents (at “${path}”).`, { cause: parsed.error });
		},
		graphql: (query, variables) => send(`POST ${graphqlUrl}`, {
			query,
			variables
		})
	};
}
/** The part of the platform's fetch that Octokit uses. */
function fetchOver(http, timeout) {
	return async (url, init) => {
		const reply = await http({
			service: SERVICE,
			method: init.method,
			url,
			headers: init.headers,
			...init.body !== void 0 && { body: init.body },
			...timeout !== void 0 && { timeout },
			...init.method !== "GET" && !url.endsWith("/graphql") && { retries: 0 }
		});
		return {
			status: reply.status,
			url,
			ok: reply.status < 400,
			headers: new Map(Object.entries(reply.headers)),
			text: async () => reply.body.toString("utf8"),
			json: async () => JSON.parse(reply.body.toString("utf8")),
			arrayBuffer: async () => reply.body
		};
	};
}
/** GitHub's own message is not repeated to people whole: it may quote what was sent. */
function classified(error, route) {
	const cause = error.cause;
	if (cause instanceof DoorlogError) return cause;
	if (error instanceof DoorlogError) return error;
	const status = error.status;
	const headers = error.response?.headers ?? {};
	const make = (code, what) => new DoorlogError(code, `${SERVICE} ${what} (${route.replace(/^POST http.*/, "POST /graphql")}).`, { cause: error });
	if (typeof status !== "number" || status < 400) return make("http-reply-invalid", "answered with something that is not JSON");
	const limited = headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== void 0;
	if (status === 429 || status === 403 && limited) return make("api-rate-limited", `refused with ${status}: the rate limit is used up`);
	if (status === 401) return make("api-denied", "rejected the token with 401");
	if (status === 403) {
		const accepted = headers["x-accepted-github-permissions"];
		return make("api-denied", `refused with 403${accepted && /^[\w\-=,; ]+$/.test(accepted) ? `; it takes ${accepted}` : ""}`);
	}
	if (status === 404) return make("api-not-found", "answered 404: not there, or hidden from this token");
	return make("http-status", `answered with status ${status}`);
}

// src/ci/github/event.ts
const User = object({
	login: string().check(_minLength(1), _maxLength(100)),
	id: number$1(),
	type: optional(string())
});
const sha = string().check(_regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
const Repository = object({
	id: number$1(),
	full_name: string(),
	private: optional(boolean()),
	visibility: optional(_enum([
		"public",
		"private",
		"internal"
	])),
	default_branch: optional(string())
});
const PullRequest = object({
	number: number$1(),
	head: object({
		sha,
		repo: nullish(object({
			id: number$1(),
			full_name: string()
		}))
	}),
	base: object({
		ref: string(),
		repo: nullish(object({ id: number$1() }))
	})
});
/** The parts of a webhook's payload that are kept; each is read on its own, so that one odd part costs no other. */
const PARTS = {
	action: string().check(_maxLength(100)),
	before: sha,
	sender: User,
	repository: Repository,
	pull_request: PullRequest
};
/** Reads the event file's text. Raises `event-invalid`, naming the file. */
function parseEvent(text, file) {
	let payload;
	try {
		payload = JSON.parse(text);
	} catch (error) {
		throw new DoorlogError("event-invalid", `The event file ${file} is not JSON; let no step write to it.`, { cause: error });
	}
	if (typeof payload !== "object" || payload === null || Array.isArray(payload)) throw new DoorlogError("event-invalid", `The event file ${file} does not hold a JSON object; let no step write to it.`);
	const event = {};
	for (const [name, schema] of Object.entries(PARTS)) {
		const parsed = schema.safeParse(payload[name]);
		if (parsed.success) event[name] = parsed.data;
	}
	return event;
}

// src/ci/github/job-facts.ts
/** Puts together what the runner's variables, the event and the runner's own inputs say. */
function jobFacts(variables, event, claims) {
	const pipeline = pipelineFrom(variables, event, claims);
	const runner = runnerFrom(variables);
	const people = peopleFrom(variables, event);
	const commit = (variables.event === "pull_request" ? event?.pull_request?.head.sha : void 0) ?? variables.sha;
	return {
		pipeline,
		runner,
		people,
		...commit && { sha: commit },
		gaps: gapsOf(pipeline, runner, people, event),
		sources: {
			"/pipeline": "env",
			"/runner": "env",
			"/people": "env",
			...event && { "/people/sender": "event" },
			...claims.matrix && { "/pipeline/matrix": "input" },
			...claims.checkRunId && { "/pipeline/checkRunId": "input" }
		}
	};
}
function pipelineFrom(variables, event, claims) {
	const { server, repository, runId, runAttempt } = variables;
	const before = variables.event === "push" && event?.before && !/^0+$/.test(event.before) ? event.before : void 0;
	return {
		provider: "github-actions",
		...defined({
			server,
			repository,
			repositoryId: variables.repositoryId ?? (event?.repository && String(event.repository.id)),
			repositoryOwner: variables.repositoryOwner ?? repository?.split("/")[0],
			repositoryOwnerId: variables.repositoryOwnerId,
			visibility: event?.repository?.visibility ?? visibilityOf(event),
			workflow: variables.workflow,
			workflowRef: variables.workflowRef,
			workflowSha: variables.workflowSha,
			jobWorkflowRef: claims.jobWorkflowRef,
			jobWorkflowSha: claims.jobWorkflowSha,
			runId,
			runNumber: variables.runNumber,
			runAttempt,
			runUrl: server && repository && runId ? `${server}/${repository}/actions/runs/${runId}${runAttempt ? `/attempts/${runAttempt}` : ""}` : void 0,
			job: variables.job,
			checkRunId: claims.checkRunId,
			matrix: claims.matrix,
			event: variables.event,
			eventAction: event?.action,
			before,
			ref: variables.ref,
			refProtected: variables.refProtected === void 0 ? void 0 : variables.refProtected === "true",
			sha: variables.sha,
			pullRequest: event?.pull_request && pullRequestFrom(event.pull_request)
		})
	};
}
/** A private repository may also be an internal one: only the public ones are sure. */
function visibilityOf(event) {
	if (event?.repository?.private === void 0) return void 0;
	return event.repository.private ? "private" : "public";
}
function pullRequestFrom(pull) {
	const from = pull.head.repo;
	return {
		number: String(pull.number),
		headSha: pull.head.sha,
		...from && {
			headRepository: from.full_name,
			headRepositoryId: String(from.id)
		},
		...pull.base.repo && { fromFork: from?.id !== pull.base.repo.id },
		baseRef: pull.base.ref
	};
}
function runnerFrom(variables) {
	const image = variables.imageOs && [variables.imageOs, variables.imageVersion].filter(Boolean).join(" ");
	const environment = variables.runnerEnvironment;
	return defined({
		environment,
		os: variables.runnerOs,
		arch: variables.runnerArch,
		name: variables.runnerName,
		image,
		trackingId: variables.trackingId
	});
}
function peopleFrom(variables, event) {
	const { actor, actorId, triggeringActor, runAttempt } = variables;
	return defined({
		initiator: actor === void 0 ? void 0 : personOf(actor, actorId),
		rerunner: triggeringActor !== void 0 && (triggeringActor !== actor || Number(runAttempt) > 1) ? personOf(triggeringActor, triggeringActor === actor ? actorId : void 0) : void 0,
		sender: event?.sender && accountFrom(event.sender)
	});
}
function personOf(login, id) {
	const type = accountType(void 0, login);
	return {
		login,
		...id && { id },
		...type !== "unknown" && { type }
	};
}
function gapsOf(pipeline, runner, people, event) {
	const gaps = [];
	const miss = (pointer, needed) => gaps.push({
		pointer,
		reason: "not-available",
		needed
	});
	for (const field of [
		"server",
		"repository",
		"repositoryId",
		"repositoryOwnerId",
		"runId",
		"runAttempt",
		"workflowRef",
		"sha",
		"ref",
		"job"
	]) if (pipeline[field] === void 0) miss(`/pipeline/${field}`, "a runner that sets its default variables");
	if (pipeline.checkRunId === void 0) miss("/pipeline/checkRunId", "a runner that knows job.check_run_id");
	if (pipeline.jobWorkflowRef === void 0) miss("/pipeline/jobWorkflowRef", "a runner that knows job.workflow_ref");
	if (runner.environment === void 0) miss("/runner/environment", "a runner that sets RUNNER_ENVIRONMENT");
	if (people.initiator === void 0) miss("/people/initiator", "a runner that sets GITHUB_ACTOR");
	if (event === void 0) miss("/people/sender", "a readable event file");
	return gaps;
}
function defined(value) {
	return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== void 0));
}

// src/ci/github/commit.ts
/** A commit of GraphQL in the record's form. */
function commitFrom(commit) {
	return {
		source: {
			...commit.oid && { commit: commit.oid },
			...commit.tree && { tree: commit.tree.oid },
			...commit.parents?.nodes && { parents: commit.parents.nodes.flatMap((parent) => parent ? [parent.oid] : []) },
			...commit.messageHeadline !== void 0 && { headline: commit.messageHeadline.slice(0, 500) },
			...timeIn("committedAt", commit.committedDate),
			verification: verificationFrom(commit)
		},
		author: identityFrom$1(commit.author),
		committer: identityFrom$1(commit.committer)
	};
}
function verificationFrom({ signature }) {
	if (!signature) return {
		verified: false,
		reason: "unsigned"
	};
	return {
		verified: signature.isValid,
		reason: signature.state.toLowerCase(),
		signedByForge: signature.wasSignedByGitHub,
		...timeIn("verifiedAt", signature.verifiedAt),
		...signature.signer && { signer: account(signature.signer) },
		payload: signature.payload.slice(0, 1e5),
		signature: signature.signature.slice(0, 1e5)
	};
}
function identityFrom$1(actor) {
	return {
		...actor?.name && { name: actor.name.slice(0, 300) },
		...actor?.email && { email: actor.email.slice(0, 320) },
		...timeIn("date", actor?.date),
		...actor?.user && { account: account(actor.user) }
	};
}
function account(user) {
	return {
		login: user.login,
		...user.databaseId && { id: String(user.databaseId) },
		type: "user"
	};
}
/** GitHub gives times in the zone of their maker; the record holds UTC. */
function timeIn(key, value) {
	const time = value ? Date.parse(value) : NaN;
	return Number.isNaN(time) ? {} : { [key]: new Date(time).toISOString() };
}

// src/ci/github/overview-query.ts
const BLOB = "{ __typename ... on Blob { text byteSize isTruncated isBinary } }";
const COMMIT = `{
  __typename
  ... on Commit {
    oid
    tree { oid }
    parents(first: 20) { nodes { oid } }
    messageHeadline
    committedDate
    author { name email date user { login databaseId } }
    committer { name email date user { login databaseId } }
    signature {
      isValid state payload signature wasSignedByGitHub verifiedAt
      signer { login databaseId }
    }
  }
}`;
const ENVIRONMENT = `{
  databaseId
  name
  protectionRules(first: 10) {
    nodes {
      type
      timeout
      preventSelfReview
      reviewers(first: 20) {
        nodes {
          __typename
          ... on User { login databaseId }
          ... on Team { slug databaseId }
        }
      }
    }
  }
}`;
/** One GraphQL query for everything about the repository that a hook needs, with its variables. */
function overviewQuery$1(repository, query) {
	const [owner = "", name = ""] = repository.split("/");
	const variables = {
		owner,
		name,
		sha: query.sha,
		policy: query.policyPath
	};
	const parameters = [
		"$owner: String!",
		"$name: String!",
		"$sha: GitObjectID!",
		"$policy: String!"
	];
	const parts = [];
	const elsewhere = [];
	function declare(variable, type, value) {
		parameters.push(`$${variable}: ${type}`);
		variables[variable] = value;
	}
	if (query.before) {
		declare("before", "GitObjectID!", query.before);
		parts.push(`before: object(oid: $before) { __typename ... on Commit { oid file(path: $policy) { object ${BLOB} } } }`);
	}
	if (query.environment !== void 0) {
		declare("environment", "String!", query.environment);
		parts.push(`environment(name: $environment) ${ENVIRONMENT}`);
	}
	if (query.workflow) {
		declare("workflow", "String!", `${query.workflow.sha}:${query.workflow.path}`);
		const file = `workflow: object(expression: $workflow) ${BLOB}`;
		if (query.workflow.repository.toLowerCase() === repository.toLowerCase()) parts.push(file);
		else {
			const [workflowOwner = "", workflowName = ""] = query.workflow.repository.split("/");
			declare("workflowOwner", "String!", workflowOwner);
			declare("workflowName", "String!", workflowName);
			elsewhere.push(`elsewhere: repository(owner: $workflowOwner, name: $workflowName) { ${file} }`);
		}
	}
	return {
		variables,
		query: `query Overview(${parameters.join(", ")}) {
  repository(owner: $owner, name: $name) {
    databaseId
    visibility
    defaultBranchRef { name target { __typename ... on Commit { oid file(path: $policy) { object ${BLOB} } } } }
    commit: object(oid: $sha) ${COMMIT}
    ${parts.join("\n    ")}
  }
  ${elsewhere.join("\n")}
}`
	};
}

// src/ci/github/overview-reply.ts
const Actor = nullish(object({
	login: string(),
	databaseId: nullish(number$1())
}));
/** A file's content as GraphQL gives it. */
const Blob = nullish(object({
	__typename: string(),
	text: nullish(string()),
	byteSize: optional(number$1()),
	isTruncated: optional(boolean()),
	isBinary: nullish(boolean())
}));
const PolicyCommit = nullish(object({
	__typename: string(),
	oid: optional(string()),
	file: nullish(object({ object: Blob }))
}));
const GitActor = nullish(object({
	name: nullish(string()),
	email: nullish(string()),
	date: nullish(string()),
	user: Actor
}));
const Commit = nullish(object({
	__typename: string(),
	oid: optional(string()),
	tree: optional(object({ oid: string() })),
	parents: optional(object({ nodes: nullish(array(nullable(object({ oid: string() })))) })),
	messageHeadline: optional(string()),
	committedDate: optional(string()),
	author: GitActor,
	committer: GitActor,
	signature: nullish(object({
		isValid: boolean(),
		state: string(),
		payload: string(),
		signature: string(),
		wasSignedByGitHub: boolean(),
		verifiedAt: nullish(string()),
		signer: Actor
	}))
}));
const Environment = nullish(object({
	databaseId: nullish(number$1()),
	name: string(),
	protectionRules: object({ nodes: nullish(array(nullable(object({
		type: string(),
		timeout: number$1(),
		preventSelfReview: nullish(boolean()),
		reviewers: object({ nodes: nullish(array(nullable(object({
			__typename: string(),
			login: optional(string()),
			slug: optional(string()),
			databaseId: nullish(number$1())
		})))) })
	})))) })
}));
/** GitHub's reply to the overview query; GraphQL tells its errors beside partial data, with status 200. */
const OverviewReply = object({
	data: nullish(object({
		repository: nullish(object({
			databaseId: nullish(number$1()),
			visibility: optional(string()),
			defaultBranchRef: nullish(object({
				name: string(),
				target: PolicyCommit
			})),
			commit: Commit,
			before: PolicyCommit,
			workflow: Blob,
			environment: Environment
		})),
		elsewhere: nullish(object({ workflow: Blob }))
	})),
	errors: optional(array(object({
		type: optional(string()),
		path: optional(array(union([string(), number$1()]))),
		message: string()
	})))
});

// src/ci/github/overview.ts
const NEEDED = "permissions: contents: read";
/** Reads the overview by one GraphQL query. */
function createRepositoryReader(client, repository) {
	return { async overview(query) {
		try {
			const { query: text, variables } = overviewQuery$1(repository, query);
			const parsed = OverviewReply.safeParse(await client.graphql(text, variables));
			if (!parsed.success) throw new DoorlogError("http-reply-invalid", "GitHub’s GraphQL API answered with something else than it documents.", { cause: parsed.error });
			return overviewFrom(parsed.data, query);
		} catch (error) {
			return nothingSeen(notSeen(error, NEEDED), query);
		}
	} };
}
function nothingSeen(gap, query) {
	return {
		repository: gap,
		policy: gap,
		commit: gap,
		workflowFile: gap,
		...query.before && { policyBefore: gap },
		...query.environment !== void 0 && { environment: gap }
	};
}
function overviewFrom(reply, query) {
	const repository = reply.data?.repository;
	if (!repository) return nothingSeen(refused(reply, ["repository"]), query);
	const visibility = Visibility.safeParse(repository.visibility?.toLowerCase());
	const branch = repository.defaultBranchRef;
	const workflow = reply.data?.elsewhere ? reply.data.elsewhere.workflow : repository.workflow;
	return {
		repository: visibility.success && repository.databaseId && branch ? {
			ok: true,
			value: {
				id: String(repository.databaseId),
				visibility: visibility.data,
				defaultBranch: branch.name
			}
		} : refused(reply, ["repository"]),
		policy: policyFrom(reply, branch?.target, ["repository", "defaultBranchRef"]),
		...query.before && { policyBefore: policyFrom(reply, repository.before, ["repository", "before"]) },
		commit: repository.commit?.oid ? {
			ok: true,
			value: commitFrom(repository.commit)
		} : refused(reply, ["repository", "commit"]),
		workflowFile: textOf$1(workflow) ?? refused(reply, ["repository", "workflow"]),
		...query.environment !== void 0 && { environment: repository.environment ? {
			ok: true,
			value: protectionFrom(repository.environment)
		} : refused(reply, ["repository", "environment"]) }
	};
}
/** No commit or no text of a file that is there is a failure, so that no weaker policy takes its place unseen. */
function policyFrom(reply, commit, path) {
	if (!commit?.oid) return refused(reply, path);
	if (hasError(reply, path)) return refused(reply, path);
	if (!commit.file) return {
		ok: true,
		value: {
			commit: commit.oid,
			text: null
		}
	};
	const text = textOf$1(commit.file.object);
	if (text === void 0) return refused(reply, path);
	return text.ok ? {
		ok: true,
		value: {
			commit: commit.oid,
			text: text.value
		}
	} : text;
}
function textOf$1(blob) {
	if (blob?.__typename !== "Blob") return void 0;
	if (typeof blob.text === "string" && !blob.isTruncated) return {
		ok: true,
		value: blob.text
	};
	return {
		ok: false,
		reason: "input-invalid",
		needed: "a text file of less than 500 KB",
		detail: `The file has ${blob.byteSize ?? "too many"} bytes; GitHub gives at most 512,000 of text.`
	};
}
function hasError(reply, path) {
	return errorAt(reply, path) !== void 0;
}
function errorAt(reply, path) {
	return reply.errors?.find((error) => path.every((part, index) => error.path?.[index] === void 0 || error.path[index] === part));
}
/** Why a part is missing: GitHub's error for it, or that it is hidden or gone. */
function refused(reply, path) {
	const error = errorAt(reply, path) ?? reply.errors?.[0];
	const detail = error && `GitHub’s GraphQL API: ${error.message.slice(0, 300)}`;
	switch (error?.type) {
		case "FORBIDDEN": return {
			ok: false,
			reason: "not-permitted",
			needed: NEEDED,
			...detail && { detail }
		};
		case "RATE_LIMITED": return {
			ok: false,
			reason: "rate-limited",
			needed: "a rate limit that is not used up",
			...detail && { detail }
		};
		case "NOT_FOUND":
		case void 0: return {
			ok: false,
			reason: "not-found",
			needed: NEEDED,
			...detail && { detail }
		};
		default: return {
			ok: false,
			reason: "service-failed",
			needed: NEEDED,
			...detail && { detail }
		};
	}
}
function protectionFrom(environment) {
	const rules = (environment.protectionRules.nodes ?? []).flatMap((rule) => rule ? [rule] : []);
	const review = rules.find((rule) => rule.type === "REQUIRED_REVIEWERS");
	const wait = rules.find((rule) => rule.type === "WAIT_TIMER");
	const reviewers = (review?.reviewers.nodes ?? []).flatMap((reviewer) => reviewer ? [reviewer] : []);
	return {
		name: environment.name,
		...environment.databaseId && { id: String(environment.databaseId) },
		reviewersRequired: review !== void 0,
		reviewers: reviewers.flatMap(({ login, databaseId }) => login ? [{
			login,
			...databaseId && { id: String(databaseId) },
			type: "user"
		}] : []),
		reviewerTeams: reviewers.flatMap(({ slug, databaseId }) => slug ? [{
			slug,
			...databaseId && { id: String(databaseId) }
		}] : []),
		preventSelfReview: review?.preventSelfReview ?? false,
		waitMinutes: wait?.timeout ?? 0
	};
}

// src/ci/github/variables.ts
/**
* Every variable of the runner that Doorlog reads, under the name that it has there:
* https://docs.github.com/actions/reference/workflows-and-actions/variables
*/
const VARIABLES = {
	server: "GITHUB_SERVER_URL",
	apiUrl: "GITHUB_API_URL",
	graphqlUrl: "GITHUB_GRAPHQL_URL",
	repository: "GITHUB_REPOSITORY",
	repositoryId: "GITHUB_REPOSITORY_ID",
	repositoryOwner: "GITHUB_REPOSITORY_OWNER",
	repositoryOwnerId: "GITHUB_REPOSITORY_OWNER_ID",
	workflow: "GITHUB_WORKFLOW",
	workflowRef: "GITHUB_WORKFLOW_REF",
	workflowSha: "GITHUB_WORKFLOW_SHA",
	runId: "GITHUB_RUN_ID",
	runNumber: "GITHUB_RUN_NUMBER",
	runAttempt: "GITHUB_RUN_ATTEMPT",
	job: "GITHUB_JOB",
	event: "GITHUB_EVENT_NAME",
	eventPath: "GITHUB_EVENT_PATH",
	sha: "GITHUB_SHA",
	ref: "GITHUB_REF",
	refProtected: "GITHUB_REF_PROTECTED",
	actor: "GITHUB_ACTOR",
	actorId: "GITHUB_ACTOR_ID",
	triggeringActor: "GITHUB_TRIGGERING_ACTOR",
	actionRepository: "GITHUB_ACTION_REPOSITORY",
	actionRef: "GITHUB_ACTION_REF",
	actionId: "GITHUB_ACTION",
	runnerName: "RUNNER_NAME",
	runnerOs: "RUNNER_OS",
	runnerArch: "RUNNER_ARCH",
	runnerEnvironment: "RUNNER_ENVIRONMENT",
	runnerTemp: "RUNNER_TEMP",
	trackingId: "RUNNER_TRACKING_ID",
	imageOs: "ImageOS",
	imageVersion: "ImageVersion",
	idTokenRequestUrl: "ACTIONS_ID_TOKEN_REQUEST_URL",
	idTokenRequestToken: "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
	runtimeToken: "ACTIONS_RUNTIME_TOKEN",
	resultsUrl: "ACTIONS_RESULTS_URL"
};
const number = string().check(_regex(/^[1-9]\d{0,19}$/));
const objectId = string().check(_regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
const address = url({ protocol: /^https?$/ });
const plain = string().check(_minLength(1), _maxLength(1e3));
const SHAPES = {
	server: address,
	apiUrl: address,
	graphqlUrl: address,
	repository: string().check(_regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/)),
	repositoryId: number,
	repositoryOwnerId: number,
	workflowSha: objectId,
	runId: number,
	runNumber: number,
	runAttempt: number,
	sha: objectId,
	actorId: number,
	refProtected: _enum(["true", "false"]),
	runnerEnvironment: _enum(["github-hosted", "self-hosted"])
};
const SECRET = /* @__PURE__ */ new Set(["idTokenRequestToken", "runtimeToken"]);
const REQUIRED = [
	"server",
	"apiUrl",
	"repository",
	"runId",
	"sha",
	"event",
	"actor",
	"job"
];
/** Reads the runner's variables, and says in one sentence each what is missing or malformed. */
function readVariables(env) {
	const variables = {};
	const malformed = [];
	for (const [name, variable] of Object.entries(VARIABLES)) {
		const value = env[variable];
		if (value === void 0 || value === "") continue;
		const parsed = SECRET.has(name) ? {
			success: true,
			data: value
		} : (SHAPES[name] ?? plain).safeParse(value);
		if (parsed.success) variables[name] = name.endsWith("Url") || name === "server" ? parsed.data.replace(/\/+$/, "") : parsed.data;
		else malformed.push(variable);
	}
	return {
		variables,
		problems: [...complaint(REQUIRED.filter((name) => variables[name] === void 0 && !malformed.includes(VARIABLES[name])).map((name) => VARIABLES[name]), "missing from the environment"), ...complaint(malformed, "not of the form that the runner gives it")]
	};
}
function complaint(names, what) {
	if (names.length === 0) return [];
	const be = names.length === 1 ? "is" : "are";
	return [new DoorlogError("environment-invalid", `${names.join(", ")} ${be} ${what}; run Doorlog as a step of a GitHub Actions job and do not overwrite what the runner sets.`)];
}

// src/compose/identity.ts
/** The way to the identity token, or undefined where the job may not ask for one. */
function identityFrom(variables, { oidcAudience: audience }, http) {
	const { idTokenRequestUrl: requestUrl, idTokenRequestToken: requestToken } = variables;
	if (!requestUrl || !requestToken) return void 0;
	let token;
	return () => {
		token ??= import("./oidc.js").then(({ fetchIdToken }) => fetchIdToken({
			requestUrl,
			requestToken,
			audience,
			http
		}));
		return token;
	};
}
/** The claims of the identity token. */
async function claimsOf(identity) {
	const needed = "permissions: id-token: write";
	if (!identity) return {
		ok: false,
		reason: "not-available",
		needed
	};
	return observed(needed, async () => {
		const { decodeClaims } = await import("./oidc.js");
		return OidcClaims.parse(decodeClaims(await identity()));
	});
}

// src/compose/record-files.ts
/** The folder for a record's files. */
function outputFolder({ outputDirectory }, env, fallback) {
	return outputDirectory ? resolve(env.GITHUB_WORKSPACE ?? ".", outputDirectory) : fallback;
}
/** Writes a record and its bundle, and answers their paths. Raises `file-unreadable`. */
function keepFiles(folder, { record, bundle }) {
	try {
		return writeFiles(folder, record, bundle);
	} catch (error) {
		const message = `The record’s files could not be written to ${folder}; give the input output-directory a folder that can be.`;
		throw new DoorlogError("file-unreadable", message, { cause: error });
	}
}
function writeFiles(folder, record, bundle) {
	mkdirSync(folder, { recursive: true });
	const paths = {
		record: join(folder, "access-record.json"),
		bundle: join(folder, "bundle.sigstore.json")
	};
	writeFileSync(paths.record, record);
	if (bundle === void 0) return { record: paths.record };
	writeFileSync(paths.bundle, bundle);
	return paths;
}

// src/signing/instance.ts
const PUBLIC_GOOD = {
	name: "public-good",
	fulcioUrl: "https://fulcio.sigstore.dev",
	rekor: {
		url: "https://rekor.sigstore.dev",
		version: 1
	}
};
/**
* Chooses the Sigstore that signs. With `auto` only a repository that is known to be public goes to the public-good
* instance, because its log shows repository and workflow names to everyone, for ever.
* Raises `input-invalid`, naming the input.
*/
function chooseInstance(question) {
	const urls = question.urls ?? {};
	if (question.sigstore === "custom") return customInstance(urls);
	refuseUnusedUrls(question.sigstore, urls);
	if (question.sigstore === "public-good") return PUBLIC_GOOD;
	const host = hostOf(question.serverUrl);
	if (host === "github.com") return question.sigstore === "auto" && question.visibility === "public" ? PUBLIC_GOOD : githubInstance("githubapp.com");
	if (host?.endsWith(".ghe.com")) return githubInstance(host);
	return {
		name: "none",
		reason: `No public Sigstore signs for ${host ?? "this server"}; set the inputs sigstore: custom, fulcio-url and tsa-url or rekor-url to your own.`
	};
}
function githubInstance(domain) {
	return {
		name: "github",
		fulcioUrl: `https://fulcio.${domain}`,
		tsaUrl: `https://timestamp.${domain}`
	};
}
function customInstance(urls) {
	const fulcioUrl = webAddress("fulcio-url", urls.fulcioUrl);
	const tsaUrl = webAddress("tsa-url", urls.tsaUrl);
	const rekorUrl = webAddress("rekor-url", urls.rekorUrl);
	const version = urls.rekorVersion ?? 1;
	if (!fulcioUrl) throw new DoorlogError("input-invalid", "Input sigstore is custom, so input fulcio-url must name the authority.");
	if (!tsaUrl && !rekorUrl) throw new DoorlogError("input-invalid", "Input sigstore is custom, so one of the inputs tsa-url and rekor-url must be set: a signature needs a trusted time.");
	if (rekorUrl && version === 2 && !tsaUrl) throw new DoorlogError("input-invalid", "Input rekor-version is 2, which gives no trusted time, so input tsa-url must be set too.");
	return {
		name: "custom",
		fulcioUrl,
		...tsaUrl && { tsaUrl },
		...rekorUrl && { rekor: {
			url: rekorUrl,
			version
		} }
	};
}
/** Addresses that nothing uses are a mistake that would otherwise show only when a bundle is verified. */
function refuseUnusedUrls(sigstore, urls) {
	const unused = [
		["fulcio-url", urls.fulcioUrl],
		["tsa-url", urls.tsaUrl],
		["rekor-url", urls.rekorUrl]
	].find(([, url]) => url);
	if (unused) throw new DoorlogError("input-invalid", `Input ${unused[0]} is used only with sigstore: custom, but input sigstore is ${sigstore}.`);
}
function webAddress(input, url) {
	if (!url) return void 0;
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new DoorlogError("input-invalid", `Input ${input} must be an address that starts with https:// or http://.`);
	return url.replace(/\/+$/, "");
}
function hostOf(serverUrl) {
	return URL.canParse(serverUrl) ? new URL(serverUrl).host : void 0;
}

// src/compose/signer.ts
/** The signer for a record, or the gap that its absence leaves. */
function chooseSigner({ configuration, identity, http, server, visibility, environment }) {
	const gap = (reason, needed) => ({ gap: {
		pointer: "/signing",
		reason,
		needed
	} });
	if (configuration.attest === "none") return gap("not-asked", "the input attest: all");
	if (configuration.attest === "deployments" && environment === void 0) return gap("not-asked", "the input attest: all, or a job with an environment");
	if (!identity) return gap("not-permitted", "permissions: id-token: write, which no fork’s job is given");
	const instance = instanceFor(configuration, server, visibility);
	if (instance instanceof DoorlogError) return gap("input-invalid", "inputs that name a Sigstore");
	if (instance.name === "none") return gap("not-available", "the input sigstore: custom with an instance of your own");
	return {
		instance: instance.name,
		async sign(attested, text) {
			const { signRecord } = await import("./sign-record.js");
			return signRecord({
				attested,
				text,
				instance,
				idToken: identity,
				http
			});
		}
	};
}
/** The instance, or what is wrong with the inputs that name it. */
function instanceFor({ sigstore, fulcioUrl, tsaUrl, rekorUrl, rekorVersion }, serverUrl, visibility) {
	try {
		return chooseInstance({
			sigstore,
			visibility,
			serverUrl,
			urls: {
				fulcioUrl,
				tsaUrl,
				rekorUrl,
				rekorVersion: rekorVersion === "2" ? 2 : 1
			}
		});
	} catch (error) {
		if (error instanceof DoorlogError) return error;
		throw error;
	}
}

// src/compose/sinks.ts
/** Makes the configured sinks; one that needs a secret which this job was never given is left out. */
async function createSinks(configuration, { secrets }, http, trusted, logger) {
	const sinks = [];
	const problems = [];
	if (configuration.sinks.trim() === "") return {
		sinks,
		problems
	};
	try {
		const [{ parseSinks }, { createSink }] = await Promise.all([import("./config2.js"), import("./registry.js")]);
		const hasSecret = secrets.elasticsearchApiKey !== void 0 || secrets.elasticsearchPassword !== void 0;
		for (const config of await parseSinks(configuration.sinks)) if (config.type === "elasticsearch" && !hasSecret && !trusted) logger.info(`The sink “${config.name}” is left out: this job, like every fork’s, was given no secret for it.`);
		else sinks.push(await createSink(config, {
			http,
			secrets
		}));
	} catch (error) {
		problems.push(problemOf(error));
	}
	return {
		sinks,
		problems
	};
}

// src/compose.ts
/** Wires one hook together; nothing is sent yet, and what is heavy is loaded when it is needed. */
function composeHook({ env, inputs, configuration, savedSurroundings, logger }) {
	const { variables, problems: variableProblems } = readVariables(env);
	const problems = [...inputs.problems, ...variableProblems].map(problemOf);
	const event = readEvent(variables, problems);
	const facts = withSurroundings(jobFacts(variables, event, inputs.claims), env);
	const head = headFrom(facts, variables);
	const http = createHttp(restoreSurroundings(savedSurroundings, env));
	const redactor = createRedactor(secretValues(env, { ...inputs.secrets }));
	const folder = join(variables.runnerTemp ?? tmpdir(), "doorlog", head.recordId.slice(0, 16));
	const repository = variables.repository ?? "";
	const server = variables.server ?? "https://github.com";
	const apiUrl = variables.apiUrl ?? "https://api.github.com";
	const graphqlUrl = variables.graphqlUrl ?? `${apiUrl.replace(/\/v3$/, "")}/graphql`;
	const client = createGitHubClient({
		http,
		apiUrl,
		graphqlUrl,
		token: inputs.secrets.token ?? ""
	});
	const identity = identityFrom(variables, configuration, http);
	const instance = instanceFor(configuration, server, void 0);
	if (instance instanceof DoorlogError) problems.push(problemOf(instance));
	return {
		head,
		problems,
		query: {
			facts,
			action: {
				...variables.actionRepository && { actionRepository: variables.actionRepository },
				...variables.actionId && { actionId: variables.actionId }
			},
			environment: configuration.environment
		},
		ports: {
			clock: { now: () => /* @__PURE__ */ new Date() },
			logger,
			observers: {
				clock: { now: () => /* @__PURE__ */ new Date() },
				repository: createRepositoryReader(client, repository),
				access: createAccessReader(client, repository),
				claims: () => claimsOf(identity),
				tokenPermissions: () => tokenPermissions(facts, variables)
			},
			sinks: () => createSinks(configuration, inputs, http, identity !== void 0, logger),
			spool: createSpool({
				folder: join(folder, "spool"),
				digestOf
			}),
			salt: () => randomBytes(32).toString("hex"),
			redact: (record) => redactor.value(record),
			attestations: createAttestationStore(client, server, repository),
			artifacts: variables.runtimeToken && variables.resultsUrl ? artifactStore(variables.runtimeToken, variables.resultsUrl, http) : void 0,
			signer: ({ visibility, environment }) => chooseSigner({
				configuration,
				identity,
				http,
				server,
				visibility,
				environment
			}),
			keep: async (files) => keepFiles(outputFolder(configuration, env, folder), files)
		}
	};
}
function readEvent({ eventPath }, problems) {
	try {
		if (!eventPath) throw new DoorlogError("event-invalid", "GITHUB_EVENT_PATH names no event file; do not overwrite what the runner sets.");
		return parseEvent(readText(eventPath), eventPath);
	} catch (error) {
		problems.push(problemOf(error));
		return;
	}
}
function readText(file) {
	try {
		return readFileSync(file, "utf8");
	} catch (error) {
		throw new DoorlogError("event-invalid", `The event file ${file} could not be read; let no step remove it.`, { cause: error });
	}
}
function withSurroundings(facts, env) {
	return {
		...facts,
		runner: {
			...facts.runner,
			...describeSurroundings(env)
		}
	};
}
function headFrom({ pipeline, runner }, variables) {
	const { server, repository, repositoryId, runId, runAttempt } = pipeline;
	const workflowRef = pipeline.jobWorkflowRef ?? pipeline.workflowRef;
	return {
		recordId: recordIdOf({
			server: server ?? "",
			repositoryId: variables.repositoryId ?? repository ?? "",
			runId: runId ?? "",
			runAttempt: runAttempt ?? "1",
			checkRunId: pipeline.checkRunId,
			job: pipeline.job,
			matrix: pipeline.matrix,
			runnerName: runner.name,
			trackingId: runner.trackingId
		}),
		recorder: {
			kind: "job",
			version: VERSION$2,
			...variables.actionRepository && { action: variables.actionRepository },
			...variables.actionRef && { actionRef: variables.actionRef },
			...server && { server },
			...repository && { repository },
			...repositoryId && { repositoryId },
			...workflowRef && { workflowRef },
			...runId && { runId },
			...runAttempt && { runAttempt }
		}
	};
}
async function tokenPermissions({ pipeline }, variables) {
	const { readWorkerLogPermissions } = await import("./worker-log.js");
	const found = await readWorkerLogPermissions({
		execPath: process.execPath,
		runId: pipeline.runId ?? "",
		jobKey: pipeline.job ?? "",
		...variables.runAttempt && { runAttempt: variables.runAttempt },
		...pipeline.checkRunId && { checkRunId: pipeline.checkRunId }
	});
	return "permissions" in found ? {
		ok: true,
		value: found.permissions
	} : {
		ok: false,
		reason: "not-available",
		needed: "a runner whose own log can be read",
		detail: found.reason
	};
}
function artifactStore(token, resultsUrl, http) {
	return { async upload(name, files) {
		const { createArtifactStore } = await import("./artifact-store.js");
		await createArtifactStore({
			token,
			resultsUrl,
			http
		}).upload(name, files);
	} };
}

// src/core/policy-choice.ts
/**
* Chooses the policy at the head of the default branch. Where the very push that is being judged changed it, the one
* before the push holds: no commit is judged by a policy that it brings along.
*/
async function choosePolicy(overview, repository, sha) {
	const head = overview.policy;
	if (!head.ok) return {
		error: unavailable(head.reason, head.detail),
		repository
	};
	const before = overview.policyBefore;
	const { commit, text } = head.value.commit === sha && before?.ok === true && before.value.text !== head.value.text ? before.value : head.value;
	if (text === null) return { policy: builtInPolicy() };
	const ref = overview.repository.ok ? overview.repository.value.defaultBranch : void 0;
	const origin = {
		origin: "repository",
		repository,
		path: POLICY_PATH,
		...ref && { ref },
		commit,
		digest: sha256Hex(text)
	};
	try {
		return { policy: await parsePolicy(text, origin) };
	} catch (error) {
		if (error instanceof DoorlogError) return {
			error,
			repository
		};
		throw error;
	}
}
function unavailable(reason, detail) {
	return new DoorlogError(reason === "input-invalid" ? "policy-invalid" : "policy-unavailable", `The policy ${POLICY_PATH} could not be read from the default branch: ${detail ?? "GitHub shows neither the default branch nor the file to this token; it takes permissions: contents: read."}`);
}

// src/core/snapshot-draft.ts
/** Begins a snapshot with what was known before anything was asked. */
function draftSnapshot(facts, observedAt) {
	const snapshot = {
		observedAt: observedAt.toISOString(),
		pipeline: { ...facts.pipeline },
		runner: facts.runner,
		people: { ...facts.people },
		source: { ...facts.sha && { commit: facts.sha } },
		access: {},
		protections: {},
		gaps: [...facts.gaps],
		sources: { ...facts.sources }
	};
	function gap(found) {
		if (!snapshot.gaps.some(({ pointer }) => pointer === found.pointer)) snapshot.gaps.push(found);
	}
	return {
		snapshot,
		gap,
		take(pointer, source, look, keep) {
			if (look.ok) {
				keep(look.value);
				snapshot.sources[pointer] = source;
			} else {
				const { reason, needed, detail } = look;
				gap({
					pointer,
					reason,
					needed,
					...detail && { detail }
				});
			}
		}
	};
}

// src/core/token-access.ts
/**
* The token's rights, scope by scope: a scope that a statement does not list is `none` by that statement, because a
* block and the runner's log both list everything.
*/
function tokenAccessFrom({ declaration, workerLog, idTokenOffered }) {
	const declared = declaration.permissions;
	const permissions = {};
	for (const scope of /* @__PURE__ */ new Set([...Object.keys(declared ?? {}), ...Object.keys(workerLog ?? {})])) permissions[scope] = {
		...declared && { declared: levelIn(declared, scope) },
		...workerLog && { observed: levelIn(workerLog, scope) },
		source: workerLog ? "worker-log" : "workflow-file"
	};
	if (!workerLog && idTokenOffered !== void 0) {
		const known = permissions["id-token"];
		if (idTokenOffered || known) permissions["id-token"] = {
			...known,
			observed: idTokenOffered ? "write" : "none",
			source: "env"
		};
	}
	return {
		...(declared !== void 0 || workerLog !== void 0) && { permissions },
		...declaration.declaredIn && { declaredIn: declaration.declaredIn },
		...declaration.shorthand && { shorthand: declaration.shorthand }
	};
}
function levelIn(levels, scope) {
	return Object.hasOwn(levels, scope) ? levels[scope] ?? "none" : "none";
}

// src/core/workflow/step-ids.ts
const MAX_LENGTH = 100;
/**
* The id that the runner knows each step by (its GITHUB_ACTION), in the order of the steps: the one that is written, or
* the one that GitHub makes up from what the step uses, numbered where it occurs again.
* Source: the workflow parser in actions/runner (`ConvertToSteps`, `IdBuilder`).
*/
function runnerStepIds(steps) {
	const taken = new Set(steps.flatMap((step) => step.id ? [step.id.toLowerCase()] : []));
	return steps.map((step) => {
		if (step.id) return step.id;
		const base = `__${baseName(step.uses)}`.replace(/[^A-Za-z0-9_-]/g, "_");
		for (let attempt = 1;; attempt += 1) {
			const suffix = attempt === 1 ? "" : `_${attempt}`;
			const id = base.slice(0, MAX_LENGTH - suffix.length) + suffix;
			if (!taken.has(id.toLowerCase())) {
				taken.add(id.toLowerCase());
				return id;
			}
		}
	});
}
function baseName(uses) {
	if (uses === void 0) return "run";
	if (uses.startsWith("docker://")) return uses.slice(9) || "run";
	if (isLocalAction(uses)) return "self";
	if (uses.startsWith("$/")) return "selfRepository";
	return repositoryOf(uses) ?? "run";
}
/** Whether a step's action is a folder of the checked-out tree. */
function isLocalAction(uses) {
	return uses.startsWith("./") || uses.startsWith(".\\");
}
/** `OWNER/REPO` of `OWNER/REPO[/path]@ref`; undefined for local, `$/` and container actions and for what is no reference. */
function repositoryOf(uses) {
	if (isLocalAction(uses) || uses.startsWith("$/") || uses.startsWith("docker://")) return;
	const [path, ref, ...more] = uses.split("@");
	const [owner, name] = (path ?? "").split(/[/\\]/).filter((segment) => segment !== "");
	return owner === void 0 || name === void 0 || !ref || more.length > 0 ? void 0 : `${owner}/${name}`;
}

// src/core/workflow/after-refusal.ts
/**
* Which steps run, in whole or in part, although Doorlog's start refused the job. Whether an action has a pre can't be
* seen in the workflow file; local and container actions never have one that the runner starts.
* Source: actions/runner, where the condition of a pre is `always()` unless the action says otherwise.
*/
function stepsThatRunAfterRefusal(job, ourIndex) {
	const found = [];
	for (const step of job.steps) {
		if (step.index === ourIndex) continue;
		if (step.if !== void 0 && mayRunInFailedJob(step.if)) found.push({
			step,
			line: step.ifLine ?? step.line,
			kind: "condition",
			reason: "its condition lets it run after a failed step"
		});
		if (step.uses !== void 0 && (repositoryOf(step.uses) !== void 0 || step.uses.startsWith("$/"))) {
			const earlier = step.index < ourIndex;
			const reason = earlier ? "it stands before Doorlog, so a pre step of its action runs first" : "a pre step of its action runs even after Doorlog's start has failed";
			found.push({
				step,
				line: step.line,
				kind: earlier ? "earlier-pre" : "later-pre",
				reason
			});
		}
	}
	return found;
}
/**
* Whether a step with this condition may run after an earlier failure. GitHub puts `success() &&` before a condition
* that calls no status function; one that calls only `success()` counts as safe where it is a plain `… && success()`.
*/
function mayRunInFailedJob(condition) {
	const code = condition.replace(/'(?:[^']|'')*'/g, "''").replace(/^\s*\$\{\{|\}\}\s*$/g, "").replace(/\s+/g, "").toLowerCase();
	if (/\b(?:always|failure|cancelled)\(/.test(code)) return true;
	return /\bsuccess\(/.test(code) && !topLevelConjuncts(code).includes("success()");
}
/** The parts between `&&` outside all brackets; none where an `||` stands there too. */
function topLevelConjuncts(code) {
	const parts = [];
	let depth = 0;
	let part = "";
	for (const token of code.match(/&&|\|\||[\s\S]/g) ?? []) {
		if (depth === 0 && token === "||") return [];
		if (depth === 0 && token === "&&") {
			parts.push(part);
			part = "";
			continue;
		}
		depth += "([{".includes(token) ? 1 : ")]}".includes(token) ? -1 : 0;
		part += token;
	}
	return [...parts, part];
}

// src/core/workflow/yaml-tree.ts
const MAX_BYTES = 1048576;
const MAX_NODES = 6e5;
const MAX_DEPTH = 100;
/**
* Reads one YAML 1.2 document into a tree in which every node knows its place and aliases are followed.
* Raises `workflow-invalid` for text over 1 MiB, broken YAML, more than one document, merge keys, duplicate keys,
* keys that are not scalars, unknown or circular aliases, and aliases that blow the document up.
*/
function readYamlTree(text, yaml, file) {
	if (text.length > MAX_BYTES || Buffer.byteLength(text) > MAX_BYTES) throw new DoorlogError("workflow-invalid", `${file} is larger than 1 MiB (line 1, column 1); make it smaller.`);
	const lineCounter = new yaml.LineCounter();
	const document = parseText(text, yaml, lineCounter, file);
	const positionOf = (offset) => {
		const { line, col } = lineCounter.linePos(offset);
		return {
			line: Math.max(line, 1),
			column: Math.max(col, 1)
		};
	};
	const problem = document.errors[0];
	if (problem !== void 0) {
		const said = problem.message.split("\n", 1)[0] ?? "";
		throw invalidAt(file, positionOf(problem.pos[0]), `is not YAML that GitHub reads (${said})`);
	}
	return new TreeBuilder(yaml, file, positionOf).build(document.contents);
}
/** The error for something in the file: `what` continues the sentence that starts with the file's name. */
function invalidAt(file, at, what) {
	return new DoorlogError("workflow-invalid", `${file} ${what} at line ${at.line}, column ${at.column}.`);
}
function parseText(text, yaml, lineCounter, file) {
	try {
		return yaml.parseDocument(text, {
			version: "1.2",
			schema: "core",
			merge: false,
			strict: true,
			uniqueKeys: false,
			prettyErrors: false,
			logLevel: "error",
			lineCounter
		});
	} catch (cause) {
		throw new DoorlogError("workflow-invalid", `${file} cannot be parsed as YAML (from line 1, column 1).`, { cause });
	}
}
var TreeBuilder = class {
	yaml;
	file;
	positionOf;
	anchors = /* @__PURE__ */ new Map();
	size = 0;
	constructor(yaml, file, positionOf) {
		this.yaml = yaml;
		this.file = file;
		this.positionOf = positionOf;
	}
	build(contents) {
		return contents === null || contents === void 0 ? {
			kind: "null",
			at: {
				line: 1,
				column: 1
			}
		} : this.node(contents, 0, {
			line: 1,
			column: 1
		});
	}
	node(source, depth, near) {
		const at = this.place(source, near);
		if (depth > MAX_DEPTH) throw invalidAt(this.file, at, `is nested more than ${MAX_DEPTH} levels deep`);
		this.grow(1, at);
		if (this.yaml.isAlias(source)) return this.follow(source.source, at);
		const anchor = anchorOf(source);
		const before = this.size;
		if (anchor !== void 0) this.anchors.set(anchor, "open");
		const node = this.content(source, depth, at);
		if (anchor !== void 0) this.anchors.set(anchor, {
			node,
			size: this.size - before
		});
		return node;
	}
	content(source, depth, at) {
		if (this.yaml.isMap(source)) return {
			kind: "map",
			at,
			entries: this.entries(source.items, depth, at)
		};
		if (this.yaml.isSeq(source)) return {
			kind: "list",
			at,
			items: source.items.map((item) => this.node(item, depth + 1, at))
		};
		if (this.yaml.isScalar(source) && source.value !== null) return {
			kind: "text",
			at,
			text: textOf(source)
		};
		return {
			kind: "null",
			at
		};
	}
	entries(items, depth, near) {
		const entries = /* @__PURE__ */ new Map();
		for (const pair of items) {
			if (!this.yaml.isPair(pair)) continue;
			const key = this.node(pair.key, depth + 1, near);
			if (key.kind !== "text") throw invalidAt(this.file, key.at, "has a key that is not a plain word");
			if (key.text === "<<") throw invalidAt(this.file, key.at, "has a merge key `<<`, which GitHub refuses,");
			if (entries.has(key.text)) throw invalidAt(this.file, key.at, `has the key ${shown(key.text)} twice in one map, again`);
			const value = pair.value === null || pair.value === void 0 ? {
				kind: "null",
				at: key.at
			} : this.node(pair.value, depth + 1, key.at);
			entries.set(key.text, {
				keyAt: key.at,
				value
			});
		}
		return entries;
	}
	follow(name, at) {
		const target = this.anchors.get(name);
		if (target === void 0) throw invalidAt(this.file, at, `has the alias ${shown(name)} without an anchor before it`);
		if (target === "open") throw invalidAt(this.file, at, `has the alias ${shown(name)} inside its own anchor`);
		this.grow(target.size, at);
		return {
			...target.node,
			at
		};
	}
	grow(by, at) {
		this.size += by;
		if (this.size > MAX_NODES) throw invalidAt(this.file, at, `grows over ${MAX_NODES} values by its aliases`);
	}
	place(source, near) {
		const range = typeof source === "object" && source !== null && "range" in source ? source.range : void 0;
		const offset = Array.isArray(range) ? range[0] : void 0;
		return typeof offset === "number" ? this.positionOf(offset) : near;
	}
};
function anchorOf(source) {
	const anchor = typeof source === "object" && source !== null && "anchor" in source ? source.anchor : void 0;
	return typeof anchor === "string" ? anchor : void 0;
}
function textOf(scalar) {
	return typeof scalar.value === "string" ? scalar.value : scalar.source ?? String(scalar.value);
}
/** A name from the file as error sentences show it: short and on one line. */
function shown(text) {
	const oneLine = text.replace(/\s+/g, " ");
	return `\`${oneLine.length > 60 ? `${oneLine.slice(0, 60)}…` : oneLine}\``;
}

// src/core/workflow/effective-permissions.ts
/** Scopes of GitHub's workflow schema, autumn 2026: what `read-all` and `write-all` stand for. */
const KNOWN_SCOPES = [
	"actions",
	"artifact-metadata",
	"attestations",
	"checks",
	"code-quality",
	"contents",
	"copilot-requests",
	"deployments",
	"discussions",
	"drives",
	"id-token",
	"issues",
	"models",
	"packages",
	"pages",
	"pull-requests",
	"repository-projects",
	"security-events",
	"statuses",
	"vulnerability-alerts"
];
/** Scopes of which GitHub gives read or nothing. */
const READ_AT_MOST = /* @__PURE__ */ new Set(["models", "vulnerability-alerts"]);
/** Scopes of which GitHub gives write or nothing. */
const WRITE_OR_NOTHING = /* @__PURE__ */ new Set(["copilot-requests", "id-token"]);
/**
* The permissions of one job by its workflow file: a job's block replaces the workflow's in full, what a block does not
* list is none, and no block at all means the repository's default. For a called workflow, `caller` is what the calling
* job has; asking for more is an error, as it is on GitHub, unless the caller's own are unknown.
* Raises `workflow-invalid`.
*/
function effectivePermissions(workflow, jobKey, caller) {
	const job = workflow.jobs.get(jobKey);
	if (job === void 0) throw new DoorlogError("workflow-invalid", `The workflow file has no job ${shown(jobKey)} (looked from line 1).`);
	const ceiling = caller?.permissions ?? null;
	if (ceiling !== null) {
		refuseMoreThan(ceiling, workflow.permissions, "The called workflow");
		refuseMoreThan(ceiling, job.permissions, `The job ${shown(jobKey)} of the called workflow`);
	}
	if (job.permissions !== void 0) return {
		permissions: grantsOf(job.permissions),
		source: "job",
		line: job.permissions.line
	};
	if (workflow.permissions !== void 0) return {
		permissions: grantsOf(workflow.permissions),
		source: "workflow",
		line: workflow.permissions.line
	};
	return ceiling === null ? {
		permissions: null,
		source: "default"
	} : {
		permissions: ceiling,
		source: "caller"
	};
}
function grantsOf(block) {
	const declared = block.shorthand === void 0 ? Object.entries(block.scopes) : KNOWN_SCOPES.map((scope) => [scope, block.shorthand === "read-all" ? "read" : "write"]);
	const grants = [];
	for (const [scope, level] of declared) {
		if (level === "none" || level === "read" && WRITE_OR_NOTHING.has(scope)) continue;
		grants.push([scope, READ_AT_MOST.has(scope) ? "read" : level]);
	}
	return Object.fromEntries(grants.sort(([a], [b]) => a < b ? -1 : 1));
}
function refuseMoreThan(ceiling, block, who) {
	if (block === void 0) return;
	for (const [scope, level] of Object.entries(grantsOf(block))) {
		const allowed = Object.hasOwn(ceiling, scope) ? ceiling[scope] : void 0;
		if (allowed === void 0 || level === "write" && allowed === "read") throw new DoorlogError("workflow-invalid", `${who} asks for \`${scope}: ${level}\` where its caller allows ${allowed ?? "none"}, at line ${block.line}; GitHub refuses to start such a run.`);
	}
}

// src/core/workflow/our-step.ts
/**
* The step of the job that is Doorlog, or that holds it as a composite action. The id decides, unless the step that it
* names uses another repository's action; then, and on runners whose ids differ from GitHub's, the first step that
* uses the repository. Both are claims of the environment: what is found is evidence, not proof.
*/
function findOurStep(job, action) {
	const repository = action.actionRepository?.toLowerCase() || void 0;
	const [outerId, ...innerIds] = (action.actionId ?? "").split(".");
	if (outerId) {
		const ids = runnerStepIds(job.steps);
		const named = job.steps[ids.findIndex((id) => id.toLowerCase() === outerId.toLowerCase())];
		if (named !== void 0 && (innerIds.length > 0 || couldBe(named, repository))) return named;
	}
	return repository === void 0 ? void 0 : job.steps.find((step) => usesRepository(step, repository));
}
function couldBe(step, repository) {
	if (step.uses === void 0 || isLocalAction(step.uses) || step.uses.startsWith("$/")) return true;
	return repository === void 0 || usesRepository(step, repository);
}
function usesRepository(step, repository) {
	return step.uses !== void 0 && repositoryOf(step.uses)?.toLowerCase() === repository;
}

// src/core/workflow/permission-block.ts
/**
* Reads the value of a `permissions` key. Raises `workflow-invalid` for anything but `read-all`, `write-all` or a map of
* scopes to `read`, `write` or `none`: GitHub allows no expressions there and refuses an empty value.
*/
function readPermissionBlock(entry, file) {
	const { keyAt, value } = entry;
	if (value.kind === "text") {
		if (value.text === "read-all" || value.text === "write-all") return {
			line: keyAt.line,
			shorthand: value.text,
			scopes: {}
		};
		const what = isExpression(value.text) ? "an expression" : shown(value.text);
		throw invalidAt(file, value.at, `has ${what} as permissions, where only scopes, read-all or write-all may stand,`);
	}
	if (value.kind !== "map") throw invalidAt(file, value.at, "has permissions that are neither scopes nor read-all nor write-all");
	const scopes = [];
	for (const [scope, { keyAt: scopeAt, value: level }] of value.entries) {
		if (!/^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(scope)) throw invalidAt(file, scopeAt, `has ${shown(scope)}, which is no name of a scope, under permissions`);
		if (level.kind !== "text" || level.text !== "read" && level.text !== "write" && level.text !== "none") {
			const what = level.kind === "text" && isExpression(level.text) ? "an expression" : "a value";
			throw invalidAt(file, level.at, `has ${what} other than read, write or none for the permission ${shown(scope)}`);
		}
		scopes.push([scope, level.text]);
	}
	return {
		line: keyAt.line,
		scopes: Object.fromEntries(scopes)
	};
}
/** Whether a value is, or holds, an expression for GitHub to evaluate. */
function isExpression(text) {
	return text.includes("${{");
}

// src/core/workflow/parse-workflow.ts
/**
* Reads a GitHub workflow file, given as text; `file` names it in error sentences.
* Raises `workflow-invalid` with line and column, both from 1, for what GitHub would refuse in the parts read here.
*/
function parseWorkflow(text, yaml, file = "The workflow file") {
	const root = readYamlTree(text, yaml, file);
	if (root.kind === "null") return {
		triggers: [],
		jobs: /* @__PURE__ */ new Map()
	};
	const entries = mapOf(root, file, "is not a map of keys");
	const name = textAt(entries, "name", file);
	const permissions = entries.get("permissions");
	return {
		...name === void 0 ? {} : { name },
		triggers: namesAt(entries, "on", file),
		...permissions === void 0 ? {} : { permissions: readPermissionBlock(permissions, file) },
		jobs: readJobs(entries.get("jobs")?.value, file)
	};
}
function readJobs(node, file) {
	const jobs = /* @__PURE__ */ new Map();
	if (node === void 0 || node.kind === "null") return jobs;
	for (const [key, entry] of mapOf(node, file, "has `jobs` that are not a map")) jobs.set(key, readJob(key, entry, file));
	return jobs;
}
function readJob(key, { keyAt, value }, file) {
	const entries = mapOf(value, file, "has a job that is not a map");
	const name = textAt(entries, "name", file);
	const uses = textAt(entries, "uses", file);
	const environment = readEnvironment(entries.get("environment"), file);
	const permissions = entries.get("permissions");
	const steps = entries.get("steps")?.value;
	if (steps !== void 0 && steps.kind !== "list" && steps.kind !== "null") throw invalidAt(file, steps.at, "has `steps` that are not a list");
	return {
		key,
		line: keyAt.line,
		...name === void 0 ? {} : { name },
		...uses === void 0 ? {} : { uses },
		needs: namesAt(entries, "needs", file),
		...environment === void 0 ? {} : { environment },
		...permissions === void 0 ? {} : { permissions: readPermissionBlock(permissions, file) },
		...readContinueOnError(entries),
		steps: steps?.kind === "list" ? steps.items.map((step, index) => readStep(step, index, file)) : []
	};
}
function readStep(node, index, file) {
	const entries = mapOf(node, file, "has a step that is not a map");
	const id = textAt(entries, "id", file);
	const name = textAt(entries, "name", file);
	const uses = textAt(entries, "uses", file);
	const condition = textAt(entries, "if", file);
	const ifLine = entries.get("if")?.keyAt.line;
	const inputs = entries.get("with")?.value;
	return {
		index,
		line: node.at.line,
		...id === void 0 ? {} : { id },
		...name === void 0 ? {} : { name },
		...uses === void 0 ? {} : { uses },
		...entries.has("run") ? { run: true } : {},
		...condition === void 0 ? {} : { if: condition },
		...condition === void 0 || ifLine === void 0 ? {} : { ifLine },
		...readContinueOnError(entries),
		with: inputs?.kind === "map" ? [...inputs.entries.keys()] : []
	};
}
function readEnvironment(entry, file) {
	if (entry === void 0 || entry.value.kind === "null") return;
	const { line } = entry.keyAt;
	if (entry.value.kind === "text") return {
		name: nameOrNull(entry.value.text),
		line
	};
	const entries = mapOf(entry.value, file, "has an `environment` that is neither a name nor a map");
	const name = textAt(entries, "name", file);
	const deployment = textAt(entries, "deployment", file)?.toLowerCase();
	if (name === void 0) throw invalidAt(file, entry.value.at, "has an `environment` without a name");
	return {
		name: nameOrNull(name),
		line,
		...deployment === "true" || deployment === "false" ? { deployment: deployment === "true" } : {}
	};
}
function nameOrNull(text) {
	return isExpression(text) ? null : text;
}
function readContinueOnError(entries) {
	const entry = entries.get("continue-on-error");
	if (entry === void 0 || entry.value.kind !== "text") return { continueOnError: false };
	const { text } = entry.value;
	return {
		continueOnError: isExpression(text) ? "expression" : text.toLowerCase() === "true",
		continueOnErrorLine: entry.keyAt.line
	};
}
/** A name, a list of names or a map whose keys are the names: `on` may be all three, `needs` the first two. */
function namesAt(entries, key, file) {
	const node = entries.get(key)?.value;
	if (node === void 0 || node.kind === "null") return [];
	if (node.kind === "text") return [node.text];
	if (node.kind === "map") return [...node.entries.keys()];
	return node.items.map((item) => {
		if (item.kind !== "text") throw invalidAt(file, item.at, `has something else than names in \`${key}\``);
		return item.text;
	});
}
function textAt(entries, key, file) {
	const node = entries.get(key)?.value;
	if (node === void 0 || node.kind === "null") return;
	if (node.kind !== "text") throw invalidAt(file, node.at, `has \`${key}\` as a list or map where a single value belongs`);
	return node.text;
}
function mapOf(node, file, what) {
	if (node.kind !== "map") throw invalidAt(file, node.at, what);
	return node.entries;
}

// src/core/workflow/declaration.ts
/** Reads what a workflow file declares for a job. Never raises: a file that can't be read leaves gaps. */
async function readDeclaration({ text, file, job: key, action }) {
	const gaps = [];
	const miss = (pointer, needed, detail) => gaps.push({
		pointer,
		reason: "not-found",
		needed,
		...detail && { detail }
	});
	try {
		const workflow = parseWorkflow(text, await import("./yaml.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1)), file);
		const job = workflow.jobs.get(key);
		if (!job) throw new DoorlogError("workflow-invalid", `${file} has no job “${key}”.`);
		const enforcement = enforcementOf(job, file, action);
		if (!enforcement) miss("/enforcement", "a step of the job that uses Doorlog itself");
		if (job.environment?.name === null) miss("/pipeline/environment", "the input `environment`, because the workflow file gives an expression");
		return {
			environment: job.environment ? job.environment.name ?? void 0 : null,
			...permissionsOf(workflow, job, file),
			...enforcement && { enforcement },
			gaps
		};
	} catch (error) {
		for (const pointer of ["/enforcement", "/pipeline/environment"]) miss(pointer, "a workflow file that can be read", sentenceOf(error));
		return {
			environment: void 0,
			gaps
		};
	}
}
function permissionsOf(workflow, job, file) {
	const { permissions, source, line } = effectivePermissions(workflow, job.key);
	if (permissions === null || line === void 0) return {};
	const shorthand = (job.permissions ?? workflow.permissions)?.shorthand;
	return {
		permissions,
		declaredIn: {
			file,
			line,
			level: source === "job" ? "job" : "workflow"
		},
		...shorthand && { shorthand }
	};
}
function enforcementOf(job, file, action) {
	const step = findOurStep(job, action);
	if (!step) return void 0;
	return {
		file,
		line: step.continueOnErrorLine ?? step.line,
		position: step.index,
		continueOnError: step.continueOnError === "expression" ? "expression" : step.continueOnError ? "yes" : "no",
		unguardedSteps: stepsThatRunAfterRefusal(job, step.index).flatMap(({ line, kind }) => kind === "later-pre" ? [] : [{
			line,
			reason: kind === "condition" ? "condition" : "pre-runs-first"
		}])
	};
}

// src/pipeline/observe.ts
const NOT_OBSERVED = {
	ok: false,
	reason: "not-asked",
	needed: "a policy with a rule that needs it, or the collector"
};
/**
* Takes a snapshot in two rounds: what needs nothing but the runner's word side by side, then what the workflow file and
* the policy ask for. At most 5 requests to GitHub. Never raises for what a service does: that leaves gaps.
*/
async function observe(observers, query) {
	const { facts, expected } = query;
	const draft = draftSnapshot(facts, observers.clock.now());
	const [overview, claims, tokenPermissions, initiator, rerunner, earlyApprovals] = await Promise.all([
		observers.repository.overview(overviewQuery(query)),
		observers.claims(),
		observers.tokenPermissions(),
		role(observers.access, query, facts.people.initiator),
		role(observers.access, query, sameAs(facts.people.rerunner, facts.people.initiator) ? void 0 : facts.people.rerunner),
		expected?.approvals && facts.pipeline.runId ? observers.access.approvals(facts.pipeline.runId) : void 0
	]);
	const [policy, declaration] = await Promise.all([choosePolicy(overview, facts.pipeline.repository ?? "", facts.pipeline.sha ?? ""), declarationFrom(overview, query)]);
	keepOverview(draft, overview);
	keepPeople(draft, initiator, rerunner);
	draft.take("/access/oidc/claims", "oidc", claims, (value) => {
		draft.snapshot.access.oidc = {
			available: true,
			claims: value
		};
		keepVisibility(draft, value);
	});
	if (!claims.ok) draft.snapshot.access.oidc = { available: claims.reason !== "not-available" };
	keepDeclaration(draft, declaration, tokenPermissions, query.idTokenOffered);
	const environment = keepEnvironmentName(draft, query, declaration, claims);
	if (environment === null) notApplicable(draft);
	else if (environment !== void 0) {
		const wanted = "policy" in policy ? evidenceFor(policy.policy) : /* @__PURE__ */ new Set();
		const [protection, approvals] = await Promise.all([overview.environment && expected?.environment === environment ? overview.environment : observers.access.environment(environment), earlyApprovals ?? (wanted.has("approvals") && facts.pipeline.runId ? observers.access.approvals(facts.pipeline.runId) : NOT_OBSERVED)]);
		keepEnvironment(draft, protection, approvals);
	} else for (const pointer of ["/protections/environment", "/approvals"]) draft.gap({
		pointer,
		reason: "not-found",
		needed: "the name of the job’s environment"
	});
	return {
		snapshot: draft.snapshot,
		policy
	};
}
function overviewQuery({ facts, expected }) {
	const { pipeline } = facts;
	return {
		sha: facts.sha ?? "",
		policyPath: POLICY_PATH,
		before: pipeline.before,
		workflow: workflowFile(facts),
		environment: expected?.environment
	};
}
/** `OWNER/REPO/PATH@REF` of the file that holds the job, and its commit. */
function workflowFile({ pipeline }) {
	const [ref, sha] = pipeline.jobWorkflowRef ? [pipeline.jobWorkflowRef, pipeline.jobWorkflowSha] : [pipeline.workflowRef, pipeline.workflowSha];
	const [, repository, path] = /^([^/]+\/[^/]+)\/([^@]+)@/.exec(ref ?? "") ?? [];
	return repository && path && sha ? {
		repository,
		path,
		sha
	} : void 0;
}
async function role(access, query, person) {
	if (!person) return void 0;
	if (person.type === "bot") return {
		ok: false,
		reason: "not-applicable",
		needed: "an account of a person: apps hold permissions, not roles"
	};
	if (query.roles === "unidentified" && person.id !== void 0) return NOT_OBSERVED;
	return access.person(person.login);
}
function sameAs(a, b) {
	return a !== void 0 && a.login === b?.login;
}
async function declarationFrom(overview, query) {
	const file = workflowFile(query.facts);
	const job = query.facts.pipeline.job;
	if (!overview.workflowFile.ok) return overview.workflowFile;
	if (!file || !job) return {
		ok: false,
		reason: "not-available",
		needed: "a runner that names the workflow file and the job"
	};
	return {
		ok: true,
		value: await readDeclaration({
			text: overview.workflowFile.value,
			file: file.path,
			job,
			action: query.action
		})
	};
}
function keepOverview(draft, overview) {
	const { snapshot } = draft;
	draft.take("/pipeline/visibility", "api", overview.repository, ({ id, visibility }) => {
		snapshot.pipeline = {
			...snapshot.pipeline,
			visibility,
			repositoryId: snapshot.pipeline.repositoryId ?? id
		};
	});
	draft.take("/source", "api", overview.commit, ({ source, author, committer }) => {
		snapshot.source = source;
		snapshot.people = {
			...snapshot.people,
			author,
			committer
		};
		snapshot.sources["/people/author"] = "api";
		snapshot.sources["/people/committer"] = "api";
	});
	if (!overview.commit.ok) {
		const { reason, needed } = overview.commit;
		for (const pointer of ["/people/author", "/people/committer"]) draft.gap({
			pointer,
			reason,
			needed
		});
	}
}
/** The issuer's word for who can see the repository goes before everything that passed through the job. */
function keepVisibility({ snapshot }, claims) {
	const claimed = Visibility.safeParse(claims.repository_visibility);
	if (!claimed.success) return;
	snapshot.pipeline = {
		...snapshot.pipeline,
		visibility: claimed.data
	};
	snapshot.sources["/pipeline/visibility"] = "oidc";
}
function keepPeople(draft, initiator, rerunner) {
	const { snapshot } = draft;
	if (initiator) draft.take("/people/initiator/role", "api", initiator, (seen) => {
		snapshot.people = {
			...snapshot.people,
			initiator: {
				...seen,
				...known(snapshot.people.initiator, seen)
			}
		};
	});
	const { initiator: first, rerunner: second } = snapshot.people;
	if (sameAs(second, first) && first) snapshot.people = {
		...snapshot.people,
		rerunner: first
	};
	else if (rerunner) {
		draft.take("/people/rerunner/role", "api", rerunner, (seen) => {
			snapshot.people = {
				...snapshot.people,
				rerunner: {
					...seen,
					...known(second, seen)
				}
			};
		});
		if (!rerunner.ok && second?.id === void 0) draft.gap({
			pointer: "/people/rerunner/id",
			reason: rerunner.reason,
			needed: rerunner.needed
		});
	}
}
/** The runner's id for a person goes before the API's: a login may have changed hands since the run began. */
function known(person, seen) {
	return person?.id !== void 0 && person.id !== seen.id ? { id: person.id } : {};
}
function keepDeclaration(draft, look, tokenPermissions, idTokenOffered) {
	const { snapshot } = draft;
	const declaration = look.ok ? look.value : void 0;
	const workerLog = tokenPermissions.ok ? tokenPermissions.value : void 0;
	const token = tokenAccessFrom({
		declaration: declaration ?? {},
		workerLog,
		idTokenOffered
	});
	snapshot.access.token = token;
	if (token.permissions) snapshot.sources["/access/token"] = workerLog ? "worker-log" : "workflow-file";
	if (!token.permissions) {
		const needed = "a permissions block in the workflow file, or a runner whose log can be read";
		const detail = tokenPermissions.ok ? void 0 : tokenPermissions.detail;
		draft.gap({
			pointer: "/access/token/permissions",
			reason: look.ok ? "not-available" : look.reason,
			needed,
			...detail && { detail }
		});
	}
	if (declaration?.enforcement) {
		snapshot.enforcement = declaration.enforcement;
		snapshot.sources["/enforcement"] = "workflow-file";
	}
	for (const gap of declaration?.gaps ?? []) if (gap.pointer !== "/pipeline/environment") draft.gap(gap);
	if (!look.ok) draft.gap({
		pointer: "/enforcement",
		reason: look.reason,
		needed: look.needed,
		...look.detail && { detail: look.detail }
	});
}
/** The environment's name by the strongest voice: the token's claim, the workflow file, the user's word. */
function keepEnvironmentName(draft, query, declaration, claims) {
	const { snapshot } = draft;
	const declared = declaration.ok ? declaration.value.environment : void 0;
	const [name, source] = claims.ok ? [claims.value.environment ?? null, "oidc"] : declared !== void 0 ? [declared, "workflow-file"] : [query.environment, "input"];
	if (typeof name === "string") {
		snapshot.pipeline = {
			...snapshot.pipeline,
			environment: name
		};
		snapshot.sources["/pipeline/environment"] = source;
	}
	if (name === void 0) {
		const gap = declaration.ok ? declaration.value.gaps.find(({ pointer }) => pointer === "/pipeline/environment") : void 0;
		draft.gap(gap ?? {
			pointer: "/pipeline/environment",
			reason: "not-found",
			needed: "a workflow file that can be read, or the input `environment`"
		});
	}
	return name;
}
function notApplicable(draft) {
	for (const pointer of [
		"/pipeline/environment",
		"/protections/environment",
		"/approvals"
	]) draft.gap({
		pointer,
		reason: "not-applicable",
		needed: "a deployment environment"
	});
}
function keepEnvironment(draft, protection, approvals) {
	const { snapshot } = draft;
	draft.take("/protections/environment", "api", protection, (value) => {
		snapshot.protections = { environment: value };
	});
	draft.take("/approvals", "api", approvals, (value) => {
		snapshot.approvals = value;
	});
}

// src/action/inputs.ts
/** How each input of `action.yml` that is a setting is read; the defaults are those of `action.yml`. */
const SETTINGS = {
	mode: ["mode", "enforce"],
	onViolation: ["on-violation", "fail"],
	onUnknown: ["on-unknown", "warn"],
	onError: ["on-error", "warn"],
	attest: ["attest", "all"],
	sigstore: ["sigstore", "auto"],
	fulcioUrl: ["fulcio-url", void 0],
	tsaUrl: ["tsa-url", void 0],
	rekorUrl: ["rekor-url", void 0],
	rekorVersion: ["rekor-version", "1"],
	oidcAudience: ["oidc-audience", "sigstore"],
	sinks: ["sinks", ""],
	announceWait: ["announce-wait", 1e3],
	deliveryTimeout: ["delivery-timeout", 2e4],
	environment: ["environment", void 0],
	outputDirectory: ["output-directory", void 0],
	summary: ["summary", true]
};
const SECRETS = {
	token: "token",
	elasticsearchApiKey: "elasticsearch-api-key",
	elasticsearchUsername: "elasticsearch-username",
	elasticsearchPassword: "elasticsearch-password"
};
const CLAIMS = {
	jobStatus: "job-status",
	checkRunId: "check-run-id",
	matrix: "matrix",
	jobWorkflowRef: "job-workflow-ref",
	jobWorkflowSha: "job-workflow-sha"
};
/** Names of all inputs, as `action.yml` lists them. */
function inputNames() {
	return [
		...Object.values(SETTINGS).map(([name]) => name),
		...Object.values(SECRETS),
		...Object.values(CLAIMS)
	];
}
/** Reads the inputs that the runner hands over as `INPUT_*`. Never raises. */
function readInputs(env) {
	const problems = unknownInputs(env);
	return {
		configuration: readConfiguration(env, problems),
		claims: readClaims(env),
		secrets: readSecrets(env),
		problems
	};
}
/** The runner keeps hyphens and puts underscores for spaces. */
function input(env, name) {
	const value = env[`INPUT_${name.toUpperCase()}`]?.trim();
	return value === "" ? void 0 : value;
}
function readConfiguration(env, problems) {
	const values = {};
	for (const [key, [name, fallback]] of Object.entries(SETTINGS)) {
		const text = input(env, name);
		const schema = Configuration.shape[key];
		const parsed = text === void 0 ? void 0 : schema.safeParse(typedLike(fallback, text));
		if (parsed && !parsed.success) problems.push(unusable(name, parsed.error.issues[0], fallback));
		const value = parsed?.success ? parsed.data : fallback;
		if (value !== void 0) values[key] = value;
	}
	return Configuration.parse(values);
}
/** Inputs are text; a number or a truth value is read in the way that YAML writes it. */
function typedLike(example, text) {
	if (typeof example === "number") return /^\d+$/.test(text) ? Number(text) : text;
	if (typeof example === "boolean") return text.toLowerCase() === "true" ? true : text.toLowerCase() === "false" ? false : text;
	return text;
}
/** What was given is not repeated: it may be a secret in the wrong place. */
function unusable(name, issue, fallback) {
	const instead = fallback === void 0 || fallback === "" ? "" : ` (default ${fallback})`;
	return new DoorlogError("input-invalid", `The input “${name}” must be ${allowed(issue)}${instead}; mend it in the step’s \`with:\`.`);
}
function allowed(issue) {
	switch (issue?.code) {
		case "invalid_value": return issue.values.map((value) => `\`${String(value)}\``).join(" or ");
		case "invalid_type": return issue.expected === "boolean" ? "`true` or `false`" : "a whole number";
		case "too_big": return `at most ${issue.maximum}${issue.origin === "string" ? " characters long" : ""}`;
		case "too_small": return `at least ${issue.minimum}${issue.origin === "string" ? " characters long" : ""}`;
		case "invalid_format": return "an address that starts with http:// or https://";
		default: return "what the README says";
	}
}
function unknownInputs(env) {
	const known = new Set(inputNames());
	return Object.keys(env).filter((name) => name.startsWith("INPUT_")).map((name) => name.slice(6).toLowerCase()).filter((name) => !known.has(name)).map((name) => {
		const shown = name.slice(0, 60).replace(/[^\w -]/g, "?");
		const mend = didYouMean(name, known) || " Remove it.";
		return new DoorlogError("input-invalid", `There is no input “${shown}” in the step’s \`with:\`.${mend}`);
	});
}
function readSecrets(env) {
	return Object.fromEntries(Object.entries(SECRETS).flatMap(([key, name]) => {
		const value = input(env, name);
		return value === void 0 ? [] : [[key, value]];
	}));
}
/** A claim that is not of its form is as good as none: the record then has a gap. */
function readClaims(env) {
	const values = {};
	for (const [key, name] of Object.entries(CLAIMS)) {
		const text = input(env, name);
		if (text === void 0 || text === "null") continue;
		const parsed = StageClaims.shape[key].safeParse(key === "matrix" ? jsonOrNothing(text) : text);
		if (parsed.success && parsed.data !== void 0) values[key] = parsed.data;
	}
	return StageClaims.parse(values);
}
function jsonOrNothing(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

// src/action/report-problems.ts
/** Annotates findings that an earlier stage has not annotated yet, each where it can be mended. */
function reportFindings(console, verdict, earlier) {
	for (const result of verdict.results) {
		if (result.result === "pass" || isKnown(result, earlier)) continue;
		if (result.result === "unknown" && verdict.onUnknown === "ignore") continue;
		const place = {
			title: `Doorlog: ${result.rule}`,
			location: result.locations?.[0]
		};
		const sentence = result.mend ? `${result.message} ${result.mend}` : result.message;
		if (isRefused({
			...verdict,
			results: [result]
		})) console.error(sentence, place);
		else console.warn(sentence, place);
	}
}
function isKnown(result, earlier) {
	return earlier?.results.some(({ rule, result: before, message }) => rule === result.rule && before === result.result && message === result.message) ?? false;
}
/** Annotates what went wrong, as an error where it fails the job. */
function reportProblems(console, problems, strictness) {
	for (const problem of problems) if (problemsFail([problem], strictness)) console.error(problem.message);
	else console.warn(problem.message);
}

export { composeHook as a, observe as i, reportProblems as n, readInputs as r, reportFindings as t };