import { r as __toESM } from "./rolldown-runtime.js";
import { r as sentenceOf, t as DoorlogError } from "./errors.js";
import { C as unknown, _ as optional, b as strictObject, d as literal, i as array, r as _enum, v as record, x as string } from "./zod.js";
import { h as fields, p as text } from "./access.js";
import { r as Severity, t as AccessRecord } from "./access-record.js";
import { n as digestOf, r as sha256Hex, t as canonicalize } from "./canonical.js";
import { r as surroundingsFrom } from "./version.js";
import { t as didYouMean } from "./nearest.js";
import { n as findRule, t as catalogue } from "./catalogue.js";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

// src/core/record-id.ts
/**
* The id of a job's record, SHA-256 in hex: the same at start and end, never the same for two jobs. The check run
* decides where the runner names one; else job key, matrix, runner name and tracking id, so that two legs of a matrix
* or two calls of one workflow stay apart.
*/
function recordIdOf(identity) {
	const { server, repositoryId, runId, runAttempt, checkRunId } = identity;
	const run = {
		server: server.toLowerCase(),
		repositoryId,
		runId,
		runAttempt
	};
	if (checkRunId) return digestOf({
		...run,
		checkRunId
	});
	const { job, matrix, runnerName, trackingId } = identity;
	return digestOf({
		...run,
		job,
		matrix: matrix ? digestOf(matrix) : void 0,
		runnerName,
		trackingId
	});
}
/**
* The id of a local run's record, SHA-256 in hex: there is no server that would number the runs, so host, time and
* chance together do. Nobody can find the host name from it, because the random part is kept nowhere.
*/
function localRecordIdOf({ hostName, startedAt, nonce }) {
	return digestOf({
		provider: "local",
		hostName,
		startedAt,
		nonce
	});
}

// src/core/redaction.ts
const SHORTEST_SECRET = 4;
const MASK = "***";
/**
* A redactor for the given secrets: each as it stands, line by line where it has several, and as JSON, URL-encoding and
* Base64 would print it. Values of fewer than 4 characters are left alone: they would blank out ordinary words.
*/
function createRedactor(secrets) {
	const needles = [...new Set([...secrets].flatMap((secret) => secret ? formsOf(secret) : []))].filter((form) => form.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
	function text(value) {
		let clean = value;
		for (const needle of needles) if (clean.includes(needle)) clean = clean.split(needle).join(MASK);
		return clean;
	}
	function clean(value) {
		if (typeof value === "string") return text(value.toWellFormed());
		if (Array.isArray(value)) return value.map(clean);
		if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([key, member]) => [text(key), clean(member)]));
		return value;
	}
	return {
		text,
		value: (value) => clean(value)
	};
}
function formsOf(secret) {
	const lines = secret.split(/\r?\n/).map((line) => line.trim());
	return [
		secret,
		secret.trim(),
		...lines
	].flatMap((form) => [
		form,
		JSON.stringify(form).slice(1, -1),
		encodeURIComponent(form.toWellFormed()),
		Buffer.from(form).toString("base64").replace(/=+$/, "")
	]);
}

// src/core/secret-values.ts
/** Names under which people keep secrets in the environment. */
const SECRET_NAME = /TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|AUTH(?!OR)|DSN|CONNECTION_STRING/i;
/** Shorter values would blank out ordinary words. */
const SHORTEST = 8;
/** Variables whose names sound like secrets, and whose values are addresses or names that the record must show. */
const PLAIN = /* @__PURE__ */ new Set([
	"ACTIONS_ID_TOKEN_REQUEST_URL",
	"GIT_AUTHOR_NAME",
	"GIT_AUTHOR_EMAIL",
	"GITHUB_TOKEN_PERMISSIONS"
]);
/** Whether text of that name (a variable, an option) is likely to be a secret. */
function soundsSecret(name) {
	return SECRET_NAME.test(name) && !PLAIN.has(name);
}
/**
* Every secret that the process knows of, from its variables and, by name, from its inputs: whatever of it stands in a
* recorded text is taken out.
*/
function secretValues(env, secrets) {
	const named = Object.entries(env).flatMap(([name, value]) => value && value.length >= SHORTEST && soundsSecret(name) ? [value] : []);
	const given = Object.entries(secrets).flatMap(([key, value]) => value && key !== "elasticsearchUsername" ? [value] : []);
	return [.../* @__PURE__ */ new Set([
		...given,
		...named,
		...proxyPasswords(env)
	])];
}
function proxyPasswords(env) {
	return [
		env.HTTPS_PROXY,
		env.https_proxy,
		env.HTTP_PROXY,
		env.http_proxy
	].flatMap((address) => {
		if (!address || !URL.canParse(address)) return [];
		const { password } = new URL(address);
		return password ? [password, decodeURIComponent(password)] : [];
	});
}

