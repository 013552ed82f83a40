import { r as __toESM } from "./rolldown-runtime.js";
import { t as DoorlogError } from "./errors.js";
import { A as _minLength, F as safeParse, a as boolean, b as strictObject, d as literal, j as _regex, k as _maxLength, n as _default, x as string, y as refine } from "./zod.js";
import { n as nearest } from "./nearest.js";

// src/sinks/sink-list.ts
const MAX_BYTES = 65536;
/**
* Reads the text of a list, in JSON or YAML 1.2, without looking at its items; empty text is an empty list.
* YAML is loaded only for text that isn't JSON. Aliases and tags are refused: a list of sinks needs neither, and a few
* lines of aliases can stand for gigabytes. Raises `input-invalid`.
*/
async function parseList(text) {
	if (Buffer.byteLength(text) > MAX_BYTES) throw invalid$1(`is longer than ${MAX_BYTES / 1024} KiB; shorten it`);
	if (text.trim() === "") return [];
	const value = /^\s*[[{]/.test(text) ? await parseJsonLike(text) : await parseYaml(text);
	if (value === null || value === void 0) return [];
	if (!Array.isArray(value)) throw invalid$1("must be a list: start each sink with a dash, or put them in [ ]");
	return value;
}
/** YAML's flow style looks like JSON, so text that JSON refuses gets a second chance. */
async function parseJsonLike(text) {
	try {
		return JSON.parse(text);
	} catch {
		return parseYaml(text);
	}
}
async function parseYaml(text) {
	const { isAlias, parseDocument, visit } = await import("./yaml.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const document = parseDocument(text, {
		version: "1.2",
		schema: "core",
		merge: false,
		logLevel: "silent"
	});
	const fault = document.errors[0] ?? document.warnings[0];
	if (fault) {
		const start = fault.linePos?.[0];
		const where = start ? ` in line ${start.line}, column ${start.col}` : "";
		throw invalid$1(`is neither JSON nor YAML: ${fault.code.toLowerCase().replaceAll("_", " ")}${where}; mend it there`);
	}
	refuseAliases(document, visit, isAlias);
	return document.toJS();
}
function refuseAliases(document, visit, isAlias) {
	visit(document, (_, node) => {
		if (isAlias(node)) throw invalid$1("uses a YAML alias (an asterisk with a name); write the value out instead");
	});
}
function invalid$1(complaint) {
	return new DoorlogError("input-invalid", `Input sinks ${complaint}.`);
}

// src/sinks/config.ts
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Index names are lower case and may not start with `-`, `_` or `+` (Elasticsearch, create index API). */
const PREFIX = /^[a-z0-9][a-z0-9._-]{0,63}$/;
/** A file of JSON Lines on the machine that runs the job. */
const FileSinkConfig = strictObject({
	type: literal("file"),
	name: _default(sinkName(), "file"),
	required: _default(boolean("must be true or false"), false),
	path: string("must be text").check(_minLength(1, "must not be empty"), _maxLength(4096, "is longer than 4096 characters")).check(refine((path) => !path.includes("\0"), "must not hold a null character"))
});
/** Monthly indices of an Elasticsearch or OpenSearch cluster. */
const ElasticsearchSinkConfig = strictObject({
	type: literal("elasticsearch"),
	name: _default(sinkName(), "elasticsearch"),
	required: _default(boolean("must be true or false"), false),
	url: ServerUrl(),
	prefix: _default(IndexPrefix(), "doorlog")
});
const CONFIGS = {
	file: FileSinkConfig,
	elasticsearch: ElasticsearchSinkConfig
};
/** Address of a server: http or https, and nothing in it that is or may hold a secret. */
function ServerUrl() {
	return string("must be text").check(refine((url) => URL.canParse(url), "must be a URL such as https://logs.example.org:9200"), refine((url) => /^https?:\/\//i.test(url), "must start with https:// or http://"), refine((url) => !URL.canParse(url) || new URL(url).username === "" && new URL(url).password === "", "must not hold a user name or password: give them by the inputs elasticsearch-api-key or elasticsearch-username and elasticsearch-password"), refine((url) => !/[?#]/.test(url), "must not hold a query or fragment: keys are given by the input elasticsearch-api-key"));
}
/** What the names of the monthly indices start with. */
function IndexPrefix() {
	return string("must be text").check(_regex(PREFIX, "must be 1 to 64 lower-case letters, digits, dots, dashes or underscores, the first no sign"));
}
/**
* Reads the `sinks` input: a list in JSON or YAML, empty text being no sinks.
* Raises `input-invalid` with one sentence that names the place and the mend, never a value.
*/
async function parseSinks(text) {
	const configs = (await parseList(text)).map((item, index) => parseSink(item, `sinks[${index}]`));
	const seen = /* @__PURE__ */ new Map();
	for (const [index, { name }] of configs.entries()) {
		const earlier = seen.get(name.toLowerCase());
		if (earlier !== void 0) throw invalid(`sinks[${index}].name`, `is ${name}, as sinks[${earlier}] already is; give each sink its own name`);
		seen.set(name.toLowerCase(), index);
	}
	return configs;
}
function parseSink(item, place) {
	if (typeof item !== "object" || item === null || Array.isArray(item)) throw invalid(place, "must be a mapping with a type, such as {\"type\": \"file\", \"path\": \"log.jsonl\"}");
	const type = "type" in item ? item.type : void 0;
	const types = Object.keys(CONFIGS);
	if (type !== "file" && type !== "elasticsearch") {
		const near = typeof type === "string" ? nearest(type, types) : void 0;
		const hint = near === void 0 ? "" : `; did you mean ${near}?`;
		throw invalid(`${place}.type`, `${type === void 0 ? "is missing: it " : ""}must be ${types.join(" or ")}${hint}`);
	}
	const schema = CONFIGS[type];
	const result = safeParse(schema, item);
	if (result.success) return result.data;
	throw complaint(result.error.issues, item, place, Object.keys(schema.shape));
}
function complaint(issues, item, place, known) {
	const key = issues.find((issue) => issue.code === "unrecognized_keys")?.keys[0];
	if (key !== void 0) {
		const near = nearest(key, known);
		const mend = near === void 0 ? `known keys are ${known.join(", ")}` : `did you mean ${near}?`;
		return invalid(place, `has the unknown key ${JSON.stringify(key.slice(0, 40))}; ${mend}`);
	}
	const issue = issues[0];
	const at = [place, ...issue?.path ?? []].join(".");
	const member = issue?.path[0];
	return invalid(at, member !== void 0 && !(member in item) ? "is missing" : issue?.message ?? "is not valid");
}
function sinkName() {
	return string("must be text").check(_regex(NAME, "must be 1 to 64 letters, digits, dots, dashes or underscores, the first no sign"));
}
function invalid(place, complaint) {
	return new DoorlogError("input-invalid", `Input sinks: ${place} ${complaint.replace(/([^?])$/, "$1.")}`);
}

export { parseSinks as a, ServerUrl as i, FileSinkConfig as n, IndexPrefix as r, ElasticsearchSinkConfig as t };