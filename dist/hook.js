import { i as __toESM, n as __exportAll } from "./rolldown-runtime.js";
const os = process.getBuiltinModule("node:os");
const crypto = process.getBuiltinModule("node:crypto");
const fs = process.getBuiltinModule("node:fs");
const { createHash, createHmac, randomBytes } = process.getBuiltinModule("node:crypto");
const { isAbsolute: isAbsolute$1, join, posix: posix$1, resolve: resolve$1, win32 } = process.getBuiltinModule("node:path");
const { appendFileSync, closeSync, constants: constants$1, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, readdirSync: readdirSync$1, renameSync, rmSync, statSync: statSync$1, writeFileSync } = process.getBuiltinModule("node:fs");
const { hostname, tmpdir, userInfo } = process.getBuiltinModule("node:os");

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
	if (input === null || input === void 0) return "";
	else if (typeof input === "string" || input instanceof String) return input;
	return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
	if (!Object.keys(annotationProperties).length) return {};
	return {
		title: annotationProperties.title,
		file: annotationProperties.file,
		line: annotationProperties.startLine,
		endLine: annotationProperties.endLine,
		col: annotationProperties.startColumn,
		endColumn: annotationProperties.endColumn
	};
}

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
	const cmd = new Command(command, properties, message);
	process.stdout.write(cmd.toString() + os.EOL);
}
const CMD_STRING = "::";
var Command = class {
	constructor(command, properties, message) {
		if (!command) command = "missing.command";
		this.command = command;
		this.properties = properties;
		this.message = message;
	}
	toString() {
		let cmdStr = CMD_STRING + this.command;
		if (this.properties && Object.keys(this.properties).length > 0) {
			cmdStr += " ";
			let first = true;
			for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
				const val = this.properties[key];
				if (val) {
					if (first) first = false;
					else cmdStr += ",";
					cmdStr += `${key}=${escapeProperty(val)}`;
				}
			}
		}
		cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
		return cmdStr;
	}
};
function escapeData(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
function issueFileCommand(command, message) {
	const filePath = process.env[`GITHUB_${command}`];
	if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
	if (!fs.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
	fs.appendFileSync(filePath, `${toCommandValue(message)}${os.EOL}`, { encoding: "utf8" });
}
function prepareKeyValueMessage(key, value) {
	const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
	const convertedValue = toCommandValue(value);
	if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
	if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
	return `${key}<<${delimiter}${os.EOL}${convertedValue}${os.EOL}${delimiter}`;
}

// node_modules/@actions/core/lib/core.js
var __awaiter = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
var ExitCode;
(function(ExitCode) {
	ExitCode[ExitCode["Success"] = 0] = "Success";
	ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function setOutput(name, value) {
	if (process.env["GITHUB_OUTPUT"] || "") return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
	process.stdout.write(os.EOL);
	issueCommand("set-output", { name }, toCommandValue(value));
}
function error(message, properties = {}) {
	issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
	issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function info(message) {
	process.stdout.write(message + os.EOL);
}
function saveState(name, value) {
	if (process.env["GITHUB_STATE"] || "") return issueFileCommand("STATE", prepareKeyValueMessage(name, value));
	issueCommand("save-state", { name }, toCommandValue(value));
}

// src/errors.ts
var DoorlogError = class extends Error {
	code;
	constructor(code, message, options) {
		super(message, options);
		this.name = "DoorlogError";
		this.code = code;
	}
};
function sentenceOf$2(error) {
	return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim();
}
function codeOf$1(error) {
	return error instanceof DoorlogError ? error.code : "internal";
}
function systemCodeOf(error) {
	const code = typeof error === "object" && error !== null && "code" in error ? error.code : void 0;
	return typeof code === "string" ? code : void 0;
}

// src/core/problem.ts
const MISTAKES = /* @__PURE__ */ new Set([
	"input-invalid",
	"usage",
	"policy-invalid",
	"file-invalid",
	"environment-invalid",
	"event-invalid",
	"state-invalid",
	"refused"
]);
function problemOf(error) {
	const code = codeOf$1(error);
	const message = code === "internal" ? `Doorlog itself failed: ${sentenceOf$2(error)}` : sentenceOf$2(error);
	return {
		kind: MISTAKES.has(code) ? "mistake" : "service",
		code,
		message
	};
}
function problemsFail(problems, { mode, onError }) {
	if (mode === "audit") return false;
	return problems.some(({ kind }) => kind !== "service" || onError === "fail");
}

// src/action/console.ts
const MAX_ANNOTATIONS = 10;
const MAX_LENGTH$2 = 4e3;
function actionConsole() {
	const left = {
		warning: MAX_ANNOTATIONS,
		error: MAX_ANNOTATIONS
	};
	function annotate(kind, sentence, { title = "Doorlog", location } = {}) {
		const text = oneLine(sentence).slice(0, MAX_LENGTH$2);
		if (left[kind]-- <= 0) {
			info(`Doorlog ${kind}: ${text}`);
			return;
		}
		const place = {
			title: oneLine(title),
			...location && { file: location.file },
			...location?.line !== void 0 && { startLine: location.line }
		};
		if (kind === "error") error(text, place);
		else warning(text, place);
	}
	return {
		info: (sentence) => info(`Doorlog: ${oneLine(sentence)}`),
		warn: (sentence, place) => annotate("warning", sentence, place),
		error: (sentence, place) => annotate("error", sentence, place)
	};
}
function oneLine(text) {
	return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

// src/action/entry.ts
async function runStage(stage) {
	if (process.env.NODE_DEBUG) process.stderr.write = () => true;
	try {
		process.exitCode = await stage(process.env);
	} catch (error) {
		const problem = problemOf(error);
		const mode = process.env.INPUT_MODE?.trim() === "audit" ? "audit" : "enforce";
		const onError = process.env["INPUT_ON-ERROR"]?.trim() === "fail" ? "fail" : "warn";
		const fails = problemsFail([problem], {
			mode,
			onError
		});
		const console = actionConsole();
		const message = await withoutSecrets$1(problem.message, process.env);
		if (fails) console.error(message);
		else console.warn(message);
		process.exitCode = fails ? 1 : 0;
	}
}
async function withoutSecrets$1(sentence, env) {
	const [{ readInputs }, { createRedactor }, { secretValues }] = await Promise.all([
		import("./inputs.js"),
		import("./redaction.js"),
		import("./secret-values.js")
	]);
	const tokens = Object.entries(env).filter(([name]) => /^INPUT_(.*TOKEN|SEAL-KEY)$/.test(name));
	return createRedactor(secretValues(env, {
		...readInputs(env).secrets,
		...Object.fromEntries(tokens)
	})).text(sentence);
}

// src/compose/handover.ts
const ATTESTED = {
	view: "attested",
	async pack(entries) {
		const { createPacker } = await import("./packer.js");
		return createPacker(void 0).pack(entries);
	}
};
async function handoverTo(key) {
	if (key === void 0) return {
		packer: ATTESTED,
		problems: []
	};
	try {
		const [{ createPacker }, { parseRecipient }] = await Promise.all([import("./packer.js"), import("./recipient.js")]);
		return {
			packer: createPacker(parseRecipient(key)),
			problems: []
		};
	} catch (error) {
		return {
			packer: ATTESTED,
			problems: [problemOf(error)]
		};
	}
}
async function savableHandoverKey(key) {
	return (await handoverTo(key)).problems.length === 0 ? key : void 0;
}

// src/compose/savable-alerts.ts
async function savableAlerts(text) {
	const { parseAlerts } = await import("./config2.js");
	return parseAlerts(text).then(() => text, () => "");
}

// src/model/late-zod/schema.ts
const NO = Symbol("no");
const ASK = Symbol("ask");
let zod;
function theZod() {
	zod ??= process.getBuiltinModule("node:module").createRequire(import.meta.url)("./zod.cjs");
	return zod;
}
var Schema = class Schema {
	_zod;
	#read;
	#make;
	#checks;
	#made;
	constructor(definition, read, make, checks = [], parent) {
		this._zod = {
			def: definition,
			parent
		};
		this.#read = read;
		this.#make = make;
		this.#checks = checks;
	}
	get shape() {
		return this._zod.def.shape;
	}
	check(...checks) {
		const make = () => this.real().check(...checks.map((check) => check.make()));
		return new Schema(this._zod.def, this.#read, make, [...this.#checks, ...checks], this);
	}
	withShape(shape, make) {
		return new Schema({
			...this._zod.def,
			shape
		}, this.#read, make);
	}
	look(value) {
		const output = this.#read(value, this._zod.def);
		if (output === NO || output === ASK) return output;
		for (const { holds } of this.#checks) if (holds !== void 0 && !holds(output)) return NO;
		return output;
	}
	real() {
		this.#made ??= this.#make();
		return this.#made;
	}
	safeParse(value) {
		const output = this.look(value);
		if (output === ASK) return theZod().safeParse(this.real(), value);
		if (output !== NO) return {
			success: true,
			data: output
		};
		const real = () => this.real();
		return {
			success: false,
			get error() {
				return theZod().safeParse(real(), value).error;
			}
		};
	}
	parse(value) {
		const output = this.look(value);
		return output === NO || output === ASK ? theZod().parse(this.real(), value) : output;
	}
};

// src/model/late-zod/read.ts
function readString(value) {
	return typeof value === "string" ? value : NO;
}
function readNumber(value) {
	return Number.isFinite(value) ? value : NO;
}
function readInteger(value) {
	return Number.isSafeInteger(value) ? value : NO;
}
function readBoolean(value) {
	return typeof value === "boolean" ? value : NO;
}
function readUnknown(value) {
	return value;
}
function readUrl(value) {
	if (typeof value !== "string") return NO;
	return /^https?:\/\/[!-~]+$/i.test(value) && URL.canParse(value) ? value : ASK;
}
const DATE_TIME = /^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;
function readDate(value) {
	if (typeof value !== "string") return NO;
	return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/.test(value) ? value : ASK;
}
function readDateTime(value) {
	if (typeof value !== "string") return NO;
	return DATE_TIME.test(value) ? value : ASK;
}
function readOptional(value, { innerType }) {
	if (value !== void 0) return innerType.look(value);
	return innerType._zod.def.fills ? ASK : void 0;
}
function readExactOptional(value, { innerType }) {
	return innerType.look(value);
}
function readNullable(value, { innerType }) {
	return value === null ? null : innerType.look(value);
}
function readArray(value, { element }) {
	if (!Array.isArray(value)) return NO;
	const output = new Array(value.length);
	for (let index = 0; index < value.length; index++) {
		const item = element.look(value[index]);
		if (item === NO || item === ASK) return item;
		output[index] = item;
	}
	return output;
}
function readRecord(value, { keyType, valueType }) {
	if (!isObject$3(value)) return NO;
	if (Object.getPrototypeOf(value) !== Object.prototype || keyType._zod.def.type !== "string") return ASK;
	const output = {};
	for (const key of Object.keys(value)) {
		if (key === "__proto__") return ASK;
		const name = keyType.look(key);
		if (name === NO || name === ASK) return name;
		const member = valueType.look(value[key]);
		if (member === NO || member === ASK) return member;
		output[key] = member;
	}
	return output;
}
function readObject(value, { shape }) {
	if (!isObject$3(value)) return NO;
	const output = {};
	for (const key in shape) {
		const schema = shape[key];
		if (!(key in value)) {
			const { type, fills } = schema._zod.def;
			if (type === "optional" && !fills) continue;
			if (type !== "default") return fills || type === "nullable" || type === "union" ? ASK : NO;
		}
		const member = schema.look(value[key]);
		if (member === NO || member === ASK) return member;
		output[key] = member;
	}
	return output;
}
function readStrictObject(value, definition) {
	const output = readObject(value, definition);
	if (output === NO || output === ASK) return output;
	for (const key in value) if (!Object.hasOwn(definition.shape, key)) return NO;
	return output;
}
function readLooseObject(value, definition) {
	const output = readObject(value, definition);
	if (output === NO || output === ASK) return output;
	for (const key in value) {
		if (Object.hasOwn(definition.shape, key)) continue;
		if (key === "__proto__") return ASK;
		output[key] = value[key];
	}
	return output;
}
function readUnion(value, { options }) {
	for (const option of options) {
		const output = option.look(value);
		if (output !== NO) return output;
	}
	return NO;
}
function isObject$3(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/model/late-zod/zod.ts
function string(message) {
	return new Schema({ type: "string" }, readString, () => theZod().string(message));
}
function number$1(message) {
	return new Schema({ type: "number" }, readNumber, () => theZod().number(message));
}
function int(message) {
	return new Schema({ type: "number" }, readInteger, () => theZod().int(message));
}
function boolean(message) {
	return new Schema({ type: "boolean" }, readBoolean, () => theZod().boolean(message));
}
function unknown$1() {
	return new Schema({ type: "unknown" }, readUnknown, () => theZod().unknown());
}
function url$1(message) {
	return new Schema({ type: "string" }, readUrl, () => theZod().url(message));
}
const iso = {
	datetime: () => new Schema({ type: "string" }, readDateTime, () => theZod().iso.datetime()),
	date: () => new Schema({ type: "string" }, readDate, () => theZod().iso.date())
};
function literal(value, message) {
	return new Schema({ type: "literal" }, (given) => given === value ? value : NO, () => theZod().literal(value, message));
}
function enumeration(values, message) {
	return new Schema({ type: "enum" }, (given) => values.includes(given) ? given : NO, () => theZod().enum([...values], message));
}
function custom(holds) {
	return new Schema({ type: "custom" }, (value) => holds(value) ? value : NO, () => theZod().custom(holds));
}
function wrapping(type, innerType) {
	return innerType._zod.def.fills ? {
		type,
		innerType,
		fills: true
	} : {
		type,
		innerType
	};
}
function optional(innerType) {
	return new Schema(wrapping("optional", innerType), readOptional, () => theZod().optional(innerType.real()));
}
function exactOptional(innerType) {
	return new Schema(wrapping("optional", innerType), readExactOptional, () => theZod().exactOptional(innerType.real()));
}
function nullable(innerType) {
	return new Schema(wrapping("nullable", innerType), readNullable, () => theZod().nullable(innerType.real()));
}
function nullish(innerType) {
	return optional(nullable(innerType));
}
function _default(innerType, value) {
	return new Schema({
		type: "default",
		innerType,
		fills: true
	}, (given) => given === void 0 ? value : innerType.look(given), () => theZod()._default(innerType.real(), value));
}
function array(element, message) {
	return new Schema({
		type: "array",
		element
	}, readArray, () => theZod().array(element.real(), message));
}
function record(keyType, valueType) {
	return new Schema({
		type: "record",
		keyType,
		valueType
	}, readRecord, () => theZod().record(keyType.real(), valueType.real()));
}
function oneOf$1(options) {
	return {
		type: "union",
		options,
		fills: options.some((option) => option._zod.def.fills)
	};
}
function union(options) {
	return new Schema(oneOf$1(options), readUnion, () => theZod().union(options.map((option) => option.real())));
}
function discriminatedUnion(key, options) {
	return new Schema(oneOf$1(options), readUnion, () => theZod().discriminatedUnion(key, options.map((option) => option.real())));
}
function object(shape) {
	return new Schema({
		type: "object",
		shape
	}, readObject, () => theZod().object(realShape(shape)));
}
function strictObject(shape) {
	return new Schema({
		type: "object",
		shape
	}, readStrictObject, () => theZod().strictObject(realShape(shape)));
}
function looseObject(shape) {
	return new Schema({
		type: "object",
		shape
	}, readLooseObject, () => theZod().looseObject(realShape(shape)));
}
function extend(schema, shape) {
	return schema.withShape({
		...schema.shape,
		...shape
	}, () => theZod().extend(schema.real(), realShape(shape)));
}
function realShape(shape) {
	return Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, schema.real()]));
}
function regex(pattern, message) {
	return {
		holds: (value) => pattern.test(value),
		make: () => theZod().regex(pattern, message)
	};
}
function minLength(least, message) {
	return {
		holds: ({ length }) => length >= least,
		make: () => theZod().minLength(least, message)
	};
}
function maxLength(most, message) {
	return {
		holds: ({ length }) => length <= most,
		make: () => theZod().maxLength(most, message)
	};
}
function minimum(least, message) {
	return {
		holds: (value) => value >= least,
		make: () => theZod().minimum(least, message)
	};
}
function maximum(most, message) {
	return {
		holds: (value) => value <= most,
		make: () => theZod().maximum(most, message)
	};
}
function refine(holds, message) {
	return {
		holds,
		make: () => theZod().refine(holds, message)
	};
}
function describe(text) {
	return {
		holds: void 0,
		make: () => theZod().describe(text)
	};
}
function parse$1(schema, value) {
	return schema.parse(value);
}
function safeParse(schema, value) {
	return schema.safeParse(value);
}
function registry() {
	const known = /* @__PURE__ */ new WeakMap();
	const get = (schema) => {
		const { parent } = schema._zod;
		const inherited = parent && get(parent);
		const own = known.get(schema);
		return inherited && own ? {
			...inherited,
			...own
		} : own ?? inherited;
	};
	return {
		add: (schema, facts) => void known.set(schema, facts),
		has: (schema) => known.has(schema),
		get
	};
}

// src/model/severity.ts
const SEVERITIES = [
	"low",
	"medium",
	"high",
	"critical"
];
const Severity = enumeration(SEVERITIES);

// src/model/sink-filter.ts
const SinkFilter = strictObject({
	phases: optional(array(enumeration([
		"start",
		"checkpoint",
		"end",
		"collector"
	], "must be start, checkpoint, end or collector"), "must be a list of phases").check(minLength(1, "must name at least one phase"))),
	environments: optional(array(string("must be the name of an environment"), "must be a list of names").check(minLength(1, "must name at least one environment"), maxLength(100, "has more than 100 names"))),
	severity: optional(Severity),
	findings: optional(literal(true, "must be true, or left out"))
});

// src/sinks/common-config.ts
const NAME$1 = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const Shape = enumeration([
	"native",
	"ecs",
	"ocsf",
	"otel"
], "must be native, ecs, ocsf or otel");
function commonConfig(type) {
	return {
		type: literal(type),
		name: _default(sinkName(), type),
		required: _default(boolean("must be true or false"), false),
		only: optional(SinkFilter)
	};
}
function ServerUrl(mend) {
	return string("must be text").check(refine((url) => URL.canParse(url), "must be a URL such as https://logs.example.org:9200"), refine((url) => /^https?:\/\//i.test(url), "must start with https:// or http://"), refine(isEncryptedOrHere, "must start with https://, because records are confidential and credentials go there too; http:// is for this machine (localhost) alone"), refine((url) => !/[\s\\'"`$<>]/.test(url), "must hold no blanks, quotes, backslashes or dollar signs"), refine((url) => !URL.canParse(url) || new URL(url).username === "" && new URL(url).password === "", `must not hold a user name or password: ${mend}`), refine((url) => !/[?#]/.test(url), `must not hold a query or fragment: ${mend}`));
}
function isEncryptedOrHere(url) {
	if (!URL.canParse(url)) return true;
	const { protocol, hostname } = new URL(url);
	return protocol !== "http:" || /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
function sinkName() {
	return string("must be text").check(regex(NAME$1, "must be 1 to 64 letters, digits, dots, dashes or underscores, the first no sign"));
}

// src/sinks/sink-type.ts
function defineSinkType(definition) {
	const { schema, needs, needsIdentity, localPath, create, examine, reader } = definition;
	return {
		keys: Object.keys(schema.shape),
		parse(item) {
			const parsed = schema.safeParse(item);
			if (!parsed.success) return { issues: parsed.error.issues };
			const config = parsed.data;
			return { entry: {
				type: config.type,
				name: config.name,
				required: config.required,
				config,
				needs: needs(config),
				needsIdentity: needsIdentity?.(config) ?? false,
				...localPath && { localPath: localPath(config) },
				async create(surroundings) {
					const made = await create(config, surroundings);
					return config.only === void 0 ? made : {
						...made,
						filter: config.only
					};
				},
				examine: async (surroundings, signal) => examine?.(config, surroundings, signal),
				reader: async (surroundings) => reader?.(config, surroundings)
			} };
		}
	};
}

// src/sinks/file/type.ts
var type_exports$1 = /* @__PURE__ */ __exportAll({
	FileSinkConfig: () => FileSinkConfig,
	fileType: () => fileType
});
const FileSinkConfig = strictObject({
	...commonConfig("file"),
	path: string("must be text").check(minLength(1, "must not be empty"), maxLength(4096, "is longer than 4096 characters")).check(refine((path) => !path.includes("\0"), "must not hold a null character"))
});
const fileType = defineSinkType({
	schema: FileSinkConfig,
	needs: () => [],
	localPath: ({ path }) => path,
	create: async (config, surroundings) => (await import("./sink2.js")).createFileSink(config, surroundings),
	examine: async (config, surroundings) => (await import("./examine2.js")).examineFile(config, surroundings),
	reader: async (config, surroundings) => (await import("./reader2.js")).createFileReader(config, surroundings)
});

// src/model/entry-key.ts
function entryKey({ recordId, phase, digest, view }) {
	return `${recordId}-${phase}${view === void 0 ? "" : `.${view}`}-${digest}`;
}

// src/sinks/store-once.ts
async function storeOnce(task) {
	const { key, id, sink } = task;
	if (key === "taken" || key === "spare-tried") return storeBeside(task);
	const own = await task.createAt(id, key === "tried");
	if (own.kind !== "taken") return conclude(task, own, id, {
		free: "unused",
		tried: "tried"
	});
	if (own.mayBeOurs) return {
		sink,
		status: "already-there",
		location: task.locationOf(id),
		reason: "An earlier attempt whose answer was lost is taken to have stored it; compare the digest on reading."
	};
	await task.noteKey?.("spare-tried");
	return storeBeside(task);
}
async function storeBeside(task) {
	const spare = `${task.id}-again`;
	const states = {
		free: "taken",
		tried: "spare-tried"
	};
	const beside = await task.createAt(spare, task.key === "spare-tried");
	if (beside.kind !== "taken") return conclude(task, beside, spare, states);
	if (beside.mayBeOurs) return conflict(task, spare);
	await task.noteKey?.("taken");
	const last = `${spare}-${randomBytes(8).toString("hex")}`;
	const alone = await task.createAt(last, false);
	return alone.kind === "taken" ? conflict(task, last) : conclude(task, alone, last, {
		free: "taken",
		tried: "taken"
	});
}
async function conclude(task, outcome, id, states) {
	if (outcome.kind === "created" && id !== task.id) return conflict(task, id);
	if (outcome.kind === "created") return {
		sink: task.sink,
		status: "delivered",
		location: task.locationOf(id)
	};
	await task.noteKey?.(outcome.mayBeOurs ? states.tried : states.free);
	const reason = `${task.service} did not take the record: ${outcome.reason.replace(/\.$/, "")}.`;
	return {
		sink: task.sink,
		status: outcome.kind,
		reason
	};
}
function conflict({ sink, id, locationOf }, storedAs) {
	const reason = `The key ${id} was taken before an attempt could have used it; the record is stored under another one.`;
	return {
		sink,
		status: "conflict",
		location: locationOf(storedAs),
		reason
	};
}

// src/sinks/elasticsearch/authorization.ts
const SECRETS$1 = {
	elasticsearch: {
		apiKey: "elasticsearchApiKey",
		username: "elasticsearchUsername",
		password: "elasticsearchPassword"
	},
	opensearch: {
		apiKey: void 0,
		username: "opensearchUsername",
		password: "opensearchPassword"
	}
};
function authorizationOf(secrets, names, product = "elasticsearch") {
	const called = SECRETS$1[product];
	const apiKey = called.apiKey && (secrets[called.apiKey]?.trim() || void 0);
	const username = secrets[called.username] || void 0;
	const password = secrets[called.password] || void 0;
	const both = [names(called.username), names(called.password)];
	if (called.apiKey && apiKey !== void 0 && (username !== void 0 || password !== void 0)) throw invalid(`Give either ${names(called.apiKey)}, or ${both.join(" with ")}, not both.`);
	if (username === void 0 !== (password === void 0)) throw invalid(`Give ${both.join(" and ")} together: one of them is missing.`);
	if (called.apiKey && apiKey !== void 0) return { authorization: `ApiKey ${encodedKey(apiKey, names(called.apiKey))}` };
	if (username === void 0) return {};
	if (username.includes(":")) throw invalid(`${capital(names(called.username))} must not hold a colon (RFC 7617).`);
	return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}
function encodedKey(apiKey, name) {
	if (!/^[\x21-\x7e]+$/.test(apiKey)) throw invalid(`${capital(name)} must be one word, the "encoded" form of the key.`);
	return apiKey.includes(":") ? Buffer.from(apiKey).toString("base64") : apiKey;
}
function capital(name) {
	return name.charAt(0).toUpperCase() + name.slice(1);
}
function invalid(sentence) {
	return new DoorlogError("input-invalid", sentence);
}

// src/net/retry.ts
const FIRST_WAIT = 200;
const LONGEST_WAIT$1 = 8e3;
function backoff(attempt, retryAfter, date) {
	const asked = retryAfterMilliseconds(retryAfter, date);
	if (asked !== void 0) return asked;
	return Math.random() * Math.min(LONGEST_WAIT$1, FIRST_WAIT * 2 ** (attempt - 1));
}
function retryAfterMilliseconds(value, date = "") {
	if (value === void 0) return void 0;
	if (/^\d+$/.test(value)) return Number(value) * 1e3;
	const until = Date.parse(value);
	return Number.isNaN(until) ? void 0 : Math.max(0, until - (Date.parse(date) || Date.now()));
}
function isPassing(error) {
	return codeOf$1(error) === "http-connection";
}
function pause(milliseconds, signal) {
	return new Promise((resolve) => {
		if (signal?.aborted) return resolve();
		const timer = setTimeout(done, milliseconds);
		signal?.addEventListener("abort", done, { once: true });
		function done() {
			clearTimeout(timer);
			signal?.removeEventListener("abort", done);
			resolve();
		}
	});
}

// src/sinks/http-attempts.ts
const LONGEST_WAIT = 9e5;
const MOST_TURNS = 100;
const SHORT_TURNS = 4;
const MOST_REPLY_BYTES$1 = 1048576;
const NOT_SENT = [
	"ENOTCONN",
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN"
];
async function sendUntilAnswered(sending) {
	const { signal } = sending;
	const until = now() + LONGEST_WAIT;
	let mayBeStored = false;
	for (let turn = 1;; turn++) {
		if (signal.aborted) return {
			kind: "pending",
			reason: "there was no time left",
			mayBeStored
		};
		const sent = await send$1(sending, {
			timeout: until - now(),
			mayBeStored
		});
		if (sent.kind === "answered") return {
			kind: "answered",
			answer: sent.answer,
			mayBeStored
		};
		mayBeStored ||= sent.mayBeStored;
		if (sent.kind === "refused") return {
			kind: "failed",
			reason: sent.reason,
			mayBeStored
		};
		const wait = waitAfter(turn, sent);
		const isLast = sent.kind === "unanswered" || turn >= MOST_TURNS || now() + wait >= until;
		if (!isLast) await pause(wait, signal);
		if (isLast || signal.aborted) return {
			kind: "pending",
			reason: sent.reason,
			mayBeStored
		};
	}
}
function waitAfter(turn, { retryAfter, date }) {
	const wait = backoff(turn, retryAfter, date);
	return retryAfter === void 0 ? wait : Math.max(wait, backoff(Math.min(turn, SHORT_TURNS)));
}
function now() {
	return process.uptime() * 1e3;
}
async function send$1({ http, request, read, signal }, { timeout, mayBeStored: mayBeStoredBefore }) {
	try {
		const response = await http({
			...request(),
			signal,
			timeout,
			retries: 0,
			maxBytes: MOST_REPLY_BYTES$1
		});
		const { "retry-after": retryAfter, date } = response.headers;
		return {
			...read(response, mayBeStoredBefore),
			retryAfter,
			date
		};
	} catch (error) {
		const isSent = !wasNotSent(error);
		if (signal.aborted) return {
			kind: "unanswered",
			reason: "it gave no answer in time",
			mayBeStored: isSent
		};
		const code = codeOf$1(error);
		const reason = code === "internal" ? "the request failed in an unexpected way" : sentenceOf$2(error);
		const mayBeStored = code !== "http-tls" && isSent;
		if (code === "http-connection") return {
			kind: "busy",
			reason,
			mayBeStored
		};
		return {
			kind: code === "http-timeout" ? "unanswered" : "refused",
			reason,
			mayBeStored
		};
	}
}
function wasNotSent(error) {
	const cause = error instanceof Error ? error.cause : void 0;
	return NOT_SENT.includes(systemCodeOf(cause) ?? "");
}

// src/sinks/shapes/compact.ts
function compact(value, kept = ["record", "bundle"]) {
	const result = {};
	for (const [key, member] of Object.entries(value)) {
		if (member === void 0) continue;
		if (kept.includes(key) || !isObject$2(member)) {
			result[key] = member;
			continue;
		}
		const inner = compact(member, kept);
		if (Object.keys(inner).length > 0) result[key] = inner;
	}
	return result;
}
function isObject$2(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/sinks/shapes/detail.ts
function omittedAt(entry, detail) {
	const bundle = entry.bundle !== void 0 && detail !== "whole" ? ["bundle"] : [];
	return detail === "core" ? [...bundle, "record"] : bundle;
}

// src/sinks/shapes/bounded-text.ts
const ELLIPSIS = "…";
function boundedText(text, most) {
	if (text.length * 6 <= most) return text;
	let bytes = 0;
	let fits = 0;
	let at = 0;
	for (const character of text) {
		bytes += jsonBytes(character);
		at += character.length;
		if (bytes > most) return text.slice(0, fits) + ELLIPSIS;
		if (bytes <= most - Buffer.byteLength(ELLIPSIS)) fits = at;
	}
	return text;
}
function jsonBytes(character) {
	const code = character.codePointAt(0) ?? 0;
	if (code < 32) return "\b	\n\f\r".includes(character) ? 2 : 6;
	if (character === "\"" || character === "\\") return 2;
	if (code >= 55296 && code <= 57343) return 6;
	return Buffer.byteLength(character);
}

// src/sinks/shapes/facts.ts
const LONGEST_TEXT = 1024;
function factsOf$1(document, most) {
	const cut = /* @__PURE__ */ new Set();
	function made(name, text) {
		const kept = boundedText(text, most);
		if (kept !== text) cut.add(name);
		return kept;
	}
	return {
		text(...path) {
			const value = valueAt$2(document, path);
			return typeof value === "string" && value !== "" ? made(path.join("."), value) : void 0;
		},
		flag(...path) {
			const value = valueAt$2(document, path);
			return typeof value === "boolean" ? value : void 0;
		},
		at: (...path) => valueAt$2(document, path),
		made,
		cut: () => [...cut]
	};
}
function valueAt$2(value, path) {
	let at = value;
	for (const key of path) {
		if (typeof at !== "object" || at === null || Array.isArray(at)) return void 0;
		at = Object.getOwnPropertyDescriptor(at, key)?.value;
	}
	return at;
}

// src/sinks/shapes/findings.ts
const MOST_FINDINGS = 3;
function findingsOf(facts) {
	const results = facts.at("policy", "results");
	if (!Array.isArray(results)) return void 0;
	const failed = results.filter((result) => valueAt$2(result, ["result"]) === "fail");
	const sorted = failed.map((result) => ({
		result,
		rank: rankOf$1(result)
	})).sort((a, b) => b.rank - a.rank);
	const worst = SEVERITIES[sorted[0]?.rank ?? -1];
	return {
		failed: failed.length,
		unknown: results.filter((result) => valueAt$2(result, ["result"]) === "unknown").length,
		...worst !== void 0 && { worst },
		sentences: sorted.slice(0, MOST_FINDINGS).map(({ result, rank }, index) => facts.made(`findings.${index}`, sentenceOf$1(result, SEVERITIES[rank])))
	};
}
function rankOf$1(result) {
	return SEVERITIES.indexOf(valueAt$2(result, ["severity"]));
}
function sentenceOf$1(result, severity) {
	const rule = valueAt$2(result, ["rule"]);
	const message = valueAt$2(result, ["message"]);
	return `${[severity ?? "unknown severity", typeof rule === "string" ? rule : "unnamed rule"].join(", ")}: ${typeof message === "string" ? message : ""}`;
}

// src/sinks/shapes/whole-place.ts
const OWNER_AND_NAME = /^[A-Za-z0-9._-]{1,100}\/[A-Za-z0-9._-]{1,100}$/;
const SHA256 = /^[0-9a-f]{64}$/;
function attestationAddress(entry, facts) {
	const { bundle, subjectDigest } = entry;
	const repository = facts.text("pipeline", "repository") ?? "";
	const api = apiOf(facts.text("pipeline", "server") ?? "");
	const isGithub = facts.text("pipeline", "provider") === "github-actions";
	const isKeyless = facts.text("signing", "instance") !== "local-key";
	if (bundle === void 0 || subjectDigest === void 0 || api === void 0 || !isGithub || !isKeyless) return;
	if (!SHA256.test(subjectDigest) || !OWNER_AND_NAME.test(repository)) return void 0;
	return `${api}/repos/${repository}/attestations/sha256:${subjectDigest}`;
}
function apiOf(server) {
	if (server === "https://github.com") return "https://api.github.com";
	const residence = /^https:\/\/([a-z0-9-]{1,63}\.ghe\.com)$/.exec(server)?.[1];
	return residence === void 0 ? void 0 : `https://api.${residence}`;
}

// src/sinks/shapes/summary.ts
const LONGEST_NAME$3 = 200;
const MOST_CUT_NAMES = 8;
const MOST_APPROVALS = 10;
function namesOf(entry) {
	return {
		recordId: boundedText(entry.recordId, LONGEST_NAME$3),
		phase: boundedText(entry.phase, LONGEST_NAME$3),
		digest: boundedText(entry.digest, LONGEST_NAME$3),
		view: entry.view
	};
}
function timeOf$1(entry) {
	return boundedText(entry.time, LONGEST_NAME$3);
}
function summaryOf(facts) {
	const findings = findingsOf(facts);
	return {
		simulation: facts.flag("simulation") === true ? true : void 0,
		recorder: facts.text("recorder", "kind"),
		provider: facts.text("pipeline", "provider"),
		server: facts.text("pipeline", "server"),
		repository: facts.text("pipeline", "repository"),
		repositoryId: facts.text("pipeline", "repositoryId"),
		visibility: facts.text("pipeline", "visibility"),
		workflowRef: facts.text("pipeline", "workflowRef"),
		runId: facts.text("pipeline", "runId"),
		runAttempt: facts.text("pipeline", "runAttempt"),
		job: facts.text("pipeline", "job"),
		event: facts.text("pipeline", "event"),
		ref: facts.text("pipeline", "ref"),
		commit: facts.text("pipeline", "sha"),
		outcome: facts.text("outcome", "status"),
		verdict: facts.text("policy", "verdict"),
		failed: findings?.failed,
		unknown: findings?.unknown,
		severity: findings?.worst,
		findings: findings?.sentences.length ? findings.sentences : void 0
	};
}
function remainderOf(entry, facts, omitted) {
	const runUrl = facts.text("pipeline", "runUrl");
	const cut = facts.cut();
	return {
		omitted: omitted.length > 0 ? omitted : void 0,
		subjectDigest: entry.subjectDigest === void 0 ? void 0 : boundedText(entry.subjectDigest, LONGEST_NAME$3),
		runUrl: omitted.length > 0 ? runUrl : void 0,
		attestations: omitted.length > 0 ? attestationAddress(entry, facts) : void 0,
		cut: cut.length > 0 ? cut.slice(0, MOST_CUT_NAMES) : void 0,
		cutCount: cut.length > MOST_CUT_NAMES ? cut.length : void 0
	};
}
function correlationOf(facts) {
	const run = facts.text("pipeline", "runId");
	if (run === void 0) return void 0;
	const job = facts.text("pipeline", "checkRunId") ?? facts.text("pipeline", "job");
	const parts = [
		run,
		facts.text("pipeline", "runAttempt"),
		job
	].filter((part) => part !== void 0);
	return facts.made("correlation", parts.join("-"));
}
function approvalsOf$1(facts) {
	const approvals = facts.at("approvals");
	if (!Array.isArray(approvals) || approvals.length === 0) return void 0;
	const sentences = approvals.slice(0, MOST_APPROVALS).map((approval) => {
		const state = valueAt$2(approval, ["state"]);
		const login = valueAt$2(approval, ["user", "login"]);
		return `${isText(state) ? state : "answered"} by ${isText(login) ? login : "somebody unknown"}`;
	});
	const more = approvals.length - sentences.length;
	return facts.made("approvals", [...sentences, ...more > 0 ? [`${more} more`] : []].join(", "));
}
function isText(value) {
	return typeof value === "string" && value !== "";
}
function sentenceOf(facts, phase) {
	const job = facts.text("pipeline", "job") ?? "unknown";
	const repository = facts.text("pipeline", "repository");
	const login = facts.text("people", "initiator", "login") ?? "somebody unknown";
	const outcome = facts.text("outcome", "status");
	const verdict = facts.text("policy", "verdict");
	const parts = [
		`${phase} of job ${job}${repository === void 0 ? "" : ` in ${repository}`}, started by ${login}`,
		...outcome === void 0 ? [] : [`outcome ${outcome}`],
		...verdict === void 0 ? [] : [`verdict ${verdict}`]
	];
	return facts.made("message", parts.join("; "));
}

// src/sinks/shapes/ecs.ts
const EVENT_TYPES = {
	start: "start",
	end: "end"
};
const OUTCOMES = {
	success: "success",
	failure: "failure",
	cancelled: "unknown"
};
function ecsDocument(entry, form, options) {
	const { detail = "whole", longestText = LONGEST_TEXT, sentAt } = options ?? {};
	const facts = factsOf$1(entry.document, longestText);
	const names = namesOf(entry);
	const record = form === "object" ? { record: entry.document } : { recordText: JSON.stringify(entry.document) };
	const initiator = (member) => facts.text("people", "initiator", member);
	const role = initiator("role");
	return compact({
		"@timestamp": timeOf$1(entry),
		tags: facts.flag("simulation") === true ? ["doorlog-simulation"] : void 0,
		ecs: { version: "9.0.0" },
		event: {
			id: names.recordId,
			kind: "event",
			action: names.phase,
			type: [lookUp(EVENT_TYPES, names.phase) ?? "info"],
			hash: names.digest,
			created: sentAt?.toISOString(),
			module: facts.text("pipeline", "workflow"),
			url: facts.text("pipeline", "runUrl"),
			outcome: lookUp(OUTCOMES, facts.text("outcome", "status") ?? ""),
			reason: approvalsOf$1(facts)
		},
		user: {
			name: initiator("login"),
			id: initiator("id"),
			roles: role === void 0 ? void 0 : [role],
			effective: {
				name: facts.text("people", "rerunner", "login"),
				id: facts.text("people", "rerunner", "id")
			}
		},
		organization: {
			name: facts.text("pipeline", "repositoryOwner"),
			id: facts.text("pipeline", "repositoryOwnerId")
		},
		service: { environment: facts.text("pipeline", "environment") },
		host: { name: facts.text("runner", "name") ?? facts.text("runner", "hostName") },
		trace: { id: correlationOf(facts) },
		doorlog: {
			...names,
			...summaryOf(facts),
			...remainderOf(entry, facts, omittedAt(entry, detail)),
			bundle: detail === "whole" ? entry.bundle : void 0,
			...detail === "core" ? {} : record
		}
	});
}
function lookUp(table, key) {
	return Object.hasOwn(table, key) ? table[key] : void 0;
}

// src/json.ts
function jsonOrNothing$1(text) {
	try {
		return JSON.parse(typeof text === "string" ? text : Buffer.from(text).toString("utf8"));
	} catch {
		return;
	}
}

// src/sinks/elasticsearch/reply.ts
const BulkReply = object({
	errors: boolean(),
	items: array(object({ create: object({
		_id: string(),
		status: number$1(),
		failure_store: optional(string()),
		error: optional(object({ type: string() }))
	}) }))
});
const PASSING_STATUSES = [
	429,
	500,
	502,
	503,
	504
];
const BLOCKED = "cluster_block_exception";
function readBulkReply({ status, body }, ids) {
	if (PASSING_STATUSES.includes(status)) return {
		kind: "busy",
		reason: `it answers with status ${status}`,
		mayBeStored: isFault(status)
	};
	if (status !== 200) return {
		kind: "refused",
		reason: statusReason(status),
		mayBeStored: isFault(status)
	};
	const { data } = safeParse(BulkReply, jsonOrNothing$1(body));
	const isOther = ({ create }, index) => create._id !== ids[index] && !isAmongFailures(create);
	if (data?.items.length !== ids.length || data.items.some(isOther)) return {
		kind: "refused",
		reason: "its reply is not that of a bulk request; check that the url is a cluster’s",
		mayBeStored: true
	};
	return data.items.map(({ create }) => isAmongFailures(create) ? AMONG_FAILURES : itemResult(create.status, errorType(create.error?.type)));
}
function isAmongFailures({ failure_store: store }) {
	return store === "used";
}
const AMONG_FAILURES = {
	kind: "refused",
	reason: "it keeps the document with the failures of a data stream; exclude the prefix from the template of that",
	mayBeStored: false
};
function itemResult(status, type) {
	if (status === 201) return { kind: "created" };
	if (status === 409) return { kind: "taken" };
	const mayBeStored = isFault(status);
	if (PASSING_STATUSES.includes(status)) return {
		kind: "busy",
		reason: `it has no room just now (${type})`,
		mayBeStored
	};
	if (status === 400) return {
		kind: "unfit",
		reason: `it refuses the document (${type}); run doorlog setup again`
	};
	return {
		kind: "refused",
		reason: `${type === BLOCKED ? "the index is blocked for writing; take away its block" : statusReason(status)} (${type})`,
		mayBeStored
	};
}
function isFault(status) {
	return status >= 500;
}
function statusReason(status) {
	switch (status) {
		case 401: return "it does not accept the credentials; check the API key or the user name and password";
		case 403: return "the writer may not create documents there; give it the role that doorlog setup installs";
		case 404: return "it has no such address or index; check the url and that indices may be created";
		case 413: return "the record is larger than it takes; raise http.max_content_length";
		default: return status >= 300 && status < 400 ? `it redirects (status ${status}); give the final url` : `it answers with status ${status}`;
	}
}
function errorType(type) {
	return type !== void 0 && /^[a-z_]{1,80}_exception$/.test(type) ? type : "no reason given";
}

// src/sinks/elasticsearch/create.ts
async function create(target, entry, place) {
	const asObject = await send(target, entry, place, "object");
	const mayBeOurs = place.mayBeOurs || asObject.mayBeStored;
	if (asObject.kind !== "answered" || asObject.answer.kind !== "unfit") return creationOf$1(asObject, mayBeOurs);
	const asText = await send(target, entry, place, "text");
	return creationOf$1(asText, mayBeOurs || asText.mayBeStored);
}
function send(target, entry, place, form) {
	const { service, http, url, headers } = target;
	const body = createLines(entry, place, form);
	return sendUntilAnswered({
		http,
		signal: place.signal,
		request: () => ({
			service,
			method: "POST",
			url,
			headers,
			body
		}),
		read: (response) => attemptOf$1(readBulkReply(response, [place.id]))
	});
}
function attemptOf$1(reply) {
	const result = "kind" in reply ? reply : reply[0];
	if (result === void 0) return {
		kind: "refused",
		reason: "its reply is empty",
		mayBeStored: true
	};
	return "mayBeStored" in result ? result : {
		kind: "answered",
		answer: result
	};
}
function creationOf$1(outcome, mayBeOurs) {
	if (outcome.kind !== "answered") return {
		kind: outcome.kind,
		reason: outcome.reason,
		mayBeOurs
	};
	const { answer } = outcome;
	if (answer.kind === "created") return { kind: "created" };
	if (answer.kind === "taken") return {
		kind: "taken",
		mayBeOurs
	};
	return {
		kind: "failed",
		reason: answer.reason,
		mayBeOurs
	};
}
function createLines(entry, { index, id }, form) {
	return `${JSON.stringify({ create: {
		_index: index,
		_id: id
	} })}\n${JSON.stringify(ecsDocument(entry, form))}\n`;
}

// src/sinks/elasticsearch/bulk.ts
const MOST_BYTES$1 = 5242880;
const MOST_ITEMS = 250;
const REFUSED_FOR_CONTENT = [400, 413];
async function createMany(target, items, signal) {
	const creations = /* @__PURE__ */ new Map();
	for (const part of partsOf$1(items)) await createPart(target, part, signal, creations);
	return items.map((item) => creations.get(item) ?? {
		kind: "unfit",
		mayBeOurs: item.mayBeOurs
	});
}
function* partsOf$1(items) {
	let part = [];
	let bytes = 0;
	for (const item of items) {
		const lines = Buffer.from(createLines(item.entry, item, "object"));
		if (part.length > 0 && (part.length >= MOST_ITEMS || bytes + lines.length > MOST_BYTES$1)) {
			yield part;
			part = [];
			bytes = 0;
		}
		part.push({
			item,
			lines,
			mayBeOurs: item.mayBeOurs
		});
		bytes += lines.length;
	}
	if (part.length > 0) yield part;
}
async function createPart(target, part, signal, creations) {
	const { service, http, url, headers } = target;
	let open = part;
	const outcome = await sendUntilAnswered({
		http,
		signal,
		request: () => ({
			service,
			method: "POST",
			url,
			headers,
			body: Buffer.concat(open.map(linesOf))
		}),
		read(response, mayBeStored) {
			if (open.length > 1 && REFUSED_FOR_CONTENT.includes(response.status)) return {
				kind: "answered",
				answer: "too-much"
			};
			const ids = open.map(({ item }) => item.id);
			const results = readBulkReply(response, ids);
			if ("kind" in results) return results;
			const left = [];
			let reason = "";
			for (const [index, sent] of open.entries()) {
				const result = results[index];
				if (result === void 0) continue;
				sent.mayBeOurs ||= mayBeStored;
				if (result.kind === "busy") {
					sent.mayBeOurs ||= result.mayBeStored;
					reason = result.reason;
					left.push(sent);
				} else creations.set(sent.item, creationOf(result, sent.mayBeOurs));
			}
			open = left;
			return open.length > 0 ? {
				kind: "busy",
				reason,
				mayBeStored: false
			} : {
				kind: "answered",
				answer: "read"
			};
		}
	});
	for (const sent of open) sent.mayBeOurs ||= outcome.mayBeStored;
	if (outcome.kind !== "answered") {
		const { kind, reason } = outcome;
		for (const { item, mayBeOurs } of open) creations.set(item, {
			kind,
			reason,
			mayBeOurs
		});
	} else if (outcome.answer === "too-much") {
		const half = Math.ceil(open.length / 2);
		await createPart(target, open.slice(0, half), signal, creations);
		await createPart(target, open.slice(half), signal, creations);
	}
}
function linesOf({ lines }) {
	return lines;
}
function creationOf(result, mayBeOurs) {
	switch (result.kind) {
		case "created": return { kind: "created" };
		case "taken":
		case "unfit": return {
			kind: result.kind,
			mayBeOurs
		};
		default: return {
			kind: "failed",
			reason: result.reason,
			mayBeOurs: mayBeOurs || result.mayBeStored
		};
	}
}

// src/sinks/elasticsearch/cluster.ts
function clusterOf(config, { http, secrets, secretNames }) {
	return {
		product: config.type,
		service: serviceOf(config),
		url: config.url.replace(/\/+$/, ""),
		headers: {
			accept: "application/json",
			...authorizationOf(secrets, secretNames, config.type)
		},
		http
	};
}
function serviceOf({ type, name }) {
	const product = type === "opensearch" ? "OpenSearch" : "Elasticsearch";
	return name === type ? product : `${product} (sink ${name})`;
}

// src/sinks/elasticsearch/read-back.ts
const MOST_REPLY_BYTES = 10485760;
const GetReply = object({
	found: boolean(),
	_source: optional(object({ event: object({ hash: string() }) }))
});
async function readBack({ service, http, url, headers }, entry, { index, id, signal }) {
	const address = `${url}/${encodeURIComponent(index)}/_doc/${encodeURIComponent(id)}?_source_includes=event.hash`;
	const { "content-type": _, ...reading } = headers;
	try {
		const response = await http({
			service,
			method: "GET",
			url: address,
			headers: reading,
			signal,
			maxBytes: MOST_REPLY_BYTES
		});
		if (response.status === 401 || response.status === 403) return "not-permitted";
		if (response.status === 404) return {
			confirmed: false,
			how: `${service} has no document ${id} in ${index}.`
		};
		const reply = response.status === 200 ? GetReply.safeParse(jsonOrNothing$1(response.body)) : void 0;
		if (!reply?.success) return {
			confirmed: false,
			how: `${service} answered with status ${response.status}.`
		};
		return reply.data.found && reply.data._source?.event.hash === entry.digest ? {
			confirmed: true,
			how: `It was read back from ${index}.`
		} : {
			confirmed: false,
			how: `${service} has another document under that id in ${index}.`
		};
	} catch (error) {
		return {
			confirmed: false,
			how: sentenceOf$2(error)
		};
	}
}

// src/sinks/elasticsearch/sink.ts
var sink_exports = /* @__PURE__ */ __exportAll({
	createElasticsearchSink: () => createElasticsearchSink,
	indexOf: () => indexOf$1
});
function createElasticsearchSink(config, options) {
	const headers = {
		"content-type": "application/x-ndjson",
		accept: "application/json",
		...authorizationOf(options.secrets, options.secretNames, config.type)
	};
	const service = serviceOf(config);
	const target = {
		service,
		url: `${config.url.replace(/\/+$/, "")}/_bulk`,
		headers,
		http: options.http
	};
	function store(entry, { signal, key, noteKey }, found) {
		const index = indexOf$1(config.prefix, entry.time);
		const ownId = entryKey(entry);
		return storeOnce({
			sink: config.name,
			service,
			id: ownId,
			key,
			noteKey,
			async createAt(id, mayBeOurs) {
				const known = id === ownId ? found : void 0;
				if (known !== void 0 && known.kind !== "unfit") return known;
				return create(target, entry, {
					index,
					id,
					signal,
					mayBeOurs: known?.mayBeOurs ?? mayBeOurs
				});
			},
			locationOf: (id) => `${index}/${id}`
		});
	}
	async function storeMany(batch, { signal, noteKey }) {
		const items = /* @__PURE__ */ new Map();
		for (const { entry, key } of batch) {
			const id = entryKey(entry);
			const isFresh = key === "unused" || key === "tried";
			const index = indexOf$1(config.prefix, entry.time);
			if (isFresh && !items.has(id)) items.set(id, {
				entry,
				index,
				id,
				mayBeOurs: key === "tried"
			});
		}
		const creations = await createMany(target, [...items.values()], signal);
		const found = new Map([...items.keys()].map((id, index) => [id, creations[index]]));
		const deliveries = /* @__PURE__ */ new Map();
		for (const { entry, key } of batch) {
			const id = entryKey(entry);
			const options = {
				signal,
				key,
				noteKey: async (state) => noteKey?.(entry, state)
			};
			if (!deliveries.has(id)) deliveries.set(id, await store(entry, options, found.get(id)));
		}
		return batch.flatMap(({ entry }) => deliveries.get(entryKey(entry)) ?? []);
	}
	return {
		name: config.name,
		required: config.required,
		deliver: (entry, deliverOptions) => store(entry, deliverOptions),
		deliverBatch: storeMany,
		async confirm(entry, signal) {
			const id = entryKey(entry);
			const index = indexOf$1(config.prefix, entry.time);
			const found = await readBack({
				...target,
				url: config.url.replace(/\/+$/, "")
			}, entry, {
				index,
				id,
				signal
			});
			if (found !== "not-permitted") return found;
			const again = await store(entry, {
				signal,
				key: "tried"
			});
			return again.status === "already-there" ? {
				confirmed: true,
				how: `The writer may not read ${index}, and a second copy was refused: the first is there.`
			} : {
				confirmed: false,
				how: again.reason ?? `The writer may not read ${index}, and a second copy was taken.`
			};
		}
	};
}
function indexOf$1(prefix, time) {
	const date = new Date(time);
	return `${prefix}-${Number.isNaN(date.getTime()) ? "undated" : date.toISOString().slice(0, 7).replace("-", ".")}`;
}

// src/sinks/elasticsearch/type.ts
var type_exports = /* @__PURE__ */ __exportAll({
	ClusterShape: () => ClusterShape,
	ClusterUrl: () => ClusterUrl,
	ElasticsearchSinkConfig: () => ElasticsearchSinkConfig,
	IndexPrefix: () => IndexPrefix,
	elasticsearchType: () => elasticsearchType
});
const PREFIX = /^[a-z0-9][a-z0-9._-]{0,63}$/;
function IndexPrefix() {
	return string("must be text").check(regex(PREFIX, "must be 1 to 64 lower-case letters, digits, dots, dashes or underscores, the first no sign"));
}
function ClusterUrl(mend = "give them by the inputs elasticsearch-api-key or elasticsearch-username and elasticsearch-password") {
	return ServerUrl(mend);
}
function ClusterShape() {
	return _default(literal("ecs", "must be ecs: the index template and the readers go by its fields"), "ecs");
}
const ElasticsearchSinkConfig = strictObject({
	...commonConfig("elasticsearch"),
	url: ClusterUrl(),
	prefix: _default(IndexPrefix(), "doorlog"),
	shape: ClusterShape()
});
const elasticsearchType = defineSinkType({
	schema: ElasticsearchSinkConfig,
	needs: () => ["elasticsearchApiKey", "elasticsearchPassword"],
	create: async (config, surroundings) => (await Promise.resolve(sink_exports)).createElasticsearchSink(config, surroundings),
	examine: async (config, surroundings, signal) => (await import("./examine.js")).examineCluster(config, surroundings, signal),
	reader: async (config, surroundings) => (await import("./reader.js")).createClusterReader(config, surroundings)
});

// src/sinks/registry.ts
const SINK_TYPES = {
	file: async () => (await Promise.resolve(type_exports$1)).fileType,
	elasticsearch: async () => (await Promise.resolve(type_exports)).elasticsearchType,
	opensearch: async () => (await import("./type3.js")).openSearchType,
	s3: async () => (await import("./type5.js")).s3Type,
	splunk: async () => (await import("./type7.js")).splunkType,
	otlp: async () => (await import("./type9.js")).otlpType,
	syslog: async () => (await import("./type10.js")).syslogType,
	webhook: async () => (await import("./type.js")).webhookType
};

// src/nearest.ts
function nearest(word, known) {
	let best;
	let distance = Math.max(2, Math.floor(word.length / 3)) + 1;
	for (const candidate of known) {
		const found = editDistance(word.toLowerCase(), candidate.toLowerCase());
		if (found < distance && found < Math.max(word.length, candidate.length)) {
			best = candidate;
			distance = found;
		}
	}
	return best;
}
function didYouMean(word, known) {
	const guess = nearest(word, known);
	return guess ? ` Did you mean “${guess}”?` : "";
}
function editDistance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}

// src/sinks/sink-list.ts
const MAX_BYTES$3 = 65536;
const SINKS = {
	input: "sinks",
	item: "sink"
};
async function parseList(text, { input, item } = SINKS) {
	try {
		return await itemsOf(text, item);
	} catch (error) {
		throw error instanceof Complaint ? new DoorlogError("input-invalid", `Input ${input} ${error.message}.`) : error;
	}
}
var Complaint = class extends Error {};
async function itemsOf(text, item) {
	if (Buffer.byteLength(text) > MAX_BYTES$3) throw new Complaint(`is longer than ${MAX_BYTES$3 / 1024} KiB; shorten it`);
	if (text.trim() === "") return [];
	const value = /^\s*[[{]/.test(text) ? await parseJsonLike(text) : await parseYaml$1(text);
	if (value === null || value === void 0) return [];
	if (!Array.isArray(value)) throw new Complaint(`must be a list: start each ${item} with a dash, or put them in [ ]`);
	return value;
}
async function parseJsonLike(text) {
	try {
		return JSON.parse(text);
	} catch {
		return parseYaml$1(text);
	}
}
async function parseYaml$1(text) {
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
		throw new Complaint(`is neither JSON nor YAML: ${fault.code.toLowerCase().replaceAll("_", " ")}${where}; mend it there`);
	}
	refuseAliases(document, visit, isAlias);
	return document.toJS();
}
function refuseAliases(document, visit, isAlias) {
	visit(document, (_, node) => {
		if (isAlias(node)) throw new Complaint("uses a YAML alias (an asterisk with a name); write the value out instead");
	});
}

// src/sinks/typed-list.ts
async function parseTypedList(text, list) {
	const items = await parseList(text, list);
	const entries = [];
	for (const [index, item] of items.entries()) entries.push(await parseEntry$1(item, `${list.input}[${index}]`, list));
	const seen = /* @__PURE__ */ new Map();
	for (const [index, { name }] of entries.entries()) {
		const earlier = seen.get(name.toLowerCase());
		if (earlier !== void 0) {
			const complaint = `is ${name}, as ${list.input}[${earlier}] already is; give each ${list.item} its own name`;
			throw invalidEntry(list, `${list.input}[${index}].name`, complaint);
		}
		seen.set(name.toLowerCase(), index);
	}
	return entries;
}
function invalidEntry({ input }, place, complaint) {
	return new DoorlogError("input-invalid", `Input ${input}: ${place} ${complaint.replace(/([^?])$/, "$1.")}`);
}
async function parseEntry$1(item, place, list) {
	if (typeof item !== "object" || item === null || Array.isArray(item)) throw invalidEntry(list, place, `must be a mapping with a type, such as ${list.example}`);
	const name = "type" in item ? item.type : void 0;
	const names = Object.keys(list.types);
	const load = typeof name === "string" && Object.hasOwn(list.types, name) ? list.types[name] : void 0;
	if (load === void 0) {
		const near = typeof name === "string" ? nearest(name, names) : void 0;
		const hint = near === void 0 ? "" : `; did you mean ${near}?`;
		const known = `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
		throw invalidEntry(list, `${place}.type`, `${name === void 0 ? "is missing: it " : ""}must be ${known}${hint}`);
	}
	const type = await load();
	const parsed = type.parse(item);
	if ("entry" in parsed) return parsed.entry;
	const [where, complaint] = complaintOf(parsed.issues, item, place, type.keys);
	throw invalidEntry(list, where, complaint);
}
function complaintOf(issues, item, place, known) {
	const key = issues.find((issue) => issue.code === "unrecognized_keys")?.keys[0];
	if (key !== void 0) {
		const near = nearest(key, known);
		const mend = near === void 0 ? `known keys are ${known.join(", ")}` : `did you mean ${near}?`;
		return [place, `has the unknown key ${JSON.stringify(key.slice(0, 40))}; ${mend}`];
	}
	const issue = issues[0];
	const at = [place, ...issue?.path ?? []].join(".").replace(/\.(\d+)(?=\.|$)/g, "[$1]");
	const member = issue?.path[0];
	return [at, member !== void 0 && !(member in item) ? "is missing" : issue?.message ?? "is not valid"];
}

// src/sinks/config.ts
var config_exports = /* @__PURE__ */ __exportAll({ parseSinks: () => parseSinks });
const LIST = {
	input: "sinks",
	item: "sink",
	types: SINK_TYPES,
	example: "{\"type\": \"file\", \"path\": \"/var/log/doorlog.jsonl\"}"
};
async function parseSinks(text, { paths = "any" } = {}) {
	const sinks = await parseTypedList(text, LIST);
	for (const [index, { localPath }] of sinks.entries()) if (localPath !== void 0 && paths === "absolute" && !isAbsolute$1(localPath)) throw invalidEntry(LIST, `sinks[${index}].path`, `is relative, so that the first checkout would delete the file; give an absolute path outside the workspace, for instance under \${{ runner.temp }}`);
	return sinks;
}

// src/model/sink-secrets.ts
const SINK_SECRETS = {
	elasticsearchApiKey: "elasticsearch-api-key",
	elasticsearchUsername: "elasticsearch-username",
	elasticsearchPassword: "elasticsearch-password",
	opensearchUsername: "opensearch-username",
	opensearchPassword: "opensearch-password",
	splunkToken: "splunk-token",
	awsAccessKeyId: "aws-access-key-id",
	awsSecretAccessKey: "aws-secret-access-key",
	awsSessionToken: "aws-session-token",
	otlpHeaders: "otlp-headers",
	syslogCertificate: "syslog-certificate",
	syslogKey: "syslog-key",
	webhookSecret: "webhook-secret",
	slackWebhookUrl: "slack-webhook-url"
};

// src/sinks/secrets.ts
var secrets_exports = /* @__PURE__ */ __exportAll({
	INPUT_NAMES: () => INPUT_NAMES,
	VARIABLE_NAMES: () => VARIABLE_NAMES,
	secretsFromVariables: () => secretsFromVariables
});
const INPUT_NAMES = (name) => `input ${SINK_SECRETS[name]}`;
const VARIABLE_NAMES = (name) => {
	const words = SINK_SECRETS[name].replaceAll("-", "_").toUpperCase();
	return words.startsWith("AWS_") ? words : `DOORLOG_${words}`;
};
function secretsFromVariables(env) {
	const names = Object.keys(SINK_SECRETS);
	return Object.fromEntries(names.flatMap((name) => {
		const value = env[VARIABLE_NAMES(name)];
		return value ? [[name, value]] : [];
	}));
}

// src/compose/sinks.ts
const READ_AS = { paths: "absolute" };
async function createSinks(configuration, surroundings, job, logger) {
	const sinks = [];
	const problems = [];
	if (configuration.sinks.trim() === "") return {
		sinks,
		problems
	};
	try {
		const [{ parseSinks }, { INPUT_NAMES }] = await Promise.all([Promise.resolve(config_exports), Promise.resolve(secrets_exports)]);
		const isKept = isKeptFromSecrets(job);
		const isStranger = isKeptFromSecrets({
			...job,
			hasIdentity: true
		});
		for (const sink of await parseSinks(configuration.sinks, READ_AS)) {
			const lacksSecret = sink.needs.length > 0 && sink.needs.every((name) => surroundings.secrets[name] === void 0);
			const lacksIdentity = sink.needsIdentity && surroundings.identityToken === void 0;
			if (lacksSecret && isKept || lacksIdentity && isStranger) {
				logger.info(`The sink “${sink.name}” is left out: this job, like every fork’s, was given no secret for it.`);
				continue;
			}
			try {
				sinks.push(await sink.create({
					...surroundings,
					secretNames: INPUT_NAMES
				}));
			} catch (error) {
				problems.push(problemOf(error));
			}
		}
	} catch (error) {
		problems.push(problemOf(error));
	}
	return {
		sinks,
		problems
	};
}
async function savableSinks(text) {
	if (text.trim() === "") return "";
	const { parseSinks } = await Promise.resolve(config_exports);
	return parseSinks(text, READ_AS).then(() => text, () => "");
}
function isKeptFromSecrets({ facts, hasIdentity }) {
	const { pipeline, people } = facts;
	const isFork = pipeline.pullRequest?.fromFork === true && pipeline.event !== "pull_request_target";
	return !hasIdentity || isFork || people.initiator?.login === "dependabot[bot]";
}

// src/ci/github/job-message.ts
const LONGEST_LINE = 8192;
var JobMessageReader = class {
	facts = {};
	state = "before";
	section = "";
	member = "";
	entry = "";
	push(line) {
		if (this.state === "after" || line.length > LONGEST_LINE) return;
		const text = line.trimEnd();
		if (this.state === "before") {
			if (/^\[[^\]]*\] Job message:$/.test(text)) this.state = "inside";
			return;
		}
		if (text === "}" || text === "***" || text.startsWith("[")) {
			this.state = "after";
			return;
		}
		const parts = /^( *)"([^"\\]+)": (.*)$/.exec(text);
		if (parts !== null) this.property(parts[1]?.length ?? 0, parts[2] ?? "", (parts[3] ?? "").replace(/,$/, ""));
	}
	property(indent, name, value) {
		const key = name.toLowerCase();
		if (indent === 2) {
			this.section = key;
			this.member = "";
		} else if (indent === 4) {
			this.member = key;
			this.entry = "";
		} else if (indent === 6 && this.section === "variables" && key === "value") this.keep(`variables/${this.member}`, value);
		else if (indent === 10 && this.section === "contextdata" && key === "k") this.entry = scalar$1(value) ?? "";
		else if (indent === 10 && this.section === "contextdata" && key === "v") {
			this.keep(`${this.member}/${this.entry}`, value);
			this.entry = "";
		}
	}
	keep(path, written) {
		const fact = factAt(path);
		const value = fact === void 0 ? void 0 : scalar$1(written);
		if (fact !== void 0 && value !== void 0) this.facts[fact] ??= value;
	}
};
function factAt(path) {
	switch (path) {
		case "github/run_id": return "runId";
		case "github/run_attempt": return "runAttempt";
		case "github/job":
		case "variables/system.github.job": return "jobKey";
		case "job/check_run_id": return "checkRunId";
		case "variables/system.github.token.permissions": return "tokenPermissions";
		default: return;
	}
}
function scalar$1(written) {
	if (/^\d+$/.test(written)) return written;
	try {
		const value = JSON.parse(written);
		return typeof value === "string" ? value : void 0;
	} catch {
		return;
	}
}

// src/ci/github/scope-name.ts
function workflowScope(name) {
	return name.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
}

// src/ci/github/worker-log.ts
var worker_log_exports = /* @__PURE__ */ __exportAll({ readWorkerLogPermissions: () => readWorkerLogPermissions });
const MAX_BYTES$2 = 8388608;
const MAX_BYTES_BEFORE_MESSAGE = 1048576;
const MAX_FILES = 20;
async function readWorkerLogPermissions(query) {
	const files = query.fs ?? diskFolder;
	const folder = diagnosticFolder(query.execPath);
	if (folder === void 0) return { reason: "this Node is not the one in a runner’s externals folder (a job container, or no runner)" };
	let names;
	try {
		names = (await files.list(folder.path)).filter((name) => /^Worker_[\w-]+\.log$/i.test(name));
	} catch (error) {
		return { reason: `the runner’s diagnostic folder can’t be listed (${codeOf(error)})` };
	}
	const newestFirst = names.sort().reverse().slice(0, MAX_FILES);
	let budget = MAX_BYTES$2;
	let reason = "there is no worker log in the runner’s diagnostic folder";
	for (const name of newestFirst) {
		const read = await readMessage(files, folder.file(name), budget);
		budget -= read.bytes;
		const answer = read.reason === void 0 ? judge$1(read.reader, query) : { reason: read.reason };
		if ("permissions" in answer || answer.final === true) return "permissions" in answer ? answer : { reason: answer.reason };
		reason = answer.reason;
		if (budget <= 0) return { reason: "no worker log of this job was found within the first 8 MiB" };
	}
	return { reason };
}
function judge$1({ facts, state }, query) {
	if (state === "before") return { reason: "no worker log here holds a job message" };
	const same = facts.runId === query.runId && facts.jobKey === query.jobKey;
	const sameAttempt = agrees(facts.runAttempt, query.runAttempt) && agrees(facts.checkRunId, query.checkRunId);
	if (!same || !sameAttempt) return { reason: "no worker log here is of this run, attempt and job" };
	if (state === "inside") return {
		final: true,
		reason: "the job message in the worker log is not complete"
	};
	if (facts.tokenPermissions === void 0) return {
		final: true,
		reason: "the job message in the worker log does not name the token’s permissions"
	};
	const permissions = parsePermissions(facts.tokenPermissions);
	return permissions === void 0 ? {
		final: true,
		reason: "the permissions in the worker log are masked or in a form that is not known"
	} : {
		permissions,
		source: "worker-log"
	};
}
function agrees(logged, asked) {
	return logged === void 0 || asked === void 0 || asked === "" || logged === asked;
}
function parsePermissions(text) {
	const inner = /^(?:\{|\*{3})([^{}*]*)(?:\}|\*{3})$/.exec(text)?.[1];
	if (inner === void 0) return;
	const schema = record(string().check(regex(/^[A-Za-z][A-Za-z-]*$/)), enumeration([
		"read",
		"write",
		"none"
	]));
	let levels;
	try {
		levels = parse$1(schema, JSON.parse(`{${inner}}`));
	} catch {
		return;
	}
	const granted = [];
	for (const [scope, level] of Object.entries(levels)) if (level !== "none") granted.push([workflowScope(scope), level]);
	return Object.fromEntries(granted.sort(([a], [b]) => a < b ? -1 : 1));
}
function diagnosticFolder(execPath) {
	const paths = execPath.includes("\\") ? win32 : posix$1;
	const externals = paths.dirname(paths.dirname(paths.dirname(execPath)));
	if (paths.basename(externals).toLowerCase() !== "externals") return;
	const path = paths.join(paths.dirname(externals), "_diag");
	return {
		path,
		file: (name) => paths.join(path, name)
	};
}
async function readMessage(files, path, budget) {
	const reader = new JobMessageReader();
	let bytes = 0;
	let rest = "";
	try {
		for await (const piece of files.read(path)) {
			const taken = piece.subarray(0, budget - bytes);
			bytes += taken.length;
			const lines = (rest + Buffer.from(taken.buffer, taken.byteOffset, taken.length).toString("latin1")).split("\n");
			rest = lines.pop() ?? "";
			for (const line of lines) reader.push(line);
			const hopeless = reader.state === "before" && bytes >= MAX_BYTES_BEFORE_MESSAGE;
			if (reader.state === "after" || hopeless || bytes >= budget) return {
				reader,
				bytes
			};
		}
	} catch (error) {
		return {
			reader,
			bytes,
			reason: `the worker log can’t be read (${codeOf(error)})`
		};
	}
	reader.push(rest);
	return {
		reader,
		bytes
	};
}
function codeOf(error) {
	const code = typeof error === "object" && error !== null && "code" in error ? error.code : void 0;
	return typeof code === "string" && /^[A-Z_]{2,40}$/.test(code) ? code : "unknown cause";
}
const diskFolder = {
	list: async (folder) => readdirSync$1(folder),
	async *read(path) {
		const file = openSync(path, "r");
		try {
			const buffer = Buffer.alloc(65536);
			for (;;) {
				const length = readSync(file, buffer);
				if (length === 0) return;
				yield buffer.subarray(0, length);
			}
		} finally {
			closeSync(file);
		}
	}
};

// src/ci/github/account.ts
function accountFrom$1(user) {
	return {
		login: user.login,
		id: String(user.id),
		type: accountType(user.type, user.login)
	};
}
function accountType(type, login) {
	switch (type) {
		case "User": return "user";
		case "Bot": return "bot";
		case "Organization": return "organization";
		case "Mannequin": return "mannequin";
		default: return login.endsWith("[bot]") ? "bot" : "unknown";
	}
}

// src/ci/github/observed.ts
const REASONS = {
	"api-denied": "not-permitted",
	"api-not-found": "not-found",
	"api-rate-limited": "rate-limited"
};
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
function notSeen(error, needed) {
	return {
		ok: false,
		reason: REASONS[codeOf$1(error)] ?? "service-failed",
		needed,
		detail: sentenceOf$2(error)
	};
}

// src/ci/github/access-reader.ts
const OBJECT_ID$2 = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const text$1 = string();
const number = number$1();
const flag = boolean();
const optionalText = optional(text$1);
const optionalNumber = optional(number);
const optionalFlag = optional(flag);
const User = nullish(object({
	login: string().check(maxLength(100)),
	id: number,
	type: optionalText
}));
const CollaboratorPermission = object({
	permission: text$1,
	role_name: optionalText,
	user: User
});
const ReviewsOfRun = array(object({
	state: text$1,
	comment: nullish(text$1),
	environments: array(object({ name: optionalText })),
	user: User
}));
const Environment = object({
	id: number,
	name: text$1,
	protection_rules: optional(array(object({
		type: text$1,
		wait_timer: optionalNumber,
		prevent_self_review: optionalFlag,
		reviewers: optional(array(object({
			type: optionalText,
			reviewer: optional(object({
				id: number,
				login: optionalText,
				slug: optionalText,
				type: optionalText
			}))
		})))
	}))),
	deployment_branch_policy: nullish(object({
		protected_branches: flag,
		custom_branch_policies: flag
	})),
	can_admins_bypass: optionalFlag
});
const Run = object({
	id: number,
	actor: User,
	triggering_actor: User,
	referenced_workflows: nullish(array(object({
		path: text$1,
		sha: nullish(text$1)
	})).check(maxLength(200))),
	head_repository: nullish(object({
		id: number,
		full_name: text$1
	}))
});
function createAccessReader(client, repository) {
	const [owner = "", repo = ""] = repository.split("/");
	return {
		run: (runId, attempt) => observed("permissions: actions: read", async () => runFrom(await client.rest("GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}", {
			owner,
			repo,
			run_id: runId,
			attempt_number: attempt
		}, Run))),
		person: (login) => observed("a user of the repository and a token with metadata: read", async () => personFrom(await client.rest("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
			owner,
			repo,
			username: login
		}, CollaboratorPermission), login)),
		environment: (name) => observed("permissions: actions: read", async () => protectionFrom$1(await client.rest("GET /repos/{owner}/{repo}/environments/{environment_name}", {
			owner,
			repo,
			environment_name: name
		}, Environment))),
		approvals: (runId) => observed("permissions: actions: read", async () => approvalsFrom(await client.rest("GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals", {
			owner,
			repo,
			run_id: runId
		}, ReviewsOfRun)))
	};
}
function runFrom(reply) {
	const { actor, triggering_actor: triggeringActor, head_repository: head } = reply;
	return {
		...actor && { actor: accountFrom$1(actor) },
		...triggeringActor && { triggeringActor: accountFrom$1(triggeringActor) },
		calledWorkflows: (reply.referenced_workflows ?? []).map(({ path, sha }) => ({
			path: path.slice(0, 1e3),
			...sha && OBJECT_ID$2.test(sha) && { sha }
		})),
		...head && { headRepository: {
			name: head.full_name.slice(0, 300),
			id: String(head.id)
		} }
	};
}
const PERMISSIONS$1 = [
	"admin",
	"write",
	"read",
	"none"
];
function personFrom(reply, login) {
	const permission = PERMISSIONS$1.find((known) => known === reply.permission);
	return {
		...reply.user ? accountFrom$1(reply.user) : { login },
		...permission && { permission },
		role: (reply.role_name ?? reply.permission).slice(0, 100)
	};
}
function approvalsFrom(reviews) {
	return reviews.flatMap((review) => review.environments.map((environment) => ({
		environment: (environment.name ?? "").slice(0, 300),
		state: review.state.slice(0, 100),
		user: review.user ? accountFrom$1(review.user) : { login: "ghost" },
		...review.comment && { comment: review.comment.slice(0, 4e3) }
	})));
}
function protectionFrom$1(reply) {
	const rules = reply.protection_rules;
	const review = rules?.find((rule) => rule.type === "required_reviewers");
	const wait = rules?.find((rule) => rule.type === "wait_timer");
	const reviewers = (review?.reviewers ?? []).flatMap(({ reviewer }) => reviewer ? [reviewer] : []).sort((a, b) => a.id - b.id);
	return {
		name: reply.name,
		id: String(reply.id),
		...rules && {
			reviewersRequired: review !== void 0,
			reviewers: reviewers.flatMap(({ id, login, type }) => login ? [accountFrom$1({
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
			throw new DoorlogError("attestation-refused", `The attestation was not uploaded: ${sentenceOf$2(error)}${mendOf(error)}`, { cause: error });
		}
	} };
}
function mendOf(error) {
	return codeOf$1(error) === "api-denied" || codeOf$1(error) === "api-not-found" ? " It takes permissions: attestations: write." : "";
}

// node_modules/universal-user-agent/index.js
function getUserAgent() {
	if (typeof navigator === "object" && "userAgent" in navigator) return navigator.userAgent;
	if (typeof process === "object" && process.version !== void 0) return `Node.js/${process.version.substr(1)} (${process.platform}; ${process.arch})`;
	return "<environment undetectable>";
}

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
function isPlainObject(value) {
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
		if (isPlainObject(options[key])) {
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
function parseUrl$1(template) {
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
function parse(options) {
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
	url = parseUrl$1(url).expand(parameters);
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
	return parse(merge(defaults, route, options));
}
function withDefaults(oldDefaults, newDefaults) {
	const DEFAULTS2 = merge(oldDefaults, newDefaults);
	const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
	return Object.assign(endpoint2, {
		DEFAULTS: DEFAULTS2,
		defaults: withDefaults.bind(null, DEFAULTS2),
		merge: merge.bind(null, DEFAULTS2),
		parse
	});
}
var endpoint = withDefaults(null, DEFAULTS);

// src/ci/github/rate-limit.ts
function createRateLimits() {
	const seen = /* @__PURE__ */ new Map();
	return {
		note(headers, asked) {
			const remaining = countOf(headers["x-ratelimit-remaining"]);
			const limit = countOf(headers["x-ratelimit-limit"]);
			if (remaining === void 0 || limit === void 0) return;
			seen.set(headers["x-ratelimit-resource"] ?? asked, {
				remaining,
				limit
			});
		},
		of: (resource) => seen.get(resource)
	};
}
function countOf(header) {
	return header !== void 0 && /^\d{1,15}$/.test(header) ? Number(header) : void 0;
}

// src/ci/github/client.ts
const SERVICE = "GitHub’s API";
function createGitHubClient({ http, apiUrl, graphqlUrl, token, timeout }) {
	const limits = createRateLimits();
	const requestFor = endpoint.defaults({
		baseUrl: apiUrl,
		headers: {
			"user-agent": "doorlog",
			...token && { authorization: `token ${token}` }
		}
	});
	async function exchange(route, parameters, resource, raw) {
		const { method, url, headers, body } = requestFor(route, { ...parameters });
		const reply = await http({
			service: SERVICE,
			method,
			url,
			headers: {
				...headers,
				...raw && { accept: raw.accept }
			},
			...raw && { maxBytes: raw.maxBytes },
			...body !== void 0 && { body: JSON.stringify(body) },
			...timeout !== void 0 && { timeout },
			...method !== "GET" && resource === "core" && { retries: 0 }
		});
		limits.note(reply.headers, resource);
		return reply;
	}
	async function send(route, parameters, resource) {
		const reply = await exchange(route, parameters, resource);
		if (reply.status >= 300) throw refusal(reply, route, token !== "");
		if (reply.status === 204) return {
			value: void 0,
			headers: reply.headers
		};
		try {
			return {
				value: JSON.parse(reply.body.toString("utf8")),
				headers: reply.headers
			};
		} catch (error) {
			throw new DoorlogError("http-reply-invalid", `${SERVICE} answered with something that is not JSON (${named$1(route)}).`, { cause: error });
		}
	}
	function parse(route, value, schema) {
		const parsed = schema.safeParse(value);
		if (parsed.success) return parsed.data;
		const path = parsed.error.issues[0]?.path.join(".");
		throw new DoorlogError("http-reply-invalid", `${SERVICE} answered ${route} with something else than it documents${path ? ` (at “${path}”)` : ""}.`, { cause: parsed.error });
	}
	return {
		rest: async (route, parameters, schema) => parse(route, (await send(route, parameters, "core")).value, schema),
		async page(route, parameters, schema) {
			const { value, headers } = await send(route, parameters, "core");
			const after = nextCursor(headers.link, route);
			return {
				items: parse(route, value, schema),
				...after !== void 0 && { after }
			};
		},
		raw: (route, parameters, options) => exchange(route, parameters, "core", options),
		graphql: async (query, variables) => (await send(`POST ${graphqlUrl}`, {
			query,
			variables
		}, "graphql")).value,
		rateLimit: (resource = "core") => limits.of(resource)
	};
}
function nextCursor(link, route) {
	const address = /<([^<>]+)>;[^<>,]*rel="?next\b/.exec(link ?? "")?.[1];
	if (address === void 0) return void 0;
	const cursor = URL.canParse(address) ? new URL(address).searchParams.get("after") : void 0;
	if (cursor) return cursor;
	throw new DoorlogError("http-reply-invalid", `${SERVICE} named a next page without its cursor (${named$1(route)}).`);
}
function named$1(route) {
	return route.replace(/^POST http.*/, "POST /graphql");
}
function refusal({ status, headers }, route, hasToken = true) {
	const make = (code, what) => new DoorlogError(code, `${SERVICE} ${what} (${named$1(route)}).`);
	const limited = headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== void 0;
	if (status === 429 || status === 403 && limited) return make("api-rate-limited", `refused with ${status}: the rate limit is used up`);
	if (!hasToken && (status === 401 || status === 404)) return make(status === 401 ? "api-denied" : "api-not-found", `answered ${status}: not there, or hidden from who has no token; name one by GH_TOKEN`);
	if (status === 401) return make("api-denied", "rejected the token with 401");
	if (status === 403) {
		const accepted = headers["x-accepted-github-permissions"];
		return make("api-denied", `refused with 403${accepted && /^[\w\-=,; ]+$/.test(accepted) ? `; it takes ${accepted}` : ""}`);
	}
	if (status === 404) return make("api-not-found", "answered 404: not there, or hidden from this token");
	if (status < 400) return make("http-status", `answered ${status}: it has moved, as when a repository is renamed`);
	if (status === 410) return make("http-status", "answered 410: it is switched off here, or deleted");
	return make("http-status", `answered with status ${status}`);
}

// src/model/primitives.ts
function id() {
	return string().check(minLength(1), maxLength(200));
}
function text(maxLength$1 = 1e3) {
	return string().check(maxLength(maxLength$1));
}
function time() {
	return iso.datetime();
}
function sha256() {
	return string().check(regex(/^[0-9a-f]{64}$/));
}
function gitObjectId() {
	return string().check(regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
}
function pointer() {
	return string().check(regex(/^(\/[^/]*)+$/), maxLength(300));
}

// src/model/visibility.ts
const Visibility = enumeration([
	"public",
	"private",
	"internal"
]);

// src/ci/github/payload-shape.ts
const MOST_NAMES = 100;
const LONGEST_NAME$2 = 300;
const LEAVES = {
	id: () => int().check(minimum(0)),
	sha: gitObjectId,
	word: () => text(100).check(minLength(1)),
	name: () => text(300),
	text: () => text(),
	time,
	flag: () => boolean(),
	visibility: () => Visibility,
	presence: () => unknown$1(),
	names: () => record(string(), unknown$1())
};
const made = /* @__PURE__ */ new Map();
function readShape(shape, value) {
	if (value === null) return null;
	return typeof shape === "string" ? readLeaf(shape, value) : readMembers(shape, value);
}
function readMembers(shape, value) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return void 0;
	const found = {};
	for (const [name, inner] of Object.entries(shape)) {
		if (!Object.hasOwn(value, name)) continue;
		const member = readShape(inner, value[name]);
		if (member !== void 0) found[name] = member;
	}
	return found;
}
function readLeaf(leaf, value) {
	const schema = made.get(leaf) ?? LEAVES[leaf]();
	made.set(leaf, schema);
	const parsed = schema.safeParse(value);
	return parsed.success ? kept(leaf, parsed.data) : void 0;
}
function kept(leaf, value) {
	if (leaf === "id") return String(value);
	if (leaf === "presence") return true;
	if (leaf === "names") return Object.keys(value).slice(0, MOST_NAMES).map((name) => name.slice(0, LONGEST_NAME$2).toWellFormed());
	if (typeof value !== "string") return value;
	if (leaf === "time") return Number.isNaN(Date.parse(value)) ? void 0 : new Date(value).toISOString();
	return value.isWellFormed() ? value : void 0;
}

// src/ci/github/event.ts
const USER = {
	login: "word",
	id: "id",
	type: "word"
};
const AUTHORED = {
	user: USER,
	author_association: "word"
};
const REPOSITORY = {
	id: "id",
	full_name: "name"
};
const PARTS$1 = {
	action: "word",
	sender: USER,
	repository: {
		...REPOSITORY,
		private: "flag",
		visibility: "visibility"
	},
	before: "sha",
	created: "flag",
	forced: "flag",
	pusher: { name: "word" },
	pull_request: {
		...AUTHORED,
		number: "id",
		head: {
			sha: "sha",
			ref: "text",
			repo: REPOSITORY
		},
		base: {
			ref: "text",
			repo: REPOSITORY
		},
		merged: "flag",
		merged_by: USER
	},
	review: AUTHORED,
	workflow: { path: "text" },
	workflow_run: {
		id: "id",
		event: "word",
		status: "word",
		conclusion: "word",
		path: "text",
		head_sha: "sha",
		head_branch: "text",
		head_repository: REPOSITORY,
		repository: REPOSITORY,
		actor: USER,
		triggering_actor: USER
	},
	merge_group: {
		head_sha: "sha",
		head_ref: "text",
		base_sha: "sha",
		base_ref: "text"
	},
	release: {
		id: "id",
		tag_name: "text",
		target_commitish: "text",
		author: USER,
		created_at: "time",
		draft: "flag",
		prerelease: "flag",
		immutable: "flag"
	},
	deployment: {
		id: "id",
		environment: "name",
		sha: "sha",
		ref: "text",
		creator: USER
	},
	deployment_status: { state: "word" },
	comment: {
		...AUTHORED,
		id: "id"
	},
	issue: {
		...AUTHORED,
		number: "id",
		pull_request: "presence"
	},
	discussion: AUTHORED,
	schedule: "name",
	inputs: "names",
	client_payload: "names"
};
function parseEvent(text, file) {
	let payload;
	try {
		payload = JSON.parse(text);
	} catch (error) {
		throw new DoorlogError("event-invalid", `The event file ${file} is not JSON; let no step write to it.`, { cause: error });
	}
	const event = readShape(PARTS$1, payload);
	if (!event) throw new DoorlogError("event-invalid", `The event file ${file} does not hold a JSON object; let no step write to it.`);
	return event;
}

// src/ci/github/gap-list.ts
function gapList() {
	const gaps = [];
	return {
		gaps,
		miss: (pointer, needed, reason = "not-available") => gaps.push({
			pointer,
			reason,
			needed
		}),
		has: (pointer) => gaps.some((gap) => gap.pointer === pointer)
	};
}
const EVENT_FILE = "a readable event file";

// src/ci/github/without-undefined.ts
function withoutUndefined(value) {
	return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== void 0));
}

// src/ci/github/event-people.ts
function accountAt(pointer, user, list) {
	if (user === null) {
		list.miss(`${pointer}/id`, "an account that is still there");
		return {
			login: "ghost",
			type: "unknown"
		};
	}
	return accountOf$1(user);
}
function accountOf$1(user) {
	if (!user?.login) return void 0;
	return {
		login: user.login,
		...user.id && { id: user.id },
		type: accountType(user.type ?? void 0, user.login)
	};
}
function peopleOf$1(variables, event, list) {
	const { actor, actorId, triggeringActor, runAttempt } = variables;
	const sender = senderOf(variables, event, list);
	const initiator = actor === void 0 ? void 0 : personOf(actor, actorId, sender);
	if (!initiator) list.miss("/people/initiator", "a runner that sets GITHUB_ACTOR");
	const rerunner = triggeringActor !== void 0 && (triggeringActor !== actor || Number(runAttempt) > 1) ? personOf(triggeringActor, triggeringActor === actor ? actorId : void 0, sender) : void 0;
	return withoutUndefined({
		initiator: initiator && associated("/people/initiator", initiator, event, list),
		rerunner: rerunner && associated("/people/rerunner", rerunner, event, list),
		sender,
		pusher: pusherOf$1(variables, event, sender, list),
		merger: mergerOf(event, list)
	});
}
function personOf(login, id, sender) {
	const same = isSame$2({
		login,
		id
	}, sender) ? sender : void 0;
	const type = same?.type ?? accountType(void 0, login);
	return withoutUndefined({
		login,
		id: id ?? same?.id,
		type: type === "unknown" ? void 0 : type
	});
}
function senderOf({ event: name }, event, list) {
	const sender = event?.sender === void 0 ? void 0 : accountAt("/people/sender", event.sender, list);
	if (sender) return sender;
	if (name === "schedule") list.miss("/people/sender", "an event that somebody causes", "not-applicable");
	else list.miss("/people/sender", EVENT_FILE);
}
const LOGIN$1 = /^[A-Za-z\d][A-Za-z\d_-]{0,98}(\[bot\])?$/;
function pusherOf$1({ event: name }, event, sender, list) {
	if (name !== "push") return void 0;
	const given = event?.pusher?.name;
	const login = typeof given === "string" && LOGIN$1.test(given) ? given : void 0;
	if (!login) {
		list.miss("/people/pusher", EVENT_FILE);
		return;
	}
	if (isSame$2({
		login,
		id: void 0
	}, sender)) return sender;
	list.miss("/people/pusher/id", "a sender who is the pusher");
	return {
		login,
		type: accountType(void 0, login)
	};
}
function mergerOf(event, list) {
	const pull = event?.pull_request;
	if (event?.action !== "closed" || pull?.merged !== true) return void 0;
	const merger = accountAt("/people/merger", pull.merged_by, list);
	if (!merger) list.miss("/people/merger", EVENT_FILE);
	return merger;
}
function associated(pointer, person, event, list) {
	const own = writtenIn(event).filter(({ user }) => isSame$2(person, accountOf$1(user)));
	const association = own.find(({ author_association: word }) => word)?.author_association;
	if (association) return {
		...person,
		association
	};
	if (own.length > 0 || !event) list.miss(`${pointer}/association`, EVENT_FILE);
	else list.miss(`${pointer}/association`, "an event about what this person wrote", "not-applicable");
	return person;
}
function writtenIn(event) {
	const { comment, review, pull_request: pull, issue, discussion } = event ?? {};
	return [
		comment,
		review,
		pull,
		issue,
		discussion
	].flatMap((part) => part ?? []);
}
function isSame$2(a, b) {
	if (!b) return false;
	return a.id !== void 0 && b.id !== void 0 ? a.id === b.id : a.login.toLowerCase() === b.login.toLowerCase();
}

// src/ci/github/event-source.ts
const MERGE_EVENTS = /* @__PURE__ */ new Set([
	"pull_request",
	"pull_request_review",
	"pull_request_review_comment"
]);
function commitOf(variables, event) {
	return (isTried(variables, event) ? event?.pull_request?.head?.sha : void 0) ?? variables.sha;
}
function sourceOf(variables, event, list) {
	const synthetic = isSynthetic(variables, event);
	if (synthetic === void 0) list.miss("/source/synthetic", EVENT_FILE);
	if (variables.event !== "push") return withoutUndefined({ synthetic });
	const created = event?.created ?? void 0;
	const forced = event?.forced ?? void 0;
	if (created === void 0) list.miss("/source/created", EVENT_FILE);
	if (forced === void 0) list.miss("/source/forced", EVENT_FILE);
	return withoutUndefined({
		synthetic,
		created,
		forced
	});
}
function isSynthetic(variables, event) {
	if (variables.event === void 0) return void 0;
	if (!isTried(variables, event)) return false;
	const head = event?.pull_request?.head?.sha;
	return head && variables.sha ? head !== variables.sha : void 0;
}
function isTried({ event: name, ref }, event) {
	if (name === void 0 || !MERGE_EVENTS.has(name)) return false;
	return ref?.startsWith("refs/pull/") === true || event?.pull_request?.merged !== true;
}

// src/ci/github/trigger.ts
const BROUGHT = {
	push: ["before"],
	pull_request: ["pullRequest"],
	pull_request_target: ["pullRequest"],
	pull_request_review: ["pullRequest"],
	pull_request_review_comment: ["pullRequest", "comment"],
	workflow_run: ["workflowRun"],
	merge_group: ["mergeGroup"],
	release: ["release"],
	deployment: ["deployment"],
	deployment_status: ["deployment"],
	issue_comment: ["comment"],
	commit_comment: ["comment"],
	discussion_comment: ["comment"],
	schedule: ["schedule"],
	workflow_dispatch: ["inputNames"],
	repository_dispatch: ["inputNames"]
};
const WITHOUT_ACTION = new Set("push workflow_dispatch schedule create delete fork gollum page_build public status".split(" "));
const READERS = {
	before: beforeOf,
	pullRequest: pullRequestOf,
	workflowRun: workflowRunOf,
	mergeGroup: mergeGroupOf,
	release: releaseOf,
	deployment: deploymentOf$1,
	comment: commentOf,
	schedule: ({ schedule }) => schedule ?? void 0,
	inputNames: inputNamesOf
};
function triggerOf(name, event, list) {
	const action = event?.action ?? void 0;
	const found = (name !== void 0 && Object.hasOwn(BROUGHT, name) && BROUGHT[name] || []).map((part) => [part, event && READERS[part](event, list, name ?? "")]);
	for (const [part, value] of found) if (value === void 0 && !list.has(`/pipeline/${part}`)) list.miss(`/pipeline/${part}`, EVENT_FILE);
	if (action === void 0 && name !== void 0 && !WITHOUT_ACTION.has(name)) list.miss("/pipeline/eventAction", EVENT_FILE);
	return withoutUndefined({
		eventAction: action,
		...Object.fromEntries(found)
	});
}
function beforeOf({ before, created }, list) {
	const isNew = created === true || typeof before === "string" && /^0+$/.test(before);
	if (isNew) list.miss("/pipeline/before", "a push to a ref that was there", "not-applicable");
	return isNew ? void 0 : before ?? void 0;
}
function pullRequestOf({ pull_request: pull }, list) {
	const { number, head, base } = pull ?? {};
	if (!number || !head?.sha) return void 0;
	if (head.repo === null) missGone(list, "/pipeline/pullRequest");
	return withoutUndefined({
		number,
		headSha: head.sha,
		headRef: head.ref ?? void 0,
		...nameOf$2(head.repo),
		fromFork: isOtherRepository(head.repo, base?.repo),
		baseRef: base?.ref ?? void 0,
		author: accountAt("/pipeline/pullRequest/author", pull?.user, list),
		association: pull?.author_association ?? void 0
	});
}
function workflowRunOf(event, list) {
	const run = event.workflow_run;
	if (!run?.id) return void 0;
	const at = "/pipeline/workflowRun";
	if (run.head_repository === null) missGone(list, at);
	if (run.conclusion === null) list.miss(`${at}/conclusion`, "a run that has ended", "not-applicable");
	return withoutUndefined({
		id: run.id,
		event: run.event ?? void 0,
		conclusion: run.conclusion ?? void 0,
		workflow: run.path ?? event.workflow?.path ?? void 0,
		headSha: run.head_sha ?? void 0,
		headBranch: run.head_branch ?? void 0,
		...nameOf$2(run.head_repository),
		fromFork: isOtherRepository(run.head_repository, run.repository ?? event.repository),
		actor: accountAt(`${at}/actor`, run.actor, list),
		triggeringActor: accountAt(`${at}/triggeringActor`, run.triggering_actor, list)
	});
}
function nameOf$2(repository) {
	return withoutUndefined({
		headRepository: repository?.full_name ?? void 0,
		headRepositoryId: repository?.id ?? void 0
	});
}
function isOtherRepository(head, base) {
	if (head === null) return true;
	if (head?.id && base?.id) return head.id !== base.id;
	return head?.full_name && base?.full_name ? head.full_name.toLowerCase() !== base.full_name.toLowerCase() : void 0;
}
function missGone(list, at) {
	for (const fact of ["headRepository", "headRepositoryId"]) list.miss(`${at}/${fact}`, "a repository that is still there");
}
function mergeGroupOf({ merge_group: group }) {
	if (!group?.head_sha) return void 0;
	return withoutUndefined({
		headSha: group.head_sha,
		headRef: group.head_ref ?? void 0,
		baseSha: group.base_sha ?? void 0,
		baseRef: group.base_ref ?? void 0
	});
}
function releaseOf({ release }, list) {
	if (!release?.id) return void 0;
	const at = "/pipeline/release";
	if (typeof release.immutable !== "boolean") list.miss(`${at}/immutable`, "a server that can make releases immutable");
	return withoutUndefined({
		id: release.id,
		tag: release.tag_name ?? void 0,
		target: release.target_commitish ?? void 0,
		author: accountAt(`${at}/author`, release.author, list),
		createdAt: release.created_at ?? void 0,
		draft: release.draft ?? void 0,
		prerelease: release.prerelease ?? void 0,
		immutable: release.immutable ?? void 0
	});
}
function deploymentOf$1(event, list, name) {
	const { deployment, deployment_status: status } = event;
	if (!deployment?.id) return void 0;
	const at = "/pipeline/deployment";
	if (name === "deployment") list.miss(`${at}/state`, "a deployment_status event", "not-applicable");
	return withoutUndefined({
		id: deployment.id,
		environment: deployment.environment ?? void 0,
		commit: deployment.sha ?? void 0,
		ref: deployment.ref ?? void 0,
		creator: accountAt(`${at}/creator`, deployment.creator, list),
		state: status?.state ?? void 0
	});
}
function commentOf(event, list, name) {
	const { comment, issue, pull_request: pull } = event;
	if (!comment?.id) return void 0;
	const at = "/pipeline/comment";
	const ofPull = name === "pull_request_review_comment";
	if (name === "commit_comment" || name === "discussion_comment") for (const fact of ["issue", "onPullRequest"]) list.miss(`${at}/${fact}`, "a comment at an issue or pull request", "not-applicable");
	return withoutUndefined({
		id: comment.id,
		author: accountAt(`${at}/author`, comment.user, list),
		association: comment.author_association ?? void 0,
		issue: (ofPull ? pull : issue)?.number ?? void 0,
		onPullRequest: ofPull || (issue ? Boolean(issue.pull_request) : void 0)
	});
}
function inputNamesOf(event, _list, name) {
	const names = name === "repository_dispatch" ? event.client_payload : event.inputs;
	return names === void 0 ? void 0 : [...names ?? []];
}

// src/ci/github/job-facts.ts
function jobFacts(variables, event, claims) {
	const list = gapList();
	const trigger = triggerOf(variables.event, event, list);
	const visibility = visibilityOf(event);
	const pipeline = pipelineFrom(variables, event, claims, {
		...trigger,
		...visibility && { visibility }
	});
	const people = peopleOf$1(variables, event, list);
	const source = sourceOf(variables, event, list);
	const commit = commitOf(variables, event);
	return {
		pipeline,
		runner: runnerFrom(variables),
		people,
		...commit && { sha: commit },
		source,
		gaps: list.gaps,
		sources: {
			"/pipeline": "env",
			"/runner": "env",
			"/people": "env",
			...visibility && { "/pipeline/visibility": "event" },
			...fromEvent("/pipeline", trigger),
			...fromEvent("/people", {
				...people,
				initiator: void 0,
				rerunner: void 0
			}),
			...people.initiator?.association && { "/people/initiator/association": "event" },
			...people.rerunner?.association && { "/people/rerunner/association": "event" },
			...fromEvent("/source", source),
			...claims.matrix && { "/pipeline/matrix": "input" },
			...claims.checkRunId && { "/pipeline/checkRunId": "input" },
			...claims.jobWorkflowRef && { "/pipeline/jobWorkflowRef": "input" },
			...claims.jobWorkflowSha && { "/pipeline/jobWorkflowSha": "input" }
		}
	};
}
function fromEvent(pointer, facts) {
	const held = Object.entries(facts).filter(([, value]) => value !== void 0);
	return Object.fromEntries(held.map(([name]) => [`${pointer}/${name}`, "event"]));
}
function pipelineFrom(variables, event, claims, byEvent) {
	const { server, repository, runId, runAttempt } = variables;
	return {
		provider: "github-actions",
		...withoutUndefined({
			server,
			repository,
			repositoryId: variables.repositoryId ?? event?.repository?.id ?? void 0,
			repositoryOwner: variables.repositoryOwner ?? repository?.split("/")[0],
			repositoryOwnerId: variables.repositoryOwnerId,
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
			ref: variables.ref,
			refProtected: variables.refProtected === void 0 ? void 0 : variables.refProtected === "true",
			sha: variables.sha
		}),
		...byEvent
	};
}
function visibilityOf(event) {
	const { visibility, private: isPrivate } = event?.repository ?? {};
	if (visibility) return visibility;
	if (typeof isPrivate !== "boolean") return void 0;
	return isPrivate ? "private" : "public";
}
function runnerFrom(variables) {
	const image = variables.runnerEnvironment === "github-hosted" && variables.imageOs ? [variables.imageOs, variables.imageVersion].filter(Boolean).join(" ") : void 0;
	return withoutUndefined({
		environment: variables.runnerEnvironment,
		os: variables.runnerOs,
		arch: variables.runnerArch,
		name: variables.runnerName,
		image,
		trackingId: variables.trackingId
	});
}

// src/ci/github/graphql-values.ts
const ACTOR = "{ __typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } ... on Organization { databaseId } }";
const LONGEST_LOGIN = 95;
function actorReply() {
	return nullish(object({
		__typename: text(100),
		login: text(LONGEST_LOGIN),
		databaseId: nullish(number$1())
	}));
}
function nodesOf(node, most) {
	return object({
		totalCount: optional(number$1()),
		nodes: nullish(array(nullable(node)).check(maxLength(most)))
	});
}
function present(connection) {
	return (connection?.nodes ?? []).flatMap((node) => node === null ? [] : [node]);
}
function isCut(connection) {
	return (connection.nodes ?? []).filter((node) => node !== null).length < (connection.totalCount ?? connection.nodes?.length ?? 0);
}
function objectReply() {
	return nullish(object({ oid: gitObjectId() }));
}
function accountOf(actor) {
	const login = actor.__typename === "Bot" && !actor.login.endsWith("[bot]") ? `${actor.login}[bot]` : actor.login;
	return {
		login,
		...idOf$1(actor.databaseId),
		type: accountType(actor.__typename, login)
	};
}
function idOf$1(databaseId) {
	return databaseId ? { id: String(databaseId) } : {};
}
function momentReply() {
	return string().check(refine((value) => !Number.isNaN(Date.parse(value))));
}
function inUtc(moment) {
	return new Date(moment).toISOString();
}
function timeIn(key, value) {
	const time = value ? Date.parse(value) : NaN;
	return Number.isNaN(time) ? {} : { [key]: new Date(time).toISOString() };
}

// src/ci/github/deployments.ts
const MOST_DEPLOYMENTS = 30;
const DEPLOYMENTS_SELECTION = `deployments(first: ${MOST_DEPLOYMENTS}, orderBy: { field: CREATED_AT, direction: DESC }) {
  nodes { id databaseId environment commitOid createdAt state creator ${ACTOR} }
}`;
function readDeployments(part, since) {
	const deployment = object({
		id: id(),
		databaseId: nullish(number$1()),
		environment: nullish(text(300)),
		commitOid: gitObjectId(),
		createdAt: momentReply(),
		state: nullish(text(100)),
		creator: actorReply()
	});
	const connection = nodesOf(deployment, MOST_DEPLOYMENTS).parse(part);
	if (!connection.nodes) return void 0;
	return present(connection).filter(({ createdAt }) => Date.parse(createdAt) >= Date.parse(since)).map((node) => ({
		id: idOf$1(node.databaseId).id ?? node.id,
		...node.environment && { environment: node.environment },
		commit: node.commitOid,
		...node.creator && { creator: accountOf(node.creator) },
		createdAt: inUtc(node.createdAt),
		...node.state && { state: node.state.toLowerCase() }
	})).reverse();
}

// src/ci/github/environment-protection.ts
const MOST_REVIEWERS = 20;
const MOST_RULES$1 = 5;
const MOST_ENVIRONMENTS = 30;
const ENVIRONMENT = `{
  databaseId
  name
  protectionRules(first: ${MOST_RULES$1}) {
    nodes {
      type
      timeout
      preventSelfReview
      reviewers(first: ${MOST_REVIEWERS}) {
        nodes {
          __typename
          ... on User { login databaseId }
          ... on Team { slug databaseId }
        }
      }
    }
  }
}`;
const ENVIRONMENT_SELECTION = `environment(name: $environment) ${ENVIRONMENT}`;
const ENVIRONMENTS_SELECTION = `environments(first: ${MOST_ENVIRONMENTS}) { nodes ${ENVIRONMENT} }`;
function environmentReply() {
	const id = nullish(number$1());
	const reviewer = object({
		__typename: string(),
		login: optional(text(100)),
		slug: optional(text(300)),
		databaseId: id
	});
	const rule = object({
		type: string(),
		timeout: number$1(),
		preventSelfReview: nullish(boolean()),
		reviewers: nodesOf(reviewer, MOST_REVIEWERS)
	});
	return object({
		databaseId: id,
		name: text(300),
		protectionRules: nodesOf(rule, MOST_RULES$1)
	});
}
function readEnvironment$1(part) {
	return protectionFrom(environmentReply().parse(part));
}
function readEnvironments(part) {
	const { nodes } = nodesOf(environmentReply(), MOST_ENVIRONMENTS).parse(part);
	if (!nodes || nodes.includes(null)) return void 0;
	return present({ nodes }).map(protectionFrom);
}
function protectionFrom(environment) {
	return {
		name: environment.name,
		...idOf$1(environment.databaseId),
		...isWhole(environment.protectionRules) && rulesFrom(present(environment.protectionRules))
	};
}
function isWhole(connection) {
	return Array.isArray(connection?.nodes) && !connection.nodes.includes(null);
}
function rulesFrom(rules) {
	const review = rules.find((rule) => rule.type === "REQUIRED_REVIEWERS");
	const wait = rules.find((rule) => rule.type === "WAIT_TIMER");
	return {
		reviewersRequired: review !== void 0,
		...(!review || isWhole(review.reviewers)) && reviewersFrom(present(review?.reviewers)),
		preventSelfReview: review?.preventSelfReview ?? false,
		waitMinutes: wait?.timeout ?? 0
	};
}
function reviewersFrom(reviewers) {
	reviewers.sort((a, b) => (a.databaseId ?? 0) - (b.databaseId ?? 0));
	return {
		reviewers: reviewers.flatMap(({ login, databaseId }) => login ? [{
			login,
			...idOf$1(databaseId),
			type: "user"
		}] : []),
		reviewerTeams: reviewers.flatMap(({ slug, databaseId }) => slug ? [{
			slug,
			...idOf$1(databaseId)
		}] : [])
	};
}

// src/ci/github/graphql-reply.ts
const MOST_ERRORS = 1e3;
function openReply(body) {
	const parsed = object({
		data: nullish(record(string(), unknown$1())),
		errors: nullish(array(unknown$1()))
	}).safeParse(body);
	if (!parsed.success) throw undocumented(parsed.error);
	return {
		data: parsed.data.data ?? void 0,
		errors: (parsed.data.errors ?? []).slice(0, MOST_ERRORS).map(errorFrom)
	};
}
function errorFrom(error) {
	const { type, path, message, extensions } = membersOf(error);
	const { code } = membersOf(extensions);
	const isPath = Array.isArray(path) && path.every((part) => typeof part === "string" || typeof part === "number");
	return {
		...typeof type === "string" && { type },
		...isPath && { path },
		...typeof code === "string" && { code },
		message: typeof message === "string" ? message : "an error without a message"
	};
}
function membersOf(value) {
	return typeof value === "object" && value !== null ? value : {};
}
function undocumented(cause) {
	return new DoorlogError("http-reply-invalid", "GitHub’s GraphQL API answered with something else than it documents.", { cause });
}
function readPart(reply, path, needed, read) {
	const isRefused = (...below) => errorAt(reply, [...path, ...below]) !== void 0;
	try {
		const found = reply.data && at(reply.data, path);
		const value = found === void 0 || found === null ? void 0 : read(found, isRefused);
		return value === void 0 ? refused$1(reply, path, needed) : {
			ok: true,
			value
		};
	} catch (error) {
		return {
			ok: false,
			reason: "service-failed",
			needed,
			detail: undocumented(error).message
		};
	}
}
function at(data, path) {
	return path.reduce((holder, key, depth) => {
		if (!(holder === null || holder === void 0 || typeof holder === "object") || depth === 0 && data[key] === void 0) throw undocumented(void 0);
		return membersOf(holder)[key];
	}, data);
}
function errorAt(reply, path) {
	return reply.errors.find((error) => path.every((part, index) => error.path?.[index] === void 0 || error.path[index] === part));
}
function refused$1(reply, path, needed) {
	const error = errorAt(reply, path) ?? reply.errors.find((other) => other.path?.join() === "repository");
	const detail = error && { detail: `GitHub’s GraphQL API: ${error.message.slice(0, 300)}` };
	switch (error?.type) {
		case "FORBIDDEN":
		case "INSUFFICIENT_SCOPES": return {
			ok: false,
			reason: "not-permitted",
			needed,
			...detail
		};
		case "RATE_LIMITED": return {
			ok: false,
			reason: "rate-limited",
			needed: "a rate limit that is not used up",
			...detail
		};
		case "NOT_FOUND":
		case void 0: return {
			ok: false,
			reason: "not-found",
			needed,
			...detail
		};
		default: return {
			ok: false,
			reason: "service-failed",
			needed,
			...detail
		};
	}
}
function isRefusedWhole({ data, errors }) {
	return data === void 0 && errors.length > 0 && errors.every(({ type }) => type !== "RATE_LIMITED");
}
const UNKNOWN = /doesn't exist on type|doesn't accept argument|No such type|isn't defined|doesn't accept enum/i;
function refusedWhole(reply, needed) {
	const unknown = reply.errors.find(({ code, message }) => code?.startsWith("undefined") || UNKNOWN.test(message));
	if (!unknown) {
		const gap = refused$1(reply, [], needed);
		return gap.ok || gap.reason !== "not-found" ? gap : {
			...gap,
			reason: "service-failed"
		};
	}
	return {
		ok: false,
		reason: "not-available",
		needed: "a server whose GraphQL API offers it",
		detail: `GitHub’s GraphQL API: ${unknown.message.slice(0, 300)}`
	};
}

// src/ci/github/git-actor.ts
function gitActorReply() {
	const words = nullish(string());
	return nullish(object({
		name: words,
		email: words,
		date: words,
		user: userReply()
	}));
}
function userReply() {
	return nullish(object({
		login: text(100),
		databaseId: nullish(number$1())
	}));
}
function identityFrom$1(actor) {
	return {
		...actor?.name && { name: actor.name.slice(0, 300) },
		...actor?.email && { email: actor.email.slice(0, 320) },
		...timeIn("date", actor?.date),
		...actor?.user && { account: accountOfUser(actor.user) }
	};
}
function accountOfUser(user) {
	return {
		login: user.login,
		...idOf$1(user.databaseId),
		type: "user"
	};
}

// src/ci/github/commit.ts
const MOST_PARENTS = 20;
function commitSelection(core) {
	const actor = "{ name email date user { login databaseId } }";
	return `{
    __typename
    ... on Commit {
      oid
      tree { oid }
      parents(first: ${MOST_PARENTS}) { nodes { oid } }
      messageHeadline
      committedDate
      ${core ? "" : "changedFilesIfAvailable"}
      author ${actor}
      committer ${actor}
      signature {
        isValid state payload signature wasSignedByGitHub ${core ? "" : "verifiedAt"}
        signer { login databaseId }
      }
    }
  }`;
}
function commitReply() {
	const object$2 = object({ oid: gitObjectId() });
	const words = optional(string());
	return object({
		oid: optional(gitObjectId()),
		tree: optional(object$2),
		parents: optional(object({ nodes: nullish(array(nullable(object$2)).check(maxLength(MOST_PARENTS))) })),
		messageHeadline: words,
		committedDate: words,
		changedFilesIfAvailable: nullish(int().check(minimum(0))),
		author: gitActorReply(),
		committer: gitActorReply(),
		signature: nullish(object({
			isValid: boolean(),
			state: string(),
			payload: string(),
			signature: string(),
			wasSignedByGitHub: boolean(),
			verifiedAt: nullish(string()),
			signer: userReply()
		}))
	});
}
function commitFrom(commit) {
	const parents = commit.parents?.nodes;
	const changedFiles = commit.changedFilesIfAvailable ?? void 0;
	return {
		source: {
			...commit.oid && { commit: commit.oid },
			...commit.tree && { tree: commit.tree.oid },
			...parents && { parents: parents.flatMap((parent) => parent ? [parent.oid] : []) },
			...commit.messageHeadline !== void 0 && { headline: commit.messageHeadline.slice(0, 500) },
			...timeIn("committedAt", commit.committedDate),
			verification: verificationFrom(commit),
			...changedFiles !== void 0 && { changedFiles }
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
		reason: signature.state.toLowerCase().slice(0, 100),
		signedByForge: signature.wasSignedByGitHub,
		...timeIn("verifiedAt", signature.verifiedAt),
		...signature.signer && { signer: accountOfUser(signature.signer) },
		payload: signature.payload.slice(0, 1e5),
		signature: signature.signature.slice(0, 1e5)
	};
}

// src/ci/github/merge-queue.ts
const QUEUE = /^github-merge-queue(\[bot\])?$/;
const LONGEST_LAG = 12e4;
function isMergedByQueue(pull) {
	if (pull.mergedBy && QUEUE.test(pull.mergedBy.login)) return true;
	const mergedAt = Date.parse(pull.mergedAt ?? "");
	if (!pull.timelineItems?.nodes || Number.isNaN(mergedAt) || pull.timelineItems.nodes.includes(null)) return void 0;
	const removals = present(pull.timelineItems).map(({ createdAt }) => Date.parse(createdAt ?? ""));
	if (removals.some(Number.isNaN)) return void 0;
	return removals.some((removal) => Math.abs(removal - mergedAt) <= LONGEST_LAG);
}

// src/ci/github/reviews.ts
const MOST_REVIEWS = 50;
const MOST_WITH_TEAMS = 20;
const MOST_TEAMS = 3;
function reviewSelection(teams) {
	return `reviews(last: ${MOST_REVIEWS}) {
      totalCount nodes { id state submittedAt authorAssociation author ${ACTOR} commit { oid } }
    }
    ${teams ? `reviewTeams: reviews(last: ${MOST_WITH_TEAMS}) {
      nodes { id onBehalfOf(first: ${MOST_TEAMS}) { nodes { combinedSlug } } }
    }` : ""}`;
}
function reviewNodes(actor) {
	const review = object({
		id: text(),
		state: enumeration([
			"APPROVED",
			"CHANGES_REQUESTED",
			"COMMENTED",
			"DISMISSED",
			"PENDING"
		]),
		submittedAt: nullish(string()),
		authorAssociation: nullish(text(100)),
		author: actor,
		commit: objectReply()
	});
	const teams = object({
		id: text(),
		onBehalfOf: nullish(nodesOf(object({ combinedSlug: text(300) }), MOST_TEAMS))
	});
	return {
		reviews: nullish(nodesOf(review, MOST_REVIEWS)),
		reviewTeams: nullish(nodesOf(teams, MOST_WITH_TEAMS))
	};
}
const STATES = {
	APPROVED: "approved",
	CHANGES_REQUESTED: "changes-requested",
	COMMENTED: "commented",
	DISMISSED: "dismissed",
	PENDING: "pending"
};
function reviewsFrom(pull) {
	if (!pull.reviews?.nodes) return void 0;
	const last = /* @__PURE__ */ new Map();
	for (const node of present(pull.reviews)) {
		const key = node.author ? `${node.author.login} ${node.state}` : node.id;
		last.delete(key);
		last.set(key, node);
	}
	const teams = new Map(present(pull.reviewTeams).map(({ id, onBehalfOf }) => [id, onBehalfOf]));
	return {
		reviews: [...last.values()].map((node) => reviewFrom(node, teams.get(node.id))),
		moreReviews: isCut(pull.reviews)
	};
}
function reviewFrom(node, teams) {
	return {
		reviewer: node.author ? accountOf(node.author) : { login: "ghost" },
		state: STATES[node.state],
		...node.commit && { commit: node.commit.oid },
		...timeIn("submittedAt", node.submittedAt),
		...node.authorAssociation && { association: node.authorAssociation },
		...teams?.nodes && { teams: present(teams).map(({ combinedSlug }) => combinedSlug) }
	};
}

// src/ci/github/pull-requests.ts
const MOST_PULLS = 5;
const MOST_REQUESTS = 20;
const MOST_REMOVALS = 5;
function selection(teams) {
	const commitUser = "{ user { databaseId } }";
	return `{
    number state createdAt mergedAt headRefOid baseRefName reviewDecision
    headRepository { nameWithOwner }
    author ${ACTOR}
    mergedBy ${ACTOR}
    mergeCommit { oid }
    ${reviewSelection(teams)}
    reviewRequests(first: ${MOST_REQUESTS}) { totalCount nodes { asCodeOwner } }
    commits(last: 1) { nodes { commit { oid author ${commitUser} committer ${commitUser} } } }
    timelineItems(last: ${MOST_REMOVALS}, itemTypes: [REMOVED_FROM_MERGE_QUEUE_EVENT]) {
      nodes { __typename ... on RemovedFromMergeQueueEvent { createdAt reason } }
    }
  }`;
}
function pullRequestsSelection(asked) {
	const pull = selection(asked.teams);
	const ofCommit = `object(oid: $sha) { __typename ... on Commit { associatedPullRequests(first: ${MOST_PULLS}) { nodes ${pull} } } }`;
	const triggering = `pullRequest(number: $pullRequest) ${pull}`;
	return [asked.ofCommit ? ofCommit : "", asked.triggering ? triggering : ""].join("\n");
}
function readPullRequests(part, asked) {
	const Pull = pullReply();
	const { object: object$1, pullRequest } = object({
		object: nullish(object({ associatedPullRequests: nullish(nodesOf(Pull, MOST_PULLS)) })),
		pullRequest: nullish(Pull)
	}).parse(part);
	const listed = object$1?.associatedPullRequests;
	if (asked.triggering ? !pullRequest : !listed?.nodes) return void 0;
	const ofCommit = present(listed).filter(({ number }) => number !== pullRequest?.number);
	const pulls = [...pullRequest ? [pullRequest] : [], ...ofCommit].map(pullFrom);
	return pulls.every((pull) => pull !== void 0) ? pulls : void 0;
}
function pullReply() {
	const actor = actorReply();
	const commitUser = nullish(object({ user: nullish(object({ databaseId: nullish(number$1()) })) }));
	return object({
		number: number$1(),
		state: enumeration([
			"OPEN",
			"CLOSED",
			"MERGED"
		]),
		createdAt: nullish(string()),
		mergedAt: nullish(string()),
		headRefOid: gitObjectId(),
		baseRefName: text(),
		reviewDecision: nullish(text(100)),
		headRepository: nullish(object({ nameWithOwner: text(300) })),
		author: actor,
		mergedBy: actor,
		mergeCommit: objectReply(),
		...reviewNodes(actor),
		reviewRequests: nullish(nodesOf(object({ asCodeOwner: boolean() }), MOST_REQUESTS)),
		commits: nullish(nodesOf(object({ commit: object({
			oid: gitObjectId(),
			author: commitUser,
			committer: commitUser
		}) }), 1)),
		timelineItems: nullish(nodesOf(object({
			createdAt: nullish(string()),
			reason: nullish(text())
		}), MOST_REMOVALS))
	});
}
const DECISIONS = {
	APPROVED: "approved",
	CHANGES_REQUESTED: "changes-requested",
	REVIEW_REQUIRED: "review-required"
};
function pullFrom(pull) {
	const reviews = reviewsFrom(pull);
	if (reviews === void 0) return void 0;
	const decision = Object.entries(DECISIONS).find(([word]) => word === pull.reviewDecision)?.[1];
	const awaited = ownersAwaited(pull);
	const head = present(pull.commits).find(({ commit }) => commit.oid === pull.headRefOid)?.commit;
	const { id: headAuthor } = idOf$1(head?.author?.user?.databaseId);
	const { id: headCommitter } = idOf$1(head?.committer?.user?.databaseId);
	const mergedByQueue = pull.state === "MERGED" ? isMergedByQueue(pull) : void 0;
	return {
		pullRequest: {
			number: String(pull.number),
			state: pull.state.toLowerCase(),
			...pull.author && { author: accountOf(pull.author) },
			headSha: pull.headRefOid,
			...pull.headRepository && { headRepository: pull.headRepository.nameWithOwner },
			baseRef: pull.baseRefName,
			...timeIn("createdAt", pull.createdAt),
			...timeIn("mergedAt", pull.mergedAt),
			...pull.mergedBy && { mergedBy: accountOf(pull.mergedBy) },
			...pull.state === "MERGED" && pull.mergeCommit && { mergeCommit: pull.mergeCommit.oid },
			...mergedByQueue !== void 0 && { mergedByQueue },
			...decision && { reviewDecision: decision },
			...awaited !== void 0 && { codeOwnersAwaited: awaited },
			...reviews
		},
		...headAuthor !== void 0 && { headAuthor },
		...headCommitter !== void 0 && { headCommitter }
	};
}
function ownersAwaited({ reviewRequests }) {
	if (!reviewRequests?.nodes) return void 0;
	const awaited = present(reviewRequests).some(({ asCodeOwner }) => asCodeOwner);
	return !awaited && isCut(reviewRequests) ? void 0 : awaited;
}

// src/ci/github/rulesets.ts
const MOST_ACTORS = 20;
function rulesetSelection() {
	return `{
    id databaseId name enforcement updatedAt
    source { __typename }
    bypassActors(first: ${MOST_ACTORS}) {
      totalCount
      nodes {
        bypassMode deployKey enterpriseOwner organizationAdmin repositoryRoleName
        actor { __typename ... on App { slug } ... on Team { combinedSlug } }
      }
    }
  }`;
}
function rulesetReply() {
	const actor = object({
		bypassMode: nullish(text(100)),
		deployKey: nullish(boolean()),
		enterpriseOwner: nullish(boolean()),
		organizationAdmin: nullish(boolean()),
		repositoryRoleName: nullish(text(300)),
		actor: nullish(object({
			__typename: text(100),
			slug: nullish(text(300)),
			combinedSlug: nullish(text(300))
		}))
	});
	return object({
		id: text(),
		databaseId: nullish(number$1()),
		name: text(),
		enforcement: enumeration([
			"ACTIVE",
			"EVALUATE",
			"DISABLED"
		]),
		updatedAt: nullish(string()),
		source: nullish(object({ __typename: text(100) })),
		bypassActors: nullish(nodesOf(actor, MOST_ACTORS))
	});
}
function rulesetsOf(rules) {
	const found = /* @__PURE__ */ new Map();
	for (const { repositoryRuleset } of rules) if (repositoryRuleset) found.set(repositoryRuleset.id, rulesetFrom(repositoryRuleset));
	return [...found.entries()].sort(([a], [b]) => a < b ? -1 : 1).map(([, ruleset]) => ruleset);
}
const OWNERS = {
	Repository: "repository",
	Organization: "organization",
	Enterprise: "enterprise"
};
function rulesetFrom(ruleset) {
	const { id } = idOf$1(ruleset.databaseId);
	const owner = Object.entries(OWNERS).find(([type]) => type === ruleset.source?.__typename)?.[1];
	const { bypassActors } = ruleset;
	const isWhole = bypassActors?.nodes?.every((node) => node !== null) && bypassActors.nodes.length === (bypassActors.totalCount ?? -1);
	return {
		...id !== void 0 && { id },
		name: ruleset.name.slice(0, 300),
		enforcement: ruleset.enforcement.toLowerCase(),
		...owner && { owner },
		...timeIn("updatedAt", ruleset.updatedAt),
		...isWhole && { bypassActors: present(bypassActors).map(bypassFrom) }
	};
}
const MODES = {
	ALWAYS: "always",
	PULL_REQUEST: "pull-request",
	EXEMPT: "exempt"
};
function bypassFrom(bypass) {
	const mode = MODES[bypass.bypassMode ?? ""] ?? "unknown";
	if (bypass.deployKey) return {
		kind: "deploy-key",
		mode
	};
	if (bypass.organizationAdmin) return {
		kind: "organization-admin",
		mode
	};
	if (bypass.enterpriseOwner) return {
		kind: "enterprise-owner",
		mode
	};
	if (bypass.repositoryRoleName) return {
		kind: "role",
		name: bypass.repositoryRoleName,
		mode
	};
	const { __typename: type, slug, combinedSlug } = bypass.actor ?? {};
	if (type === "Team") return {
		kind: "team",
		...combinedSlug && { name: combinedSlug },
		mode
	};
	if (type === "App") return {
		kind: "app",
		...slug && { name: slug },
		mode
	};
	return {
		kind: "unknown",
		mode
	};
}

// src/ci/github/ref-protection.ts
const MOST_RULES = 50;
const MOST_CHECKS = 200;
function refProtectionSelection() {
	return `ref(qualifiedName: $ref) {
    refUpdateRule {
      requiredApprovingReviewCount requiresCodeOwnerReviews requiresSignatures requiresLinearHistory
      allowsForcePushes allowsDeletions requiredStatusCheckContexts
    }
    rules(first: ${MOST_RULES}) {
      totalCount
      nodes {
        type
        repositoryRuleset ${rulesetSelection()}
        parameters {
          __typename
          ... on PullRequestParameters {
            requiredApprovingReviewCount requireCodeOwnerReview requireLastPushApproval dismissStaleReviewsOnPush
          }
          ... on RequiredStatusChecksParameters { requiredStatusChecks { context } }
        }
      }
    }
  }`;
}
function updateRuleReply() {
	return object({
		requiredApprovingReviewCount: nullish(number$1()),
		requiresCodeOwnerReviews: boolean(),
		requiresSignatures: boolean(),
		requiresLinearHistory: boolean(),
		allowsForcePushes: boolean(),
		allowsDeletions: boolean(),
		requiredStatusCheckContexts: nullish(array(nullable(text(300))).check(maxLength(MOST_CHECKS)))
	});
}
function rulesReply() {
	const parameters = object({
		__typename: string(),
		requiredApprovingReviewCount: optional(number$1()),
		requireCodeOwnerReview: optional(boolean()),
		requireLastPushApproval: optional(boolean()),
		dismissStaleReviewsOnPush: optional(boolean()),
		requiredStatusChecks: optional(array(object({ context: text(300) })).check(maxLength(MOST_CHECKS)))
	});
	const rule = object({
		type: text(100),
		repositoryRuleset: nullish(rulesetReply()),
		parameters: nullish(parameters)
	});
	return nodesOf(rule, MOST_RULES);
}
const UNPROTECTED = {
	requiredApprovingReviewCount: 0,
	requiresCodeOwnerReviews: false,
	requiresSignatures: false,
	requiresLinearHistory: false,
	allowsForcePushes: true,
	allowsDeletions: true,
	requiredStatusCheckContexts: []
};
function readRefProtection(part, ref, isUpdateRuleSeen) {
	const found = object({
		refUpdateRule: nullish(updateRuleReply()),
		rules: nullish(rulesReply())
	}).parse(part);
	const update = isUpdateRuleSeen ? found.refUpdateRule ?? UNPROTECTED : void 0;
	const rules = found.rules?.nodes ? found.rules : void 0;
	if (!update && !rules) return void 0;
	const forbidsForce = either(update && !update.allowsForcePushes, hasRule(rules, "NON_FAST_FORWARD"));
	const forbidsDeletion = either(update && !update.allowsDeletions, hasRule(rules, "DELETION"));
	return {
		ref,
		...update && {
			requiredApprovals: update.requiredApprovingReviewCount ?? 0,
			codeOwnerReview: update.requiresCodeOwnerReviews
		},
		...known$1("signatures", either(update?.requiresSignatures, hasRule(rules, "REQUIRED_SIGNATURES"))),
		...known$1("linearHistory", either(update?.requiresLinearHistory, hasRule(rules, "REQUIRED_LINEAR_HISTORY"))),
		...known$1("forcePushes", forbidsForce === void 0 ? void 0 : !forbidsForce),
		...known$1("deletions", forbidsDeletion === void 0 ? void 0 : !forbidsDeletion),
		...known$1("statusChecks", checksOf(update, rules)),
		...rules && { rules: present(rules).map(ruleFrom).sort(byKind) }
	};
}
function byKind(a, b) {
	return `${a.type} ${a.rulesetId ?? ""}` < `${b.type} ${b.rulesetId ?? ""}` ? -1 : 1;
}
function either(one, other) {
	if (one || other) return true;
	return one === void 0 || other === void 0 ? void 0 : false;
}
function known$1(key, value) {
	return value === void 0 ? {} : { [key]: value };
}
function hasRule(rules, type) {
	if (!rules) return void 0;
	if (present(rules).some((rule) => rule.type === type)) return true;
	return isCut(rules) ? void 0 : false;
}
function checksOf(update, rules) {
	if (!update || !rules || isCut(rules)) return void 0;
	const ofBranch = (update.requiredStatusCheckContexts ?? []).flatMap((name) => name === null ? [] : [name]);
	const ofRules = present(rules).flatMap(({ parameters }) => parameters?.requiredStatusChecks ?? []);
	return [.../* @__PURE__ */ new Set([...ofBranch, ...ofRules.map(({ context }) => context)])].sort();
}
function ruleFrom({ type, repositoryRuleset, parameters }) {
	const { id } = idOf$1(repositoryRuleset?.databaseId);
	return {
		type: type.toLowerCase(),
		...id !== void 0 && { rulesetId: id },
		...type === "PULL_REQUEST" && {
			...known$1("requiredApprovals", parameters?.requiredApprovingReviewCount),
			...known$1("codeOwnerReview", parameters?.requireCodeOwnerReview),
			...known$1("lastPushApproval", parameters?.requireLastPushApproval),
			...known$1("dismissStaleReviews", parameters?.dismissStaleReviewsOnPush)
		}
	};
}
function readRulesets(part) {
	const { rules } = object({ rules: nullish(rulesReply()) }).parse(part);
	return rules?.nodes && !isCut(rules) ? rulesetsOf(present(rules)) : void 0;
}

// src/ci/github/releases.ts
const MOST_RELEASES = 30;
const RELEASES_SELECTION = `viewerPermission
releases(first: ${MOST_RELEASES}, orderBy: { field: CREATED_AT, direction: DESC }) {
  nodes { id databaseId tagName name isDraft isPrerelease createdAt publishedAt updatedAt author { login databaseId } }
}`;
const WRITERS = [
	"ADMIN",
	"MAINTAIN",
	"WRITE"
];
function readReleases(part, since) {
	const maybeMoment = nullish(momentReply());
	const release = object({
		id: id(),
		databaseId: nullish(number$1()),
		tagName: text(),
		name: nullish(string()),
		isDraft: boolean(),
		isPrerelease: nullish(boolean()),
		createdAt: momentReply(),
		publishedAt: maybeMoment,
		updatedAt: maybeMoment,
		author: userReply()
	});
	const { viewerPermission, releases } = object({
		viewerPermission: nullish(text(100)),
		releases: nullish(nodesOf(release, MOST_RELEASES))
	}).parse(part);
	if (!releases?.nodes) return void 0;
	const recent = present(releases).filter(({ createdAt, publishedAt, updatedAt }) => [
		createdAt,
		publishedAt,
		updatedAt
	].some((moment) => Date.parse(moment ?? "") >= Date.parse(since))).reverse();
	const drafts = recent.filter(({ isDraft }) => isDraft).map(releaseFrom);
	const isSeen = drafts.length > 0 || WRITERS.includes(viewerPermission);
	return {
		published: recent.filter(({ isDraft }) => !isDraft).map(releaseFrom),
		drafts: isSeen ? drafts : void 0
	};
}
function releaseFrom(node) {
	return {
		id: idOf$1(node.databaseId).id ?? node.id,
		tag: node.tagName,
		...node.name && { name: node.name.slice(0, 500) },
		...node.author && { author: accountOfUser(node.author) },
		createdAt: inUtc(node.createdAt),
		...timeIn("publishedAt", node.publishedAt),
		...typeof node.isPrerelease === "boolean" && { prerelease: node.isPrerelease }
	};
}

// src/ci/github/role-grants.ts
const MOST_SOURCES = 50;
function grantsSelection(variable) {
	return `collaborators(login: $${variable}, first: 1) {
    edges {
      permission
      node { login databaseId }
      permissionSources { permission roleName source { __typename ... on Team { combinedSlug } } }
    }
  }`;
}
function readGrants(part, login) {
	const source = object({
		permission: text(100),
		roleName: nullish(text(100)),
		source: object({
			__typename: text(100),
			combinedSlug: nullish(text(300))
		})
	});
	const edge = object({
		permission: text(100),
		node: object({
			login: text(100),
			databaseId: nullish(number$1())
		}),
		permissionSources: nullish(array(source).check(maxLength(MOST_SOURCES)))
	});
	const { edges } = object({ edges: nullish(array(nullable(edge))) }).parse(part);
	if (!edges) return void 0;
	const found = present({ nodes: edges }).find(({ node }) => node.login.toLowerCase() === login.toLowerCase());
	if (!found) return edges.length === 0 ? { grants: [] } : void 0;
	if (!found.permissionSources) return void 0;
	const permission = PERMISSIONS[found.permission];
	return {
		...idOf$1(found.node.databaseId),
		...permission && { permission },
		grants: found.permissionSources.map(grantFrom)
	};
}
const PERMISSIONS = {
	ADMIN: "admin",
	MAINTAIN: "write",
	WRITE: "write",
	TRIAGE: "read",
	READ: "read"
};
function grantFrom({ permission, roleName, source }) {
	const team = source.__typename === "Team";
	return {
		by: team ? "team" : source.__typename === "Organization" ? "organization" : "repository",
		permission: permission.toLowerCase(),
		...roleName && { role: roleName },
		...team && source.combinedSlug && { team: source.combinedSlug }
	};
}

// src/ci/github/tag.ts
const TAG_SELECTION = "ref(qualifiedName: $ref) { name target { __typename oid ... on Tag { tagger { name email date user { login databaseId } } } } }";
function readTag(part) {
	const { name, target } = object({
		name: text(),
		target: object({
			__typename: text(100),
			oid: gitObjectId(),
			tagger: gitActorReply()
		})
	}).parse(part);
	if (target.__typename !== "Tag") return {
		name,
		annotated: false
	};
	return {
		name,
		annotated: true,
		object: target.oid,
		...target.tagger && { tagger: identityFrom$1(target.tagger) }
	};
}

// src/ci/github/overview-query.ts
const BLOB = "{ __typename ... on Blob { text byteSize isTruncated isBinary } }";
const MOST_PEOPLE = 5;
function peopleOf(query) {
	return [...new Set(query.people ?? [])].slice(0, MOST_PEOPLE).map((login, index) => ({
		login,
		alias: `person${index}`
	}));
}
function pullsAsked({ pullRequests, pullRequest, teams }) {
	const triggering = pullRequest !== void 0 && /^[1-9]\d{0,8}$/.test(pullRequest);
	return {
		ofCommit: pullRequests === true,
		triggering,
		teams: teams === true
	};
}
function overviewQuery$1(repository, query, core = false) {
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
	const aside = [];
	function declare(variable, type, value) {
		parameters.push(`$${variable}: ${type}`);
		variables[variable] = value;
	}
	function ask(alias, selection) {
		aside.push(`${alias}: repository(owner: $owner, name: $name) { ${selection} }`);
	}
	if (query.before) {
		declare("before", "GitObjectID!", query.before);
		parts.push(`before: object(oid: $before) { __typename ... on Commit { oid file(path: $policy) { object ${BLOB} } } }`);
	}
	if (query.workflow) {
		declare("workflow", "String!", `${query.workflow.sha}:${query.workflow.path}`);
		const file = `workflow: object(expression: $workflow) ${BLOB}`;
		if (!isElsewhere(repository, query)) parts.push(file);
		else {
			const [workflowOwner = "", workflowName = ""] = query.workflow.repository.split("/");
			declare("workflowOwner", "String!", workflowOwner);
			declare("workflowName", "String!", workflowName);
			aside.push(`elsewhere: repository(owner: $workflowOwner, name: $workflowName) { ${file} }`);
		}
	}
	if (!core) askMore(query, ask, declare);
	return {
		variables,
		query: `query Overview(${parameters.join(", ")}) {
  repository(owner: $owner, name: $name) {
    databaseId
    visibility
    defaultBranchRef { name target { __typename ... on Commit { oid file(path: $policy) { object ${BLOB} } } } }
    commit: object(oid: $sha) ${commitSelection(core)}
    ${parts.join("\n    ")}
  }
  ${aside.join("\n  ")}
}`
	};
}
function askMore(query, ask, declare) {
	if (query.workflowBefore) {
		const file = `{ __typename ... on Commit { oid file(path: $workflowPath) { object ${BLOB} } } }`;
		const { path, commit } = query.workflowBefore;
		declare("workflowPath", "String!", path);
		ask("workflowAtDefault", `defaultBranchRef { target ${file} }`);
		if (commit) {
			declare("workflowBefore", "GitObjectID!", commit);
			ask("workflowAtBefore", `before: object(oid: $workflowBefore) ${file}`);
		}
	}
	if (query.environment !== void 0) {
		declare("environment", "String!", query.environment);
		ask("environment", ENVIRONMENT_SELECTION);
	}
	if (query.environments) ask("environments", ENVIRONMENTS_SELECTION);
	const pulls = pullsAsked(query);
	if (pulls.triggering) declare("pullRequest", "Int!", Number(query.pullRequest));
	if (pulls.ofCommit || pulls.triggering) ask("pullRequests", pullRequestsSelection(pulls));
	if (query.ref !== void 0) {
		declare("ref", "String!", query.ref);
		ask("protection", refProtectionSelection());
		if (isTag(query.ref)) ask("tag", TAG_SELECTION);
	}
	for (const { login, alias } of peopleOf(query)) {
		declare(alias, "String!", login);
		ask(alias, grantsSelection(alias));
	}
	if (query.since !== void 0) {
		ask("deployments", DEPLOYMENTS_SELECTION);
		ask("releases", RELEASES_SELECTION);
	}
}
function isElsewhere(repository, { workflow }) {
	return workflow !== void 0 && workflow.repository.toLowerCase() !== repository.toLowerCase();
}
function isTag(ref) {
	return ref.startsWith("refs/tags/");
}

// src/ci/github/overview-reply.ts
function blobReply() {
	return nullish(object({
		__typename: string(),
		text: nullish(string()),
		byteSize: optional(number$1()),
		isTruncated: optional(boolean()),
		isBinary: nullish(boolean())
	}));
}
function readRepository(part) {
	const { databaseId, visibility, defaultBranchRef } = object({
		databaseId: nullish(number$1()),
		visibility: optional(string()),
		defaultBranchRef: nullish(object({ name: text() }))
	}).parse(part);
	const known = Visibility.safeParse(visibility?.toLowerCase());
	if (!known.success || !databaseId || !defaultBranchRef) return void 0;
	return {
		id: String(databaseId),
		visibility: known.data,
		defaultBranch: defaultBranchRef.name
	};
}
function readFileAt(part) {
	const { oid, file } = object({
		oid: optional(gitObjectId()),
		file: nullish(object({ object: blobReply() }))
	}).parse(part);
	if (oid === void 0) return void 0;
	if (!file) return {
		ok: true,
		value: {
			commit: oid,
			text: null
		}
	};
	const content = readText$2(file.object);
	return content?.ok ? {
		ok: true,
		value: {
			commit: oid,
			text: content.value
		}
	} : content;
}
function readCommit(part) {
	const commit = commitReply().parse(part);
	return commit.oid === void 0 ? void 0 : commitFrom(commit);
}
function readText$2(part) {
	const blob = blobReply().parse(part);
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

// src/ci/github/overview.ts
const NEEDED = {
	contents: "permissions: contents: read",
	before: "permissions: contents: read, and the commit from before the push still there",
	drafts: "permissions: contents: write",
	environment: "permissions: actions: read",
	pullRequests: "permissions: pull-requests: read",
	grants: "a token that may administer the repository, or the collector",
	deployments: "permissions: deployments: read"
};
function createRepositoryReader(client, repository) {
	async function ask(query, core) {
		const { query: text, variables } = overviewQuery$1(repository, query, core);
		return openReply(await client.graphql(text, variables));
	}
	function partsBy(query, core, more) {
		return {
			...coreParts(repository, query, core),
			...moreParts(query, more)
		};
	}
	return { async overview(query) {
		try {
			const reply = await ask(query, false);
			if (!isRefusedWhole(reply)) return partsBy(query, lookAt(reply), lookAt(reply));
			const core = await ask(query, true);
			const more = blind((needed) => refusedWhole(reply, needed));
			return {
				...partsBy(query, lookAt(core), more),
				requests: 2
			};
		} catch (error) {
			const look = blind((needed) => notSeen(error, needed));
			return partsBy(query, look, look);
		}
	} };
}
function lookAt(reply) {
	return (path, needed, read) => readPart(reply, path, needed, read);
}
function blind(gap) {
	return (_path, needed) => gap(needed);
}
function coreParts(repository, query, look) {
	const place = isElsewhere(repository, query) ? "elsewhere" : "repository";
	return {
		repository: look(["repository"], NEEDED.contents, readRepository),
		policy: fileAt([
			"repository",
			"defaultBranchRef",
			"target"
		], look),
		...query.before && { policyBefore: fileAt(["repository", "before"], look) },
		commit: look(["repository", "commit"], NEEDED.contents, readCommit),
		workflowFile: flat(look([place, "workflow"], NEEDED.contents, readText$2))
	};
}
function fileAt(path, look, needed = NEEDED.contents) {
	return flat(look(path, needed, (part, isRefused) => isRefused() ? void 0 : readFileAt(part)));
}
function flat(look) {
	return look.ok ? look.value : look;
}
function moreParts(query, look) {
	const { ref, since } = query;
	const pulls = pullsAsked(query);
	const people = peopleOf(query);
	return {
		...query.workflowBefore && { workflowAtDefault: fileAt([
			"workflowAtDefault",
			"defaultBranchRef",
			"target"
		], look) },
		...query.workflowBefore?.commit && { workflowAtBefore: fileAt(["workflowAtBefore", "before"], look, NEEDED.before) },
		...query.environment !== void 0 && { environment: look(["environment", "environment"], NEEDED.environment, readEnvironment$1) },
		...query.environments && { environments: look(["environments", "environments"], NEEDED.environment, readEnvironments) },
		...(pulls.ofCommit || pulls.triggering) && { pullRequests: look(["pullRequests"], NEEDED.pullRequests, (part) => readPullRequests(part, pulls)) },
		...ref !== void 0 && protectionParts(ref, look),
		...people.length > 0 && { grants: new Map(people.map(({ login, alias }) => [login, look([alias, "collaborators"], NEEDED.grants, (part) => readGrants(part, login))])) },
		...since !== void 0 && resourceParts(since, look)
	};
}
function protectionParts(ref, look) {
	const path = ["protection", "ref"];
	return {
		refProtection: look(path, NEEDED.contents, (part, isRefused) => readRefProtection(part, ref, !isRefused("refUpdateRule"))),
		rulesets: look(path, NEEDED.contents, readRulesets),
		...isTag(ref) && { tag: look(["tag", "ref"], NEEDED.contents, readTag) }
	};
}
function resourceParts(since, look) {
	const read = (part) => readReleases(part, since);
	const published = look(["releases"], NEEDED.contents, (part) => read(part)?.published);
	const drafts = look(["releases"], NEEDED.drafts, (part) => read(part)?.drafts);
	return {
		deployments: look(["deployments", "deployments"], NEEDED.deployments, (part) => readDeployments(part, since)),
		releases: published,
		draftReleases: published.ok && !drafts.ok ? {
			...drafts,
			reason: "not-permitted"
		} : drafts
	};
}

// src/ci/github/variables.ts
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
	workspace: "GITHUB_WORKSPACE",
	artifactsList: "GITHUB_ARTIFACTS_LIST",
	trackingId: "RUNNER_TRACKING_ID",
	imageOs: "ImageOS",
	imageVersion: "ImageVersion",
	idTokenRequestUrl: "ACTIONS_ID_TOKEN_REQUEST_URL",
	idTokenRequestToken: "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
	runtimeToken: "ACTIONS_RUNTIME_TOKEN",
	resultsUrl: "ACTIONS_RESULTS_URL"
};
const NUMBER = /^[1-9]\d{0,19}$/;
const OBJECT_ID$1 = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const ADDRESS$1 = /^(?=.{1,200}$)https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i;
const NAME = /^[^\0]{1,100}$/s;
const LONG_NAME = /^[^\0]{1,300}$/s;
const PLAIN$1 = /^[^\0]{1,1000}$/s;
const ANYTHING = /^/;
const FORMS = {
	server: ADDRESS$1,
	apiUrl: ADDRESS$1,
	graphqlUrl: ADDRESS$1,
	resultsUrl: ADDRESS$1,
	repository: /^[\w.-]{1,100}\/[\w.-]{1,100}$/,
	repositoryId: NUMBER,
	repositoryOwnerId: NUMBER,
	workflowSha: OBJECT_ID$1,
	runId: NUMBER,
	runNumber: NUMBER,
	runAttempt: NUMBER,
	sha: OBJECT_ID$1,
	actorId: NUMBER,
	refProtected: /^(true|false)$/,
	runnerEnvironment: /^(github-hosted|self-hosted)$/,
	repositoryOwner: NAME,
	event: NAME,
	actor: NAME,
	triggeringActor: NAME,
	actionRepository: LONG_NAME,
	actionRef: LONG_NAME,
	runnerName: LONG_NAME,
	runnerOs: NAME,
	runnerArch: NAME,
	trackingId: NAME,
	imageOs: NAME,
	imageVersion: NAME,
	idTokenRequestToken: ANYTHING,
	runtimeToken: ANYTHING
};
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
function readVariables(env) {
	const variables = {};
	const malformed = [];
	for (const [name, variable] of Object.entries(VARIABLES)) {
		const value = env[variable];
		if (value === void 0 || value === "") continue;
		const form = FORMS[name] ?? PLAIN$1;
		if (!form.test(value)) malformed.push(variable);
		else variables[name] = form === ADDRESS$1 ? value.replace(/\/+$/, "") : value;
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

// src/core/rule.ts
const LONGEST_MESSAGE = 500;
const LONGEST_SUBJECT$1 = 300;
function defineRule(definition) {
	const parsed = /* @__PURE__ */ new WeakMap();
	let last;
	const paramsFrom = (given) => {
		const key = Object(given);
		const params = parsed.get(key) ?? definition.params.parse(given);
		parsed.set(key, params);
		return params;
	};
	return {
		...definition,
		judge(record, { params: given, history, roster, auditLog }) {
			const isSame = last && last.given === given && last.history === history && last.roster === roster && last.auditLog === auditLog;
			const context = last && isSame ? last : {
				given,
				params: paramsFrom(given),
				history,
				roster,
				auditLog
			};
			last = context;
			return definition.judge(record, context);
		}
	};
}
function pass(message, evidence) {
	return {
		result: "pass",
		message,
		evidence
	};
}
function fail(message, evidence, { locations = [], subject } = {}) {
	return {
		result: "fail",
		message: shortened$2(message),
		evidence,
		...locations.length > 0 && { locations },
		...subject !== void 0 && { subject: subject.slice(0, LONGEST_SUBJECT$1).toWellFormed() }
	};
}
function shortened$2(message) {
	return message.length > LONGEST_MESSAGE ? `${message.slice(0, 499).toWellFormed()}…` : message;
}
function unknown(record, pointer) {
	const gap = gapFor(record.gaps, pointer);
	const why = gap ? `${gap.reason}: ${gap.needed}` : "nothing was observed there";
	return unseen(gap?.reason === "not-yet" ? "not-yet" : "not-seen", `${pointer} could not be seen (${why}).`, [pointer]);
}
const NOT_SUPPLIED = {
	"no-history": "Earlier records are not known here; the collector and the command line judge with them.",
	"no-roster": "The organisation’s roster is not known here; the gate and the collector are given it.",
	"no-audit-log": "The organisation’s audit log is not known here; the gate and the collector are given a token for it."
};
function notSupplied(reason) {
	return unseen(reason, NOT_SUPPLIED[reason], []);
}
function unseen(reason, message, evidence) {
	return {
		result: "unknown",
		reason,
		message,
		evidence
	};
}
function gapFor(gaps, pointer) {
	return gaps.find(({ pointer: part }) => pointer.startsWith(part) && (pointer.length === part.length || pointer.charAt(part.length) === "/"));
}

// src/core/custom-rules.ts
const MOST_EVIDENCE = 50;
const LONGEST_POINTER$1 = 300;
function customRulesOf(choice) {
	if (!("policy" in choice)) return [];
	return [choice.policy, choice.changedTo].flatMap((policy) => policy?.custom ?? []);
}
function judgementOf({ definition }, outcome, record) {
	switch (outcome?.kind) {
		case "answer": {
			const evidence = evidenceOf$1(outcome.read);
			return outcome.answer ? pass(`“${definition.title}” holds.`, evidence) : fail(`“${definition.title}” does not hold.`, evidence);
		}
		case "unseen": return {
			...unknown(record, outcome.pointer),
			evidence: evidenceOf$1([outcome.pointer])
		};
		case "no-key": return unseen("not-seen", "The expression reads a key or an item that is not there; ask for it by `in`, has() or size() first.", evidenceOf$1(outcome.read));
		case "error": {
			const { code, line, column } = outcome;
			const place = line === void 0 ? "" : ` at line ${line}, column ${column}`;
			return unseen("not-certain", `The expression failed${place} (${code}).`, evidenceOf$1(outcome.read));
		}
		case "cut-off": return unseen("cut-off", "The expression took too long or too much memory and was ended; make it simpler.", []);
		default: return unseen("not-certain", "The expression could not be evaluated: no thread for it could be started.", []);
	}
}
function evidenceOf$1(read) {
	return read.filter((pointer) => pointer.length <= LONGEST_POINTER$1).slice(0, MOST_EVIDENCE);
}

// src/compose/custom-rules.ts
const checkExpressions = async (rules) => {
	const { checkCustomRules } = await import("./check2.js");
	return checkCustomRules(rules);
};
const evaluateCustomRules = async (rules, record) => {
	if (rules.length === 0) return /* @__PURE__ */ new Map();
	const outcomes = await outcomesOf(rules.map(({ definition }) => definition.expression), record);
	return new Map(rules.map((rule, index) => [rule, judgementOf(rule, outcomes[index], record)]));
};
async function outcomesOf(expressions, record) {
	try {
		const { evaluateExpressions } = await import("./evaluate.js");
		return await evaluateExpressions(expressions, record);
	} catch {
		return [];
	}
}

// src/signing/oidc.ts
var oidc_exports = /* @__PURE__ */ __exportAll({
	decodeClaims: () => decodeClaims,
	fetchIdToken: () => fetchIdToken,
	subjectOf: () => subjectOf
});
async function fetchIdToken(request) {
	const reply = await ask(request);
	if (reply.status !== 200) throw unavailable$2(`answered with status ${reply.status}; give the job the permission id-token: write, or set attest: none`);
	const token = tokenIn(reply.body.toString("utf8"));
	if (token === void 0) throw unavailable$2("answered with something that holds no token");
	decodeClaims(token);
	return token;
}
function decodeClaims(jwt) {
	const [, payload] = jwt.split(".");
	const parsed = Claims.safeParse(jsonOrNothing$1(Buffer.from(payload ?? "", "base64url").toString("utf8")));
	if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(jwt) || !parsed.success) throw unavailable$2("gave a token that is not a JWT with a subject");
	const claims = Object.entries(parsed.data).flatMap(([name, value]) => {
		return [
			"string",
			"number",
			"boolean"
		].includes(typeof value) ? [[name, String(value)]] : [];
	});
	return Object.fromEntries(claims);
}
function subjectOf(jwt) {
	const { email, sub = "" } = decodeClaims(jwt);
	return email ?? sub;
}
const Claims = looseObject({ sub: string().check(minLength(1)) });
const TokenReply = object({ value: string().check(minLength(1)) });
async function ask({ requestUrl, requestToken, audience, http, timeout }) {
	if (!URL.canParse(requestUrl)) throw unavailable$2("has no usable address; ACTIONS_ID_TOKEN_REQUEST_URL must be as the runner set it");
	const url = new URL(requestUrl);
	url.searchParams.set("audience", audience);
	try {
		return await http({
			service: "The runner's identity provider",
			method: "GET",
			url: url.href,
			headers: {
				authorization: `Bearer ${requestToken}`,
				accept: "application/json"
			},
			maxBytes: 1048576,
			...timeout !== void 0 && { timeout }
		});
	} catch (cause) {
		throw new DoorlogError("oidc-unavailable", "The runner’s identity provider did not answer, so nothing is signed.", { cause });
	}
}
function tokenIn(body) {
	const parsed = TokenReply.safeParse(jsonOrNothing$1(body));
	return parsed.success ? parsed.data.value : void 0;
}
function unavailable$2(what) {
	return new DoorlogError("oidc-unavailable", `The runner’s identity provider ${what}.`);
}

// src/model/field.ts
const fields = registry();
const origins = registry();
function from(origin, schema) {
	if (origins.has(schema)) throw new TypeError("A schema has one origin; wrap it before it is given another.");
	origins.add(schema, origin);
	return schema;
}
function shown$1(schema, description) {
	return described(schema, {
		view: "public",
		description
	});
}
function forMembers(schema, description) {
	return described(schema, {
		view: "members",
		description
	});
}
function logOnly(schema, description) {
	return described(schema, {
		view: "log",
		description
	});
}
function words$1(schema, description) {
	return described(schema, {
		view: "log",
		description,
		freeText: true
	});
}
function described(schema, field) {
	if (fields.has(schema)) throw new TypeError(`A schema is described twice, the second time as “${field.description}”.`);
	fields.add(schema, field);
	return schema;
}

// src/model/oidc-claims.ts
const claim = () => shown$1(text(), "Claim of the identity token");
const memberClaim = () => forMembers(text(), "Claim of the identity token");
const OidcClaims = from({
	from: ["oidc"],
	needs: "an issuer that puts it into the token",
	together: true
}, object({
	iss: optional(claim()),
	sub: optional(memberClaim()),
	aud: optional(claim()),
	actor: optional(claim()),
	actor_id: optional(claim()),
	repository: optional(claim()),
	repository_id: optional(claim()),
	repository_owner: optional(claim()),
	repository_owner_id: optional(claim()),
	repository_visibility: optional(claim()),
	ref: optional(claim()),
	ref_type: optional(claim()),
	ref_protected: optional(claim()),
	sha: optional(claim()),
	base_ref: optional(claim()),
	head_ref: optional(claim()),
	event_name: optional(claim()),
	workflow_ref: optional(claim()),
	workflow_sha: optional(claim()),
	job_workflow_ref: optional(claim()),
	job_workflow_sha: optional(claim()),
	run_id: optional(claim()),
	run_number: optional(claim()),
	run_attempt: optional(claim()),
	check_run_id: optional(claim()),
	runner_environment: optional(claim()),
	environment: optional(claim()),
	enterprise: optional(memberClaim()),
	enterprise_id: optional(memberClaim())
}));

// src/compose/identity.ts
const YOUNG = 15e4;
function identityFrom(variables, { oidcAudience: audience }, http) {
	if (!variables.idTokenRequestUrl || !variables.idTokenRequestToken) return void 0;
	let token;
	return () => {
		const now = Date.now();
		if (!token || now > token.until) token = {
			text: identityToken(variables, audience, http),
			until: now + YOUNG
		};
		return token.text;
	};
}
async function identityToken({ idTokenRequestUrl: requestUrl = "", idTokenRequestToken: requestToken = "" }, audience, http) {
	const { fetchIdToken } = await Promise.resolve(oidc_exports);
	return fetchIdToken({
		requestUrl,
		requestToken,
		audience,
		http
	});
}
async function claimsOf(identity) {
	const needed = "permissions: id-token: write";
	if (!identity) return {
		ok: false,
		reason: "not-available",
		needed
	};
	return observed(needed, async () => {
		const { decodeClaims } = await Promise.resolve(oidc_exports);
		return OidcClaims.parse(decodeClaims(await identity()));
	});
}

// src/ci/local/observe-user.ts
const SHARED_LOGINS = new Set("admin administrator build builder buildkite-agent ci circleci deploy docker ec2-user gitlab-runner jenkins nobody root runner runneradmin system travis ubuntu vagrant".split(" "));
function observeUser(sources = {}) {
	const missing = [];
	const user = attempt("login", "the system has no entry for this user", missing, sources.userInfo ?? (() => userInfo()));
	const host = attempt("hostName", "the system does not tell its name", missing, sources.hostname ?? hostname);
	const login = user?.username;
	const uid = user === void 0 || user.uid < 0 ? void 0 : String(user.uid);
	const sharedAccount = sharedBecause(login, uid);
	const sudoUser = (sources.env ?? process.env).SUDO_USER;
	return {
		...login === void 0 ? {} : { login },
		...uid === void 0 ? {} : { uid },
		...host === void 0 ? {} : { hostName: host },
		os: sources.platform ?? process.platform,
		arch: sources.arch ?? process.arch,
		...sharedAccount === void 0 ? {} : { sharedAccount },
		...sudoUser !== void 0 && /^[\w.@\\-]{1,100}$/.test(sudoUser) ? { sudoUser } : {},
		missing
	};
}
function sharedBecause(login, uid) {
	if (uid === "0") return "it is the superuser";
	return login !== void 0 && SHARED_LOGINS.has(login.toLowerCase()) ? "its name is one that build machines and administrators share" : void 0;
}
function attempt(fact, reason, missing, ask) {
	try {
		return ask();
	} catch {
		missing.push({
			fact,
			reason
		});
		return;
	}
}

// src/compose/machine.ts
const LONGEST_NAME$1 = 300;
function withMachine(facts, sources) {
	const { hostName, login, uid } = observeUser(sources);
	const seen = {
		...hostName && { hostName: hostName.slice(0, LONGEST_NAME$1) },
		...login && { user: login.slice(0, LONGEST_NAME$1) },
		...uid && { userId: uid }
	};
	const asSystem = Object.keys(seen).map((name) => [`/runner/${name}`, "system"]);
	return {
		...facts,
		runner: {
			...facts.runner,
			...seen
		},
		sources: {
			...facts.sources,
			...Object.fromEntries(asSystem)
		}
	};
}

// src/compose/record-files.ts
function outputFolder({ outputDirectory }, env, fallback) {
	return outputDirectory ? resolve$1(env.GITHUB_WORKSPACE ?? ".", outputDirectory) : fallback;
}
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
const ADDRESS = /^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i;
const PUBLIC_GOOD = {
	name: "public-good",
	fulcioUrl: "https://fulcio.sigstore.dev",
	rekor: {
		url: "https://rekor.sigstore.dev",
		version: 1
	}
};
function chooseInstance(question) {
	const urls = question.urls ?? {};
	if (question.sigstore === "custom") return customInstance(urls);
	refuseUnusedUrls(question.sigstore, urls);
	if (question.sigstore === "public-good") return PUBLIC_GOOD;
	const host = hostOf$1(question.serverUrl);
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
	if (!URL.canParse(url) || !ADDRESS.test(url)) throw new DoorlogError("input-invalid", `Input ${input} must be an address that starts with https:// or http://, with no user name, password, query or fragment in it.`);
	return url.replace(/\/+$/, "");
}
function hostOf$1(serverUrl) {
	return URL.canParse(serverUrl) ? new URL(serverUrl).host : void 0;
}

// src/compose/signer.ts
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
		},
		async signStatement(statement) {
			const { createKeylessSigner } = await import("./keyless2.js");
			return createKeylessSigner({
				instance,
				idToken: identity,
				http
			}).sign(statement);
		}
	};
}
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

// src/core/asked-facts.ts
const LONGEST_VALUE = 4e3;
function withAskedFacts(facts, { environmentVariables = [], sharedAccounts = [] }, env, clean) {
	const variables = valuesOf(environmentVariables, env, clean);
	const { initiator, rerunner } = facts.people;
	const shared = new Set(sharedAccounts.map((login) => login.toLowerCase()));
	const flagged = (person) => shared.size === 0 ? person : {
		...person,
		sharedAccount: shared.has(person.login.toLowerCase())
	};
	return {
		...facts,
		runner: {
			...facts.runner,
			...variables && { environmentVariables: variables }
		},
		people: {
			...facts.people,
			...initiator && { initiator: flagged(initiator) },
			...rerunner && { rerunner: flagged(rerunner) }
		},
		gaps: [...facts.gaps, ...gapsOf(facts, variables !== void 0, shared.size > 0)],
		sources: {
			...facts.sources,
			...shared.size > 0 && initiator && { "/people/initiator/sharedAccount": "input" },
			...shared.size > 0 && rerunner && { "/people/rerunner/sharedAccount": "input" }
		}
	};
}
function valuesOf(names, env, clean) {
	if (names.length === 0) return void 0;
	return Object.fromEntries(names.flatMap((name) => {
		const value = env[name];
		return value === void 0 ? [] : [[name, clean(value).slice(0, LONGEST_VALUE).toWellFormed()]];
	}));
}
function gapsOf({ people }, hasVariables, hasAccounts) {
	const notAsked = (pointer, input) => ({
		pointer,
		reason: "not-asked",
		needed: `the input \`${input}\``
	});
	const roles = ["initiator", "rerunner"].filter((role) => people[role] && !hasAccounts);
	return [...hasVariables ? [] : [notAsked("/runner/environmentVariables", "environment-variables")], ...roles.map((role) => notAsked(`/people/${role}/sharedAccount`, "shared-accounts"))];
}

// src/core/canonical.ts
function canonicalize(value) {
	switch (typeof value) {
		case "string":
			if (!value.isWellFormed()) throw new DoorlogError("internal", "Text with half a surrogate pair has no canonical form.");
			return JSON.stringify(value);
		case "number":
			if (!Number.isFinite(value)) throw new DoorlogError("internal", `${value} has no canonical form.`);
			return JSON.stringify(value);
		case "boolean": return String(value);
		case "object":
			if (value === null) return "null";
			if (Array.isArray(value)) return `[${value.map((item) => canonicalize(item === void 0 ? null : item)).join(",")}]`;
			return canonicalObject(value);
		default: throw new DoorlogError("internal", `A ${typeof value} has no canonical form.`);
	}
}
function canonicalObject(value) {
	let members = "";
	for (const key of Object.keys(value).sort()) {
		const member = Reflect.get(value, key);
		if (member === void 0) continue;
		members += `${members === "" ? "" : ","}${canonicalize(key)}:${canonicalize(member)}`;
	}
	return `{${members}}`;
}
function sha256Hex(data) {
	return createHash("sha256").update(data).digest("hex");
}
function digestOf(value) {
	return sha256Hex(canonicalize(value));
}

// src/core/fingerprint.ts
function fingerprintOf(rule, { pipeline }, subject) {
	return sha256Hex(JSON.stringify([
		rule,
		pipeline.repositoryId ?? pipeline.repository ?? null,
		subject ?? null
	]));
}

// src/core/free-text.ts
const FREE_TEXT = [
	"/pipeline/workflow",
	"/pipeline/matrix",
	"/pipeline/command",
	"/pipeline/directory",
	"/people/author/name",
	"/people/committer/name",
	"/resources/draftReleases/*/name",
	"/resources/releases/*/name",
	"/runner/environmentVariables",
	"/source/headline",
	"/source/tag/tagger/name",
	"/source/verification/payload",
	"/source/remote",
	"/approvals/*/comment",
	"/gaps/*/detail",
	"/policy/waivers/*/owner",
	"/policy/waivers/*/approver",
	"/policy/waivers/*/reason"
];
function isFreeText(path) {
	return FREE_TEXT.some((free) => path === free || path.startsWith(`${free}/`));
}

// src/core/verification/pointer.ts
function valueAt$1(document, pointer) {
	let value = document;
	for (const token of pointer.split("/").slice(1)) {
		const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
		if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return void 0;
		value = Reflect.get(value, key);
	}
	return value;
}
function hasGapAt(record, pointer) {
	const gaps = valueAt$1(record, "/gaps");
	if (!Array.isArray(gaps)) return false;
	return gaps.some((gap) => valueAt$1(gap, "/pointer") === pointer);
}

// src/core/pseudonyms.ts
const DIGITS = 20;
const PSEUDONYM = /~[0-9a-f]{20}(?![0-9a-f])/g;
const SHORTEST_ID_IN_WORDS = 5;
const COMMIT_IDENTITIES = /* @__PURE__ */ new Set([
	"/people/author",
	"/people/committer",
	"/source/tag/tagger"
]);
const CLAIMS$1 = "/access/oidc/claims";
const BYPASS_ACTOR = "/protections/rulesets/*/bypassActors/*";
const FINDING = "/policy/results/*";
const SIGNED_TEXTS = ["payload", "signature"];
function pseudonymize(record, key) {
	const { drift, disagreements, pseudonyms: _, ...rest } = record;
	const book = openBook(record, key);
	const gaps = rest.gaps.filter(({ pointer }) => pointer !== "/pseudonyms");
	const hidden = mapStrings(withoutSignedTexts({
		...rest,
		gaps
	}), "", book.replace);
	const changes = drift.map((change) => ({
		...change,
		...changedValues(change, record, book)
	}));
	const policy = hidden.policy && withOwnFingerprints(record, hidden.policy);
	const differing = disagreements?.map((each) => ({
		...each,
		...differingValues(each, book)
	}));
	return {
		...hidden,
		...policy && { policy },
		drift: changes,
		...differing && { disagreements: differing },
		pseudonyms: book.bearers()
	};
}
function withOwnFingerprints(record, policy) {
	const before = record.policy?.results ?? [];
	const results = policy.results.map((result, index) => result.fingerprint === void 0 || result.subject === before[index]?.subject ? result : {
		...result,
		fingerprint: fingerprintOf(result.rule, record, result.subject)
	});
	return {
		...policy,
		results
	};
}
const SHORTEST_KEY = 16;
function pseudonymizer(given, freshKey) {
	const key = given !== void 0 && given.length >= 16 ? given : freshKey();
	return {
		isAsked: given !== void 0,
		hide: (record) => pseudonymize(record, key)
	};
}
function revealed(record) {
	const { pseudonyms, ...rest } = record;
	if (!pseudonyms) return record;
	const bearerOf = (text) => Object.hasOwn(pseudonyms, text) ? pseudonyms[text] : void 0;
	const disagreements = rest.disagreements?.map((each) => {
		const named = (value) => {
			const bearer = typeof value === "string" ? bearerOf(value) : void 0;
			return (each.pointer.endsWith("/id") ? bearer?.id : nameOf$1(bearer)) ?? value;
		};
		const { said, seen } = each;
		return {
			...each,
			...said !== void 0 && { said: named(said) },
			...seen !== void 0 && { seen: named(seen) }
		};
	});
	return mapStrings({
		...rest,
		...disagreements && { disagreements }
	}, "", ({ key, value }) => {
		const bearer = bearerOf(value);
		if (!bearer) return value.replaceAll(PSEUDONYM, (found) => nameOf$1(bearerOf(found)) ?? found);
		return (key === "id" || key === "actor_id" ? bearer.id : nameOf$1(bearer)) ?? value;
	});
}
function nameOf$1(bearer) {
	return bearer?.login ?? bearer?.name ?? bearer?.email ?? bearer?.ssoIdentity ?? bearer?.ipAddress ?? bearer?.userAgent;
}
function openBook(record, key) {
	const accounts = accountsIn(record);
	const ids = new Map(accounts.flatMap(({ login, id }) => id === void 0 ? [] : [[login.toLowerCase(), id]]));
	const owner = record.pipeline.repositoryOwner ?? record.pipeline.repository?.split("/")[0];
	const bearers = /* @__PURE__ */ new Map();
	function pseudonym(what) {
		return `~${createHmac("sha256", key).update(what).digest("hex").slice(0, DIGITS)}`;
	}
	function note(name, bearer) {
		bearers.set(name, {
			...bearer,
			...bearers.get(name)
		});
		return name;
	}
	function ofAccount({ login, id = ids.get(login.toLowerCase()), type }) {
		return note(pseudonym(id === void 0 ? `login:${login.toLowerCase()}` : `id:${id}`), {
			login,
			...id !== void 0 && { id },
			...type && { type }
		});
	}
	function ofOwner(repository) {
		const [login = "", ...name] = repository.split("/");
		if (login === "" || login.toLowerCase() === owner?.toLowerCase()) return repository;
		return [ofAccount({
			login,
			id: void 0,
			type: void 0
		}), ...name].join("/");
	}
	const inWords = wordsReplacer(accounts.map((account) => [account.login, () => ofAccount(account)]));
	const inFindings = wordsReplacer(accounts.flatMap((account) => {
		const { login, id } = account;
		return [login, ...id !== void 0 && id.length >= SHORTEST_ID_IN_WORDS ? [id] : []].map((word) => [word, () => ofAccount(account)]);
	}));
	function asSubject(text) {
		const account = accounts.find(({ id }) => id === text);
		return account ? ofAccount(account) : inFindings(text);
	}
	const { actor = "", actor_id = "" } = record.access.oidc?.claims ?? {};
	const inSubject = wordsReplacer([actor, actor_id].map((word) => [word, () => ofAccount({
		login: actor,
		id: actor_id || void 0,
		type: void 0
	})]));
	function replace({ path, key, value, holder }) {
		const account = accountFrom(path, holder);
		if (account && (path === CLAIMS$1 ? /^actor(_id)?$/ : /^(login|id)$/).test(key)) return ofAccount(account);
		if (key === "ssoIdentity") return note(pseudonym(`sso:${value.toLowerCase()}`), { ssoIdentity: value });
		if (key === "ipAddress") return note(pseudonym(`ip:${value}`), { ipAddress: value });
		if (key === "userAgent") return note(pseudonym(`agent:${value}`), { userAgent: value });
		if (COMMIT_IDENTITIES.has(path) && key === "name") return note(pseudonym(`name:${value}`), { name: value });
		if (COMMIT_IDENTITIES.has(path) && key === "email") return note(pseudonym(`email:${value.toLowerCase()}`), { email: value });
		if (key === "headRepository") return ofOwner(value);
		if (key === "headRepositoryId") return value === record.pipeline.repositoryId ? value : pseudonym(`repository:${value}`);
		if (path === CLAIMS$1 && key === "sub") return inSubject(value);
		if (path === BYPASS_ACTOR && key === "name" && holder.kind === "user") return ofAccount({
			login: value,
			id: void 0,
			type: void 0
		});
		if (path === FINDING && key === "subject") return asSubject(value);
		if (path === FINDING && (key === "message" || key === "mend")) return inFindings(value);
		return isFreeText(`${path}/${key}`) && path !== "/pipeline" ? inWords(value) : value;
	}
	function account(key, value) {
		if (key === "login") return ofAccount({
			login: value,
			id: void 0,
			type: void 0
		});
		const known = accounts.find(({ id }) => id === value);
		return known ? ofAccount(known) : note(pseudonym(`id:${value}`), { id: value });
	}
	return {
		replace,
		account,
		bearers: () => Object.fromEntries(bearers)
	};
}
function accountFrom(path, holder) {
	const [login, id] = path === CLAIMS$1 ? [holder.actor, holder.actor_id] : [holder.login, holder.id];
	if (isFreeText(path) || path === "/sources") return void 0;
	if (typeof login !== "string" && !(path === CLAIMS$1 && typeof id === "string")) return void 0;
	return {
		login: typeof login === "string" ? login : "",
		id: typeof id === "string" ? id : void 0,
		type: typeof holder.type === "string" ? holder.type : void 0
	};
}
function accountsIn(record) {
	const found = [];
	const { pseudonyms: _, drift, ...rest } = record;
	const collect = (place) => {
		if (!/^(login|actor|actor_id)$/.test(place.key)) return place.value;
		const account = accountFrom(place.path, place.holder);
		if (account) found.push(account);
		return place.value;
	};
	mapStrings(rest, "", collect);
	for (const { pointer, before, after } of drift) for (const value of [before, after]) mapStrings(value, pointer, collect);
	return found;
}
function changedValues({ pointer, before, after }, record, { replace }) {
	const end = pointer.lastIndexOf("/");
	const [path, key] = [pointer.slice(0, end), pointer.slice(end + 1)];
	const holder = valueAt$1(record, path);
	const hide = (value) => typeof value === "string" ? replace({
		path,
		key,
		value,
		holder: {
			...isMembers(holder) && holder,
			[key]: value
		}
	}) : mapStrings(value, pointer, replace);
	return {
		...before !== void 0 && { before: hide(before) },
		...after !== void 0 && { after: hide(after) }
	};
}
function differingValues({ pointer, said, seen }, { replace, account }) {
	const [, path = "", key = ""] = /^(.*)\/([^/]*)$/.exec(pointer) ?? [];
	const hide = (value) => {
		if (typeof value !== "string") return mapStrings(value, pointer, replace);
		return path.startsWith("/people/") && (key === "login" || key === "id") ? account(key, value) : replace({
			path,
			key,
			value,
			holder: {}
		});
	};
	return {
		...said !== void 0 && { said: hide(said) },
		...seen !== void 0 && { seen: hide(seen) }
	};
}
function withoutSignedTexts(record) {
	const { verification } = record.source;
	const held = SIGNED_TEXTS.filter((text) => verification?.[text] !== void 0);
	if (!verification || held.length === 0) return record;
	const { payload: _, signature: __, ...kept } = verification;
	const gaps = held.map((text) => ({
		pointer: `/source/verification/${text}`,
		reason: "not-applicable",
		needed: "a record without pseudonyms: a signed commit names its author"
	}));
	return {
		...record,
		source: {
			...record.source,
			verification: kept
		},
		gaps: [...record.gaps, ...gaps]
	};
}
function wordsReplacer(words) {
	const byWord = new Map(words.filter(([word]) => word.trim() !== ""));
	if (byWord.size === 0) return (text) => text;
	const longestFirst = [...byWord.keys()].sort((a, b) => b.length - a.length).map(escapePattern);
	const pattern = new RegExp(`(?<![\\w-])(?:${longestFirst.join("|")})(?![\\w-])`, "g");
	return (text) => text.replace(pattern, (word) => byWord.get(word)?.() ?? word);
}
function escapePattern(text) {
	return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
function mapStrings(value, path, replace) {
	if (Array.isArray(value)) return mapItems(value, path, replace);
	if (!isMembers(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, typeof member === "string" ? replace({
		path,
		key,
		value: member,
		holder: value
	}) : mapStrings(member, `${path}/${key}`, replace)]));
}
function mapItems(items, path, replace) {
	return items.map((item) => typeof item === "string" ? replace({
		path,
		key: "*",
		value: item,
		holder: {}
	}) : mapStrings(item, `${path}/*`, replace));
}
function isMembers(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/core/record-id.ts
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
const MACHINE_MADE = /^\d{4}-\d\d-\d\dT[\d:.]{8,16}Z$|^([0-9a-f]{40}|[0-9a-f]{64})$/;
function createRedactor({ known, guessed }) {
	const certain = needlesOf(known);
	const all = needlesOf([...known, ...guessed]);
	function clean(value, path, words) {
		if (typeof value === "string") {
			const needles = isFreeText(path) ? words : certain;
			return MACHINE_MADE.test(value) && !needles.includes(value) ? value : without(needles, value);
		}
		if (Array.isArray(value)) return value.map((item) => clean(item, `${path}/*`, words));
		if (!isObject$1(value)) return value;
		return Object.fromEntries(Object.entries(value).map(([key, member]) => [without(certain, key), clean(member, `${path}/${key}`, words)]));
	}
	function text(sentence) {
		return without(all, sentence);
	}
	function value(record) {
		if (typeof record === "string") return text(record);
		const facts = new Set(factsOf(record, ""));
		return clean(record, "", guessed.some((guess) => facts.has(guess)) ? needlesOf([...known, ...guessed.filter((guess) => !facts.has(guess))]) : all);
	}
	return {
		text,
		value: (record) => value(record)
	};
}
function factsOf(value, path) {
	if (typeof value === "string") return isFreeText(path) ? [] : [value];
	if (Array.isArray(value)) return value.flatMap((item) => factsOf(item, `${path}/*`));
	return isObject$1(value) ? Object.entries(value).flatMap(([key, member]) => [key, ...factsOf(member, `${path}/${key}`)]) : [];
}
function needlesOf(secrets) {
	return [...new Set(secrets.flatMap((secret) => secret ? formsOf(secret) : []))].filter((form) => form.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
}
function without(needles, text) {
	let clean = text.toWellFormed();
	for (const needle of needles) if (clean.includes(needle)) clean = clean.split(needle).join("***");
	return clean;
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
function isObject$1(value) {
	return typeof value === "object" && value !== null;
}

// src/core/secret-values.ts
const SECRET_NAME = /TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|AUTH(?!OR(?!IZ))|DSN|CONNECTION_STRING/i;
const SHORTEST = 8;
const PLAIN = /* @__PURE__ */ new Set([
	"ACTIONS_ID_TOKEN_REQUEST_URL",
	"GIT_AUTHOR_NAME",
	"GIT_AUTHOR_EMAIL",
	"GITHUB_TOKEN_PERMISSIONS"
]);
const HANDED$1 = ["ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_RUNTIME_TOKEN"];
const FACTS = [
	"GITHUB_SERVER_URL",
	"GITHUB_API_URL",
	"GITHUB_REPOSITORY",
	"GITHUB_REPOSITORY_ID",
	"GITHUB_REPOSITORY_OWNER",
	"GITHUB_REPOSITORY_OWNER_ID",
	"GITHUB_SHA",
	"GITHUB_REF",
	"GITHUB_REF_NAME",
	"GITHUB_HEAD_REF",
	"GITHUB_BASE_REF",
	"GITHUB_ACTOR",
	"GITHUB_ACTOR_ID",
	"GITHUB_TRIGGERING_ACTOR",
	"GITHUB_WORKFLOW",
	"GITHUB_WORKFLOW_REF",
	"GITHUB_WORKFLOW_SHA",
	"GITHUB_JOB",
	"GITHUB_EVENT_NAME",
	"GITHUB_RUN_ID",
	"GITHUB_RUN_NUMBER",
	"GITHUB_WORKSPACE",
	"RUNNER_NAME",
	"HOME",
	"PWD",
	"USER"
];
function soundsSecret(name) {
	return SECRET_NAME.test(name) && !PLAIN.has(name);
}
function secretValues(env, secrets) {
	const facts = FACTS.flatMap((name) => env[name] || []);
	const given = Object.entries(secrets).flatMap(([key, value]) => value && key !== "elasticsearchUsername" ? [value] : []);
	const handed = [...HANDED$1.flatMap((name) => env[name] || []), ...proxyPasswords(env)];
	const isInFact = (value) => facts.some((fact) => fact.includes(value));
	const known = /* @__PURE__ */ new Set([...given, ...handed.filter((value) => !isInFact(value))]);
	const named = Object.entries(env).flatMap(([name, value]) => value && soundsSecret(name) && !isWord(value) ? [value] : []);
	const guessed = new Set([...handed, ...named].filter((value) => !known.has(value) && !facts.includes(value)));
	return {
		known: [...known],
		guessed: [...guessed]
	};
}
function isWord(value) {
	return value.length < SHORTEST || /^[A-Za-z]{1,15}$/.test(value);
}
function proxyPasswords(env) {
	return [
		env.HTTPS_PROXY,
		env.https_proxy,
		env.HTTP_PROXY,
		env.http_proxy
	].flatMap((address) => {
		const url = address?.includes("://") ? address : `http://${address}`;
		if (!address || !URL.canParse(url)) return [];
		const { password } = new URL(url);
		return password ? [password, decoded$1(password)] : [];
	});
}
function decoded$1(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

// src/net/give-up.ts
function givenUpAt(http, limit) {
	return (request) => http({
		...request,
		signal: request.signal ? AbortSignal.any([request.signal, limit]) : limit
	});
}

// src/net/proxy.ts
async function connectThroughProxy(proxy, url, options) {
	const tunnel = await openTunnel(proxy, `${url.hostname}:${url.port || 443}`, options);
	const { connect } = process.getBuiltinModule("node:tls");
	const { isIP } = process.getBuiltinModule("node:net");
	const host = hostOf(url);
	const { timeout: _, signal: __, ...tls } = options;
	return connect({
		...tls,
		socket: tunnel,
		host,
		...isIP(host) === 0 && { servername: host }
	});
}
function openTunnel(proxy, target, { timeout, signal, ...tls }) {
	const secure = proxy.protocol === "https:";
	const { request } = process.getBuiltinModule(secure ? "node:https" : "node:http");
	return new Promise((resolve, reject) => {
		const fail = (why, cause) => reject(new DoorlogError("http-connection", `The proxy ${proxy.host} ${why}.`, { cause }));
		const connection = request({
			...proxyAddress(proxy),
			...secure && tls,
			method: "CONNECT",
			path: target,
			timeout,
			signal,
			headers: {
				host: target,
				...proxyAuthorization(proxy)
			}
		});
		connection.once("connect", (response, socket) => {
			if (response.statusCode === 200) return resolve(socket);
			socket.destroy();
			fail(`refused the connection to ${target} with status ${response.statusCode}`);
		});
		connection.once("response", (response) => {
			response.destroy();
			fail(`refused the connection to ${target} with status ${response.statusCode}`);
		});
		connection.once("timeout", () => connection.destroy());
		connection.once("error", (error) => fail("could not be reached", error));
		connection.end();
	});
}
function proxyAddress(proxy) {
	return {
		host: hostOf(proxy),
		port: proxy.port || (proxy.protocol === "https:" ? 443 : 80)
	};
}
function proxyAuthorization(proxy) {
	if (!proxy.username && !proxy.password) return {};
	const credentials = `${decoded(proxy.username)}:${decoded(proxy.password)}`;
	return { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
}
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
function hostOf(url) {
	return url.hostname.replace(/^\[|\]$/g, "");
}

// src/net/surroundings.ts
function surroundingsFrom(env) {
	const httpsProxy = env.https_proxy || env.HTTPS_PROXY;
	const httpProxy = env.http_proxy || env.HTTP_PROXY;
	const noProxy = env.no_proxy || env.NO_PROXY;
	return {
		...httpsProxy && { httpsProxy },
		...httpProxy && { httpProxy },
		...noProxy && { noProxy }
	};
}
function proxyFor(url, surroundings) {
	const text = url.protocol === "https:" ? surroundings.httpsProxy : surroundings.httpProxy;
	if (!text || isExempt(url, surroundings.noProxy)) return void 0;
	const address = text.includes("://") ? text : `http://${text}`;
	return URL.canParse(address) ? new URL(address) : void 0;
}
function isExempt(url, noProxy) {
	const host = url.hostname.replace(/^\[|\]$/g, "");
	if (host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host)) return true;
	const port = url.port || (url.protocol === "https:" ? "443" : "80");
	return (noProxy ?? "").split(/[\s,]+/).filter(Boolean).some((entry) => matches$1(entry.toLowerCase(), host.toLowerCase(), port));
}
function matches$1(entry, host, port) {
	if (entry === "*") return true;
	if (entry.replace(/^\[|\]$/g, "") === host) return true;
	const [, name = "", entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
	if (entryPort !== void 0 && entryPort !== port) return false;
	const suffix = name.replace(/^\*?\./, "").replace(/^\[|\]$/g, "");
	return host === suffix || host.endsWith(`.${suffix}`);
}

// src/net/untrusted.ts
function isUntrusted(code) {
	return /CERT|SELF_SIGNED|ISSUER|ALTNAME|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH|CRL|INVALID_(CA|PURPOSE)/.test(code);
}
function untrusted(code) {
	switch (code) {
		case "CERT_HAS_EXPIRED": return {
			why: "has expired",
			mend: "renew it, or set this machine’s clock"
		};
		case "CERT_NOT_YET_VALID": return {
			why: "is not valid yet",
			mend: "see that the clocks on both sides are right"
		};
		case "ERR_TLS_CERT_ALTNAME_INVALID": return {
			why: "is for another name",
			mend: "use a name that stands in it, or give the server one for this name"
		};
		case "CERT_REVOKED": return {
			why: "was revoked",
			mend: "give the server a new one"
		};
		default: return {
			why: "is not trusted",
			mend: "name its authority in NODE_EXTRA_CA_CERTS"
		};
	}
}

// src/net/http.ts
const DEFAULT_TIMEOUT = 1e4;
const DEFAULT_MAX_BYTES = 10485760;
const DEFAULT_RETRIES = 2;
const UNSENT = "ENOTCONN";
const DEFAULT_RETRY_STATUSES = [
	429,
	500,
	502,
	503,
	504
];
function createHttp(surroundings) {
	const transport = createTransport(surroundings);
	return async (request) => {
		const deadline = monotonic() + (request.timeout ?? DEFAULT_TIMEOUT);
		const attempts = 1 + (request.retries ?? DEFAULT_RETRIES);
		const retryStatuses = request.retryStatuses ?? DEFAULT_RETRY_STATUSES;
		for (let attempt = 1;; attempt++) {
			request.onAttempt?.(attempt);
			const left = deadline - monotonic();
			try {
				const response = await exchange(transport, request, left);
				if (!retryStatuses.includes(response.status) || attempt >= attempts) return response;
				const wait = backoff(attempt, response.headers["retry-after"]);
				if (monotonic() + wait >= deadline) return response;
				await pause(wait, request.signal);
			} catch (error) {
				const wait = backoff(attempt);
				if (!isPassing(error) || attempt >= attempts || monotonic() + wait >= deadline) throw error;
				await pause(wait, request.signal);
			}
		}
	};
}
function monotonic() {
	return process.uptime() * 1e3;
}
function createTransport(surroundings) {
	const agents = /* @__PURE__ */ new Map();
	let context;
	function trust() {
		const { createSecureContext } = process.getBuiltinModule("node:tls");
		context ??= createSecureContext(surroundings.ca && { ca: [...surroundings.ca] });
		return context;
	}
	function agentFor(secure) {
		const key = secure ? "https" : "http";
		const known = agents.get(key);
		if (known) return known;
		const agent = secure ? new (process.getBuiltinModule("node:https")).Agent({
			keepAlive: true,
			maxSockets: 16
		}) : new (process.getBuiltinModule("node:http")).Agent({
			keepAlive: true,
			maxSockets: 16
		});
		agents.set(key, agent);
		return agent;
	}
	return { async open(url, options, signal) {
		const secure = url.protocol === "https:";
		const proxy = proxyFor(url, surroundings);
		const tls = secure ? {
			rejectUnauthorized: true,
			secureContext: trust()
		} : {};
		const client = secure ? process.getBuiltinModule("node:https") : process.getBuiltinModule("node:http");
		if (proxy && !secure) return throughPlainProxy(proxy, url, options);
		if (proxy) {
			const timeout = options.timeout ?? DEFAULT_TIMEOUT;
			const socket = await connectThroughProxy(proxy, url, {
				timeout,
				signal,
				...tls
			});
			return client.request(url, {
				...options,
				createConnection: () => socket
			});
		}
		return client.request(url, {
			...options,
			...tls,
			agent: agentFor(secure)
		});
	} };
}
function throughPlainProxy(proxy, url, options) {
	const { request } = process.getBuiltinModule(proxy.protocol === "https:" ? "node:https" : "node:http");
	const headers = {
		...options.headers,
		host: url.host,
		...proxyAuthorization(proxy)
	};
	return request({
		...options,
		...proxyAddress(proxy),
		rejectUnauthorized: true,
		path: url.href,
		headers
	});
}
async function exchange(transport, request, timeout) {
	const url = parseUrl(request);
	if (timeout <= 0) throw timedOut(request, url);
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(timedOut(request, url)), timeout);
	const outer = () => abort.abort(new DoorlogError("http-timeout", `The request to ${request.service} was given up.`));
	request.signal?.addEventListener("abort", outer, { once: true });
	if (request.signal?.aborted) outer();
	const way = { isOpen: false };
	try {
		abort.signal.throwIfAborted();
		const body = typeof request.body === "string" ? Buffer.from(request.body) : request.body;
		const headers = {
			"user-agent": "doorlog",
			...request.headers,
			...body && { "content-length": String(body.byteLength) }
		};
		const client = await transport.open(url, {
			method: request.method,
			timeout,
			headers
		}, abort.signal);
		noteOpening(client, way);
		return await roundTrip(client, body, request, abort.signal);
	} catch (error) {
		const fault = abort.signal.aborted ? abort.signal.reason : asDoorlogError(error, request, url);
		throw way.isOpen ? fault : unsent(fault);
	} finally {
		clearTimeout(timer);
		request.signal?.removeEventListener("abort", outer);
	}
}
function noteOpening(client, way) {
	const open = () => {
		way.isOpen = true;
	};
	const look = (socket) => {
		if (isSecuring(socket)) socket.once("secureConnect", open);
		else if (socket.connecting) socket.once("connect", open);
		else open();
	};
	if (client.socket) look(client.socket);
	else client.once("socket", look);
}
function isSecuring(socket) {
	return "secureConnecting" in socket && socket.secureConnecting === true;
}
function unsent({ code, message, cause }) {
	const before = Object.assign(new Error("The request was not sent.", { cause }), { code: UNSENT });
	return new DoorlogError(code, message, { cause: before });
}
function roundTrip(client, body, request, signal) {
	return new Promise((resolve, reject) => {
		const stop = () => client.destroy(signal.reason);
		signal.addEventListener("abort", stop, { once: true });
		const settle = (finish) => {
			signal.removeEventListener("abort", stop);
			finish();
		};
		client.once("error", (error) => settle(() => reject(error)));
		client.once("response", (incoming) => {
			readBody(incoming, request).then((bytes) => settle(() => resolve({
				status: incoming.statusCode ?? 0,
				headers: plainHeaders(incoming),
				body: bytes
			})), (error) => {
				client.destroy();
				settle(() => reject(error));
			});
		});
		client.end(body);
	});
}
async function readBody(incoming, { maxBytes = DEFAULT_MAX_BYTES, firstBytes, service }) {
	const chunks = [];
	let size = 0;
	for await (const chunk of incoming) {
		size += chunk.length;
		if (firstBytes !== void 0 && size >= firstBytes) {
			chunks.push(chunk);
			return Buffer.concat(chunks).subarray(0, firstBytes);
		}
		if (size > maxBytes) throw new DoorlogError("http-too-large", `${service} answered with more than ${maxBytes} bytes; the reply was dropped.`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
function plainHeaders(incoming) {
	const headers = {};
	for (const [name, value] of Object.entries(incoming.headers)) if (value !== void 0) headers[name] = Array.isArray(value) ? value.join(", ") : value;
	return headers;
}
function parseUrl(request) {
	if (!URL.canParse(request.url)) throw new DoorlogError("http-connection", `The address of ${request.service} is not a URL.`);
	const url = new URL(request.url);
	if (url.protocol !== "http:" && url.protocol !== "https:") throw new DoorlogError("http-connection", `The address of ${request.service} must start with http:// or https://.`);
	return url;
}
function timedOut(request, url) {
	const seconds = (request.timeout ?? DEFAULT_TIMEOUT) / 1e3;
	return new DoorlogError("http-timeout", `${request.service} at ${url.host} did not answer within ${seconds} s.`);
}
function asDoorlogError(error, request, url) {
	if (error instanceof DoorlogError) return error;
	const code = error.code;
	const name = typeof code === "string" ? code : "no reply";
	const { why, mend } = untrusted(name);
	return isUntrusted(name) ? new DoorlogError("http-tls", `The certificate of ${request.service.replace(/^The /, "the ")} at ${url.host} ${why} (${name}); ${mend}.`, { cause: error }) : new DoorlogError("http-connection", `${request.service} at ${url.host} could not be reached (${name}).`, { cause: error });
}

// src/net/private-ca.ts
function privateAuthorities(env) {
	const file = env.NODE_EXTRA_CA_CERTS;
	if (!file) return void 0;
	return readAuthorities(file);
}
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
function authoritiesWith(pem) {
	const { rootCertificates } = process.getBuiltinModule("node:tls");
	return [...rootCertificates, ...pem === void 0 ? [] : [pem]];
}

// src/net/saved-surroundings.ts
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
function describeSurroundings(env) {
	const { httpsProxy, httpProxy, caDigest } = saveSurroundings(env);
	return {
		proxy: [.../* @__PURE__ */ new Set([httpsProxy, httpProxy])].filter(Boolean).join(" ") || "none",
		certificateAuthorities: caDigest ?? "none"
	};
}

// src/pipeline/until.ts
const UNTIL = {
	observing: 700,
	signing: 1700,
	delivering: 3e3,
	handingOver: 4200
};

// src/sinks/spool-file.ts
const word = () => string().check(regex(/^[\w.:-]{1,200}$/));
const line = () => string().check(regex(/^\P{Cc}{0,2000}$/u));
const Document = custom((value) => typeof value === "object" && value !== null && !Array.isArray(value));
const SpoolFile = object({
	spoolVersion: literal(1),
	recordId: word(),
	phase: word(),
	digest: word(),
	time: iso.datetime(),
	bundle: exactOptional(string()),
	view: exactOptional(literal("attested")),
	subjectDigest: exactOptional(word()),
	attested: exactOptional(Document),
	document: Document
});
const JournalLine = object({
	sink: line(),
	key: optional(enumeration([
		"unused",
		"tried",
		"taken",
		"spare-tried"
	])),
	delivery: optional(object({
		sink: line(),
		status: enumeration([
			"delivered",
			"already-there",
			"conflict",
			"pending",
			"failed"
		]),
		location: exactOptional(line()),
		reason: exactOptional(line())
	}))
});
function parseEntry(text, digestOf) {
	const parsed = safeParse(SpoolFile, jsonOrNothing$1(text));
	if (!parsed.success) return { fault: "It is not an entry of this spool, or it broke off." };
	const { spoolVersion: _, ...entry } = parsed.data;
	const { digest, document, bundle } = entry;
	if (safeDigest(document, digestOf) !== digest) return { fault: "Its document is not the one that its digest names." };
	if (bundle !== void 0 && jsonOrNothing$1(bundle) === void 0) return { fault: "Its bundle is not JSON." };
	return { entry };
}
function parseJournal(text) {
	const keys = /* @__PURE__ */ new Map();
	const done = /* @__PURE__ */ new Map();
	for (const line of text.split("\n")) {
		const parsed = line === "" ? void 0 : safeParse(JournalLine, jsonOrNothing$1(line)).data;
		if (parsed === void 0) continue;
		if (parsed.key !== void 0) keys.set(parsed.sink, parsed.key);
		if (parsed.delivery?.sink === parsed.sink) done.set(parsed.sink, parsed.delivery);
	}
	return {
		keys,
		done: [...done.values()]
	};
}
function safeDigest(document, digestOf) {
	try {
		return digestOf(document);
	} catch {
		return;
	}
}

// src/sinks/spool-files.ts
function writeWhole(path, text) {
	const beside = `${path}.${randomWord()}.tmp`;
	const file = openSync(beside, "wx", 384);
	try {
		writeFileSync(file, text);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	try {
		renameSync(beside, path);
	} catch (cause) {
		rmSync(beside, { force: true });
		throw cause;
	}
}
const MOST_BYTES = 67108864;
const GUARDED = (constants$1.O_NOFOLLOW ?? 0) | (constants$1.O_NONBLOCK ?? 0);
function appendText(path, text) {
	const file = openSync(path, constants$1.O_WRONLY | constants$1.O_APPEND | constants$1.O_CREAT | GUARDED, 384);
	try {
		if (!fstatSync(file).isFile()) throw fault("EINVAL");
		writeFileSync(file, text);
	} finally {
		closeSync(file);
	}
}
function readText$1(path) {
	let file;
	try {
		file = openSync(path, constants$1.O_RDONLY | GUARDED);
	} catch (cause) {
		if (systemCodeOf(cause) === "ENOENT") return void 0;
		throw cause;
	}
	try {
		const about = fstatSync(file);
		if (about.isDirectory()) throw fault("EISDIR");
		if (!about.isFile()) throw fault("EINVAL");
		if (about.size > MOST_BYTES) throw fault("EFBIG");
		return readFileSync(file, "utf8");
	} finally {
		closeSync(file);
	}
}
function fault(code) {
	return Object.assign(new Error(code), { code });
}
function namesIn(folder, ending) {
	try {
		return readdirSync$1(folder).filter((name) => name.endsWith(ending));
	} catch (cause) {
		if (systemCodeOf(cause) === "ENOENT") return [];
		throw cause;
	}
}
function oldestFirst(folder, names) {
	return names.map((name) => ({
		name,
		age: changedAt(join(folder, name))
	})).sort((a, b) => a.age - b.age || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
}
function changedAt(path) {
	return statSync$1(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
function randomWord() {
	return randomBytes(4).toString("hex");
}

// src/sinks/spool.ts
const ENTRY = ".entry.json";
const JOURNAL = ".journal.jsonl";
const LISTED = {
	files: 1e3,
	bytes: 67108864
};
function isEntryFile(name) {
	return name.endsWith(ENTRY);
}
function createSpool({ folder, digestOf }) {
	return {
		folder,
		put: (entry) => attempt("written to", () => put(entry)),
		list: () => attempt("read", list),
		count: () => attempt("read", () => namesIn(folder, ENTRY).length),
		read,
		markKey: (entry, sink, key) => attempt("written to", () => append(entry, {
			sink,
			key
		})),
		markDone: (entry, delivery) => attempt("written to", () => append(entry, {
			sink: delivery.sink,
			delivery
		}))
	};
	function put(entry) {
		mkdirSync(folder, {
			recursive: true,
			mode: 448
		});
		const name = keyOf$3(entry);
		const known = textOrNone(join(folder, name + ENTRY));
		if (known !== void 0) {
			const parsed = parseEntry(known, digestOf);
			if ("entry" in parsed && keyOf$3(parsed.entry) === name) return {
				entry,
				...journalOf(name)
			};
			renameSync(join(folder, name + ENTRY), join(folder, `${name}.${randomWord()}.broken${ENTRY}`));
		}
		writeWhole(join(folder, name + ENTRY), `${JSON.stringify({
			spoolVersion: 1,
			...entry
		})}\n`);
		return {
			entry,
			...journalOf(name)
		};
	}
	function list() {
		const found = /* @__PURE__ */ new Map();
		const broken = [];
		let left = LISTED.bytes;
		for (const name of namesIn(folder, ENTRY).sort().slice(0, LISTED.files)) {
			const item = left > 0 ? lookAt(name) : tooMuch(name);
			if (item.kind === "broken") broken.push(item.file);
			else {
				found.set(keyOf$3(item.spooled.entry), item.spooled);
				left -= item.bytes;
			}
		}
		return {
			entries: [...found.values()].sort((a, b) => momentOf(a) - momentOf(b)),
			broken
		};
	}
	async function* read(isSettled) {
		const names = await attempt("read", () => oldestFirst(folder, namesIn(folder, ENTRY)));
		for (const name of names) yield await attempt("read", () => isKnownSettled(name, isSettled) ? { kind: "settled" } : lookAt(name));
	}
	function isKnownSettled(name, isSettled) {
		try {
			const { done } = journalOf(name.slice(0, -11));
			return done.length > 0 && isSettled(done);
		} catch {
			return false;
		}
	}
	function lookAt(name) {
		const file = join(folder, name);
		const broken = (reason) => ({
			kind: "broken",
			file: {
				file,
				reason
			}
		});
		try {
			const text = readText$1(file) ?? "";
			const parsed = parseEntry(text, digestOf);
			if ("fault" in parsed) return broken(parsed.fault);
			return {
				kind: "entry",
				spooled: {
					entry: parsed.entry,
					...journalOf(keyOf$3(parsed.entry))
				},
				bytes: text.length
			};
		} catch (cause) {
			return broken(`It could not be read (${systemCodeOf(cause) ?? "unexpected fault"}).`);
		}
	}
	function tooMuch(name) {
		return {
			kind: "broken",
			file: {
				file: join(folder, name),
				reason: "It was not read, because there is more than a job leaves; “doorlog replay” reads it."
			}
		};
	}
	function journalOf(name) {
		return parseJournal(readText$1(join(folder, name + JOURNAL)) ?? "");
	}
	function append(entry, line) {
		mkdirSync(folder, {
			recursive: true,
			mode: 448
		});
		appendText(join(folder, keyOf$3(entry) + JOURNAL), `\n${JSON.stringify(line)}\n`);
	}
	async function attempt(verb, action) {
		try {
			return action();
		} catch (cause) {
			const fault = systemCodeOf(cause) ?? "unexpected fault";
			throw new DoorlogError("spool-failed", `The spool ${folder} could not be ${verb} (${fault}).`, { cause });
		}
	}
}
function textOrNone(path) {
	try {
		return readText$1(path);
	} catch {
		return "";
	}
}
function keyOf$3({ recordId, phase, digest, view }) {
	return createHash("sha256").update(JSON.stringify([
		recordId,
		phase,
		digest,
		...view ? [view] : []
	])).digest("hex").slice(0, 40);
}
function momentOf({ entry }) {
	return Date.parse(entry.time) || 0;
}

// src/version.ts
const VERSION = "0.1.0";

// src/compose.ts
function composeHook(options) {
	const { env, inputs, configuration, saved, logger, interruption } = options;
	const { variables, problems: variableProblems } = readVariables(env);
	const problems = [...inputs.problems, ...variableProblems].map(problemOf);
	const event = readEvent(variables, problems);
	const redactor = createRedactor(secretValues(env, { ...inputs.secrets }));
	const seen = withSurroundings(jobFacts(variables, event, inputs.claims), env);
	const facts = withAskedFacts(seen, configuration, env, redactor.text);
	const head = headFrom(facts, variables);
	const surroundings = restoreSurroundings(saved?.surroundings, env);
	const unhurried = createHttp(surroundings);
	const httpUntil = (milliseconds) => interruption ? givenUpAt(unhurried, interruption.after(milliseconds)) : unhurried;
	const http = httpUntil(UNTIL.observing);
	const deedHttp = httpUntil(UNTIL.delivering);
	const tell = (sentence) => logger.info(redactor.text(sentence));
	const quiet = {
		info: tell,
		warn: tell
	};
	const folder = join(variables.runnerTemp ?? tmpdir(), "doorlog", head.recordId.slice(0, 16));
	const repository = variables.repository ?? "";
	const server = variables.server ?? "https://github.com";
	const apiUrl = variables.apiUrl ?? "https://api.github.com";
	const graphqlUrl = variables.graphqlUrl ?? `${apiUrl.replace(/\/v3$/, "")}/graphql`;
	const token = inputs.secrets.token ?? "";
	const client = createGitHubClient({
		http,
		apiUrl,
		graphqlUrl,
		token
	});
	const uploader = createGitHubClient({
		http: deedHttp,
		apiUrl,
		graphqlUrl,
		token
	});
	const signing = httpUntil(UNTIL.signing);
	const offered = identityFrom(variables, configuration, signing);
	if (offered && saved?.idTokenOffered === false) problems.push(problemOf(plantedOffer()));
	const identity = saved?.idTokenOffered === false ? void 0 : offered;
	const instance = instanceFor(configuration, server, void 0);
	if (instance instanceof DoorlogError && inputs.problems.length === 0) problems.push(problemOf(instance));
	return {
		head,
		problems,
		folder,
		http,
		deedHttp,
		query: {
			facts,
			action: {
				...variables.actionRepository && { actionRepository: variables.actionRepository },
				...variables.actionId && { actionId: variables.actionId }
			},
			environment: configuration.environment,
			organization: { demanded: configuration.organizationPolicy }
		},
		ports: {
			clock: { now: () => /* @__PURE__ */ new Date() },
			logger: quiet,
			observers: {
				clock: { now: () => /* @__PURE__ */ new Date() },
				repository: createRepositoryReader(client, repository),
				access: createAccessReader(client, repository),
				claims: () => claimsOf(identity),
				tokenPermissions: () => tokenPermissions(facts, variables),
				workspace: () => workspace(env, facts),
				organizationPolicy: { async read(file, mayAskAgain) {
					const { createPinnedFileReader } = await import("./organization-policy.js");
					const allowed = inputs.secrets.organizationPolicyToken ?? token;
					return createPinnedFileReader({
						http,
						apiUrl,
						token: allowed
					}).read(file, mayAskAgain);
				} },
				checkExpressions,
				requestsLeft: () => client.rateLimit()
			},
			sinks: () => createSinks(configuration, {
				http: deedHttp,
				clock: { now: () => /* @__PURE__ */ new Date() },
				secrets: inputs.secrets,
				folder: variables.workspace ?? ".",
				...identity && { identityToken: (audience) => identityToken(variables, audience, signing) },
				...surroundings.ca && { ca: surroundings.ca }
			}, {
				facts,
				hasIdentity: identity !== void 0
			}, quiet),
			...configuration.alerts && { alerts: alertsFrom(configuration.alerts, {
				surroundings: {
					http: deedHttp,
					clock: { now: () => /* @__PURE__ */ new Date() },
					secrets: inputs.secrets
				},
				issues: {
					client: {
						http: deedHttp,
						apiUrl,
						graphqlUrl,
						token: options.issuesToken ?? token
					},
					repository
				},
				artifacts: variables.runtimeToken && variables.resultsUrl ? {
					token: variables.runtimeToken,
					resultsUrl: variables.resultsUrl,
					http: deedHttp
				} : void 0,
				job: {
					facts,
					hasIdentity: identity !== void 0
				},
				logger: quiet
			}) },
			spool: createSpool({
				folder: join(folder, "spool"),
				digestOf
			}),
			handover: () => handoverTo(configuration.handoverKey),
			...interruption && { interruption },
			salt: () => randomBytes(32).toString("hex"),
			redact: (value) => redactor.value(value),
			custom: evaluateCustomRules,
			pseudonyms: pseudonymizer(inputs.secrets.pseudonymKey, () => randomBytes(32).toString("hex")),
			made: async () => {
				const { observeArtifacts } = await import("./artifacts.js");
				const { artifactsList: list, workspace } = variables;
				const signal = interruption?.after(UNTIL.observing);
				return observeArtifacts({
					list,
					workspace,
					subjects: configuration.subjects,
					signal
				});
			},
			attestations: createAttestationStore(uploader, server, repository),
			artifacts: variables.runtimeToken && variables.resultsUrl ? artifactStore(variables.runtimeToken, variables.resultsUrl, httpUntil(UNTIL.handingOver)) : void 0,
			signer: ({ visibility, environment }) => chooseSigner({
				configuration,
				identity,
				http: signing,
				server,
				visibility,
				environment
			}),
			keep: async (files) => keepFiles(outputFolder(configuration, env, folder), files)
		}
	};
}
const LONGEST_EVENT$1 = 33554432;
function plantedOffer() {
	return new DoorlogError("environment-invalid", "An identity token is offered that was not offered when the job began, so it is not believed; find the step that sets ACTIONS_ID_TOKEN_REQUEST_URL.");
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
	let opened;
	try {
		opened = openSync(file, constants$1.O_RDONLY | (constants$1.O_NONBLOCK ?? 0));
		const about = fstatSync(opened);
		if (!about.isFile() || about.size > LONGEST_EVENT$1) throw new Error("It is no ordinary file, or too long.");
		return readFileSync(opened, "utf8");
	} catch (error) {
		throw new DoorlogError("event-invalid", `The event file ${file} could not be read; let no step remove it.`, { cause: error });
	} finally {
		if (opened !== void 0) closeSync(opened);
	}
}
function withSurroundings(facts, env) {
	return withMachine({
		...facts,
		runner: {
			...facts.runner,
			...describeSurroundings(env)
		}
	}, { env });
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
			version: VERSION,
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
async function workspace(env, { pipeline, sha }) {
	const { observeWorkspace } = await import("./workspace.js");
	return observeWorkspace(env.GITHUB_WORKSPACE, [pipeline.sha, sha]);
}
async function tokenPermissions({ pipeline }, variables) {
	const { readWorkerLogPermissions } = await Promise.resolve(worker_log_exports);
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
function alertsFrom(text, options) {
	return async () => (await import("./alerts.js")).createAlerts(text, options);
}
function artifactStore(token, resultsUrl, http) {
	return { async upload(name, files, signal) {
		const { createArtifactStore } = await import("./artifact-store.js");
		await createArtifactStore({
			token,
			resultsUrl,
			http
		}).upload(name, files, signal);
	} };
}

// src/core/patterns.ts
function patternOf(pattern) {
	const star = pattern.indexOf("*");
	if (star < 0) return (text) => text === pattern;
	const beginning = pattern.slice(0, star);
	let tokens;
	return (text) => {
		if (!text.startsWith(beginning)) return false;
		tokens ??= tokensOf(pattern);
		return matches(tokens, text);
	};
}
function anyPattern(patterns, { ignoreCase = false } = {}) {
	const all = patterns.map((pattern) => patternOf(ignoreCase ? pattern.toLowerCase() : pattern));
	return (text) => {
		const compared = ignoreCase ? text.toLowerCase() : text;
		return all.some((isMatch) => isMatch(compared));
	};
}
function tokensOf(pattern) {
	return [...pattern.matchAll(/\*+|[^*]/gsu)].map(([part]) => part.startsWith("*") ? { star: part.length > 1 ? "any" : "name" } : { char: part });
}
function matches(tokens, text) {
	let places = new Uint8Array(tokens.length + 1);
	let next = new Uint8Array(tokens.length + 1);
	enter(places, 0, tokens);
	for (const char of text) {
		let isAlive = false;
		next.fill(0);
		for (let place = 0; place < tokens.length; place++) {
			const token = tokens[place];
			if (places[place] === 0 || token === void 0) continue;
			const isStar = "star" in token;
			if (isStar ? token.star === "name" && char === "/" : token.char !== char) continue;
			enter(next, isStar ? place : place + 1, tokens);
			isAlive = true;
		}
		if (!isAlive) return false;
		[places, next] = [next, places];
	}
	return places[tokens.length] === 1;
}
function enter(places, place, tokens) {
	let at = place;
	while (places[at] === 0) {
		places[at] = 1;
		const token = tokens[at];
		if (token === void 0 || "char" in token) return;
		at++;
	}
}

// src/core/outsider.ts
const INSIDE = /* @__PURE__ */ new Set([
	"OWNER",
	"MEMBER",
	"COLLABORATOR"
]);
const OPEN_TO_ALL = /* @__PURE__ */ new Set([
	"issue_comment",
	"discussion_comment",
	"commit_comment",
	"issues",
	"discussion",
	"watch",
	"fork",
	"gollum"
]);
function isOutsiders({ pipeline, people }) {
	const { event, pullRequest, workflowRun, comment } = pipeline;
	if (event === void 0) return pipeline.provider === "local" ? false : void 0;
	if (event.startsWith("pull_request")) return pullRequest?.fromFork;
	if (event === "workflow_run") return isFollowersOutsiders(workflowRun);
	if (!OPEN_TO_ALL.has(event)) return false;
	const association = comment?.association ?? people.initiator?.association;
	return association === void 0 ? void 0 : !INSIDE.has(association.toUpperCase());
}
function isFollowersOutsiders(run) {
	return run?.fromFork === false && OPEN_TO_ALL.has(run.event ?? "") ? void 0 : run?.fromFork;
}
function outsiderFact({ pipeline }) {
	const { event, comment, workflowRun } = pipeline;
	if (event === void 0) return "/pipeline/event";
	if (event.startsWith("pull_request")) return "/pipeline/pullRequest/fromFork";
	if (event === "workflow_run") return workflowRun?.fromFork === false && isOutsiders({
		pipeline,
		people: {}
	}) === void 0 ? "/people/initiator/association" : "/pipeline/workflowRun/fromFork";
	return comment ? "/pipeline/comment/association" : "/people/initiator/association";
}
const RESTRICTED = /* @__PURE__ */ new Set([
	"pull_request",
	"pull_request_review",
	"pull_request_review_comment"
]);
function isRestricted({ pipeline }) {
	return RESTRICTED.has(pipeline.event ?? "") && pipeline.pullRequest?.fromFork === true;
}
function isDeprived(record) {
	return isRestricted(record) && record.pipeline.visibility === "public";
}

// src/core/severity-weight.ts
const PRODUCTION_ENVIRONMENTS = ["**prod**"];
function weightsOf(record, isProduction) {
	const { environment } = record.pipeline;
	const outsider = isOutsiders(record) === true;
	const refersToSecrets = (record.access.secrets ?? []).some((name) => name.toUpperCase() !== "GITHUB_TOKEN");
	return [
		...environment !== void 0 && isProduction(environment) ? ["environment"] : [],
		...outsider ? ["outsider"] : [],
		...refersToSecrets && !isDeprived(record) ? ["secrets"] : []
	];
}
function raised(severity) {
	return SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? severity;
}
function isAtLeast(severity, least) {
	return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

// src/core/rules/refusal.ts
function refusedFor({ policy }) {
	if (policy?.mode !== "enforce" || policy.onViolation !== "fail") return NONE$5;
	const from = policy.failFrom ?? "low";
	return policy.results.filter(({ result, severity }) => result === "fail" && isAtLeast(severity, from));
}
const NONE$5 = [];

// src/core/collector/told-jobs.ts
function toldJobs() {
	const jobs = /* @__PURE__ */ new Map();
	return { add(item) {
		const { phase, recordId } = item.record;
		if (phase !== "end" && phase !== "collector") return {
			counted: [item],
			instead: []
		};
		const job = jobs.get(recordId) ?? {
			ends: [],
			seen: void 0,
			counted: []
		};
		jobs.set(recordId, job);
		if (phase === "end") job.ends.push(item);
		else if (job.seen === void 0 || job.seen.at <= item.at) job.seen = item;
		const instead = job.counted;
		const { ends, seen } = job;
		job.counted = !seen ? [...ends] : ends.length === 0 ? [seen] : ends.map((end) => merged(end, seen));
		return {
			counted: job.counted.filter((each) => !instead.includes(each)),
			instead: instead.filter((each) => !job.counted.includes(each))
		};
	} };
}
function merged(end, seen) {
	return {
		at: end.at,
		record: toldJob(end.record, seen.record)
	};
}
function toldJob(end, seen) {
	const policy = refusedFor(end).length > 0 ? end.policy : seen.policy ?? end.policy;
	return {
		...end,
		pipeline: {
			...end.pipeline,
			...seen.pipeline
		},
		runner: {
			...end.runner,
			...seen.runner
		},
		people: {
			...end.people,
			...seen.people
		},
		source: {
			...end.source,
			...seen.source
		},
		access: {
			...end.access,
			...seen.access
		},
		...seen.approvals && { approvals: seen.approvals },
		...seen.actions && { actions: seen.actions },
		...seen.outcome && { outcome: seen.outcome },
		...policy && { policy }
	};
}

// src/core/role-change.ts
function changedRoles({ people }, find) {
	return [people.initiator, people.rerunner].flatMap((person) => {
		if (person?.id === void 0 || person.permission === void 0) return [];
		const { id, permission } = person;
		const before = find(id, (record) => permissionIn(record, id) !== void 0);
		return before && permissionIn(before, id) !== permission ? [id] : [];
	});
}
function permissionIn({ people }, id) {
	const { initiator, rerunner } = people;
	return (initiator?.id === id ? initiator.permission : void 0) ?? (rerunner?.id === id ? rerunner.permission : void 0);
}

// src/core/history.ts
function timeOf({ observedAt }) {
	const text = observedAt.end ?? observedAt.collector ?? observedAt.checkpoints?.at(-1) ?? observedAt.start ?? "";
	if (text !== lastTime.text) lastTime = {
		text,
		at: Date.parse(text)
	};
	return lastTime.at;
}
let lastTime = {
	text: "",
	at: NaN
};
function createHistory(records = []) {
	const index = /* @__PURE__ */ new Map();
	const starts = openStarts();
	const told = toldJobs();
	let begins;
	const find = (trait, value) => index.get(trait)?.get(value) ?? [];
	const enter = (trait, value, item) => {
		if (value === void 0) return;
		const ofTrait = index.get(trait) ?? /* @__PURE__ */ new Map();
		index.set(trait, ofTrait);
		const list = ofTrait.get(value);
		if (!list) ofTrait.set(value, [item]);
		else insert(list, item);
	};
	const leave = (trait, value, item) => {
		const list = value === void 0 ? void 0 : index.get(trait)?.get(value);
		const place = list?.indexOf(item, firstFrom(list, item.at)) ?? -1;
		if (place >= 0) list?.splice(place, 1);
		if (list?.length === 0 && value !== void 0) index.get(trait)?.delete(value);
	};
	const history = {
		get begins() {
			return begins;
		},
		add(record) {
			const item = {
				at: timeOf(record),
				record
			};
			if (Number.isNaN(item.at) || record.simulation === true) return;
			const branch = auditedBranch(record);
			if (branch !== void 0) {
				const before = history.latest("audit-change", branch, item.at);
				if (!before || auditStateOf(before.record) !== auditStateOf(record)) enter("audit-change", branch, item);
			}
			if (roleChangesIn(record, history).length > 0) enter("role-change", repositoryKey(record), item);
			begins = begins === void 0 ? item.at : Math.min(begins, item.at);
			enter("record", record.recordId, item);
			const { counted, instead } = told.add(item);
			for (const each of instead) eachTrait(each.record, (trait, value) => leave(trait, value, each));
			for (const each of counted) eachTrait(each.record, (trait, value) => enter(trait, value, each));
			starts.add(item);
		},
		between(trait, value, from, until) {
			const list = find(trait, value);
			return list.slice(firstFrom(list, from), firstFrom(list, until));
		},
		first: (trait, value) => find(trait, value)[0],
		latest(trait, value, before) {
			const list = find(trait, value);
			return list[firstFrom(list, before) - 1];
		},
		newest(trait, value, { from = Number.NEGATIVE_INFINITY, until, most = Number.POSITIVE_INFINITY }, holds) {
			const list = find(trait, value);
			const last = firstFrom(list, until) - 1;
			for (let place = last; place >= 0 && last - place < most; place--) {
				const item = list[place];
				if (item === void 0 || item.at < from) return void 0;
				if (holds(item.record)) return item;
			}
		},
		values: (trait) => index.get(trait)?.keys() ?? [],
		startsWithoutEnd: starts.find
	};
	for (const record of [...records].sort((a, b) => timeOf(a) - timeOf(b))) history.add(record);
	return history;
}
function auditedBranch(record) {
	const job = record.enforcement === void 0 ? void 0 : jobOf(record);
	return job === void 0 ? void 0 : `${job} ${record.pipeline.ref}`;
}
function auditStateOf({ enforcement, policy }) {
	const { continueOnError, position, unguardedSteps } = enforcement ?? {};
	return `${continueOnError} ${position === 0} ${unguardedSteps?.length === 0} ${policy?.mode} ${policy?.onViolation}`;
}
const MOST_WITHOUT_PERMISSION = 20;
function roleChangesIn(record, history) {
	const span = {
		until: timeOf(record),
		most: MOST_WITHOUT_PERMISSION
	};
	return changedRoles(record, (person, holds) => history.newest("person", person, span, holds)?.record);
}
function openStarts() {
	const open = /* @__PURE__ */ new Map();
	const known = /* @__PURE__ */ new Map();
	const ended = /* @__PURE__ */ new Set();
	const close = (recordId) => {
		const item = known.get(recordId);
		const list = item && open.get(workflowOf(item.record) ?? "");
		if (!item || !list) return;
		known.delete(recordId);
		list.splice(list.indexOf(item, firstFrom(list, item.at)), 1);
	};
	return {
		add(item) {
			const { phase, recordId } = item.record;
			if (phase === "end") {
				ended.add(recordId);
				close(recordId);
			} else if (phase === "start" && !ended.has(recordId)) {
				close(recordId);
				known.set(recordId, item);
				const workflow = workflowOf(item.record) ?? "";
				const list = open.get(workflow) ?? [];
				open.set(workflow, list);
				insert(list, item);
			}
		},
		find(workflow, { from = Number.NEGATIVE_INFINITY, until, most }) {
			const list = open.get(workflow) ?? [];
			const first = firstFrom(list, from);
			const last = firstFrom(list, until);
			return list.slice(first, most === void 0 ? last : Math.min(last, first + most));
		}
	};
}
function repositoryKey({ pipeline }) {
	return pipeline.repositoryId ?? pipeline.repository;
}
function workflowOf({ pipeline }) {
	return /^[^/]+\/[^/]+\/([^@]+)@/.exec(pipeline.workflowRef ?? "")?.[1];
}
function jobOf(record) {
	const workflow = workflowOf(record);
	return workflow === void 0 || record.pipeline.job === void 0 ? void 0 : `${workflow}#${record.pipeline.job}`;
}
function eachTrait(record, enter) {
	const { pipeline, people, approvals = [], actions = [], runner, access } = record;
	const repository = repositoryKey(record);
	const workflow = workflowOf(record);
	enter("repository", repository);
	enter("workflow", workflow);
	enter("job", jobOf(record));
	if (pipeline.runNumber !== void 0) enter("run", `${workflow} ${pipeline.runNumber}`);
	if (pipeline.ref?.startsWith("refs/tags/")) enter("tag", pipeline.ref);
	enter("runner", runner.name);
	enter("environment", pipeline.environment?.toLowerCase());
	if (isOutsiders(record)) enter("outsider", repository);
	const initiator = people.initiator?.id;
	enter("person", initiator);
	if (people.rerunner?.id !== initiator) enter("person", people.rerunner?.id);
	for (const id of new Set(approvals.map(({ user }) => user.id))) enter("approver", id);
	for (const uses of new Set(actions.map((action) => action.uses))) enter("action", uses);
	for (const name of new Set(access.secrets)) enter("secret", name);
}
function insert(list, item) {
	if ((list.at(-1)?.at ?? item.at) <= item.at) list.push(item);
	else list.splice(firstFrom(list, item.at + 1), 0, item);
}
function firstFrom(list, time) {
	let low = 0;
	let high = list.length;
	while (low < high) {
		const middle = low + high >>> 1;
		if ((list[middle]?.at ?? 0) < time) low = middle + 1;
		else high = middle;
	}
	return low;
}

// src/core/when.ts
const known = /* @__PURE__ */ new WeakMap();
function isMet(when, record) {
	let condition = known.get(when);
	if (condition === void 0) {
		condition = conditionOf(when);
		known.set(when, condition);
	}
	return condition(record);
}
function allOf(answers) {
	if (answers.includes(false)) return false;
	return answers.includes(void 0) ? void 0 : true;
}
function conditionOf({ environments, branches, events, workflows, jobs, outsider }) {
	const given = [
		environments && named("/pipeline/environment", ({ pipeline }) => pipeline.environment, anyPattern(environments, { ignoreCase: true })),
		branches && named("/pipeline/ref", ({ pipeline }) => shortRef(pipeline.ref), anyPattern(branches)),
		events && named("/pipeline/event", ({ pipeline }) => pipeline.event, anyPattern(events)),
		workflows && named("/pipeline/workflowRef", workflowOf, anyPattern(workflows)),
		jobs && named("/pipeline/job", ({ pipeline }) => pipeline.job, anyPattern(jobs)),
		outsider === void 0 ? void 0 : (record) => same(isOutsiders(record), outsider)
	].filter((part) => part !== void 0);
	return (record) => allOf(given.map((part) => part(record)));
}
function named(pointer, read, isMatch) {
	return (record) => {
		const value = read(record);
		if (value !== void 0) return isMatch(value);
		return gapFor(record.gaps, pointer)?.reason === "not-applicable" ? false : void 0;
	};
}
function same(value, wanted) {
	return value === void 0 ? void 0 : value === wanted;
}
function shortRef(ref) {
	return ref?.replace(/^refs\/(?:heads\/|tags\/)?/, "");
}

// src/core/waivers.ts
const DAY$5 = 864e5;
const END_OF_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
function endOf$1({ expires }) {
	return Math.min(END_OF_TIME, Date.parse(expires) + (expires.includes("T") ? 0 : DAY$5));
}
function waiverBook(waivers) {
	const byRule = /* @__PURE__ */ new Map();
	for (const entry of waivers) {
		const key = keyOf$2(entry.waiver.rule, entry.layer);
		const list = byRule.get(key) ?? [];
		list.push(prepared$1(entry));
		byRule.set(key, list);
	}
	return {
		covers(record, rule, layer, subject) {
			return (byRule.get(keyOf$2(rule, layer)) ?? []).some((waiver) => covers(waiver, record, subject));
		},
		outcomes(record, results) {
			if (byRule.size === 0) return [];
			return [...byRule].flatMap(([key, list]) => {
				const own = results.filter(({ rule, layer = "repository" }) => keyOf$2(rule, layer) === key);
				return list.flatMap((waiver) => {
					const state = stateOf(waiver, record, own);
					return state === void 0 ? [] : [told(waiver, state)];
				});
			});
		}
	};
}
function keyOf$2(rule, layer) {
	return `${layer} ${rule}`;
}
function prepared$1({ waiver, layer, line }) {
	const { people, subjects } = waiver.scope ?? {};
	return {
		waiver,
		layer,
		...line !== void 0 && { line },
		end: endOf$1(waiver),
		isPerson: people && among(people),
		isSubject: subjects && anyPattern(subjects)
	};
}
function covers(waiver, record, subject) {
	return latestOf(record) < waiver.end && isInScope(waiver, record) === true && (waiver.isSubject?.(subject ?? "") ?? true);
}
function latestOf({ observedAt }) {
	const { start, checkpoints = [], end } = observedAt;
	const moments = [
		start,
		...checkpoints,
		end
	].flatMap((moment) => moment === void 0 ? [] : Date.parse(moment));
	return moments.length === 0 ? NaN : Math.max(...moments);
}
function isInScope({ waiver, isPerson }, record) {
	const { people: _, subjects: __, ...when } = waiver.scope ?? {};
	const meets = Object.keys(when).length === 0 ? true : isMet(waiver.scope ?? {}, record);
	return isPerson ? allOf([meets, areAllAmong(isPerson, record)]) : meets;
}
const ID$4 = /^\d+$/;
function among(people) {
	const ids = new Set(people.filter((each) => ID$4.test(each)));
	const isLogin = anyPattern(people.filter((each) => !ids.has(each)), { ignoreCase: true });
	return ({ id, login }) => {
		if (isLogin(login)) return true;
		return id === void 0 && ids.size > 0 ? void 0 : id !== void 0 && ids.has(id);
	};
}
function areAllAmong(isPerson, record) {
	const { initiator, rerunner } = record.people;
	const isFirst = rerunner === void 0 && gapFor(record.gaps, "/people/rerunner")?.reason === "not-applicable";
	return allOf([initiator, ...isFirst ? [] : [rerunner]].map((person) => person && isPerson(person)));
}
function stateOf(waiver, record, results) {
	const judged = results.filter(({ result }) => result !== "not-applicable");
	if (judged.length === 0) return void 0;
	const inScope = isInScope(waiver, record);
	if (latestOf(record) >= waiver.end) return inScope === false ? void 0 : "expired";
	if (inScope !== true) return void 0;
	if (judged.some(({ result, subject }) => result === "waived" && covers(waiver, record, subject))) return "applied";
	return judged.some(({ result }) => result === "unknown") ? void 0 : "unused";
}
function told({ waiver, layer, line, end }, state) {
	const { rule, owner, approver, reason } = waiver;
	return {
		rule,
		layer,
		state,
		owner,
		approver,
		reason,
		expires: new Date(end).toISOString(),
		...line !== void 0 && { line }
	};
}

// src/core/decide.ts
const prepared = /* @__PURE__ */ new WeakMap();
function preparedFor(policy) {
	const known = prepared.get(policy);
	if (known) return known;
	const custom = policy.custom ?? [];
	const ids = [...policy.rules.map(({ rule }) => rule.id), ...custom.map(({ definition }) => definition.id)];
	const weights = weightsBy(policy);
	const named = policy.organization !== void 0 || [...policy.rules, ...custom].some(isDemanded);
	const fresh = {
		entries: [...policy.rules.map((rule) => ofCatalogue(rule, weights, named)), ...custom.map((rule) => ofCustom(rule, weights, named))],
		book: waiverBook(policy.waivers ?? []),
		hasTwins: new Set(ids).size < ids.length
	};
	prepared.set(policy, fresh);
	return fresh;
}
function isDemanded({ layer }) {
	return layer === "organization";
}
function weightsBy({ organizationEnvironments, productionEnvironments }) {
	const ofPatterns = (patterns = PRODUCTION_ENVIRONMENTS) => anyPattern(patterns, { ignoreCase: true });
	const isProduction = {
		organization: ofPatterns(organizationEnvironments),
		repository: ofPatterns(productionEnvironments)
	};
	return (layer, severity, isFixed) => isFixed || severity === "critical" ? () => [] : (record) => weightsOf(record, isProduction[layer]);
}
function ofCatalogue(inForce, weights, named) {
	const { rule, severity, isSeverityFixed = false, params, when, layer = "repository" } = inForce;
	return {
		common: {
			rule: rule.id,
			severity,
			...named && { layer }
		},
		layer,
		when,
		mend: rule.mend,
		weights: weights(layer, severity, isSeverityFixed),
		judge(record, { history, roster, auditLog }) {
			try {
				return rule.judge(record, {
					params,
					history,
					roster,
					auditLog
				});
			} catch (error) {
				throw new DoorlogError("internal", `The rule ${rule.id} broke down.`, { cause: error });
			}
		}
	};
}
function ofCustom(inForce, weights, named) {
	const { definition, layer } = inForce;
	const { id, severity = "medium", when, mend } = definition;
	return {
		common: {
			rule: id,
			severity,
			...named && { layer }
		},
		layer,
		when,
		mend,
		weights: weights(layer, severity, definition.severity !== void 0),
		judge: (_, { custom }) => custom?.get(inForce) ?? unseen("not-certain", "The rule was not evaluated here.", [])
	};
}
function decided(record, entry, book, known) {
	const { common, when } = entry;
	const isFor = when === void 0 || isMet(when, record);
	if (isFor === false) return {
		...common,
		result: "not-applicable",
		message: "The job does not meet the rule’s condition.",
		evidence: []
	};
	const judgement = underCondition(entry.judge(record, known), isFor);
	const { message } = judgement;
	const evidence = [...judgement.evidence];
	switch (judgement.result) {
		case "pass": return {
			...common,
			result: "pass",
			message,
			evidence
		};
		case "unknown": {
			const excused = isExcused(judgement, record) && { excused: true };
			return {
				...common,
				result: "unknown",
				reason: judgement.reason,
				...excused,
				message,
				evidence
			};
		}
		case "fail": return {
			...finding(record, entry, book, judgement),
			message,
			evidence
		};
	}
}
function finding(record, entry, book, { subject, locations }) {
	const { common, layer, mend } = entry;
	const weights = entry.weights(record);
	return {
		...common,
		result: book.covers(record, common.rule, layer, subject) ? "waived" : "fail",
		...weights.length > 0 && {
			severity: raised(common.severity),
			raisedBy: [...weights]
		},
		...mend !== void 0 && { mend },
		...subject !== void 0 && { subject },
		fingerprint: fingerprintOf(common.rule, record, subject),
		...locations && { locations: [...locations] }
	};
}
function underCondition(judgement, isFor) {
	if (isFor || judgement.result !== "fail") return judgement;
	return unseen("condition", "Whether the rule is for this job could not be seen.", judgement.evidence);
}
function isExcused({ reason }, { recorder }) {
	if (reason === "no-history" || reason === "learning" || reason === "not-yet") return true;
	return (reason === "no-roster" || reason === "no-audit-log") && recorder.kind !== "gate";
}

// src/core/strictness.ts
const RANK$2 = {
	ignore: 0,
	warn: 1,
	fail: 2
};
function stricter(a, b) {
	if (a === void 0 || b === void 0) return a ?? b;
	return RANK$2[b] > RANK$2[a] ? b : a;
}

// src/core/judge.ts
const SEEN_IN_A_JOB = [
	"event",
	"commit",
	"pull-requests",
	"people",
	"token",
	"cloud",
	"environment",
	"approvals",
	"ref-protection",
	"workflow-file",
	"actions",
	"runner",
	"resources",
	"drift",
	"time"
];
function evidenceFor({ rules, custom = [] }) {
	return /* @__PURE__ */ new Set([...rules.flatMap(({ rule }) => rule.evidence), ...custom.length > 0 ? SEEN_IN_A_JOB : []]);
}
function combineStrictness(inputs, policy) {
	if (policy.origin.origin === "built-in" && policy.organization === void 0) return {
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
function judge(record, policy, strictness, known = {}) {
	const { book, entries, hasTwins } = preparedFor(policy);
	const results = entries.map((entry) => decided(record, entry, book, known));
	const waivers = book.outcomes(record, results);
	const kept = hasTwins ? withoutEchoes(results) : results;
	return {
		policy: policy.origin,
		...policy.organization && { organizationPolicy: policy.organization },
		...policy.extended && { extendedPolicy: policy.extended },
		...strictness,
		...policy.failFrom && { failFrom: policy.failFrom },
		verdict: overall(kept),
		results: kept,
		...waivers.length > 0 && { waivers }
	};
}
function isRefused({ mode, onViolation, onUnknown, failFrom = "low", results }) {
	if (mode === "audit") return false;
	const violates = ({ result, severity }) => result === "fail" && isAtLeast(severity, failFrom);
	return onViolation === "fail" && results.some(violates) || onUnknown === "fail" && results.some(isCounted);
}
function isCounted({ result, excused }) {
	return result === "unknown" && excused !== true;
}
function overall(results) {
	if (results.some(({ result }) => result === "fail")) return "fail";
	return results.some(isCounted) ? "unknown" : "pass";
}
function withoutEchoes(results) {
	const worst = /* @__PURE__ */ new Map();
	for (const result of results) {
		const { severity: _, raisedBy: __, ...said } = result;
		const words = JSON.stringify(said);
		const other = worst.get(words);
		if (!other || outweighs(result, other)) worst.set(words, result);
	}
	const left = new Set(worst.values());
	const wordsOf = ({ layer: _, ...said }) => JSON.stringify(said);
	const demanded = new Set([...left].filter(({ layer }) => layer === "organization").map(wordsOf));
	return results.filter((result) => left.has(result) && !(result.layer === "repository" && demanded.has(wordsOf(result))));
}
function outweighs(one, other) {
	if (one.severity !== other.severity) return isAtLeast(one.severity, other.severity);
	return JSON.stringify(one) > JSON.stringify(other);
}

// src/core/optional-facts.ts
const OPTIONAL_FACTS = [
	{
		at: "recorder/action",
		needs: "a job of a pipeline that has this"
	},
	{
		at: "recorder/actionRef",
		needs: "a job of a pipeline that has this"
	},
	{
		at: "recorder/server",
		needs: "a job of a pipeline that has this"
	},
	{
		at: "recorder/repository",
		needs: "a job of a pipeline that has this"
	},
	{
		at: "recorder/repositoryId",
		needs: "a job of a pipeline that has this"
	},
	{
		at: "recorder/workflowRef",
		needs: "a job of a pipeline that has this"
	},
	{
		at: "recorder/runId",
		needs: "a job of a pipeline that has this"
	},
	{
		at: "recorder/runAttempt",
		needs: "a job of a pipeline that has this"
	},
	{
		at: "recorder/environment",
		needs: "a gate in an environment of its own",
		when: true
	},
	{
		at: "observedAt/start",
		needs: "the state that the start left, unaltered",
		phases: "start end"
	},
	{
		at: "observedAt/checkpoints",
		needs: "a checkpoint step",
		phases: "checkpoint end",
		when: true
	},
	{
		at: "observedAt/end",
		needs: "the end of the job",
		phases: "end"
	},
	{
		at: "observedAt/collector",
		needs: "the collector",
		phases: "collector"
	},
	{
		at: "pipeline/server",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/repository",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/repositoryId",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/repositoryOwner",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/repositoryOwnerId",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/visibility",
		needs: "permissions: contents: read"
	},
	{
		at: "pipeline/defaultBranch",
		needs: "permissions: contents: read",
		provider: "github-actions"
	},
	{
		at: "pipeline/workflow",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/workflowRef",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/workflowSha",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/jobWorkflowRef",
		needs: "a runner that names it, or id-token: write"
	},
	{
		at: "pipeline/jobWorkflowSha",
		needs: "a runner that names it, or id-token: write"
	},
	{
		at: "pipeline/calledWorkflows",
		needs: "a called workflow",
		provider: "github-actions",
		when: "a job in a called workflow"
	},
	{
		at: "pipeline/calledWorkflows/*/sha",
		group: 2,
		needs: "permissions: actions: read"
	},
	{
		at: "pipeline/runId",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/runNumber",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/runAttempt",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/runUrl",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/job",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/checkRunId",
		needs: "a runner that names it, or id-token: write"
	},
	{
		at: "pipeline/matrix",
		needs: "a job with a matrix",
		provider: "github-actions",
		when: true
	},
	{
		at: "pipeline/event",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/eventAction",
		needs: "an event with activity types",
		provider: "github-actions",
		when: true
	},
	{
		at: "pipeline/before",
		needs: "a push to a ref that was there",
		provider: "github-actions",
		events: "push",
		when: true
	},
	{
		at: "pipeline/ref",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/refProtected",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/sha",
		needs: "a runner that names it"
	},
	{
		at: "pipeline/pullRequest",
		needs: "a readable event file",
		provider: "github-actions",
		events: "pull_request pull_request_target pull_request_review pull_request_review_comment"
	},
	{
		at: "pipeline/pullRequest/headRef",
		needs: "a readable event file"
	},
	{
		at: "pipeline/pullRequest/headRepository",
		needs: "a readable event file"
	},
	{
		at: "pipeline/pullRequest/headRepositoryId",
		needs: "a readable event file"
	},
	{
		at: "pipeline/pullRequest/fromFork",
		needs: "a readable event file"
	},
	{
		at: "pipeline/pullRequest/baseRef",
		needs: "a readable event file"
	},
	{
		at: "pipeline/pullRequest/author",
		needs: "a readable event file"
	},
	{
		at: "pipeline/pullRequest/author/id",
		needs: "a readable event file"
	},
	{
		at: "pipeline/pullRequest/author/type",
		needs: "a readable event file"
	},
	{
		at: "pipeline/pullRequest/association",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun",
		needs: "a readable event file",
		provider: "github-actions",
		events: "workflow_run"
	},
	{
		at: "pipeline/workflowRun/event",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/conclusion",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/workflow",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/headSha",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/headBranch",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/headRepository",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/headRepositoryId",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/fromFork",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/actor",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/actor/id",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/actor/type",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/triggeringActor",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/triggeringActor/id",
		needs: "a readable event file"
	},
	{
		at: "pipeline/workflowRun/triggeringActor/type",
		needs: "a readable event file"
	},
	{
		at: "pipeline/mergeGroup",
		needs: "a readable event file",
		provider: "github-actions",
		events: "merge_group"
	},
	{
		at: "pipeline/mergeGroup/headRef",
		needs: "a readable event file"
	},
	{
		at: "pipeline/mergeGroup/baseSha",
		needs: "a readable event file"
	},
	{
		at: "pipeline/mergeGroup/baseRef",
		needs: "a readable event file"
	},
	{
		at: "pipeline/release",
		needs: "a readable event file",
		provider: "github-actions",
		events: "release"
	},
	{
		at: "pipeline/release/tag",
		needs: "a readable event file"
	},
	{
		at: "pipeline/release/target",
		needs: "a readable event file"
	},
	{
		at: "pipeline/release/author",
		needs: "a readable event file"
	},
	{
		at: "pipeline/release/author/id",
		needs: "a readable event file"
	},
	{
		at: "pipeline/release/author/type",
		needs: "a readable event file"
	},
	{
		at: "pipeline/release/createdAt",
		needs: "a readable event file"
	},
	{
		at: "pipeline/release/draft",
		needs: "a readable event file"
	},
	{
		at: "pipeline/release/prerelease",
		needs: "a readable event file"
	},
	{
		at: "pipeline/release/immutable",
		needs: "a readable event file"
	},
	{
		at: "pipeline/deployment",
		needs: "a readable event file",
		provider: "github-actions",
		events: "deployment deployment_status"
	},
	{
		at: "pipeline/deployment/environment",
		needs: "a readable event file"
	},
	{
		at: "pipeline/deployment/commit",
		needs: "a readable event file"
	},
	{
		at: "pipeline/deployment/ref",
		needs: "a readable event file"
	},
	{
		at: "pipeline/deployment/creator",
		needs: "a readable event file"
	},
	{
		at: "pipeline/deployment/creator/id",
		needs: "a readable event file"
	},
	{
		at: "pipeline/deployment/creator/type",
		needs: "a readable event file"
	},
	{
		at: "pipeline/deployment/state",
		needs: "a readable event file"
	},
	{
		at: "pipeline/comment",
		needs: "a readable event file",
		provider: "github-actions",
		events: "issue_comment pull_request_review_comment commit_comment discussion_comment"
	},
	{
		at: "pipeline/comment/author",
		needs: "a readable event file"
	},
	{
		at: "pipeline/comment/author/id",
		needs: "a readable event file"
	},
	{
		at: "pipeline/comment/author/type",
		needs: "a readable event file"
	},
	{
		at: "pipeline/comment/association",
		needs: "a readable event file"
	},
	{
		at: "pipeline/comment/issue",
		needs: "a readable event file"
	},
	{
		at: "pipeline/comment/onPullRequest",
		needs: "a readable event file"
	},
	{
		at: "pipeline/schedule",
		needs: "a readable event file",
		provider: "github-actions",
		events: "schedule"
	},
	{
		at: "pipeline/inputNames",
		needs: "a readable event file",
		provider: "github-actions",
		events: "workflow_dispatch repository_dispatch"
	},
	{
		at: "pipeline/environment",
		needs: "a deployment environment",
		provider: "github-actions",
		when: true
	},
	{
		at: "pipeline/command",
		needs: "a local record",
		provider: "local"
	},
	{
		at: "pipeline/ci",
		needs: "a local record",
		provider: "local"
	},
	{
		at: "pipeline/ci/name",
		needs: "a local record"
	},
	{
		at: "pipeline/ci/run",
		needs: "a local record"
	},
	{
		at: "pipeline/directory",
		needs: "a local record",
		provider: "local"
	},
	{
		at: "runner/environment",
		needs: "a runner that sets RUNNER_ENVIRONMENT"
	},
	{
		at: "runner/os",
		needs: "a runner that names it"
	},
	{
		at: "runner/arch",
		needs: "a runner that names it"
	},
	{
		at: "runner/name",
		needs: "a runner that names it"
	},
	{
		at: "runner/labels",
		needs: "a workflow file that names labels without an expression",
		provider: "github-actions"
	},
	{
		at: "runner/group",
		needs: "a workflow file that names a group, or the collector",
		provider: "github-actions"
	},
	{
		at: "runner/container",
		needs: "a job that runs in a container",
		provider: "github-actions",
		when: true
	},
	{
		at: "runner/container/image",
		needs: "an image that is no expression"
	},
	{
		at: "runner/hostName",
		needs: "a system that tells its name"
	},
	{
		at: "runner/user",
		needs: "an entry for the user in the system’s database"
	},
	{
		at: "runner/userId",
		needs: "a system that numbers its users"
	},
	{
		at: "runner/sudoUser",
		needs: "a user who came by sudo",
		provider: "local"
	},
	{
		at: "runner/sharedAccount",
		needs: "a user that several people are known to share",
		provider: "local"
	},
	{
		at: "runner/image",
		needs: "a hosted runner",
		when: true
	},
	{
		at: "runner/proxy",
		needs: "a runner that names it"
	},
	{
		at: "runner/certificateAuthorities",
		needs: "a runner that names it"
	},
	{
		at: "runner/environmentVariables",
		needs: "the input `environment-variables`",
		provider: "github-actions"
	},
	{
		at: "runner/trackingId",
		needs: "a runner that names it"
	},
	{
		at: "people/initiator",
		needs: "a runner that sets GITHUB_ACTOR"
	},
	{
		at: "people/initiator/id",
		needs: "a runner that sets GITHUB_ACTOR"
	},
	{
		at: "people/initiator/type",
		needs: "a runner that sets GITHUB_ACTOR"
	},
	{
		at: "people/initiator/role",
		needs: "an account of a person"
	},
	{
		at: "people/initiator/permission",
		needs: "an account of a person"
	},
	{
		at: "people/initiator/grants",
		needs: "a token that may administer the repository, or the collector"
	},
	{
		at: "people/initiator/grants/*/role",
		group: 3,
		needs: "a token that may administer the repository, or the collector"
	},
	{
		at: "people/initiator/grants/*/team",
		group: 3,
		needs: "a token that may administer the repository, or the collector"
	},
	{
		at: "people/initiator/association",
		needs: "an event that names it"
	},
	{
		at: "people/initiator/sharedAccount",
		needs: "the input `shared-accounts`"
	},
	{
		at: "people/initiator/ssoIdentity",
		needs: "the collector, with a token for the organisation’s audit log"
	},
	{
		at: "people/initiator/ipAddress",
		needs: "the collector, with a token for the organisation’s audit log"
	},
	{
		at: "people/initiator/userAgent",
		needs: "the collector, with a token for the organisation’s audit log"
	},
	{
		at: "people/rerunner",
		needs: "a re-run",
		when: true
	},
	{
		at: "people/rerunner/id",
		needs: "a re-run"
	},
	{
		at: "people/rerunner/type",
		needs: "a re-run"
	},
	{
		at: "people/rerunner/role",
		needs: "an account of a person"
	},
	{
		at: "people/rerunner/permission",
		needs: "an account of a person"
	},
	{
		at: "people/rerunner/grants",
		needs: "a token that may administer the repository, or the collector"
	},
	{
		at: "people/rerunner/grants/*/role",
		group: 3,
		needs: "a token that may administer the repository, or the collector"
	},
	{
		at: "people/rerunner/grants/*/team",
		group: 3,
		needs: "a token that may administer the repository, or the collector"
	},
	{
		at: "people/rerunner/association",
		needs: "an event that names it"
	},
	{
		at: "people/rerunner/sharedAccount",
		needs: "the input `shared-accounts`"
	},
	{
		at: "people/rerunner/ssoIdentity",
		needs: "the collector, with a token for the organisation’s audit log"
	},
	{
		at: "people/rerunner/ipAddress",
		needs: "the collector, with a token for the organisation’s audit log"
	},
	{
		at: "people/rerunner/userAgent",
		needs: "the collector, with a token for the organisation’s audit log"
	},
	{
		at: "people/sender",
		needs: "a readable event file"
	},
	{
		at: "people/sender/id",
		needs: "a readable event file"
	},
	{
		at: "people/sender/type",
		needs: "a readable event file"
	},
	{
		at: "people/author",
		needs: "permissions: contents: read"
	},
	{
		at: "people/author/name",
		needs: "permissions: contents: read"
	},
	{
		at: "people/author/email",
		needs: "permissions: contents: read"
	},
	{
		at: "people/author/date",
		needs: "permissions: contents: read"
	},
	{
		at: "people/author/account",
		needs: "an e-mail address in the commit that belongs to an account"
	},
	{
		at: "people/author/account/id",
		needs: "an e-mail address in the commit that belongs to an account"
	},
	{
		at: "people/author/account/type",
		needs: "an e-mail address in the commit that belongs to an account"
	},
	{
		at: "people/committer",
		needs: "permissions: contents: read"
	},
	{
		at: "people/committer/name",
		needs: "permissions: contents: read"
	},
	{
		at: "people/committer/email",
		needs: "permissions: contents: read"
	},
	{
		at: "people/committer/date",
		needs: "permissions: contents: read"
	},
	{
		at: "people/committer/account",
		needs: "an e-mail address in the commit that belongs to an account"
	},
	{
		at: "people/committer/account/id",
		needs: "an e-mail address in the commit that belongs to an account"
	},
	{
		at: "people/committer/account/type",
		needs: "an e-mail address in the commit that belongs to an account"
	},
	{
		at: "people/pusher",
		needs: "a readable event file",
		events: "push"
	},
	{
		at: "people/pusher/id",
		needs: "a readable event file"
	},
	{
		at: "people/pusher/type",
		needs: "a readable event file"
	},
	{
		at: "people/merger",
		needs: "permissions: pull-requests: read",
		when: "a commit that a pull request merged"
	},
	{
		at: "people/merger/id",
		needs: "permissions: pull-requests: read"
	},
	{
		at: "people/merger/type",
		needs: "permissions: pull-requests: read"
	},
	{
		at: "source/commit",
		needs: "permissions: contents: read"
	},
	{
		at: "source/synthetic",
		needs: "a readable event file"
	},
	{
		at: "source/tree",
		needs: "permissions: contents: read"
	},
	{
		at: "source/parents",
		needs: "permissions: contents: read"
	},
	{
		at: "source/headline",
		needs: "permissions: contents: read"
	},
	{
		at: "source/committedAt",
		needs: "permissions: contents: read"
	},
	{
		at: "source/verification",
		needs: "permissions: contents: read"
	},
	{
		at: "source/verification/verifiedAt",
		needs: "a signed commit",
		when: true
	},
	{
		at: "source/verification/signedByForge",
		needs: "a signed commit",
		when: true
	},
	{
		at: "source/verification/signer",
		needs: "a signature by a key that belongs to an account",
		when: "a signed commit"
	},
	{
		at: "source/verification/signer/id",
		needs: "a signature by a key that belongs to an account"
	},
	{
		at: "source/verification/signer/type",
		needs: "a signature by a key that belongs to an account"
	},
	{
		at: "source/verification/key",
		needs: "a local record",
		provider: "local"
	},
	{
		at: "source/verification/payload",
		needs: "a signed commit",
		when: true
	},
	{
		at: "source/verification/signature",
		needs: "a signed commit",
		when: true
	},
	{
		at: "source/changedFiles",
		needs: "a forge that counts what the commit changes",
		provider: "github-actions"
	},
	{
		at: "source/workflowChange",
		needs: "permissions: contents: read",
		provider: "github-actions"
	},
	{
		at: "source/workflowChange/permissionsRaised",
		needs: "a permissions block on both sides, which can be read"
	},
	{
		at: "source/workflowChange/newSecrets",
		needs: "a workflow file that can be read on both sides"
	},
	{
		at: "source/workflowChange/triggersAdded",
		needs: "a workflow file that can be read on both sides"
	},
	{
		at: "source/created",
		needs: "a readable event file",
		events: "push"
	},
	{
		at: "source/forced",
		needs: "a readable event file",
		events: "push"
	},
	{
		at: "source/tag",
		needs: "permissions: contents: read",
		when: "a run for a tag"
	},
	{
		at: "source/tag/object",
		needs: "an annotated tag",
		when: true
	},
	{
		at: "source/tag/tagger",
		needs: "an annotated tag",
		when: true
	},
	{
		at: "source/tag/tagger/name",
		needs: "an annotated tag"
	},
	{
		at: "source/tag/tagger/email",
		needs: "an annotated tag"
	},
	{
		at: "source/tag/tagger/date",
		needs: "an annotated tag"
	},
	{
		at: "source/tag/tagger/account",
		needs: "an e-mail address in the commit that belongs to an account"
	},
	{
		at: "source/tag/tagger/account/id",
		needs: "an e-mail address in the commit that belongs to an account"
	},
	{
		at: "source/tag/tagger/account/type",
		needs: "an e-mail address in the commit that belongs to an account"
	},
	{
		at: "source/pullRequests",
		needs: "permissions: pull-requests: read"
	},
	{
		at: "source/pullRequests/*/author",
		group: 2,
		needs: "an author whose account still exists"
	},
	{
		at: "source/pullRequests/*/author/id",
		group: 2,
		needs: "an author whose account still exists"
	},
	{
		at: "source/pullRequests/*/author/type",
		group: 2,
		needs: "an author whose account still exists"
	},
	{
		at: "source/pullRequests/*/headRepository",
		group: 2,
		needs: "a head repository that still exists"
	},
	{
		at: "source/pullRequests/*/createdAt",
		group: 2,
		needs: "permissions: pull-requests: read"
	},
	{
		at: "source/pullRequests/*/mergedAt",
		group: 2,
		needs: "a merged pull request",
		when: true
	},
	{
		at: "source/pullRequests/*/mergedBy",
		group: 2,
		needs: "a merged pull request",
		when: true
	},
	{
		at: "source/pullRequests/*/mergedBy/id",
		group: 2,
		needs: "a merged pull request"
	},
	{
		at: "source/pullRequests/*/mergedBy/type",
		group: 2,
		needs: "a merged pull request"
	},
	{
		at: "source/pullRequests/*/mergeCommit",
		group: 2,
		needs: "a merged pull request",
		when: true
	},
	{
		at: "source/pullRequests/*/mergedByQueue",
		group: 2,
		needs: "a merged pull request",
		when: true
	},
	{
		at: "source/pullRequests/*/reviewDecision",
		group: 2,
		needs: "a branch whose rules require reviews",
		when: true
	},
	{
		at: "source/pullRequests/*/codeOwnersAwaited",
		group: 2,
		needs: "permissions: pull-requests: read"
	},
	{
		at: "source/pullRequests/*/lastPushApprovedByOther",
		group: 2,
		needs: "the accounts of the last commit’s author and of its reviewers"
	},
	{
		at: "source/pullRequests/*/reviews/*/reviewer/id",
		group: 2,
		needs: "permissions: pull-requests: read"
	},
	{
		at: "source/pullRequests/*/reviews/*/reviewer/type",
		group: 2,
		needs: "permissions: pull-requests: read"
	},
	{
		at: "source/pullRequests/*/reviews/*/commit",
		group: 2,
		needs: "a review of a commit that is still there"
	},
	{
		at: "source/pullRequests/*/reviews/*/submittedAt",
		group: 2,
		needs: "a review that was submitted"
	},
	{
		at: "source/pullRequests/*/reviews/*/association",
		group: 2,
		needs: "permissions: pull-requests: read"
	},
	{
		at: "source/pullRequests/*/reviews/*/teams",
		group: 2,
		needs: "a token that may read the organisation’s teams"
	},
	{
		at: "source/pullRequests/*/moreReviews",
		group: 2,
		needs: "permissions: pull-requests: read"
	},
	{
		at: "source/workspace",
		needs: "a repository checked out into the workspace"
	},
	{
		at: "source/workspace/commit",
		needs: "a repository checked out into the workspace"
	},
	{
		at: "source/workspace/ref",
		needs: "a branch that is checked out",
		when: true
	},
	{
		at: "source/workspace/isSource",
		needs: "a repository checked out into the workspace"
	},
	{
		at: "source/remote",
		needs: "a local record",
		provider: "local"
	},
	{
		at: "source/modified",
		needs: "a local record",
		provider: "local"
	},
	{
		at: "source/modifications",
		needs: "a local record",
		provider: "local"
	},
	{
		at: "access/secrets",
		needs: "permissions: contents: read"
	},
	{
		at: "access/token",
		needs: "a permissions block in the workflow file, or a runner whose own log can be read"
	},
	{
		at: "access/token/permissions",
		needs: "a permissions block in the workflow file, or a runner whose own log can be read"
	},
	{
		at: "access/token/permissions/{}/declared",
		group: 3,
		needs: "a permissions block in the workflow file"
	},
	{
		at: "access/token/permissions/{}/observed",
		group: 3,
		needs: "a runner whose own log can be read, or the collector"
	},
	{
		at: "access/token/declaredIn",
		needs: "a permissions block in the workflow file"
	},
	{
		at: "access/token/shorthand",
		needs: "a file that grants all at once",
		when: true
	},
	{
		at: "access/oidc",
		needs: "permissions: id-token: write"
	},
	{
		at: "access/oidc/claims",
		needs: "permissions: id-token: write"
	},
	{
		at: "access/oidc/claims/iss",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/sub",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/aud",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/actor",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/actor_id",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/repository",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/repository_id",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/repository_owner",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/repository_owner_id",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/repository_visibility",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/ref",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/ref_type",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/ref_protected",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/sha",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/base_ref",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/head_ref",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/event_name",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/workflow_ref",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/workflow_sha",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/job_workflow_ref",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/job_workflow_sha",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/run_id",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/run_number",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/run_attempt",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/check_run_id",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/runner_environment",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/environment",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/enterprise",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/oidc/claims/enterprise_id",
		group: 3,
		needs: "an issuer that puts it into the token"
	},
	{
		at: "access/cloud",
		needs: "a checkpoint step after the login step",
		phases: "checkpoint end collector"
	},
	{
		at: "access/cloud/*/shortLived",
		group: 2,
		needs: "an answer from the cloud",
		when: "a kind of credential that does not tell"
	},
	{
		at: "access/cloud/*/principal",
		group: 2,
		needs: "a checkpoint step after the login step",
		when: "a cloud that has it"
	},
	{
		at: "access/cloud/*/roleArn",
		group: 2,
		needs: "a checkpoint step after the login step",
		when: "a cloud that has it"
	},
	{
		at: "access/cloud/*/account",
		group: 2,
		needs: "a checkpoint step after the login step",
		when: "a cloud that has it"
	},
	{
		at: "access/cloud/*/userId",
		group: 2,
		needs: "a checkpoint step after the login step",
		when: "a cloud that has it"
	},
	{
		at: "access/cloud/*/accessKeyId",
		group: 2,
		needs: "a checkpoint step after the login step",
		when: "a cloud that has it"
	},
	{
		at: "access/cloud/*/audience",
		group: 2,
		needs: "a checkpoint step after the login step",
		when: "a cloud that has it"
	},
	{
		at: "access/cloud/*/expiresAt",
		group: 2,
		needs: "a checkpoint step after the login step",
		when: "a cloud that has it"
	},
	{
		at: "access/cloud/*/auditLogKey",
		group: 2,
		needs: "a principal that the cloud logs",
		when: true
	},
	{
		at: "access/cloud/*/endpoint",
		group: 2,
		needs: "a checkpoint step after the login step",
		when: "a cloud that has it"
	},
	{
		at: "approvals",
		needs: "permissions: actions: read",
		when: "a deployment environment"
	},
	{
		at: "approvals/*/user/id",
		group: 1,
		needs: "permissions: actions: read"
	},
	{
		at: "approvals/*/user/type",
		group: 1,
		needs: "permissions: actions: read"
	},
	{
		at: "approvals/*/selfApproval",
		group: 1,
		needs: "the ids of the initiator and of the approver"
	},
	{
		at: "approvals/*/comment",
		group: 1,
		needs: "a comment",
		when: true
	},
	{
		at: "protections/environment",
		needs: "permissions: actions: read",
		when: "a deployment environment"
	},
	{
		at: "protections/environment/id",
		needs: "permissions: actions: read"
	},
	{
		at: "protections/environment/reviewersRequired",
		needs: "permissions: actions: read"
	},
	{
		at: "protections/environment/reviewers",
		needs: "permissions: actions: read"
	},
	{
		at: "protections/environment/reviewers/*/id",
		group: 3,
		needs: "permissions: actions: read"
	},
	{
		at: "protections/environment/reviewers/*/type",
		group: 3,
		needs: "permissions: actions: read"
	},
	{
		at: "protections/environment/reviewerTeams",
		needs: "permissions: actions: read"
	},
	{
		at: "protections/environment/reviewerTeams/*/id",
		group: 3,
		needs: "permissions: actions: read"
	},
	{
		at: "protections/environment/preventSelfReview",
		needs: "permissions: actions: read"
	},
	{
		at: "protections/environment/waitMinutes",
		needs: "permissions: actions: read"
	},
	{
		at: "protections/environment/branchPolicy",
		needs: "permissions: actions: read"
	},
	{
		at: "protections/environment/adminsCanBypass",
		needs: "permissions: actions: read"
	},
	{
		at: "protections/ref",
		needs: "permissions: contents: read"
	},
	{
		at: "protections/ref/requiredApprovals",
		needs: "permissions: contents: read"
	},
	{
		at: "protections/ref/codeOwnerReview",
		needs: "permissions: contents: read"
	},
	{
		at: "protections/ref/signatures",
		needs: "permissions: contents: read"
	},
	{
		at: "protections/ref/linearHistory",
		needs: "permissions: contents: read"
	},
	{
		at: "protections/ref/forcePushes",
		needs: "permissions: contents: read"
	},
	{
		at: "protections/ref/deletions",
		needs: "permissions: contents: read"
	},
	{
		at: "protections/ref/statusChecks",
		needs: "permissions: contents: read"
	},
	{
		at: "protections/ref/rules",
		needs: "permissions: contents: read"
	},
	{
		at: "protections/ref/rules/*/rulesetId",
		group: 3,
		needs: "permissions: contents: read"
	},
	{
		at: "protections/ref/rules/*/requiredApprovals",
		group: 3,
		needs: "a rule of that kind",
		when: "a rule that requires a pull request"
	},
	{
		at: "protections/ref/rules/*/codeOwnerReview",
		group: 3,
		needs: "a rule of that kind",
		when: "a rule that requires a pull request"
	},
	{
		at: "protections/ref/rules/*/lastPushApproval",
		group: 3,
		needs: "a rule of that kind",
		when: "a rule that requires a pull request"
	},
	{
		at: "protections/ref/rules/*/dismissStaleReviews",
		group: 3,
		needs: "a rule of that kind",
		when: "a rule that requires a pull request"
	},
	{
		at: "protections/rulesets",
		needs: "permissions: contents: read"
	},
	{
		at: "protections/rulesets/*/id",
		group: 2,
		needs: "permissions: contents: read"
	},
	{
		at: "protections/rulesets/*/owner",
		group: 2,
		needs: "permissions: contents: read"
	},
	{
		at: "protections/rulesets/*/updatedAt",
		group: 2,
		needs: "permissions: contents: read"
	},
	{
		at: "protections/rulesets/*/bypassActors",
		group: 2,
		needs: "a token that may change the ruleset, or the collector"
	},
	{
		at: "protections/rulesets/*/bypassActors/*/name",
		group: 2,
		needs: "a token that may change the ruleset, or the collector"
	},
	{
		at: "actions",
		needs: "permissions: contents: read"
	},
	{
		at: "actions/*/commit",
		group: 1,
		needs: "an action pinned by commit, or the collector"
	},
	{
		at: "resources",
		needs: "the end of the job",
		provider: "github-actions",
		phases: "end collector"
	},
	{
		at: "resources/deployments",
		needs: "permissions: deployments: read",
		provider: "github-actions",
		phases: "end collector"
	},
	{
		at: "resources/deployments/*/environment",
		group: 2,
		needs: "permissions: deployments: read"
	},
	{
		at: "resources/deployments/*/creator",
		group: 2,
		needs: "permissions: deployments: read"
	},
	{
		at: "resources/deployments/*/creator/id",
		group: 2,
		needs: "permissions: deployments: read"
	},
	{
		at: "resources/deployments/*/creator/type",
		group: 2,
		needs: "permissions: deployments: read"
	},
	{
		at: "resources/deployments/*/state",
		group: 2,
		needs: "permissions: deployments: read"
	},
	{
		at: "resources/releases",
		needs: "permissions: contents: read",
		provider: "github-actions",
		phases: "end collector"
	},
	{
		at: "resources/releases/*/name",
		group: 2,
		needs: "permissions: contents: read"
	},
	{
		at: "resources/releases/*/author",
		group: 2,
		needs: "permissions: contents: read"
	},
	{
		at: "resources/releases/*/author/id",
		group: 2,
		needs: "permissions: contents: read"
	},
	{
		at: "resources/releases/*/author/type",
		group: 2,
		needs: "permissions: contents: read"
	},
	{
		at: "resources/releases/*/publishedAt",
		group: 2,
		needs: "a release that is published"
	},
	{
		at: "resources/releases/*/prerelease",
		group: 2,
		needs: "permissions: contents: read"
	},
	{
		at: "resources/draftReleases",
		needs: "permissions: contents: write",
		provider: "github-actions",
		phases: "end collector"
	},
	{
		at: "resources/draftReleases/*/name",
		group: 2,
		needs: "permissions: contents: write"
	},
	{
		at: "resources/draftReleases/*/author",
		group: 2,
		needs: "permissions: contents: write"
	},
	{
		at: "resources/draftReleases/*/author/id",
		group: 2,
		needs: "permissions: contents: write"
	},
	{
		at: "resources/draftReleases/*/author/type",
		group: 2,
		needs: "permissions: contents: write"
	},
	{
		at: "resources/draftReleases/*/publishedAt",
		group: 2,
		needs: "a release that is published"
	},
	{
		at: "resources/draftReleases/*/prerelease",
		group: 2,
		needs: "permissions: contents: write"
	},
	{
		at: "resources/artifacts",
		needs: "a runner that lists its artifacts, or the input `subjects`",
		provider: "github-actions",
		phases: "end collector"
	},
	{
		at: "resources/artifacts/*/kind",
		group: 2,
		needs: "a runner that lists its artifacts"
	},
	{
		at: "enforcement",
		needs: "permissions: contents: read",
		provider: "github-actions"
	},
	{
		at: "outcome",
		needs: "the input `job-status` as the runner fills it in",
		phases: "end collector"
	},
	{
		at: "outcome/conclusion",
		needs: "permissions: actions: read",
		phases: "collector"
	},
	{
		at: "outcome/interrupted",
		needs: "permissions: checks: read",
		phases: "collector",
		when: "a job that was ended from outside"
	},
	{
		at: "outcome/exitCode",
		needs: "a local record",
		provider: "local"
	},
	{
		at: "signing",
		needs: "an identity token, or a key",
		phases: "end collector"
	},
	{
		at: "signing/instance",
		needs: "an identity token, or a key"
	},
	{
		at: "responses",
		needs: "a gate with responses",
		when: true
	},
	{
		at: "responses/*/target",
		group: 1,
		needs: "a gate with responses"
	},
	{
		at: "responses/*/reason",
		group: 1,
		needs: "a gate with responses"
	},
	{
		at: "disagreements",
		needs: "the collector",
		phases: "collector"
	},
	{
		at: "disagreements/*/said",
		group: 1,
		needs: "the collector"
	},
	{
		at: "disagreements/*/seen",
		group: 1,
		needs: "the collector"
	},
	{
		at: "pseudonyms",
		needs: "the input `pseudonym-key`",
		when: true
	},
	{
		at: "links/startEvent",
		needs: "the state that the start left, unaltered",
		phases: "end"
	},
	{
		at: "links/checkpoints",
		needs: "a checkpoint step",
		phases: "end collector",
		when: true
	},
	{
		at: "links/records",
		needs: "the collector",
		phases: "collector"
	}
];

// src/core/absences.ts
const LONGEST_NEED = 500;
function absencesIn(record) {
	const found = /* @__PURE__ */ new Map();
	const explained = new Set(record.gaps.map(({ pointer }) => pointer));
	for (const fact of OPTIONAL_FACTS) {
		const keys = fact.at.split("/");
		for (const pointer of missing$1(record, keys, 0, "", explained)) {
			const at = fact.group === void 0 ? pointer : pointer.split("/", fact.group + 1).join("/");
			const why = reasonFor(fact, record);
			const part = fact.group === void 0 ? "" : `${keys.slice(fact.group).join("/").replaceAll("{}", "*")}: `;
			note$1(found, at, why.reason, part + why.needed);
		}
	}
	return [...found].map(([pointer, { reason, needed }]) => ({
		pointer,
		reason,
		needed: [...needed].join("; ").slice(0, LONGEST_NEED).toWellFormed()
	}));
}
function note$1(found, pointer, reason, needed) {
	const known = found.get(pointer);
	if (!known) {
		found.set(pointer, {
			reason,
			needed: /* @__PURE__ */ new Set([needed])
		});
		return;
	}
	known.needed.add(needed);
	if (known.reason === "not-applicable") known.reason = reason;
}
function missing$1(value, keys, index, pointer, explained) {
	if (explained.has(pointer) || typeof value !== "object" || value === null) return [];
	const [key] = keys.slice(index, index + 1);
	if (key === void 0) return [];
	if (key === "*" || key === "{}") return Object.entries(value).flatMap(([each, item]) => missing$1(item, keys, index + 1, `${pointer}/${escapeKey$1(each)}`, explained));
	const at = `${pointer}/${key}`;
	const member = Object.hasOwn(value, key) ? value[key] : void 0;
	if (index < keys.length - 1) return missing$1(member, keys, index + 1, at, explained);
	return member === void 0 && !explained.has(at) ? [at] : [];
}
function reasonFor({ needs, provider, events, phases, when }, { pipeline, phase }) {
	if (provider && provider !== pipeline.provider) return {
		reason: "not-applicable",
		needed: provider === "local" ? "a local record" : "a job of a pipeline"
	};
	if (events && pipeline.event !== void 0 && !events.split(" ").includes(pipeline.event)) return {
		reason: "not-applicable",
		needed: `a run started by ${events.replaceAll(" ", " or ")}`
	};
	if (phases && !phases.split(" ").includes(phase)) return phase === "end" || phase === "collector" || phases === "collector" ? {
		reason: "not-applicable",
		needed: needs
	} : {
		reason: "not-yet",
		needed: "the end of the job"
	};
	if (when !== void 0) return {
		reason: "not-applicable",
		needed: when === true ? needs : when
	};
	return {
		reason: phase === "checkpoint" ? "not-asked" : "not-available",
		needed: needs
	};
}
function escapeKey$1(key) {
	return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

// src/core/drift.ts
const COMPARED = [
	"people",
	"source",
	"access",
	"approvals",
	"protections",
	"enforcement",
	"runner"
];
const IGNORED = /^\/(access\/token\/permissions\/[^/]+\/source|source\/workflowChange)$/;
const LONGEST_POINTER = 300;
function driftBetween(earlier, later) {
	const found = [];
	for (const section of COMPARED) compare(`/${section}`, earlier[section], later[section], found);
	return found.sort((a, b) => a.pointer < b.pointer ? -1 : 1);
}
function compare(pointer, before, after, found) {
	if (before === void 0 || after === void 0 || IGNORED.test(pointer)) return;
	if (isObject(before) && isObject(after) && !isFreeText(pointer)) {
		const shared = Object.keys(before).filter((key) => Object.hasOwn(after, key));
		const pointers = shared.map((key) => `${pointer}/${escapeKey(key)}`);
		if (pointers.every(({ length }) => length <= LONGEST_POINTER)) {
			shared.forEach((key, index) => {
				compare(pointers[index] ?? pointer, before[key], after[key], found);
			});
			return;
		}
	}
	if (!isSame$1(pointer, before, after)) found.push({
		pointer,
		from: "start",
		to: "end",
		before,
		after
	});
}
function isSame$1(path, before, after) {
	if (Array.isArray(before) && Array.isArray(after)) return before.length === after.length && before.every((item, index) => isSame$1(`${path}/*`, item, after[index]));
	if (isObject(before) && isObject(after)) {
		const keys = keysOf(before);
		return keys.length === keysOf(after).length && keys.every((key) => Object.hasOwn(after, key) && isSame$1(`${path}/${key}`, before[key], after[key]));
	}
	if (isMasked(before) || isMasked(after)) return isFreeText(path) || before === after;
	return canonicalize(before) === canonicalize(after);
}
function keysOf(value) {
	return Object.keys(value).filter((key) => value[key] !== void 0);
}
function isMasked(value) {
	return typeof value === "string" && value.includes("***");
}
function escapeKey(key) {
	return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/core/record.ts
function startRecord(head, snapshot) {
	return withAbsences({
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
	});
}
const NOT_ASKED_BETWEEN = [
	"/source",
	"/people/initiator/role",
	"/people/author",
	"/people/committer",
	"/access/token",
	"/access/oidc",
	"/access/secrets",
	"/pipeline/environment",
	"/approvals",
	"/protections",
	"/actions",
	"/resources",
	"/enforcement",
	"/policy"
];
function checkpointRecord(head, snapshot) {
	const asked = {
		reason: "not-asked",
		needed: "the start or the end of the job, which ask GitHub"
	};
	return withAbsences({
		...body(head, "checkpoint", snapshot),
		observedAt: { checkpoints: [snapshot.observedAt] },
		drift: [],
		gaps: [
			...snapshot.gaps,
			...NOT_ASKED_BETWEEN.map((pointer) => ({
				pointer,
				...asked
			})),
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
	});
}
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
	return withAbsences({
		...body(head, "end", snapshot),
		observedAt: {
			...start?.observedAt.start && { start: start.observedAt.start },
			...checkpoints.length > 0 && { checkpoints: checkpoints.map(({ observedAt }) => observedAt) },
			end: snapshot.observedAt
		},
		...outcome && { outcome },
		..."instance" in signing && { signing },
		drift: start ? driftBetween(start, snapshot) : [],
		gaps,
		links: {
			...link && { startEvent: link },
			...checkpoints.length > 0 && { checkpoints: checkpoints.map((each) => ({ ...each })) }
		}
	});
}
function gateRecord({ recordId, recorder }, snapshot, { outcome, signing }) {
	const ownEnvironment = snapshot.access.oidc?.claims?.environment;
	const head = {
		recordId,
		recorder: {
			...recorder,
			kind: "gate",
			...ownEnvironment && { environment: ownEnvironment }
		}
	};
	const once = {
		reason: "not-applicable",
		needed: "a job that is looked at twice"
	};
	return withAbsences({
		...body(head, "end", snapshot),
		observedAt: { end: snapshot.observedAt },
		...outcome && { outcome },
		..."instance" in signing && { signing },
		drift: [],
		gaps: [
			...snapshot.gaps,
			{
				pointer: "/observedAt/start",
				...once
			},
			{
				pointer: "/links/startEvent",
				...once
			},
			{
				pointer: "/access/cloud",
				reason: "not-yet",
				needed: "a job after the gate: a gate logs in to no cloud"
			},
			..."gap" in signing ? [signing.gap] : []
		],
		links: {}
	});
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
function withAbsences(record) {
	return {
		...record,
		gaps: [...record.gaps, ...absencesIn(record)]
	};
}

// src/core/verdict.ts
function verdictFor(record, choice, inputs, known = {}) {
	if (!("policy" in choice)) return noVerdict(choice.repository, inputs);
	const verdict = verdictBy(record, choice.policy, inputs, known);
	const later = choice.changedTo && verdictBy(record, choice.changedTo, inputs, known);
	const stricter = later && weight(later) > weight(verdict) ? later : verdict;
	return choice.error && stricter.verdict === "pass" ? {
		...stricter,
		verdict: "unknown"
	} : stricter;
}
function verdictBy(record, policy, inputs, known) {
	if (policy.organizationRef && !policy.organization) return noVerdict(policy.organizationRef.repository, inputs);
	return judge(record, policy, combineStrictness(inputs, policy), known);
}
function noVerdict(repository, inputs) {
	return {
		policy: {
			origin: "none",
			repository
		},
		...inputs,
		verdict: "unknown",
		results: []
	};
}
function weight(verdict) {
	return (isRefused(verdict) ? 10 : 0) + [
		"pass",
		"unknown",
		"fail"
	].indexOf(verdict.verdict);
}

// src/pipeline/attested-entry.ts
async function committed(record, sinks, salt) {
	if (!isAsked(sinks)) return record;
	const { commit } = await import("./commitment.js");
	return commit(record, salt()).log;
}
async function withAttested(entry, sinks) {
	const { attested: _, ...bare } = entry;
	if (!isAsked(sinks)) return bare;
	const [{ AccessRecord }, { commit }] = await Promise.all([import("./access-record2.js"), import("./commitment.js")]);
	const record = AccessRecord.safeParse(entry.document).data;
	const salt = record?.commitment?.salt;
	if (record === void 0 || salt === void 0) return bare;
	return {
		...bare,
		attested: commit(record, salt).attested
	};
}
async function replayable(entry, sinks) {
	if (entry.view === void 0 || !isAsked(sinks)) return withAttested(entry, sinks);
	const [{ AccessRecord }, { attestedView }, { digestOf }] = await Promise.all([
		import("./access-record2.js"),
		import("./views.js"),
		import("./canonical.js")
	]);
	const { attested: _, ...bare } = entry;
	const record = AccessRecord.safeParse(entry.document).data;
	return record !== void 0 && digestOf(attestedView(record)) === entry.digest ? bare : void 0;
}
function isAsked(sinks) {
	return sinks.some(({ needsAttested }) => needsAttested === true);
}

// src/pipeline/custom-rules.ts
async function customJudgements(evaluate, choice, record) {
	const rules = customRulesOf(choice);
	return evaluate && rules.length > 0 ? { custom: await evaluate(rules, record) } : {};
}

// src/core/sink-filter.ts
function isWanted(filter, { phase, document }) {
	if (filter === void 0) return true;
	const { phases, environments, severity, findings } = filter;
	if (phases !== void 0 && !phases.some((each) => each === phase)) return false;
	if (environments !== void 0 && !mayBeIn(environments, document)) return false;
	const least = severity ?? (findings === true ? "low" : void 0);
	return least === void 0 || mayHaveFinding(document, SEVERITIES.indexOf(least));
}
function mayBeIn(environments, document) {
	const environment = memberOf(document.pipeline, "environment");
	if (typeof environment === "string") return environments.some((name) => name.toLowerCase() === environment.toLowerCase());
	return !isWithoutEnvironment(document.gaps);
}
function isWithoutEnvironment(gaps) {
	return Array.isArray(gaps) && gaps.some((gap) => memberOf(gap, "pointer") === "/pipeline/environment" && memberOf(gap, "reason") === "not-applicable");
}
function mayHaveFinding(document, least) {
	const results = memberOf(document.policy, "results");
	return !Array.isArray(results) || results.some((result) => mayBeFinding(result, least));
}
function mayBeFinding(result, least) {
	const verdict = memberOf(result, "result");
	if (typeof verdict !== "string") return true;
	if (verdict !== "fail") return false;
	const rank = SEVERITIES.indexOf(memberOf(result, "severity"));
	return rank === -1 || rank >= least;
}
function memberOf(value, name) {
	if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return void 0;
	return Reflect.get(value, name);
}

// src/pipeline/attempt.ts
const AFTER_A_CRASH = {
	unused: "tried",
	tried: "tried",
	taken: "spare-tried",
	"spare-tried": "spare-tried"
};
function isStored({ status }) {
	return status === "delivered" || status === "already-there" || status === "conflict";
}
function earlierDelivery(sink, { done }) {
	return done.find((delivery) => delivery.sink === sink.name && isStored(delivery));
}
async function attemptAll(sink, due, surroundings) {
	const open = due.filter((each) => {
		return sink.idempotent === true && each.entry.view === void 0 || earlierDelivery(sink, each) === void 0;
	});
	const made = sink.deliverBatch !== void 0 && open.length > 1 ? await attemptMany(sink, open, surroundings) : await attemptInOrder(sink, open, surroundings);
	const byEntry = new Map(open.map((each, index) => [each, made[index]]));
	return due.map((each) => byEntry.get(each) ?? knownOf(sink, each) ?? outOfTime(sink));
}
function knownOf(sink, due) {
	const earlier = earlierDelivery(sink, due);
	return earlier && {
		...earlier,
		earlier: true
	};
}
async function attemptInOrder(sink, due, surroundings) {
	const deliveries = [];
	for (const each of due) deliveries.push(await attemptOne(sink, each, surroundings));
	return deliveries;
}
async function attemptOne(sink, { entry, keys, spool }, { logger, deadline: { signal, over } }) {
	if (signal.aborted) return void 0;
	const key = keys.get(sink.name) ?? "unused";
	const noteKey = (state) => note(() => spool.markKey(entry, sink.name, state), logger);
	await noteKey(AFTER_A_CRASH[key]);
	const attempt = contained(sink, () => sink.deliver(entry, {
		signal,
		key,
		noteKey
	}));
	const delivery = await Promise.race([attempt, over.then(() => outOfTime(sink))]);
	if (isStored(delivery)) await note(() => spool.markDone(entry, delivery), logger);
	return delivery;
}
async function attemptMany(sink, due, { logger, deadline: { signal, over } }) {
	if (signal.aborted) return [];
	const spools = new Map(due.map(({ entry, spool }) => [entry, spool]));
	const noteKey = (entry, state) => note(async () => spools.get(entry)?.markKey(entry, sink.name, state), logger);
	const batch = due.map(({ entry, keys }) => ({
		entry,
		key: keys.get(sink.name) ?? "unused"
	}));
	for (const { entry, key } of batch) await noteKey(entry, AFTER_A_CRASH[key]);
	const attempt = contained(sink, async () => sink.deliverBatch?.(batch, {
		signal,
		noteKey
	}));
	const answer = await Promise.race([attempt, over.then(() => outOfTime(sink))]);
	const deliveries = due.map((_, index) => answerAt(sink, answer, index));
	for (const [index, { entry, spool }] of due.entries()) {
		const delivery = deliveries[index];
		if (delivery && isStored(delivery)) await note(() => spool.markDone(entry, delivery), logger);
	}
	return deliveries;
}
function answerAt(sink, answer, index) {
	if (answer !== void 0 && "status" in answer) return answer;
	return answer?.[index] ?? unexpected(sink);
}
async function contained(sink, action) {
	try {
		return await action();
	} catch (error) {
		if (codeOf$1(error) === "internal") return unexpected(sink);
		return {
			sink: sink.name,
			status: "failed",
			reason: sentenceOf$2(error)
		};
	}
}
async function note(action, logger) {
	try {
		await action();
	} catch (error) {
		logger.warn(sentenceOf$2(error));
	}
}
function unexpected({ name }) {
	return {
		sink: name,
		status: "failed",
		reason: "It failed in an unexpected way."
	};
}
function outOfTime({ name }) {
	return {
		sink: name,
		status: "pending",
		reason: "It was not through in time."
	};
}

// src/pipeline/deadline.ts
const LONGEST_GRACE = 100;
const PART = .1;
function startDeadline(milliseconds, outer) {
	const controller = new AbortController();
	const timers = [];
	let finish = () => void 0;
	const over = new Promise((resolve) => {
		finish = resolve;
	});
	function endAfter(time) {
		const left = Math.max(0, time);
		const grace = Math.min(LONGEST_GRACE, left * PART);
		timers.push(setTimeout(() => controller.abort(), left - grace), setTimeout(finish, left));
	}
	function end() {
		controller.abort();
		timers.push(setTimeout(finish, LONGEST_GRACE));
	}
	endAfter(milliseconds);
	outer?.addEventListener("abort", end, { once: true });
	if (outer?.aborted) end();
	return {
		signal: controller.signal,
		over,
		shorten: endAfter,
		clear() {
			for (const timer of timers) clearTimeout(timer);
			outer?.removeEventListener("abort", end);
		}
	};
}

// src/pipeline/deliver.ts
async function deliver(entries, surroundings) {
	return announce(entries, surroundings).finish(surroundings.timeout);
}
function announce(entries, surroundings) {
	if (entries.length === 0 || surroundings.sinks.length === 0) return { finish: async () => [] };
	const deadline = startDeadline(surroundings.timeout, surroundings.signal);
	const delivering = putAndDeliver(entries, surroundings, deadline);
	return { async finish(wait) {
		deadline.shorten(wait);
		try {
			return await delivering;
		} finally {
			deadline.clear();
		}
	} };
}
async function deliverDue(due, { sinks, timeout, logger, signal }) {
	const deadline = startDeadline(timeout, signal);
	try {
		return await toAllSinks(sinks, due, {
			logger,
			deadline
		});
	} finally {
		deadline.clear();
	}
}
async function putAndDeliver(entries, { sinks, spool, logger, isDoubted }, deadline) {
	try {
		const due = [];
		for (const entry of entries) {
			const known = await putSafely(spool, entry, logger);
			due.push(isDoubted?.(entry) ? {
				...known,
				done: []
			} : known);
		}
		const deliveries = await toAllSinks(sinks, due, {
			logger,
			deadline
		});
		for (const delivery of deliveries) tell(delivery, logger);
		return deliveries;
	} finally {
		deadline.clear();
	}
}
async function toAllSinks(sinks, due, surroundings) {
	const bySink = await Promise.all(sinks.map((sink) => toSink(sink, due, surroundings)));
	return due.flatMap((each) => bySink.flatMap((deliveries) => deliveries.get(each) ?? []));
}
async function toSink(sink, due, surroundings) {
	const wanted = due.filter(({ entry }) => isWanted(sink.filter, entry));
	const deliveries = await attemptAll(sink, wanted, surroundings);
	const byEntry = /* @__PURE__ */ new Map();
	for (const [index, delivery] of deliveries.entries()) {
		const each = wanted[index];
		if (each === void 0) continue;
		const { recordId, phase, digest } = each.entry;
		byEntry.set(each, {
			...delivery,
			recordId,
			phase,
			digest
		});
	}
	return byEntry;
}
async function putSafely(spool, entry, logger) {
	try {
		return {
			...await spool.put(entry),
			spool
		};
	} catch (error) {
		logger.warn(`${sentenceOf$2(error)} The record is delivered all the same, but a failed delivery can't be replayed.`);
		return {
			entry,
			keys: /* @__PURE__ */ new Map(),
			done: [],
			spool
		};
	}
}
function tell({ sink, status, phase, reason }, logger) {
	if (reason === void 0 || status !== "delivered" && status !== "already-there") return;
	logger.info(`Sink ${sink}, ${phase} record ${status}: ${reason}`);
}

// src/core/why-missing.ts
const NOT_SHOWN = "GitHub does not show it to this token";
const WHY$1 = {
	"rate-limited": "the rate limit of GitHub’s API is used up; run the job again later",
	"service-failed": "GitHub’s API failed or could not be reached; run the job again",
	"not-permitted": NOT_SHOWN,
	"not-found": NOT_SHOWN,
	"input-invalid": "it is not what it should be"
};
function whyMissing(reason) {
	return reason in WHY$1 ? WHY$1[reason] : NOT_SHOWN;
}
function mayPass(reason) {
	return reason === "rate-limited" || reason === "service-failed";
}

// src/pipeline/hook.ts
function strictnessOf({ mode, onViolation, onUnknown, onError }) {
	return {
		mode,
		onViolation,
		onUnknown,
		onError
	};
}
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
function problemsOfGaps(record) {
	const failed = record.gaps.filter(({ pointer, reason }) => mayPass(reason) && !pointer.startsWith("/access/cloud"));
	return [...new Map(failed.map((gap) => [`${gap.reason} ${gap.detail ?? gap.needed}`, gap])).values()].map(problemOfGap);
}
function problemOfGap({ pointer, reason }) {
	return {
		kind: "service",
		code: reason === "rate-limited" ? "api-rate-limited" : "http-status",
		message: `${pointer} could not be observed: ${whyMissing(reason)}.`
	};
}
function problemsOfDeliveries(deliveries, sinks) {
	const told = deliveries.filter(({ status }) => status === "failed" || status === "pending" || status === "conflict");
	return told.flatMap((delivery, index) => {
		const { sink, status, phase, reason } = delivery;
		const isRequired = status !== "conflict" && sinks.find(({ name }) => name === sink)?.required === true;
		if (told.slice(index + 1).some((later) => isSameTrouble(delivery, later))) return [];
		const others = told.slice(0, index).filter((earlier) => isSameTrouble(delivery, earlier));
		const what = status === "conflict" ? `The ${phase} record met a conflict at the sink “${sink}”` : `The ${phase} record did not arrive at the sink “${sink}”${norDid(others)}`;
		return [{
			kind: isRequired ? "required" : "service",
			code: "delivery-failed",
			message: `${what}: ${reason ?? status}`
		}];
	});
}
function isSameTrouble(one, other) {
	return one.status !== "conflict" && other.status !== "conflict" && one.sink === other.sink && one.reason === other.reason;
}
function norDid(others) {
	const phases = [...new Set(others.map(({ phase }) => phase))];
	return others.length === 0 ? "" : `, nor did the ${phases.join(" and the ")} record${others.length === 1 ? "" : "s"}`;
}
function problemsOfAlerts(raised) {
	return raised ? [...raised.problems, ...raised.missed] : [];
}
function showable(problems, { redact }) {
	return problems.map((problem) => ({
		...problem,
		message: redact(problem.message)
	}));
}

// src/model/policy.ts
const POLICY_PATH = ".github/doorlog.yml";
const patterns = () => array(text(300)).check(minLength(1), maxLength(100));
const When = strictObject({
	environments: optional(patterns().check(describe("Deployment environments, whatever their case."))),
	branches: optional(patterns().check(describe("Branches or tags, by their short names."))),
	events: optional(patterns().check(describe("Events that start a run."))),
	workflows: optional(patterns().check(describe("Workflow files, by their paths."))),
	jobs: optional(patterns().check(describe("Keys of jobs in their workflow files."))),
	outsider: optional(boolean().check(describe("Whether somebody from outside caused the job.")))
});
const PolicyRule = strictObject({
	id: text(100),
	enabled: optional(boolean().check(describe("`false` takes away a rule that a template brings."))),
	severity: optional(Severity),
	params: optional(record(string(), unknown$1())),
	when: optional(When)
});
const CustomRule = strictObject({
	id: string().check(regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/), maxLength(100)),
	title: text(200),
	expression: string().check(minLength(1), maxLength(1e4)),
	why: optional(text(2e3)),
	mend: optional(text(2e3)),
	severity: optional(Severity),
	controls: optional(array(text(100))),
	when: optional(When)
});
const words = (most) => string().check(minLength(1), maxLength(most), regex(/\S/, "must hold more than blanks"));
const Waiver = strictObject({
	rule: text(100),
	scope: optional(extend(When, {
		people: optional(patterns().check(describe("Logins, or ids, of whoever started or re-ran the job."))),
		subjects: optional(patterns().check(describe("What the finding is about, as the verdict names it.")))
	})),
	owner: words(200).check(describe("Who answers for it.")),
	reason: words(2e3),
	approver: words(200).check(describe("Who allowed it.")),
	expires: union([iso.date(), iso.datetime()]).check(describe("Last day (UTC), or the moment, until which it holds."))
});
const extension = () => string().check(minLength(1), maxLength(500));
const Policy = strictObject({
	version: literal(1),
	extends: optional(union([extension(), array(extension()).check(maxLength(10))]).check(describe("Templates by name, or one organisation’s policy as `OWNER/REPO/PATH@COMMIT`."))),
	"on-violation": optional(enumeration(["fail", "warn"])),
	"on-unknown": optional(enumeration([
		"fail",
		"warn",
		"ignore"
	])),
	"on-error": optional(enumeration(["fail", "warn"])),
	"fail-from": optional(enumeration(SEVERITIES).check(describe("Severity from which `on-violation` counts; left out, any."))),
	"production-environments": optional(patterns().check(describe("Environments in which findings weigh more; left out, those with `prod` in their names."))),
	rules: optional(array(PolicyRule).check(maxLength(1e3))),
	custom: optional(array(CustomRule).check(maxLength(100))),
	waivers: optional(array(Waiver).check(maxLength(500)))
});

// src/core/organization-ref.ts
const LONGEST = 600;
const PARTS = /^([A-Za-z0-9][\w-]{0,99}\/[\w.-]{1,100})\/([^@]+)@(.+)$/;
function parseOrganizationRef(text, where) {
	const [, repository = "", path = "", commit = ""] = PARTS.exec(text.length > LONGEST ? "" : text) ?? [];
	if (!isRepository(repository) || !isPath(path)) throw refused(where, "must name an organisation’s policy as OWNER/REPO/PATH@COMMIT");
	if (!/^[0-9a-f]{40}$/i.test(commit)) throw refused(where, "must end in a full commit (40 hex digits): a branch or a tag can be moved");
	return {
		repository,
		path,
		commit: commit.toLowerCase()
	};
}
function formatOrganizationRef({ repository, path, commit }) {
	return `${repository}/${path}@${commit}`;
}
function isSameRef(a, b) {
	return a.commit === b.commit && a.path === b.path && a.repository.toLowerCase() === b.repository.toLowerCase();
}
function savableOrganizationRef(text) {
	try {
		return formatOrganizationRef(parseOrganizationRef(text, ""));
	} catch (error) {
		return sentenceOf$2(error).includes("commit (") ? "OWNER/REPO/PATH@REF" : "unusable";
	}
}
function isRepository(text) {
	return text !== "" && !/\/\.{1,2}$/.test(text);
}
function isPath(text) {
	return /^[ -~\u00a0-\uffff]+$/.test(text) && text.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
function refused(where, what) {
	return new DoorlogError("policy-invalid", `${where} ${what}.`);
}

// src/core/policy/layers.ts
function withOrganization(repository, organization) {
	if (organization.organizationRef) throw new DoorlogError("policy-invalid", `${organization.origin.path ?? "The organisation’s policy"} extends the policy of ${organization.organizationRef.repository}; an organisation’s policy may extend templates only.`);
	const { origin: _, templates: __, ...where } = organization.origin;
	const own = repository.origin.origin === "built-in" ? {
		origin: repository.origin,
		rules: [],
		strictness: {}
	} : repository;
	const failFrom = lowest(organization.failFrom, own === repository ? repository.failFrom : organization.failFrom);
	const onViolation = stricter(organization.strictness.onViolation, own.strictness.onViolation);
	const onUnknown = stricter(organization.strictness.onUnknown, own.strictness.onUnknown);
	const onError = stricter(organization.strictness.onError, own.strictness.onError);
	return {
		origin: own.origin,
		organization: where,
		...own.organizationRef && { organizationRef: own.organizationRef },
		rules: [...inLayer(organization.rules, "organization"), ...inLayer(own.rules, "repository")],
		custom: [...inLayer(organization.custom, "organization"), ...inLayer(own.custom, "repository")],
		waivers: [...inLayer(organization.waivers, "organization"), ...inLayer(own.waivers, "repository")],
		...failFrom && { failFrom },
		...own.productionEnvironments && { productionEnvironments: own.productionEnvironments },
		...organization.productionEnvironments && { organizationEnvironments: organization.productionEnvironments },
		strictness: {
			...onViolation && { onViolation },
			...onUnknown && { onUnknown },
			...onError && { onError }
		},
		...own.source && { source: own.source }
	};
}
function inLayer(entries = [], layer) {
	return entries.map((entry) => ({
		...entry,
		layer
	}));
}
function lowest(a, b) {
	if (a === void 0 || b === void 0) return void 0;
	return SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b) ? a : b;
}

// src/core/rules/job-file.ts
function jobFile(record) {
	const { declaredIn } = record.access.token ?? {};
	const { jobWorkflowRef } = record.pipeline;
	return record.enforcement?.file ?? (declaredIn && declaredIn.level !== "caller" ? declaredIn.file : void 0) ?? (jobWorkflowRef === void 0 ? void 0 : workflowOf({ pipeline: {
		...record.pipeline,
		workflowRef: jobWorkflowRef
	} })) ?? workflowOf(record);
}
function jobLines(record, lines) {
	const file = jobFile(record);
	return file === void 0 ? [] : [...new Set(lines)].map((line) => ({
		file,
		line
	}));
}
function permissionsPlace({ access }) {
	const place = access.token?.declaredIn;
	return place ? [{
		file: place.file,
		line: place.line
	}] : [];
}
function auditStepPlace({ enforcement }) {
	return enforcement ? [{
		file: enforcement.file,
		line: enforcement.line
	}] : [];
}
function someOf(names, most = 5) {
	const shown = names.slice(0, most).join(", ");
	return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
function thisJob(record) {
	return jobOf(record)?.slice(0, LONGEST_SUBJECT).toWellFormed();
}
const LONGEST_SUBJECT = 300;

// src/core/rules/learning.ts
const DAY$4 = 864e5;
const DAYS$3 = 14;
function learnDays(what) {
	return optional(int().check(minimum(1), maximum(3650), describe(`Days that the history must go back before ${what}; default ${DAYS$3}.`)));
}
function stillLearning(history, at, days = DAYS$3) {
	return history.begins !== void 0 && history.begins <= at - days * DAY$4 ? void 0 : unseen("learning", `Earlier records don’t go back ${days} days yet.`, []);
}
function isLearntFrom$1(earlier, record, rule) {
	if (earlier.outcome?.status !== "success" || earlier.recordId === record.recordId) return false;
	return refusedFor(earlier).every((finding) => finding.rule === rule);
}

// src/core/rules/listed.ts
const MOST_ANSWERS = 5e3;
const lists$1 = /* @__PURE__ */ new WeakMap();
function patternList(description) {
	return optional(array(text(300)).check(maxLength(1e3), describe(description)));
}
function isListed$1(name, patterns) {
	const list = lists$1.get(patterns) ?? {
		isMatch: anyPattern(patterns, { ignoreCase: true }),
		answers: /* @__PURE__ */ new Map()
	};
	lists$1.set(patterns, list);
	const known = list.answers.get(name);
	if (known !== void 0) return known;
	const answer = list.isMatch(name);
	if (list.answers.size >= MOST_ANSWERS) list.answers.clear();
	list.answers.set(name, answer);
	return answer;
}

// src/core/rules/actions/foreign-actions.ts
function foreignActions({ actions, pipeline }) {
	if (pipeline.provider === "local") return [];
	return actions?.map((action, index) => ({
		action,
		pointer: `/actions/${index}`
	})).filter(({ action: { kind, uses } }) => kind !== "local" && kind !== "self" && !isOwnFile(uses));
}
function isOwnFile(uses) {
	return uses.startsWith("./") || uses.startsWith("$/");
}
function nameOf(uses) {
	const at = uses.indexOf("@");
	return at < 0 ? uses : uses.slice(0, at);
}

// src/core/rules/actions/action-commit-did-not-change.ts
const ID$3 = "action-commit-did-not-change";
const TRUSTED$2 = ["actions/**", "github/**"];
const MOST_LOOKED_AT$2 = 100;
const actionCommitDidNotChange = defineRule({
	id: ID$3,
	group: "actions",
	title: "An action’s tag leads to the commit that it led to before",
	why: "Whoever can write to an action’s repository moves its tags to bad code, and each workflow that names them runs it (tj-actions, CVE-2025-30066).",
	mend: "Look at what changed between the two commits, then name the action by the one that you trust; the next job finds the new commit known.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-3",
		"CIS 2.3.4",
		"CIS 2.4.3",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.28",
		"NIST SR-4"
	],
	evidence: ["actions", "history"],
	params: strictObject({ trusted: patternList("Actions whose tags and branches may move, with or without their refs, as patterns; left out, `actions/**` and `github/**`.") }),
	judge(record, { params, history }) {
		const used = foreignActions(record);
		if (used === void 0) return unknown(record, "/actions");
		const trusted = params.trusted ?? TRUSTED$2;
		const loose = used.filter(({ action: { pinned, kind, uses } }) => !pinned && kind !== "docker" && !isListed$1(nameOf(uses), trusted) && !isListed$1(uses, trusted));
		if (loose.length === 0) return pass("Every action is named by its commit or trusted.", ["/actions"]);
		if (history === void 0) return notSupplied("no-history");
		const compared = loose.map((use) => ({
			...use,
			before: commitBefore(use, record, history)
		}));
		const moved = compared.filter(({ action: { commit }, before }) => before !== void 0 && commit !== void 0 && commit !== before);
		const [first] = moved;
		if (first) return fail(`${moved.map(({ action, before }) => `${action.uses} led to ${before?.slice(0, 12)} and now leads to ${action.commit?.slice(0, 12)}`).join("; ")}.`, moved.map(({ pointer }) => `${pointer}/commit`), {
			locations: jobLines(record, moved.map(({ action }) => action.line)),
			subject: first.action.uses.slice(0, 300).toWellFormed()
		});
		const untold = compared.find(({ action }) => action.commit === void 0);
		if (untold) return unknown(record, `${untold.pointer}/commit`);
		if (compared.some(({ before }) => before === void 0)) return unseen("learning", "An action is used here for the first time, so there is no earlier commit of it.", ["/actions"]);
		return pass("Every action leads to the commit that it led to before.", ["/actions"]);
	}
});
function commitBefore({ action: { uses } }, record, history) {
	const commitIn = ({ actions = [] }) => actions.find((action) => action.uses === uses && action.commit !== void 0)?.commit;
	const earlier = history.newest("action", uses, {
		until: timeOf(record),
		most: MOST_LOOKED_AT$2
	}, (one) => commitIn(one) !== void 0 && isLearntFrom$1(one, record, ID$3));
	return earlier && commitIn(earlier.record);
}

// src/core/rules/actions/actions-are-allowed.ts
const actionsAreAllowed = defineRule({
	id: "actions-are-allowed",
	group: "actions",
	title: "Only allowed actions are used",
	why: "Each action is somebody else’s code with the job’s rights; somebody should have looked at it once.",
	mend: "Use an action that is allowed, or have this one looked at and added to the rule’s parameter `allow`.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-3",
		"OWASP CICD-SEC-8",
		"CIS 2.1.2",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.28",
		"NIST SR-4"
	],
	evidence: ["actions"],
	params: strictObject({
		allow: patternList("Actions, images and workflows of others that may be used, with or without their refs, as patterns; left out, any."),
		deny: patternList("Those that may not, whatever `allow` says; left out, none.")
	}),
	judge(record, { params: { allow, deny = NONE$4 } }) {
		if (allow === void 0 && deny.length === 0) return pass("The policy neither allows nor denies any action.", []);
		const used = foreignActions(record);
		if (used === void 0) return unknown(record, "/actions");
		const isOn = (uses, list) => isListed$1(uses, list) || isListed$1(nameOf(uses), list);
		const refused = used.filter(({ action: { uses } }) => isOn(uses, deny) || allow !== void 0 && !isOn(uses, allow));
		if (refused.length === 0) return pass("Every action of others is allowed.", ["/actions"]);
		const names = [...new Set(refused.map(({ action }) => action.uses))];
		return fail(`The job uses what the policy does not allow: ${someOf(names)}.`, refused.map(({ pointer }) => `${pointer}/uses`), {
			locations: jobLines(record, refused.map(({ action }) => action.line)),
			subject: nameOf(names[0] ?? "").slice(0, 300).toWellFormed()
		});
	}
});
const NONE$4 = [];

// src/core/rules/actions/actions-are-pinned.ts
const TRUSTED$1 = ["actions/**", "github/**"];
const actionsArePinned = defineRule({
	id: "actions-are-pinned",
	group: "actions",
	title: "Actions of others are named by their commit",
	why: "A tag or branch can be moved to other code at any time; all who name it run that code in their next job (tj-actions, CVE-2025-30066).",
	mend: "Name the action by its whole commit id, with the tag in a comment beside it, and let Dependabot or Renovate raise both; an image by its digest.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-3",
		"CIS 2.1.2",
		"CIS 2.4.3",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.28",
		"NIST SR-4"
	],
	evidence: ["actions"],
	params: strictObject({ trusted: patternList("Actions that may be named by a tag or branch, without their refs, as patterns; left out, `actions/**` and `github/**`.") }),
	judge(record, { params }) {
		const used = foreignActions(record);
		if (used === void 0) return unknown(record, "/actions");
		const trusted = params.trusted ?? TRUSTED$1;
		const loose = used.filter(({ action }) => !action.pinned && !isListed$1(nameOf(action.uses), trusted));
		if (loose.length === 0) return pass("Every action of others is named by its commit or trusted.", ["/actions"]);
		const names = [...new Set(loose.map(({ action }) => action.uses))];
		return fail(`The job uses what can be changed without it: ${someOf(names)}.`, loose.map(({ pointer }) => `${pointer}/pinned`), {
			locations: jobLines(record, loose.map(({ action }) => action.line)),
			subject: jobFile(record)?.slice(0, 300).toWellFormed()
		});
	}
});

// src/core/rules/actions/rules.ts
const actionsRules = [
	actionsArePinned,
	actionsAreAllowed,
	actionCommitDidNotChange
];

// src/core/rules/identity/account-list.ts
const ID$2 = /^\d+$/;
function accountList(description) {
	const entry = string().check(minLength(1), maxLength(100));
	return array(entry).check(maxLength(1e3), describe(`${description} Logins, or ids, which outlast renaming.`));
}
function isListed(account, list) {
	const login = account.login.toLowerCase();
	if (list.some((entry) => ID$2.test(entry) ? entry === account.id : entry.toLowerCase() === login)) return true;
	return account.id === void 0 && list.some((entry) => ID$2.test(entry)) ? void 0 : false;
}

// src/core/rules/identity/worst.ts
function worst(judgements, otherwise) {
	const has = (result) => judgements.find((each) => each?.result === result);
	return has("fail") ?? has("unknown") ?? otherwise;
}

// src/core/same-environment.ts
function isSameEnvironment(a, b) {
	return a !== void 0 && b !== void 0 && a.toLowerCase() === b.toLowerCase();
}

// src/core/rules/identity/actors.ts
function actorsOf({ people: { initiator, rerunner } }) {
	const actors = [];
	if (initiator) actors.push({
		person: initiator,
		pointer: "/people/initiator",
		did: "started"
	});
	if (rerunner && !isSameActor(rerunner, initiator)) actors.push({
		person: rerunner,
		pointer: "/people/rerunner",
		did: "re-ran"
	});
	return actors;
}
function isBot({ type, login }) {
	return type === "bot" || login.endsWith("[bot]");
}
function isSamePerson(a, b) {
	if (a === void 0 || b === void 0) return false;
	if (a.id !== void 0 && b.id !== void 0) return a.id === b.id;
	return a.login.toLowerCase() === b.login.toLowerCase();
}
function isSameActor(a, b) {
	return b !== void 0 && (a.id !== void 0 && b.id !== void 0 ? a.id === b.id : a.login === b.login);
}

// src/core/rules/approvals/counted-approvals.ts
function approvalsOf(record, environment) {
	return record.approvals?.flatMap(({ user, state, environment: approved }, index) => state === "approved" && isSameEnvironment(approved, environment) ? [{
		user,
		pointer: `/approvals/${index}/user`
	}] : []);
}
function countOthers(accounts, involved) {
	const people = accounts.filter((account) => !isBot(account));
	const ids = new Set(people.flatMap(({ id }) => id === void 0 ? [] : id));
	let isCertain = true;
	for (const account of involved) if (account?.id === void 0) isCertain = false;
	else ids.delete(account.id);
	const nameless = people.filter(({ id }) => id === void 0).length;
	return {
		atLeast: isCertain ? ids.size : 0,
		atMost: ids.size + nameless
	};
}

// src/core/rules/approvals/target-environment.ts
function targetEnvironment(record) {
	const { environment } = record.pipeline;
	if (environment !== void 0) return environment;
	if (!(gapFor(record.gaps, "/pipeline/environment")?.reason === "not-applicable")) return unknown(record, "/pipeline/environment");
	return pass("The job deploys to no environment.", ["/pipeline/environment"]);
}

// src/core/rules/approvals/approver-is-allowed.ts
const approverIsAllowed = defineRule({
	id: "approver-is-allowed",
	group: "approvals",
	title: "A deployment is approved only by people who may",
	why: "Whoever can change the environment’s reviewers can put in a friend for one deployment.",
	mend: "Ask for an approval by somebody on the list, or put the person on it: in the parameter `people`, or among the environment’s reviewers.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-1",
		"OWASP CICD-SEC-5",
		"CIS 5.2.3",
		"SOC 2 CC6.3",
		"ISO 27001 A.5.3",
		"NIST AC-5"
	],
	evidence: ["environment", "approvals"],
	params: strictObject({ people: optional(accountList("People who may approve; left out, the environment’s own reviewers.")) }),
	judge(record, { params }) {
		const environment = targetEnvironment(record);
		if (typeof environment !== "string") return environment;
		const approvals = approvalsOf(record, environment);
		if (approvals === void 0) return unknown(record, "/approvals");
		const { people } = params;
		return worst(approvals.map((approval) => {
			const isAllowed = people ? isListed(approval.user, people) : isReviewer(record, approval);
			if (typeof isAllowed === "object") return isAllowed;
			if (isAllowed === void 0) return unknown(record, `${approval.pointer}/id`);
			return isAllowed ? void 0 : notAllowed(environment, approval);
		}), approvals.length > 0 ? pass(`Only people who may approve ${environment} did.`, ["/approvals"]) : pass(`Nobody approved ${environment}.`, ["/approvals"]));
	}
});
function notAllowed(environment, { user, pointer }) {
	return fail(`${user.login} approved the deployment to ${environment} and is not among those who may.`, [pointer], { subject: user.id ?? user.login });
}
function isReviewer(record, { user, pointer }) {
	const { reviewers, reviewerTeams } = record.protections.environment ?? {};
	if (reviewers === void 0) return unknown(record, "/protections/environment/reviewers");
	if (user.id === void 0) return void 0;
	if (reviewers.some(({ id }) => id === user.id)) return true;
	if (reviewers.some(({ id }) => id === void 0)) return unknown(record, "/protections/environment/reviewers");
	if (reviewerTeams === void 0) return unknown(record, "/protections/environment/reviewerTeams");
	return reviewerTeams.length === 0 ? false : unseen("not-certain", `Whether ${user.login} is one of those who may approve was not seen.`, [pointer, "/protections/environment/reviewerTeams"]);
}

// src/core/rules/approvals/approver-is-not-initiator.ts
const approverIsNotInitiator = defineRule({
	id: "approver-is-not-initiator",
	group: "approvals",
	title: "A deployment is approved by someone else",
	why: "An approval by the person who started or re-ran the job is no second pair of eyes.",
	mend: "Let another reviewer approve, and switch on “Prevent self-review” in the environment’s protection rules.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-1",
		"SOC 2 CC6.3",
		"SOC 2 CC8.1",
		"ISO 27001 A.5.3",
		"NIST AC-5"
	],
	evidence: [
		"people",
		"environment",
		"approvals"
	],
	params: strictObject({}),
	judge(record) {
		const environment = targetEnvironment(record);
		if (typeof environment !== "string") return environment;
		if (record.approvals === void 0) return unknown(record, "/approvals");
		const { initiator, rerunner } = record.people;
		const approvals = record.approvals.map(({ user, ...approval }, index) => ({
			...approval,
			user,
			pointer: `/approvals/${index}/user`
		})).filter((approval) => isSameEnvironment(approval.environment, environment) && approval.state === "approved");
		for (const { user, pointer } of approvals) {
			if (isSame(user, initiator)) return fail(`${user.login} started the job and approved its deployment to ${environment}.`, [pointer, "/people/initiator"], { subject: environment });
			if (isSame(user, rerunner) && !approvals.some((other) => isSomebodyElse(other.user, rerunner))) return fail(`${user.login} re-ran the job and approved its deployment to ${environment}.`, [pointer, "/people/rerunner"], { subject: environment });
		}
		if (initiator?.id === void 0) return unknown(record, "/people/initiator/id");
		const nameless = approvals.find(({ user }) => user.id === void 0);
		if (nameless) return unknown(record, nameless.pointer);
		if (approvals.length > 0 && rerunner && rerunner.id === void 0) return unknown(record, "/people/rerunner/id");
		if (approvals.some(({ user }) => isSame(user, rerunner))) return ambiguous(environment);
		if (approvals.length === 0) {
			const protection = record.protections.environment;
			if (protection?.reviewersRequired === void 0) return unknown(record, "/protections/environment");
			if (protection.reviewersRequired) return unapproved(environment);
		}
		return pass(`No approval for ${environment} is by the person who started or re-ran the job.`, ["/approvals"]);
	}
});
function ambiguous(environment) {
	return unseen("not-certain", `Whoever re-ran the job approved ${environment} in some attempt, and so did somebody else; GitHub does not say which approval let this attempt in.`, ["/approvals", "/people/rerunner"]);
}
function unapproved(environment) {
	return unseen("not-certain", `Nobody is recorded as having approved ${environment}, and somebody has to: the rule was bypassed, or it is newer than the job.`, ["/approvals", "/protections/environment/reviewersRequired"]);
}
function isSomebodyElse(account, person) {
	return account.id !== void 0 && person?.id !== void 0 && account.id !== person.id;
}
function isSame(a, b) {
	return a.id !== void 0 && a.id === b?.id;
}

// src/core/rules/approvals/counted-reviews.ts
const OF_THE_REPOSITORY$1 = /^(owner|member|collaborator)$/i;
function countReviewers({ author, reviews, reviewDecision, moreReviews }) {
	const approving = latestOpinions$1(reviews).filter(({ state }) => state === "approved");
	const known = approving.filter(({ association }) => reviewDecision === "approved" || OF_THE_REPOSITORY$1.test(association ?? ""));
	const { atLeast } = countOthers(known.map(reviewerOf), [author]);
	const { atMost } = countOthers(approving.map(reviewerOf), [author]);
	return {
		atLeast,
		atMost: moreReviews === true ? Number.POSITIVE_INFINITY : atMost
	};
}
function hasApproval({ reviews, author }) {
	return latestOpinions$1(reviews).some(({ state, reviewer }) => state === "approved" && !isBot(reviewer) && (reviewer.id === void 0 || reviewer.id !== author?.id));
}
function reviewerOf({ reviewer }) {
	return reviewer;
}
function latestOpinions$1(reviews) {
	const latest = /* @__PURE__ */ new Map();
	for (const [index, review] of reviews.entries()) {
		if (review.state === "commented" || review.state === "pending") continue;
		latest.set(review.reviewer.id ?? `without an id ${index}`, review);
	}
	return [...latest.values()];
}

// src/core/rules/approvals/reviewed-change.ts
function judgeChanges(record, { change: judge, direct }) {
	if (record.pipeline.event?.startsWith("pull_request") === true && record.pipeline.environment === void 0) {
		const target = targetEnvironment(record);
		if (typeof target === "object" && target.result === "unknown") return target;
		return pass("The job checks a pull request and deploys nothing; its review may come later.", ["/pipeline/event"]);
	}
	const judgements = record.source.pullRequests?.map((pullRequest, index) => ({
		pullRequest,
		pointer: `/source/pullRequests/${index}`
	})).filter(({ pullRequest }) => hasBrought(record, pullRequest)).map(judge);
	if (judgements === void 0) return unknown(record, "/source/pullRequests");
	return judgements.find(({ result }) => result === "pass") ?? judgements.find(({ result }) => result === "unknown") ?? judgements[0] ?? withoutChange(record, direct);
}
function withoutChange(record, direct) {
	const { event = "", pullRequest } = record.pipeline;
	const target = targetEnvironment(record);
	if (!direct || typeof target === "object" && target.result === "pass") return pass("No pull request brought the commit.", ["/source/pullRequests"]);
	if (typeof target === "object") return target;
	return pullRequest || event === "merge_group" ? unknown(record, "/source/pullRequests") : direct();
}
const QUEUED$1 = /\/pr-(\d+)-[0-9a-f]+$/;
function hasBrought({ pipeline }, pullRequest) {
	if (pipeline.pullRequest) return pullRequest.number === pipeline.pullRequest.number;
	if (pipeline.event === "merge_group") {
		const [, number] = QUEUED$1.exec(pipeline.mergeGroup?.headRef ?? "") ?? [];
		return number === void 0 ? pullRequest.state !== "closed" : pullRequest.number === number;
	}
	return pullRequest.state === "merged";
}

// src/core/rules/approvals/change-is-reviewed.ts
const changeIsReviewed = defineRule({
	id: "change-is-reviewed",
	group: "approvals",
	title: "The change was reviewed by enough other people",
	why: "A change that nobody else has looked at holds whatever its author, or whoever has the author’s account, put in.",
	mend: "Require a pull request with approvals before merging in the branch’s rules.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-1",
		"CIS 1.1.3",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.32",
		"NIST CM-3",
		"NIST AC-5"
	],
	evidence: [
		"event",
		"environment",
		"pull-requests"
	],
	params: strictObject({
		minimum: optional(int().check(minimum(1), maximum(20), describe("How many people have to approve; default 1."))),
		"except-authors": optional(accountList("Accounts whose changes need no review, such as `dependabot[bot]`."))
	}),
	judge(record, { params }) {
		const exempt = params["except-authors"] ?? [];
		return judgeChanges(record, {
			change: (change) => judgeChange$1(record, change, params.minimum ?? 1, exempt),
			direct: () => judgeDirect(record, exempt)
		});
	}
});
function judgeDirect(record, exempt) {
	const { pipeline, people, source } = record;
	const { pusher } = people;
	if (pipeline.event === "push" && pusher) {
		const isExempt = isListed(pusher, exempt);
		if (isExempt === void 0) return unknown(record, "/people/pusher/id");
		if (isExempt) return pass(`What ${pusher.login} pushes needs no review.`, ["/people/pusher"]);
	}
	const commit = source.commit?.slice(0, 12) ?? "The commit";
	return fail(`${commit} is deployed to ${pipeline.environment}, and no merged pull request brought it.`, ["/source/pullRequests", "/pipeline/environment"], { subject: pipeline.ref });
}
function judgeChange$1(record, { pullRequest, pointer }, minimum, exempt) {
	const { author, number } = pullRequest;
	if (author && isListed(author, exempt)) return pass(`Changes by the author of pull request #${number} need no review.`, [`${pointer}/author`]);
	const { atLeast, atMost } = countReviewers(pullRequest);
	if (atLeast >= minimum) return pass(`Pull request #${number} was reviewed by other people.`, [`${pointer}/reviews`]);
	if (atMost < minimum) {
		const count = atMost === 0 ? "nobody other than its author approved it" : `only ${atMost} of ${minimum} people approved it`;
		return fail(`Pull request #${number} brought the change, and ${count}.`, [`${pointer}/reviews`], { subject: record.pipeline.ref });
	}
	return author?.id === void 0 ? unknown(record, `${pointer}/author`) : unseen("not-certain", `Whether enough people of the repository approved pull request #${number} was not seen.`, [`${pointer}/reviews`]);
}

// src/core/rules/approvals/deployment-is-approved.ts
const deploymentIsApproved = defineRule({
	id: "deployment-is-approved",
	group: "approvals",
	title: "A deployment is approved by enough other people",
	why: "Without an approval, whoever can start the job decides alone what is deployed.",
	mend: "Add required reviewers to the environment’s protection rules; where more than one has to approve, take a custom protection rule or a second environment.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-1",
		"CIS 5.2.3",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.32",
		"NIST CM-3",
		"NIST AC-5"
	],
	evidence: [
		"people",
		"environment",
		"approvals"
	],
	params: strictObject({ minimum: optional(int().check(minimum(1), maximum(20), describe("How many people have to approve; default 1."))) }),
	judge(record, { params }) {
		const environment = targetEnvironment(record);
		if (typeof environment !== "string") return environment;
		const approvals = approvalsOf(record, environment);
		if (approvals === void 0) return unknown(record, "/approvals");
		const minimum = params.minimum ?? 1;
		const { initiator, rerunner } = record.people;
		const { atLeast, atMost } = countOthers(approvals.map(({ user }) => user), [initiator, ...rerunner ? [rerunner] : []]);
		if (atMost < minimum) {
			const count = atMost === 0 ? "Nobody else" : `Only ${atMost} of ${minimum} other people`;
			return fail(`${count} approved the deployment to ${environment}.`, ["/approvals"], { subject: environment });
		}
		if (atLeast >= minimum) return pass(`Other people approved the deployment to ${environment}.`, ["/approvals"]);
		if (initiator?.id === void 0) return unknown(record, "/people/initiator/id");
		if (rerunner && rerunner.id === void 0) return unknown(record, "/people/rerunner/id");
		const nameless = approvals.find(({ user }) => user.id === void 0);
		return unknown(record, `${nameless?.pointer ?? "/approvals"}/id`);
	}
});

// src/core/rules/approvals/environment-gate-was-not-bypassed.ts
const environmentGateWasNotBypassed = defineRule({
	id: "environment-gate-was-not-bypassed",
	group: "approvals",
	title: "Nobody passed by the approval that an environment demands",
	why: "An administrator can start a waiting deployment without any approval, and the run doesn’t tell.",
	mend: "Ask who started the waiting job (the organisation’s audit log has `workflows.bypass_protection_rules`), and switch off “Allow administrators to bypass” in the environment’s protection rules.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-1",
		"CIS 1.1.14",
		"CIS 5.2.3",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.32",
		"NIST CM-5",
		"NIST AC-5"
	],
	evidence: ["environment", "approvals"],
	params: strictObject({}),
	judge(record) {
		const environment = targetEnvironment(record);
		if (typeof environment !== "string") return environment;
		const approvals = approvalsOf(record, environment);
		if (approvals === void 0) return unknown(record, "/approvals");
		if (approvals.length > 0) return pass(`Somebody approved the deployment to ${environment}.`, ["/approvals"]);
		const protection = record.protections.environment;
		if (protection?.reviewersRequired === void 0 || !isSameEnvironment(protection.name, environment)) return unknown(record, "/protections/environment/reviewersRequired");
		const evidence = ["/approvals", "/protections/environment/reviewersRequired"];
		return protection.reviewersRequired ? fail(`${environment} demands an approval and none is recorded: it was bypassed, or the rule is newer than the job.`, evidence, { subject: environment }) : pass(`The job passed by no approval of ${environment}.`, evidence);
	}
});

// src/core/rules/approvals/no-bypass-in-audit-log.ts
const HOUR$3 = 36e5;
const BYPASS = "workflows.bypass_protection_rules";
const OVERRIDE = "protected_branch.policy_override";
const noBypassInAuditLog = defineRule({
	id: "no-bypass-in-audit-log",
	group: "approvals",
	title: "The audit log has no bypass of a guard of this run",
	why: "Only the organisation’s audit log tells for sure that, and by whom, a protection rule was set aside.",
	mend: "Look up the event in the audit log and ask whoever it names; take the right to bypass away where nobody needs it.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-1",
		"CIS 1.1.14",
		"SOC 2 CC7.2",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.32",
		"NIST CM-5"
	],
	evidence: [
		"people",
		"environment",
		"audit-log"
	],
	params: strictObject({ hours: optional(int().check(minimum(1), maximum(720), describe("How many hours before the job an override of the branch’s rules, by whoever pushed or merged, still counts as the job’s; default 1."))) }),
	judge(record, { params, auditLog }) {
		if (auditLog === void 0) return notSupplied("no-audit-log");
		const { runId, environment, repository, ref } = record.pipeline;
		const events = auditLog.filter((event) => isSameName(event.repository, repository));
		const bypasses = events.filter(({ action }) => action === BYPASS);
		if (bypasses.filter((event) => runId !== void 0 && event.runId === runId && (event.environment === void 0 || environment === void 0 || isSameEnvironment(event.environment, environment))).length > 0) return fail("The audit log says that the environment’s protection rules were bypassed in this run.", ["/pipeline/runId"], { subject: environment ?? ref });
		if (events.some((event) => isOverrideForJob(record, event, params.hours ?? 1))) return fail("The audit log says that the branch’s rules were overridden by whoever pushed or merged.", ["/people"], { subject: ref });
		if (runId === void 0 && bypasses.length > 0) return unknown(record, "/pipeline/runId");
		return pass("The audit log has no bypass of a guard of this run.", ["/pipeline/runId"]);
	}
});
function isOverrideForJob({ people, observedAt }, event, hours) {
	if (event.action !== OVERRIDE) return false;
	const { initiator, pusher, merger } = people;
	if (![
		initiator,
		pusher,
		merger
	].some((person) => isSamePerson(person, event.actor))) return false;
	const began = Date.parse(observedAt.start ?? observedAt.checkpoints?.[0] ?? observedAt.end ?? "");
	const at = Date.parse(event.at);
	return at <= began && began - at <= hours * HOUR$3;
}
function isSameName(a, b) {
	return a === void 0 || b === void 0 || a.toLowerCase() === b.toLowerCase();
}

// src/core/rules/approvals/review-covers-last-push.ts
const reviewCoversLastPush = defineRule({
	id: "review-covers-last-push",
	group: "approvals",
	title: "The approval of a change is for its last commit",
	why: "Whoever pushes after the approval, or approves a push of their own, brings in what nobody else has seen.",
	mend: "Switch on “Dismiss stale approvals” and “Require approval of the most recent push” in the branch’s rules.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-1",
		"CIS 1.1.12",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.32",
		"NIST CM-3",
		"NIST AC-5"
	],
	evidence: [
		"event",
		"environment",
		"pull-requests"
	],
	params: strictObject({}),
	judge(record) {
		return judgeChanges(record, { change: (change) => judgeChange(record, change) });
	}
});
function judgeChange(record, { pullRequest, pointer }) {
	const { lastPushApprovedByOther, moreReviews, number } = pullRequest;
	const fact = `${pointer}/lastPushApprovedByOther`;
	if (lastPushApprovedByOther === void 0) return unknown(record, fact);
	if (lastPushApprovedByOther) return pass(`The last commit of pull request #${number} was approved.`, [fact]);
	if (!hasApproval(pullRequest) && moreReviews !== true) return pass(`Nobody approved pull request #${number}: there is no approval to be out of date.`, [`${pointer}/reviews`]);
	return fail(`Nobody else approved the last commit of pull request #${number}; an earlier one was approved.`, [fact], { subject: record.pipeline.ref });
}

// src/core/rules/approvals/rules.ts
const approvalsRules = [
	approverIsNotInitiator,
	deploymentIsApproved,
	environmentGateWasNotBypassed,
	approverIsAllowed,
	changeIsReviewed,
	reviewCoversLastPush,
	noBypassInAuditLog
];

// src/core/rules/audit/audit-is-enforced.ts
const auditIsEnforced = defineRule({
	id: "audit-is-enforced",
	group: "audit",
	title: "The audit step can fail the job",
	why: "With `continue-on-error` on the audit step a refused job runs on as if nothing had been said.",
	mend: "Remove `continue-on-error` from the audit step; to try Doorlog out without failing jobs use `mode: audit`.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-10",
		"SOC 2 CC7.2",
		"NIST AU-12"
	],
	evidence: ["workflow-file"],
	params: strictObject({}),
	judge(record) {
		const enforcement = record.enforcement;
		if (record.pipeline.provider === "local") return pass("A local run is audited from without: it has no audit step.", ["/pipeline/provider"]);
		if (enforcement === void 0) return unknown(record, "/enforcement");
		const evidence = ["/enforcement/continueOnError"];
		const details = {
			locations: auditStepPlace(record),
			subject: thisJob(record)
		};
		switch (enforcement.continueOnError) {
			case "yes": return fail("The audit step has continue-on-error: what it refuses is not held back.", evidence, details);
			case "expression": return fail("The audit step’s continue-on-error is an expression, so it may not hold anything back.", evidence, details);
			case "no": return pass("The audit step can fail the job.", evidence);
		}
	}
});

// src/core/rules/audit/audit-is-first.ts
const auditIsFirst = defineRule({
	id: "audit-is-first",
	group: "audit",
	title: "The audit step is the job’s first",
	why: "The pre of a step above runs before the record begins; a step with `if: always()` runs though the start was refused.",
	mend: "Move the audit step to the top; take `always()`, `failure()` and `cancelled()` out of the conditions of the other steps, or accept such steps by the parameter `allow-after-refusal`.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-10",
		"SOC 2 CC7.2",
		"NIST AU-12"
	],
	evidence: ["workflow-file"],
	params: strictObject({ "allow-after-refusal": optional(boolean().check(describe("Accepts steps that run after a refused start, for jobs that must clean up in any case."))) }),
	judge(record, { params }) {
		const enforcement = record.enforcement;
		if (record.pipeline.provider === "local") return pass("A local run is audited from without: it has no audit step.", ["/pipeline/provider"]);
		if (enforcement === void 0) return unknown(record, "/enforcement");
		const { file, line, position, unguardedSteps } = enforcement;
		if (position > 0) return fail(`The audit step is number ${position + 1} of the job.`, ["/enforcement/position"], {
			locations: [{
				file,
				line
			}],
			subject: thisJob(record)
		});
		if (unguardedSteps.length > 0 && params["allow-after-refusal"] !== true) {
			const lines = unguardedSteps.map((step) => step.line);
			const where = lines.length === 1 ? `line ${lines[0]} runs` : `lines ${lines.join(", ")} run`;
			return fail(`The step${lines.length === 1 ? "" : "s"} in ${where} even when the start is refused.`, ["/enforcement/unguardedSteps"], {
				locations: unguardedSteps.map((step) => ({
					file,
					line: step.line
				})),
				subject: thisJob(record)
			});
		}
		return pass("The audit step is the job’s first.", ["/enforcement/position"]);
	}
});

// src/core/rules/audit/audit-was-not-weakened.ts
const DAY$3 = 864e5;
const DAYS$2 = 30;
const MOST_CHANGES = 50;
const auditWasNotWeakened = defineRule({
	id: "audit-was-not-weakened",
	group: "audit",
	title: "The audit of the job is as strict as before",
	why: "Whoever wants to pass unseen first switches the enforcement off, and it looks like a small change of a workflow.",
	mend: "Undo the change of the audit step or of its policy, or waive the finding until earlier records count no more.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-1",
		"OWASP CICD-SEC-10",
		"SOC 2 CC7.2",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.32",
		"NIST CM-3"
	],
	evidence: ["workflow-file", "history"],
	params: strictObject({ days: optional(int().check(minimum(1), maximum(3650), describe(`Days for which the audit is compared with what it was before; default ${DAYS$2}.`))) }),
	judge(record, { params, history }) {
		if (history === void 0) return notSupplied("no-history");
		if (record.enforcement === void 0) return unknown(record, "/enforcement");
		const branch = auditedBranch(record);
		if (branch === void 0) return unknown(record, "/pipeline/job");
		const stricter = stricterBefore(record, branch, params.days ?? DAYS$2, history);
		if (stricter === void 0) return unseen("learning", "No earlier record of the job on this branch is known.", []);
		if (stricter === "none") return pass("The audit of the job is as strict as in its earlier records.", ["/enforcement"]);
		const found = weakenings(stricter.record, record);
		return fail(`The audit is weaker than it was until ${new Date(stricter.until).toISOString().slice(0, 10)}: ${found.map(({ what }) => what).join(", ")}.`, found.map(({ pointer }) => pointer), {
			locations: auditStepPlace(record),
			subject: thisJob(record)
		});
	}
});
function stricterBefore(record, branch, days, history) {
	const now = timeOf(record);
	let isKnown = false;
	let until = now;
	const stricter = history.newest("audit-change", branch, {
		until: now,
		most: MOST_CHANGES
	}, (earlier) => {
		isKnown ||= earlier.recordId !== record.recordId;
		if (until >= now - days * DAY$3 && weakenings(earlier, record).length > 0) return true;
		until = timeOf(earlier);
		return false;
	});
	if (stricter) return {
		record: stricter.record,
		until
	};
	return isKnown ? "none" : void 0;
}
function weakenings(before, now) {
	const found = weakeningsOfStep(before.enforcement, now.enforcement);
	return before.policy && now.policy ? [...found, ...weakeningsOfPolicy(before.policy, now.policy)] : found;
}
const NONE$3 = [];
function weakeningsOfStep(before, now) {
	if (!before || !now) return NONE$3;
	const passedOver = before.continueOnError === "no" && now.continueOnError !== "no";
	const moved = before.position === 0 && now.position > 0;
	const unguarded = before.unguardedSteps.length === 0 && now.unguardedSteps.length > 0;
	if (!passedOver && !moved && !unguarded) return NONE$3;
	return [
		...passedOver ? [{
			what: "its step has continue-on-error",
			pointer: "/enforcement/continueOnError"
		}] : [],
		...moved ? [{
			what: "its step is no longer the first",
			pointer: "/enforcement/position"
		}] : [],
		...unguarded ? [{
			what: "steps run after a refusal",
			pointer: "/enforcement/unguardedSteps"
		}] : []
	];
}
function weakeningsOfPolicy(before, now) {
	const tamed = before.mode === "enforce" && now.mode === "audit";
	const warns = before.onViolation === "fail" && now.onViolation === "warn";
	return [...tamed ? [{
		what: "it has mode: audit",
		pointer: "/policy/mode"
	}] : [], ...warns ? [{
		what: "a violation only warns",
		pointer: "/policy/onViolation"
	}] : []];
}

// src/core/rules/audit/says-the-same.ts
function saysTheSame(a, b) {
	if (a === b || a === void 0 || b === void 0) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	if (Array.isArray(a) || Array.isArray(b)) {
		if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
		return a.every((item, index) => saysTheSame(item, b[index]));
	}
	const others = new Map(Object.entries(b));
	return Object.entries(a).every(([key, value]) => saysTheSame(value, others.get(key)));
}

// src/core/rules/audit/record-has-no-conflict.ts
const recordHasNoConflict = defineRule({
	id: "record-has-no-conflict",
	group: "audit",
	title: "No other record claims to be this one",
	why: "Whoever holds the job’s identity or the log’s credential can write a second record; both are kept, and one of them is false.",
	mend: "Compare the two with `doorlog record show`: the start event and the certificates tell which the job’s own is.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-9",
		"OWASP CICD-SEC-10",
		"CIS 2.1.3",
		"SOC 2 CC7.2",
		"ISO 27001 A.8.15",
		"NIST AU-9(3)"
	],
	evidence: ["history"],
	params: strictObject({}),
	judge(record, { history }) {
		if (record.phase !== "start" && record.phase !== "end") return pass("A job may have several records of this kind.", ["/phase"]);
		if (history === void 0) return notSupplied("no-history");
		if (!history.newest("record", record.recordId, { until: Number.POSITIVE_INFINITY }, (one) => one.phase === record.phase && !saysTheSame(one, record))) return pass("No other record of this moment of the job is known.", ["/recordId"]);
		return fail(`Another ${record.phase} record of the job says something else.`, ["/recordId"], { subject: thisJob(record) });
	}
});

// src/core/rules/audit/records-are-complete.ts
const HOUR$2 = 36e5;
const DAY$2 = 24 * HOUR$2;
const DAYS$1 = 30;
const MOST_OPEN = 100;
const MOST_MISSING = 100;
const recordsAreComplete = defineRule({
	id: "records-are-complete",
	group: "audit",
	title: "No record of the workflow is missing",
	why: "A job whose end is missing was cut off, or somebody did not want it to be told.",
	mend: "Look at the run on GitHub: a runner that was lost leaves no end; for anything else find out who stopped the audit.",
	severity: "low",
	controls: [
		"OWASP CICD-SEC-10",
		"SOC 2 CC7.2",
		"ISO 27001 A.8.15",
		"NIST AU-12"
	],
	evidence: ["history"],
	params: strictObject({
		hours: optional(int().check(minimum(1), maximum(8760), describe("Hours after which a record counts as missing; default 7."))),
		days: optional(int().check(minimum(1), maximum(3650), describe(`Days for which a missing end is told after that; default ${DAYS$1}.`))),
		"run-numbers": optional(boolean().check(describe("Also looks for runs of the workflow without any record; for workflows whose every run has the audit step.")))
	}),
	judge(record, { params, history }) {
		if (history === void 0) return notSupplied("no-history");
		const workflow = workflowOf(record);
		if (workflow === void 0) return unknown(record, "/pipeline/workflowRef");
		const before = timeOf(record) - (params.hours ?? 7) * HOUR$2;
		const from = before - (params.days ?? DAYS$1) * DAY$2;
		const open = history.startsWithoutEnd(workflow, {
			from,
			until: before,
			most: MOST_OPEN
		}).filter((start) => start.record.recordId !== record.recordId);
		const [first] = open;
		if (first) {
			const others = open.length - 1;
			const count = `${open.length === MOST_OPEN ? "at least " : ""}${others}`;
			const more = others > 0 ? `; ${count} more of ${workflow} ${others === 1 ? "has" : "have"} none either` : "";
			return fail(`${jobInWords(first)} began at ${new Date(first.at).toISOString()} and has no end record${more}.`, ["/pipeline/workflowRef"], {
				locations: [{ file: workflow }],
				subject: workflow.slice(0, 300).toWellFormed()
			});
		}
		if (params["run-numbers"] !== true) return pass("Every start of the workflow has its end.", ["/pipeline/workflowRef"]);
		return judgeRuns(workflow, before, history);
	}
});
function judgeRuns(workflow, before, history) {
	const last = history.latest("workflow", workflow, before);
	const number = last && numberOf(last.record);
	const missing = number === void 0 ? void 0 : missingBefore(number, workflow, history);
	if (missing === void 0) return unseen("learning", "No earlier run of the workflow is known yet.", []);
	const [one] = missing;
	if (one === void 0) return pass("Every start has its end, and every run its records.", ["/pipeline/runNumber"]);
	const which = missing.length === 1 ? `run ${one}` : `${missing.length} runs from number ${one} on`;
	return fail(`Of ${workflow} there is no record of ${which}.`, ["/pipeline/runNumber"], {
		locations: [{ file: workflow }],
		subject: workflow.slice(0, 300).toWellFormed()
	});
}
function missingBefore(number, workflow, history) {
	const missing = [];
	for (let before = number - 1; before > 0 && missing.length <= MOST_MISSING; before--) {
		if (history.first("run", `${workflow} ${before}`)) return missing.reverse();
		missing.push(before);
	}
}
function numberOf({ pipeline }) {
	const number = Number(pipeline.runNumber ?? "");
	return Number.isSafeInteger(number) && number > 0 ? number : void 0;
}
function jobInWords({ record: { pipeline } }) {
	const job = pipeline.job === void 0 ? "A job" : `The job ${pipeline.job}`;
	return pipeline.runId === void 0 ? job : `${job} of run ${pipeline.runId}`;
}

// src/core/rules/audit/start-is-bound.ts
const startIsBound = defineRule({
	id: "start-is-bound",
	group: "audit",
	title: "The end of the record is bound to its start",
	why: "What stood before the steps ran is proof against them only where the end names it by its digest and a log store had it first.",
	mend: "Find the step that writes to the runner’s state or temporary folder; where a log store was late, see why it could not be reached at the start.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-10",
		"SOC 2 CC7.2",
		"ISO 27001 A.8.15",
		"NIST AU-9(3)",
		"NIST AU-10"
	],
	evidence: [],
	params: strictObject({}),
	judge(record) {
		const evidence = ["/links/startEvent"];
		if (record.phase === "checkpoint" || record.phase === "collector") return pass("A record of this kind has no start of its own.", ["/phase"]);
		if (record.recorder.kind === "gate") return pass("A gate looks once, before any step of its run.", ["/recorder/kind"]);
		const link = record.links.startEvent;
		if (link === void 0) {
			if (!(record.phase === "end" && gapFor(record.gaps, "/observedAt/start")?.reason === "state-invalid")) return unknown(record, "/links/startEvent");
			return fail("What the start of the job left for its end is gone or altered.", ["/observedAt/start"], {
				locations: auditStepPlace(record),
				subject: thisJob(record)
			});
		}
		switch (link.announced) {
			case "late": return unseen("not-certain", "The start reached a log store only at the end, when other steps had run.", evidence);
			case "nowhere": return pass("The end names its start; no log store was asked to hold it.", evidence);
			case "announced": return pass("The end names its start, which every log store had in time.", evidence);
		}
	}
});

// src/core/rules/audit/rules.ts
const auditRules = [
	auditIsEnforced,
	auditIsFirst,
	startIsBound,
	recordHasNoConflict,
	recordsAreComplete,
	auditWasNotWeakened
];

// src/core/rules/drift/compared.ts
function changesAt({ drift }, pointers) {
	return drift.filter(({ pointer }) => pointers.test(pointer));
}
function notCompared(record) {
	const start = "/observedAt/start";
	if (record.phase === "end" && record.observedAt.start !== void 0) return void 0;
	return record.phase !== "end" || gapFor(record.gaps, start)?.reason === "not-applicable" ? unseen("not-yet", "What changed while a job ran is judged at its end.", [start]) : unknown(record, start);
}
function unseenFact(record, facts) {
	const missing = facts.find(([pointer, value]) => value === void 0 && gapFor(record.gaps, pointer)?.reason !== "not-applicable");
	return missing && unknown(record, missing[0]);
}
function listed$1(changes) {
	return changes.map(({ pointer }) => pointer).join(", ");
}
function pointersOf(changes) {
	return [...new Set(changes.map(({ pointer }) => pointer))];
}

// src/core/rules/drift/policy-did-not-change.ts
const POLICY = /^\/policy\/(policy|organizationPolicy)\/digest$/;
const policyDidNotChange = defineRule({
	id: "policy-did-not-change",
	group: "drift",
	title: "The policy is the same at the end as at the start",
	why: "A policy that is changed while a job runs may let through at the end what it would have refused at the start.",
	mend: "Look at the policy’s history on the default branch; run the job again under the policy that is meant to hold.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-1",
		"CIS 1.1.20",
		"SOC 2 CC7.2",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.9",
		"NIST CM-3",
		"NIST CM-5"
	],
	evidence: ["drift"],
	params: strictObject({}),
	judge(record) {
		const changes = changesAt(record, POLICY);
		if (changes.length > 0) return fail(`The policy changed while the job ran: ${listed$1(changes)}.`, pointersOf(changes), { subject: "policy" });
		return notCompared(record) ?? pass("The policy did not change while the job ran.", ["/observedAt/start"]);
	}
});

// src/core/rules/drift/weakening.ts
const lost = (before, after) => areBooleans(before, after) ? before === true && after === false : void 0;
const gained = (before, after) => lost(after, before);
const lowered = (before, after) => typeof before === "number" && typeof after === "number" ? after < before : void 0;
const opened = (before, after) => typeof before === "string" && typeof after === "string" ? before !== after && after === "none" : void 0;
const widened = (before, after) => {
	if (!Array.isArray(before) || !Array.isArray(after)) return void 0;
	const known = new Set(before.map(keyOf$1));
	return after.some((item) => !known.has(keyOf$1(item)));
};
const shortened$1 = (before, after) => widened(after, before);
const RULE_PARTS = {
	requiredApprovals: lowered,
	codeOwnerReview: lost,
	lastPushApproval: lost,
	dismissStaleReviews: lost
};
const rulesLost = (before, after) => {
	if (!Array.isArray(before) || !Array.isArray(after)) return void 0;
	return before.some((rule) => !after.some((other) => other.type === rule.type && demandsNoLess(rule, other)));
};
function demandsNoLess(before, after) {
	return Object.entries(RULE_PARTS).every(([part, isWeaker]) => isWeaker(before[part], after[part]) !== true);
}
const rulesetsLost = (before, after) => {
	if (!Array.isArray(before) || !Array.isArray(after)) return void 0;
	return before.some((ruleset) => {
		if (ruleset.enforcement !== "active") return false;
		const now = after.find((other) => keyOf$1(other) === keyOf$1(ruleset));
		return now?.enforcement !== "active" || bypassWidened(ruleset.bypassActors, now.bypassActors);
	});
};
function bypassWidened(before, after) {
	return widened(withMode(before), withMode(after)) === true;
}
function withMode(actors) {
	if (!Array.isArray(actors)) return actors;
	return actors.flatMap(({ kind, name, mode }) => {
		return (mode === "pull-request" ? [mode] : ["pull-request", mode]).map((each) => `${kind} ${name} ${each}`);
	});
}
const DIRECTIONS = {
	"/protections/environment/reviewersRequired": lost,
	"/protections/environment/reviewers": widened,
	"/protections/environment/reviewerTeams": widened,
	"/protections/environment/preventSelfReview": lost,
	"/protections/environment/adminsCanBypass": gained,
	"/protections/environment/waitMinutes": lowered,
	"/protections/environment/branchPolicy": opened,
	"/protections/ref/requiredApprovals": lowered,
	"/protections/ref/codeOwnerReview": lost,
	"/protections/ref/signatures": lost,
	"/protections/ref/linearHistory": lost,
	"/protections/ref/forcePushes": gained,
	"/protections/ref/deletions": gained,
	"/protections/ref/statusChecks": shortened$1,
	"/protections/ref/rules": rulesLost,
	"/protections/rulesets": rulesetsLost
};
function isWeakened(pointer, before, after) {
	const direction = Object.hasOwn(DIRECTIONS, pointer) ? DIRECTIONS[pointer] : void 0;
	return direction ? direction(before, after) : false;
}
function areBooleans(a, b) {
	return typeof a === "boolean" && typeof b === "boolean";
}
function keyOf$1(item) {
	if (typeof item !== "object" || item === null) return String(item);
	const { id, login, slug, name } = item;
	return id === void 0 ? `named ${login ?? slug ?? name}` : `id ${id}`;
}

// src/core/rules/drift/protection-was-not-weakened.ts
const protectionWasNotWeakened = defineRule({
	id: "protection-was-not-weakened",
	group: "drift",
	title: "No protection was weakened while the job ran",
	why: "Whoever takes a guard away for the minutes of one job, and puts it back, leaves settings that look untouched.",
	mend: "Put the protection back, and ask who changed it: the audit log names them.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-1",
		"OWASP CICD-SEC-7",
		"CIS 1.1.14",
		"CIS 1.1.20",
		"SOC 2 CC7.2",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.9",
		"NIST CM-3",
		"NIST CM-5"
	],
	evidence: [
		"drift",
		"environment",
		"ref-protection"
	],
	params: strictObject({}),
	judge(record) {
		const looked = changesAt(record, /^\/protections\//).concat(changesAt(record, /^\/protections$/)).map((drift) => ({
			drift,
			weaker: isWeakened(drift.pointer, drift.before, drift.after)
		}));
		const weakened = looked.filter(({ weaker }) => weaker).map(({ drift }) => drift);
		if (weakened.length > 0) return fail(`Weakened while the job ran: ${listed$1(weakened)}.`, pointersOf(weakened), { subject: pointersOf(weakened).join(" ").slice(0, 300) });
		const notCertain = looked.filter(({ weaker }) => weaker === void 0).map(({ drift }) => drift);
		if (notCertain.length > 0) return unseen("not-certain", `Changed while the job ran, in a way that is not shown: ${listed$1(notCertain)}.`, [...pointersOf(notCertain)]);
		const { environment, ref, rulesets } = record.protections;
		return notCompared(record) ?? unseenFact(record, [
			["/protections/environment", environment],
			["/protections/ref", ref],
			["/protections/rulesets", rulesets]
		]) ?? pass("No protection was weakened while the job ran.", ["/protections"]);
	}
});

// src/core/rules/drift/roles-did-not-change.ts
const ROLES = /^\/people\/(initiator|rerunner)\/(role|permission)$/;
const rolesDidNotChange = defineRule({
	id: "roles-did-not-change",
	group: "drift",
	title: "Nobody’s role changed while the job ran",
	why: "Rights that are given for the minutes of one job, or taken away in its midst, are never seen in a list of who has access.",
	mend: "Ask who changed the role and what for: the audit log names them.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-2",
		"CIS 2.3.5",
		"SOC 2 CC6.3",
		"ISO 27001 A.5.18",
		"ISO 27001 A.8.2",
		"NIST AC-2",
		"NIST AC-6(9)"
	],
	evidence: ["drift", "people"],
	params: strictObject({}),
	judge(record) {
		const changes = changesAt(record, ROLES);
		if (changes.length > 0) {
			const actors = actorsOf(record).filter(({ pointer }) => changes.some((change) => change.pointer.startsWith(pointer)));
			const logins = actors.map(({ person }) => person.login).join(" and ");
			return fail(`The role of ${logins || "whoever runs the job"} changed while the job ran.`, pointersOf(changes), { subject: actors[0]?.person.id });
		}
		const people = actorsOf(record).filter(({ person }) => !isBot(person));
		return notCompared(record) ?? unseenFact(record, [["/people/initiator", record.people.initiator]]) ?? unseenFact(record, people.map(({ person, pointer }) => [`${pointer}/permission`, person.permission])) ?? pass("Nobody’s role changed while the job ran.", ["/people"]);
	}
});

// src/core/rules/drift/runner-did-not-change.ts
const MACHINE = /^\/runner\/(trackingId|proxy|certificateAuthorities|name)$/;
const runnerDidNotChange = defineRule({
	id: "runner-did-not-change",
	group: "drift",
	title: "The runner’s marks, proxy and authorities are the same at the end",
	why: "A step that changes its tracking mark leaves a process behind; one that sets a proxy or an authority reads what later steps send.",
	mend: "Find the step that sets the variable; give the whole job its proxy and authorities in the runner’s own configuration.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-7",
		"CIS 2.2.1",
		"SOC 2 CC6.6",
		"ISO 27001 A.8.9",
		"NIST CM-6"
	],
	evidence: ["drift", "runner"],
	params: strictObject({}),
	judge(record) {
		const changes = changesAt(record, MACHINE);
		if (changes.length > 0) return fail(`The runner changed while the job ran: ${listed$1(changes)}.`, pointersOf(changes), { subject: pointersOf(changes).join(" ") });
		const { trackingId, proxy, certificateAuthorities, name } = record.runner;
		const ofRunner = [["/runner/trackingId", trackingId], ["/runner/name", name]];
		return notCompared(record) ?? unseenFact(record, [
			...record.pipeline.provider === "local" ? [] : ofRunner,
			["/runner/proxy", proxy],
			["/runner/certificateAuthorities", certificateAuthorities]
		]) ?? pass("The runner is at the end what it was at the start.", ["/runner"]);
	}
});

// src/core/rules/drift/source-did-not-change.ts
const SOURCE = /^\/source\/(commit|tree|parents)$/;
const OTHER_CODE = /* @__PURE__ */ new Set(["pull_request_target", "workflow_run"]);
const sourceDidNotChange = defineRule({
	id: "source-did-not-change",
	group: "drift",
	title: "The source at the end is the one that the run is for",
	why: "A build whose source is exchanged while it runs makes something that nobody reviewed, under the reviewed commit’s name.",
	mend: "Find the step that checks out or commits something else; where the job means to, set the parameter `allow-other-commits`.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-1",
		"OWASP CICD-SEC-9",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.4",
		"ISO 27001 A.8.28",
		"NIST CM-3",
		"NIST SR-4"
	],
	evidence: ["drift", "commit"],
	params: strictObject({ "allow-other-commits": optional(boolean().check(describe("Accepts jobs that check out another commit, or make one, such as those that release."))) }),
	judge(record, { params }) {
		const changes = changesAt(record, SOURCE);
		if (changes.length > 0) return fail(`The source changed while the job ran: ${listed$1(changes)}.`, pointersOf(changes), { subject: record.pipeline.ref });
		const workspace = params["allow-other-commits"] === true || OTHER_CODE.has(record.pipeline.event ?? "") ? void 0 : judgeWorkspace$1(record);
		if (workspace?.result === "fail") return workspace;
		return notCompared(record) ?? unseenFact(record, [["/source/tree", record.source.tree]]) ?? workspace ?? pass("The source did not change while the job ran.", ["/source/tree"]);
	}
});
function judgeWorkspace$1(record) {
	if (record.phase === "start") return void 0;
	const { workspace, commit } = record.source;
	if (workspace === void 0) return gapFor(record.gaps, "/source/workspace")?.reason === "not-found" ? pass("The job has nothing checked out, and its source did not change.", ["/source/tree"]) : unknown(record, "/source/workspace");
	if (workspace.isSource === void 0) return unknown(record, "/source/workspace/isSource");
	return workspace.isSource ? pass("What is checked out at the end is the commit that the run is for.", ["/source/workspace/isSource"]) : fail(`What is checked out at the end is not the commit that the run is for${commit ? `, ${commit}` : ""}.`, ["/source/workspace/isSource"], { subject: record.pipeline.ref });
}

// src/core/rules/drift/rules.ts
const driftRules = [
	protectionWasNotWeakened,
	rolesDidNotChange,
	sourceDidNotChange,
	runnerDidNotChange,
	policyDidNotChange
];

// src/core/rules/frequency/window.ts
const MINUTE = 6e4;
function windowParams(what, count, minutes) {
	return {
		count: optional(int().check(minimum(2), maximum(1e3), describe(`${what} from which it is a finding; default ${count}.`))),
		minutes: optional(int().check(minimum(1), maximum(10080), describe(`Minutes within which they count; default ${minutes}.`)))
	};
}
const MOST_LOOKED_AT$1 = 2e3;
function windowBefore(record, minutes) {
	const until = timeOf(record);
	return {
		from: until - minutes * MINUTE,
		until,
		most: MOST_LOOKED_AT$1
	};
}
function attemptOf({ recordId, pipeline }) {
	return pipeline.runId === void 0 ? recordId : `${pipeline.runId}/${pipeline.runAttempt ?? "1"}`;
}

// src/core/rules/frequency/denials-do-not-repeat.ts
const COUNT$3 = 5;
const MINUTES$3 = 60;
const denialsDoNotRepeat = defineRule({
	id: "denials-do-not-repeat",
	group: "frequency",
	title: "Nobody is refused again and again",
	why: "Whoever tries what is not allowed until it works is looking for a gap in the rules.",
	mend: "Ask the person what they are after; if a rule is in the way of honest work, mend it or waive it.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-10",
		"SOC 2 CC7.2",
		"SOC 2 CC7.3",
		"ISO 27001 A.8.16",
		"NIST AU-6",
		"NIST SI-4"
	],
	evidence: [
		"people",
		"approvals",
		"history"
	],
	params: strictObject(windowParams("Refusals of one person’s jobs", COUNT$3, MINUTES$3)),
	judge(record, { params, history }) {
		const person = actorOf(record);
		if (person === void 0) return unknown(record, "/people/initiator");
		const { id, login } = person;
		if (id === void 0) return unknown(record, "/people/initiator/id");
		if (history === void 0) return notSupplied("no-history");
		const minutes = params.minutes ?? MINUTES$3;
		const denials = new Set(isDenied(record) ? [denialOf(record)] : []);
		history.newest("person", id, windowBefore(record, minutes), (earlier) => {
			if (actorOf(earlier)?.id === id && isDenied(earlier)) denials.add(denialOf(earlier));
			return false;
		});
		if (denials.size < (params.count ?? COUNT$3)) return pass("Nobody was refused again and again.", ["/people/initiator"]);
		return fail(`${denials.size} jobs of ${login} were refused within ${minutes} minutes.`, ["/people/initiator"], { subject: id });
	}
});
function actorOf({ people }) {
	return people.rerunner ?? people.initiator;
}
function isDenied(record) {
	return isRejected(record) || refusedFor(record).length > 0;
}
function isRejected({ approvals }) {
	return approvals?.some(({ state }) => state === "rejected") ?? false;
}
function denialOf(record) {
	return refusedFor(record).length > 0 ? attemptOf(record) : record.pipeline.runId ?? record.recordId;
}

// src/core/rules/frequency/deployments-do-not-keep-failing.ts
const COUNT$2 = 3;
const MINUTES$2 = 240;
const deploymentsDoNotKeepFailing = defineRule({
	id: "deployments-do-not-keep-failing",
	group: "frequency",
	title: "Deployments do not fail one after another",
	why: "A run of failures is a broken environment, or somebody who tries out what it takes to get in.",
	mend: "Stop deploying until the cause is found; each further try changes what there is to see.",
	severity: "low",
	controls: [
		"SOC 2 CC7.2",
		"SOC 2 CC7.3",
		"ISO 27001 A.8.16",
		"NIST SI-4"
	],
	evidence: ["environment", "history"],
	params: strictObject(windowParams("Failed deployments one after another", COUNT$2, MINUTES$2)),
	judge(record, { params, history }) {
		const { environment } = record.pipeline;
		if (environment === void 0) {
			if (!(gapFor(record.gaps, "/pipeline/environment")?.reason === "not-applicable")) return unknown(record, "/pipeline/environment");
			return pass("The job deploys to no environment.", ["/pipeline/environment"]);
		}
		if (record.outcome === void 0) return unknown(record, "/outcome");
		if (record.outcome.status !== "failure") return pass("The deployment did not fail.", ["/outcome/status"]);
		const job = jobOf(record);
		if (job === void 0) return unknown(record, "/pipeline/job");
		if (history === void 0) return notSupplied("no-history");
		const wanted = params.count ?? COUNT$2;
		const minutes = params.minutes ?? MINUTES$2;
		const failures = /* @__PURE__ */ new Set([attemptOf(record)]);
		history.newest("job", job, windowBefore(record, minutes), (earlier) => {
			if (!isSameEnvironment(earlier.pipeline.environment, environment)) return false;
			if (earlier.outcome?.status === "failure") failures.add(attemptOf(earlier));
			return earlier.outcome?.status === "success";
		});
		if (failures.size < wanted) return pass("The deployment did not fail again and again.", ["/outcome/status"]);
		return fail(`${failures.size} deployments to ${environment} failed one after another within ${minutes} minutes.`, ["/outcome/status", "/pipeline/environment"], { subject: environment });
	}
});

// src/core/rules/frequency/force-pushes-do-not-repeat.ts
const COUNT$1 = 10;
const MINUTES$1 = 10;
const forcePushesDoNotRepeat = defineRule({
	id: "force-pushes-do-not-repeat",
	group: "frequency",
	title: "Nobody force-pushes many branches at once",
	why: "A script with a stolen credential replaces every branch that it can reach within minutes (199 in ten minutes).",
	mend: "Ask the person; if it was not them, revoke their credentials and restore the branches from the activity page.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-1",
		"CIS 1.1.3",
		"SOC 2 CC7.2",
		"ISO 27001 A.8.16",
		"NIST CM-5",
		"NIST SI-4"
	],
	evidence: [
		"event",
		"people",
		"history"
	],
	params: strictObject({
		...windowParams("Branches and tags that one account force-pushes", COUNT$1, MINUTES$1),
		bots: optional(boolean().check(describe("Counts bots too, which rebase all their branches at once; default false.")))
	}),
	judge(record, { params, history }) {
		if (record.pipeline.event !== void 0 && record.pipeline.event !== "push") return pass("The job was not started by a push.", ["/pipeline/event"]);
		const { forced } = record.source;
		if (forced === void 0) return unknown(record, "/source/forced");
		if (!forced) return pass("The push replaced no commits.", ["/source/forced"]);
		const pusher = pusherOf(record);
		if (pusher?.id === void 0) return unknown(record, "/people/pusher");
		const { id, login } = pusher;
		if (params.bots !== true && isBot(pusher)) return pass("A bot pushed, whose branches nobody else works on.", ["/people/pusher"]);
		if (history === void 0) return notSupplied("no-history");
		const minutes = params.minutes ?? MINUTES$1;
		const refs = /* @__PURE__ */ new Set([record.pipeline.ref]);
		history.newest("person", id, windowBefore(record, minutes), (earlier) => {
			if (earlier.source.forced && pusherOf(earlier)?.id === id) refs.add(earlier.pipeline.ref);
			return false;
		});
		if (refs.size < (params.count ?? COUNT$1)) return pass("Few branches were force-pushed.", ["/source/forced"]);
		return fail(`${login} force-pushed ${refs.size} branches or tags within ${minutes} minutes.`, ["/source/forced", "/people/pusher"], { subject: id });
	}
});
function pusherOf({ people }) {
	return people.pusher?.id === void 0 ? people.initiator : people.pusher;
}

// src/core/rules/frequency/roles-change-rarely.ts
const COUNT = 5;
const MINUTES = 60;
const CHANGES = /* @__PURE__ */ new Set([
	"org.add_member",
	"org.update_member",
	"org.update_member_repository_permission",
	"org.remove_member",
	"repo.add_member",
	"repo.update_member",
	"repo.remove_member",
	"role.update",
	"team.add_member",
	"team.add_repository",
	"team.promote_maintainer",
	"team.remove_member",
	"team.update_repository_permission"
]);
const rolesChangeRarely = defineRule({
	id: "roles-change-rarely",
	group: "frequency",
	title: "Roles do not change in quick succession",
	why: "Whoever has taken over an administrator gives rights to their own accounts, uses them and takes them away again.",
	mend: "Ask the administrators what the changes were for; where a whole team joined, waive the finding for that day.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-2",
		"CIS 2.3.5",
		"SOC 2 CC6.2",
		"SOC 2 CC7.2",
		"ISO 27001 A.8.16",
		"NIST AC-2",
		"NIST SI-4"
	],
	evidence: [
		"people",
		"history",
		"audit-log"
	],
	params: strictObject(windowParams("Changes of roles", COUNT, MINUTES)),
	judge(record, { params, history, auditLog }) {
		if (history === void 0 && auditLog === void 0) return notSupplied("no-history");
		const minutes = params.minutes ?? MINUTES;
		const logged = auditLog === void 0 ? 0 : changesInLog(record, auditLog, minutes);
		const shown = history === void 0 ? 0 : changesInRecords(record, history, minutes);
		const count = Math.max(logged, shown);
		if (count < (params.count ?? COUNT)) {
			const { initiator } = record.people;
			if (!(auditLog !== void 0 || initiator?.permission !== void 0) && !(initiator && isBot(initiator))) return unknown(record, "/people/initiator/permission");
			return pass("Roles do not change in quick succession.", ["/people/initiator"]);
		}
		return fail(`${count} changes of roles within ${minutes} minutes are seen in ${logged >= shown ? "the audit log" : "records of jobs"}.`, []);
	}
});
function changesInLog(record, auditLog, minutes) {
	const { from, until } = windowBefore(record, minutes);
	const own = record.pipeline.repository?.toLowerCase();
	const counted = auditLog.filter(({ action, at, repository }) => {
		const time = Date.parse(at);
		const isHere = repository === void 0 || own === void 0 || repository.toLowerCase() === own;
		return CHANGES.has(action) && isHere && time >= from && time <= until;
	});
	return new Set(counted.map(({ id }) => id)).size;
}
function changesInRecords(record, history, minutes) {
	const { from, until } = windowBefore(record, minutes);
	const own = roleChangesIn(record, history).length;
	const repository = repositoryKey(record);
	if (repository === void 0) return own;
	return history.between("role-change", repository, from, until).reduce((sum, { record: earlier }) => sum + roleChangesIn(earlier, history).length, own);
}

// src/core/rules/frequency/rules.ts
const frequencyRules = [
	rolesChangeRarely,
	denialsDoNotRepeat,
	deploymentsDoNotKeepFailing,
	forcePushesDoNotRepeat
];

// src/core/rules/identity/account-is-not-shared.ts
const accountIsNotShared = defineRule({
	id: "account-is-not-shared",
	group: "identity",
	title: "No account that several people use starts a job",
	why: "What an account did that several people use can’t be told of any of them.",
	mend: "Let each person sign in with an account of their own, and let a machine act as a GitHub App.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-2",
		"SOC 2 CC6.1",
		"ISO 27001 A.5.16",
		"NIST AC-2",
		"NIST AU-3"
	],
	evidence: ["people"],
	params: strictObject({ accounts: optional(accountList("Accounts that several people use, beside those of the input `shared-accounts`.")) }),
	judge(record, { params }) {
		if (record.pipeline.provider === "local") return judgeLocalUser(record);
		if (record.people.initiator === void 0) return unknown(record, "/people/initiator");
		const people = actorsOf(record).filter(({ person }) => !isBot(person));
		const looked = people.map((actor) => ({
			...actor,
			isNamed: params.accounts ? isListed(actor.person, params.accounts) : void 0
		}));
		const shared = looked.find(({ person, isNamed }) => person.sharedAccount === true || isNamed === true);
		if (shared) return fail(`${shared.person.login}, who ${shared.did} the job, is an account that several people use.`, [`${shared.pointer}/login`], { subject: shared.person.id ?? shared.person.login });
		for (const { person, pointer, isNamed } of looked) {
			if (params.accounts && isNamed === void 0) return unknown(record, `${pointer}/id`);
			if (!params.accounts && person.sharedAccount === void 0) return unknown(record, `${pointer}/sharedAccount`);
		}
		return people.length > 0 ? pass("No account that several people use started or re-ran the job.", ["/people/initiator"]) : pass("A bot started the job; people don’t sign in as it.", ["/people/initiator"]);
	}
});
function judgeLocalUser(record) {
	if (record.runner.sharedAccount !== void 0) return fail("The command ran as a user whom several people share.", ["/runner/sharedAccount"]);
	if (record.runner.user === void 0) return unknown(record, "/runner/user");
	return pass("The command ran as a user who is not known to be shared.", ["/runner/user"]);
}

// src/core/rules/identity/bot-is-allowed.ts
const GITHUBS_OWN = [
	"dependabot[bot]",
	"github-actions[bot]",
	"github-merge-queue[bot]"
];
const botIsAllowed = defineRule({
	id: "bot-is-allowed",
	group: "identity",
	title: "Only listed bots start jobs",
	why: "An app that was installed for something else, or whose key was stolen, starts jobs with their full rights.",
	mend: "Add the bot to the parameter `allow`, or take the app’s access away.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-2",
		"OWASP CICD-SEC-8",
		"SOC 2 CC6.1",
		"ISO 27001 A.5.16",
		"NIST AC-2"
	],
	evidence: ["people"],
	params: strictObject({ allow: optional(accountList("Bots that may start jobs, with `[bot]`; left out, GitHub’s own.")) }),
	judge(record, { params }) {
		const allow = params.allow ?? GITHUBS_OWN;
		if (record.people.initiator === void 0) return unknown(record, "/people/initiator");
		const actors = actorsOf(record);
		const bots = actors.filter(({ person }) => isBot(person));
		const stranger = bots.find(({ person }) => isListed(person, allow) === false);
		if (stranger) return fail(`${stranger.person.login} ${stranger.did} the job and is not among the bots that may.`, [stranger.pointer], { subject: stranger.person.id ?? stranger.person.login });
		const nameless = bots.find(({ person }) => isListed(person, allow) === void 0);
		if (nameless) return unknown(record, `${nameless.pointer}/id`);
		const unclear = actors.find(({ person }) => !isBot(person) && (person.type ?? "unknown") === "unknown");
		if (unclear && isListed(unclear.person, allow) !== true) return unseen("not-certain", `Whether ${unclear.person.login} is a person or a bot was not seen.`, [`${unclear.pointer}/type`]);
		return bots.length > 0 ? pass("The bot that started the job is one that may.", ["/people/initiator"]) : pass("A person started the job.", ["/people/initiator"]);
	}
});

// src/core/rules/identity/elevation.ts
const RANK$1 = {
	none: 0,
	read: 1,
	triage: 2,
	write: 3,
	maintain: 4,
	admin: 5
};
function elevationInHistory(person, history, { from, until }) {
	const { id, permission } = person;
	if (id === void 0 || permission === void 0) return "unseen";
	const seenBefore = (time) => lastSeen(history, id, time);
	const isLower = (seen) => seen !== void 0 && RANK$1[seen.permission] < RANK$1[permission];
	const last = seenBefore(until);
	if (!last) return "learning";
	if (isLower(last)) return last.at >= from ? "raised" : "not-certain";
	const settled = seenBefore(from);
	if (settled && !isLower(settled)) return "settled";
	const first = history.first("person", id);
	const start = settled ?? (first && lastSeen(history, id, first.at + 1));
	if (!start || !isLower(start)) return "learning";
	let low = start.at;
	let high = last.at;
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (isLower(seenBefore(middle + 1))) low = middle;
		else high = middle;
	}
	return (seenBefore(low + 1)?.at ?? 0) >= from ? "raised" : "not-certain";
}
const MOST_WITHOUT = 20;
function lastSeen(history, id, before) {
	let permission;
	const found = history.newest("person", id, {
		until: before,
		most: MOST_WITHOUT
	}, ({ people }) => {
		permission = [people.initiator, people.rerunner].find((one) => one?.id === id && one.permission)?.permission;
		return permission !== void 0;
	});
	return found && permission && {
		at: found.at,
		permission
	};
}
const GRANTS = /* @__PURE__ */ new Set([
	"org.add_member",
	"org.update_member",
	"repo.add_member",
	"repo.update_member",
	"team.add_member"
]);
function elevationInAuditLog(person, repository, auditLog, { from, until }) {
	return auditLog.some((event) => {
		const at = Date.parse(event.at);
		return at >= from && at <= until && GRANTS.has(event.action) && isAbout(event, person, repository) && raises(event);
	}) ? "raised" : "settled";
}
function isAbout({ user, repository: where }, person, repository) {
	if (where !== void 0 && repository !== void 0 && where.toLowerCase() !== repository.toLowerCase()) return false;
	return isSamePerson(user, person);
}
function raises({ permissionBefore, permissionAfter }) {
	const before = rankOf(permissionBefore);
	const after = rankOf(permissionAfter);
	return before === void 0 || after === void 0 || after > before;
}
function rankOf(permission) {
	return Object.entries(RANK$1).find(([name]) => name === permission?.toLowerCase())?.[1];
}

// src/core/rules/identity/elevation-is-settled.ts
const HOUR$1 = 36e5;
const elevationIsSettled = defineRule({
	id: "elevation-is-settled",
	group: "identity",
	title: "Nobody deploys, releases or administers with rights that are hours old",
	why: "Whoever was given more rights and uses them at once is the pattern of a take-over, by a stolen account as by a patient stranger.",
	mend: "Ask who gave the rights and what for; let somebody else run the job, or wait.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-2",
		"OWASP CICD-SEC-5",
		"CIS 2.3.5",
		"SOC 2 CC6.3",
		"ISO 27001 A.8.2",
		"NIST AC-2",
		"NIST AC-6(9)"
	],
	evidence: [
		"people",
		"environment",
		"resources",
		"history",
		"audit-log"
	],
	params: strictObject({ hours: optional(int().check(minimum(1), maximum(8760), describe("Hours after which new rights are settled; default 72."))) }),
	judge(record, { params, history, auditLog }) {
		if (history === void 0 && auditLog === void 0) return notSupplied("no-history");
		const until = timeOf(record);
		if (Number.isNaN(until)) return unknown(record, "/observedAt/end");
		if (record.people.initiator === void 0) return unknown(record, "/people/initiator");
		const hours = params.hours ?? 72;
		const window = {
			from: until - hours * HOUR$1,
			until
		};
		const looked = actorsOf(record).filter(({ person }) => !isBot(person)).map((actor) => {
			const { person } = actor;
			const seen = [];
			if (auditLog) seen.push(elevationInAuditLog(person, record.pipeline.repository, auditLog, window));
			if (history) seen.push(elevationInHistory(person, history, window));
			return {
				actor,
				elevation: seen.includes("raised") ? "raised" : seen[0] ?? "unseen"
			};
		});
		return worst(looked.map(({ actor, elevation }) => elevation === "settled" ? void 0 : judgeOpen(record, actor, elevation, hours)), pass("Nobody deployed, released or administered with new rights.", ["/people/initiator"]));
	}
});
function judgeOpen(record, actor, elevation, hours) {
	const use = useOf(record, actor);
	if (use.state === "none") return void 0;
	if (elevation === "raised") {
		if (use.state === "unseen") return unknown(record, use.pointer);
		return fail(`${actor.person.login}, who ${actor.did} the job, was given more rights less than ${hours} hours before${use.words}.`, [actor.pointer, use.pointer], { subject: actor.person.id ?? actor.person.login });
	}
	if (elevation === "unseen") return unknown(record, `${actor.pointer}/${actor.person.id === void 0 ? "id" : "permission"}`);
	return elevation === "learning" ? unseen("learning", `What rights ${actor.person.login} had before is not known yet.`, [actor.pointer]) : unseen("not-certain", `When ${actor.person.login} was given the present rights is not known.`, [actor.pointer]);
}
function useOf(record, { person, pointer }) {
	const { pipeline, resources } = record;
	const { environment } = pipeline;
	if (environment !== void 0) return {
		state: "found",
		pointer: "/pipeline/environment",
		words: ` and deploys to ${environment}`
	};
	if (pipeline.event === "release") return {
		state: "found",
		pointer: "/pipeline/event",
		words: " and releases"
	};
	if (resources?.releases?.length) return {
		state: "found",
		pointer: "/resources/releases",
		words: " and releases"
	};
	if (person.permission === "admin") return {
		state: "found",
		pointer: `${pointer}/permission`,
		words: ""
	};
	const missing = ["/pipeline/environment", "/resources/releases"].find((fact) => {
		return !(fact === "/resources/releases" && resources?.releases !== void 0) && gapFor(record.gaps, fact)?.reason !== "not-applicable";
	});
	if (missing) return {
		state: "unseen",
		pointer: missing
	};
	return person.permission === void 0 ? {
		state: "unseen",
		pointer: `${pointer}/permission`
	} : { state: "none" };
}

// src/core/rules/identity/roster-index.ts
const FOREVER = "9999-12-31";
const indexes = /* @__PURE__ */ new WeakMap();
function isOnRoster({ id, login }, roster, day) {
	const { ids, logins, lastOfIds } = indexOf(roster);
	const isThere = (last) => last !== void 0 && day <= last;
	if (isThere(logins.get(login.toLowerCase())) || id !== void 0 && isThere(ids.get(id))) return true;
	return id === void 0 && isThere(lastOfIds) ? void 0 : false;
}
function indexOf(roster) {
	const known = indexes.get(roster);
	if (known) return known;
	const ids = /* @__PURE__ */ new Map();
	const logins = /* @__PURE__ */ new Map();
	let lastOfIds = "";
	for (const { id, login, until = FOREVER } of roster.people) {
		const [map, key] = id === void 0 ? [logins, login.toLowerCase()] : [ids, id];
		const last = map.get(key);
		if (last === void 0 || last < until) map.set(key, until);
		if (id !== void 0 && lastOfIds < until) lastOfIds = until;
	}
	const made = {
		ids,
		logins,
		lastOfIds
	};
	indexes.set(roster, made);
	return made;
}

// src/core/rules/identity/initiator-is-on-roster.ts
const initiatorIsOnRoster = defineRule({
	id: "initiator-is-on-roster",
	group: "identity",
	title: "Whoever starts a job is on the organisation’s roster",
	why: "An account that outlives its owner’s time in the organisation, or never belonged to it, still starts jobs with their full rights.",
	mend: "Take the account’s access away, or put the person on the roster; let a colleague change the cron of a schedule that runs in the name of somebody who has left.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-2",
		"CIS 1.3.1",
		"SOC 2 CC6.2",
		"ISO 27001 A.5.16",
		"ISO 27001 A.5.18",
		"NIST AC-2(3)"
	],
	evidence: ["people", "roster"],
	params: strictObject({}),
	judge(record, { roster }) {
		if (roster === void 0) return notSupplied("no-roster");
		const at = timeOf(record);
		if (Number.isNaN(at)) return unknown(record, "/observedAt/end");
		if (record.people.initiator === void 0) return unknown(record, "/people/initiator");
		const day = new Date(at).toISOString().slice(0, 10);
		const people = actorsOf(record).filter(({ person }) => !isBot(person));
		const judgements = people.map((actor) => {
			const isOn = isOnRoster(actor.person, roster, day);
			if (isOn === void 0) return unknown(record, `${actor.pointer}/id`);
			return isOn ? void 0 : judgeStranger(record, actor);
		});
		const fine = people.length > 0 ? pass("Whoever started or re-ran the job is on the roster.", ["/people/initiator"]) : pass("A bot started the job; a roster lists people.", ["/people/initiator"]);
		return worst(judgements, judgements.find((judgement) => judgement?.result === "pass") ?? fine);
	}
});
function judgeStranger(record, { person, pointer, did }) {
	if (did === "started" && record.pipeline.environment === void 0) {
		const outsider = isOutsiders(record);
		if (outsider === void 0) return unknown(record, outsiderFact(record));
		if (outsider) {
			if (gapFor(record.gaps, "/pipeline/environment")?.reason !== "not-applicable") return unknown(record, "/pipeline/environment");
			return pass("Somebody from outside caused the job, which deploys to no environment.", [pointer]);
		}
	}
	const message = record.pipeline.event === "schedule" && did === "started" ? `The schedule runs in the name of ${person.login}, who last changed it and is not on the roster that day.` : `${person.login} ${did} the job and is not on the roster that day.`;
	return fail(message, [pointer], { subject: person.id ?? person.login });
}

// src/core/rules/identity/person-is-known.ts
const DAY$1 = 864e5;
const ID$1 = "person-is-known";
const MOST_LOOKED_AT = 50;
const personIsKnown = defineRule({
	id: ID$1,
	group: "identity",
	title: "Whoever starts a job has run one here before",
	why: "A stolen account, or a new one, shows itself by the first job that it runs in a repository.",
	mend: "Ask the person; the next job finds them known.",
	severity: "low",
	controls: [
		"OWASP CICD-SEC-2",
		"SOC 2 CC7.2",
		"ISO 27001 A.8.16",
		"NIST AC-2",
		"NIST SI-4"
	],
	evidence: [
		"people",
		"event",
		"history"
	],
	params: strictObject({ "learn-days": optional(int().check(minimum(1), maximum(3650), describe("Days that the history must go back before anybody counts as new; default 14."))) }),
	judge(record, { params, history }) {
		if (history === void 0) return notSupplied("no-history");
		const at = timeOf(record);
		if (Number.isNaN(at)) return unknown(record, "/observedAt/end");
		if (record.people.initiator === void 0) return unknown(record, "/people/initiator");
		const people = actorsOf(record).filter(({ person }) => !isBot(person));
		const hasLearnt = history.begins !== void 0 && history.begins <= at - (params["learn-days"] ?? 14) * DAY$1;
		return worst(people.map((actor) => {
			const { id } = actor.person;
			if (id === void 0) return unknown(record, `${actor.pointer}/id`);
			return hasBeenHere(id, record, at, history) ? void 0 : judgeNewcomer(record, actor, hasLearnt);
		}), pass("Nobody new started or re-ran the job with rights in this repository.", ["/people/initiator"]));
	}
});
function judgeNewcomer(record, { person, pointer, did }, hasLearnt) {
	if (did === "started") {
		if (isRestricted(record)) return void 0;
		if ((record.pipeline.event?.startsWith("pull_request") ?? true) && isOutsiders(record) === void 0) return unknown(record, outsiderFact(record));
	}
	if (!hasLearnt) return unseen("learning", "Earlier records don’t go back far enough to tell who is new.", []);
	return fail(`${person.login} ${did} a job in this repository for the first time.`, [pointer], { subject: person.id });
}
function hasBeenHere(id, record, at, history) {
	const counts = (earlier) => !isOfSameRun(earlier, record) && isLearntFrom(earlier);
	const oldest = history.first("person", id);
	if (oldest && oldest.at < at && counts(oldest.record)) return true;
	return history.newest("person", id, {
		until: at,
		most: MOST_LOOKED_AT
	}, counts) !== void 0;
}
function isOfSameRun(a, b) {
	return a.pipeline.runId !== void 0 && a.pipeline.runId === b.pipeline.runId;
}
function isLearntFrom({ outcome, policy }) {
	if (outcome?.status !== "success") return false;
	return policy?.results.every(({ rule, result }) => result !== "fail" || rule === ID$1) ?? true;
}

// src/core/rules/identity/rules.ts
const identityRules = [
	initiatorIsOnRoster,
	accountIsNotShared,
	botIsAllowed,
	personIsKnown,
	elevationIsSettled
];

// src/core/rules/runner/hosted.ts
function isHosted({ runner, pipeline }) {
	if (pipeline.provider === "local") return true;
	return runner.environment === void 0 ? void 0 : runner.environment === "github-hosted";
}

// src/core/rules/runner/fork-runs-on-hosted-runner.ts
const forkRunsOnHostedRunner = defineRule({
	id: "fork-runs-on-hosted-runner",
	group: "runner",
	title: "Work from a fork runs on a hosted runner",
	why: "A self-hosted machine outlives the job: what a stranger’s code leaves there waits for the next one (PyTorch, 2023).",
	mend: "Run jobs for forks on `ubuntu-latest` or the like, and let self-hosted runners take jobs of protected branches only.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-4",
		"OWASP CICD-SEC-7",
		"CIS 2.2.1",
		"SOC 2 CC6.6",
		"ISO 27001 A.8.9",
		"NIST CM-6"
	],
	evidence: ["event", "runner"],
	params: strictObject({}),
	judge(record) {
		const hosted = isHosted(record);
		if (hosted) return pass("The runner is not self-hosted.", ["/runner/environment"]);
		const { event } = record.pipeline;
		const fromFork = event === void 0 || event === "workflow_run" || event.startsWith("pull_request") ? isOutsiders(record) : false;
		if (fromFork === false) return pass("The job works on nothing from a fork.", ["/pipeline/event"]);
		if (fromFork === void 0) return unknown(record, outsiderFact(record));
		if (hosted === void 0) return unknown(record, "/runner/environment");
		return fail("What a fork brought runs on a self-hosted machine.", ["/runner/environment", outsiderFact(record)], {
			locations: auditStepPlace(record),
			subject: thisJob(record)
		});
	}
});

// src/core/rules/runner/self-hosted-runner-is-known.ts
const ID = "self-hosted-runner-is-known";
const NONE$2 = [];
const selfHostedRunnerIsKnown = defineRule({
	id: ID,
	group: "runner",
	title: "A self-hosted runner has run a job here before",
	why: "A runner that somebody registered to take over jobs shows itself by its first job.",
	mend: "Find out who registered the runner; the next job finds it known. For runners that are made anew for each job give the pattern of their names as the parameter `come-and-go`.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-7",
		"CIS 2.2.1",
		"SOC 2 CC6.6",
		"SOC 2 CC7.2",
		"ISO 27001 A.8.16",
		"NIST SI-4"
	],
	evidence: ["runner", "history"],
	params: strictObject({
		"learn-days": learnDays("a runner counts as new"),
		"come-and-go": patternList("Names of runners that are made anew for each job, as patterns; left out, none.")
	}),
	judge(record, { params, history }) {
		const hosted = isHosted(record);
		if (hosted === void 0) return unknown(record, "/runner/environment");
		if (hosted) return pass("The runner is not self-hosted.", ["/runner/environment"]);
		const { name } = record.runner;
		if (name === void 0) return unknown(record, "/runner/name");
		if (isListed$1(name, params["come-and-go"] ?? NONE$2)) return pass("The policy lists the runner as one that is made anew for each job.", ["/runner/name"]);
		if (history === void 0) return notSupplied("no-history");
		const until = timeOf(record);
		const isSame = (earlier) => isHosted(earlier) === false && isLearntFrom$1(earlier, record, ID);
		if (history.newest("runner", name, { until }, isSame)) return pass("The self-hosted runner has run a job here before.", ["/runner/name"]);
		return stillLearning(history, until, params["learn-days"]) ?? fail("The self-hosted runner runs its first job in this repository.", ["/runner/name"], {
			locations: auditStepPlace(record),
			subject: thisJob(record)
		});
	}
});

// src/core/rules/runner/self-hosted-runner-is-listed.ts
const NONE$1 = [];
const selfHostedRunnerIsListed = defineRule({
	id: "self-hosted-runner-is-listed",
	group: "runner",
	title: "A self-hosted runner is one that the policy lists",
	why: "Whoever registers a runner of their own takes over jobs with all that they hold (Shai-Hulud 2 named its own SHA1HULUD).",
	mend: "Remove the runner from the repository’s settings if nobody knows it, or add its name to the rule’s parameter `names`.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-7",
		"CIS 2.2.1",
		"CIS 2.2.7",
		"SOC 2 CC6.6",
		"ISO 27001 A.8.9",
		"NIST CM-6"
	],
	evidence: ["runner"],
	params: strictObject({ names: patternList("Names of the self-hosted runners that may run jobs, as patterns; left out, none.") }),
	judge(record, { params }) {
		const hosted = isHosted(record);
		if (hosted === void 0) return unknown(record, "/runner/environment");
		if (hosted) return pass("The runner is not self-hosted.", ["/runner/environment"]);
		const { name } = record.runner;
		if (name === void 0) return unknown(record, "/runner/name");
		if (isListed$1(name, params.names ?? NONE$1)) return pass("The policy lists the self-hosted runner.", ["/runner/name"]);
		return fail("The runner is self-hosted, and its name is none of those that the policy lists.", ["/runner/name"], {
			locations: auditStepPlace(record),
			subject: thisJob(record)
		});
	}
});

// src/core/rules/runner/rules.ts
const runnerRules = [
	selfHostedRunnerIsListed,
	selfHostedRunnerIsKnown,
	forkRunsOnHostedRunner
];

// src/core/rules/source/guarded-branch.ts
const HEADS = "refs/heads/";
const TAGS = "refs/tags/";
function branchesParam() {
	const pattern = string().check(minLength(1), maxLength(250));
	return optional(array(pattern).check(maxLength(100), describe("Branches that it holds for: `*` is any part of a name, `**` any name; left out, the default branch.")));
}
function branchOf(ref) {
	return ref.startsWith(HEADS) ? ref.slice(11) : void 0;
}
function tagOf(ref) {
	return ref.startsWith(TAGS) ? ref.slice(10) : void 0;
}
const compiled$1 = /* @__PURE__ */ new WeakMap();
function isGuarded(branch, { pipeline }, branches) {
	if (!branches) return pipeline.defaultBranch === void 0 ? void 0 : branch === pipeline.defaultBranch;
	const known = compiled$1.get(branches) ?? anyPattern(branches);
	compiled$1.set(branches, known);
	return known(branch);
}

// src/core/rules/source/author-is-pusher.ts
const PRIVATE_ADDRESS = /^(\d+)\+[^@]+@users\.noreply\./i;
const authorIsPusher = defineRule({
	id: "author-is-pusher",
	group: "source",
	title: "The commit was pushed by whoever made it",
	why: "Git lets anyone commit under any name: somebody with a stolen key pushes in the name of a colleague or a bot.",
	mend: "Let authors push their own commits or open pull requests; commit on another’s behalf as the committer, and sign.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-1",
		"OWASP CICD-SEC-2",
		"CIS 1.1.12",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.4",
		"NIST AU-10"
	],
	evidence: [
		"event",
		"commit",
		"pull-requests",
		"people"
	],
	params: strictObject({ allow: optional(accountList("Accounts that push what others made, such as a bot that merges or mirrors.")) }),
	judge(record, { params }) {
		const { event, provider, ref } = record.pipeline;
		if (provider === "local") return pass("The job was started by no push.", ["/pipeline/provider"]);
		if (event === void 0) return unknown(record, "/pipeline/event");
		if (event !== "push") return pass("The job was started by no push.", ["/pipeline/event"]);
		if (ref === void 0) return unknown(record, "/pipeline/ref");
		if (branchOf(ref) === void 0) return pass("A tag may name a commit that somebody else made.", ["/pipeline/ref"]);
		const { pusher } = record.people;
		if (pusher && isListed(pusher, params.allow ?? [])) return pass(`${pusher.login} may push what others made.`, ["/people/pusher"]);
		return byMaker(record) ?? byForge(record) ?? byStranger(record);
	}
});
function byMaker({ people, source }) {
	const { pusher } = people;
	if (pusher?.id === void 0) return void 0;
	for (const role of ["author", "committer"]) if (idOf(people[role]) === pusher.id) return pass(`The ${role} of the commit pushed it.`, [`/people/${role}`, "/people/pusher"]);
	const { verified, signer } = source.verification ?? {};
	return verified === true && signer?.id === pusher.id ? pass("Whoever pushed the commit signed it.", ["/source/verification/signer", "/people/pusher"]) : void 0;
}
function byForge({ source }) {
	const { verification, pullRequests, workflowChange } = source;
	if (verification?.verified === true && verification.signedByForge === true) return pass("GitHub made and signed the commit.", ["/source/verification/signedByForge"]);
	if (pullRequests?.some(({ state }) => state === "merged")) return pass("A merged pull request holds the commit.", ["/source/pullRequests"]);
	return workflowChange?.against === "default-branch" && workflowChange.commit === source.commit ? pass("The commit is the head of the default branch already.", ["/source/workflowChange/commit"]) : void 0;
}
function byStranger(record) {
	const { people, source } = record;
	const { pusher, author } = people;
	if (pusher?.id === void 0) return unknown(record, pusher ? "/people/pusher/id" : "/people/pusher");
	if (author === void 0) return unknown(record, "/people/author");
	const made = author.account;
	if (idOf(author) === void 0) return unknown(record, made ? "/people/author/account/id" : "/people/author/account");
	for (const role of ["verification", "pullRequests"]) if (source[role] === void 0) return unknown(record, `/source/${role}`);
	if (source.created !== false) return unseen("not-certain", "The push made the branch, so that its commit may have been there before.", ["/source/created"]);
	const who = made ? made.login : "Somebody else";
	return fail(`${who} is the author of the commit, and ${pusher.login} pushed it.`, ["/people/author", "/people/pusher"], { subject: pusher.id });
}
function idOf(identity) {
	return identity?.account?.id ?? PRIVATE_ADDRESS.exec(identity?.email ?? "")?.[1];
}

// src/core/rules/source/brought-by.ts
const PULLS = "/source/pullRequests";
const QUEUED = /\/pr-(\d+)-[0-9a-f]+$/;
function isOfCommit({ pipeline, source }, { number, state, headSha, mergeCommit }) {
	if (pipeline.pullRequest) return number === pipeline.pullRequest.number;
	if (pipeline.event === "merge_group") return number === QUEUED.exec(pipeline.mergeGroup?.headRef ?? "")?.[1];
	if (state === "closed") return false;
	return headSha === source.commit || mergeCommit === source.commit;
}
function reviewOf(record) {
	const { pipeline, source } = record;
	const pulls = source.pullRequests;
	if (pulls === void 0) return {
		state: "unknown",
		pointer: PULLS
	};
	if (!pipeline.pullRequest && pipeline.event !== "merge_group" && source.commit === void 0) return {
		state: "unknown",
		pointer: "/source/commit"
	};
	let unclear;
	for (const [index, pull] of pulls.entries()) {
		if (!isOfCommit(record, pull)) continue;
		const { atLeast, atMost } = countReviewers(pull);
		const pointer = `${PULLS}/${index}/reviews`;
		if (atLeast > 0) return {
			state: "reviewed",
			pointer
		};
		if (atMost > 0) unclear ??= pointer;
	}
	if (unclear !== void 0) return {
		state: "unknown",
		pointer: unclear
	};
	return pipeline.event === "merge_group" ? reviewByQueue(record) : {
		state: "unreviewed",
		pointer: PULLS
	};
}
function reviewByQueue({ protections }) {
	return {
		state: (protections.ref?.requiredApprovals ?? 0) > 0 ? "reviewed" : "unknown",
		pointer: "/protections/ref/requiredApprovals"
	};
}
function wasMerged(pulls, branch) {
	return pulls.some(({ state, baseRef }) => state === "merged" && (branch === void 0 || baseRef === branch));
}

// src/core/rules/source/change-came-by-pull-request.ts
const changeCameByPullRequest = defineRule({
	id: "change-came-by-pull-request",
	group: "source",
	title: "The change came by a pull request",
	why: "A direct push is seen by nobody before it runs: that is how stolen accounts plant workflows in hundreds of repositories.",
	mend: "Require pull requests in the branch’s rules; name who may push all the same in the parameter `allow`.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-1",
		"CIS 1.1.3",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.32",
		"NIST CM-3"
	],
	evidence: [
		"event",
		"commit",
		"pull-requests",
		"environment",
		"people"
	],
	params: strictObject({
		branches: branchesParam(),
		allow: optional(accountList("Accounts that may push without a pull request."))
	}),
	judge(record, { params }) {
		const { event, provider, ref } = record.pipeline;
		if (provider === "local") return pass("The job was started by no forge.", ["/pipeline/provider"]);
		if (event === void 0) return unknown(record, "/pipeline/event");
		if (event === "merge_group" || event.startsWith("pull_request")) return pass("The change that the job tries is a pull request.", ["/pipeline/event"]);
		if (ref === void 0) return unknown(record, "/pipeline/ref");
		const branch = branchOf(ref);
		const guarded = branch === void 0 ? tagOf(ref) !== void 0 : isGuarded(branch, record, params.branches);
		if (guarded === void 0) return unknown(record, "/pipeline/defaultBranch");
		if (!guarded) return pass(`${ref} is none of the branches that pull requests are asked for.`, ["/pipeline/ref"]);
		if (event !== "push" || branch === void 0) {
			const idle = withoutDeployment(record);
			if (idle) return idle;
		} else if (record.source.created === true) return pass(`The push made ${ref}.`, ["/source/created"]);
		return judgeCommit(record, ref, branch, params.allow ?? []);
	}
});
function withoutDeployment(record) {
	const at = "/pipeline/environment";
	if (record.pipeline.environment !== void 0) return void 0;
	return gapFor(record.gaps, at)?.reason === "not-applicable" ? pass("No push to a branch started the job, and it deploys to no environment.", ["/pipeline/event", at]) : unknown(record, at);
}
function judgeCommit(record, ref, branch, allow) {
	const { source, people, pipeline } = record;
	const pulls = source.pullRequests;
	if (pulls === void 0) return unknown(record, "/source/pullRequests");
	if (wasMerged(pulls, branch)) return pass("A pull request brought the commit.", ["/source/pullRequests"]);
	const { pusher } = people;
	const allowed = pusher && isListed(pusher, allow);
	if (allowed) return pass(`${pusher?.login} may push without a pull request.`, ["/people/pusher"]);
	if (pusher && allowed === void 0) return unknown(record, "/people/pusher/id");
	const commit = source.commit?.slice(0, 12) ?? "The commit";
	const by = pipeline.event === "push" && pusher ? `; ${pusher.login} pushed it` : "";
	return fail(`${commit} came to ${ref} without a merged pull request${by}.`, ["/source/pullRequests", "/pipeline/ref"], { subject: ref });
}

// src/core/rules/source/commit-is-verified.ts
const commitIsVerified = defineRule({
	id: "commit-is-verified",
	group: "source",
	title: "The commit is signed and verified",
	why: "Author and committer of an unsigned commit are whatever its maker typed.",
	mend: "Sign commits (GPG, SSH or S/MIME) with a key that the account has uploaded, or merge on GitHub, which signs.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-1",
		"CIS 1.1.12",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.4",
		"NIST AU-10"
	],
	evidence: ["commit"],
	params: strictObject({}),
	judge(record) {
		const verification = record.source.verification;
		if (verification === void 0) return unknown(record, "/source/verification");
		const commit = record.source.commit?.slice(0, 12) ?? "The commit";
		return verification.verified ? pass(`${commit} is verified.`, ["/source/verification"]) : fail(`${commit} is not verified: ${verification.reason}.`, ["/source/verification"], { subject: record.pipeline.ref });
	}
});

// src/core/rules/source/powers.ts
const TOKEN$1 = "GITHUB_TOKEN";
function powersOf(record) {
	if (isDeprived(record)) return { held: [] };
	const { token, oidc, secrets } = record.access;
	const held = [];
	const unseen = [];
	if (secrets === void 0) unseen.push("/access/secrets");
	else if (!isDependabots(record) && secrets.some(isSecret)) held.push({
		what: "secrets",
		pointer: "/access/secrets"
	});
	const levels = Object.entries(token?.permissions ?? {}).map(([scope, { observed, declared }]) => ({
		scope,
		level: observed ?? declared
	}));
	if (token?.permissions === void 0 && token?.shorthand === void 0) unseen.push("/access/token/permissions");
	if (oidc?.available === true || levels.some(({ scope, level }) => scope === "id-token" && level === "write")) held.push({
		what: "an identity token",
		pointer: "/access/oidc"
	});
	if (token?.shorthand === "write-all" || levels.some(({ scope, level }) => scope !== "id-token" && level === "write")) held.push({
		what: "a token that may write",
		pointer: "/access/token"
	});
	return {
		held,
		...unseen[0] !== void 0 && { unseen: unseen[0] }
	};
}
function isSecret(name) {
	return name.toUpperCase() !== TOKEN$1;
}
function isDependabots({ pipeline, people }) {
	return people.initiator?.login === "dependabot[bot]" && WITHOUT_SECRETS.has(pipeline.event ?? "");
}
const WITHOUT_SECRETS = /* @__PURE__ */ new Set([
	"pull_request",
	"pull_request_review",
	"pull_request_review_comment",
	"push",
	"create",
	"deployment",
	"deployment_status"
]);

// src/core/rules/source/fork-code-stays-out.ts
const WORKSPACE = "/source/workspace";
const TRUSTED = /* @__PURE__ */ new Set([
	"pull_request_target",
	"workflow_run",
	"issue_comment"
]);
const forkCodeStaysOut = defineRule({
	id: "fork-code-stays-out",
	group: "source",
	title: "A job with rights does not check out an outsider’s code",
	why: "Building, testing or even installing what a stranger’s pull request holds runs it, with the secrets and the token of the job.",
	mend: "Build such code in a `pull_request` job without secrets, and hand its result over as data; or take secrets and rights from this job.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-4",
		"OWASP CICD-SEC-5",
		"SOC 2 CC6.6",
		"ISO 27001 A.8.28",
		"NIST AC-6"
	],
	evidence: [
		"event",
		"token",
		"workflow-file",
		"people"
	],
	params: strictObject({}),
	judge(record) {
		const { event, provider } = record.pipeline;
		if (provider === "local") return pass("The job was started by no forge.", ["/pipeline/provider"]);
		if (event === void 0) return unknown(record, "/pipeline/event");
		if (!TRUSTED.has(event)) return pass("The event gives no outsider the repository’s rights.", ["/pipeline/event"]);
		if (event === "issue_comment" && record.pipeline.comment?.onPullRequest === false) return pass("The comment is at no pull request.", ["/pipeline/comment/onPullRequest"]);
		const isOutside = isOutsiders(record);
		if (isOutside === false && event !== "issue_comment") return pass("The code is of the repository itself.", [outsiderFact(record)]);
		const { held, unseen: notSeen } = powersOf(record);
		if (held.length === 0) {
			if (notSeen !== void 0) return unknown(record, notSeen);
			return pass("The job has no secrets, no identity and a token that only reads.", ["/access"]);
		}
		const place = judgeWorkspace(record);
		if (place.result !== "fail" || isOutside === true) return place;
		if (isOutside === void 0) return unknown(record, outsiderFact(record));
		return unseen("not-certain", "Whether the pull request that was commented on is an outsider’s was not seen.", [WORKSPACE]);
	}
});
function judgeWorkspace(record) {
	const { pipeline, source } = record;
	const { workspace } = source;
	const isOver = record.phase === "end" || record.phase === "collector";
	if (!workspace) return isOver ? judgeWithoutCheckout(record) : notYet();
	const pointer = pipeline.event === "workflow_run" ? "/pipeline/workflowRun/headSha" : "/pipeline/pullRequest/headSha";
	const head = pipeline.event === "workflow_run" ? pipeline.workflowRun?.headSha : pipeline.pullRequest?.headSha;
	if (workspace.commit !== void 0 && workspace.commit === head) return found(record, [WORKSPACE, pointer]);
	if (workspace.isSource === void 0) return unknown(record, `${WORKSPACE}/isSource`);
	if (workspace.isSource) return isOver ? judgeOwnCode(record) : notYet();
	if (workspace.commit !== void 0 && workspace.ref === void 0) return found(record, [WORKSPACE]);
	return unseen("not-certain", "The job had another commit checked out than its own; whose it is was not seen.", [WORKSPACE]);
}
function judgeOwnCode(record) {
	const { actions } = record;
	if (actions === void 0) return unknown(record, "/actions");
	return actions.filter(mayCheckOut).length > 1 ? unseen("not-certain", "The job checked out more than one thing; only what lies in the workspace itself is seen.", [WORKSPACE, "/actions"]) : pass("The job had the repository’s own code checked out.", [`${WORKSPACE}/isSource`, "/actions"]);
}
function mayCheckOut({ uses, kind }) {
	return kind === "local" || /checkout|clone/i.test(uses);
}
function notYet() {
	return unseen("not-yet", "What the job checks out is seen at its end.", [WORKSPACE]);
}
function judgeWithoutCheckout(record) {
	const { actions, gaps } = record;
	if (!(gapFor(gaps, WORKSPACE)?.reason === "not-found")) return unknown(record, WORKSPACE);
	if (actions === void 0) return unknown(record, "/actions");
	return actions.some(mayCheckOut) ? unknown(record, WORKSPACE) : pass("Nothing is checked out in the workspace, and no action of the job does that.", [WORKSPACE, "/actions"]);
}
function found(record, evidence) {
	const { event } = record.pipeline;
	const { held } = powersOf(record);
	return fail(`The ${event} job checked out ${event === "workflow_run" ? "the triggering run’s code" : "the pull request’s code"} while it had ${held.map((power) => power.what).join(" and ")}.`, [...evidence, ...held.map(({ pointer }) => pointer)], { subject: record.pipeline.job });
}

// src/core/rules/source/names-hold-no-shell.ts
const DANGEROUS = /* @__PURE__ */ new Set("$`;|&<>{}\\");
const QUOTE = /["']/;
const CALL = /[()]/;
const namesHoldNoShell = defineRule({
	id: "names-hold-no-shell",
	group: "source",
	title: "Names that outsiders chose hold no shell commands",
	why: "A workflow that writes the expression `github.head_ref` into a script runs whatever an outsider named his branch.",
	mend: "Hand such names to scripts by environment variables only, never by an expression in the script, and see what the job did.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-4",
		"SOC 2 CC6.6",
		"ISO 27001 A.8.28",
		"NIST SI-4"
	],
	evidence: ["event"],
	params: strictObject({}),
	judge(record) {
		const chosen = chosenBy(record);
		if (!chosen) return pass("No outsider can choose a name that this event brings.", ["/pipeline/event"]);
		if ("result" in chosen) return chosen;
		const { what, name, pointer, fromFork, forkPointer } = chosen;
		if (fromFork === false) return pass(`The ${what} was named by somebody who may write here.`, [forkPointer]);
		if (name === void 0) return unknown(record, pointer);
		if (!([...name].some(isDangerous) || QUOTE.test(name) && CALL.test(name))) return pass(`The ${what} has a harmless name.`, [pointer]);
		if (fromFork === void 0) return unknown(record, forkPointer);
		return fail(`The ${what} that an outsider named ${JSON.stringify(name.slice(0, 150).toWellFormed())} holds what a script would run.`, [pointer, forkPointer], { subject: thisJob(record) });
	}
});
function chosenBy(record) {
	const { event, pullRequest, workflowRun, provider } = record.pipeline;
	if (event === void 0) return provider === "local" ? void 0 : unknown(record, "/pipeline/event");
	if (event.startsWith("pull_request")) {
		const at = "/pipeline/pullRequest";
		if (!pullRequest) return unknown(record, at);
		const { headRef: name, fromFork } = pullRequest;
		return {
			what: "pull request’s branch",
			name,
			pointer: `${at}/headRef`,
			fromFork,
			forkPointer: `${at}/fromFork`
		};
	}
	if (event !== "workflow_run") return void 0;
	const at = "/pipeline/workflowRun";
	if (!workflowRun) return unknown(record, at);
	const { headBranch: name, fromFork } = workflowRun;
	return {
		what: "triggering run’s branch",
		name,
		pointer: `${at}/headBranch`,
		fromFork,
		forkPointer: `${at}/fromFork`
	};
}
function isDangerous(char) {
	return char <= " " || char === "" || DANGEROUS.has(char);
}

// src/core/rules/source/changed-workflow.ts
const CHANGE = "/source/workflowChange";
function workflowChange(record) {
	const change = record.source.workflowChange;
	if (change === void 0) return gapFor(record.gaps, "/source/workflowChange")?.reason === "not-applicable" ? pass("The workflow file is the default branch’s own, or there is none.", [CHANGE]) : unknown(record, CHANGE);
	return change.status === "unchanged" ? pass(`${change.file} is as it was before the change.`, [`${CHANGE}/status`]) : change;
}
function judgeUnreviewed(record, what, found) {
	const review = reviewOf(record);
	if (review.state === "unknown") return unknown(record, review.pointer);
	if (review.state === "reviewed") return pass(`${what}, and somebody else approved that.`, [review.pointer]);
	return isRestricted(record) ? mayBeTrusted() : found();
}
function mayBeTrusted() {
	return unseen("not-certain", "Whether the repository gives the jobs of forks’ pull requests rights was not seen.", ["/pipeline/visibility"]);
}
function placeOf$3(record, { file }) {
	const block = record.access.token?.declaredIn;
	return [block?.file === file ? {
		file,
		line: block.line
	} : { file }];
}
function listed(names) {
	const shown = names.slice(0, 5).join(", ");
	return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

// src/core/rules/source/new-secrets-are-reviewed.ts
const NEW = `${CHANGE}/newSecrets`;
const newSecretsAreReviewed = defineRule({
	id: "new-secrets-are-reviewed",
	group: "source",
	title: "Secrets that a change newly refers to were reviewed",
	why: "A workflow file gets any secret of its repository by naming it; thieves push one that names them all.",
	mend: "Have the change approved in a pull request, keep secrets in environments with required reviewers, and rotate those that the job was given.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-6",
		"OWASP CICD-SEC-1",
		"CIS 1.1.3",
		"SOC 2 CC6.1",
		"ISO 27001 A.8.32",
		"NIST CM-3"
	],
	evidence: [
		"workflow-file",
		"commit",
		"pull-requests",
		"people",
		"event"
	],
	params: strictObject({}),
	judge(record) {
		const change = workflowChange(record);
		if ("result" in change) return change;
		if (isDeprived(record) || isDependabots(record)) return pass("The repository’s secrets are not given to such a job, whatever its file names.", ["/pipeline/event", "/people/initiator"]);
		if (change.newSecrets === void 0) return unknown(record, NEW);
		const names = change.newSecrets.filter(isSecret).map((name) => name === "*" ? "all secrets" : name);
		if (names.length === 0) return pass(`The change of ${change.file} refers to no further secret.`, [NEW]);
		const list = listed(names);
		return judgeUnreviewed(record, `${change.file} newly refers to ${list}`, () => fail(`The change makes ${change.file} refer to ${list} for the first time, and nobody else approved that.`, [NEW], {
			locations: [{ file: change.file }],
			subject: change.file
		}));
	}
});

// src/core/rules/source/permissions-were-not-raised.ts
const RAISED = `${CHANGE}/permissionsRaised`;
const permissionsWereNotRaised = defineRule({
	id: "permissions-were-not-raised",
	group: "source",
	title: "The change that a job runs on does not raise the job’s permissions unseen",
	why: "The workflow file of a branch decides what its own token may write: a change can grant itself what nobody else agreed to.",
	mend: "Have the raised permission approved in a pull request before the job runs with it, or take it out of the `permissions:` block.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-5",
		"OWASP CICD-SEC-1",
		"CIS 2.1.7",
		"SOC 2 CC6.1",
		"ISO 27001 A.8.2",
		"NIST AC-6"
	],
	evidence: [
		"workflow-file",
		"commit",
		"pull-requests",
		"token",
		"event"
	],
	params: strictObject({}),
	judge(record) {
		const change = workflowChange(record);
		if ("result" in change) return change;
		if (isDeprived(record)) return pass("The job of a fork’s pull request has a token that only reads, whatever its file says.", ["/pipeline/pullRequest/fromFork"]);
		if (change.permissionsRaised === void 0) return unknown(record, RAISED);
		const raised = change.permissionsRaised.filter((each) => each === "write-all" || each.endsWith(": write"));
		if (raised.length === 0) return pass(`The change of ${change.file} raises no right to write.`, [RAISED]);
		const list = listed(raised);
		return judgeUnreviewed(record, `${change.file} was given ${list}`, () => fail(`The change gives its own job ${list} in ${change.file}, and nobody else approved that.`, [RAISED], {
			locations: placeOf$3(record, change),
			subject: change.file
		}));
	}
});

// src/core/rules/source/push-was-not-forced.ts
const pushWasNotForced = defineRule({
	id: "push-was-not-forced",
	group: "source",
	title: "The branch was not force-pushed",
	why: "A forced push takes reviewed commits away and puts others in their place, and leaves no merge that would show it.",
	mend: "Forbid force pushes in the branch’s rules, compare the branch with a clone from before, and put back what is lost.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-1",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.4",
		"ISO 27001 A.8.32",
		"NIST CM-3"
	],
	evidence: ["event", "ref-protection"],
	params: strictObject({ branches: branchesParam() }),
	judge(record, { params }) {
		const { pipeline, source, protections, people } = record;
		if (pipeline.provider === "local") return pass("The job was started by no push.", ["/pipeline/provider"]);
		if (pipeline.event === void 0) return unknown(record, "/pipeline/event");
		if (pipeline.event !== "push") return pass("The job was started by no push.", ["/pipeline/event"]);
		if (source.forced === void 0) return unknown(record, "/source/forced");
		if (!source.forced) return pass("The push added to what was there.", ["/source/forced"]);
		if (pipeline.ref === void 0) return unknown(record, "/pipeline/ref");
		const branch = branchOf(pipeline.ref);
		if (branch === void 0) return pass("What was forced is no branch.", ["/pipeline/ref"]);
		const guarded = protections.ref?.ref === pipeline.ref && protections.ref.forcePushes === false || isGuarded(branch, record, params.branches);
		if (guarded === void 0) return unknown(record, "/pipeline/defaultBranch");
		if (!guarded) return pass(`${pipeline.ref} may be rewritten by whoever works on it.`, ["/pipeline/ref"]);
		const by = people.pusher ? ` by ${people.pusher.login}` : "";
		return fail(`${pipeline.ref} was force-pushed${by}.`, ["/source/forced", "/pipeline/before"], { subject: pipeline.ref });
	}
});

// src/core/rules/source/tag-did-not-move.ts
const FLOATING = /^(?:latest|nightly|edge|canary|v?\d+(?:\.\d+)?)$/;
const MOST_RUNS = 500;
const Params$3 = strictObject({ moving: optional(array(string().check(minLength(1), maxLength(250))).check(maxLength(100), describe("Tags that are meant to move, `*` for any part of a name; left out, `latest`, `nightly`, `edge`, `canary`, `v1` and `v1.2`."))) });
const compiled = /* @__PURE__ */ new WeakMap();
const tagDidNotMove = defineRule({
	id: "tag-did-not-move",
	group: "source",
	title: "The tag names the commit that it always named",
	why: "Whoever moves a tag puts other code behind a name that people have checked and pinned.",
	mend: "Put the tag back, forbid updating and deleting tags in a ruleset, and make releases immutable.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-1",
		"OWASP CICD-SEC-9",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.4",
		"NIST CM-3",
		"NIST SR-4"
	],
	evidence: ["event", "commit"],
	params: Params$3,
	judge(record, { params, history }) {
		const { event, ref, before, provider } = record.pipeline;
		if (ref === void 0) return provider === "local" ? pass("The run is for no tag.", ["/pipeline/ref"]) : unknown(record, "/pipeline/ref");
		const tag = tagOf(ref);
		if (tag === void 0) return pass("The run is for no tag.", ["/pipeline/ref"]);
		if (isMoving(tag, params.moving)) return pass(`${tag} is a tag that is meant to move.`, ["/pipeline/ref"]);
		const { forced, created } = record.source;
		if (event === "push" && (before !== void 0 || forced === true)) return moved(record, tag, `it named ${before === void 0 ? "another commit" : before.slice(0, 12)} before`, ["/pipeline/before", "/source/forced"]);
		const earlier = history && otherCommit(record, ref, history);
		if (earlier) return moved(record, tag, `it named ${earlier.slice(0, 12)} in an earlier run`, ["/pipeline/sha"]);
		if (event === void 0) return unknown(record, "/pipeline/event");
		if (event === "push" && created !== true) return unknown(record, created === void 0 ? "/source/created" : "/pipeline/before");
		return pass(event === "push" ? `The push made the tag ${tag}.` : `The run is for the tag ${tag} and did not move it.`, ["/pipeline/ref", event === "push" ? "/source/created" : "/pipeline/event"]);
	}
});
function isMoving(tag, moving) {
	if (!moving) return FLOATING.test(tag);
	const known = compiled.get(moving) ?? anyPattern(moving);
	compiled.set(moving, known);
	return known(tag);
}
function otherCommit(record, ref, history) {
	const workflow = workflowOf(record);
	const { sha } = record.pipeline;
	if (workflow === void 0 || sha === void 0) return void 0;
	return history.newest("tag", ref, {
		until: timeOf(record),
		most: MOST_RUNS
	}, (earlier) => {
		return workflowOf(earlier) === workflow && earlier.pipeline.sha !== void 0 && earlier.pipeline.sha !== sha;
	})?.record.pipeline.sha;
}
function moved({ pipeline, people }, tag, how, evidence) {
	const by = pipeline.event === "push" && people.pusher ? ` by ${people.pusher.login}` : "";
	return fail(`The tag ${tag} was moved${by}: ${how}.`, ["/pipeline/ref", ...evidence], { subject: tag });
}

// src/core/rules/source/workflow-change-is-reviewed.ts
const workflowChangeIsReviewed = defineRule({
	id: "workflow-change-is-reviewed",
	group: "source",
	title: "A changed workflow file was reviewed before it ran with rights",
	why: "Whoever can push a workflow file can send every secret and token of its jobs anywhere: a stolen account needs no more.",
	mend: "Have the change approved in a pull request; require reviews, with code owners for `.github/workflows`, and keep secrets in environments that only reviewed branches reach.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-1",
		"OWASP CICD-SEC-4",
		"CIS 1.1.3",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.32",
		"NIST CM-3"
	],
	evidence: [
		"workflow-file",
		"commit",
		"pull-requests",
		"token",
		"event"
	],
	params: strictObject({}),
	judge(record) {
		const change = workflowChange(record);
		if ("result" in change) return change;
		if (isDeprived(record)) return pass("The changed workflow file is a fork’s, whose job gets no secrets and a token that only reads.", ["/pipeline/pullRequest/fromFork"]);
		const { held, unseen } = powersOf(record);
		const mayPass = change.against === "default-branch" && held.length === 0;
		if (mayPass && unseen === void 0) return pass(`${change.file} differs from the default branch, and the job has nothing that is worth taking.`, [`${CHANGE}/status`, "/access"]);
		return judgeUnreviewed(record, `${change.file} was changed`, () => mayPass && unseen !== void 0 ? unknown(record, unseen) : unreviewed(record, change, held));
	}
});
function unreviewed(record, change, held) {
	const triggers = change.triggersAdded ?? [];
	const verb = change.status === "added" ? "is new" : "was changed";
	const since = change.against === "before" ? " by this push" : ", compared with the default branch,";
	const alone = record.source.changedFiles === 1 ? "; the commit changes no other file" : "";
	const started = triggers.length > 0 ? `; it is now started by ${listed(triggers)} too` : "";
	const powers = held.length > 0 ? `; the job has ${held.map(({ what }) => what).join(" and ")}` : "";
	return fail(`${change.file} ${verb}${since} and nobody else approved it${powers}${alone}${started}.`, [
		CHANGE,
		"/source/pullRequests",
		...held.map(({ pointer }) => pointer)
	], {
		locations: [{ file: change.file }],
		subject: change.file
	});
}

// src/core/rules/source/rules.ts
const sourceRules = [
	commitIsVerified,
	authorIsPusher,
	changeCameByPullRequest,
	workflowChangeIsReviewed,
	permissionsWereNotRaised,
	newSecretsAreReviewed,
	pushWasNotForced,
	tagDidNotMove,
	namesHoldNoShell,
	forkCodeStaysOut
];

// src/core/rules/time/zoned-time.ts
const DAYS = [
	"mon",
	"tue",
	"wed",
	"thu",
	"fri",
	"sat",
	"sun"
];
const formatters = /* @__PURE__ */ new Map();
function zonedTime(at, timeZone) {
	if (timeZone === "UTC") {
		const there = new Date(at);
		const date = there.toISOString().slice(0, 10);
		return {
			date,
			day: dayOf(date),
			minutes: there.getUTCHours() * 60 + there.getUTCMinutes()
		};
	}
	const parts = {};
	for (const { type, value } of formatterOf(timeZone).formatToParts(at)) parts[type] = value;
	const { year = "", month = "", day = "", hour = "", minute = "" } = parts;
	const date = `${year.padStart(4, "0")}-${month}-${day}`;
	return {
		date,
		day: dayOf(date),
		minutes: Number(hour) * 60 + Number(minute)
	};
}
function dayOf(date) {
	return DAYS[((/* @__PURE__ */ new Date(`${date}T00:00:00Z`)).getUTCDay() + 6) % 7] ?? "mon";
}
function dateBefore(date) {
	const midnight = /* @__PURE__ */ new Date(`${date}T00:00:00Z`);
	midnight.setUTCDate(midnight.getUTCDate() - 1);
	return midnight.toISOString().slice(0, 10);
}
function isTimeZone(name) {
	if (name === "UTC") return true;
	if (!/^[A-Za-z]/.test(name)) return false;
	try {
		formatterOf(name);
		return true;
	} catch {
		return false;
	}
}
function formatterOf(timeZone) {
	const known = formatters.get(timeZone);
	if (known) return known;
	const made = new Intl.DateTimeFormat("en-US", {
		timeZone,
		calendar: "gregory",
		numberingSystem: "latn",
		hourCycle: "h23",
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit"
	});
	formatters.set(timeZone, made);
	return made;
}

// src/core/rules/time/calendar-params.ts
function timeZone() {
	return string().check(maxLength(100), refine(isTimeZone, "give the time zone by its name in the IANA database, such as `Europe/Berlin` or `UTC`"), describe("Time zone by its name in the IANA database, such as `Europe/Berlin`; default `UTC`."));
}
const DATE = /^\d{4}-\d{2}-\d{2}$/;
function isDate(text) {
	if (!DATE.test(text)) return false;
	const midnight = /* @__PURE__ */ new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}
const MOMENT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
function isMoment(text) {
	const [, date] = MOMENT.exec(text) ?? [];
	return date !== void 0 && isDate(date) && !Number.isNaN(Date.parse(text));
}

// src/core/rules/time/deployment-start.ts
function deploymentOf(record) {
	const environment = targetEnvironment(record);
	if (typeof environment !== "string") return { other: environment };
	const start = "/observedAt/start";
	const began = Date.parse(record.observedAt.start ?? "");
	if (!Number.isNaN(began)) return { deployment: {
		environment,
		at: began,
		pointer: start
	} };
	const isOnceOnly = record.phase !== "end" || gapFor(record.gaps, start)?.reason === "not-applicable";
	const at = timeOf(record);
	if (!isOnceOnly || Number.isNaN(at)) return { other: unknown(record, start) };
	return { deployment: {
		environment,
		at,
		pointer: "/observedAt"
	} };
}

// src/core/rules/time/office-hours.ts
function isWithin({ days, from, until, holidays }, { date, minutes }) {
	const begins = (start) => days.includes(dayOf(start)) && !holidays.includes(start);
	if (from < until) return minutes >= from && minutes < until && begins(date);
	return minutes >= from && begins(date) || minutes < until && begins(dateBefore(date));
}
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
function minutesOf(time) {
	if (time === "24:00") return 1440;
	const [, hours, minutes] = TIME.exec(time) ?? [];
	return hours === void 0 ? void 0 : Number(hours) * 60 + Number(minutes);
}

// src/core/rules/time/deployment-is-in-hours.ts
const timeOfDay = (description) => string().check(refine((text) => minutesOf(text) !== void 0, "give a time of day as `08:00`, in quotes"), describe(description));
const Params$2 = strictObject({
	"time-zone": optional(timeZone()),
	days: optional(array(enumeration(DAYS)).check(minLength(1), describe("Days of the week; default `mon` to `fri`."))),
	from: optional(timeOfDay("Time of day from which deployments may begin; default `08:00`.")),
	until: optional(timeOfDay("Time of day until which they may begin; not after `from`, it is the next day’s; default `18:00`.")),
	holidays: optional(array(string().check(refine(isDate, "give a date as `2026-12-25`, in quotes"))).check(maxLength(1e3), describe("Dates on which nothing is deployed, such as `2026-12-25`.")))
});
const deploymentIsInHours = defineRule({
	id: "deployment-is-in-hours",
	group: "time",
	title: "Deployments begin within hours",
	why: "What is deployed at night or on a holiday goes wrong unseen, and whoever uses a stolen account likes it so.",
	mend: "Deploy within hours, or widen them by the parameters; let a waiver stand for what was agreed on.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-1",
		"SOC 2 CC7.2",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.16",
		"ISO 27001 A.8.32",
		"NIST CM-3"
	],
	evidence: ["environment", "time"],
	params: Params$2,
	judge(record, { params }) {
		const found = deploymentOf(record);
		if ("other" in found) return found.other;
		const { environment, at, pointer } = found.deployment;
		const zone = params["time-zone"] ?? "UTC";
		const there = zonedTime(at, zone);
		const hours = {
			days: params.days ?? DAYS.slice(0, 5),
			from: minutesOf(params.from ?? "08:00") ?? 0,
			until: minutesOf(params.until ?? "18:00") ?? 0,
			holidays: params.holidays ?? []
		};
		const clock = [there.minutes / 60, there.minutes % 60].map((part) => String(Math.floor(part)).padStart(2, "0"));
		const moment = `${there.day}, ${there.date}, ${clock.join(":")} (${zone})`;
		return isWithin(hours, there) ? pass(`The deployment to ${environment} began within hours: ${moment}.`, [pointer]) : fail(`The deployment to ${environment} began out of hours: ${moment}.`, [pointer], { subject: environment });
	}
});

// src/core/rules/time/deployment-is-not-frozen.ts
const edge = (description) => string().check(refine((text) => isDate(text) || isMoment(text), "give a date as `2026-12-24`, in quotes, or a moment with its offset as `2026-12-24T18:00:00+01:00`"), describe(description));
function isForward({ from, until }) {
	if (isDate(from) && isDate(until)) return from <= until;
	return isDate(from) || isDate(until) || Date.parse(from) < Date.parse(until);
}
const Params$1 = strictObject({
	"time-zone": optional(timeZone()),
	freezes: optional(array(strictObject({
		from: edge("First day, or moment, in which nothing is deployed."),
		until: edge("Last day, or the moment from which deployments are free again."),
		reason: optional(string().check(maxLength(200), describe("Why, for readers of the policy.")))
	}).check(refine(isForward, "`until` is before `from`; exchange them"))).check(maxLength(500), describe("Times in which nothing is deployed; whole days are those of the time zone.")))
});
const deploymentIsNotFrozen = defineRule({
	id: "deployment-is-not-frozen",
	group: "time",
	title: "Nothing is deployed during a freeze",
	why: "A freeze is for days on which a mistake costs most; who deploys then didn’t know of it, or hoped that nobody looks.",
	mend: "Wait for the end of the freeze, or let a waiver with an approver stand for what can’t wait.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-1",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.32",
		"NIST CM-3",
		"NIST CM-5"
	],
	evidence: ["environment", "time"],
	params: Params$1,
	judge(record, { params }) {
		const found = deploymentOf(record);
		if ("other" in found) return found.other;
		const { environment, at, pointer } = found.deployment;
		const { freezes = [] } = params;
		const date = freezes.length > 0 ? zonedTime(at, params["time-zone"] ?? "UTC").date : "";
		const freeze = freezes.find(({ from, until }) => {
			return (isDate(from) ? date >= from : at >= Date.parse(from)) && (isDate(until) ? date <= until : at < Date.parse(until));
		});
		if (!freeze) return pass(`The deployment to ${environment} began outside of any freeze.`, [pointer]);
		return fail(`The deployment to ${environment} began in the freeze from ${freeze.from} until ${freeze.until}.`, [pointer], { subject: environment });
	}
});

// src/core/rules/time/rules.ts
const timeRules = [deploymentIsInHours, deploymentIsNotFrozen];

// src/core/rules/token/levels.ts
const RANK = {
	none: 0,
	read: 1,
	write: 2
};
function isWider(level, than) {
	return RANK[level] > RANK[than];
}
function levelOf({ observed, declared }) {
	return observed ?? declared;
}
function hasIdentity({ access }) {
	if (access.oidc?.available === true) return true;
	const permissions = access.token?.permissions;
	if (permissions === void 0) return access.oidc?.available;
	const permission = permissions["id-token"];
	return permission !== void 0 && levelOf(permission) === "write";
}

// src/core/rules/token/cache-is-not-shared-with-outsiders.ts
const HOUR = 36e5;
const CACHING = [
	"actions/cache",
	"actions/cache/**",
	"actions/setup-*",
	"astral-sh/setup-uv",
	"buildjet/cache",
	"docker/build-push-action",
	"gradle/actions/**",
	"gradle/gradle-build-action",
	"pnpm/action-setup",
	"ruby/setup-ruby",
	"swatinem/rust-cache"
];
const cacheIsNotSharedWithOutsiders = defineRule({
	id: "cache-is-not-shared-with-outsiders",
	group: "token",
	title: "A job that publishes takes nothing from a cache that outsiders could write",
	why: "A job by `pull_request_target` and its like writes caches of the default branch; who poisons one there runs code in the next job that restores it (TanStack, CVE-2026-45321).",
	mend: "Build without a cache where the job publishes or deploys, or do the outsiders’ part by `pull_request`, whose cache is its own.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-3",
		"OWASP CICD-SEC-4",
		"CIS 2.3.4",
		"SOC 2 CC8.1",
		"NIST SR-4"
	],
	evidence: [
		"event",
		"token",
		"environment",
		"actions",
		"history"
	],
	params: strictObject({
		actions: patternList("Actions that restore caches, without their refs, as patterns; left out, the well-known ones."),
		hours: optional(int().check(minimum(1), maximum(8760), describe("How long a cache may be taken over; default 168.")))
	}),
	judge(record, { params, history }) {
		if (record.pipeline.provider === "local") return pass("A local run uses no action.", ["/pipeline/provider"]);
		const patterns = params.actions ?? CACHING;
		const caching = (record.actions ?? []).filter(({ uses }) => isListed$1(nameOf(uses), patterns));
		if (record.actions !== void 0 && caching.length === 0) return pass("The job uses no action that restores a cache.", ["/actions"]);
		const privilege = privilegeOf(record);
		if (privilege === "none") return pass("The job neither deploys nor has an identity.", ["/access/token/permissions"]);
		if (record.actions === void 0) return unknown(record, "/actions");
		if (privilege !== "some") return unknown(record, privilege);
		if (history === void 0) return notSupplied("no-history");
		const repository = repositoryKey(record);
		if (repository === void 0) return unknown(record, "/pipeline/repositoryId");
		const until = timeOf(record);
		const span = {
			from: until - (params.hours ?? 168) * HOUR,
			until
		};
		const isOther = (earlier) => earlier.recordId !== record.recordId && !isRestricted(earlier);
		const outsider = history.newest("outsider", repository, span, (earlier) => isOther(earlier) && (earlier.actions ?? []).some(({ uses }) => isListed$1(nameOf(uses), patterns)));
		if (outsider) {
			const { event, runId } = outsider.record.pipeline;
			return fail(`The job restores a cache (${someOf(caching.map(({ uses }) => uses))}) that somebody from outside could write${runId === void 0 ? "" : ` in run ${runId}`} by ${event}.`, ["/actions", "/access/token/permissions"], {
				locations: jobLines(record, caching.map(({ line }) => line)),
				subject: thisJob(record)
			});
		}
		if (history.newest("outsider", repository, span, (earlier) => isOther(earlier) && !earlier.actions)) return unseen("not-certain", "Of an outsider’s job it is not known whether it wrote caches.", ["/actions"]);
		return pass("Nobody from outside could write a cache that the job restores.", ["/actions"]);
	}
});
function privilegeOf(record) {
	const identity = hasIdentity(record);
	if (identity || record.pipeline.environment !== void 0) return "some";
	if (gapFor(record.gaps, "/pipeline/environment")?.reason !== "not-applicable") return "/pipeline/environment";
	return identity === void 0 ? "/access/token/permissions" : "none";
}

// src/core/rules/token/cloud-key-is-short-lived.ts
const cloudKeyIsShortLived = defineRule({
	id: "cloud-key-is-short-lived",
	group: "token",
	title: "The job holds no cloud key that never ends",
	why: "A key that holds until somebody removes it is worth stealing: it works from anywhere, long after the job.",
	mend: "Log in by the job’s own identity (`id-token: write` and the cloud’s OpenID Connect trust), and remove the key.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-6",
		"SOC 2 CC6.1",
		"ISO 27001 A.8.2",
		"NIST AC-6"
	],
	evidence: [
		"cloud",
		"workflow-file",
		"actions"
	],
	params: strictObject({}),
	judge(record) {
		const { cloud } = record.access;
		if (cloud === void 0) return judgeUnseen(record);
		const lasting = cloud.flatMap(({ shortLived }, index) => shortLived === false ? [`/access/cloud/${index}/shortLived`] : []);
		if (lasting.length > 0) {
			const what = lasting.length === 1 ? "a cloud key that does not end by itself" : `${lasting.length} cloud keys that do not end by themselves`;
			return fail(`The job holds ${what}.`, lasting, {
				locations: auditStepPlace(record),
				subject: thisJob(record)
			});
		}
		const untold = cloud.findIndex(({ shortLived }) => shortLived === void 0);
		if (untold >= 0) return unknown(record, `/access/cloud/${untold}/shortLived`);
		if (record.gaps.find(({ pointer, reason }) => pointer === "/access/cloud" && reason !== "not-applicable")) return unknown(record, "/access/cloud");
		return pass("Every cloud identity that was seen ends by itself.", ["/access/cloud"]);
	}
});
function judgeUnseen(record) {
	if (record.gaps.find(({ pointer }) => pointer === "/access/cloud")?.reason !== "not-found") return unknown(record, "/access/cloud");
	const { access, actions } = record;
	if (access.secrets === void 0) return unknown(record, "/access/secrets");
	if (actions === void 0) return unknown(record, "/actions");
	const logins = actions.filter(({ uses }) => LOGIN.test(uses)).map(({ uses }) => uses);
	if (logins.length > 0) return hinted(`The job logs in by ${someOf(logins)}`, "/actions");
	const keys = access.secrets.filter((name) => name === "*" || KEY.test(name));
	if (keys.length > 0) return hinted(`The job refers to secrets that a cloud may be behind (${someOf(keys)})`, "/access/secrets");
	return pass("No key for a cloud is in the job’s environment at its end, and nothing in it logs in to one.", ["/access/secrets", "/actions"]);
}
function hinted(what, pointer) {
	return unseen("not-certain", `${what}, and no checkpoint step after that saw which identity it was.`, [pointer]);
}
const LOGIN = /^(?:aws-actions\/(?:configure-aws-credentials|amazon-ecr-login)|google-github-actions\/(?:auth|setup-gcloud)|azure\/login|hashicorp\/vault-action)(?:\/|@|$)/i;
const KEY = /(?:^|_)(?:AWS|GCP|GCLOUD|GOOGLE|GKE|AZURE|ARM|VAULT)_|SERVICE_ACCOUNT|ACCESS_KEY/i;

// src/core/rules/token/exposed-secrets-are-rotated.ts
const moment = (description) => union([iso.date(), iso.datetime()]).check(describe(description));
const Exposure = strictObject({
	uses: text(300).check(describe("Action that read secrets, as `OWNER/REPO@REF`, as a pattern.")),
	from: moment("When it began, RFC 3339."),
	until: moment("When it was over, RFC 3339."),
	rotated: optional(record(string(), union([iso.date(), iso.datetime()])).check(describe("When each secret was replaced, by its name.")))
});
const exposedSecretsAreRotated = defineRule({
	id: "exposed-secrets-are-rotated",
	group: "token",
	title: "A secret that a bad action could read is replaced",
	why: "Codecov’s uploader sent the environment of every job that used it away for two months; what those jobs held works for a thief until it is replaced.",
	mend: "Replace the secret, and write the date into the rule’s parameter `rotated`.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-6",
		"SOC 2 CC6.1",
		"SOC 2 CC7.3",
		"ISO 27001 A.8.2",
		"NIST SI-4"
	],
	evidence: ["workflow-file", "history"],
	params: strictObject({ exposures: optional(array(Exposure).check(maxLength(50), describe("Actions that could read secrets, and when; left out, none."))) }),
	judge(record, { params: { exposures = [] }, history }) {
		if (exposures.length === 0) return pass("The policy names no exposure.", []);
		const { secrets } = record.access;
		if (secrets === void 0) return unknown(record, "/access/secrets");
		if (secrets.length === 0) return pass("The job refers to no secret.", ["/access/secrets"]);
		if (history === void 0) return notSupplied("no-history");
		for (const exposure of exposures) {
			const stale = exposedOf(record, secrets, exposure, history, held);
			if (stale.length === 0) continue;
			const what = stale.includes("*") ? "secrets" : someOf(stale);
			return fail(`The job still uses ${what}, which ${exposure.uses} could read and nobody has replaced.`, ["/access/secrets"], {
				locations: auditStepPlace(record),
				subject: exposure.uses
			});
		}
		const untold = exposures.find((exposure) => exposedOf(record, secrets, exposure, history, mayHave).length > 0);
		return untold ? unseen("not-certain", `Which secrets ${untold.uses} could read was not seen of every job.`, ["/access/secrets"]) : pass("No secret of the job was exposed and not replaced.", ["/access/secrets"]);
	}
});
function exposedOf(record, secrets, { uses, from, until, rotated = {} }, history, had) {
	const patterns = patternsOf(uses);
	const actions = [...history.values("action")].filter((action) => isListed$1(action, patterns));
	const span = {
		from: Date.parse(from),
		until: Math.min(endOf(until), timeOf(record))
	};
	return secrets.filter((name) => {
		if (name.toUpperCase() === "GITHUB_TOKEN") return false;
		const times = actions.map((action) => history.newest("action", action, span, (one) => had(one, name))?.at);
		const last = Math.max(...times.map((time) => time ?? Number.NEGATIVE_INFINITY));
		return Number.isFinite(last) && !isAfter(Object.hasOwn(rotated, name) ? rotated[name] : void 0, last);
	});
}
function held({ access: { secrets = [] } }, name) {
	return name === "*" ? secrets.length > 0 : secrets.includes(name) || secrets.includes("*");
}
function mayHave({ access }) {
	return access.secrets === void 0;
}
function endOf(time) {
	return time.includes("T") ? Date.parse(time) : Date.parse(time) + 864e5;
}
function isAfter(time, at) {
	return time !== void 0 && Date.parse(time) > at;
}
const lists = /* @__PURE__ */ new Map();
function patternsOf(pattern) {
	const list = lists.get(pattern) ?? [pattern];
	lists.set(pattern, list);
	return list;
}

// src/model/access-level.ts
const AccessLevel = enumeration([
	"none",
	"read",
	"write"
]);

// src/core/rules/token/outsider-gets-no-privilege.ts
const HARMLESS = {
	"pull-requests": "write",
	issues: "write",
	statuses: "write",
	checks: "write"
};
const outsiderGetsNoPrivilege = defineRule({
	id: "outsider-gets-no-privilege",
	group: "token",
	title: "A job that somebody from outside caused has no right that matters",
	why: "What the job works on comes from somebody unknown; with write access, an identity or an environment it publishes in the project’s name.",
	mend: "Give the job only what labelling and commenting take, and do the rest in a job that a maintainer starts. Doorlog needs no `id-token: write` there: its record is then left unsigned.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-4",
		"OWASP CICD-SEC-5",
		"CIS 2.1.7",
		"SOC 2 CC6.1",
		"ISO 27001 A.8.2",
		"NIST AC-6"
	],
	evidence: [
		"event",
		"token",
		"workflow-file",
		"environment",
		"approvals"
	],
	params: strictObject({ allow: optional(record(string(), AccessLevel).check(describe("Scopes that such a job may write; left out, `pull-requests`, `issues`, `statuses` and `checks`. Reading is always allowed."))) }),
	judge(record, { params }) {
		const outsider = isOutsiders(record);
		if (outsider === false) return pass("Nobody from outside caused the job.", ["/pipeline/event"]);
		const restricted = isRestricted(record);
		const held = rightsOf(record, params.allow ?? HARMLESS, restricted);
		if (held.found.length > 0) {
			if (outsider === void 0) return unknown(record, outsiderFact(record));
			return fail(`Somebody from outside caused the job, which has ${held.found.map(({ name }) => name).join(", ")}.`, [...held.found.map(({ pointer }) => pointer), "/pipeline/event"], {
				locations: permissionsPlace(record),
				subject: thisJob(record)
			});
		}
		if (isDeprived(record)) return pass("The token of a fork’s pull request only reads.", ["/pipeline/pullRequest"]);
		if (held.missing !== void 0) return unknown(record, held.missing);
		if (restricted && !isObserved(record)) return unknown(record, "/access/token/permissions");
		return pass("The job has no right that is kept from outsiders.", ["/access/token/permissions"]);
	}
});
function isObserved({ access }) {
	return Object.values(access.token?.permissions ?? {}).every(({ observed, declared }) => observed !== void 0 || declared !== "write");
}
function rightsOf(record, allow, restricted) {
	const permissions = record.access.token?.permissions;
	const allowed = new Map(Object.entries(allow));
	const scopes = Object.entries(permissions ?? {}).flatMap(([scope, permission]) => {
		const level = restricted ? permission.observed : levelOf(permission);
		if (level !== "write" || !isWider(level, allowed.get(scope) ?? "none")) return [];
		return [{
			name: `${scope}: write`,
			pointer: `/access/token/permissions/${scope}`
		}];
	});
	const identity = "id-token: write";
	if (!restricted && hasIdentity(record) && allow["id-token"] !== "write" && !scopes.some(({ name }) => name === identity)) scopes.push({
		name: identity,
		pointer: "/access/oidc"
	});
	const door = restricted ? "shut" : environmentOf(record);
	const { environment } = record.pipeline;
	if (door === "open") scopes.push({
		name: `the environment ${environment}`,
		pointer: "/pipeline/environment"
	});
	const missing = permissions === void 0 ? "/access/token/permissions" : door.startsWith("/") ? door : void 0;
	return {
		found: scopes,
		...missing !== void 0 && { missing }
	};
}
function environmentOf(record) {
	const { environment } = record.pipeline;
	if (environment === void 0) return gapFor(record.gaps, "/pipeline/environment")?.reason === "not-applicable" ? "shut" : "/pipeline/environment";
	if (record.approvals === void 0) return "/approvals";
	return record.approvals.some((approval) => approval.state === "approved" && isSameEnvironment(approval.environment, environment)) ? "shut" : "open";
}

// src/core/rules/token/outsider-gets-no-secrets.ts
const outsiderGetsNoSecrets = defineRule({
	id: "outsider-gets-no-secrets",
	group: "token",
	title: "A job that somebody from outside caused holds no secret",
	why: "What the job works on comes from somebody unknown, and whatever runs there can read the job’s secrets.",
	mend: "Do the outsider’s part in a job by `pull_request`, without secrets, and what needs them in another one that takes over only checked results.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-4",
		"OWASP CICD-SEC-6",
		"CIS 2.1.7",
		"SOC 2 CC6.1",
		"ISO 27001 A.8.2",
		"NIST AC-6"
	],
	evidence: ["event", "workflow-file"],
	params: strictObject({ allow: patternList("Names of secrets that such a job may hold, as patterns; left out, none.") }),
	judge(record, { params }) {
		const outsider = isOutsiders(record);
		if (outsider === false) return pass("Nobody from outside caused the job.", ["/pipeline/event"]);
		if (isDeprived(record)) return pass("GitHub gives the job of a fork’s pull request no secret.", ["/pipeline/pullRequest"]);
		const { secrets } = record.access;
		const held = (secrets ?? []).filter((name) => !isOwnToken(name) && !isListed$1(name, params.allow ?? NONE));
		if (secrets !== void 0 && held.length === 0) return pass("The job refers to no secret that is kept from outsiders.", ["/access/secrets"]);
		if (outsider === void 0) return unknown(record, outsiderFact(record));
		if (secrets === void 0) return unknown(record, "/access/secrets");
		if (isRestricted(record)) return unseen("not-certain", "Whether the repository gives secrets to the jobs of forks’ pull requests was not seen.", ["/access/secrets", "/pipeline/visibility"]);
		const what = held.includes("*") ? "all secrets" : `the secrets ${someOf(held)}`;
		return fail(`Somebody from outside caused the job, which can reach ${what}.`, ["/access/secrets", "/pipeline/event"], {
			locations: auditStepPlace(record),
			subject: thisJob(record)
		});
	}
});
const NONE = [];
function isOwnToken(name) {
	return name.toUpperCase() === "GITHUB_TOKEN";
}

// src/core/rules/token/token-is-as-declared.ts
const tokenIsAsDeclared = defineRule({
	id: "token-is-as-declared",
	group: "token",
	title: "The job’s token has no more rights than its workflow file declares",
	why: "Whoever reviews a workflow trusts what it declares; a token that can do more was given its rights elsewhere.",
	mend: "Give the job a `permissions:` block of its own, and look for what changed the file or the repository’s default after it was reviewed.",
	severity: "high",
	controls: [
		"OWASP CICD-SEC-5",
		"CIS 2.1.7",
		"SOC 2 CC6.1",
		"ISO 27001 A.8.2",
		"NIST AC-6"
	],
	evidence: ["token", "workflow-file"],
	params: strictObject({}),
	judge(record) {
		if (record.pipeline.provider === "local") return pass("A local run has no token of its own.", ["/pipeline/provider"]);
		const token = record.access.token;
		const scopes = Object.entries(token?.permissions ?? {});
		const wider = scopes.flatMap(([scope, { declared, observed }]) => declared !== void 0 && observed !== void 0 && isWider(observed, declared) && !isGivenToAll(scope, observed) ? [{
			scope,
			observed,
			declared
		}] : []);
		if (wider.length > 0) {
			const list = wider.map(({ scope, observed, declared }) => `${scope}: ${observed} (declared ${declared})`);
			return fail(`The token can do more than the workflow file declares: ${list.join(", ")}.`, wider.map(({ scope }) => `/access/token/permissions/${scope}`), {
				locations: permissionsPlace(record),
				subject: thisJob(record)
			});
		}
		const unseen = scopes.find(([scope, { declared, observed }]) => {
			if (observed === void 0) return declared !== "none";
			return declared === void 0 && observed !== "none" && !isGivenToAll(scope, observed);
		});
		const isObserved = scopes.some(([, { observed }]) => observed !== void 0);
		if (scopes.length === 0 || !isObserved || unseen) return unknown(record, "/access/token/permissions");
		return pass("The token has no scope beyond those that the workflow file declares.", ["/access/token/permissions"]);
	}
});
function isGivenToAll(scope, level) {
	return scope === "metadata" && level === "read";
}

// src/core/rules/token/token-is-least-privilege.ts
const Params = strictObject({ allow: optional(record(string(), AccessLevel).check(describe("The widest set of scopes that a job may have; left out, only write-all is refused."))) });
const tokenIsLeastPrivilege = defineRule({
	id: "token-is-least-privilege",
	group: "token",
	title: "The job’s token has no more rights than it needs",
	why: "Every step, and everything that a step downloads, can use the token with all its rights.",
	mend: "Give the job a `permissions:` block that lists only what its steps use.",
	severity: "medium",
	controls: [
		"OWASP CICD-SEC-5",
		"CIS 2.1.7",
		"SOC 2 CC6.1",
		"ISO 27001 A.8.2",
		"NIST AC-6"
	],
	evidence: ["token", "workflow-file"],
	params: Params,
	judge(record, { params }) {
		const token = record.access.token;
		if (record.pipeline.provider === "local") return pass("A local run has no token of its own.", ["/pipeline/provider"]);
		if (token?.shorthand === "write-all") return fail("The workflow file grants write-all.", ["/access/token/shorthand"], {
			locations: permissionsPlace(record),
			subject: thisJob(record)
		});
		if (token?.permissions === void 0) return unknown(record, "/access/token/permissions");
		return params.allow ? judgeAgainst(params.allow, record, token.permissions) : judgeUnbounded(record, token.permissions);
	}
});
function judgeAgainst(allow, record, permissions) {
	const widest = new Map([["metadata", "read"], ...Object.entries(allow)]);
	const wider = Object.entries(permissions).map(([scope, permission]) => ({
		scope,
		level: levelOf(permission) ?? "none"
	})).filter(({ scope, level }) => isWider(level, widest.get(scope) ?? "none"));
	if (wider.length === 0) return pass("The token has no scope beyond the allowed ones.", ["/access/token/permissions"]);
	const list = wider.map(({ scope, level }) => `${scope}: ${level}`).join(", ");
	return fail(`The token has more than the policy allows: ${list}.`, wider.map(({ scope }) => `/access/token/permissions/${scope}`), {
		locations: permissionsPlace(record),
		subject: thisJob(record)
	});
}
function judgeUnbounded(record, permissions) {
	return [
		"actions",
		"contents",
		"deployments",
		"issues",
		"packages",
		"pull-requests",
		"statuses"
	].every((scope) => {
		const permission = permissions[scope];
		return permission !== void 0 && levelOf(permission) === "write";
	}) ? fail("The token may write to every part of the repository.", ["/access/token/permissions"], {
		locations: permissionsPlace(record),
		subject: thisJob(record)
	}) : pass("The token is not granted write-all.", ["/access/token/permissions"]);
}

// src/core/rules/token/rules.ts
const tokenRules = [
	tokenIsLeastPrivilege,
	tokenIsAsDeclared,
	cloudKeyIsShortLived,
	outsiderGetsNoSecrets,
	outsiderGetsNoPrivilege,
	cacheIsNotSharedWithOutsiders,
	exposedSecretsAreRotated
];

// src/core/rules/catalogue.ts
function catalogue() {
	return [
		...identityRules,
		...approvalsRules,
		...sourceRules,
		...tokenRules,
		...timeRules,
		...driftRules,
		...runnerRules,
		...actionsRules,
		...auditRules,
		...frequencyRules
	];
}
function findRule(id) {
	return catalogue().find((rule) => rule.id === id);
}

// src/core/policy/built-in.ts
const BUILT_IN = {
	"approver-is-not-initiator": {},
	"token-is-least-privilege": {},
	"audit-is-enforced": {},
	"audit-is-first": { "allow-after-refusal": true }
};
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

// src/core/plain-value.ts
const NUMBER_LIKE = /^[-+]?\.?\d[\d.eE+-]*$|^0[xo]|^[-+]?\.(?:inf|nan)$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WHOLE = /^(?:0|-?[1-9]\d{0,14})$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
function plainValue(node) {
	switch (node.kind) {
		case "null": return null;
		case "text": return node.quoted ? node.text : typed(node.text);
		case "list": {
			const items = node.items.map(plainValue);
			return items.includes(void 0) ? void 0 : items;
		}
		case "map": {
			const pairs = [...node.entries].map(([key, { value }]) => [key, plainValue(value)]);
			return pairs.some(([key, value]) => value === void 0 || typed(key) !== key) ? void 0 : Object.fromEntries(pairs);
		}
	}
}
function placeIn(tree, path) {
	let node = tree;
	for (const step of path) {
		const inner = childOf(node, step);
		if (!inner) break;
		node = inner;
	}
	return node.at;
}
function childOf(node, step) {
	if (node.kind === "list") return typeof step === "number" ? node.items[step] : void 0;
	return node.kind === "map" && typeof step === "string" ? node.entries.get(step)?.value : void 0;
}
function typed(text) {
	if (TRUE.test(text)) return true;
	if (FALSE.test(text)) return false;
	if (WHOLE.test(text)) return Number(text);
	return NUMBER_LIKE.test(text) && !DAY.test(text) ? void 0 : text;
}

// src/core/plain-line.ts
var NotPlain = class extends Error {};
const MAX_KEY = 256;
const MAX_FLOW_DEPTH = 8;
const PLAIN_START = /[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[-\w])/y;
const NULL = /^(?:~|null|Null|NULL)$/;
const ESCAPES = {
	"\\": "\\",
	"\"": "\"",
	"/": "/",
	n: "\n",
	t: "	"
};
function placeOf$2(line, index) {
	return {
		line: line.number,
		column: index + 1
	};
}
function afterSpaces(text, index) {
	let next = index;
	while (text[next] === " ") next++;
	return next;
}
function endsAt({ text }, index) {
	const next = afterSpaces(text, index);
	return next === text.length || text[next] === "#" && next > index;
}
function keyAt(line, index) {
	const { value: word, end } = isQuote(line.text[index]) ? quoted(line.text, index) : plain(line.text, index, BLOCK_STOP);
	if (line.text[end] !== ":") return void 0;
	if (line.text[end + 1] !== void 0 && line.text[end + 1] !== " ") throw new NotPlain();
	return {
		value: keyOf(word),
		end: end + 1
	};
}
function inlineNode(line, index) {
	const { value, end } = line.text[index] === "[" || line.text[index] === "{" ? flow(line, index, 0) : scalar(line, index, BLOCK_STOP);
	if (!endsAt(line, end)) throw new NotPlain();
	return value;
}
const BLOCK_STOP = / #|:(?= |$)/g;
const FLOW_STOP = /[,[\]{}#'"&*!|>%@`]|:(?=[ ,[\]{}]|$)/g;
function flow(line, index, depth) {
	if (depth > MAX_FLOW_DEPTH) throw new NotPlain();
	return line.text[index] === "[" ? flowList(line, index, depth) : flowMap(line, index, depth);
}
function flowList(line, index, depth) {
	const items = [];
	const end = flowItems(line.text, index, "]", (from) => {
		const { value, end: behind } = flowValue(line, from, depth);
		items.push(value);
		return behind;
	});
	return {
		value: {
			kind: "list",
			at: placeOf$2(line, index),
			items
		},
		end
	};
}
function flowMap(line, index, depth) {
	const { text } = line;
	const entries = /* @__PURE__ */ new Map();
	const end = flowItems(text, index, "}", (from) => {
		const read = isQuote(text[from]) ? quoted(text, from) : plain(text, from, FLOW_STOP);
		const key = keyOf(read.value);
		if (text[read.end] !== ":" || text[read.end + 1] !== " " || entries.has(key)) throw new NotPlain();
		const { value, end: behind } = flowValue(line, afterSpaces(text, read.end + 1), depth);
		entries.set(key, {
			keyAt: placeOf$2(line, from),
			value
		});
		return behind;
	});
	return {
		value: {
			kind: "map",
			at: placeOf$2(line, index),
			entries
		},
		end
	};
}
function flowItems(text, open, close, item) {
	let index = afterSpaces(text, open + 1);
	while (text[index] !== close) {
		index = afterSpaces(text, item(index));
		if (text[index] === ",") index = afterSpaces(text, index + 1);
		else if (text[index] !== close) throw new NotPlain();
	}
	return index + 1;
}
function flowValue(line, index, depth) {
	return line.text[index] === "[" || line.text[index] === "{" ? flow(line, index, depth + 1) : scalar(line, index, FLOW_STOP);
}
function scalar(line, index, stop) {
	const at = placeOf$2(line, index);
	const { value: word, end } = isQuote(line.text[index]) ? quoted(line.text, index) : plain(line.text, index, stop);
	if (word.quoted) return {
		value: {
			kind: "text",
			at,
			text: word.text,
			quoted: true
		},
		end
	};
	return {
		value: NULL.test(word.text) ? {
			kind: "null",
			at
		} : {
			kind: "text",
			at,
			text: word.text
		},
		end
	};
}
function keyOf({ text, quoted: inQuotes }) {
	if (text.length > MAX_KEY || text === "<<" || !inQuotes && NULL.test(text)) throw new NotPlain();
	return text;
}
function plain(text, index, stop) {
	PLAIN_START.lastIndex = index;
	if (!PLAIN_START.test(text)) throw new NotPlain();
	stop.lastIndex = index;
	let end = stop.exec(text)?.index ?? text.length;
	while (text[end - 1] === " ") end--;
	return {
		value: {
			text: text.slice(index, end),
			quoted: false
		},
		end
	};
}
function isQuote(character) {
	return character === "'" || character === "\"";
}
function quoted(text, index) {
	const pattern = text[index] === "'" ? /'((?:[^']|'')*)'/y : /"((?:[^"\\]|\\["\\/nt])*)"/y;
	pattern.lastIndex = index;
	const found = pattern.exec(text);
	if (found?.[1] === void 0) throw new NotPlain();
	return {
		value: {
			text: text[index] === "'" ? found[1].replaceAll("''", "'") : found[1].replace(/\\(.)/g, (_, name) => ESCAPES[name] ?? ""),
			quoted: true
		},
		end: pattern.lastIndex
	};
}

// src/core/plain-yaml.ts
const MAX_LENGTH$1 = 262144;
const MAX_DEPTH$1 = 50;
const NOT_PLAIN = /(?![\t\n])[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]|^(?:---|\.\.\.|%)/mu;
function readPlainYaml(text) {
	if (text.length > MAX_LENGTH$1 || text.endsWith(" ") || NOT_PLAIN.test(text)) return void 0;
	try {
		return new BlockReader(text).root();
	} catch (error) {
		if (error instanceof NotPlain) return void 0;
		throw error;
	}
}
var BlockReader = class {
	lines;
	index = 0;
	constructor(text) {
		this.lines = text.replace(/\n$/, "").split("\n");
	}
	root() {
		if (this.indent() !== 0) throw new NotPlain();
		const node = this.block(0, 0);
		if (this.indent() !== void 0) throw new NotPlain();
		return node;
	}
	indent() {
		for (; this.index < this.lines.length; this.index++) {
			const { text } = this.line();
			const start = afterSpaces(text, 0);
			if (start === text.length || text[start] === "#") continue;
			if (text.includes("	")) throw new NotPlain();
			return start;
		}
	}
	line() {
		return {
			text: this.lines[this.index] ?? "",
			number: this.index + 1
		};
	}
	hasDash(column) {
		const { text } = this.line();
		return text[column] === "-" && (text[column + 1] === " " || text.length === column + 1);
	}
	block(column, depth) {
		if (depth > MAX_DEPTH$1) throw new NotPlain();
		return this.hasDash(column) ? this.list(column, depth) : this.map(column, depth);
	}
	map(column, depth) {
		const at = placeOf$2(this.line(), column);
		const entries = /* @__PURE__ */ new Map();
		let next = column;
		while (next === column) {
			const line = this.line();
			const key = keyAt(line, column);
			if (!key || entries.has(key.value)) throw new NotPlain();
			const value = this.value(key.end, column, depth, true);
			entries.set(key.value, {
				keyAt: placeOf$2(line, column),
				value
			});
			next = this.indentUpTo(column);
		}
		return {
			kind: "map",
			at,
			entries
		};
	}
	list(column, depth) {
		const at = placeOf$2(this.line(), column);
		const items = [];
		let next = column;
		while (next === column && this.hasDash(column)) {
			items.push(this.item(column, depth));
			next = this.indentUpTo(column);
		}
		return {
			kind: "list",
			at,
			items
		};
	}
	item(column, depth) {
		const line = this.line();
		const start = afterSpaces(line.text, column + 1);
		if (!(start < line.text.length && !"#|>[{".includes(line.text[start] ?? "") && keyAt(line, start))) return this.value(column + 1, column, depth, false);
		if (depth >= MAX_DEPTH$1) throw new NotPlain();
		return this.map(start, depth + 1);
	}
	value(from, column, depth, ofKey) {
		const line = this.line();
		const start = afterSpaces(line.text, from);
		const first = line.text[start];
		if (first === "|" || first === ">") return this.blockText(line, start, column);
		this.index++;
		if (!endsAt(line, from)) return inlineNode(line, start);
		const next = this.indent();
		if (next !== void 0 && next > column) return this.block(next, depth + 1);
		if (ofKey && next === column && this.hasDash(column)) return this.list(column, depth + 1);
		return {
			kind: "null",
			at: placeOf$2(line, start)
		};
	}
	indentUpTo(column) {
		const next = this.indent();
		if (next !== void 0 && next > column) throw new NotPlain();
		return next;
	}
	blockText(header, start, column) {
		const marks = /^([|>])([-+]?)(?: +#.*| *)$/.exec(header.text.slice(start));
		this.index++;
		const first = this.line().text;
		const indent = afterSpaces(first, 0);
		if (!marks || indent <= column || indent === first.length) throw new NotPlain();
		const content = [];
		for (; this.index < this.lines.length; this.index++) {
			const { text } = this.line();
			const begin = afterSpaces(text, 0);
			if (begin === text.length ? begin > indent : text[begin] === "	") throw new NotPlain();
			if (begin < indent && begin < text.length) break;
			content.push(text.slice(indent));
		}
		return {
			kind: "text",
			at: placeOf$2(header, start),
			text: textOf$3(content, marks[1] === ">", marks[2]),
			quoted: true
		};
	}
};
function textOf$3(lines, folded, chomping) {
	let length = lines.length;
	while (length > 0 && lines[length - 1] === "") length--;
	const content = lines.slice(0, length);
	if (length === 0 || folded && content.some((line) => line.startsWith(" "))) throw new NotPlain();
	const text = content.join("\n");
	const body = folded ? text.replace(/\n+/g, (ends) => ends.length === 1 ? " " : ends.slice(1)) : text;
	if (chomping === "-") return body;
	return chomping === "+" ? `${body}\n${"\n".repeat(lines.length - length)}` : `${body}\n`;
}

// src/core/yaml-file.ts
const MAX_ALIASES = 100;
async function parseYaml(text, name, code) {
	const fail = ({ line, column }, what, cause) => {
		const plain = what.replace(/[\s\p{Cc}]+/gu, " ");
		const sentence = /[.?]$/.test(plain) ? plain : `${plain}.`;
		return new DoorlogError(code, `${name}, line ${line}, column ${column}: ${sentence}`, { cause });
	};
	const tree = readPlainYaml(text);
	const value = tree && plainValue(tree);
	const file = !tree || value === void 0 ? parseByLibrary(text, fail, await import("./yaml.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1))) : plainFile(tree, value, fail);
	const half = halfPairIn(file.value, []);
	if (half) throw file.error(half, "a half of a surrogate pair stands here; write the character itself");
	return file;
}
function plainFile(tree, value, fail) {
	return {
		value,
		at: (path) => placeIn(tree, path),
		error: (path, what) => fail(placeIn(tree, path), what)
	};
}
function halfPairIn(value, path, seen = /* @__PURE__ */ new Set()) {
	if (typeof value === "string") return value.isWellFormed() ? void 0 : path;
	if (typeof value !== "object" || value === null || seen.has(value)) return void 0;
	seen.add(value);
	for (const [key, member] of Object.entries(value)) {
		const here = [...path, Array.isArray(value) ? Number(key) : key];
		const found = key.isWellFormed() ? halfPairIn(member, here, seen) : here;
		if (found) return found;
	}
}
function parseByLibrary(text, failAt, yaml) {
	const lines = new yaml.LineCounter();
	const placeOf = (offset) => {
		const { line, col } = offset === void 0 ? {
			line: 1,
			col: 1
		} : lines.linePos(offset);
		return {
			line,
			column: col
		};
	};
	const fail = (offset, what, cause) => failAt(placeOf(offset), what, cause);
	try {
		const options = {
			lineCounter: lines,
			uniqueKeys: false,
			prettyErrors: false,
			schema: "core",
			logLevel: "error"
		};
		const document = yaml.parseDocument(text, options);
		const [first] = [...document.errors, ...document.warnings];
		if (first) throw fail(first.pos[0], wordsOf(first), first);
		refuseDuplicateKeys(yaml, document, fail);
		const at = (path) => {
			for (let length = path.length; length >= 0; length--) {
				const node = document.getIn(path.slice(0, length), true);
				if (yaml.isNode(node) && node.range) return placeOf(node.range[0]);
			}
			return placeOf(void 0);
		};
		return {
			value: document.toJS({ maxAliasCount: MAX_ALIASES }),
			at,
			error: (path, what) => failAt(at(path), what)
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
	return `${lowerFirst(sentenceOf$2(error))}; mend the YAML there`;
}
function lowerFirst(text) {
	return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");
}

// src/core/policy/expression-place.ts
function placeInExpression({ text, at, expression }, inner) {
	const lines = text.split("\n");
	const first = lines[at.line - 1]?.slice(at.column - 1) ?? "";
	if (first.startsWith("|")) return inBlock(lines, at, inner);
	const quote = first.startsWith("'") || first.startsWith("\"") ? 1 : 0;
	return inner.line === 1 && first.slice(quote).startsWith(expression) ? {
		line: at.line,
		column: at.column + quote + inner.column - 1
	} : at;
}
function inBlock(lines, at, inner) {
	const begin = lines.slice(at.line).find((line) => line.trim() !== "");
	const target = lines[at.line + inner.line - 1];
	if (begin === void 0 || target === void 0) return at;
	return {
		line: at.line + inner.line,
		column: begin.search(/\S/) + inner.column
	};
}

// src/core/policy/extensions.ts
function extensionsOf(file, written, known) {
	const names = typeof written === "string" ? [written] : written ?? [];
	const all = [...known];
	const templates = [];
	let organizationRef;
	names.forEach((name, index) => {
		const fail = (what) => file.error(typeof written === "string" ? ["extends"] : ["extends", index], what);
		if (names.indexOf(name) !== index) throw fail(`“${name}” stands there twice; keep one of them`);
		if (all.includes(name)) {
			templates.push(name);
			return;
		}
		if (!name.includes("/")) throw fail(`there is no template “${name}”.${didYouMean(name, all) || choices(all)}`);
		if (organizationRef) throw fail("a policy extends one organisation’s policy at most; keep one of them");
		organizationRef = organizationOf(name, fail);
	});
	return {
		templates,
		...organizationRef && { organizationRef }
	};
}
function choices(known) {
	return ` There are ${known.map((name) => `\`${name}\``).join(", ")}`;
}
function organizationOf(name, fail) {
	try {
		return parseOrganizationRef(name, "what is extended");
	} catch (error) {
		throw fail(sentenceOf$2(error));
	}
}

// src/core/policy/rules.ts
function ruleInForce({ id, severity, when }, params) {
	const rule = findRule(id);
	if (!rule) throw new TypeError(`There is no rule ${id}.`);
	return {
		rule,
		severity: severity ?? rule.severity,
		...severity && { isSeverityFixed: true },
		params,
		...when && { when }
	};
}
function rulesInForce(inherited, named, own) {
	const ids = new Set(named.map(({ id }) => id));
	return [...inherited.filter(({ rule }) => !ids.has(rule.id)), ...own];
}
function jobsOf({ when }) {
	return canonicalize(when ?? {});
}
function withoutTwins(rules) {
	const seen = /* @__PURE__ */ new Set();
	return rules.filter(({ rule, severity, isSeverityFixed = false, params, when = {} }) => {
		const key = canonicalize([
			rule.id,
			severity,
			isSeverityFixed,
			params,
			when
		]);
		return !seen.has(key) && seen.add(key);
	});
}

// src/core/policy/known-keys.ts
function keysAt(schema, path) {
	let level = alternatives(schema);
	for (const step of path) level = level.flatMap((definition) => below(definition, step)).flatMap(alternatives);
	return [...new Set(level.flatMap(({ shape = {} }) => Object.keys(shape)))];
}
function alternatives(schema) {
	const definition = schema._zod.def;
	if (definition.innerType) return alternatives(definition.innerType);
	return definition.options ? definition.options.flatMap(alternatives) : [definition];
}
function below({ shape, element, valueType }, step) {
	if (!shape) return [element ?? valueType].filter((inner) => inner !== void 0);
	const inner = Object.hasOwn(shape, step) ? shape[String(step)] : void 0;
	return inner ? [inner] : [];
}

// src/core/policy/schema-error.ts
const LONGEST_KEY = 100;
function schemaError({ file, schema, issues, base = [] }) {
	const issue = settled(issues[0]);
	const path = issue?.path ?? [];
	const whole = [...base, ...path];
	if (issue?.code === "unrecognized_keys") {
		const key = issue.keys[0] ?? "";
		const mend = key.length <= LONGEST_KEY && didYouMean(key, keysAt(schema, path)) || " Remove it";
		return file.error([...whole, key], `the key “${shortened(key)}” is not known here.${mend}`);
	}
	const name = whole.length > 0 ? `“${shortened(whole.join("."))}”` : "the file";
	const expected = expectation(issue);
	if (whole.length > 0 && valueAt(file.value, whole) === void 0) return file.error(whole, `${name} is missing; it ${expected}`);
	const begins = whole.length === 0 ? " that begins with `version: 1`" : "";
	return file.error(whole, `${name} ${expected}${begins}`);
}
function settled(issue) {
	if (issue?.code !== "invalid_union") return issue;
	const inside = firstsOf(issue).find(({ code, path }) => path.length > 0 || code === "unrecognized_keys");
	return inside ? {
		...inside,
		path: [...issue.path, ...inside.path]
	} : issue;
}
function firstsOf({ errors }) {
	return errors.map((issues) => settled(issues[0])).filter((issue) => issue !== void 0);
}
function expectation(issue) {
	switch (issue?.code) {
		case "invalid_value": return `must be ${issue.values.map((value) => `\`${String(value)}\``).join(" or ")}`;
		case "invalid_type": return `must be ${TYPES[issue.expected] ?? issue.expected}`;
		case "too_small": return `must ${sizeOf(issue.origin, "at least", Number(issue.minimum))}`;
		case "too_big": return `must ${sizeOf(issue.origin, "at most", Number(issue.maximum))}`;
		case "invalid_format": return own(issue) ?? FORMATS[issue.format] ?? "does not have the form that it must have; docs/policy.md shows it";
		case "invalid_union": return oneOf(firstsOf(issue));
		default: return own(issue) ?? "has none of the forms that it may have; docs/policy.md shows them";
	}
}
function oneOf(issues) {
	const fitting = issues.filter(({ code }) => code !== "invalid_type");
	const all = (fitting.length > 0 ? fitting : issues).map(expectation);
	const [first = "can’t be used", ...rest] = new Set(all);
	return [first, ...rest.map((other) => other.replace(/^must be /, ""))].join(", or ");
}
function own(issue) {
	if (issue === void 0 || issue.message.startsWith("Invalid")) return void 0;
	return issue.message.startsWith("must ") ? issue.message : `is not valid: ${issue.message}`;
}
const TYPES = {
	array: "a list",
	object: "a mapping",
	string: "text",
	boolean: "true or false",
	record: "a mapping",
	number: "a number",
	int: "a whole number"
};
const FORMATS = {
	date: "must be a day, as `2026-12-31`",
	datetime: "must be a moment in UTC, as `2026-12-31T18:00:00Z`",
	safeint: "must be a whole number"
};
function sizeOf(origin, bound, count) {
	if (origin === "string") return `have ${bound} ${count} character${count === 1 ? "" : "s"}`;
	if (origin === "array" || origin === "set") return `hold ${bound} ${count} ${count === 1 ? "entry" : "entries"}`;
	return `be ${bound} ${count}`;
}
function valueAt(value, path) {
	let inner = value;
	for (const step of path) {
		if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, step)) return void 0;
		inner = inner[step];
	}
	return inner;
}
function shortened(text) {
	const clean = text.replace(/\s+/g, " ");
	return clean.length > 100 ? `${clean.slice(0, 99)}…` : clean;
}

// src/core/policy/templates.ts
function inheritedFrom(names, templates) {
	const [first, ...rest] = names.map((name) => resolved(name, templates));
	if (!first) return { rules: [] };
	const sum = rest.reduce(added, first);
	return {
		...sum,
		rules: withoutTwins(sum.rules)
	};
}
function resolved(name, templates) {
	const template = templates[name];
	if (!template) throw new DoorlogError("internal", `There is no template ${name}.`);
	const { extends: bases = [], rules = [], version: _, custom: __, waivers: ___, ...settings } = template;
	const inherited = inheritedFrom([bases].flat(), templates);
	const own = rules.filter(({ enabled }) => enabled !== false).map((rule) => ruleInForce(rule, paramsOf(name, rule)));
	return {
		...inherited,
		...settings,
		rules: rulesInForce(inherited.rules, rules, own)
	};
}
function paramsOf(template, { id, params = {} }) {
	const parsed = findRule(id)?.params.safeParse(params);
	if (parsed?.success) return parsed.data;
	throw new DoorlogError("internal", `The template ${template} asks for ${id}, which can’t be had that way.`, { cause: parsed?.error });
}
function added(a, b) {
	const onViolation = stricter(a["on-violation"], b["on-violation"]);
	const onUnknown = stricter(a["on-unknown"], b["on-unknown"]);
	const onError = stricter(a["on-error"], b["on-error"]);
	const failFrom = lowest(a["fail-from"], b["fail-from"]);
	const environments = [...a["production-environments"] ?? [], ...b["production-environments"] ?? []];
	return {
		...onViolation && { "on-violation": onViolation },
		...onUnknown && { "on-unknown": onUnknown },
		...onError && { "on-error": onError },
		...failFrom && { "fail-from": failFrom },
		...environments.length > 0 && { "production-environments": [...new Set(environments)] },
		rules: [...a.rules, ...b.rules]
	};
}

// src/core/policy/parse.ts
const MAX_BYTES$1 = 1048576;
async function parsePolicy(text, origin, check) {
	const name = origin.path ?? "The policy";
	if (Buffer.byteLength(text) > MAX_BYTES$1) throw new DoorlogError("policy-invalid", `${name} is larger than 1 MiB; shorten it.`);
	const file = await parseYaml(text, name, "policy-invalid");
	const parsed = Policy.safeParse(file.value);
	if (!parsed.success) throw schemaError({
		file,
		schema: Policy,
		issues: parsed.error.issues
	});
	const policy = parsed.data;
	const { rules = [], custom = [], waivers = [] } = policy;
	const { inherited, templates, organizationRef } = await extended(file, policy);
	const settings = {
		...inherited,
		...settingsOf(policy)
	};
	refuseDuplicates(file, rules);
	const own = rules.flatMap((rule, index) => ownRule(file, rule, index));
	refuseCollisions(file, custom);
	refuseStrangeWaivers(file, policy);
	if (check && custom.length > 0) await refuseExpressions(file, text, name, custom, check);
	const failFrom = settings["fail-from"];
	const environments = settings["production-environments"];
	return {
		origin: templates.length > 0 ? {
			...origin,
			templates: [...templates]
		} : origin,
		...organizationRef && { organizationRef },
		rules: rulesInForce(inherited.rules, rules, own),
		...custom.length > 0 && { custom: custom.map((definition) => ({
			definition,
			layer: "repository"
		})) },
		...waivers.length > 0 && { waivers: waivers.map((waiver, index) => ({
			waiver,
			layer: "repository",
			line: file.at(["waivers", index]).line
		})) },
		...failFrom && { failFrom },
		...environments && { productionEnvironments: environments },
		strictness: {
			...settings["on-violation"] && { onViolation: settings["on-violation"] },
			...settings["on-unknown"] && { onUnknown: settings["on-unknown"] },
			...settings["on-error"] && { onError: settings["on-error"] }
		},
		source: {
			name,
			policy,
			inherited: new Set(inherited.rules.map(({ rule }) => rule.id)),
			at: (path) => file.at(path)
		}
	};
}
async function extended(file, policy) {
	if (policy.extends === void 0) return {
		inherited: inheritedFrom([], {}),
		templates: [],
		organizationRef: void 0
	};
	const { TEMPLATES } = await import("./template-policies.js");
	const { templates, organizationRef } = extensionsOf(file, policy.extends, Object.keys(TEMPLATES));
	return {
		inherited: inheritedFrom(templates, TEMPLATES),
		templates,
		organizationRef
	};
}
function settingsOf(policy) {
	const { version: _, extends: __, rules: ___, custom: ____, waivers: _____, ...settings } = policy;
	return settings;
}
function refuseDuplicates(file, rules) {
	const seen = /* @__PURE__ */ new Map();
	rules.forEach((rule, index) => {
		const { id, enabled } = rule;
		const earlier = seen.get(id) ?? /* @__PURE__ */ new Set();
		const jobs = enabled === false ? OFF : jobsOf(rule);
		if (earlier.has(jobs) || earlier.has(OFF) || jobs === OFF && earlier.size > 0) throw file.error([
			"rules",
			index,
			"id"
		], `the rule “${id}” stands there twice; keep one of them, or give each a \`when\` of its own`);
		seen.set(id, earlier.add(jobs));
	});
}
const OFF = "off";
function ownRule(file, wanted, index) {
	const { id, enabled, severity, params, when } = wanted;
	const rule = findRule(id);
	if (!rule) throw file.error([
		"rules",
		index,
		"id"
	], noRule(id, ruleIds()));
	if (enabled === false) {
		if (severity === void 0 && params === void 0 && when === void 0) return [];
		throw file.error([
			"rules",
			index,
			"enabled"
		], `the rule “${id}” is switched off and takes nothing beside its id; remove the rest, or \`enabled\``);
	}
	const parsed = rule.params.safeParse(params ?? {});
	if (parsed.success) return [ruleInForce(wanted, parsed.data)];
	throw schemaError({
		file,
		schema: rule.params,
		issues: parsed.error.issues,
		base: [
			"rules",
			index,
			"params"
		]
	});
}
function ruleIds() {
	return catalogue().map(({ id }) => id);
}
function noRule(id, known) {
	return `there is no rule “${id}”.${didYouMean(id, known) || " `doorlog rules` lists them"}`;
}
function refuseCollisions(file, custom) {
	custom.forEach(({ id }, index) => {
		const fail = (what) => file.error([
			"custom",
			index,
			"id"
		], what);
		if (findRule(id)) throw fail(`“${id}” is a rule of Doorlog’s own; give yours another id`);
		if (custom.findIndex((other) => other.id === id) !== index) throw fail(`the rule “${id}” stands there twice; keep one of them`);
	});
}
function refuseStrangeWaivers(file, { custom = [], waivers = [] }) {
	if (waivers.length === 0) return;
	const known = [...ruleIds(), ...custom.map(({ id }) => id)];
	waivers.forEach(({ rule }, index) => {
		if (!known.includes(rule)) throw file.error([
			"waivers",
			index,
			"rule"
		], noRule(rule, known));
	});
}
async function refuseExpressions(file, text, name, custom, check) {
	const [finding] = await check([...custom]);
	const rule = finding && custom[finding.index];
	if (!rule) return;
	const at = file.at([
		"custom",
		finding.index,
		"expression"
	]);
	const { line, column } = placeInExpression({
		text,
		at,
		expression: rule.expression
	}, finding);
	const what = sentenceOf$2(finding.message);
	const end = /[.?]$/.test(what) ? "" : ".";
	throw new DoorlogError("policy-invalid", `${name}, line ${line}, column ${column}: the expression of “${rule.id}” can’t be used: ${what}${end}`);
}

// src/core/policy/events.ts
const EVENTS = [
	"branch_protection_rule",
	"check_run",
	"check_suite",
	"create",
	"delete",
	"deployment",
	"deployment_protection_rule",
	"deployment_status",
	"discussion",
	"discussion_comment",
	"dynamic",
	"fork",
	"gollum",
	"image_version",
	"issue_comment",
	"issues",
	"label",
	"member",
	"merge_group",
	"milestone",
	"page_build",
	"project",
	"project_card",
	"project_column",
	"public",
	"pull_request",
	"pull_request_review",
	"pull_request_review_comment",
	"pull_request_target",
	"push",
	"registry_package",
	"release",
	"repository_dispatch",
	"schedule",
	"status",
	"watch",
	"workflow_dispatch",
	"workflow_run"
];

// src/core/policy/warnings.ts
const YEAR = 316224e5;
function policyWarnings(policy, now) {
	const { source } = policy;
	if (!source) return [];
	return [
		...ofRules(policy),
		...ofWaivers(policy, now),
		...ofConditions(policy)
	].map(({ path, message }) => ({
		...source.at(path),
		message
	})).sort((a, b) => a.line - b.line || a.column - b.column);
}
function demandedByOrganization({ rules, custom = [] }) {
	return /* @__PURE__ */ new Set([...rules.filter(({ layer }) => layer === "organization").map(({ rule }) => rule.id), ...custom.filter(({ layer }) => layer === "organization").map(({ definition }) => definition.id)]);
}
function ofRules(policy) {
	const file = policy.source?.policy;
	const demanded = demandedByOrganization(policy);
	return (file?.rules ?? []).flatMap(({ id, enabled }, index) => {
		if (enabled !== false) return [];
		const path = [
			"rules",
			index,
			"enabled"
		];
		if (demanded.has(id)) return [{
			path,
			message: `The rule “${id}” is switched off here, but the organisation keeps it: it still judges.`
		}];
		return policy.source?.inherited.has(id) ? [] : [{
			path,
			message: `The rule “${id}” is switched off, but no template brings it; remove the entry.`
		}];
	});
}
function ofWaivers(policy, now) {
	const file = policy.source?.policy;
	const demanded = demandedByOrganization(policy);
	const own = /* @__PURE__ */ new Set([...policy.rules.filter(({ layer }) => layer !== "organization").map(({ rule }) => rule.id), ...(file?.custom ?? []).map(({ id }) => id)]);
	return (file?.waivers ?? []).flatMap((waiver, index) => {
		const { rule, owner, approver, expires } = waiver;
		const at = (key) => [
			"waivers",
			index,
			key
		];
		const remarks = [];
		if (demanded.has(rule)) {
			const message = `The organisation keeps the rule “${rule}”, which a repository’s waiver does not reach; ask for one there.`;
			remarks.push({
				path: at("rule"),
				message
			});
		} else if (!own.has(rule)) remarks.push({
			path: at("rule"),
			message: `The rule “${rule}” is not in force, so there is nothing to waive; remove the waiver.`
		});
		if (endOf$1(waiver) <= now) remarks.push({
			path: at("expires"),
			message: `The waiver of “${rule}” expired on ${expires}; mend what it excused, or remove it.`
		});
		if (endOf$1(waiver) > now + YEAR) {
			const message = `The waiver of “${rule}” holds for more than a year; end an exception sooner, or change the rule.`;
			remarks.push({
				path: at("expires"),
				message
			});
		}
		if (sameName(owner, approver)) {
			const message = `${owner} owns the waiver of “${rule}” and approved it; let somebody else approve.`;
			remarks.push({
				path: at("approver"),
				message
			});
		}
		return remarks;
	});
}
function sameName(a, b) {
	const plain = (name) => name.trim().replace(/^@/, "").toLowerCase();
	return plain(a) === plain(b);
}
function ofConditions({ source }) {
	const { rules = [], custom = [], waivers = [] } = source?.policy ?? {};
	return [
		...rules.flatMap(({ when }, index) => ofWhen(when, [
			"rules",
			index,
			"when"
		])),
		...custom.flatMap(({ when }, index) => ofWhen(when, [
			"custom",
			index,
			"when"
		])),
		...waivers.flatMap(({ scope }, index) => ofWhen(scope, [
			"waivers",
			index,
			"scope"
		]))
	];
}
const INSIDERS_ONLY = [
	"push",
	"schedule",
	"workflow_dispatch",
	"repository_dispatch",
	"release",
	"deployment",
	"merge_group"
];
function ofWhen(when, base) {
	const { branches = [], events = [], workflows = [], jobs = [], outsider } = when ?? {};
	const remark = (key, index, message) => ({
		path: [
			...base,
			key,
			index
		],
		message
	});
	const possible = EVENTS.filter(anyPattern(events));
	return [
		...branches.flatMap((pattern, index) => pattern.startsWith("refs/") ? [remark("branches", index, `“${pattern}” matches no branch: write its short name, as \`main\`.`)] : []),
		...events.flatMap((pattern, index) => EVENTS.some(patternOf(pattern)) ? [] : [remark("events", index, `“${pattern}” matches no event of GitHub’s.${didYouMean(pattern, EVENTS)}`)]),
		...workflows.flatMap((pattern, index) => /^(\.github\/workflows\/|[^/]*\*)/.test(pattern) ? [] : [remark("workflows", index, `“${pattern}” matches no workflow: write its path, as \`.github/workflows/deploy.yml\`.`)]),
		...jobs.flatMap((pattern, index) => /^[\w*-]+$/.test(pattern) ? [] : [remark("jobs", index, `“${pattern}” matches no job: write the key that it has in the workflow file.`)]),
		...outsider === true && possible.length > 0 && possible.every((event) => INSIDERS_ONLY.includes(event)) ? [{
			path: [...base, "outsider"],
			message: `Nobody from outside can cause a job by ${possible.join(" or ")}, so the entry is for none.`
		}] : []
	];
}

// src/core/organization-layers.ts
async function organizationPolicy(file, text, check) {
	if (!text.ok) throw unavailable$1(file, text);
	const { repository, path, commit } = file;
	const digest = sha256Hex(text.value);
	const name = `${repository}/${path}`;
	const policy = await parsePolicy(text.value, {
		origin: "repository",
		path: name
	}, check);
	const { organizationRef: other } = policy;
	if (other) throw new DoorlogError("policy-invalid", `${name} extends the policy of ${other.repository}; an organisation’s policy may extend templates only.`);
	return {
		...policy,
		origin: {
			...policy.origin,
			repository,
			path,
			commit,
			digest
		}
	};
}
function withLayers(repository, { demanded, extended }) {
	if (!demanded) return extended ? withOrganization(repository, extended) : repository;
	if (!extended) return withOrganization(repository, demanded);
	return {
		...withOrganization(repository, together(demanded, extended)),
		extended: placeOfPolicy(extended)
	};
}
function placeOfPolicy(policy) {
	const { origin: _, templates: __, ...place } = policy.origin;
	return place;
}
function organizationAlone(repository, demanded) {
	const { failFrom } = demanded;
	const nothing = {
		origin: {
			origin: "none",
			repository
		},
		rules: [],
		strictness: {},
		...failFrom && { failFrom }
	};
	return withOrganization(nothing, demanded);
}
function together(demanded, extended) {
	const { failFrom: _, productionEnvironments: __, ...rest } = demanded;
	const failFrom = lowest(demanded.failFrom, extended.failFrom);
	const onViolation = stricter(demanded.strictness.onViolation, extended.strictness.onViolation);
	const onUnknown = stricter(demanded.strictness.onUnknown, extended.strictness.onUnknown);
	const onError = stricter(demanded.strictness.onError, extended.strictness.onError);
	const environments = environmentsOf(demanded, extended);
	return {
		...rest,
		rules: [...demanded.rules, ...extended.rules],
		custom: [...demanded.custom ?? [], ...extended.custom ?? []],
		waivers: [...demanded.waivers ?? [], ...waiversBeside(demanded, extended)],
		...failFrom && { failFrom },
		...environments && { productionEnvironments: environments },
		strictness: {
			...onViolation && { onViolation },
			...onUnknown && { onUnknown },
			...onError && { onError }
		}
	};
}
function environmentsOf(...policies) {
	const named = policies.map(({ productionEnvironments }) => productionEnvironments);
	if (named.every((each) => each === void 0)) return void 0;
	return named.flatMap((each) => each ?? PRODUCTION_ENVIRONMENTS);
}
function waiversBeside({ rules, custom = [] }, { waivers = [] }) {
	const demanded = /* @__PURE__ */ new Set([...rules.map(({ rule }) => rule.id), ...custom.map(({ definition }) => definition.id)]);
	return waivers.filter(({ waiver }) => !demanded.has(waiver.rule));
}
const WHY = {
	"not-found": "there is no such file at that commit, or the token may not read it",
	"not-permitted": "GitHub refuses the token",
	"input-invalid": "it is no text file of at most 1 MiB",
	"rate-limited": "the rate limit of GitHub’s API is used up; run the job again later",
	"service-failed": "GitHub’s API failed or could not be reached; run the job again",
	"not-asked": "this hook has asked GitHub as often as it may; name the policy by the input “organization-policy” alone"
};
function unavailable$1(file, { reason, needed }) {
	const mend = !mayPass(reason) && reason !== "input-invalid" && reason !== "not-asked" ? `; it takes ${needed}` : "";
	return new DoorlogError(reason === "input-invalid" ? "policy-invalid" : "policy-unavailable", `The organisation’s policy ${formatOrganizationRef(file)} could not be read: ${WHY[reason] ?? "it was not shown"}${mend}.`);
}

// src/core/policy-choice.ts
const NOT_THERE = {
	reason: "not-found",
	needed: "permissions: contents: read"
};
async function choosePolicy(overview, repository, judged, reading = {}) {
	const { check } = reading;
	const [own, demanded] = await Promise.all([judged.policyAtStart ? policyOfStart(overview, repository, judged.policyAtStart, check) : policyOfHead(overview, repository, judged, check), demandedPolicy(reading)]);
	if (!("policy" in own)) return withoutOwn(own, demanded);
	const now = await layered(own.policy, repository, demanded, reading);
	if (!own.changedTo || !("policy" in now)) return now;
	const later = await layered(own.changedTo, repository, demanded, reading);
	return "policy" in later ? {
		...now,
		changedTo: later.policy
	} : now;
}
function withoutNamed(choice, repository) {
	const missing = new DoorlogError("policy-unavailable", "The workflow file gives the input “organization-policy” a value that is empty in this run, as variables are for a fork’s pull request: write OWNER/REPO/PATH@COMMIT there instead of a variable.");
	if (!("policy" in choice)) return {
		...choice,
		error: bothOf(missing, choice.error)
	};
	const error = choice.error ? bothOf(missing, choice.error) : missing;
	return choice.policy.origin.origin === "built-in" ? {
		error,
		repository
	} : {
		...choice,
		error
	};
}
async function demandedPolicy(reading) {
	const { demanded } = reading;
	if (demanded === void 0) return void 0;
	const named = await caught(async () => ({ file: parseOrganizationRef(demanded, "The input “organization-policy”") }));
	return "file" in named ? fetched(named.file, reading) : named;
}
async function fetched(file, { read, check }) {
	return {
		...await caught(async () => ({ policy: await organizationPolicy(file, await textOf$2(file, read), check) })),
		file
	};
}
async function textOf$2(file, read) {
	return read ? read(file) : {
		ok: false,
		reason: "not-asked",
		needed: "a reader of other repositories"
	};
}
async function caught(action) {
	try {
		return await action();
	} catch (error) {
		if (error instanceof DoorlogError) return { error };
		throw error;
	}
}
function withoutOwn(own, demanded) {
	if (!demanded) return own;
	if ("error" in demanded) return {
		...own,
		error: bothOf(demanded.error, own.error)
	};
	return {
		policy: organizationAlone(own.repository, demanded.policy),
		error: own.error
	};
}
function bothOf(a, b) {
	const [first, second] = b.code === "policy-invalid" ? [b, a] : [a, b];
	return new DoorlogError(first.code, `${first.message} And: ${second.message}`, { cause: second });
}
async function layered(own, repository, demanded, reading) {
	const { organizationRef: ref, ...bare } = own;
	const isDemanded = ref && demanded?.file && isSameRef(ref, demanded.file);
	const extended = ref && !isDemanded ? await fetched(ref, reading) : void 0;
	const layers = [demanded, extended].filter((layer) => layer !== void 0);
	const policy = withLayers(bare, {
		demanded: demanded && policyOf(demanded),
		extended: extended && policyOf(extended)
	});
	const [first, second] = layers.flatMap((layer) => "error" in layer ? [layer.error] : []);
	if (!first) return { policy };
	const error = second ? bothOf(first, second) : first;
	if (policy.origin.origin === "built-in") return {
		error,
		repository
	};
	const [organization, other] = layers.flatMap((layer) => placeOf$1(layer) ?? []);
	return {
		policy: {
			...policy,
			...organization && { organization },
			...other && { extended: other }
		},
		error
	};
}
function policyOf(layer) {
	return "policy" in layer ? layer.policy : void 0;
}
function placeOf$1(layer) {
	return "policy" in layer ? placeOfPolicy(layer.policy) : layer.file;
}
async function policyOfHead(overview, repository, judged, check) {
	const head = overview.policy;
	if (!head.ok) return {
		error: unavailable(head),
		repository
	};
	const ref = overview.repository.ok ? overview.repository.value.defaultBranch : void 0;
	const before = head.value.commit === judged.sha && judged.ref === `refs/heads/${ref}` ? overview.policyBefore : void 0;
	if (before?.ok === false) return {
		error: unavailable(before),
		repository
	};
	return policyIn(before && before.value.text !== head.value.text ? before.value : head.value, {
		repository,
		ref,
		check
	});
}
async function policyOfStart(overview, repository, atStart, check) {
	const { policyBefore: then, policy: now } = overview;
	if (!then?.ok) return {
		error: unavailable(then ?? NOT_THERE),
		repository
	};
	if (then.value.text === null || sha256Hex(then.value.text) !== atStart.digest) return {
		error: unreadable("policy-unavailable", "the start named another one than its commit holds."),
		repository
	};
	const ref = overview.repository.ok ? overview.repository.value.defaultBranch : void 0;
	const choice = await policyIn(then.value, {
		repository,
		ref,
		check
	});
	if (!now.ok || now.value.text === then.value.text || "error" in choice) return choice;
	const later = await policyIn(now.value, {
		repository,
		ref,
		check
	});
	return "policy" in later ? {
		...choice,
		changedTo: later.policy
	} : choice;
}
async function policyIn({ commit, text }, { repository, ref, check }) {
	if (text === null) return { policy: builtInPolicy() };
	const digest = sha256Hex(text);
	const origin = {
		origin: "repository",
		repository,
		path: POLICY_PATH,
		...ref && { ref },
		commit,
		digest
	};
	const parsed = await caught(async () => ({ policy: await parsePolicy(text, origin, check) }));
	return "policy" in parsed ? parsed : {
		...parsed,
		repository
	};
}
function unavailable({ reason, needed }) {
	const mend = mayPass(reason) ? "" : `; it takes ${needed}`;
	return unreadable(reason === "input-invalid" ? "policy-invalid" : "policy-unavailable", `${whyMissing(reason)}${mend}.`);
}
function unreadable(code, why) {
	return new DoorlogError(code, `The policy ${POLICY_PATH} could not be read from the default branch: ${why}`);
}

// src/core/claimed-pipeline.ts
const OBJECT_ID = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
function claimedPipeline(claims) {
	const visibility = Visibility.safeParse(claims.repository_visibility);
	const all = {
		repository: claims.repository,
		repositoryId: claims.repository_id,
		repositoryOwner: claims.repository_owner,
		repositoryOwnerId: claims.repository_owner_id,
		visibility: visibility.success ? visibility.data : void 0,
		workflowRef: claims.workflow_ref,
		workflowSha: objectId(claims.workflow_sha),
		jobWorkflowRef: claims.job_workflow_ref,
		jobWorkflowSha: objectId(claims.job_workflow_sha),
		runId: claims.run_id,
		runNumber: claims.run_number,
		runAttempt: claims.run_attempt,
		event: claims.event_name,
		ref: claims.ref,
		sha: objectId(claims.sha)
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== void 0 && value !== ""));
}
function objectId(value) {
	return value !== void 0 && OBJECT_ID.test(value) ? value : void 0;
}

// src/core/snapshot/claims.ts
function keepClaimed({ snapshot }, claims) {
	const claimed = claimedPipeline(claims);
	const missing = Object.entries(claimed).filter(([field]) => snapshot.pipeline[field] === void 0);
	snapshot.pipeline = {
		...snapshot.pipeline,
		...Object.fromEntries(missing)
	};
	for (const [field] of missing) snapshot.sources[`/pipeline/${field}`] = "oidc";
	if (snapshot.runner.environment === void 0 && claims.runner_environment !== void 0) {
		const environment = claims.runner_environment === "github-hosted" ? "github-hosted" : "self-hosted";
		snapshot.runner = {
			...snapshot.runner,
			environment
		};
		snapshot.sources["/runner/environment"] = "oidc";
	}
}

// src/core/token-access.ts
function tokenAccessFrom({ declaration, log, idTokenOffered }) {
	const declared = declaration.permissions;
	const permissions = {};
	for (const scope of /* @__PURE__ */ new Set([...Object.keys(declared ?? {}), ...Object.keys(log?.levels ?? {})])) permissions[scope] = {
		...declared && { declared: levelIn(declared, scope) },
		...log && { observed: levelIn(log.levels, scope) },
		source: log?.source ?? "workflow-file"
	};
	if (!log && idTokenOffered !== void 0) {
		const known = permissions["id-token"];
		if (idTokenOffered || known) permissions["id-token"] = {
			...known,
			observed: idTokenOffered ? "write" : "none",
			source: "env"
		};
	}
	return {
		...(declared !== void 0 || log !== void 0) && { permissions },
		...declaration.declaredIn && { declaredIn: declaration.declaredIn },
		...declaration.shorthand && { shorthand: declaration.shorthand }
	};
}
function levelIn(levels, scope) {
	return Object.hasOwn(levels, scope) ? levels[scope] ?? "none" : "none";
}

// src/core/snapshot/declaration.ts
const LONGEST_USES = 1e3;
const LONGEST_LABEL = 300;
function widerOf(now, atStart) {
	if (!atStart) return now;
	const wider = { ...atStart };
	for (const [scope, level] of Object.entries(now.ok ? now.value : {})) if (wider[scope] !== "write") wider[scope] = level;
	return {
		ok: true,
		value: wider
	};
}
function keepDeclaration(draft, look, { look: tokenPermissions, from, idTokenOffered }) {
	const { snapshot } = draft;
	const declaration = look.ok ? look.value : void 0;
	const log = tokenPermissions.ok ? {
		levels: tokenPermissions.value,
		source: from
	} : void 0;
	const token = tokenAccessFrom({
		declaration: declaration ?? {},
		log,
		idTokenOffered
	});
	snapshot.access.token = token;
	if (token.permissions) snapshot.sources["/access/token"] = log?.source ?? "workflow-file";
	if (!token.permissions) {
		const needed = "a permissions block in the workflow file, or a runner whose log can be read";
		const missing = look.ok ? tokenPermissions : look;
		const detail = missing.ok ? void 0 : missing.detail;
		draft.gap({
			pointer: "/access/token/permissions",
			reason: look.ok ? "not-available" : look.reason,
			needed,
			...detail && { detail }
		});
	}
	if (declaration?.secrets) {
		snapshot.access.secrets = declaration.secrets.map((name) => name.slice(0, LONGEST_LABEL));
		snapshot.sources["/access/secrets"] = "workflow-file";
	}
	if (declaration?.actions) {
		snapshot.actions = declaration.actions.map(actionUse);
		snapshot.sources["/actions"] = "workflow-file";
	}
	keepRequestedRunner(draft, look);
	for (const pointer of ["/access/secrets", "/actions"]) {
		const missing = look.ok ? {
			reason: "not-found",
			needed: "a workflow file that can be read"
		} : look;
		if (!(pointer === "/actions" ? snapshot.actions : snapshot.access.secrets)) draft.gap({
			pointer,
			reason: missing.reason,
			needed: missing.needed
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
function actionUse({ uses, kind, line, pinned, ref }) {
	const commit = kind === "repository" && pinned ? ref : void 0;
	return {
		uses: uses.slice(0, LONGEST_USES),
		kind,
		line,
		pinned,
		...commit && { commit }
	};
}
function keepRequestedRunner(draft, look) {
	const { snapshot } = draft;
	const runner = look.ok ? look.value.runner : void 0;
	if (!runner) {
		const missing = look.ok ? {
			reason: "not-found",
			needed: "a workflow file that can be read"
		} : look;
		for (const pointer of [
			"/runner/labels",
			"/runner/group",
			"/runner/container"
		]) draft.gap({
			pointer,
			reason: missing.reason,
			needed: missing.needed
		});
		return;
	}
	const { labels, group, container } = runner;
	snapshot.runner = {
		...snapshot.runner,
		...labels && { labels: labels.map((label) => label.slice(0, LONGEST_LABEL)) },
		...group !== void 0 && { group: group.slice(0, LONGEST_LABEL) },
		...container && { container: { ...container.image && { image: container.image.slice(0, LONGEST_USES) } } }
	};
	snapshot.sources["/runner/labels"] = "workflow-file";
	if (group === void 0) draft.gap({
		pointer: "/runner/group",
		reason: "not-applicable",
		needed: "a job that asks for a group"
	});
}

// src/core/snapshot/destination.ts
const AFTER_THE_GATE = {
	ok: false,
	reason: "not-yet",
	needed: "the deploying job, whose approvals are given after the gate"
};
function keepDestination(draft, given, declaration) {
	const { snapshot } = draft;
	if (given !== void 0) {
		snapshot.pipeline = {
			...snapshot.pipeline,
			environment: given
		};
		snapshot.sources["/pipeline/environment"] = "input";
		return given;
	}
	if (declaration.ok && declaration.value.deploysElsewhere === false) return null;
	for (const pointer of [
		"/pipeline/environment",
		"/protections/environment",
		"/approvals"
	]) draft.gap({
		pointer,
		reason: "not-asked",
		needed: "the input `environment` of the gate"
	});
}
function wrongDestination(given, declaration) {
	const { destinations = [] } = declaration.ok ? declaration.value : {};
	const isAmong = destinations.some((name) => name.toLowerCase() === given?.toLowerCase());
	if (given === void 0 || destinations.length === 0 || isAmong) return void 0;
	const names = destinations.slice(0, 5).map((name) => `“${name}”`);
	return new DoorlogError("input-invalid", `No job of the workflow file goes to the environment that the input “environment” names; they go to ${names.join(", ")}: give the gate one of these.`);
}

// src/core/snapshot/draft.ts
function draftSnapshot(facts, observedAt) {
	const snapshot = {
		observedAt: observedAt.toISOString(),
		pipeline: { ...facts.pipeline },
		runner: facts.runner,
		people: { ...facts.people },
		source: {
			...facts.source,
			...facts.sha && { commit: facts.sha }
		},
		access: {},
		protections: {},
		gaps: [...facts.gaps],
		sources: { ...facts.sources }
	};
	function gap(found) {
		if (!snapshot.gaps.some(({ pointer }) => pointer === found.pointer)) snapshot.gaps.push(found);
	}
	function finish() {
		const isFilled = (pointer) => /^\/(pipeline|runner)\//.test(pointer) && isHeld(snapshot, pointer);
		return {
			...snapshot,
			gaps: snapshot.gaps.filter(({ pointer }) => !isFilled(pointer))
		};
	}
	function miss(pointer, { reason, needed, detail }) {
		gap({
			pointer,
			reason,
			needed,
			...detail && { detail }
		});
	}
	function takeAll(pointers, source, look, keep) {
		if (look.ok) keep(look.value);
		for (const pointer of pointers) if (look.ok) snapshot.sources[pointer] = source;
		else miss(pointer, look);
	}
	return {
		snapshot,
		gap,
		miss,
		finish,
		takeAll,
		take: (pointer, source, look, keep) => takeAll([pointer], source, look, keep)
	};
}
function isHeld(snapshot, pointer) {
	let at = snapshot;
	for (const key of pointer.split("/").slice(1)) {
		if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return false;
		at = at[key];
	}
	return at !== void 0;
}

// src/core/self-approval.ts
function withSelfApproval(approvals, people) {
	const starters = [people.initiator ?? {}, ...people.rerunner ? [people.rerunner] : []].map(({ id }) => id);
	return approvals.map((approval) => {
		const selfApproval = isOneOf(approval.user.id, starters);
		return {
			...approval,
			...selfApproval !== void 0 && { selfApproval }
		};
	});
}
function isOneOf(id, starters) {
	if (id === void 0) return void 0;
	if (starters.includes(id)) return true;
	return starters.includes(void 0) ? void 0 : false;
}

// src/core/snapshot/environment.ts
function keepEnvironmentName(draft, given, declaration, claims) {
	const { snapshot } = draft;
	const declared = declaration.ok ? declaration.value.environment : void 0;
	const voices = [
		["oidc", claims.ok ? claims.value.environment : void 0],
		["workflow-file", declared],
		["input", claims.ok ? void 0 : given]
	];
	for (const [source, name] of voices) {
		if (typeof name !== "string") continue;
		snapshot.pipeline = {
			...snapshot.pipeline,
			environment: name
		};
		snapshot.sources["/pipeline/environment"] = source;
		return name;
	}
	if (claims.ok || declared === null) return null;
	const gap = declaration.ok ? declaration.value.gaps.find(({ pointer }) => pointer === "/pipeline/environment") : void 0;
	draft.gap(gap ?? {
		pointer: "/pipeline/environment",
		reason: "not-found",
		needed: "a workflow file that can be read, or the input `environment`"
	});
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
function keepEnvironment(draft, environment, { whole, partly }, approvals) {
	const { snapshot } = draft;
	const look = whole.ok || !partly?.ok ? whole : partly;
	draft.take("/protections/environment", "api", look, (value) => {
		snapshot.protections = {
			...snapshot.protections,
			environment: value
		};
	});
	if (!whole.ok && look.ok) {
		draft.miss("/protections/environment/branchPolicy", whole);
		draft.miss("/protections/environment/adminsCanBypass", whole);
	}
	draft.take("/approvals", "api", approvals, (value) => {
		const own = value.filter((approval) => isSameEnvironment(approval.environment, environment));
		snapshot.approvals = withSelfApproval(own, snapshot.people);
	});
}

// src/core/snapshot/people.ts
function sameAs(a, b) {
	return a !== void 0 && a.login === b?.login;
}
function keepPeople(draft, looks) {
	const { snapshot } = draft;
	if (snapshot.people.initiator) keepPerson(draft, "initiator", looks.initiator, looks.grants);
	const { initiator, rerunner } = snapshot.people;
	if (!rerunner) return;
	if (initiator && sameAs(rerunner, initiator)) {
		snapshot.people = {
			...snapshot.people,
			rerunner: initiator
		};
		for (const { pointer, ...why } of snapshot.gaps.filter((gap) => gap.pointer.startsWith("/people/initiator/"))) draft.gap({
			pointer: pointer.replace("initiator", "rerunner"),
			...why
		});
		return;
	}
	keepRerunnersId(draft, looks.run);
	keepPerson(draft, "rerunner", looks.rerunner, looks.grants);
}
function keepPerson(draft, who, look, grants) {
	const { snapshot } = draft;
	const known = snapshot.people[who];
	const held = known && grants?.get(known.login);
	if (look) {
		const own = ofSamePerson(known?.id, look, (person) => person.id);
		draft.takeAll([`/people/${who}/role`, `/people/${who}/permission`], "api", own, (seen) => {
			snapshot.people = {
				...snapshot.people,
				[who]: {
					...known,
					...seen
				}
			};
		});
		if (!look.ok && known?.id === void 0) draft.miss(`/people/${who}/id`, look);
	}
	if (held) draft.take(`/people/${who}/grants`, "api", ofSamePerson(known.id, held, ({ id }) => id), ({ grants: all }) => {
		const person = snapshot.people[who] ?? known;
		snapshot.people = {
			...snapshot.people,
			[who]: {
				...person,
				grants: [...all]
			}
		};
	});
	else if (known?.type === "bot") draft.gap({
		pointer: `/people/${who}/grants`,
		reason: "not-applicable",
		needed: "an account of a person"
	});
}
function keepRerunnersId({ snapshot }, run) {
	const { rerunner } = snapshot.people;
	const actor = run?.ok ? run.value.triggeringActor : void 0;
	if (!rerunner || rerunner.id !== void 0 || actor?.login !== rerunner.login) return;
	snapshot.people = {
		...snapshot.people,
		rerunner: {
			...rerunner,
			...actor
		}
	};
	snapshot.sources["/people/rerunner/id"] = "api";
}
function ofSamePerson(id, look, idOf) {
	if (!look.ok || id === void 0) return look;
	const now = idOf(look.value);
	if (now === void 0 || now === id) return look;
	return {
		ok: false,
		reason: "not-available",
		needed: "an account that has kept its login since the run began"
	};
}

// src/core/last-push-approval.ts
function withLastPushApproval(seen) {
	const lastPushApprovedByOther = isLastPushApprovedByOther(seen);
	return {
		...seen.pullRequest,
		...lastPushApprovedByOther !== void 0 && { lastPushApprovedByOther }
	};
}
function isLastPushApprovedByOther(seen) {
	const { author, headSha, reviews, moreReviews } = seen.pullRequest;
	const involved = [
		author?.id,
		seen.headAuthor,
		seen.headCommitter
	];
	const others = latestOpinions(reviews).filter(({ state, commit, reviewer }) => state === "approved" && commit === headSha && reviewer.type !== "bot").filter(({ reviewer: { id } }) => id === void 0 || !involved.includes(id));
	if (others.length === 0) return moreReviews === true ? void 0 : false;
	return others.some(({ reviewer, association }) => reviewer.id !== void 0 && isOfTheRepository(association)) && !involved.includes(void 0) ? true : void 0;
}
const OF_THE_REPOSITORY = /^(owner|member|collaborator)$/i;
function isOfTheRepository(association) {
	return association !== void 0 && OF_THE_REPOSITORY.test(association);
}
function latestOpinions(reviews) {
	const latest = /* @__PURE__ */ new Map();
	for (const [index, review] of reviews.entries()) {
		if (review.state === "commented" || review.state === "pending") continue;
		latest.set(review.reviewer.id ?? `without an id ${index}`, review);
	}
	return [...latest.values()];
}

// src/core/snapshot/repository.ts
function keepCommit(draft, overview) {
	const { snapshot } = draft;
	draft.takeAll(["/pipeline/visibility", "/pipeline/defaultBranch"], "api", overview.repository, ({ id, visibility, defaultBranch }) => {
		const repositoryId = snapshot.pipeline.repositoryId ?? id;
		snapshot.pipeline = {
			...snapshot.pipeline,
			visibility,
			defaultBranch,
			repositoryId
		};
	});
	draft.takeAll([
		"/source",
		"/people/author",
		"/people/committer"
	], "api", overview.commit, (value) => {
		const { source, author, committer } = value;
		snapshot.source = {
			...snapshot.source,
			...source
		};
		snapshot.people = {
			...snapshot.people,
			author,
			committer
		};
	});
}
function keepRef(draft, overview) {
	const { snapshot } = draft;
	if (overview.refProtection) draft.take("/protections/ref", "api", overview.refProtection, (ref) => {
		snapshot.protections = {
			...snapshot.protections,
			ref
		};
	});
	if (overview.rulesets) draft.take("/protections/rulesets", "api", overview.rulesets, (rulesets) => {
		snapshot.protections = {
			...snapshot.protections,
			rulesets
		};
	});
	if (overview.tag) draft.take("/source/tag", "api", overview.tag, (tag) => {
		snapshot.source = {
			...snapshot.source,
			tag
		};
	});
}
function keepPullRequests(draft, { pullRequests }) {
	const { snapshot } = draft;
	if (!pullRequests) return;
	draft.take("/source/pullRequests", "api", pullRequests, (seen) => {
		const value = seen.map(withLastPushApproval);
		snapshot.source = {
			...snapshot.source,
			pullRequests: value
		};
		const merged = value.find(({ mergeCommit }) => mergeCommit === snapshot.source.commit);
		if (!merged?.mergedBy) return;
		snapshot.people = {
			...snapshot.people,
			merger: merged.mergedBy
		};
		snapshot.sources["/people/merger"] = "api";
	});
	if (!pullRequests.ok && snapshot.people.merger === void 0) draft.miss("/people/merger", pullRequests);
}
function keepResources(draft, overview) {
	const { snapshot } = draft;
	const { deployments, releases, draftReleases } = overview;
	snapshot.resources = {};
	if (deployments) draft.take("/resources/deployments", "api", deployments, (value) => {
		snapshot.resources = {
			...snapshot.resources,
			deployments: value
		};
	});
	if (releases) draft.take("/resources/releases", "api", releases, (value) => {
		snapshot.resources = {
			...snapshot.resources,
			releases: value
		};
	});
	if (draftReleases) draft.take("/resources/draftReleases", "api", draftReleases, (value) => {
		snapshot.resources = {
			...snapshot.resources,
			draftReleases: value
		};
	});
}
function keepCalledWorkflows(draft, run) {
	const { snapshot } = draft;
	const { workflowRef, jobWorkflowRef } = snapshot.pipeline;
	if (jobWorkflowRef === void 0) draft.gap({
		pointer: "/pipeline/calledWorkflows",
		reason: "not-available",
		needed: "a runner that names the workflow file that holds the job"
	});
	else if (jobWorkflowRef !== workflowRef) draft.take("/pipeline/calledWorkflows", "api", run, ({ calledWorkflows }) => {
		snapshot.pipeline = {
			...snapshot.pipeline,
			calledWorkflows: calledWorkflows.map((called) => ({ ...called }))
		};
	});
}

// src/core/snapshot/workflow-change.ts
const AT = "/source/workflowChange";
const LONGEST_PATH = 1e3;
const LONGEST_NAME = 300;
const LONGEST_EVENT = 100;
function workflowPlace(pipeline) {
	const [file, sha] = pipeline.jobWorkflowRef ? [pipeline.jobWorkflowRef, pipeline.jobWorkflowSha] : [pipeline.workflowRef, pipeline.workflowSha];
	const [, repository, path, ref] = /^([^/]+\/[^/]+)\/([^@]+)@(.*)$/.exec(file ?? "") ?? [];
	return repository && path && ref && sha ? {
		repository,
		path,
		ref,
		sha
	} : void 0;
}
async function keepWorkflowChange(draft, overview, place) {
	const { snapshot } = draft;
	const base = baseOf(draft, overview, place);
	if ("gap" in base) {
		draft.gap({
			pointer: AT,
			...base.gap
		});
		return;
	}
	const { against, before, now, file } = base;
	const job = snapshot.pipeline.job;
	const head = {
		against,
		commit: before.commit,
		file: file.slice(0, LONGEST_PATH)
	};
	if (before.text === now) {
		const nothing = {
			permissionsRaised: [],
			newSecrets: [],
			triggersAdded: []
		};
		keep(draft, {
			...head,
			status: "unchanged",
			...nothing
		});
		return;
	}
	const { workflowGain } = await import("./workflow-change.js");
	const observed = levelsOf(draft);
	const gain = job === void 0 ? {} : await workflowGain({
		now,
		before: before.text,
		file,
		job,
		observed
	});
	keep(draft, {
		...head,
		status: before.text === null ? "added" : "modified",
		...inBounds(gain)
	});
}
function keep({ snapshot }, workflowChange) {
	snapshot.source = {
		...snapshot.source,
		workflowChange
	};
	snapshot.sources[AT] = "api";
}
function baseOf({ snapshot }, overview, place) {
	const { pipeline, gaps } = snapshot;
	if (!place) return missing("not-available", "a runner that names the workflow file");
	if (place.repository.toLowerCase() !== pipeline.repository?.toLowerCase()) return missing("not-available", "a workflow file of the repository itself");
	if (!overview.repository.ok) return because(overview.repository);
	const branch = `refs/heads/${overview.repository.value.defaultBranch}`;
	const isDefault = place.ref === branch;
	const isPush = pipeline.event === "push" && pipeline.ref === branch;
	if (isDefault && !isPush) return missing("not-applicable", "a workflow file of another ref than the default branch, or a push to it");
	if (isDefault && pipeline.before === void 0) return gaps.find(({ pointer }) => pointer === "/pipeline/before")?.reason === "not-applicable" ? missing("not-applicable", "a default branch that was there before the push") : missing("not-available", "a readable event file");
	const look = isDefault ? overview.workflowAtBefore : overview.workflowAtDefault;
	if (!look) return missing("not-asked", "a look at the repository that asks for it");
	if (!look.ok) return because(look);
	if (!overview.workflowFile.ok) return because(overview.workflowFile);
	return {
		against: isDefault ? "before" : "default-branch",
		before: look.value,
		now: overview.workflowFile.value,
		file: place.path
	};
}
function missing(reason, needed) {
	return { gap: {
		reason,
		needed
	} };
}
function because({ reason, needed, detail }) {
	return { gap: {
		reason,
		needed,
		...detail && { detail }
	} };
}
function levelsOf({ snapshot }) {
	const permissions = snapshot.access.token?.permissions;
	const source = snapshot.sources["/access/token"];
	if (!permissions || source !== "worker-log" && source !== "job-log") return void 0;
	return Object.fromEntries(Object.entries(permissions).flatMap(([scope, { observed }]) => observed === void 0 || observed === "none" || scope === "metadata" ? [] : [[scope, observed]]));
}
function inBounds({ permissionsRaised, newSecrets, triggersAdded }) {
	return {
		...permissionsRaised && { permissionsRaised: [...permissionsRaised] },
		...newSecrets && { newSecrets: newSecrets.map((name) => name.slice(0, LONGEST_NAME)) },
		...triggersAdded && { triggersAdded: triggersAdded.map((name) => name.slice(0, LONGEST_EVENT)) }
	};
}

// src/core/workflow/step-ids.ts
const MAX_LENGTH = 100;
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
function isLocalAction(uses) {
	return uses.startsWith("./") || uses.startsWith(".\\");
}
function repositoryOf(uses) {
	if (isLocalAction(uses) || uses.startsWith("$/") || uses.startsWith("docker://")) return;
	const [path, ref, ...more] = uses.split("@");
	const [owner, name] = (path ?? "").split(/[/\\]/).filter((segment) => segment !== "");
	return owner === void 0 || name === void 0 || !ref || more.length > 0 ? void 0 : `${owner}/${name}`;
}

// src/core/workflow/yaml-tree.ts
const MAX_BYTES = 1048576;
const MAX_NODES = 6e5;
const MAX_DEPTH = 100;
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
			text: textOf$1(source),
			...source.type === "PLAIN" ? {} : { quoted: true }
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
function textOf$1(scalar) {
	return typeof scalar.value === "string" ? scalar.value : scalar.source ?? String(scalar.value);
}
function shown(text) {
	const oneLine = text.replace(/\s+/g, " ");
	return `\`${oneLine.length > 60 ? `${oneLine.slice(0, 60)}…` : oneLine}\``;
}

// src/core/workflow/permission-block.ts
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
function isExpression(text) {
	return text.includes("${{");
}

// src/core/workflow/parse-workflow.ts
function parseWorkflowTree(root, file) {
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

// src/core/workflow/workflow-file.ts
async function readWorkflowFile(text, file) {
	const tree = readPlainYaml(text) ?? readYamlTree(text, await import("./yaml.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1)), file);
	return {
		file,
		text,
		tree,
		workflow: parseWorkflowTree(tree, file)
	};
}
function entryAt(tree, ...keys) {
	let node = tree;
	let entry;
	for (const key of keys) {
		entry = node?.kind === "map" ? node.entries.get(key) : void 0;
		if (entry === void 0) return void 0;
		node = entry.value;
	}
	return entry;
}
function textOf(node) {
	return node?.kind === "text" ? node.text : void 0;
}

// src/core/workflow/action-uses.ts
function actionUses(job) {
	const found = [];
	add(job, true, found);
	addSteps(entryAt(job, "steps")?.value, found);
	return found;
}
function addSteps(steps, found) {
	if (steps?.kind !== "list") return;
	for (const step of steps.items) {
		add(step, false, found);
		addSteps(entryAt(step, "parallel")?.value, found);
	}
}
function add(node, isJob, found) {
	const entry = entryAt(node, "uses");
	if (entry?.value.kind !== "text") return;
	found.push({
		...partsOf(entry.value.text, isJob),
		line: entry.keyAt.line
	});
}
function partsOf(uses, isJob) {
	if (uses.startsWith("docker://")) return imageParts(uses);
	if (isLocalAction(uses) || uses.startsWith("$/")) {
		const kind = isJob ? "workflow" : uses.startsWith("$/") ? "self" : "local";
		const path = uses.slice(2).replaceAll("\\", "/");
		return {
			uses,
			kind,
			...path && { path },
			pinned: true
		};
	}
	const kind = isJob ? "workflow" : "repository";
	const repository = repositoryOf(uses);
	if (repository === void 0) return {
		uses,
		kind,
		pinned: false
	};
	const [name = "", ref = ""] = uses.split("@");
	const path = name.split(/[/\\]/).slice(2).join("/");
	return {
		uses,
		kind,
		repository,
		...path && { path },
		ref,
		pinned: isCommit(ref)
	};
}
function imageParts(uses) {
	const image = uses.slice(9);
	const [, named = image, digest] = /^([^@]*)@(.+)$/.exec(image) ?? [];
	const [, path = named, tag] = /^(.*?)(?::([^/:]+))?$/.exec(named) ?? [];
	const ref = digest ?? tag;
	return {
		uses,
		kind: "docker",
		path,
		...ref !== void 0 && { ref },
		pinned: digest !== void 0 && /^sha256:[0-9a-f]{64}$/.test(digest)
	};
}
function isCommit(ref) {
	return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref);
}

// src/core/workflow/after-refusal.ts
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
function mayRunInFailedJob(condition) {
	const code = condition.replace(/'(?:[^']|'')*'/g, "''").replace(/^\s*\$\{\{|\}\}\s*$/g, "").replace(/\s+/g, "").toLowerCase();
	if (/\b(?:always|failure|cancelled)\(/.test(code)) return true;
	return /\bsuccess\(/.test(code) && !topLevelConjuncts(code).includes("success()");
}
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

// src/core/workflow/effective-permissions.ts
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
const READ_AT_MOST = /* @__PURE__ */ new Set(["models", "vulnerability-alerts"]);
const WRITE_OR_NOTHING = /* @__PURE__ */ new Set(["copilot-requests", "id-token"]);
function effectivePermissions(workflow, jobKey, caller, place) {
	const job = workflow.jobs.get(jobKey);
	if (job === void 0) throw new DoorlogError("workflow-invalid", `The workflow file has no job ${shown(jobKey)} (looked from line 1).`);
	const ceiling = caller?.permissions ?? null;
	if (ceiling !== null) {
		refuseMoreThan(ceiling, workflow.permissions, "the called workflow", place);
		refuseMoreThan(ceiling, job.permissions, `the job ${shown(jobKey)} of the called workflow`, place);
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
function excessOver(ceiling, asked) {
	return Object.entries(asked).flatMap(([scope, level]) => {
		const allowed = Object.hasOwn(ceiling, scope) ? ceiling[scope] : void 0;
		if (allowed === "write" || allowed === level) return [];
		return [{
			asked: `${scope}: ${level}`,
			allowed: `${scope}: ${allowed ?? "none"}`
		}];
	});
}
function refuseMoreThan(ceiling, block, who, place) {
	const excess = block === void 0 ? [] : excessOver(ceiling, grantsOf(block));
	if (block === void 0 || excess.length === 0) return;
	const asked = excess.map((each) => each.asked).join(", ");
	const allowed = excess.map((each) => each.allowed).join(", ");
	const caller = place ? `its caller (${place.caller})` : "its caller";
	throw new DoorlogError("workflow-invalid", place ? `${place.file}, line ${block.line}: ${who} asks for \`${asked}\` where ${caller} allows \`${allowed}\`; GitHub refuses to start such a run.` : `${who[0]?.toUpperCase()}${who.slice(1)} asks for \`${asked}\` where ${caller} allows \`${allowed}\`, at line ${block.line}; GitHub refuses to start such a run.`);
}
function isKnownScope(scope) {
	return KNOWN_SCOPES.some((known) => known === scope);
}

// src/core/workflow/our-step.ts
function findOurStep(job, action) {
	const repository = action.actionRepository?.toLowerCase() || void 0;
	const [outerId, ...innerIds] = (action.actionId ?? "").split(".");
	if (outerId) {
		const ids = runnerStepIds(job.steps);
		const named = job.steps[ids.findIndex((id) => id.toLowerCase() === outerId.toLowerCase())];
		if (named !== void 0 && (innerIds.length > 0 || couldBe(named, repository))) return named;
	}
	return repository === void 0 ? void 0 : job.steps.find((step) => usesRepository(step, repository) && !isCheckpoint(step));
}
function isCheckpoint({ uses }) {
	return /^[^/]+\/[^/]+\/checkpoint@/.test(uses ?? "");
}
function couldBe(step, repository) {
	if (step.uses === void 0 || isLocalAction(step.uses) || step.uses.startsWith("$/")) return true;
	return repository === void 0 || usesRepository(step, repository);
}
function usesRepository(step, repository) {
	return step.uses !== void 0 && repositoryOf(step.uses)?.toLowerCase() === repository;
}

// src/core/workflow/requested-runner.ts
function requestedRunner(job) {
	const runsOn = entryAt(job, "runs-on")?.value;
	const isMap = runsOn?.kind === "map";
	const labels = labelsOf(isMap ? entryAt(runsOn, "labels")?.value : runsOn);
	const group = isMap ? plainText(entryAt(runsOn, "group")?.value) : void 0;
	const container = containerOf(entryAt(job, "container")?.value);
	return {
		...labels && { labels },
		...group !== void 0 && { group },
		...container && { container }
	};
}
function labelsOf(node) {
	const labels = (node?.kind === "list" ? node.items : node === void 0 ? [] : [node]).map(plainText);
	const known = labels.filter((label) => label !== void 0);
	return known.length > 0 && known.length === labels.length ? known : void 0;
}
function containerOf(node) {
	if (node === void 0 || node.kind === "null") return void 0;
	const image = plainText(node.kind === "map" ? entryAt(node, "image")?.value : node);
	return image === "" ? void 0 : { ...image !== void 0 && { image } };
}
function plainText(node) {
	const text = textOf(node);
	return text === void 0 || isExpression(text) ? void 0 : text;
}

// src/core/workflow/secret-uses.ts
const ALL = "*";
const TOKEN = "GITHUB_TOKEN";
function secretUses(job, workflowEnv, source) {
	const finder = new SecretFinder(source);
	const inherit = entryAt(job, "secrets");
	if (textOf(inherit?.value) === "inherit" && inherit) finder.add(ALL, inherit.keyAt.line);
	if (workflowEnv && !entryAt(job, "uses")) finder.visit(workflowEnv);
	finder.visit(job);
	return finder.found;
}
function secretNames(uses) {
	return [...new Set(uses.map(({ name }) => name))].sort();
}
var SecretFinder = class {
	found = [];
	seen = /* @__PURE__ */ new Set();
	source;
	lines;
	constructor(source) {
		this.source = source;
	}
	visit(node) {
		if (node.kind === "text") {
			if (node.text.includes("${{")) this.text(node.text, node.at);
		} else if (node.kind === "list") for (const item of node.items) this.visit(item);
		else if (node.kind === "map") for (const [key, { value }] of node.entries) if (key === "if" && value.kind === "text" && !value.text.includes("${{")) this.expression(value.text, 0, value);
		else this.visit(value);
	}
	add(name, line) {
		const key = `${line} ${name}`;
		if (this.seen.has(key)) return;
		this.seen.add(key);
		this.found.push({
			name,
			line
		});
	}
	text(text, at) {
		for (let start = text.indexOf("${{"); start !== -1; start = text.indexOf("${{", start)) {
			const end = endOfExpression(text, start + 3);
			this.expression(text.slice(start + 3, end), start + 3, {
				at,
				text
			});
			start = end;
		}
	}
	expression(code, offset, { at, text }) {
		for (const match of code.matchAll(REFERENCE)) {
			const name = secretNamed(match);
			if (name !== void 0) this.add(name, this.lineOf(text, offset + match.index, at));
		}
	}
	lineOf(text, index, { line, column }) {
		if (this.source === void 0 || !text.includes("\n")) return line;
		this.lines ??= this.source.split("\n");
		if (this.lines[line - 1]?.[column - 1] !== "|") return line;
		return line + 1 + text.slice(0, index).split("\n").length - 1;
	}
};
const REFERENCE = /'(?:[^']|'')*'|(?<![\w.-])(secrets|github)(?![\w-])(?:\s*\.\s*([A-Za-z_][\w-]*)|\s*\[\s*'((?:[^']|'')*)'\s*\])?/gi;
function secretNamed(match) {
	const context = match[1]?.toLowerCase();
	const property = match[2] ?? match[3]?.replaceAll("''", "'");
	if (context === "secrets") {
		if (property === void 0) return ALL;
		return property.toUpperCase() === TOKEN ? TOKEN : property;
	}
	return context === "github" && (property === void 0 || property.toLowerCase() === "token") ? TOKEN : void 0;
}
function endOfExpression(text, from) {
	const first = text.indexOf("}}", from);
	if (first === -1) return text.length;
	const quote = text.indexOf("'", from);
	if (quote === -1 || quote > first) return first;
	const ends = /'(?:[^']|'')*'|\}\}/g;
	ends.lastIndex = from;
	for (let found = ends.exec(text); found; found = ends.exec(text)) if (found[0] === "}}") return found.index;
	return text.length;
}

// src/core/workflow/declaration.ts
async function readDeclaration({ text, file, job: key, action, isGate }) {
	const gaps = [];
	const miss = (pointer, needed, detail) => gaps.push({
		pointer,
		reason: "not-found",
		needed,
		...detail && { detail }
	});
	try {
		const { workflow, tree } = await readWorkflowFile(text, file);
		const job = workflow.jobs.get(key);
		if (!job) throw new DoorlogError("workflow-invalid", `${file} has no job “${key}”.`);
		if (job.uses !== void 0) throw new DoorlogError("workflow-invalid", `In ${file} the job “${key}” calls a workflow, so it is another of that name.`);
		const enforcement = enforcementOf(job, file, action, isGate === true);
		if (!enforcement) miss("/enforcement", "a step of the job that uses Doorlog itself");
		if (job.environment?.name === null) miss("/pipeline/environment", "the input `environment`, because the workflow file gives an expression");
		const others = [...workflow.jobs.values()].filter((other) => other !== job);
		const destinations = destinationsOf(others);
		return {
			environment: job.environment ? job.environment.name ?? void 0 : null,
			deploysElsewhere: others.some(({ environment, uses }) => environment !== void 0 || uses !== void 0),
			...destinations && { destinations },
			...findOurStep(job, action)?.with.includes("organization-policy") && { namesOrganizationPolicy: true },
			...permissionsOf(workflow, job, file),
			...enforcement && { enforcement },
			...usesOf(tree, key),
			gaps
		};
	} catch (error) {
		for (const pointer of ["/enforcement", "/pipeline/environment"]) miss(pointer, "a workflow file that can be read", sentenceOf$2(error));
		return {
			environment: void 0,
			gaps
		};
	}
}
function destinationsOf(jobs) {
	const names = jobs.flatMap(({ environment, uses }) => uses !== void 0 ? [void 0] : environment ? [environment.name ?? void 0] : []);
	const known = names.filter((name) => name !== void 0);
	return known.length === names.length ? [...new Set(known)].sort() : void 0;
}
function usesOf(tree, key) {
	const job = entryAt(tree, "jobs", key)?.value;
	if (!job) return {};
	return {
		secrets: secretNames(secretUses(job, entryAt(tree, "env")?.value)),
		actions: actionUses(job),
		runner: requestedRunner(job)
	};
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
function enforcementOf(job, file, action, isGate) {
	const step = findOurStep(job, action);
	if (!step) return void 0;
	const lenient = isGate && step.continueOnError === false ? job : step;
	return {
		file,
		line: lenient.continueOnErrorLine ?? step.line,
		position: step.index,
		continueOnError: lenient.continueOnError === "expression" ? "expression" : lenient.continueOnError ? "yes" : "no",
		unguardedSteps: stepsThatRunAfterRefusal(job, step.index).flatMap(({ line, kind }) => kind === "later-pre" ? [] : [{
			line,
			reason: kind === "condition" ? "condition" : "pre-runs-first"
		}])
	};
}

// src/pipeline/looks.ts
const NOT_WANTED = {
	ok: false,
	reason: "not-asked",
	needed: "a policy with a rule that needs it, or the collector"
};
const NO_ROLE = {
	ok: false,
	reason: "not-applicable",
	needed: "an account of a person: apps hold permissions, not roles"
};
function createLooks(access, budget, facts) {
	const { runId, runAttempt } = facts.pipeline;
	const { initiator, rerunner } = facts.people;
	async function role(person) {
		if (!person) return void 0;
		if (person.type === "bot") return NO_ROLE;
		return budget.optional(() => access.person(person.login));
	}
	return {
		async roles() {
			const [first, second] = await Promise.all([role(initiator), role(sameAs(rerunner, initiator) ? void 0 : rerunner)]);
			return {
				initiator: first,
				rerunner: second
			};
		},
		approvals: async () => runId ? budget.needed(() => access.approvals(runId)) : NOT_WANTED,
		async protection(environment, overview) {
			return {
				whole: await budget.optional(() => access.environment(environment)),
				partly: environmentIn(overview, environment)
			};
		},
		async run({ pipeline, people }, always) {
			const isCalled = pipeline.jobWorkflowRef !== void 0 && pipeline.jobWorkflowRef !== pipeline.workflowRef;
			const isUnknown = people.rerunner !== void 0 && people.rerunner.id === void 0;
			if (!runId || !runAttempt || !isCalled && !isUnknown && !always) return NOT_WANTED;
			return budget.optional(() => access.run(runId, runAttempt));
		}
	};
}
function environmentIn(overview, name) {
	const { environment, environments } = overview;
	if (environment && (!environment.ok || isSameEnvironment(environment.value.name, name))) return environment;
	const found = environments?.ok ? environments.value.find((each) => isSameEnvironment(each.name, name)) : void 0;
	return found && {
		ok: true,
		value: found
	};
}

// src/pipeline/organization-look.ts
function readOrganizationPolicies(reader, budget, { demanded, expected = [] }) {
	const reading = /* @__PURE__ */ new Map();
	async function mayAskAgain() {
		return (await budget.needed(async () => ({
			ok: true,
			value: void 0
		}))).ok;
	}
	function read(file) {
		const key = formatOrganizationRef({
			...file,
			repository: file.repository.toLowerCase()
		});
		const begun = reading.get(key) ?? budget.needed(() => reader.read(file, mayAskAgain));
		reading.set(key, begun);
		return begun;
	}
	for (const file of [demanded, ...expected].flatMap(placeOf)) read(file);
	return {
		demanded,
		read
	};
}
function placeOf(ref) {
	try {
		return ref === void 0 ? [] : [parseOrganizationRef(ref, "")];
	} catch {
		return [];
	}
}

// src/pipeline/request-budget.ts
const PER_HOOK = 5;
const LOW_SHARE = .05;
const SPENT = "a hook with fewer looks to take: each asks GitHub at most 5 times; or the collector";
const LOW = "more requests left in the hour’s rate limit of GitHub’s API; or the collector";
function requestBudget(reserved, left, most = PER_HOOK) {
	let remaining = most - reserved;
	function isLow() {
		const now = left();
		return now !== void 0 && now.remaining < now.limit * LOW_SHARE;
	}
	async function needed(look) {
		if (remaining <= 0) return {
			ok: false,
			reason: "not-asked",
			needed: SPENT
		};
		remaining -= 1;
		return look();
	}
	return {
		isLow,
		spend(requests) {
			remaining -= requests;
		},
		needed,
		optional: async (look) => isLow() ? {
			ok: false,
			reason: "not-asked",
			needed: LOW
		} : needed(look)
	};
}

// src/pipeline/observe.ts
async function observe(observers, query) {
	const { facts, expected } = query;
	const draft = draftSnapshot(facts, observers.clock.now());
	const budget = requestBudget(query.reserved + 1, () => observers.requestsLeft() ?? query.requestsLeft, query.isCollector ? 12 : void 0);
	const organization = readOrganizationPolicies(observers.organizationPolicy, budget, query.organization ?? {});
	const look = createLooks(observers.access, budget, facts);
	const [overview, claims, tokenPermissions, workspace, earlyApprovals, earlyRoles] = await Promise.all([
		observers.repository.overview(overviewQuery(query)),
		observers.claims(),
		observers.tokenPermissions(),
		observers.workspace(),
		expected?.approvals ? look.approvals() : void 0,
		budget.isLow() ? void 0 : look.roles()
	]);
	budget.spend((overview.requests ?? 1) - 1);
	const [chosen, declaration] = await Promise.all([choosePolicy(overview, facts.pipeline.repository ?? "", {
		sha: facts.pipeline.sha,
		ref: facts.pipeline.ref,
		policyAtStart: query.policyAtStart
	}, {
		...organization,
		check: observers.checkExpressions
	}), declarationFrom(overview, query)]);
	const isGiven = organization.demanded !== void 0;
	const policy = declaration.ok && declaration.value.namesOrganizationPolicy === true && !isGiven ? withoutNamed(chosen, facts.pipeline.repository ?? "") : chosen;
	keepCommit(draft, overview);
	keepPullRequests(draft, overview);
	keepRef(draft, overview);
	if (query.since !== void 0) keepResources(draft, overview);
	draft.take("/source/workspace", "git", workspace, (value) => {
		draft.snapshot.source = {
			...draft.snapshot.source,
			workspace: value
		};
	});
	draft.take("/access/oidc/claims", "oidc", claims, (value) => {
		draft.snapshot.access.oidc = {
			available: true,
			claims: value
		};
		keepClaimed(draft, value);
	});
	if (!claims.ok) draft.snapshot.access.oidc = { available: claims.reason !== "not-available" };
	keepDeclaration(draft, declaration, {
		look: widerOf(tokenPermissions, query.permissionsAtStart),
		from: query.isCollector ? "job-log" : "worker-log",
		idTokenOffered: query.idTokenOffered
	});
	await keepWorkflowChange(draft, overview, workflowPlace(facts.pipeline));
	const environment = query.isGate ? keepDestination(draft, query.environment, declaration) : keepEnvironmentName(draft, query.environment, declaration, claims);
	const isWanted = query.isCollector || evidenceOf(policy).has("approvals");
	const askForApprovals = environment && !query.isGate && isWanted;
	const [approvals, roles, protection, run] = await Promise.all([
		earlyApprovals ?? (askForApprovals ? look.approvals() : query.isGate ? AFTER_THE_GATE : NOT_WANTED),
		earlyRoles ?? look.roles(),
		environment ? look.protection(environment, overview) : void 0,
		look.run(draft.snapshot, query.isCollector === true)
	]);
	keepPeople(draft, {
		...roles,
		grants: overview.grants,
		run
	});
	keepCalledWorkflows(draft, run);
	if (environment === null) notApplicable(draft);
	else if (environment === void 0 || protection === void 0) for (const pointer of ["/protections/environment", "/approvals"]) draft.gap({
		pointer,
		reason: "not-found",
		needed: "the name of the job’s environment"
	});
	else keepEnvironment(draft, environment, protection, approvals);
	const mistake = query.isGate ? wrongDestination(query.environment, declaration) : void 0;
	return {
		snapshot: draft.finish(),
		policy,
		...mistake && { mistake }
	};
}
function evidenceOf(choice) {
	if (!("policy" in choice)) return /* @__PURE__ */ new Set();
	const later = choice.changedTo ? evidenceFor(choice.changedTo) : [];
	return /* @__PURE__ */ new Set([...evidenceFor(choice.policy), ...later]);
}
function overviewQuery({ facts, expected, policyAtStart, since }) {
	const { pipeline, people } = facts;
	const place = workflowPlace(pipeline);
	const persons = [people.initiator, people.rerunner].filter((person) => person && person.type !== "bot");
	return {
		sha: facts.sha ?? "",
		policyPath: POLICY_PATH,
		before: policyAtStart?.commit ?? pipeline.before,
		workflow: place,
		workflowBefore: place && isOwn(place, pipeline) ? {
			path: place.path,
			commit: pipeline.before
		} : void 0,
		environment: expected?.environment,
		environments: expected === void 0,
		ref: protectedRef(pipeline),
		pullRequests: true,
		pullRequest: pipeline.pullRequest?.number,
		people: [...new Set(persons.flatMap((person) => person?.login ?? []))],
		since
	};
}
function isOwn(place, { repository }) {
	return place.repository.toLowerCase() === repository?.toLowerCase();
}
function protectedRef({ ref, pullRequest, mergeGroup }) {
	if (mergeGroup?.baseRef) return mergeGroup.baseRef;
	return pullRequest?.baseRef ? `refs/heads/${pullRequest.baseRef}` : ref;
}
const UNNAMED = "the job’s own record: GitHub’s API does not tell which job of which file it is";
async function declarationFrom(overview, query) {
	const file = workflowPlace(query.facts.pipeline);
	const job = query.facts.pipeline.job;
	if (query.isCollector && (!file || !job)) return {
		ok: false,
		reason: "not-available",
		needed: UNNAMED
	};
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
			action: query.action,
			isGate: query.isGate
		})
	};
}

// src/pipeline/refusal-stands.ts
async function refusalStands(verdict, work) {
	try {
		return await work();
	} catch (cause) {
		if (!isRefused(verdict)) throw cause;
		const message = `The policy refuses this job, and its record could not be finished: ${sentenceOf$2(cause)}`;
		throw new DoorlogError("refused", message, { cause });
	}
}

// src/pipeline/start.ts
async function start(ports, { head, configuration, query, problems }) {
	const [{ snapshot, policy }, { sinks, problems: sinkProblems }, handover, alerts] = await Promise.all([
		observe(ports.observers, query),
		ports.sinks(),
		ports.handover(),
		ports.alerts?.()
	]);
	const bare = startRecord(ports.redact(head), ports.redact(snapshot));
	const known = await customJudgements(ports.custom, policy, bare);
	const verdict = verdictFor(bare, policy, strictnessOf(configuration), known);
	return refusalStands(verdict, async () => {
		const judged = {
			...bare,
			policy: verdict
		};
		const shown = ports.pseudonyms.isAsked ? ports.pseudonyms.hide(judged) : judged;
		const record = await committed(shown, sinks, ports.salt);
		const entry = await withAttested(entryFor(record, snapshot.observedAt), sinks);
		const { announceWait: wait } = configuration;
		const { logger, spool, interruption } = ports;
		const signal = interruption?.after(UNTIL.delivering);
		const announcing = announce([entry], {
			sinks,
			spool,
			timeout: wait,
			logger,
			...signal && { signal }
		});
		const judgement = {
			record,
			verdict: record.policy ?? verdict
		};
		const alerting = alerts?.raise({
			...judgement,
			timeout: wait,
			signal
		});
		const all = [
			...problems,
			...sinkProblems,
			...handover.problems,
			...alerts?.problems ?? [],
			..."error" in policy ? [problemOf(policy.error)] : [],
			...problemsOfGaps(bare)
		];
		const refused = isRefused(verdict) || problemsFail(all, verdict);
		return {
			record,
			verdict: record.policy ?? verdict,
			problems: showable(all, ports),
			refused,
			entry,
			alerting: alerts?.intends(judgement) ?? [],
			announced: async () => {
				const [deliveries, raised] = await Promise.all([announcing.finish(wait), alerting]);
				const late = problemsOfDeliveries(deliveries, sinks).filter(({ kind }) => kind !== "required");
				late.push(...raised?.problems ?? []);
				if (refused) late.push(...raised?.missed ?? []);
				const hasUnmade = sinkProblems.length > 0;
				if (refused) await leaveUndelivered(ports, entry, {
					deliveries,
					hasUnmade
				}, late);
				return {
					deliveries,
					problems: showable(late, ports),
					announcedTo: storesOf(deliveries),
					alerted: raised?.told ?? []
				};
			}
		};
	});
}
async function leaveUndelivered(ports, entry, lack, problems) {
	if (lack.deliveries.every(isStored) && !lack.hasUnmade) return;
	const { handOver } = await import("./hand-over.js");
	await handOver(ports, {
		name: `doorlog-undelivered-start-${entry.recordId.slice(0, 16)}`,
		entries: [entry],
		...lack
	}, problems);
}
function storesOf(deliveries) {
	return deliveries.filter(isStored).map(({ sink }) => sink);
}

// src/model/configuration.ts
const url = () => url$1().check(regex(/^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i));
const names = (most) => array(string().check(maxLength(100))).check(maxLength(most));
const Configuration = strictObject({
	mode: enumeration(["enforce", "audit"]),
	onViolation: enumeration(["fail", "warn"]),
	onUnknown: enumeration([
		"fail",
		"warn",
		"ignore"
	]),
	onError: enumeration(["fail", "warn"]),
	attest: enumeration([
		"all",
		"deployments",
		"none"
	]),
	sigstore: enumeration([
		"auto",
		"public-good",
		"github",
		"custom"
	]),
	fulcioUrl: optional(url()),
	tsaUrl: optional(url()),
	rekorUrl: optional(url()),
	rekorVersion: enumeration(["1", "2"]),
	oidcAudience: string().check(minLength(1), maxLength(300)),
	sinks: string().check(maxLength(2e4)),
	alerts: optional(string().check(maxLength(2e4))),
	handoverKey: optional(string().check(maxLength(4e3))),
	announceWait: int().check(minimum(0), maximum(6e4)),
	deliveryTimeout: int().check(minimum(1), maximum(24e4)),
	environment: optional(string().check(maxLength(300))),
	subjects: optional(string().check(maxLength(1e4))),
	outputDirectory: optional(string().check(maxLength(4e3))),
	summary: boolean(),
	attestVerdict: optional(boolean()),
	environmentVariables: optional(names(50)),
	sharedAccounts: optional(names(200)),
	organizationPolicy: optional(string().check(maxLength(600)))
});
const StageClaims = object({
	jobStatus: optional(enumeration([
		"success",
		"failure",
		"cancelled"
	])),
	checkRunId: optional(string().check(regex(/^[1-9]\d{0,19}$/))),
	matrix: optional(record(string(), unknown$1())),
	jobWorkflowRef: optional(string().check(maxLength(1e3))),
	jobWorkflowSha: optional(string().check(regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)))
});

// src/action/name-lists.ts
const MOST_VARIABLES = 50;
const MOST_ACCOUNTS = 200;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
const MORE_SECRETS = /KEY|PASSPHRASE|COOKIE|SESSION|SIGNATURE|[A-Z]_PWD$/i;
const HANDED = /^(INPUT|STATE)_|^ACTIONS_(ID_TOKEN|RUNTIME|CACHE)/i;
const ACCOUNT = /^[A-Za-z0-9][\w-]{0,90}(\[bot\])?$/;
function variableNames(text) {
	return readNames("environment-variables", text, MOST_VARIABLES, (name) => {
		if (!VARIABLE.test(name)) return "is no name of an environment variable";
		if (HANDED.test(name)) return "is one by which the runner hands inputs, state or tokens to an action";
		if (soundsSecret(name) || MORE_SECRETS.test(name)) return "sounds like a secret";
	});
}
function accountNames(text) {
	return readNames("shared-accounts", text, MOST_ACCOUNTS, (name) => ACCOUNT.test(name) ? void 0 : "is no login of an account");
}
function readNames(input, text, most, complaintAbout) {
	const given = [...new Set(text.split(/[,\s]+/).filter(Boolean))];
	const problems = [];
	const names = given.filter((name, index) => {
		const complaint = complaintAbout(name);
		if (complaint) {
			const sentence = `Name ${index + 1} in the input “${input}” ${complaint}, so it is left out; remove it there.`;
			problems.push(new DoorlogError("input-invalid", sentence));
		}
		return !complaint;
	});
	if (names.length <= most) return {
		names,
		problems
	};
	const sentence = `The input “${input}” has ${names.length} names and may have ${most}, so only the first ${most} are taken; remove some there.`;
	return {
		names: names.slice(0, most),
		problems: [...problems, new DoorlogError("input-invalid", sentence)]
	};
}

// src/action/inputs.ts
const LONGEST_MATRIX = 1e4;
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
	alerts: ["alerts", void 0],
	handoverKey: ["handover-key", void 0],
	announceWait: ["announce-wait", 1e3],
	deliveryTimeout: ["delivery-timeout", 2e4],
	environment: ["environment", void 0],
	subjects: ["subjects", void 0],
	outputDirectory: ["output-directory", void 0],
	summary: ["summary", true],
	attestVerdict: ["attest-verdict", false],
	environmentVariables: ["environment-variables", void 0],
	sharedAccounts: ["shared-accounts", void 0],
	organizationPolicy: ["organization-policy", void 0]
};
const SECRETS = {
	token: "token",
	...SINK_SECRETS,
	pseudonymKey: "pseudonym-key",
	organizationPolicyToken: "organization-policy-token"
};
const CLAIMS = {
	jobStatus: "job-status",
	checkRunId: "check-run-id",
	matrix: "matrix",
	jobWorkflowRef: "job-workflow-ref",
	jobWorkflowSha: "job-workflow-sha"
};
function inputNames() {
	return [
		...Object.values(SETTINGS).map(([name]) => name),
		...Object.values(SECRETS),
		...Object.values(CLAIMS)
	];
}
function readInputs(env, own = []) {
	const problems = unknownInputs(env, own);
	return {
		configuration: readConfiguration(env, problems),
		claims: readClaims(env),
		secrets: readSecrets(env, problems),
		problems
	};
}
function input(env, name) {
	const value = env[`INPUT_${name.toUpperCase()}`]?.trim();
	return value === "" ? void 0 : value;
}
function readConfiguration(env, problems) {
	const values = {};
	for (const [key, [name, fallback]] of Object.entries(SETTINGS)) {
		const text = input(env, name);
		const value = text === void 0 ? fallback : special(key, text, problems) ?? typedLike(fallback, text);
		if (value !== void 0) values[key] = value;
	}
	const parsed = Configuration.safeParse(values);
	if (parsed.success) return parsed.data;
	for (const issue of firstIssues(parsed.error)) {
		const [name, fallback] = SETTINGS[issue.key];
		problems.push(unusable(name, issue, fallback));
		if (fallback === void 0) delete values[issue.key];
		else values[issue.key] = fallback;
	}
	return Configuration.parse(values);
}
function special(key, text, problems) {
	if (key === "organizationPolicy") return savableOrganizationRef(text);
	const read = {
		environmentVariables: variableNames,
		sharedAccounts: accountNames
	}[key];
	const list = read?.(text);
	problems.push(...list?.problems ?? []);
	return list?.names;
}
function firstIssues(error) {
	const byKey = /* @__PURE__ */ new Map();
	for (const issue of error.issues) {
		const key = String(issue.path[0]);
		if (!byKey.has(key)) byKey.set(key, {
			...issue,
			key
		});
	}
	return [...byKey.values()];
}
function typedLike(example, text) {
	if (typeof example === "number") return /^\d+$/.test(text) ? Number(text) : text;
	if (typeof example === "boolean") return text.toLowerCase() === "true" ? true : text.toLowerCase() === "false" ? false : text;
	return text;
}
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
		case "invalid_format": return "an address that starts with http:// or https://, with no user name, password, query or fragment in it";
		default: return "what the README says";
	}
}
function unknownInputs(env, own) {
	const known = /* @__PURE__ */ new Set([...inputNames(), ...own]);
	return Object.keys(env).filter((name) => name.startsWith("INPUT_")).map((name) => name.slice(6).toLowerCase()).filter((name) => !known.has(name)).map((name) => {
		const shown = name.slice(0, 60).replace(/[^\w -]/g, "?");
		const mend = didYouMean(name, known) || " Remove it.";
		return new DoorlogError("input-invalid", `There is no input “${shown}” in the step’s \`with:\`.${mend}`);
	});
}
function readSecrets(env, problems) {
	const secrets = Object.fromEntries(Object.entries(SECRETS).flatMap(([key, name]) => {
		const value = input(env, name);
		return value === void 0 ? [] : [[key, value]];
	}));
	const { pseudonymKey } = secrets;
	if (pseudonymKey !== void 0 && pseudonymKey.length < 16) problems.push(new DoorlogError("input-invalid", `The input “pseudonym-key” must have at least ${16} characters, so people have pseudonyms that no other record has; keep a long random text in a secret.`));
	return secrets;
}
function readClaims(env) {
	const values = {};
	for (const [key, name] of Object.entries(CLAIMS)) {
		const text = input(env, name);
		if (text !== void 0 && text !== "null") values[key] = key === "matrix" ? jsonOrNothing(text) : text;
	}
	const parsed = StageClaims.safeParse(values);
	if (parsed.success) return parsed.data;
	for (const { key } of firstIssues(parsed.error)) delete values[key];
	return StageClaims.parse(values);
}
function jsonOrNothing(text) {
	try {
		const value = text.length > LONGEST_MATRIX ? void 0 : JSON.parse(text);
		canonicalize(value ?? null);
		return value;
	} catch {
		return;
	}
}

// src/model/ranked-results.ts
const ORDER = [
	"fail",
	"unknown",
	"waived",
	"pass",
	"not-applicable"
];
function ranked(results) {
	return [...results].sort((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result) || Number(a.excused ?? false) - Number(b.excused ?? false) || SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
}

// src/action/report-problems.ts
function reportFindings(console, verdict, earlier) {
	for (const result of ranked(verdict.results)) {
		if (result.result === "pass" || result.result === "not-applicable" || isKnown(result, earlier)) continue;
		if (result.result === "unknown" && (verdict.onUnknown === "ignore" || result.excused)) continue;
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
function reportWaivers(console, verdict, earlier) {
	for (const { rule, layer, state, expires, line } of verdict.waivers ?? []) {
		if (earlier?.waivers?.some((other) => other.rule === rule && other.state === state && other.line === line)) continue;
		if (state === "expired") {
			const file = layer === "repository" ? verdict.policy.path : void 0;
			console.warn(`The waiver of ${rule} expired (${expires}), so it no longer holds; mend what it excused, or let it be renewed.`, {
				title: `Doorlog: ${rule}`,
				...file && { location: {
					file,
					...line !== void 0 && { line }
				} }
			});
		} else if (state === "applied") console.info(`a finding of ${rule} is waived until ${expires}.`);
		else console.info(`the waiver of ${rule} found nothing to waive in this job.`);
	}
}
function isKnown(result, earlier) {
	return earlier?.results.some(({ rule, result: before, message }) => rule === result.rule && before === result.result && message === result.message) ?? false;
}
function reportProblems(console, problems, strictness) {
	for (const problem of problems) if (problemsFail([problem], strictness)) console.error(problem.message);
	else console.warn(problem.message);
}

// src/action/runner-files.ts
const MAX_SUMMARY = 1048576;
function runnerFiles(env) {
	return {
		setOutput: (name, value) => env.GITHUB_OUTPUT && setOutput(name, value),
		saveState: (name, value) => env.GITHUB_STATE && saveState(name, value),
		appendSummary(markdown) {
			const file = env.GITHUB_STEP_SUMMARY;
			if (file && Buffer.byteLength(markdown) <= MAX_SUMMARY) appendFileSync(file, markdown);
		}
	};
}

// src/action/state-text.ts
const STATE_NAME = "doorlog";
const LONGEST_STATE = 2e4;
function isTooLong(state) {
	return JSON.stringify(state).length > LONGEST_STATE;
}
function stateText(state) {
	if (!isTooLong(state)) return JSON.stringify(state);
	const { start: _, ...rest } = state;
	return JSON.stringify(rest);
}

// src/action/start-stage.ts
var start_stage_exports = /* @__PURE__ */ __exportAll({ startStage: () => startStage });
async function startStage(env, stage, interruption) {
	const console = actionConsole();
	const files = runnerFiles(env);
	const inputs = readInputs(env);
	const { configuration } = inputs;
	const hook = composeHook({
		env,
		inputs,
		configuration,
		saved: void 0,
		logger: console,
		interruption
	});
	const idTokenOffered = stage === "pre" ? Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL) : void 0;
	const result = await start(hook.ports, {
		head: hook.head,
		configuration,
		problems: hook.problems,
		query: {
			...hook.query,
			reserved: 0,
			idTokenOffered
		}
	});
	const requestsLeft = hook.ports.observers.requestsLeft();
	const state = {
		version: 1,
		configuration: await savable(configuration),
		surroundings: saveSurroundings(env),
		start: result.record,
		recordId: hook.head.recordId,
		startDigest: result.entry.digest,
		idTokenOffered: Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL),
		claims: withoutSecrets(inputs.claims, hook.ports),
		...requestsLeft && { requestsLeft: {
			remaining: requestsLeft.remaining,
			limit: requestsLeft.limit
		} },
		announcedTo: []
	};
	const save = async (whole) => {
		if (isTooLong(whole)) await hook.ports.spool.put(result.entry).catch((error) => console.warn(hook.ports.redact(sentenceOf$2(error))));
		files.saveState(STATE_NAME, stateText(whole));
	};
	const withAlerts = (alerted) => alerted.length === 0 ? state : {
		...state,
		alerted: alerted.slice(0, 50)
	};
	await save(withAlerts(result.alerting));
	files.setOutput("record-id", hook.head.recordId);
	files.setOutput("start-digest", `sha256:${result.entry.digest}`);
	files.setOutput("verdict", result.verdict.verdict);
	reportFindings(console, result.verdict, void 0);
	reportWaivers(console, result.verdict, void 0);
	reportProblems(console, result.problems, result.verdict);
	const { announcedTo, alerted, problems: late } = await result.announced();
	if (announcedTo.length + result.alerting.length > 0) await save({
		...withAlerts(alerted),
		announcedTo: [...announcedTo]
	});
	reportProblems(console, late, result.verdict);
	console.info(`record ${hook.head.recordId} begun; the policy says ${result.verdict.verdict}.`);
	if (!result.refused) return 0;
	console.error(isRefused(result.verdict) ? "The start of this job is refused." : "The start of this job fails for the errors above.");
	return 1;
}
async function savable(configuration) {
	const { handoverKey, alerts, ...rest } = configuration;
	const key = await savableHandoverKey(handoverKey);
	const channels = alerts === void 0 ? void 0 : await savableAlerts(alerts);
	return {
		...rest,
		sinks: await savableSinks(configuration.sinks),
		...channels !== void 0 && { alerts: channels },
		...key !== void 0 && { handoverKey: key }
	};
}
function withoutSecrets(claims, { redact }) {
	const clean = Object.entries(claims).filter(([, claim]) => JSON.stringify(redact(claim)) === JSON.stringify(claim));
	return Object.fromEntries(clean);
}

export { earlierDelivery as $, correlationOf as $n, runStage as $r, sha256Hex as $t, choosePolicy as A, observed as An, enumeration as Ar, readText$1 as At, POLICY_PATH as B, parseSinks as Bn, nullable as Br, givenUpAt as Bt, actionUses as C, sha256 as Cn, Severity as Cr, anyPattern as Ct, shown as D, refusal as Dn, custom as Dr, createSpool as Dt, textOf as E, createGitHubClient as En, boolean as Er, VERSION as Et, catalogue as F, INPUT_NAMES as Fn, looseObject as Fr, createHttp as Ft, showable as G, ClusterUrl as Gn, record as Gr, localRecordIdOf as Gt, problemsOfAlerts as H, didYouMean as Hn, number$1 as Hr, soundsSecret as Ht, findRule as I, VARIABLE_NAMES as In, maxLength as Ir, isUntrusted as It, whyMissing as J, sink_exports as Jn, safeParse as Jr, hasGapAt as Jt, strictnessOf as K, IndexPrefix as Kn, refine as Kr, recordIdOf as Kt, AccessLevel as L, secretsFromVariables as Ln, maximum as Lr, untrusted as Lt, parsePolicy as M, accountType as Mn, int as Mr, parseJournal as Mt, parseYaml as N, workflowScope as Nn, iso as Nr, UNTIL as Nt, workflowPlace as O, createAccessReader as On, describe as Or, isEntryFile as Ot, builtInPolicy as P, isKeptFromSecrets as Pn, literal as Pr, describeSurroundings as Pt, startDeadline as Q, approvalsOf$1 as Qn, unknown$1 as Qr, digestOf as Qt, withOrganization as R, secrets_exports as Rn, minLength as Rr, proxyFor as Rt, isKnownScope as S, pointer as Sn, SEVERITIES as Sr, isOutsiders as St, readWorkflowFile as T, time as Tn, array as Tr, composeHook as Tt, problemsOfDeliveries as U, nearest as Un, object as Ur, MASK as Ut, entryFor as V, parseTypedList as Vn, nullish as Vr, secretValues as Vt, problemsOfGaps as W, ClusterShape as Wn, optional as Wr, createRedactor as Wt, deliver as X, jsonOrNothing$1 as Xn, string as Xr, fingerprintOf as Xt, announce as Y, clusterOf as Yn, strictObject as Yr, valueAt$1 as Yt, deliverDue as Z, ecsDocument as Zn, union as Zr, canonicalize as Zt, secretNames as _, createRepositoryReader as _n, defineSinkType as _r, createHistory as _t, reportFindings as a, sentenceOf$2 as ai, OidcClaims as an, findingsOf as ar, withAttested as at, effectivePermissions as b, gitObjectId as bn, commonConfig as br, workflowOf as bt, ranked as c, from as cn, valueAt$2 as cr, endRecord as ct, readInputs as d, words$1 as dn, sendUntilAnswered as dr, withAbsences as dt, actionConsole as ei, withAskedFacts as en, namesOf as er, isStored as et, Configuration as f, subjectOf as fn, backoff as fr, OPTIONAL_FACTS as ft, overviewQuery as g, readVariables as gn, entryKey as gr, judge as gt, observe as h, gapFor as hn, storeOnce as hr, isRefused as ht, runnerFiles as i, codeOf$1 as ii, identityToken as in, timeOf$1 as ir, replayable as it, policyWarnings as j, accountFrom$1 as jn, extend as jr, parseEntry as jt, draftSnapshot as k, notSeen as kn, discriminatedUnion as kr, appendText as kt, input as l, logOnly as ln, omittedAt as lr, gateRecord as lt, refusalStands as m, evaluateCustomRules as mn, authorizationOf as mr, evidenceFor as mt, start_stage_exports as n, problemsFail as ni, outputFolder as nn, sentenceOf as nr, customJudgements as nt, reportProblems as o, systemCodeOf as oi, fields as on, LONGEST_TEXT as or, verdictFor as ot, StageClaims as p, checkExpressions as pn, pause as pr, combineStrictness as pt, mayPass as q, indexOf$1 as qn, regex as qr, revealed as qt, STATE_NAME as r, DoorlogError as ri, observeUser as rn, summaryOf as rr, committed as rt, reportWaivers as s, info as si, forMembers as sn, factsOf$1 as sr, checkpointRecord as st, startStage as t, problemOf as ti, keepFiles as tn, remainderOf as tr, isWanted as tt, inputNames as u, shown$1 as un, compact as ur, startRecord as ut, secretUses as v, withoutUndefined as vn, ServerUrl as vr, jobOf as vt, entryAt as w, text as wn, _default as wr, patternOf as wt, excessOver as x, id as xn, SinkFilter as xr, isAtLeast as xt, findOurStep as y, Visibility as yn, Shape as yr, timeOf as yt, formatOrganizationRef as z, config_exports as zn, minimum as zr, surroundingsFrom as zt };