// src/net/private-ca.ts
/** Reads the file that NODE_EXTRA_CA_CERTS names; undefined where it names none or one that can't be read. */
function privateAuthorities(env) {
	const file = env.NODE_EXTRA_CA_CERTS;
	if (!file) return void 0;
	return readAuthorities(file);
}
/** Reads a file of PEM certificates. */
function readAuthorities(file) {
	try {
		const pem = readFileSync(file, "utf8");
		return {
			file,
			digest: createHash("sha256").update(pem).digest("hex"),
			pem
		};
	} catch {
		return;
	}
}
/** Node's own authorities together with the given private ones, for an agent that must not use the process's set. */
function authoritiesWith(pem) {
	const { rootCertificates } = process.getBuiltinModule("node:tls");
	return [...rootCertificates, ...pem === void 0 ? [] : [pem]];
}

// src/net/saved-surroundings.ts
/** What is kept of the surroundings between hooks: addresses and digests, no credentials. */
function saveSurroundings(env) {
	const { httpsProxy, httpProxy, noProxy } = surroundingsFrom(env);
	const authorities = privateAuthorities(env);
	return {
		...httpsProxy && { httpsProxy: withoutCredentials(httpsProxy) },
		...httpProxy && { httpProxy: withoutCredentials(httpProxy) },
		...noProxy && { noProxy },
		...authorities && {
			caFile: authorities.file,
			caDigest: authorities.digest
		}
	};
}
/**
* The surroundings as they stood in the first hook: a proxy or certificate authority that turned up since is passed
* over. A proxy's credentials are taken from today's environment, where its address is still the same.
*/
function restoreSurroundings(saved, env) {
	const now = surroundingsFrom(env);
	if (!saved) return now;
	const httpsProxy = asSaved(saved.httpsProxy, now.httpsProxy);
	const httpProxy = asSaved(saved.httpProxy, now.httpProxy);
	return {
		...httpsProxy && { httpsProxy },
		...httpProxy && { httpProxy },
		...saved.noProxy && { noProxy: saved.noProxy },
		...restoredAuthorities(saved, env)
	};
}
function asSaved(saved, now) {
	return now !== void 0 && saved !== void 0 && withoutCredentials(now) === saved ? now : saved;
}
/** Node has already loaded whatever NODE_EXTRA_CA_CERTS named when it started, so another set has to be named. */
function restoredAuthorities(saved, env) {
	if (privateAuthorities(env)?.digest === saved.caDigest) return {};
	const first = saved.caFile === void 0 ? void 0 : readAuthorities(saved.caFile);
	return { ca: authoritiesWith(first?.digest === saved.caDigest ? first?.pem : void 0) };
}
function withoutCredentials(proxy) {
	const address = proxy.includes("://") ? proxy : `http://${proxy}`;
	if (!URL.canParse(address)) return "";
	const { protocol, host } = new URL(address);
	return `${protocol}//${host}`;
}
/** The surroundings in a few words, for the record; a change between two hooks then shows as drift. */
function describeSurroundings(env) {
	const { httpsProxy, httpProxy, caDigest } = saveSurroundings(env);
	return {
		proxy: [.../* @__PURE__ */ new Set([httpsProxy, httpProxy])].filter(Boolean).join(" ") || "none",
		certificateAuthorities: caDigest ?? "none"
	};
}

// src/core/views.ts
function definitionOf(schema) {
	return schema._zod.def;
}
/**
* The part of a record that may be attested: field by field, what the schema's class allows for this visibility. What
* has no class is left out, and an unknown visibility counts as public.
*/
function attestedView(record) {
	const allowed = allowedViews(record.pipeline.visibility);
	return {
		...project(AccessRecord, record, void 0, allowed),
		drift: record.drift.map((drift) => driftView(drift, allowed))
	};
}
function allowedViews(visibility) {
	return new Set(visibility === "private" || visibility === "internal" ? ["public", "members"] : ["public"]);
}
/** A change is as visible as the fact that changed. */
function driftView(drift, allowed) {
	const { before, after, ...rest } = drift;
	if (!allowed.has(viewAt(drift.pointer))) return rest;
	return {
		...rest,
		...before !== void 0 && { before },
		...after !== void 0 && { after }
	};
}
/** The class of the field that a JSON Pointer names, `log` for one that the schema does not know. */
function viewAt(pointer) {
	let schema = AccessRecord;
	let view;
	for (const key of pointer.split("/").slice(1)) {
		schema = schema && child(unwrap(schema), key.replaceAll("~1", "/").replaceAll("~0", "~"));
		if (!schema) return "log";
		view = fields.get(schema)?.view ?? fields.get(unwrap(schema))?.view ?? view;
	}
	return view ?? "log";
}
function unwrap(schema) {
	const { type, innerType } = definitionOf(schema);
	return type === "optional" && innerType ? unwrap(innerType) : schema;
}
function child(schema, key) {
	const { shape, element, valueType } = definitionOf(schema);
	return shape?.[key] ?? element ?? valueType;
}
function project(schema, value, inherited, allowed) {
	const inner = unwrap(schema);
	const view = fields.get(schema)?.view ?? fields.get(inner)?.view ?? inherited;
	if (view !== void 0 && !allowed.has(view)) return void 0;
	if (Array.isArray(value)) {
		const element = definitionOf(inner).element;
		const items = value.map((item) => element ? project(element, item, view, allowed) : void 0);
		return items.includes(void 0) ? void 0 : items;
	}
	if (isPlainObject(value)) return projectObject(inner, value, view, allowed);
	return view === void 0 ? void 0 : value;
}
function projectObject(schema, value, view, allowed) {
	const { shape, valueType, type } = definitionOf(schema);
	if (type === "unknown") return view === void 0 ? void 0 : value;
	const kept = {};
	for (const [key, member] of Object.entries(value)) {
		const memberSchema = shape ? shape[key] : valueType;
		if (!memberSchema || member === void 0) continue;
		const shown = project(memberSchema, member, view, allowed);
		if (shown !== void 0) kept[key] = shown;
	}
	return kept;
}
function isPlainObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/core/commitment.ts
/** Splits a record into its views and binds them: the attested one commits to what only the log holds. */
function commit(record, salt) {
	const { commitment: _, ...bare } = record;
	const shown = attestedView(bare);
	const digest = commitmentDigest(remainder(bare, shown), salt);
	return {
		attested: {
			...shown,
			commitment: {
				algorithm: "sha256",
				digest
			}
		},
		log: {
			...bare,
			commitment: {
				algorithm: "sha256",
				digest,
				salt
			}
		}
	};
}
function commitmentDigest(rest, salt) {
	return sha256Hex(salt + canonicalize(rest ?? null));
}
const DIFFERENT = Symbol("different");
/**
* What `full` holds beyond `part`, in the same shape, with `null` for items of which nothing is left; needs no schema,
* so that it can still be computed when the schema has moved on. DIFFERENT where `part` says anything that `full`
* does not.
*/
function remainder(full, part) {
	if (Array.isArray(full) && Array.isArray(part)) return arrayRemainder(full, part);
	if (isObject$1(full) && isObject$1(part)) return objectRemainder(full, part);
	return canonicalize(full ?? null) === canonicalize(part ?? null) ? void 0 : DIFFERENT;
}
function arrayRemainder(full, part) {
	if (full.length !== part.length) return DIFFERENT;
	const items = full.map((item, index) => remainder(item, part[index]));
	if (items.includes(DIFFERENT)) return DIFFERENT;
	return items.every((item) => item === void 0) ? void 0 : items.map((item) => item ?? null);
}
function objectRemainder(full, part) {
	const rest = {};
	if (Object.keys(part).some((key) => !Object.hasOwn(full, key))) return DIFFERENT;
	for (const [key, value] of Object.entries(full)) {
		if (value === void 0) continue;
		const left = Object.hasOwn(part, key) ? remainder(value, part[key]) : value;
		if (left === DIFFERENT) return DIFFERENT;
		if (left !== void 0) rest[key] = left;
	}
	return Object.keys(rest).length === 0 ? void 0 : rest;
}
function isObject$1(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/core/judge.ts
/** The evidence that the rules of a policy declare. */
function evidenceFor(policy) {
	return new Set(policy.rules.flatMap(({ rule }) => rule.evidence));
}
const RANK = {
	ignore: 0,
	warn: 1,
	fail: 2
};
/**
* What inputs and policy together demand: a policy can only be stricter than the inputs, the built-in one, which nobody
* chose, never fails a job, and `mode: audit` turns every failure into a warning.
*/
function combineStrictness(inputs, policy) {
	if (policy.origin.origin === "built-in") return {
		...inputs,
		onViolation: "warn",
		onUnknown: "ignore"
	};
	const { onViolation, onUnknown, onError } = policy.strictness;
	return {
		mode: inputs.mode,
		onViolation: stricter(inputs.onViolation, onViolation),
		onUnknown: stricter(inputs.onUnknown, onUnknown),
		onError: stricter(inputs.onError, onError)
	};
}
function stricter(a, b) {
	return b !== void 0 && RANK[b] > RANK[a] ? b : a;
}
/** Judges a record by every rule of a policy. The order of the rules changes nothing but the order of the results. */
function judge(record, policy, strictness, history) {
	const results = policy.rules.map((rule) => judgeByRule(record, rule, history));
	return {
		policy: policy.origin,
		...strictness,
		verdict: overall(results),
		results
	};
}
/** Whether a verdict fails the job. */
function isRefused(verdict) {
	if (verdict.mode === "audit") return false;
	const has = (result) => verdict.results.some((item) => item.result === result);
	return verdict.onViolation === "fail" && has("fail") || verdict.onUnknown === "fail" && has("unknown");
}
function judgeByRule(record, { rule, severity, params }, history) {
	try {
		const judgement = rule.judge(record, {
			params,
			history
		});
		return {
			rule: rule.id,
			result: judgement.result,
			severity,
			message: judgement.message,
			...judgement.result === "fail" && { mend: rule.mend },
			evidence: [...judgement.evidence],
			..."locations" in judgement && judgement.locations && { locations: [...judgement.locations] }
		};
	} catch (error) {
		throw new DoorlogError("internal", `The rule ${rule.id} broke down.`, { cause: error });
	}
}
function overall(results) {
	if (results.some(({ result }) => result === "fail")) return "fail";
	return results.some(({ result }) => result === "unknown") ? "unknown" : "pass";
}

// src/core/drift.ts
/** The access state and source that are compared between snapshots; clock times and gaps are not. */
const COMPARED = [
	"people",
	"source",
	"access",
	"approvals",
	"protections",
	"enforcement",
	"runner"
];
/** Claims that are new in every token, and who said a thing rather than what was said. */
const IGNORED = /^\/access\/oidc\/claims(\/|$)|^\/access\/token\/permissions\/[^/]+\/source$/;
/**
* The facts that both snapshots hold and that differ, in the order of their pointers. A fact that only one of them
* holds is a gap of the other, not a change.
*/
function driftBetween(earlier, later) {
	const found = [];
	for (const section of COMPARED) compare(`/${section}`, earlier[section], later[section], found);
	return found.sort((a, b) => a.pointer < b.pointer ? -1 : 1);
}
function compare(pointer, before, after, found) {
	if (before === void 0 || after === void 0 || IGNORED.test(pointer)) return;
	if (isObject(before) && isObject(after)) {
		for (const key of Object.keys(before)) compare(`${pointer}/${escapeKey(key)}`, before[key], after[key], found);
		return;
	}
	if (canonicalize(before) !== canonicalize(after)) found.push({
		pointer,
		from: "start",
		to: "end",
		before,
		after
	});
}
function escapeKey(key) {
	return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/core/record.ts
/** The record of a job's start. */
function startRecord(head, snapshot) {
	return {
		...body(head, "start", snapshot),
		observedAt: { start: snapshot.observedAt },
		drift: [],
		gaps: [
			...snapshot.gaps,
			{
				pointer: "/outcome",
				reason: "not-yet",
				needed: "the end of the job"
			},
			{
				pointer: "/signing",
				reason: "not-yet",
				needed: "the end of the job"
			}
		],
		links: {}
	};
}
/** The record of a job's end. What the start saw is compared, never copied: it came by way of the job's own state. */
function endRecord(head, snapshot, ending) {
	const { outcome, start, link, checkpoints, signing } = ending;
	const gaps = [...snapshot.gaps];
	if (!outcome) gaps.push({
		pointer: "/outcome",
		reason: "not-available",
		needed: "the input `job-status` as the runner fills it in"
	});
	if (!start) gaps.push({
		pointer: "/observedAt/start",
		reason: "state-invalid",
		needed: "the state that the start left, unaltered"
	});
	if ("gap" in signing) gaps.push(signing.gap);
	return {
		...body(head, "end", snapshot),
		observedAt: {
			...start?.observedAt.start && { start: start.observedAt.start },
			...checkpoints.length > 0 && { checkpoints: [...checkpoints] },
			end: snapshot.observedAt
		},
		...outcome && { outcome },
		..."instance" in signing && { signing },
		drift: start ? driftBetween(start, snapshot) : [],
		gaps,
		links: link ? { startEvent: link } : {}
	};
}
function body({ recordId, recorder }, phase, snapshot) {
	const { observedAt: _, gaps: __, ...observations } = snapshot;
	return {
		schemaVersion: "1",
		recordId,
		phase,
		recorder,
		...observations
	};
}

// src/core/verdict.ts
/** Judges by the policy that was chosen; without one, nothing is said and `on-error` decides about the reason. */
function verdictFor(record, choice, inputs) {
	if ("policy" in choice) return judge(record, choice.policy, combineStrictness(inputs, choice.policy));
	return {
		policy: {
			origin: "none",
			repository: choice.repository
		},
		...inputs,
		verdict: "unknown",
		results: []
	};
}

// src/pipeline/hook.ts
/** The part of the configuration that judging needs. */
function strictnessOf({ mode, onViolation, onUnknown, onError }) {
	return {
		mode,
		onViolation,
		onUnknown,
		onError
	};
}
/** The log entry for a record's log view. */
function entryFor(record, time, bundle) {
	return {
		recordId: record.recordId,
		phase: record.phase,
		digest: digestOf(record),
		time,
		document: record,
		...bundle !== void 0 && { bundle }
	};
}
/** A problem for each service that kept facts back, once per service sentence. */
function problemsOfGaps(record) {
	const failed = record.gaps.filter(({ reason }) => reason === "service-failed" || reason === "rate-limited");
	return [...new Map(failed.map((gap) => [gap.detail ?? gap.needed, gap])).values()].map((gap) => ({
		kind: "service",
		code: gap.reason === "rate-limited" ? "api-rate-limited" : "http-status",
		message: `${gap.pointer} could not be observed: ${gap.detail ?? `it takes ${gap.needed}.`}`
	}));
}
/** A problem for each required sink that does not have an entry. */
function problemsOfDeliveries(deliveries, sinks) {
	return deliveries.filter(({ status }) => status === "failed" || status === "pending" || status === "conflict").map(({ sink, status, phase, reason }) => ({
		kind: status !== "conflict" && sinks.find(({ name }) => name === sink)?.required ? "required" : "service",
		code: "delivery-failed",
		message: `The ${phase} record ${status === "conflict" ? "met a conflict" : "did not arrive"} at the sink “${sink}”: ${reason ?? status}`
	}));
}

// src/model/policy.ts
/** Where a repository keeps its policy, on its default branch. */
const POLICY_PATH = ".github/doorlog.yml";
/** A rule as a policy asks for it. */
const PolicyRule = strictObject({
	id: text(100),
	severity: optional(Severity),
	params: optional(record(string(), unknown()))
});
/** What a job is judged by. `on-…` may only be stricter than the action's inputs. */
const Policy = strictObject({
	version: literal(1),
	"on-violation": optional(_enum(["fail", "warn"])),
	"on-unknown": optional(_enum([
		"fail",
		"warn",
		"ignore"
	])),
	"on-error": optional(_enum(["fail", "warn"])),
	rules: array(PolicyRule)
});

// src/core/yaml-file.ts
/** Few enough that no chain of aliases grows into a bomb; policies and sinks need none at all. */
const MAX_ALIASES = 100;
/**
* Parses YAML 1.2 of somebody else's hand: one document, no duplicate keys, bounded aliases, no custom tags.
* The library is loaded here, because it costs half of a bare Node and many jobs need no YAML at all.
* Raises `code`, with file, line and column.
*/
async function parseYaml(text, name, code) {
	const yaml = await import("./yaml.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const lines = new yaml.LineCounter();
	const fail = (offset, what, cause) => {
		const { line, col } = offset === void 0 ? {
			line: 1,
			col: 1
		} : lines.linePos(offset);
		const sentence = /[.?]$/.test(what) ? what : `${what}.`;
		return new DoorlogError(code, `${name}, line ${line}, column ${col}: ${sentence}`, { cause });
	};
	try {
		const options = {
			lineCounter: lines,
			uniqueKeys: false,
			prettyErrors: false,
			schema: "core"
		};
		const document = yaml.parseDocument(text, options);
		const [first] = document.errors;
		if (first) throw fail(first.pos[0], wordsOf(first), first);
		refuseDuplicateKeys(yaml, document, fail);
		return {
			value: document.toJS({ maxAliasCount: MAX_ALIASES }),
			error(path, what) {
				for (let length = path.length; length >= 0; length--) {
					const node = document.getIn(path.slice(0, length), true);
					if (yaml.isNode(node) && node.range) return fail(node.range[0], what);
				}
				return fail(void 0, what);
			}
		};
	} catch (error) {
		if (error instanceof DoorlogError) throw error;
		throw fail(void 0, "it is nested too deeply or its aliases grow too large; write it plainly", error);
	}
}
function refuseDuplicateKeys({ visit, isScalar }, document, fail) {
	visit(document, { Map(_, map) {
		const seen = /* @__PURE__ */ new Set();
		for (const { key } of map.items) {
			if (!isScalar(key)) continue;
			const word = String(key.value);
			if (seen.has(word)) throw fail(key.range?.[0], `the key “${word}” stands there twice; keep one of them`);
			seen.add(word);
		}
	} });
}
function wordsOf(error) {
	if (error.code === "MULTIPLE_DOCS") return "a second document begins here; keep one";
	return `${lowerFirst(sentenceOf(error))}; mend the YAML there`;
}
function lowerFirst(text) {
	return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");
}

// src/core/policy.ts
const MAX_BYTES = 1048576;
/** Rules that suit everybody; signing commits is a choice, and so is cleaning up after a refused start. */
const BUILT_IN = {
	"approver-is-not-initiator": {},
	"token-is-least-privilege": {},
	"audit-is-enforced": {},
	"audit-is-first": { "allow-after-refusal": true }
};
/** What judges a repository that has no policy file. */
function builtInPolicy() {
	return {
		origin: { origin: "built-in" },
		rules: catalogue().filter((rule) => Object.hasOwn(BUILT_IN, rule.id)).map((rule) => ({
			rule,
			severity: rule.severity,
			params: BUILT_IN[rule.id]
		})),
		strictness: {}
	};
}
/**
* Reads a policy file.
* Raises `policy-invalid` with one sentence that names file, line and column, and the mend.
*/
async function parsePolicy(text, origin) {
	const name = origin.path ?? "The policy";
	if (Buffer.byteLength(text) > MAX_BYTES) throw new DoorlogError("policy-invalid", `${name} is larger than 1 MiB; shorten it.`);
	const file = await parseYaml(text, name, "policy-invalid");
	const parsed = Policy.safeParse(file.value);
	if (!parsed.success) throw invalid(file, parsed.error.issues[0]);
	const { rules, ...settings } = parsed.data;
	refuseDuplicates(file, rules);
	return {
		origin,
		rules: rules.map((rule, index) => ruleInForce(file, rule, index)),
		strictness: {
			...settings["on-violation"] && { onViolation: settings["on-violation"] },
			...settings["on-unknown"] && { onUnknown: settings["on-unknown"] },
			...settings["on-error"] && { onError: settings["on-error"] }
		}
	};
}
function refuseDuplicates(file, rules) {
	const seen = /* @__PURE__ */ new Set();
	rules.forEach(({ id }, index) => {
		if (seen.has(id)) throw file.error([
			"rules",
			index,
			"id"
		], `the rule “${id}” stands there twice; keep one of them`);
		seen.add(id);
	});
}
function ruleInForce(file, wanted, index) {
	const rule = findRule(wanted.id);
	if (!rule) {
		const guess = didYouMean(wanted.id, catalogue().map(({ id }) => id));
		throw file.error([
			"rules",
			index,
			"id"
		], `there is no rule “${wanted.id}”.${guess || " `doorlog rules` lists them"}`);
	}
	const params = rule.params.safeParse(wanted.params ?? {});
	if (!params.success) throw invalid(file, params.error.issues[0], [
		"rules",
		index,
		"params"
	]);
	return {
		rule,
		severity: wanted.severity ?? rule.severity,
		params: params.data
	};
}
const KEYS = [
	"version",
	"rules",
	"on-violation",
	"on-unknown",
	"on-error",
	"id",
	"severity",
	"params",
	"allow",
	"allow-after-refusal"
];
function invalid(file, issue, base = []) {
	const path = [...base, ...issue?.path ?? []];
	if (issue?.code === "unrecognized_keys") {
		const key = issue.keys[0] ?? "";
		return file.error([...path, key], `the key “${key}” is not known here.${didYouMean(key, KEYS) || " Remove it"}`);
	}
	const key = path.length > 0 ? `“${path.join(".")}”` : "the file";
	return file.error(path, `${key} ${expectation(issue)}`);
}
function expectation(issue) {
	if (issue?.code === "invalid_value") return `must be ${issue.values.map((value) => `\`${String(value)}\``).join(" or ")}`;
	if (issue?.code === "invalid_type") return `must be ${article(issue.expected)}`;
	return `is not valid: ${issue?.message ?? "unknown reason"}`;
}
function article(type) {
	return {
		array: "a list",
		object: "a mapping",
		string: "text",
		boolean: "true or false",
		record: "a mapping",
		number: "a number"
	}[type] ?? type;
}

export { secretValues as _, problemsOfDeliveries as a, localRecordIdOf as b, verdictFor as c, evidenceFor as d, isRefused as f, saveSurroundings as g, restoreSurroundings as h, entryFor as i, endRecord as l, describeSurroundings as m, parsePolicy as n, problemsOfGaps as o, commit as p, POLICY_PATH as r, strictnessOf as s, builtInPolicy as t, startRecord as u, soundsSecret as v, recordIdOf as x, createRedactor as y };