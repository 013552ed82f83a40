import { r as __toESM } from "./rolldown-runtime.js";
const os = process.getBuiltinModule("node:os");
const crypto = process.getBuiltinModule("node:crypto");
const fs = process.getBuiltinModule("node:fs");
const { createHash, randomBytes } = process.getBuiltinModule("node:crypto");
const { appendFileSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, renameSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");
const { tmpdir } = process.getBuiltinModule("node:os");
const { isAbsolute, join, posix, resolve, win32 } = process.getBuiltinModule("node:path");

// src/errors.ts
/**
* The one error class: `message` is one sentence for a person (what, where, how to mend), `code` is for programs,
* `cause` is what was caught. Neither may hold a secret.
*/
var DoorlogError = class extends Error {
	code;
	constructor(code, message, options) {
		super(message, options);
		this.name = "DoorlogError";
		this.code = code;
	}
};
/** Says what went wrong in one line, whatever was thrown. */
function sentenceOf(error) {
	return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim();
}
/** The code of a Doorlog error, `internal` for anything else. */
function codeOf$1(error) {
	return error instanceof DoorlogError ? error.code : "internal";
}
/** The operating system's or Node's own code of what was thrown, such as `ENOENT`, for sentences about files. */
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
	"state-invalid"
]);
/** Sorts an error into a problem by its code. */
function problemOf(error) {
	const code = codeOf$1(error);
	const message = code === "internal" ? `Doorlog itself failed: ${sentenceOf(error)}` : sentenceOf(error);
	return {
		kind: MISTAKES.has(code) ? "mistake" : "service",
		code,
		message
	};
}
/** Whether problems fail the job: mistakes and required stores always, services as `on-error` says, in `audit` nothing. */
function problemsFail(problems, { mode, onError }) {
	if (mode === "audit") return false;
	return problems.some(({ kind }) => kind !== "service" || onError === "fail");
}

// node_modules/@actions/core/lib/utils.js
/**
* Sanitizes an input into a string so it can be passed into issueCommand safely
* @param input input to sanitize into a string
*/
function toCommandValue(input) {
	if (input === null || input === void 0) return "";
	else if (typeof input === "string" || input instanceof String) return input;
	return JSON.stringify(input);
}
/**
*
* @param annotationProperties
* @returns The command properties to send with the actual annotation command
* See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
*/
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
/**
* Issues a command to the GitHub Actions runner
*
* @param command - The command name to issue
* @param properties - Additional properties for the command (key-value pairs)
* @param message - The message to include with the command
* @remarks
* This function outputs a specially formatted string to stdout that the Actions
* runner interprets as a command. These commands can control workflow behavior,
* set outputs, create annotations, mask values, and more.
*
* Command Format:
*   ::name key=value,key=value::message
*
* @example
* ```typescript
* // Issue a warning annotation
* issueCommand('warning', {}, 'This is a warning message');
* // Output: ::warning::This is a warning message
*
* // Set an environment variable
* issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
* // Output: ::set-env name=MY_VAR::some value
*
* // Add a secret mask
* issueCommand('add-mask', {}, 'secretValue123');
* // Output: ::add-mask::secretValue123
* ```
*
* @internal
* This is an internal utility function that powers the public API functions
* such as setSecret, warning, error, and exportVariable.
*/
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
/**
* The code to exit an action
*/
var ExitCode;
(function(ExitCode) {
	/**
	* A code indicating that the action was successful
	*/
	ExitCode[ExitCode["Success"] = 0] = "Success";
	/**
	* A code indicating that the action was a failure
	*/
	ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
/**
* Sets the value of an output.
*
* @param     name     name of the output to set
* @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
*/
function setOutput(name, value) {
	if (process.env["GITHUB_OUTPUT"] || "") return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
	process.stdout.write(os.EOL);
	issueCommand("set-output", { name }, toCommandValue(value));
}
/**
* Adds an error issue
* @param message error issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function error(message, properties = {}) {
	issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Adds a warning issue
* @param message warning issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function warning(message, properties = {}) {
	issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Writes info to log with console.log.
* @param message info message
*/
function info(message) {
	process.stdout.write(message + os.EOL);
}
/**
* Saves state for current action, the state can only be retrieved by this action's post job execution.
*
* @param     name     name of the state to store
* @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
*/
function saveState(name, value) {
	if (process.env["GITHUB_STATE"] || "") return issueFileCommand("STATE", prepareKeyValueMessage(name, value));
	issueCommand("save-state", { name }, toCommandValue(value));
}

// src/action/console.ts
/** The runner shows no more annotations of one kind for a step, and cuts longer ones. */
const MAX_ANNOTATIONS = 10;
const MAX_LENGTH$2 = 4e3;
/**
* Speaks to the runner by workflow commands. Nothing that is printed can begin a command of its own: text is kept on one
* line, and ordinary lines begin with our name.
*/
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

// src/compose/sinks.ts
/** A path that starts from the workspace is refused: `actions/checkout` empties that. */
const READ_AS = { paths: "absolute" };
/** Makes the configured sinks; one that needs a secret which this job was never given is left out. Never raises. */
async function createSinks(configuration, { secrets }, http, job, logger) {
	const sinks = [];
	const problems = [];
	if (configuration.sinks.trim() === "") return {
		sinks,
		problems
	};
	try {
		const [{ parseSinks }, { createSink }] = await Promise.all([import("./config.js"), import("./registry.js")]);
		const hasSecret = secrets.elasticsearchApiKey !== void 0 || secrets.elasticsearchPassword !== void 0;
		for (const config of await parseSinks(configuration.sinks, READ_AS)) if (config.type === "elasticsearch" && !hasSecret && isKeptFromSecrets(job)) logger.info(`The sink “${config.name}” is left out: this job, like every fork’s, was given no secret for it.`);
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
/** The list as it may be kept between hooks: one that is refused may hold anything, a password too, so nothing is left. */
async function savableSinks(text) {
	if (text.trim() === "") return "";
	const { parseSinks } = await import("./config.js");
	return parseSinks(text, READ_AS).then(() => text, () => "");
}
/**
* Pull requests from forks and Dependabot's jobs get none of the Actions secrets, and Dependabot's may have an identity
* token all the same (GitHub, "Automating Dependabot with GitHub Actions" and "Events that trigger workflows": only
* `pull_request_target` runs a fork's pull request with secrets).
*/
function isKeptFromSecrets({ facts, hasIdentity }) {
	const { pipeline, people } = facts;
	const isFork = pipeline.pullRequest?.fromFork === true && pipeline.event !== "pull_request_target";
	return !hasIdentity || isFork || people.initiator?.login === "dependabot[bot]";
}

// node_modules/zod/v4/core/util.js
function getEnumValues(entries) {
	const numericValues = Object.values(entries).filter((v) => typeof v === "number");
	return Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
}
function jsonStringifyReplacer(_, value) {
	if (typeof value === "bigint") return value.toString();
	return value;
}
var Cached = class {
	constructor(getter) {
		this._getter = getter;
		this._value = void 0;
	}
	get value() {
		const getter = this._getter;
		if (getter !== void 0) {
			this._value = getter();
			this._getter = void 0;
		}
		return this._value;
	}
};
function cached(getter) {
	return new Cached(getter);
}
function nullish$1(input) {
	return input === null || input === void 0;
}
function cleanRegex(source) {
	const start = source.startsWith("^") ? 1 : 0;
	const end = source.endsWith("$") ? source.length - 1 : source.length;
	return source.slice(start, end);
}
function assignProp(target, prop, value) {
	Object.defineProperty(target, prop, {
		value,
		writable: true,
		enumerable: true,
		configurable: true
	});
}
/**
* Whichever object a def's `shape` currently answers from: the one the caller passed until the first read, the frozen copy after it.
*
* Its keys and descriptors read without invoking anything, which is what lets a discriminated union check its discriminator, and the cycle walk read a shape, without resolving a getter that references the schema being constructed. A def that answers `shape` from an accessor of its own has none.
*/
function rawShape(def) {
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	return desc?.get ? desc.get.raw : desc?.value;
}
function sourceShape(schema) {
	return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}
function deferProp(target, key, getter) {
	Object.defineProperty(target, key, {
		get() {
			const value = getter();
			assignProp(this, key, value);
			return value;
		},
		enumerable: true,
		configurable: true
	});
}
function putProp(target, key, value) {
	if (key in target) assignProp(target, key, value);
	else target[key] = value;
}
/**
* Copies `keys` of `source`'s shape onto `target`, each value passed through `wrap`.
*
* A key the source has resolved is copied through now, so the derived shape states it outright and nothing has to resolve it to learn what it holds. A key the source still defers stays deferred, and reads back through the source's own `shape`, so it resolves once and both shapes get that one schema.
*/
function mirrorShape(target, source, keys, wrap) {
	const raw = sourceShape(source);
	for (const key of keys) {
		const desc = Object.getOwnPropertyDescriptor(raw, key);
		if (!desc.enumerable) continue;
		if (desc.get) deferProp(target, key, () => {
			const value = source._zod.def.shape[key];
			return wrap ? wrap(value, key) : value;
		});
		else putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
	}
}
function mirrorProps(target, source) {
	for (const key of Reflect.ownKeys(source)) {
		const desc = Object.getOwnPropertyDescriptor(source, key);
		if (!desc.enumerable) continue;
		if (desc.get) deferProp(target, key, () => source[key]);
		else putProp(target, key, desc.value);
	}
}
function mergeDefs(...defs) {
	const mergedDescriptors = {};
	for (const def of defs) {
		const descriptors = Object.getOwnPropertyDescriptors(def);
		Object.assign(mergedDescriptors, descriptors);
	}
	return Object.defineProperties({}, mergedDescriptors);
}
const captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {};
function isObject$2(data) {
	return typeof data === "object" && data !== null && !Array.isArray(data);
}
function isPlainObject$2(o) {
	if (isObject$2(o) === false) return false;
	const ctor = o.constructor;
	if (ctor === void 0) return true;
	if (typeof ctor !== "function") return true;
	const prot = ctor.prototype;
	if (isObject$2(prot) === false) return false;
	if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) return false;
	return true;
}
function shallowClone(o) {
	if (isPlainObject$2(o)) return { ...o };
	if (Array.isArray(o)) return [...o];
	if (o instanceof Map) return new Map(o);
	if (o instanceof Set) return new Set(o);
	return o;
}
const propertyKeyTypes = /* @__PURE__*/ new Set([
	"string",
	"number",
	"symbol"
]);
function escapeRegex(str) {
	return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
	const cl = new inst._zod.constr(def ?? inst._zod.def);
	if (!def || params?.parent) cl._zod.parent = inst;
	return cl;
}
function normalizeParams(_params) {
	const params = _params;
	if (!params) return {};
	if (typeof params === "string") return { error: () => params };
	if (params?.message !== void 0) {
		if (params?.error !== void 0) throw new Error("Cannot specify both `message` and `error` params");
		params.error = params.message;
	}
	delete params.message;
	if (typeof params.error === "string") return {
		...params,
		error: () => params.error
	};
	return params;
}
function optionalKeys(shape) {
	return Object.keys(shape).filter((k) => {
		return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
	});
}
const NUMBER_FORMAT_RANGES = /*@__PURE__*/ (() => ({
	safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	int32: [-2147483648, 2147483647],
	uint32: [0, 4294967295],
	float32: [-34028234663852886e22, 34028234663852886e22],
	float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
function extend$1(schema, shape) {
	if (!isPlainObject$2(shape)) throw new Error("Invalid input to extend: expected a plain object");
	const checks = schema._zod.def.checks;
	if (checks && checks.length > 0) {
		const existingShape = sourceShape(schema);
		for (const key of Reflect.ownKeys(shape)) if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
	}
	return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function extended(schema, shape) {
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
	mirrorProps(newShape, shape);
	return newShape;
}
function aborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue !== true) return true;
	return false;
}
function explicitlyAborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue === false) return true;
	return false;
}
function prefixIssues(path, issues) {
	return issues.map((iss) => {
		var _a;
		(_a = iss).path ?? (_a.path = []);
		iss.path.unshift(path);
		return iss;
	});
}
function unwrapMessage(message) {
	return typeof message === "string" ? message : message?.message;
}
/** The leading size checks of `defChecks` that set an upper bound, each paired with it. */
function sizeCaps(defChecks) {
	const caps = [];
	for (const ch of defChecks ?? []) {
		const d = ch._zod.def;
		if (!/_(length|size)$|_equals$/.test(d.check)) break;
		const max = d.maximum ?? d.length ?? d.size;
		if (max >= 0) caps.push([max, ch]);
	}
	return caps;
}
function attachSchema(issues, start, inst) {
	var _a;
	for (let i = start; i < issues.length; i++) (_a = issues[i]).schema ?? (_a.schema = inst);
}
function finalizeIssue(iss, ctx, config) {
	var _a;
	const traits = iss.inst?._zod?.traits;
	if (traits?.has("$ZodType")) {
		if (traits.has("$ZodCheck")) (_a = iss).schema ?? (_a.schema = iss.inst);
		else iss.schema = iss.inst;
	}
	const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
	const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config.customError?.(iss)) ?? unwrapMessage(config.localeError?.(iss)) ?? "Invalid input";
	const full = {};
	for (const k of Object.keys(iss)) {
		if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__") continue;
		full[k] = iss[k];
	}
	full.path ?? (full.path = []);
	full.message = message;
	if (ctx?.reportInput) full.input = iss.input;
	return full;
}
const highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
	const units = str.length;
	if (!highSurrogate.test(str)) return units;
	let count = units;
	for (let i = 0; i < units - 1; i++) if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
		count--;
		i++;
	}
	return count;
}
function getLengthableOrigin(input) {
	if (Array.isArray(input)) return "array";
	if (typeof input === "string") return "string";
	return "unknown";
}
function issue(...args) {
	const [iss, input, inst] = args;
	if (typeof iss === "string") return {
		message: iss,
		code: "custom",
		input,
		inst
	};
	return { ...iss };
}
/**
* Installs a trait's members on its prototype. Each value builds that member for the instance on first read; the built value shadows the accessor as an own property, so a detached `const { parse } = schema` keeps working.
*
* Call this from a `proto` initializer, which runs once per prototype — never per instance.
*/
function members(proto, table) {
	for (const key in table) {
		const desc = Object.getOwnPropertyDescriptor(table, key);
		if (desc.get) Object.defineProperty(proto, key, {
			...desc,
			enumerable: false
		});
		else defineBound(proto, key, desc.value);
	}
}
/** Shadows a prototype member with an own value, so a getter that builds from the instance runs once. */
function own(inst, key, value, enumerable = true) {
	Object.defineProperty(inst, key, {
		configurable: true,
		writable: true,
		enumerable,
		value
	});
	return value;
}
/** Like {@link own}, for a member that was never an own data property and has to stay out of `Object.keys`. */
function hide(inst, key, value) {
	return own(inst, key, value, false);
}
function defineBound(proto, key, fn) {
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			return this == null ? fn : own(this, key, fn.bind(this));
		},
		set(value) {
			own(this, key, value);
		}
	});
}
/** Returns the prototype to install on, or `undefined` if this group is already installed on it. */
function claim$1(inst, sentinel) {
	const proto = Object.getPrototypeOf(inst);
	return sentinel in proto ? void 0 : proto;
}
let installing;
let broke = false;
const breaker = {
	configurable: true,
	get() {
		broke = true;
	}
};
/**
* Installs a lazily-derived internal on the `_zod` prototype of `inst`'s
* constructor, computed from the internals object itself and cached there on
* first read. One accessor per constructor rather than one per instance.
*/
function defineLazyInternal(inst, key, compute) {
	const proto = Object.getPrototypeOf(inst._zod);
	if (key in proto && installing !== inst._zod) {
		installing = void 0;
		return;
	}
	installing = inst._zod;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			Object.defineProperty(this, key, breaker);
			const outer = broke;
			broke = false;
			try {
				const value = compute(this);
				if (broke) delete this[key];
				else Object.defineProperty(this, key, {
					configurable: true,
					writable: true,
					value
				});
				broke = broke || outer;
				return value;
			} catch (err) {
				delete this[key];
				broke = broke || outer;
				throw err;
			}
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				value
			});
		}
	});
}
/**
* Installs `key` on `inst`'s prototype, computed by `make` on first read and cached there as an own
* data property. One accessor per constructor rather than one per instance, because an own accessor
* puts every instance after the first into v8 dictionary mode. The key doubles as the sentinel.
*/
function installLazyProp(inst, key, make, enumerable) {
	const proto = claim$1(inst, key);
	if (!proto) return;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			const desc = {
				configurable: true,
				writable: true,
				enumerable,
				value: void 0
			};
			Object.defineProperty(this, key, desc);
			desc.value = make(this);
			Object.defineProperty(this, key, desc);
			return desc.value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				enumerable,
				value
			});
		}
	});
}

// node_modules/zod/v4/core/core.js
var _a$1;
const _zodDesc = {
	value: void 0,
	enumerable: false
};
let _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
	const E = _E;
	if (E) {
		const saved = E.stackTraceLimit;
		if (typeof saved === "number") {
			try {
				E.stackTraceLimit = 0;
			} catch {
				_E = null;
				return new Definition();
			}
			try {
				return new Definition();
			} finally {
				E.stackTraceLimit = saved;
			}
		}
	}
	return new Definition();
}
/* @__NO_SIDE_EFFECTS__ */
function $constructor(name, initializer, proto, params) {
	const zodProto = {};
	function Internals(def) {
		this.def = def;
		this.constr = _;
		this.traits = /* @__PURE__ */ new Set();
	}
	Internals.prototype = zodProto;
	const protoMembers = proto;
	const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
	function init(inst, def) {
		if (!inst._zod) {
			_zodDesc.value = new Internals(def);
			try {
				Object.defineProperty(inst, "_zod", _zodDesc);
			} finally {
				_zodDesc.value = void 0;
			}
		} else if (inst._zod.traits.has(name)) return;
		inst._zod.traits.add(name);
		initializer(inst, def);
		if (initialized) {
			const own = Object.getPrototypeOf(inst);
			const ctorProto = inst._zod.constr.prototype;
			let up = own;
			while (up && up !== ctorProto) up = Object.getPrototypeOf(up);
			const target = up ?? own;
			if (!initialized.has(target)) {
				initialized.add(target);
				members(target, protoMembers);
			}
		}
		const proto = _.prototype;
		for (const k in proto) {
			if (!Object.prototype.hasOwnProperty.call(proto, k)) continue;
			if (!(k in inst)) inst[k] = proto[k].bind(inst);
		}
	}
	const Parent = params?.Parent ?? Object;
	class Definition extends Parent {}
	Object.defineProperty(Definition, "name", { value: name });
	function _(def) {
		const inst = params?.Parent ? newError(Definition) : this;
		init(inst, def);
		const deferred = inst._zod.deferred;
		if (deferred) {
			for (const fn of deferred) fn();
			inst._zod.deferred = void 0;
		}
		const pp = globalThis.__zod_globalConfig?.postProcessor;
		if (pp) pp(inst);
		return inst;
	}
	Object.defineProperty(_, "init", { value: init });
	Object.defineProperty(_, Symbol.hasInstance, { value: (inst) => {
		if (params?.Parent && inst instanceof params.Parent) return true;
		return inst?._zod?.traits?.has(name);
	} });
	Object.defineProperty(_, "name", { value: name });
	return _;
}
var $ZodAsyncError = class extends Error {
	constructor() {
		super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
	}
};
(_a$1 = globalThis).__zod_globalConfig ?? (_a$1.__zod_globalConfig = {});
const globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
	if (newConfig) Object.assign(globalConfig, newConfig);
	return globalConfig;
}

// node_modules/zod/v4/core/errors.js
function _getMessage() {
	const internals = this._zod;
	internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
	return internals.message;
}
function _setMessage(value) {
	this._zod.message = value;
}
const _messageDesc = {
	get: _getMessage,
	set: _setMessage,
	enumerable: true,
	configurable: true
};
const _issuesDesc = {
	value: void 0,
	enumerable: false
};
const _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
const initializer = (inst, def) => {
	inst.name = "$ZodError";
	_issuesDesc.value = def;
	Object.defineProperty(inst, "issues", _issuesDesc);
	_issuesDesc.value = void 0;
	Object.defineProperty(inst, "message", _messageDesc);
	const proto = Object.getPrototypeOf(inst);
	if (!_installedToString.has(proto)) {
		_installedToString.add(proto);
		Object.defineProperty(proto, "toString", {
			configurable: true,
			enumerable: false,
			get() {
				const value = () => this.message;
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
				return value;
			},
			set(value) {
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
			}
		});
	}
};
const $ZodRealError = /* @__PURE__ */ $constructor("$ZodError", initializer, void 0, { Parent: Error });

// node_modules/zod/v4/core/parse.js
const _parse = (_Err) => {
	const fn = (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: false
		} : { async: false };
		const result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) throw new $ZodAsyncError();
		if (result.issues.length) {
			const e = new ((_params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, _params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const parse$2 = /* @__PURE__*/ _parse($ZodRealError);
const _parseAsync = (_Err) => {
	const fn = async (schema, value, _ctx, params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: true
		} : { async: true };
		let result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) result = await result;
		if (result.issues.length) {
			const e = new ((params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const parseAsync = /* @__PURE__*/ _parseAsync($ZodRealError);
const _safeParse = (_Err) => (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: false
	} : { async: false };
	const result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) throw new $ZodAsyncError();
	return result.issues.length ? failure(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
const safeParse = /* @__PURE__*/ _safeParse($ZodRealError);
function failure(Err, issues, ctx) {
	let error;
	return {
		success: false,
		get error() {
			if (!error) {
				error = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
				issues = void 0;
				ctx = void 0;
			}
			return error;
		},
		set error(e) {
			error = e;
			issues = void 0;
			ctx = void 0;
		}
	};
}
const _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: true
	} : { async: true };
	let result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) result = await result;
	return result.issues.length ? failure(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
const safeParseAsync = /* @__PURE__*/ _safeParseAsync($ZodRealError);

// node_modules/zod/v4/core/regexes.js
const httpProtocol = /^https?$/;
const dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
function timeSource(args) {
	const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
	return typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
}
function datetime$1(args) {
	const opts = ["Z"];
	if (args.offset) opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
	const qualified = `${timeSource({
		precision: args.precision,
		seconds: true
	})}(?:${opts.join("|")})`;
	const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
	return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
const anyString = /^[\s\S]{0,}$/;
const number$2 = /^-?\d+(?:\.\d+)?$/;
const boolean$1 = /^(?:true|false)$/i;

// node_modules/zod/v4/core/checks.js
const $ZodCheck = /*@__PURE__*/ $constructor("$ZodCheck", (inst, def) => {
	var _a;
	inst._zod ?? (inst._zod = {});
	inst._zod.def = def;
	(_a = inst._zod).onattach ?? (_a.onattach = []);
});
/** Default `when` for length-based checks: run only on non-nullish values with a `length`. */
const _whenHasLength = (payload) => {
	const val = payload.value;
	return !nullish$1(val) && val.length !== void 0;
};
const numericOriginMap = {
	number: "number",
	bigint: "bigint",
	object: "date"
};
const $ZodCheckLessThan = /*@__PURE__*/ $constructor("$ZodCheckLessThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value <= def.value : payload.value < def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_big",
			maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckGreaterThan = /*@__PURE__*/ $constructor("$ZodCheckGreaterThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value >= def.value : payload.value > def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_small",
			minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckNumberFormat = /*@__PURE__*/ $constructor("$ZodCheckNumberFormat", (inst, def) => {
	$ZodCheck.init(inst, def);
	def.format = def.format || "float64";
	const isInt = def.format?.includes("int");
	const origin = isInt ? "int" : "number";
	const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
	inst._zod.check = (payload) => {
		const input = payload.value;
		if (isInt) {
			if (!Number.isInteger(input)) {
				payload.issues.push({
					expected: origin,
					format: def.format,
					code: "invalid_type",
					continue: false,
					input,
					inst
				});
				return;
			}
			if (!Number.isSafeInteger(input)) {
				if (input > 0) payload.issues.push({
					input,
					code: "too_big",
					maximum: Number.MAX_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				else payload.issues.push({
					input,
					code: "too_small",
					minimum: Number.MIN_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				return;
			}
		}
		if (input < minimum) payload.issues.push({
			origin: "number",
			input,
			code: "too_small",
			minimum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
		if (input > maximum) payload.issues.push({
			origin: "number",
			input,
			code: "too_big",
			maximum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMaxLength = /*@__PURE__*/ $constructor("$ZodCheckMaxLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units > def.maximum ? codePointLength(input) : units) <= def.maximum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_big",
			maximum: def.maximum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMinLength = /*@__PURE__*/ $constructor("$ZodCheckMinLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units) >= def.minimum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_small",
			minimum: def.minimum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckLengthEquals = /*@__PURE__*/ $constructor("$ZodCheckLengthEquals", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		const length = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
		if (length === def.length) return;
		const origin = getLengthableOrigin(input);
		const tooBig = length > def.length;
		payload.issues.push({
			origin,
			...tooBig ? {
				code: "too_big",
				maximum: def.length
			} : {
				code: "too_small",
				minimum: def.length
			},
			inclusive: true,
			exact: true,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckStringFormat = /*@__PURE__*/ $constructor("$ZodCheckStringFormat", (inst, def) => {
	var _a, _b;
	$ZodCheck.init(inst, def);
	if (def.pattern) (_a = inst._zod).check ?? (_a.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: def.format,
			input: payload.value,
			...def.pattern ? { pattern: def.pattern.toString() } : {},
			inst,
			continue: !def.abort
		});
	});
	else (_b = inst._zod).check ?? (_b.check = () => {});
});
const $ZodCheckRegex = /*@__PURE__*/ $constructor("$ZodCheckRegex", (inst, def) => {
	$ZodCheckStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "regex",
			input: payload.value,
			pattern: def.pattern.toString(),
			inst,
			continue: !def.abort
		});
	};
});

// node_modules/zod/v4/core/versions.js
const version = {
	major: 4,
	minor: 6,
	patch: 7
};

// node_modules/zod/v4/core/schemas.js
const $ZodType = /*@__PURE__*/ $constructor("$ZodType", (inst, def) => {
	var _a;
	inst ?? (inst = {});
	inst._zod.def = def;
	inst._zod.bag = inst._zod.bag || {};
	inst._zod.version = version;
	const defChecks = inst._zod.def.checks;
	const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
	for (const ch of checks) for (const fn of ch._zod.onattach) fn(inst);
	if (checks.length === 0) {
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred?.push(() => {
			inst._zod.run = inst._zod.parse;
		});
	} else {
		const runChecks = (payload, checks, ctx) => {
			if (payload.memo) return payload;
			let isAborted = aborted(payload);
			let asyncResult;
			for (const ch of checks) {
				if (ch._zod.def.when) {
					if (explicitlyAborted(payload)) continue;
					if (!ch._zod.def.when(payload)) continue;
				} else if (isAborted) continue;
				const currLen = payload.issues.length;
				const _ = ch._zod.check(payload);
				if (_ instanceof Promise && ctx?.async === false) throw new $ZodAsyncError();
				if (asyncResult || _ instanceof Promise) asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
					await _;
					if (payload.issues.length === currLen) return;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				});
				else {
					if (payload.issues.length === currLen) continue;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				}
			}
			if (asyncResult) return asyncResult.then(() => {
				return payload;
			});
			return payload;
		};
		const handleCanaryResult = (canary, payload, ctx) => {
			if (aborted(canary)) {
				canary.aborted = true;
				return canary;
			}
			const checkResult = runChecks(payload, checks, ctx);
			if (checkResult instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return checkResult.then((checkResult) => inst._zod.parse(checkResult, ctx));
			}
			return inst._zod.parse(checkResult, ctx);
		};
		inst._zod.run = (payload, ctx) => {
			if (ctx.skipChecks) return inst._zod.parse(payload, ctx);
			if (ctx.direction === "backward") {
				const canary = inst._zod.parse({
					value: payload.value,
					issues: []
				}, {
					...ctx,
					skipChecks: true
				});
				if (canary instanceof Promise) return canary.then((canary) => {
					return handleCanaryResult(canary, payload, ctx);
				});
				return handleCanaryResult(canary, payload, ctx);
			}
			const result = inst._zod.parse(payload, ctx);
			if (result instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return result.then((result) => runChecks(result, checks, ctx));
			}
			return runChecks(result, checks, ctx);
		};
	}
}, {
	get "~standard"() {
		return hide(this, "~standard", standardProps(this));
	},
	set "~standard"(value) {
		own(this, "~standard", value);
	}
});
/** The Standard Schema surface for `inst`. Shared so wrappers can extend it without forcing it. */
const toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync(inst, value) {
	const ctx = { async: true };
	return toStandardResult(await inst._zod.run({
		value,
		issues: []
	}, ctx), ctx);
}
function standardProps(inst) {
	return {
		validate: (value) => {
			const ctx = { async: false };
			try {
				const r = inst._zod.run({
					value,
					issues: []
				}, ctx);
				if (!(r instanceof Promise)) return toStandardResult(r, ctx);
			} catch (_) {}
			return validateAsync(inst, value);
		},
		vendor: "zod",
		version: 1
	};
}
const $ZodString = /*@__PURE__*/ $constructor("$ZodString", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = def.pattern ?? anyString;
	inst._zod.parse = (payload, _) => {
		if (def.coerce) try {
			payload.value = String(payload.value);
		} catch (_) {}
		if (typeof payload.value === "string") return payload;
		payload.issues.push({
			expected: "string",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
const $ZodStringFormat = /*@__PURE__*/ $constructor("$ZodStringFormat", (inst, def) => {
	$ZodCheckStringFormat.init(inst, def);
	$ZodString.init(inst, def);
});
/** The `://` guard rejected the input before the URL constructor saw it. */
const URL_BAD_FORMAT = 1;
/** The URL parser rejected the input. */
const URL_UNPARSEABLE = 2;
function canParseURL(input) {
	try {
		if (typeof URL !== "undefined" && typeof URL.canParse === "function") return URL.canParse(input);
		new URL(input);
		return true;
	} catch {
		return false;
	}
}
function validateURL(trimmed, def) {
	if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) return canParseURL(trimmed) || 2;
	return parseURLObject(trimmed, def);
}
/** Parses a URL while preserving the non-normalizing HTTP guard. */
function parseURLObject(trimmed, def) {
	if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) return 1;
	try {
		if (typeof URL !== "undefined") {
			const URLStatic = URL;
			if (typeof URLStatic.parse === "function") return URLStatic.parse(trimmed) ?? 2;
		}
		return new URL(trimmed);
	} catch {
		return 2;
	}
}
const asciiTabOrNewline = /[\t\n\r]/g;
/** The URL parser deletes every ASCII tab, LF and CR from its input before it parses, so `new URL("https://exa\nmple.com")` reports on `example.com`. Applying the same deletion to the returned value closes the half of that divergence which can move the host; the parser's other rewrite, stripping C0 controls at the edges, cannot. */
function stripTabAndNewline(value) {
	return value.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url, hostname) {
	hostname.lastIndex = 0;
	return hostname.test(url.hostname);
}
function urlProtocolOk(url, protocol) {
	protocol.lastIndex = 0;
	return protocol.test(url.protocol.endsWith(":") ? url.protocol.slice(0, -1) : url.protocol);
}
const $ZodURL = /*@__PURE__*/ $constructor("$ZodURL", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		try {
			const trimmed = payload.value.trim();
			const url = validateURL(trimmed, def);
			if (url === 1) {
				payload.issues.push({
					code: "invalid_format",
					format: "url",
					note: "Invalid URL format",
					input: payload.value,
					inst,
					continue: !def.abort
				});
				return;
			}
			if (url === 2) {
				payload.issues.push({
					code: "invalid_format",
					format: "url",
					input: payload.value,
					inst,
					continue: !def.abort
				});
				return;
			}
			if (url === true) {
				payload.value = stripTabAndNewline(trimmed);
				return;
			}
			if (def.hostname && !urlHostnameOk(url, def.hostname)) payload.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid hostname",
				pattern: def.hostname.source,
				input: payload.value,
				inst,
				continue: !def.abort
			});
			if (def.protocol && !urlProtocolOk(url, def.protocol)) payload.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid protocol",
				pattern: def.protocol.source,
				input: payload.value,
				inst,
				continue: !def.abort
			});
			payload.value = def.normalize ? url.href : stripTabAndNewline(trimmed);
			return;
		} catch (_) {
			payload.issues.push({
				code: "invalid_format",
				format: "url",
				input: payload.value,
				inst,
				continue: !def.abort
			});
		}
	};
});
const $ZodISODateTime = /*@__PURE__*/ $constructor("$ZodISODateTime", (inst, def) => {
	def.pattern ?? (def.pattern = datetime$1(def));
	$ZodStringFormat.init(inst, def);
});
const $ZodNumber = /*@__PURE__*/ $constructor("$ZodNumber", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = number$2;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Number(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) return payload;
		const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
		payload.issues.push({
			expected: "number",
			code: "invalid_type",
			input,
			inst,
			...received ? { received } : {}
		});
		return payload;
	};
});
const $ZodNumberFormat = /*@__PURE__*/ $constructor("$ZodNumberFormat", (inst, def) => {
	$ZodCheckNumberFormat.init(inst, def);
	$ZodNumber.init(inst, def);
});
const $ZodBoolean = /*@__PURE__*/ $constructor("$ZodBoolean", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = boolean$1;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Boolean(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "boolean") return payload;
		payload.issues.push({
			expected: "boolean",
			code: "invalid_type",
			input,
			inst
		});
		return payload;
	};
});
const $ZodUnknown = /*@__PURE__*/ $constructor("$ZodUnknown", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload) => payload;
});
const $ZodNever = /*@__PURE__*/ $constructor("$ZodNever", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _ctx) => {
		payload.issues.push({
			expected: "never",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
function capSize(inst, size) {
	const caps = sizeCaps(inst._zod.def.checks);
	if (!caps.length) return;
	const cap = Math.min(...caps.map((c) => c[0]));
	const parse = inst._zod.parse;
	inst._zod.parse = (payload, ctx) => {
		const n = size(payload.value);
		if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
			for (const [max, ch] of sizeCaps(inst._zod.def.checks)) if (n > max && ch._zod.def.when(payload)) {
				const start = payload.issues.length;
				ch._zod.check(payload);
				payload.issues[start].continue = false;
				attachSchema(payload.issues, start, inst);
				return payload;
			}
		}
		return parse(payload, ctx);
	};
}
const arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
const $ZodArray = /*@__PURE__*/ $constructor("$ZodArray", (inst, def) => {
	$ZodType.init(inst, def);
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!Array.isArray(input)) {
			payload.issues.push({
				expected: "array",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
		const proms = [];
		const abortEarly = ctx?.abortEarly;
		for (let i = 0; i < input.length; i++) {
			const item = input[i];
			const result = def.element._zod.run({
				value: item,
				issues: []
			}, ctx);
			if (result instanceof Promise) proms.push(result.then((result) => handleArrayResult(result, payload, i)));
			else {
				handleArrayResult(result, payload, i);
				if (abortEarly && result.issues.length !== 0 && aborted(result)) break;
			}
		}
		if (proms.length) return Promise.all(proms).then(() => payload);
		return payload;
	};
	capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
	const isPresent = key in input;
	const isOptionalOut = optout === "optional";
	if (!isPresent && isOptionalOut && optin === "optional") return;
	if (result.issues.length) {
		if (optin !== void 0 && isOptionalOut && !isPresent) return;
		final.issues.push(...prefixIssues(key, result.issues));
	}
	if (!isPresent && optin === void 0) {
		if (!result.issues.length) final.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [key]
		});
		return;
	}
	if (result.value === void 0) {
		if (isPresent || optin === "defaulted" && !isOptionalOut) final.value[key] = void 0;
	} else final.value[key] = result.value;
}
const NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
	const keys = Object.keys(def.shape);
	const ownSymbols = Object.getOwnPropertySymbols(def.shape);
	const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
	const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
	for (const k of allKeys) if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
	const okeys = optionalKeys(def.shape);
	return {
		...def,
		allKeys,
		symbolKeys,
		keySet: new Set(keys),
		numKeys: keys.length,
		optionalKeys: new Set(okeys)
	};
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
	const unrecognized = [];
	const keySet = def.keySet;
	const _catchall = def.catchall._zod;
	const t = _catchall.def.type;
	const optin = _catchall.optin;
	const optout = _catchall.optout;
	let seen = 0;
	for (const key in input) {
		if (abortEarly && payload.issues.length !== seen) {
			if (aborted(payload, seen)) break;
			seen = payload.issues.length;
		}
		if (keySet.has(key)) continue;
		if (key === "__proto__") {
			if (t === "never") unrecognized.push(key);
			continue;
		}
		if (t === "never") {
			unrecognized.push(key);
			continue;
		}
		const r = _catchall.run({
			value: input[key],
			issues: []
		}, ctx);
		if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
		else handlePropertyResult(r, payload, key, input, optin, optout);
	}
	if (unrecognized.length) payload.issues.push({
		code: "unrecognized_keys",
		keys: unrecognized,
		input,
		inst,
		continue: true
	});
	if (!proms.length) return payload;
	return Promise.all(proms).then(() => {
		return payload;
	});
}
const $ZodObject = /*@__PURE__*/ $constructor("$ZodObject", (inst, def) => {
	$ZodType.init(inst, def);
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	const sh = desc?.get ? desc.get.raw : def.shape ?? {};
	if (sh) {
		const get = () => {
			const newSh = { ...sh };
			Object.defineProperty(def, "shape", { value: newSh });
			get.raw = newSh;
			return newSh;
		};
		get.raw = sh;
		Object.defineProperty(def, "shape", { get });
	}
	const _normalized = cached(() => normalizeDef(def));
	defineLazyInternal(inst, "propValues", (zod) => {
		const shape = zod.def.shape;
		const propValues = {};
		for (const key in shape) {
			const field = shape[key]._zod;
			if (field.values) {
				if (!Object.prototype.hasOwnProperty.call(propValues, key)) assignProp(propValues, key, /* @__PURE__ */ new Set());
				for (const v of field.values) propValues[key].add(v);
				if (field.optin !== void 0) propValues[key].add(void 0);
			}
		}
		return propValues;
	});
	const isObject = isObject$2;
	const catchall = def.catchall;
	let value;
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		value ?? (value = _normalized.value);
		const input = payload.value;
		if (!isObject(input)) {
			payload.issues.push({
				expected: "object",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
		const proms = [];
		const shape = value.shape;
		const abortEarly = ctx?.abortEarly;
		let seen = payload.issues.length;
		for (const key of value.allKeys) {
			if (abortEarly && payload.issues.length !== seen) {
				if (aborted(payload, seen)) break;
				seen = payload.issues.length;
			}
			if (key === "__proto__") continue;
			const el = shape[key];
			const optin = el._zod.optin;
			const optout = el._zod.optout;
			const r = el._zod.run({
				value: input[key],
				issues: []
			}, ctx);
			if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
			else handlePropertyResult(r, payload, key, input, optin, optout);
		}
		if (!catchall) return proms.length ? Promise.all(proms).then(() => payload) : payload;
		return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
	};
});
function handleUnionResults(results, final, inst, ctx) {
	for (const result of results) if (result.issues.length === 0) {
		final.value = result.value;
		return final;
	}
	const nonaborted = results.filter((r) => !aborted(r));
	if (nonaborted.length === 1) {
		final.value = nonaborted[0].value;
		return nonaborted[0];
	}
	final.issues.push({
		code: "invalid_union",
		input: final.value,
		inst,
		errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
	});
	return final;
}
const $ZodUnion = /*@__PURE__*/ $constructor("$ZodUnion", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
	defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
	defineLazyInternal(inst, "values", (zod) => {
		if (zod.def.options.every((o) => o._zod.values)) return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
	});
	defineLazyInternal(inst, "pattern", (zod) => {
		if (zod.def.options.every((o) => o._zod.pattern)) {
			const patterns = zod.def.options.map((o) => o._zod.pattern);
			return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
		}
	});
	const first = def.options.length === 1 ? def.options[0]._zod.run : null;
	inst._zod.parse = (payload, ctx) => {
		if (first) return first(payload, ctx);
		let async = false;
		const results = [];
		for (const option of def.options) {
			const result = option._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) {
				results.push(result);
				async = true;
			} else {
				if (result.issues.length === 0) return result;
				results.push(result);
			}
		}
		if (!async) return handleUnionResults(results, payload, inst, ctx);
		return Promise.all(results).then((results) => {
			return handleUnionResults(results, payload, inst, ctx);
		});
	};
});
const $ZodRecord = /*@__PURE__*/ $constructor("$ZodRecord", (inst, def) => {
	$ZodType.init(inst, def);
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!isPlainObject$2(input)) {
			payload.issues.push({
				expected: "record",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		const proms = [];
		const values = def.keyType._zod.values;
		if (values && !def.partial) {
			payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
			const recordKeys = /* @__PURE__ */ new Set();
			for (const key of values) if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
				recordKeys.add(typeof key === "number" ? key.toString() : key);
				if (key === "__proto__") continue;
				const keyResult = def.keyType._zod.run({
					value: key,
					issues: []
				}, ctx);
				if (keyResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
				if (keyResult.issues.length) {
					payload.issues.push({
						code: "invalid_key",
						origin: "record",
						issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
						input: key,
						path: [key],
						inst
					});
					continue;
				}
				const outKey = keyResult.value;
				if (outKey === "__proto__") continue;
				const result = def.valueType._zod.run({
					value: input[key],
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((result) => {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}));
				else {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}
			}
			let unrecognized;
			for (const key in input) if (!recordKeys.has(key)) {
				if (def.mode === "loose") {
					if (key === "__proto__") continue;
					payload.value[key] = input[key];
				} else {
					unrecognized = unrecognized ?? [];
					unrecognized.push(key);
				}
			}
			if (unrecognized && unrecognized.length > 0) payload.issues.push({
				code: "unrecognized_keys",
				input,
				inst,
				keys: unrecognized,
				continue: true
			});
		} else {
			payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
			let unrecognized;
			for (const key of Reflect.ownKeys(input)) {
				if (key === "__proto__") continue;
				if (!Object.prototype.propertyIsEnumerable.call(input, key)) continue;
				let keyResult = def.keyType._zod.run({
					value: key,
					issues: []
				}, ctx);
				if (keyResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
				if (typeof key === "string" && number$2.test(key) && keyResult.issues.length) {
					const retryResult = def.keyType._zod.run({
						value: Number(key),
						issues: []
					}, ctx);
					if (retryResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
					if (retryResult.issues.length === 0) keyResult = retryResult;
				}
				if (keyResult.issues.length) {
					if (def.mode === "loose") payload.value[key] = input[key];
					else if (values) {
						unrecognized = unrecognized ?? [];
						unrecognized.push(key);
					} else payload.issues.push({
						code: "invalid_key",
						origin: "record",
						issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
						input: key,
						path: [key],
						inst
					});
					continue;
				}
				const outKey = keyResult.value;
				if (outKey === "__proto__") continue;
				const result = def.valueType._zod.run({
					value: input[key],
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((result) => {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}));
				else {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}
			}
			if (unrecognized && unrecognized.length > 0) payload.issues.push({
				code: "unrecognized_keys",
				input,
				inst,
				keys: unrecognized,
				continue: true
			});
		}
		if (proms.length) return Promise.all(proms).then(() => payload);
		return payload;
	};
});
const $ZodEnum = /*@__PURE__*/ $constructor("$ZodEnum", (inst, def) => {
	$ZodType.init(inst, def);
	const values = getEnumValues(def.entries);
	const valuesSet = new Set(values);
	inst._zod.values = valuesSet;
	defineLazyInternal(inst, "pattern", (zod) => {
		const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
		return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (valuesSet.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values,
			input,
			inst
		});
		return payload;
	};
});
const $ZodLiteral = /*@__PURE__*/ $constructor("$ZodLiteral", (inst, def) => {
	$ZodType.init(inst, def);
	const values = new Set(def.values);
	inst._zod.values = values;
	defineLazyInternal(inst, "pattern", (zod) => {
		const vals = zod.def.values;
		return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (values.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values: def.values,
			input,
			inst
		});
		return payload;
	};
});
function handleOptionalResult(payload, result) {
	payload.value = result.issues.length ? void 0 : result.value;
	return payload;
}
const $ZodOptional = /*@__PURE__*/ $constructor("$ZodOptional", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
	inst._zod.optout = "optional";
	defineLazyInternal(inst, "values", (zod) => {
		const values = zod.def.innerType._zod.values;
		return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
	});
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === void 0) {
			if (def.innerType._zod.optin !== "defaulted") return payload;
			const result = def.innerType._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) return result.then((result) => handleOptionalResult(payload, result));
			return handleOptionalResult(payload, result);
		}
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodExactOptional = /*@__PURE__*/ $constructor("$ZodExactOptional", (inst, def) => {
	$ZodOptional.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
	inst._zod.parse = (payload, ctx) => {
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodNullable = /*@__PURE__*/ $constructor("$ZodNullable", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
	});
	defineLazyInternal(inst, "values", (zod) => {
		return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === null) return payload;
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodDefault = /*@__PURE__*/ $constructor("$ZodDefault", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "defaulted";
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		if (payload.value === void 0) {
			payload.value = def.defaultValue;
			/**
			* $ZodDefault returns the default value immediately in forward direction.
			* It doesn't pass the default value into the validator ("prefault"). There's no reason to pass the default value through validation. The validity of the default is enforced by TypeScript statically. Otherwise, it's the responsibility of the user to ensure the default is valid. In the case of pipes with divergent in/out types, you can specify the default on the `in` schema of your ZodPipe to set a "prefault" for the pipe.   */
			return payload;
		}
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then((result) => handleDefaultResult(result, def));
		return handleDefaultResult(result, def);
	};
});
function handleDefaultResult(payload, def) {
	if (payload.value === void 0) payload.value = def.defaultValue;
	return payload;
}
const $ZodCustom = /*@__PURE__*/ $constructor("$ZodCustom", (inst, def) => {
	$ZodCheck.init(inst, def);
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _) => {
		return payload;
	};
	inst._zod.check = (payload) => {
		const input = payload.value;
		const r = def.fn(input);
		if (r instanceof Promise) return r.then((r) => handleRefineResult(r, payload, input, inst));
		handleRefineResult(r, payload, input, inst);
	};
});
function handleRefineResult(result, payload, input, inst) {
	if (!result) {
		const _iss = {
			code: "custom",
			input,
			inst,
			path: [...inst._zod.def.path ?? []],
			continue: !inst._zod.def.abort
		};
		if (inst._zod.def.params) _iss.params = inst._zod.def.params;
		payload.issues.push(issue(_iss));
	}
}

// node_modules/zod/v4/core/registries.js
var _a;
var $ZodRegistry = class {
	constructor() {
		this._map = /* @__PURE__ */ new WeakMap();
		this._idmap = /* @__PURE__ */ new Map();
	}
	add(schema, ..._meta) {
		const meta = _meta[0];
		this._map.set(schema, meta);
		if (meta && typeof meta === "object" && "id" in meta) this._idmap.set(meta.id, schema);
		return this;
	}
	clear() {
		this._map = /* @__PURE__ */ new WeakMap();
		this._idmap = /* @__PURE__ */ new Map();
		return this;
	}
	remove(schema) {
		const meta = this._map.get(schema);
		if (meta && typeof meta === "object" && "id" in meta) this._idmap.delete(meta.id);
		this._map.delete(schema);
		return this;
	}
	get(schema) {
		const p = schema._zod.parent;
		if (p) {
			const pm = { ...this.get(p) ?? {} };
			delete pm.id;
			const f = {
				...pm,
				...this._map.get(schema)
			};
			return Object.keys(f).length ? f : void 0;
		}
		return this._map.get(schema);
	}
	has(schema) {
		return this._map.has(schema);
	}
};
function registry() {
	return new $ZodRegistry();
}
(_a = globalThis).__zod_globalRegistry ?? (_a.__zod_globalRegistry = registry());
const globalRegistry = globalThis.__zod_globalRegistry;

// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
	if (def.checks) def.checks = [...def.checks];
	return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
	return new Class(snapshotChecks({
		type: "string",
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _url(Class, params) {
	return new Class({
		type: "string",
		format: "url",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class, params) {
	return new Class({
		type: "string",
		format: "datetime",
		check: "string_format",
		offset: false,
		local: false,
		precision: null,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _number(Class, params) {
	return new Class(snapshotChecks({
		type: "number",
		checks: [],
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _int(Class, params) {
	return new Class({
		type: "number",
		check: "number_format",
		abort: false,
		format: "safeint",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
	return new Class({
		type: "boolean",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class) {
	return new Class({ type: "unknown" });
}
// @__NO_SIDE_EFFECTS__
function _never(Class, params) {
	return new Class({
		type: "never",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
	return new $ZodCheckMaxLength({
		check: "max_length",
		...normalizeParams(params),
		maximum
	});
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
	return new $ZodCheckMinLength({
		check: "min_length",
		...normalizeParams(params),
		minimum
	});
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
	return new $ZodCheckLengthEquals({
		check: "length_equals",
		...normalizeParams(params),
		length
	});
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
	return new $ZodCheckRegex({
		check: "string_format",
		format: "regex",
		...normalizeParams(params),
		pattern
	});
}
// @__NO_SIDE_EFFECTS__
function _custom(Class, fn, _params) {
	const norm = normalizeParams(_params);
	norm.abort ?? (norm.abort = true);
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...norm
	});
}
// @__NO_SIDE_EFFECTS__
function _refine(Class, fn, _params) {
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...normalizeParams(_params)
	});
}
// @__NO_SIDE_EFFECTS__
function describe$1(description) {
	const ch = new $ZodCheck({ check: "describe" });
	ch._zod.onattach = [(inst) => {
		const existing = globalRegistry.get(inst) ?? {};
		globalRegistry.add(inst, {
			...existing,
			description
		});
	}];
	ch._zod.check = () => {};
	return ch;
}

// node_modules/zod/v4/mini/schemas.js
const ZodMiniType = /*@__PURE__*/ $constructor("ZodMiniType", (inst, def) => {
	if (!inst._zod) throw new Error("Uninitialized schema in ZodMiniType.");
	$ZodType.init(inst, def);
	inst.def = def;
	inst.type = def.type;
}, {
	get with() {
		return this.check;
	},
	set with(value) {
		own(this, "with", value);
	},
	parse(data, params) {
		return parse$2(this, data, params, { callee: this.parse });
	},
	parseAsync(data, params) {
		return parseAsync(this, data, params, { callee: this.parseAsync });
	},
	safeParse(data, params) {
		return safeParse(this, data, params);
	},
	safeParseAsync(data, params) {
		return safeParseAsync(this, data, params);
	},
	check(...checks) {
		const def = this.def;
		return this.clone({
			...def,
			checks: [...def.checks ?? [], ...checks.map((ch) => typeof ch === "function" ? { _zod: {
				check: ch,
				def: { check: "custom" },
				onattach: []
			} } : ch)]
		}, { parent: true });
	},
	clone(_def, params) {
		return clone(this, _def, params);
	},
	brand() {
		return this;
	},
	register(reg, meta) {
		reg.add(this, meta);
		return this;
	},
	apply(fn, ...args) {
		return args.length === 0 ? fn(this) : fn(this, ...args);
	}
});
const ZodMiniString = /*@__PURE__*/ $constructor("ZodMiniString", (inst, def) => {
	$ZodString.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function string(params) {
	return _string(ZodMiniString, params);
}
const ZodMiniStringFormat = /*@__PURE__*/ $constructor("ZodMiniStringFormat", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	ZodMiniString.init(inst, def);
});
const ZodMiniURL = /*@__PURE__*/ $constructor("ZodMiniURL", (inst, def) => {
	$ZodURL.init(inst, def);
	ZodMiniStringFormat.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function url$1(params) {
	return _url(ZodMiniURL, params);
}
const ZodMiniNumber = /*@__PURE__*/ $constructor("ZodMiniNumber", (inst, def) => {
	$ZodNumber.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function number$1(params) {
	return _number(ZodMiniNumber, params);
}
const ZodMiniNumberFormat = /*@__PURE__*/ $constructor("ZodMiniNumberFormat", (inst, def) => {
	$ZodNumberFormat.init(inst, def);
	ZodMiniNumber.init(inst, def);
});
function int(params) {
	return _int(ZodMiniNumberFormat, params);
}
const ZodMiniBoolean = /*@__PURE__*/ $constructor("ZodMiniBoolean", (inst, def) => {
	$ZodBoolean.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function boolean(params) {
	return _boolean(ZodMiniBoolean, params);
}
const ZodMiniUnknown = /*@__PURE__*/ $constructor("ZodMiniUnknown", (inst, def) => {
	$ZodUnknown.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function unknown$1() {
	return _unknown(ZodMiniUnknown);
}
const ZodMiniNever = /*@__PURE__*/ $constructor("ZodMiniNever", (inst, def) => {
	$ZodNever.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function never(params) {
	return _never(ZodMiniNever, params);
}
const ZodMiniArray = /*@__PURE__*/ $constructor("ZodMiniArray", (inst, def) => {
	$ZodArray.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function array(element, params) {
	return new ZodMiniArray({
		type: "array",
		element,
		...normalizeParams(params)
	});
}
const ZodMiniObject = /*@__PURE__*/ $constructor("ZodMiniObject", (inst, def) => {
	$ZodObject.init(inst, def);
	ZodMiniType.init(inst, def);
	installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
});
// @__NO_SIDE_EFFECTS__
function object(shape, params) {
	const def = {
		type: "object",
		shape: shape ?? {},
		...normalizeParams(params)
	};
	return new ZodMiniObject(def);
}
// @__NO_SIDE_EFFECTS__
function strictObject(shape, params) {
	return new ZodMiniObject({
		type: "object",
		shape,
		catchall: /* @__PURE__ */ never(),
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function looseObject(shape, params) {
	return new ZodMiniObject({
		type: "object",
		shape,
		catchall: /* @__PURE__ */ unknown$1(),
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function extend(schema, shape) {
	return extend$1(schema, shape);
}
const ZodMiniUnion = /*@__PURE__*/ $constructor("ZodMiniUnion", (inst, def) => {
	$ZodUnion.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function union(options, params) {
	return new ZodMiniUnion({
		type: "union",
		options,
		...normalizeParams(params)
	});
}
const ZodMiniRecord = /*@__PURE__*/ $constructor("ZodMiniRecord", (inst, def) => {
	$ZodRecord.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function record(keyType, valueType, params) {
	if (!valueType || !valueType._zod) return new ZodMiniRecord({
		type: "record",
		keyType: /* @__PURE__ */ string(),
		valueType: keyType,
		...normalizeParams(valueType)
	});
	return new ZodMiniRecord({
		type: "record",
		keyType,
		valueType,
		...normalizeParams(params)
	});
}
const ZodMiniEnum = /*@__PURE__*/ $constructor("ZodMiniEnum", (inst, def) => {
	$ZodEnum.init(inst, def);
	ZodMiniType.init(inst, def);
	inst.options = [...inst._zod.values];
});
// @__NO_SIDE_EFFECTS__
function _enum(values, params) {
	const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
	return new ZodMiniEnum({
		type: "enum",
		entries,
		...normalizeParams(params)
	});
}
const ZodMiniLiteral = /*@__PURE__*/ $constructor("ZodMiniLiteral", (inst, def) => {
	$ZodLiteral.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function literal(value, params) {
	return new ZodMiniLiteral({
		type: "literal",
		values: Array.isArray(value) ? value : [value],
		...normalizeParams(params)
	});
}
const ZodMiniOptional = /*@__PURE__*/ $constructor("ZodMiniOptional", (inst, def) => {
	$ZodOptional.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function optional(innerType) {
	return new ZodMiniOptional({
		type: "optional",
		innerType
	});
}
const ZodMiniExactOptional = /*@__PURE__*/ $constructor("ZodMiniExactOptional", (inst, def) => {
	$ZodExactOptional.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function exactOptional(innerType) {
	return new ZodMiniExactOptional({
		type: "optional",
		innerType
	});
}
const ZodMiniNullable = /*@__PURE__*/ $constructor("ZodMiniNullable", (inst, def) => {
	$ZodNullable.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function nullable(innerType) {
	return new ZodMiniNullable({
		type: "nullable",
		innerType
	});
}
// @__NO_SIDE_EFFECTS__
function nullish(innerType) {
	return /* @__PURE__ */ optional(/* @__PURE__ */ nullable(innerType));
}
const ZodMiniDefault = /*@__PURE__*/ $constructor("ZodMiniDefault", (inst, def) => {
	$ZodDefault.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function _default(innerType, defaultValue) {
	return new ZodMiniDefault({
		type: "default",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
const ZodMiniCustom = /*@__PURE__*/ $constructor("ZodMiniCustom", (inst, def) => {
	$ZodCustom.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function custom(fn, _params) {
	return _custom(ZodMiniCustom, fn ?? (() => true), _params);
}
// @__NO_SIDE_EFFECTS__
function refine(fn, _params = {}) {
	return _refine(ZodMiniCustom, fn, _params);
}
const describe = describe$1;

// node_modules/zod/v4/mini/iso.js
const ZodMiniISODateTime = /*@__PURE__*/ $constructor("ZodMiniISODateTime", (inst, def) => {
	$ZodISODateTime.init(inst, def);
	ZodMiniStringFormat.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function datetime(params) {
	return _isoDateTime(ZodMiniISODateTime, params);
}

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
		reason: REASONS[codeOf$1(error)] ?? "service-failed",
		needed,
		detail: sentenceOf(error)
	};
}

// src/ci/github/access-reader.ts
const text$2 = string();
const number = number$1();
const flag = boolean();
const optionalText$1 = optional(text$2);
const optionalNumber = optional(number);
const optionalFlag = optional(flag);
const User$1 = nullish(object({
	login: text$2,
	id: number,
	type: optionalText$1
}));
const CollaboratorPermission = object({
	permission: text$2,
	role_name: optionalText$1,
	user: User$1
});
const ReviewsOfRun = array(object({
	state: text$2,
	comment: nullish(text$2),
	environments: array(object({ name: optionalText$1 })),
	user: User$1
}));
const Environment$1 = object({
	id: number,
	name: text$2,
	protection_rules: optional(array(object({
		type: text$2,
		wait_timer: optionalNumber,
		prevent_self_review: optionalFlag,
		reviewers: optional(array(object({
			type: optionalText$1,
			reviewer: optional(object({
				id: number,
				login: optionalText$1,
				slug: optionalText$1,
				type: optionalText$1
			}))
		})))
	}))),
	deployment_branch_policy: nullish(object({
		protected_branches: flag,
		custom_branch_policies: flag
	})),
	can_admins_bypass: optionalFlag
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
		role: (reply.role_name ?? reply.permission).slice(0, 100)
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
		environment: (environment.name ?? "").slice(0, 300),
		state: review.state.slice(0, 100),
		user: review.user ? accountFrom(review.user) : { login: "ghost" },
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
			throw new DoorlogError("attestation-refused", `The attestation was not uploaded: ${sentenceOf(error)}${mendOf(error)}`, { cause: error });
		}
	} };
}
/** Only a refusal speaks of permissions: a service that is down needs none. */
function mendOf(error) {
	return codeOf$1(error) === "api-denied" || codeOf$1(error) === "api-not-found" ? " It takes permissions: attestations: write." : "";
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
var VERSION$2 = "0.0.0-development";
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
	headers: { "user-agent": `octokit-graphql.js/${VERSION$2} ${getUserAgent()}` },
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
const VERSION$1 = "7.0.8";

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
const userAgentTrail = `octokit-core.js/${VERSION$1} ${getUserAgent()}`;
var Octokit = class {
	static VERSION = VERSION$1;
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
			const path = parsed.error.issues[0]?.path.join(".");
			throw new DoorlogError("http-reply-invalid", `${SERVICE} answered ${route} with something else than it documents${path ? ` (at “${path}”)` : ""}.`, { cause: parsed.error });
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
/** No longer than the record takes it. */
const fullName = string().check(_maxLength(300));
const Repository = object({
	id: number$1(),
	full_name: fullName,
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
			full_name: fullName
		}))
	}),
	base: object({
		ref: string().check(_maxLength(1e3)),
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
/**
* Events for which GITHUB_SHA is a merge that GitHub made and signed itself:
* https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
*/
const MERGE_EVENTS = /* @__PURE__ */ new Set([
	"pull_request",
	"pull_request_review",
	"pull_request_review_comment"
]);
/** Puts together what the runner's variables, the event and the runner's own inputs say. */
function jobFacts(variables, event, claims) {
	const pipeline = pipelineFrom(variables, event, claims);
	const runner = runnerFrom(variables);
	const people = peopleFrom(variables, event);
	const commit = (variables.event !== void 0 && MERGE_EVENTS.has(variables.event) ? event?.pull_request?.head.sha : void 0) ?? variables.sha;
	return {
		pipeline,
		runner,
		people,
		...commit && { sha: commit },
		gaps: gapsOf(people, event),
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
function gapsOf(people, event) {
	const gaps = [];
	const miss = (pointer, needed) => gaps.push({
		pointer,
		reason: "not-available",
		needed
	});
	if (people.initiator === void 0) miss("/people/initiator", "a runner that sets GITHUB_ACTOR");
	if (event === void 0) miss("/people/sender", "a readable event file");
	return gaps;
}
function defined(value) {
	return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== void 0));
}

// src/model/visibility.ts
/** Who can see a repository. */
const Visibility = _enum([
	"public",
	"private",
	"internal"
]);

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
		reason: signature.state.toLowerCase().slice(0, 100),
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

// src/model/primitives.ts
/**
* Text with checks, made at once and with shared checks: `z.string().check(…)` makes the schema twice and each check anew,
* and a hook makes hundreds of them before it does anything.
*/
function textThat(...checks) {
	return new ZodMiniString({
		type: "string",
		checks
	});
}
const shared = /* @__PURE__ */ new Map();
function once(name, make) {
	const known = shared.get(name);
	if (known) return known;
	const made = make();
	shared.set(name, made);
	return made;
}
function notLongerThan(maxLength) {
	return once(`at most ${maxLength}`, () => _maxLength(maxLength));
}
function matching(pattern) {
	return once(String(pattern), () => _regex(pattern));
}
/** An identifier: always text, because numbers turn into doubles in other tools. */
function id() {
	return textThat(once("not empty", () => _minLength(1)), notLongerThan(200));
}
/** Text that somebody else wrote, bounded. */
function text$1(maxLength = 1e3) {
	return textThat(notLongerThan(maxLength));
}
/** A moment in RFC 3339, UTC, as `Date.prototype.toISOString` prints it. */
function time() {
	return datetime();
}
/** SHA-256 in lower-case hex. */
function sha256() {
	return textThat(matching(/^[0-9a-f]{64}$/));
}
/** A git object id, SHA-1 or SHA-256. */
function gitObjectId() {
	return textThat(matching(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
}
/** A JSON Pointer (RFC 6901) into the record. */
function pointer() {
	return textThat(matching(/^(\/[^/]*)+$/), notLongerThan(300));
}

// src/ci/github/overview-reply.ts
const text = string();
const login = string().check(_maxLength(100));
const objectId$1 = gitObjectId();
const optionalText = optional(text);
const maybeText = nullish(text);
const maybeNumber = nullish(number$1());
const Actor = nullish(object({
	login,
	databaseId: maybeNumber
}));
/** A file's content as GraphQL gives it. */
const Blob = nullish(object({
	__typename: text,
	text: maybeText,
	byteSize: optional(number$1()),
	isTruncated: optional(boolean()),
	isBinary: nullish(boolean())
}));
const PolicyCommit = nullish(object({
	__typename: text,
	oid: optional(objectId$1),
	file: nullish(object({ object: Blob }))
}));
const GitActor = nullish(object({
	name: maybeText,
	email: maybeText,
	date: maybeText,
	user: Actor
}));
const Commit = nullish(object({
	__typename: text,
	oid: optional(objectId$1),
	tree: optional(object({ oid: objectId$1 })),
	parents: optional(object({ nodes: nullish(array(nullable(object({ oid: objectId$1 })))) })),
	messageHeadline: optionalText,
	committedDate: optionalText,
	author: GitActor,
	committer: GitActor,
	signature: nullish(object({
		isValid: boolean(),
		state: text,
		payload: text,
		signature: text,
		wasSignedByGitHub: boolean(),
		verifiedAt: maybeText,
		signer: Actor
	}))
}));
const Environment = nullish(object({
	databaseId: maybeNumber,
	name: text,
	protectionRules: object({ nodes: nullish(array(nullable(object({
		type: text,
		timeout: number$1(),
		preventSelfReview: nullish(boolean()),
		reviewers: object({ nodes: nullish(array(nullable(object({
			__typename: text,
			login: optionalText,
			slug: optionalText,
			databaseId: maybeNumber
		})))) })
	})))) })
}));
/** GitHub's reply to the overview query; GraphQL tells its errors beside partial data, with status 200. */
const OverviewReply = object({
	data: nullish(object({
		repository: nullish(object({
			databaseId: maybeNumber,
			visibility: optionalText,
			defaultBranchRef: nullish(object({
				name: text,
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
		type: optionalText,
		path: optional(array(union([text, number$1()]))),
		message: text
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
		workflowFile: textOf$2(workflow) ?? refused(reply, ["repository", "workflow"]),
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
	const text = textOf$2(commit.file.object);
	if (text === void 0) return refused(reply, path);
	return text.ok ? {
		ok: true,
		value: {
			commit: commit.oid,
			text: text.value
		}
	} : text;
}
function textOf$2(blob) {
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
	const reviewers = (review?.reviewers.nodes ?? []).flatMap((reviewer) => reviewer ? [reviewer] : []).sort((a, b) => (a.databaseId ?? 0) - (b.databaseId ?? 0));
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
const NUMBER = /^[1-9]\d{0,19}$/;
const OBJECT_ID$1 = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const ADDRESS$1 = /^(?=.{1,200}$)https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i;
/** Names are no longer than the record takes them. */
const NAME$1 = /^[^\0]{1,100}$/s;
const LONG_NAME = /^[^\0]{1,300}$/s;
const PLAIN$1 = /^[^\0]{1,1000}$/s;
const ANYTHING = /^/;
/** The form of each variable, where it is more than a line of text. */
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
	repositoryOwner: NAME$1,
	event: NAME$1,
	actor: NAME$1,
	triggeringActor: NAME$1,
	actionRepository: LONG_NAME,
	actionRef: LONG_NAME,
	runnerName: LONG_NAME,
	runnerOs: NAME$1,
	runnerArch: NAME$1,
	trackingId: NAME$1,
	imageOs: NAME$1,
	imageVersion: NAME$1,
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
/**
* Reads the runner's variables, each by its form (a table of patterns: it is read at every start, before anything else), and says in
* one sentence each what is missing or malformed.
*/
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
		problems: [...complaint$1(REQUIRED.filter((name) => variables[name] === void 0 && !malformed.includes(VARIABLES[name])).map((name) => VARIABLES[name]), "missing from the environment"), ...complaint$1(malformed, "not of the form that the runner gives it")]
	};
}
function complaint$1(names, what) {
	if (names.length === 0) return [];
	const be = names.length === 1 ? "is" : "are";
	return [new DoorlogError("environment-invalid", `${names.join(", ")} ${be} ${what}; run Doorlog as a step of a GitHub Actions job and do not overwrite what the runner sets.`)];
}

// src/model/field.ts
/** The class and description of every field of the record; a field without an entry has that of the nearest one above. */
const fields = registry();
/** A field that may stand in a public attestation. */
function shown$1(schema, description) {
	fields.add(schema, {
		view: "public",
		description
	});
	return schema;
}
/** A field for those who may read the repository. */
function forMembers(schema, description) {
	fields.add(schema, {
		view: "members",
		description
	});
	return schema;
}
/** A field that never leaves the organisation's log. */
function logOnly(schema, description) {
	fields.add(schema, {
		view: "log",
		description
	});
	return schema;
}
/** A field for what people write as they like; never public, and cleared even of what only looks like a secret. */
function words(schema, description) {
	fields.add(schema, {
		view: "log",
		description,
		freeText: true
	});
	return schema;
}

// src/model/oidc-claims.ts
const claim = () => shown$1(text$1(), "Claim of the identity token");
const memberClaim = () => forMembers(text$1(), "Claim of the identity token");
/** Claims of GitHub's identity token that are kept; the rest is dropped. */
const OidcClaims = object({
	iss: optional(claim()),
	sub: optional(claim()),
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
});

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
/** Nothing in it is or may hold a secret: addresses are shown. */
const ADDRESS = /^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i;
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
	if (!URL.canParse(url) || !ADDRESS.test(url)) throw new DoorlogError("input-invalid", `Input ${input} must be an address that starts with https:// or http://, with no user name, password, query or fragment in it.`);
	return url.replace(/\/+$/, "");
}
function hostOf$1(serverUrl) {
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

// src/core/canonical.ts
/**
* The RFC 8785 canonical JSON text of a value: keys in UTF-16 order, no white space, numbers as ECMAScript prints them.
* Members that are `undefined` are left out, as JSON does. Raises `internal` for what JSON or RFC 8785 can't hold:
* numbers that are not finite, text with half a surrogate pair, functions.
*/
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
	return `{${Object.entries(value).filter(([, member]) => member !== void 0).sort(([a], [b]) => a < b ? -1 : 1).map(([key, member]) => `${canonicalize(key)}:${canonicalize(member)}`).join(",")}}`;
}
/** SHA-256 of text (as UTF-8) or bytes, in lower-case hex. */
function sha256Hex(data) {
	return createHash("sha256").update(data).digest("hex");
}
/** SHA-256 in hex of a value's canonical form: the same for equal values, whatever the order of their keys. */
function digestOf(value) {
	return sha256Hex(canonicalize(value));
}

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

// src/core/free-text.ts
/**
* Where people write what they like, as paths into a record, `*` standing for items; what lies below belongs to it. The
* schema marks the same fields, and a test holds the two together: the schema itself is too much to load for a start.
*/
const FREE_TEXT = [
	"/pipeline/workflow",
	"/pipeline/matrix",
	"/pipeline/command",
	"/pipeline/directory",
	"/people/author/name",
	"/people/committer/name",
	"/source/headline",
	"/source/verification/payload",
	"/source/remote",
	"/approvals/*/comment",
	"/gaps/*/detail"
];
/** Whether a path into a record, `*` standing for items, is one of free text. */
function isFreeText(path) {
	return FREE_TEXT.some((free) => path === free || path.startsWith(`${free}/`));
}

// src/core/redaction.ts
const SHORTEST_SECRET = 4;
/** What stands where a secret was. */
const MASK = "***";
/** A time or a digest: part of it may look like a short password, and with a mask in it no record could be read back. */
const MACHINE_MADE = /^\d{4}-\d\d-\d\dT[\d:.]{8,16}Z$|^([0-9a-f]{40}|[0-9a-f]{64})$/;
/**
* A redactor for the given secrets: each as it stands, line by line where it has several, and as JSON, URL-encoding and
* Base64 would print it. Values of fewer than 4 characters are left alone: they would blank out ordinary words. A guess
* never changes who, where and what a record is about: it is taken out of sentences and of the fields of free text, and
* only where no other field of the record is the very same.
*/
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
/** The longest first, so that no part of one is left where another is part of it. */
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
/** Names under which people keep secrets in the environment. */
const SECRET_NAME = /TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|AUTH(?!OR(?!IZ))|DSN|CONNECTION_STRING/i;
/** Shorter values would blank out ordinary words. */
const SHORTEST = 8;
/** Variables whose names sound like secrets, and whose values are addresses or names that the record must show. */
const PLAIN = /* @__PURE__ */ new Set([
	"ACTIONS_ID_TOKEN_REQUEST_URL",
	"GIT_AUTHOR_NAME",
	"GIT_AUTHOR_EMAIL",
	"GITHUB_TOKEN_PERMISSIONS"
]);
/** Variables with which the runner hands tokens to actions. */
const HANDED = ["ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_RUNTIME_TOKEN"];
/** Variables that say which job this is, where, for whom: public, whatever else has the same value. */
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
/** Whether text of that name (a variable, an option) is likely to be a secret. */
function soundsSecret(name) {
	return SECRET_NAME.test(name) && !PLAIN.has(name);
}
/**
* What must not be shown: for certain the inputs that are secrets, the tokens that the runner gives to actions and the
* passwords of proxies, and by their names the values of other variables. Any step can set a variable for those after
* it, so neither hides a fact of the job, such as its repository.
*/
function secretValues(env, secrets) {
	const facts = FACTS.flatMap((name) => env[name] || []);
	const given = Object.entries(secrets).flatMap(([key, value]) => value && key !== "elasticsearchUsername" ? [value] : []);
	const handed = [...HANDED.flatMap((name) => env[name] || []), ...proxyPasswords(env)];
	const isInFact = (value) => facts.some((fact) => fact.includes(value));
	const known = /* @__PURE__ */ new Set([...given, ...handed.filter((value) => !isInFact(value))]);
	const named = Object.entries(env).flatMap(([name, value]) => value && soundsSecret(name) && !isWord(value) ? [value] : []);
	const guessed = new Set([...handed, ...named].filter((value) => !known.has(value) && !facts.includes(value)));
	return {
		known: [...known],
		guessed: [...guessed]
	};
}
/** `production`, `contents`: a name that says secret often has a plain word for its value. */
function isWord(value) {
	return value.length < SHORTEST || /^[A-Za-z]{1,15}$/.test(value);
}
/** Both as it is written and as it is meant; an address without a scheme is one all the same. */
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
/** Passwords with a bare percent sign are common, and no URL encoding. */
function decoded$1(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

// src/net/proxy.ts
/**
* Opens a TLS connection to an https URL through an HTTP proxy (CONNECT, RFC 9110, 9.3.6).
* Raises `http-connection` where the proxy can't be reached or refuses, with its status.
*/
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
/** Host and port of a proxy, as Node's own client takes them. */
function proxyAddress(proxy) {
	return {
		host: hostOf(proxy),
		port: proxy.port || (proxy.protocol === "https:" ? 443 : 80)
	};
}
/** The header by which a proxy knows us, where its address has credentials. */
function proxyAuthorization(proxy) {
	if (!proxy.username && !proxy.password) return {};
	const credentials = `${decoded(proxy.username)}:${decoded(proxy.password)}`;
	return { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
}
/** Passwords with a bare percent sign are common, and no URL encoding. */
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

// src/net/retry.ts
const FIRST_WAIT = 200;
const LONGEST_WAIT = 8e3;
/** Milliseconds to wait before the attempt after this one: Retry-After where the server gave it, else full jitter. */
function backoff(attempt, retryAfter) {
	const asked = retryAfterMilliseconds(retryAfter);
	if (asked !== void 0) return asked;
	return Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
}
/** Reads a Retry-After header, seconds or a date (RFC 9110, 10.2.3), into milliseconds. */
function retryAfterMilliseconds(value) {
	if (value === void 0) return void 0;
	if (/^\d+$/.test(value)) return Number(value) * 1e3;
	const date = Date.parse(value);
	return Number.isNaN(date) ? void 0 : Math.max(0, date - Date.now());
}
/** Whether a failed exchange is worth another attempt: broken connections are, certificates and sizes are not. */
function isPassing(error) {
	return codeOf$1(error) === "http-connection";
}
/** Waits, or ends early when the signal fires. */
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

// src/net/surroundings.ts
/** Reads the proxy variables as curl does: lower case goes before upper case, and plain HTTP_PROXY is believed too. */
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
/** The proxy for a URL, or undefined where it is reached directly. Loopback addresses never go through a proxy. */
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
	return (noProxy ?? "").split(/[\s,]+/).filter(Boolean).some((entry) => matches(entry.toLowerCase(), host.toLowerCase(), port));
}
/** An entry is a name or address with or without a port; an IPv6 address with a port stands in brackets. */
function matches(entry, host, port) {
	if (entry === "*") return true;
	if (entry.replace(/^\[|\]$/g, "") === host) return true;
	const [, name = "", entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
	if (entryPort !== void 0 && entryPort !== port) return false;
	const suffix = name.replace(/^\*?\./, "").replace(/^\[|\]$/g, "");
	return host === suffix || host.endsWith(`.${suffix}`);
}

// src/net/http.ts
const DEFAULT_TIMEOUT = 1e4;
const DEFAULT_MAX_BYTES = 10485760;
const DEFAULT_RETRIES = 2;
const DEFAULT_RETRY_STATUSES = [
	429,
	500,
	502,
	503,
	504
];
/**
* The only speaker of HTTP: kept-alive connections, proxy and private certificate authorities as `surroundings` say,
* one deadline over all attempts, full-jitter retries that obey Retry-After, bounded replies.
* The certificate of a server is always checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says.
*/
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
/** Milliseconds on a clock that nobody sets; `performance` would load eleven modules of Node for the same. */
function monotonic() {
	return process.uptime() * 1e3;
}
/**
* node:http is fetched as a built-in object, never imported: its ESM namespace touches every lazy getter and so loads
* the whole of undici (2.6 times bare Node instead of 1.1). node:https and its TLS are loaded for the first https URL.
*/
function createTransport(surroundings) {
	const agents = /* @__PURE__ */ new Map();
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
			...surroundings.ca && { ca: [...surroundings.ca] }
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
	try {
		abort.signal.throwIfAborted();
		const body = typeof request.body === "string" ? Buffer.from(request.body) : request.body;
		const headers = {
			"user-agent": "doorlog",
			...request.headers,
			...body && { "content-length": String(body.byteLength) }
		};
		return await roundTrip(await transport.open(url, {
			method: request.method,
			timeout,
			headers
		}, abort.signal), body, request.maxBytes ?? DEFAULT_MAX_BYTES, abort.signal, request.service);
	} catch (error) {
		throw abort.signal.aborted ? abort.signal.reason : asDoorlogError(error, request, url);
	} finally {
		clearTimeout(timer);
		request.signal?.removeEventListener("abort", outer);
	}
}
function roundTrip(client, body, maxBytes, signal, service) {
	return new Promise((resolve, reject) => {
		const stop = () => client.destroy(signal.reason);
		signal.addEventListener("abort", stop, { once: true });
		const settle = (finish) => {
			signal.removeEventListener("abort", stop);
			finish();
		};
		client.once("error", (error) => settle(() => reject(error)));
		client.once("response", (incoming) => {
			readBody(incoming, maxBytes, service).then((bytes) => settle(() => resolve({
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
async function readBody(incoming, maxBytes, service) {
	const chunks = [];
	let size = 0;
	for await (const chunk of incoming) {
		size += chunk.length;
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
/** The original error's own message is not repeated: it may quote headers or the address with its query. */
function asDoorlogError(error, request, url) {
	if (error instanceof DoorlogError) return error;
	const code = error.code;
	const name = typeof code === "string" ? code : "no reply";
	return /CERT|SELF_SIGNED|ISSUER|ALTNAME|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH|CRL|INVALID_(CA|PURPOSE)/.test(name) ? new DoorlogError("http-tls", `The certificate of ${request.service} at ${url.host} is not trusted (${name}); name its authority in NODE_EXTRA_CA_CERTS.`, { cause: error }) : new DoorlogError("http-connection", `${request.service} at ${url.host} could not be reached (${name}).`, { cause: error });
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

// src/sinks/spool-file.ts
/** These end up in logs, ids and file names, and anybody in the job could have written them. */
const word = () => string().check(_regex(/^[\w.:-]{1,200}$/));
const line = () => string().check(_regex(/^\P{Cc}{0,2000}$/u));
const SpoolFile = object({
	spoolVersion: literal(1),
	recordId: word(),
	phase: word(),
	digest: word(),
	time: datetime(),
	bundle: exactOptional(string()),
	document: custom((value) => typeof value === "object" && value !== null && !Array.isArray(value))
});
const JournalLine = object({
	sink: line(),
	key: optional(_enum([
		"unused",
		"tried",
		"taken",
		"spare-tried"
	])),
	delivery: optional(object({
		sink: line(),
		status: _enum([
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
/** Reads an entry's file as text that anybody may have changed: its digest must be that of its document. */
function parseEntry(text, digestOf) {
	const parsed = safeParse(SpoolFile, jsonOf(text));
	if (!parsed.success) return { fault: "It is not an entry of this spool, or it broke off." };
	const { recordId, phase, digest, time, document, bundle } = parsed.data;
	if (safeDigest(document, digestOf) !== digest) return { fault: "Its document is not the one that its digest names." };
	if (bundle !== void 0 && jsonOf(bundle) === void 0) return { fault: "Its bundle is not JSON." };
	return { entry: {
		recordId,
		phase,
		digest,
		time,
		document,
		...bundle !== void 0 && { bundle }
	} };
}
/** Reads a journal, in which the last word on each sink holds; lines that broke off say nothing. */
function parseJournal(text) {
	const keys = /* @__PURE__ */ new Map();
	const done = /* @__PURE__ */ new Map();
	for (const line of text.split("\n")) {
		const parsed = line === "" ? void 0 : safeParse(JournalLine, jsonOf(line)).data;
		if (parsed === void 0) continue;
		if (parsed.key !== void 0) keys.set(parsed.sink, parsed.key);
		if (parsed.delivery?.sink === parsed.sink) done.set(parsed.sink, parsed.delivery);
	}
	return {
		keys,
		done: [...done.values()]
	};
}
function jsonOf(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function safeDigest(document, digestOf) {
	try {
		return digestOf(document);
	} catch {
		return;
	}
}

// src/sinks/spool.ts
const ENTRY = ".entry.json";
const JOURNAL = ".journal.jsonl";
/**
* A spool in a folder of its own (mode 0700): for each entry a file that never changes (mode 0600, written beside and
* renamed) and a journal of attempts that only grows. Whatever can't be used is reported and left where it is.
* All methods raise `spool-failed`.
* Synchronous inside: for a few small files a round through the thread pool costs more than the work itself.
*/
function createSpool({ folder, digestOf }) {
	return {
		folder,
		put: (entry) => attempt("written to", () => put(entry)),
		list: () => attempt("read", list),
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
		const name = keyOf$1(entry);
		const known = readText$1(join(folder, name + ENTRY));
		if (known !== void 0) {
			const parsed = parseEntry(known, digestOf);
			if ("entry" in parsed && keyOf$1(parsed.entry) === name) return {
				entry,
				...journalOf(name)
			};
			renameSync(join(folder, name + ENTRY), join(folder, `${name}.${random()}.broken${ENTRY}`));
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
		for (const name of namesIn(folder).filter((each) => each.endsWith(ENTRY)).sort()) {
			const file = join(folder, name);
			const parsed = readEntry(file, digestOf);
			if ("fault" in parsed) broken.push({
				file,
				reason: parsed.fault
			});
			else {
				const key = keyOf$1(parsed.entry);
				found.set(key, {
					entry: parsed.entry,
					...journalOf(key)
				});
			}
		}
		return {
			entries: [...found.values()].sort((a, b) => momentOf(a) - momentOf(b)),
			broken
		};
	}
	function journalOf(name) {
		return parseJournal(readText$1(join(folder, name + JOURNAL)) ?? "");
	}
	/** A line end on both sides, so that a line that broke off in a crash spoils only itself. */
	function append(entry, line) {
		mkdirSync(folder, {
			recursive: true,
			mode: 448
		});
		const file = openSync(join(folder, keyOf$1(entry) + JOURNAL), "a", 384);
		try {
			writeFileSync(file, `\n${JSON.stringify(line)}\n`);
		} finally {
			closeSync(file);
		}
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
/** A file name for an entry that any file system takes, however long or strange its parts are. */
function keyOf$1({ recordId, phase, digest }) {
	return createHash("sha256").update(JSON.stringify([
		recordId,
		phase,
		digest
	])).digest("hex").slice(0, 40);
}
function readEntry(file, digestOf) {
	try {
		return parseEntry(readFileSync(file, "utf8"), digestOf);
	} catch (cause) {
		return { fault: `It could not be read (${systemCodeOf(cause) ?? "unexpected fault"}).` };
	}
}
/** Entries without a usable time come first: they can't wait for anything. */
function momentOf({ entry }) {
	return Date.parse(entry.time) || 0;
}
function writeWhole(path, text) {
	const beside = `${path}.${random()}.tmp`;
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
function readText$1(path) {
	try {
		return readFileSync(path, "utf8");
	} catch (cause) {
		if (systemCodeOf(cause) === "ENOENT") return void 0;
		throw cause;
	}
}
function namesIn(folder) {
	try {
		return readdirSync(folder);
	} catch (cause) {
		if (systemCodeOf(cause) === "ENOENT") return [];
		throw cause;
	}
}
function random() {
	return randomBytes(4).toString("hex");
}

// src/version.ts
/** Version of Doorlog, the same as in package.json. */
const VERSION = "0.1.0";

// src/compose.ts
/** Wires one hook together; nothing is sent yet, and what is heavy is loaded when it is needed. */
function composeHook({ env, inputs, configuration, saved, logger }) {
	const { variables, problems: variableProblems } = readVariables(env);
	const problems = [...inputs.problems, ...variableProblems].map(problemOf);
	const event = readEvent(variables, problems);
	const facts = withSurroundings(jobFacts(variables, event, inputs.claims), env);
	const head = headFrom(facts, variables);
	const http = createHttp(restoreSurroundings(saved?.surroundings, env));
	const redactor = createRedactor(secretValues(env, { ...inputs.secrets }));
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
	const client = createGitHubClient({
		http,
		apiUrl,
		graphqlUrl,
		token: inputs.secrets.token ?? ""
	});
	const offered = identityFrom(variables, configuration, http);
	if (offered && saved?.idTokenOffered === false) problems.push(problemOf(plantedOffer()));
	const identity = saved?.idTokenOffered === false ? void 0 : offered;
	const instance = instanceFor(configuration, server, void 0);
	if (instance instanceof DoorlogError && inputs.problems.length === 0) problems.push(problemOf(instance));
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
			logger: quiet,
			observers: {
				clock: { now: () => /* @__PURE__ */ new Date() },
				repository: createRepositoryReader(client, repository),
				access: createAccessReader(client, repository),
				claims: () => claimsOf(identity),
				tokenPermissions: () => tokenPermissions(facts, variables)
			},
			sinks: () => createSinks(configuration, inputs, http, {
				facts,
				hasIdentity: identity !== void 0
			}, quiet),
			spool: createSpool({
				folder: join(folder, "spool"),
				digestOf
			}),
			salt: () => randomBytes(32).toString("hex"),
			redact: (value) => redactor.value(value),
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
/** The runner offers a token to a whole job or not at all. */
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

// src/core/judge.ts
/** The evidence that the rules of a policy declare. */
function evidenceFor(policy) {
	return new Set(policy.rules.flatMap(({ rule }) => rule.evidence));
}
const RANK$1 = {
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
	return b !== void 0 && RANK$1[b] > RANK$1[a] ? b : a;
}
/** Judges a record by every rule of a policy. The order of the rules changes nothing but the order of the results. */
function judge$1(record, policy, strictness, history) {
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
/** Who said a thing rather than what was said. */
const IGNORED = /^\/access\/token\/permissions\/[^/]+\/source$/;
/** The longest pointer that a record takes; what lies deeper is compared as a whole. */
const LONGEST_POINTER = 300;
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
/**
* Free text out of which something was taken can't be compared: what is a secret by its name only may have been set, or
* set otherwise, between the two snapshots.
*/
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
/**
* Judges by the policy that was chosen; without one, nothing is said and `on-error` decides about the reason. Where the
* policy was replaced while the job ran, both judge and the stricter verdict counts.
*/
function verdictFor(record, choice, inputs) {
	if (!("policy" in choice)) return {
		policy: {
			origin: "none",
			repository: choice.repository
		},
		...inputs,
		verdict: "unknown",
		results: []
	};
	const verdict = verdictBy(record, choice.policy, inputs);
	const later = choice.changedTo && verdictBy(record, choice.changedTo, inputs);
	return later && weight(later) > weight(verdict) ? later : verdict;
}
function verdictBy(record, policy, inputs) {
	return judge$1(record, policy, combineStrictness(inputs, policy));
}
function weight(verdict) {
	return (isRefused(verdict) ? 10 : 0) + [
		"pass",
		"unknown",
		"fail"
	].indexOf(verdict.verdict);
}

// src/pipeline/deliver.ts
/** How long a sink may take to give up once its time is over, in milliseconds. */
const GRACE = 100;
/** What has to be assumed of a key once an attempt has begun and nothing more is heard of it. */
const AFTER_A_CRASH = {
	unused: "tried",
	tried: "tried",
	taken: "spare-tried",
	"spare-tried": "spare-tried"
};
/**
* Delivers entries to all sinks side by side, to each sink in the order given, and says how each entry fared at each
* sink. Entries are on disk before the first attempt; a sink that has an entry by the spool's account is asked again only
* if it is idempotent: what it has may have been swept away since. What is not through in time is `pending` and stays in the spool. Never raises.
*/
async function deliver(entries, surroundings) {
	const { sinks, spool, timeout, logger, signal } = surroundings;
	if (entries.length === 0 || sinks.length === 0) return [];
	const deadline = startDeadline(timeout, signal);
	try {
		const spooled = [];
		for (const entry of entries) spooled.push(await putSafely(spool, entry, logger));
		const bySink = await Promise.all(sinks.map((sink) => deliverInOrder(sink, spooled, spool, logger, deadline)));
		const deliveries = spooled.flatMap((_, index) => bySink.flatMap((each) => each[index] ?? []));
		for (const delivery of deliveries) tell(delivery, logger);
		return deliveries;
	} finally {
		deadline.clear();
	}
}
/** Starts to deliver; what is not through when the caller has waited long enough stays in the spool. */
function announce(entries, surroundings) {
	const stop = new AbortController();
	const outer = surroundings.signal;
	const signal = outer === void 0 ? stop.signal : AbortSignal.any([outer, stop.signal]);
	const delivering = deliver(entries, {
		...surroundings,
		signal
	});
	return { async finish(wait) {
		const timer = setTimeout(() => stop.abort(), wait);
		try {
			return await delivering;
		} finally {
			clearTimeout(timer);
		}
	} };
}
function startDeadline(timeout, outer) {
	const controller = new AbortController();
	const { signal } = controller;
	const end = () => controller.abort();
	const timer = setTimeout(end, timeout);
	let grace;
	const over = new Promise((resolve) => {
		signal.addEventListener("abort", () => {
			grace = setTimeout(resolve, GRACE);
		});
	});
	outer?.addEventListener("abort", end, { once: true });
	if (outer?.aborted) end();
	return {
		signal,
		over,
		clear() {
			clearTimeout(timer);
			clearTimeout(grace);
			outer?.removeEventListener("abort", end);
		}
	};
}
/** A spool that can't be written to is no reason to keep the record from the log. */
async function putSafely(spool, entry, logger) {
	try {
		return await spool.put(entry);
	} catch (error) {
		logger.warn(`${sentenceOf(error)} The record is delivered all the same, but a failed delivery can't be replayed.`);
		return {
			entry,
			keys: /* @__PURE__ */ new Map(),
			done: []
		};
	}
}
async function deliverInOrder(sink, spooled, spool, logger, deadline) {
	const deliveries = [];
	for (const known of spooled) {
		const { recordId, phase, digest } = known.entry;
		const delivery = await deliverOne(sink, known, spool, logger, deadline);
		deliveries.push({
			...delivery,
			recordId,
			phase,
			digest
		});
	}
	return deliveries;
}
async function deliverOne(sink, { entry, keys, done }, spool, logger, { signal, over }) {
	const earlier = done.find((delivery) => delivery.sink === sink.name && isStored(delivery));
	if (earlier !== void 0 && !sink.idempotent) return earlier;
	if (signal.aborted) return earlier ?? outOfTime(sink);
	const key = keys.get(sink.name) ?? "unused";
	const noteKey = (state) => note(() => spool.markKey(entry, sink.name, state), logger);
	await noteKey(AFTER_A_CRASH[key]);
	const attempt = deliverSafely(sink, entry, {
		signal,
		key,
		noteKey
	});
	const delivery = await Promise.race([attempt, over.then(() => outOfTime(sink))]);
	if (isStored(delivery)) await note(() => spool.markDone(entry, delivery), logger);
	return delivery;
}
async function deliverSafely(sink, entry, options) {
	try {
		return await sink.deliver(entry, options);
	} catch (error) {
		const what = codeOf$1(error) === "internal" ? "It failed in an unexpected way." : sentenceOf(error);
		return {
			sink: sink.name,
			status: "failed",
			reason: what
		};
	}
}
async function note(action, logger) {
	try {
		await action();
	} catch (error) {
		logger.warn(sentenceOf(error));
	}
}
function outOfTime(sink) {
	return {
		sink: sink.name,
		status: "pending",
		reason: "It was not through in time."
	};
}
/** Whether the sink has the entry, so that there is nothing left to do. */
function isStored({ status }) {
	return status === "delivered" || status === "already-there" || status === "conflict";
}
function tell({ sink, status, phase, reason }, logger) {
	if (status === "delivered" || status === "already-there") return;
	logger.warn(`Sink ${sink}, ${phase} record ${status}: ${reason ?? "no reason given."}`);
}

// src/core/why-missing.ts
const NOT_SHOWN = "GitHub does not show it to this token";
const WHY = {
	"rate-limited": "the rate limit of GitHub’s API is used up; run the job again later",
	"service-failed": "GitHub’s API failed or could not be reached; run the job again",
	"not-permitted": NOT_SHOWN,
	"not-found": NOT_SHOWN,
	"input-invalid": "it is not what it should be"
};
/**
* Why something could not be seen, in our own words, without a full stop. What a service said may quote anything, so it
* is shown nowhere: it stands in the gap’s `detail`, which only the log holds.
*/
function whyMissing(reason) {
	return reason in WHY ? WHY[reason] : NOT_SHOWN;
}
/** Whether a fact is missing for a fault that may pass, rather than for a right that it takes. */
function mayPass(reason) {
	return reason === "rate-limited" || reason === "service-failed";
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
/** A problem for each service that kept facts back, once per answer; what it said stays in the log. */
function problemsOfGaps(record) {
	const failed = record.gaps.filter(({ reason }) => mayPass(reason));
	return [...new Map(failed.map((gap) => [`${gap.reason} ${gap.detail ?? gap.needed}`, gap])).values()].map(problemOfGap);
}
function problemOfGap({ pointer, reason }) {
	return {
		kind: "service",
		code: reason === "rate-limited" ? "api-rate-limited" : "http-status",
		message: `${pointer} could not be observed: ${whyMissing(reason)}.`
	};
}
/** A problem for each entry that a sink does not have, or has beside another of the same key. */
function problemsOfDeliveries(deliveries, sinks) {
	return deliveries.filter(({ status }) => status === "failed" || status === "pending" || status === "conflict").map(({ sink, status, phase, reason }) => ({
		kind: status !== "conflict" && sinks.find(({ name }) => name === sink)?.required ? "required" : "service",
		code: "delivery-failed",
		message: `The ${phase} record ${status === "conflict" ? "met a conflict" : "did not arrive"} at the sink “${sink}”: ${reason ?? status}`
	}));
}
/** Problems as they may be shown: a sentence may quote a file, a branch or a service, and with them a secret. */
function showable(problems, { redact }) {
	return problems.map((problem) => ({
		...problem,
		message: redact(problem.message)
	}));
}

// src/model/severity.ts
/** How bad a finding is. */
const Severity = _enum([
	"low",
	"medium",
	"high",
	"critical"
]);

// src/model/policy.ts
/** Where a repository keeps its policy, on its default branch. */
const POLICY_PATH = ".github/doorlog.yml";
/** A rule as a policy asks for it. */
const PolicyRule = strictObject({
	id: text$1(100),
	severity: optional(Severity),
	params: optional(record(string(), unknown$1()))
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

// src/nearest.ts
/** The known word that a mistyped one most likely meant, or undefined where none is close. */
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
/** A sentence part: ` Did you mean “x”?`, or nothing. */
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

// src/core/rule.ts
const LONGEST_MESSAGE = 500;
/** Makes a rule from its definition, so that the catalogue need not know what parameters each takes. */
function defineRule(definition) {
	return {
		...definition,
		judge: (record, { params, history }) => definition.judge(record, {
			params: definition.params.parse(params),
			history
		})
	};
}
/** Nothing found. */
function pass(message, evidence) {
	return {
		result: "pass",
		message,
		evidence
	};
}
/** Something found, and where it can be mended. */
function fail(message, evidence, locations = []) {
	return {
		result: "fail",
		message: shortened(message),
		evidence,
		...locations.length > 0 && { locations }
	};
}
/** A workflow file can make a list of findings longer than a record takes; evidence and locations still hold them all. */
function shortened(message) {
	return message.length > LONGEST_MESSAGE ? `${message.slice(0, 499).toWellFormed()}…` : message;
}
/** Not seen: the gap at or above the missing fact says why. */
function unknown(record, pointer) {
	const gap = gapFor(record.gaps, pointer);
	return {
		result: "unknown",
		message: `${pointer} could not be seen (${gap ? `${gap.reason}: ${gap.needed}` : "nothing was observed there"}).`,
		evidence: [pointer]
	};
}
/** The gap that explains why nothing stands at a pointer: its own, or that of a part above it. */
function gapFor(gaps, pointer) {
	return gaps.find((gap) => pointer === gap.pointer || pointer.startsWith(`${gap.pointer}/`));
}

// src/core/same-environment.ts
/** Whether two names are those of one environment: GitHub's are not case-sensitive. */
function isSameEnvironment(a, b) {
	return a !== void 0 && b !== void 0 && a.toLowerCase() === b.toLowerCase();
}

// src/core/rules/approver-is-not-initiator.ts
/** Nobody lets himself in: compares immutable ids, so that a renamed account is still the same person. */
const approverIsNotInitiator = defineRule({
	id: "approver-is-not-initiator",
	title: "A deployment is approved by someone else",
	why: "An approval by the person who started or re-ran the job is no second pair of eyes.",
	mend: "Let another reviewer approve, and switch on “Prevent self-review” in the environment’s protection rules.",
	severity: "high",
	evidence: [
		"people",
		"environment",
		"approvals"
	],
	params: strictObject({}),
	judge(record) {
		const environment = record.pipeline.environment;
		if (environment === void 0) {
			if (!(gapFor(record.gaps, "/pipeline/environment")?.reason === "not-applicable")) return unknown(record, "/pipeline/environment");
			return pass("The job deploys to no environment.", ["/pipeline/environment"]);
		}
		if (record.approvals === void 0) return unknown(record, "/approvals");
		const { initiator, rerunner } = record.people;
		const approvals = record.approvals.map(({ user, ...approval }, index) => ({
			...approval,
			user,
			pointer: `/approvals/${index}/user`
		})).filter((approval) => isSameEnvironment(approval.environment, environment) && approval.state === "approved");
		for (const { user, pointer } of approvals) {
			if (isSame(user, initiator)) return fail(`${user.login} started the job and approved its deployment to ${environment}.`, [pointer, "/people/initiator"]);
			if (isSame(user, rerunner) && !approvals.some((other) => isSomebodyElse(other.user, rerunner))) return fail(`${user.login} re-ran the job and approved its deployment to ${environment}.`, [pointer, "/people/rerunner"]);
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
/** GitHub lists the approvals of all attempts without saying which belongs to which. */
function ambiguous(environment) {
	return {
		result: "unknown",
		message: `Whoever re-ran the job approved ${environment} in some attempt, and so did somebody else; GitHub does not say which approval let this attempt in.`,
		evidence: ["/approvals", "/people/rerunner"]
	};
}
/** An administrator's bypass leaves no other mark that a job could see. */
function unapproved(environment) {
	return {
		result: "unknown",
		message: `Nobody is recorded as having approved ${environment}, and somebody has to: the rule was bypassed, or it is newer than the job.`,
		evidence: ["/approvals", "/protections/environment/reviewersRequired"]
	};
}
function isSomebodyElse(account, person) {
	return account.id !== void 0 && person?.id !== void 0 && account.id !== person.id;
}
function isSame(a, b) {
	return a.id !== void 0 && a.id === b?.id;
}

// src/core/rules/audit-is-enforced.ts
/** Nothing passes over a failing audit step. */
const auditIsEnforced = defineRule({
	id: "audit-is-enforced",
	title: "The audit step can fail the job",
	why: "With `continue-on-error` on the audit step a refused job runs on as if nothing had been said.",
	mend: "Remove `continue-on-error` from the audit step; to try Doorlog out without failing jobs use `mode: audit`.",
	severity: "high",
	evidence: ["workflow-file"],
	params: strictObject({}),
	judge(record) {
		const enforcement = record.enforcement;
		if (enforcement === void 0) return unknown(record, "/enforcement");
		const evidence = ["/enforcement/continueOnError"];
		const locations = [{
			file: enforcement.file,
			line: enforcement.line
		}];
		switch (enforcement.continueOnError) {
			case "yes": return fail("The audit step has continue-on-error: what it refuses is not held back.", evidence, locations);
			case "expression": return fail("The audit step’s continue-on-error is an expression, so it may not hold anything back.", evidence, locations);
			case "no": return pass("The audit step can fail the job.", evidence);
		}
	}
});

// src/core/rules/audit-is-first.ts
/** The audit step comes first, and a refused start holds the others back. */
const auditIsFirst = defineRule({
	id: "audit-is-first",
	title: "The audit step is the job’s first",
	why: "The pre of a step above runs before the record begins; a step with `if: always()` runs though the start was refused.",
	mend: "Move the audit step to the top; let a step that must run after a failure name a step that ran (`always() && steps.build.outcome != ‘skipped’`), or accept such steps by the parameter `allow-after-refusal`.",
	severity: "medium",
	evidence: ["workflow-file"],
	params: strictObject({ "allow-after-refusal": optional(boolean().check(describe("Accepts steps that run after a refused start, for jobs that must clean up in any case."))) }),
	judge(record, { params }) {
		const enforcement = record.enforcement;
		if (enforcement === void 0) return unknown(record, "/enforcement");
		const { file, line, position, unguardedSteps } = enforcement;
		if (position > 0) return fail(`The audit step is number ${position + 1} of the job.`, ["/enforcement/position"], [{
			file,
			line
		}]);
		if (unguardedSteps.length > 0 && params["allow-after-refusal"] !== true) {
			const lines = unguardedSteps.map((step) => step.line);
			const where = lines.length === 1 ? `line ${lines[0]} runs` : `lines ${lines.join(", ")} run`;
			return fail(`The step${lines.length === 1 ? "" : "s"} in ${where} even when the start is refused.`, ["/enforcement/unguardedSteps"], unguardedSteps.map((step) => ({
				file,
				line: step.line
			})));
		}
		return pass("The audit step is the job’s first.", ["/enforcement/position"]);
	}
});

// src/core/rules/commit-is-verified.ts
/** The commit that the job runs on bears a signature that GitHub found good. */
const commitIsVerified = defineRule({
	id: "commit-is-verified",
	title: "The commit is signed and verified",
	why: "Author and committer of an unsigned commit are whatever its maker typed.",
	mend: "Sign commits (GPG, SSH or S/MIME) with a key that the account has uploaded, or merge on GitHub, which signs.",
	severity: "high",
	evidence: ["commit"],
	params: strictObject({}),
	judge(record) {
		const verification = record.source.verification;
		if (verification === void 0) return unknown(record, "/source/verification");
		const commit = record.source.commit?.slice(0, 12) ?? "The commit";
		return verification.verified ? pass(`${commit} is verified.`, ["/source/verification"]) : fail(`${commit} is not verified: ${verification.reason}.`, ["/source/verification"]);
	}
});

// src/model/access-level.ts
/** What a scope of the token allows. */
const AccessLevel = _enum([
	"none",
	"read",
	"write"
]);

// src/core/rules/token-is-least-privilege.ts
const Params = strictObject({ allow: optional(record(string(), AccessLevel).check(describe("The widest set of scopes that a job may have; left out, only write-all is refused."))) });
const RANK = {
	none: 0,
	read: 1,
	write: 2
};
/** The job's token can do no more than it must. */
const tokenIsLeastPrivilege = defineRule({
	id: "token-is-least-privilege",
	title: "The job’s token has no more rights than it needs",
	why: "Every step, and everything that a step downloads, can use the token with all its rights.",
	mend: "Give the job a `permissions:` block that lists only what its steps use.",
	severity: "medium",
	evidence: ["token", "workflow-file"],
	params: Params,
	judge(record, { params }) {
		const token = record.access.token;
		if (token?.shorthand === "write-all") return fail("The workflow file grants write-all.", ["/access/token/shorthand"], locationOf(record));
		if (token?.permissions === void 0) return unknown(record, "/access/token/permissions");
		return params.allow ? judgeAgainst(params.allow, record, token.permissions) : judgeUnbounded(record, token.permissions);
	}
});
function judgeAgainst(allow, record, permissions) {
	const widest = new Map([["metadata", "read"], ...Object.entries(allow)]);
	const wider = Object.entries(permissions).map(([scope, permission]) => ({
		scope,
		level: permission.observed ?? permission.declared ?? "none"
	})).filter(({ scope, level }) => RANK[level] > RANK[widest.get(scope) ?? "none"]);
	if (wider.length === 0) return pass("The token has no scope beyond the allowed ones.", ["/access/token/permissions"]);
	const list = wider.map(({ scope, level }) => `${scope}: ${level}`).join(", ");
	return fail(`The token has more than the policy allows: ${list}.`, wider.map(({ scope }) => `/access/token/permissions/${scope}`), locationOf(record));
}
/** Without a list, only a token that may write nearly everywhere is refused: that is write-all by another way. */
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
		return (permission?.observed ?? permission?.declared) === "write";
	}) ? fail("The token may write to every part of the repository.", ["/access/token/permissions"], locationOf(record)) : pass("The token is not granted write-all.", ["/access/token/permissions"]);
}
function locationOf(record) {
	const place = record.access.token?.declaredIn;
	return place ? [{
		file: place.file,
		line: place.line
	}] : [];
}

// src/core/rules/catalogue.ts
const RULES = [
	approverIsNotInitiator,
	commitIsVerified,
	tokenIsLeastPrivilege,
	auditIsEnforced,
	auditIsFirst
];
/** Every rule there is, in the order in which they are listed. */
function catalogue() {
	return RULES;
}
/** The rule with an id. */
function findRule(id) {
	return RULES.find((rule) => rule.id === id);
}

// src/core/plain-value.ts
/** Wider than YAML's own patterns of numbers: what looks like one and is not a small whole one is left to the library. */
const NUMBER_LIKE = /^[-+]?\.?\d[\d.eE+-]*$|^0[xo]|^[-+]?\.(?:inf|nan)$/i;
const WHOLE = /^(?:0|-?[1-9]\d{0,14})$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
/**
* The value of a tree by the core schema of YAML 1.2 (chapter 10.3), as the library's `toJS` gives it.
* Undefined where that takes more than text, booleans, null and whole numbers, and text as keys.
*/
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
/** Where the value at a path stands, or the nearest one around it. */
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
	return NUMBER_LIKE.test(text) ? void 0 : text;
}

// src/core/plain-line.ts
/** Raised inside the plain reader for anything it leaves to the library; it never gets out of it. */
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
/** The place of a character of a line. */
function placeOf(line, index) {
	return {
		line: line.number,
		column: index + 1
	};
}
/** The index of the first character from `index` on that is not a space. */
function afterSpaces(text, index) {
	let next = index;
	while (text[next] === " ") next++;
	return next;
}
/** Whether nothing but spaces and a comment follows; `index` is behind a token, so a comment needs a space before it. */
function endsAt({ text }, index) {
	const next = afterSpaces(text, index);
	return next === text.length || text[next] === "#" && next > index;
}
/** The key at `index` with the index behind its colon; undefined where no `: ` and no `:` at the end follows a scalar. */
function keyAt(line, index) {
	const { value: word, end } = isQuote(line.text[index]) ? quoted(line.text, index) : plain(line.text, index, BLOCK_STOP);
	if (line.text[end] !== ":") return void 0;
	if (line.text[end + 1] !== void 0 && line.text[end + 1] !== " ") throw new NotPlain();
	return {
		value: keyOf(word),
		end: end + 1
	};
}
/** The scalar or one-line flow collection that is all of the line from `index` on, but for a comment. */
function inlineNode(line, index) {
	const { value, end } = line.text[index] === "[" || line.text[index] === "{" ? flow(line, index, 0) : scalar$1(line, index, BLOCK_STOP);
	if (!endsAt(line, end)) throw new NotPlain();
	return value;
}
/** Ends a plain scalar of a block: a comment, or the colon of a key. */
const BLOCK_STOP = / #|:(?= |$)/g;
/** Ends a plain scalar in brackets; what is odd there ends it too, and is then found not to fit. */
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
			at: placeOf(line, index),
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
			keyAt: placeOf(line, from),
			value
		});
		return behind;
	});
	return {
		value: {
			kind: "map",
			at: placeOf(line, index),
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
	return line.text[index] === "[" || line.text[index] === "{" ? flow(line, index, depth + 1) : scalar$1(line, index, FLOW_STOP);
}
function scalar$1(line, index, stop) {
	const at = placeOf(line, index);
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
/** Line ends other than `\n`, control characters, byte order marks and half characters; document marks and directives. */
const NOT_PLAIN = /(?![\t\n])[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]|^(?:---|\.\.\.|%)/mu;
/**
* Reads the YAML that people write by hand, without the library, which costs most of a bare Node to load.
* What it reads it reads as `readYamlTree` does; it returns undefined, and never raises, for everything else: whatever
* is rare (anchors, tags, scalars over several lines, tabs) or wrong. The library then reads it, or says what is wrong.
*/
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
	/** Goes to the next line with content and returns its indentation; undefined at the end of the file. */
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
	/** A map whose first key stands in the current line, perhaps behind the dash of a list. */
	map(column, depth) {
		const at = placeOf(this.line(), column);
		const entries = /* @__PURE__ */ new Map();
		let next = column;
		while (next === column) {
			const line = this.line();
			const key = keyAt(line, column);
			if (!key || entries.has(key.value)) throw new NotPlain();
			const value = this.value(key.end, column, depth, true);
			entries.set(key.value, {
				keyAt: placeOf(line, column),
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
		const at = placeOf(this.line(), column);
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
	/** What stands behind a colon or dash that ends at `from`; `column` is that of the key or dash. */
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
			at: placeOf(line, start)
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
			at: placeOf(header, start),
			text: textOf$1(content, marks[1] === ">", marks[2]),
			quoted: true
		};
	}
};
function textOf$1(lines, folded, chomping) {
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
/** Few enough that no chain of aliases grows into a bomb; policies and sinks need none at all. */
const MAX_ALIASES = 100;
/**
* Parses YAML 1.2 of somebody else's hand: one document, no duplicate keys, bounded aliases, no custom tags.
* The library is loaded only for what is not written plainly, because it costs half of a bare Node.
* Raises `code`, with file, line and column.
*/
async function parseYaml$1(text, name, code) {
	const fail = ({ line, column }, what, cause) => {
		const sentence = /[.?]$/.test(what) ? what : `${what}.`;
		return new DoorlogError(code, `${name}, line ${line}, column ${column}: ${sentence}`, { cause });
	};
	const tree = readPlainYaml(text);
	const value = tree && plainValue(tree);
	if (!tree || value === void 0) return parseByLibrary(text, fail, await import("./yaml.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1)));
	return {
		value,
		error: (path, what) => fail(placeIn(tree, path), what)
	};
}
function parseByLibrary(text, failAt, yaml) {
	const lines = new yaml.LineCounter();
	const fail = (offset, what, cause) => {
		const { line, col } = offset === void 0 ? {
			line: 1,
			col: 1
		} : lines.linePos(offset);
		return failAt({
			line,
			column: col
		}, what, cause);
	};
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
const MAX_BYTES$3 = 1048576;
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
	if (Buffer.byteLength(text) > MAX_BYTES$3) throw new DoorlogError("policy-invalid", `${name} is larger than 1 MiB; shorten it.`);
	const file = await parseYaml$1(text, name, "policy-invalid");
	const parsed = Policy.safeParse(file.value);
	if (!parsed.success) throw invalid$2(file, parsed.error.issues[0]);
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
	if (!params.success) throw invalid$2(file, params.error.issues[0], [
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
function invalid$2(file, issue, base = []) {
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

// src/core/policy-choice.ts
const NOT_THERE = {
	reason: "not-found",
	needed: "permissions: contents: read"
};
/**
* Chooses the policy at the head of the default branch. Where the very push to it that is being judged changed it, the
* one before the push holds: no commit is judged by a policy that it brings along. What stood on another branch before
* a push is never asked: whoever may push there could have put anything. The end is judged by the policy of the start,
* which the job itself may have replaced since, and by what replaced it too.
*/
async function choosePolicy(overview, repository, judged) {
	if (judged.policyAtStart) return policyOfStart(overview, repository, judged.policyAtStart);
	const head = overview.policy;
	if (!head.ok) return {
		error: unavailable$1(head),
		repository
	};
	const ref = overview.repository.ok ? overview.repository.value.defaultBranch : void 0;
	const before = head.value.commit === judged.sha && judged.ref === `refs/heads/${ref}` ? overview.policyBefore : void 0;
	if (before?.ok === false) return {
		error: unavailable$1(before),
		repository
	};
	return policyIn(before && before.value.text !== head.value.text ? before.value : head.value, repository, ref);
}
async function policyOfStart(overview, repository, atStart) {
	const { policyBefore: then, policy: now } = overview;
	if (!then?.ok) return {
		error: unavailable$1(then ?? NOT_THERE),
		repository
	};
	if (then.value.text === null || sha256Hex(then.value.text) !== atStart.digest) return {
		error: unreadable("policy-unavailable", "the start named another one than its commit holds."),
		repository
	};
	const ref = overview.repository.ok ? overview.repository.value.defaultBranch : void 0;
	const choice = await policyIn(then.value, repository, ref);
	if (!now.ok || now.value.text === then.value.text || "error" in choice) return choice;
	const later = await policyIn(now.value, repository, ref);
	return "policy" in later ? {
		...choice,
		changedTo: later.policy
	} : choice;
}
async function policyIn({ commit, text }, repository, ref) {
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
function unavailable$1({ reason, needed }) {
	const mend = mayPass(reason) ? "" : `; it takes ${needed}`;
	return unreadable(reason === "input-invalid" ? "policy-invalid" : "policy-unavailable", `${whyMissing(reason)}${mend}.`);
}
function unreadable(code, why) {
	return new DoorlogError(code, `The policy ${POLICY_PATH} could not be read from the default branch: ${why}`);
}

// src/core/snapshot-draft.ts
/** What a runner says of every job, and what a certificate claims of it. */
const NAMED_BY_RUNNER = [
	"server",
	"repository",
	"repositoryId",
	"repositoryOwnerId",
	"visibility",
	"workflowRef",
	"workflowSha",
	"jobWorkflowRef",
	"jobWorkflowSha",
	"runId",
	"runAttempt",
	"job",
	"checkRunId",
	"event",
	"ref",
	"sha"
];
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
	function finish() {
		for (const field of NAMED_BY_RUNNER) if (snapshot.pipeline[field] === void 0) gap({
			pointer: `/pipeline/${field}`,
			reason: "not-available",
			needed: "a runner that names it, or id-token: write"
		});
		if (snapshot.runner.environment === void 0) gap({
			pointer: "/runner/environment",
			reason: "not-available",
			needed: "a runner that sets RUNNER_ENVIRONMENT"
		});
		const isFilled = (pointer) => /^\/(pipeline|runner)\//.test(pointer) && isHeld(snapshot, pointer);
		return {
			...snapshot,
			gaps: snapshot.gaps.filter(({ pointer }) => !isFilled(pointer))
		};
	}
	return {
		snapshot,
		gap,
		finish,
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
function isHeld(snapshot, pointer) {
	let at = snapshot;
	for (const key of pointer.split("/").slice(1)) {
		if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return false;
		at = at[key];
	}
	return at !== void 0;
}

// src/core/claimed-pipeline.ts
const OBJECT_ID = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
/** The fields of the pipeline that GitHub's identity token claims too; a claim that is not of its form is left out. */
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

// src/core/snapshot-parts.ts
/** Whether two names are one account’s. */
function sameAs(a, b) {
	return a !== void 0 && a.login === b?.login;
}
/** The repository’s visibility, the commit and its people. */
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
/** What the certificate will claim too and the runner did not name. */
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
/**
* The runner's log as it was read at the start and as it reads now, whichever gives the token more: since the start,
* other steps of the job may have written to it.
*/
function widerOf(now, atStart) {
	if (!atStart) return now;
	const wider = { ...atStart };
	for (const [scope, level] of Object.entries(now.ok ? now.value : {})) if (wider[scope] !== "write") wider[scope] = level;
	return {
		ok: true,
		value: wider
	};
}
/** The roles of those who started and re-ran the job. */
function keepPeople(draft, initiator, rerunner) {
	const { snapshot } = draft;
	if (initiator) {
		const look = ofSamePerson(snapshot.people.initiator, initiator);
		draft.take("/people/initiator/role", "api", look, (seen) => {
			snapshot.people = {
				...snapshot.people,
				initiator: {
					...snapshot.people.initiator,
					...seen
				}
			};
		});
	}
	const { initiator: first, rerunner: second } = snapshot.people;
	if (sameAs(second, first) && first) snapshot.people = {
		...snapshot.people,
		rerunner: first
	};
	else if (rerunner) {
		draft.take("/people/rerunner/role", "api", ofSamePerson(second, rerunner), (seen) => {
			snapshot.people = {
				...snapshot.people,
				rerunner: {
					...second,
					...seen
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
/** A login may have changed hands since the run began: the role of whoever has it now is not that person's. */
function ofSamePerson(person, look) {
	if (!look.ok || person?.id === void 0 || look.value.id === void 0 || look.value.id === person.id) return look;
	return {
		ok: false,
		reason: "not-available",
		needed: "an account that has kept its login since the run began"
	};
}
/** What the workflow file and the runner’s log say of the token and of the audit step. */
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
		const missing = look.ok ? tokenPermissions : look;
		const detail = missing.ok ? void 0 : missing.detail;
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
/**
* The environment's name by the strongest voice: the token's claim, the workflow file, the user's word. Nobody's silence
* outweighs somebody's word, so that a job can't lose its environment by a token that does not name it.
*/
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
/** A job without an environment has nothing there to be seen. */
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
/** Of the run's approvals only those for the job's own environment: what others are let into is another job's door. */
function keepEnvironment(draft, environment, protection, approvals) {
	const { snapshot } = draft;
	draft.take("/protections/environment", "api", protection, (value) => {
		snapshot.protections = { environment: value };
	});
	draft.take("/approvals", "api", approvals, (value) => {
		snapshot.approvals = value.filter((approval) => isSameEnvironment(approval.environment, environment));
	});
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
const MAX_BYTES$2 = 1048576;
const MAX_NODES = 6e5;
const MAX_DEPTH = 100;
/**
* Reads one YAML 1.2 document into a tree in which every node knows its place and aliases are followed.
* Raises `workflow-invalid` for text over 1 MiB, broken YAML, more than one document, merge keys, duplicate keys,
* keys that are not scalars, unknown or circular aliases, and aliases that blow the document up.
*/
function readYamlTree(text, yaml, file) {
	if (text.length > MAX_BYTES$2 || Buffer.byteLength(text) > MAX_BYTES$2) throw new DoorlogError("workflow-invalid", `${file} is larger than 1 MiB (line 1, column 1); make it smaller.`);
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
			text: textOf(source),
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
/** As `parseWorkflow`, for a file that has been read into a tree already. */
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
		const workflow = parseWorkflowTree(await readTree(text, file), file);
		const job = workflow.jobs.get(key);
		if (!job) throw new DoorlogError("workflow-invalid", `${file} has no job “${key}”.`);
		if (job.uses !== void 0) throw new DoorlogError("workflow-invalid", `In ${file} the job “${key}” calls a workflow, so it is another of that name.`);
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
async function readTree(text, file) {
	return readPlainYaml(text) ?? readYamlTree(text, await import("./yaml.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1)), file);
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
	const [policy, declaration] = await Promise.all([choosePolicy(overview, facts.pipeline.repository ?? "", {
		sha: facts.pipeline.sha,
		ref: facts.pipeline.ref,
		policyAtStart: query.policyAtStart
	}), declarationFrom(overview, query)]);
	keepOverview(draft, overview);
	keepPeople(draft, initiator, rerunner);
	draft.take("/access/oidc/claims", "oidc", claims, (value) => {
		draft.snapshot.access.oidc = {
			available: true,
			claims: value
		};
		keepClaimed(draft, value);
	});
	if (!claims.ok) draft.snapshot.access.oidc = { available: claims.reason !== "not-available" };
	keepDeclaration(draft, declaration, widerOf(tokenPermissions, query.permissionsAtStart), query.idTokenOffered);
	const environment = keepEnvironmentName(draft, query.environment, declaration, claims);
	if (environment === null) notApplicable(draft);
	else if (environment !== void 0) {
		const wanted = evidenceOf(policy);
		const [protection, approvals] = await Promise.all([overview.environment && isSameEnvironment(expected?.environment, environment) ? overview.environment : observers.access.environment(environment), earlyApprovals ?? (wanted.has("approvals") && facts.pipeline.runId ? observers.access.approvals(facts.pipeline.runId) : NOT_OBSERVED)]);
		keepEnvironment(draft, environment, protection, approvals);
	} else for (const pointer of ["/protections/environment", "/approvals"]) draft.gap({
		pointer,
		reason: "not-found",
		needed: "the name of the job’s environment"
	});
	return {
		snapshot: draft.finish(),
		policy
	};
}
function evidenceOf(choice) {
	if (!("policy" in choice)) return /* @__PURE__ */ new Set();
	const later = choice.changedTo ? evidenceFor(choice.changedTo) : [];
	return /* @__PURE__ */ new Set([...evidenceFor(choice.policy), ...later]);
}
function overviewQuery({ facts, expected, policyAtStart }) {
	const { pipeline } = facts;
	return {
		sha: facts.sha ?? "",
		policyPath: POLICY_PATH,
		before: policyAtStart?.commit ?? pipeline.before,
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

// src/pipeline/start.ts
/**
* Takes the start snapshot, judges it, announces it to the sinks and waits for them no longer than configured. Nothing is
* signed yet: what binds the start is its arrival in the log and its digest in the end record.
*/
async function start(ports, { head, configuration, query, problems }) {
	const [{ snapshot, policy }, { sinks, problems: sinkProblems }] = await Promise.all([observe(ports.observers, query), ports.sinks()]);
	const bare = startRecord(ports.redact(head), ports.redact(snapshot));
	const verdict = verdictFor(bare, policy, strictnessOf(configuration));
	const record = {
		...bare,
		policy: verdict
	};
	const entry = entryFor(record, snapshot.observedAt);
	const { announceWait: wait } = configuration;
	const deliveries = await announce([entry], {
		sinks,
		spool: ports.spool,
		timeout: wait,
		logger: ports.logger
	}).finish(wait);
	const all = [
		...problems,
		...sinkProblems,
		..."error" in policy ? [problemOf(policy.error)] : [],
		...problemsOfGaps(bare),
		...problemsOfDeliveries(deliveries, sinks).filter(({ kind }) => kind !== "required")
	];
	return {
		record,
		verdict,
		deliveries,
		problems: showable(all, ports),
		refused: isRefused(verdict) || problemsFail(withoutLate(all), verdict),
		entry,
		announcedTo: storesOf(deliveries)
	};
}
/** A store that is late with the start event is no reason to stop the job: the end sends it again. */
function withoutLate(problems) {
	return problems.filter(({ code }) => code !== "delivery-failed");
}
function storesOf(deliveries) {
	return deliveries.filter(isStored).map(({ sink }) => sink);
}

// src/model/configuration.ts
/** A web address with no user name, password, query or fragment in it: it is saved and shown. */
const url = () => url$1().check(_regex(/^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i));
/** What the action is asked to do, without its secrets: safe to keep in the state between hooks. */
const Configuration = strictObject({
	mode: _enum(["enforce", "audit"]),
	onViolation: _enum(["fail", "warn"]),
	onUnknown: _enum([
		"fail",
		"warn",
		"ignore"
	]),
	onError: _enum(["fail", "warn"]),
	attest: _enum([
		"all",
		"deployments",
		"none"
	]),
	sigstore: _enum([
		"auto",
		"public-good",
		"github",
		"custom"
	]),
	fulcioUrl: optional(url()),
	tsaUrl: optional(url()),
	rekorUrl: optional(url()),
	rekorVersion: _enum(["1", "2"]),
	oidcAudience: string().check(_minLength(1), _maxLength(300)),
	sinks: string().check(_maxLength(2e4)),
	announceWait: int().check(_gte(0), _lte(6e4)),
	deliveryTimeout: int().check(_gte(1), _lte(24e4)),
	environment: optional(string().check(_maxLength(300))),
	outputDirectory: optional(string().check(_maxLength(4e3))),
	summary: boolean()
});
/** What the runner fills in anew in each stage; a user can write anything there, so each is a claim. */
const StageClaims = object({
	jobStatus: optional(_enum([
		"success",
		"failure",
		"cancelled"
	])),
	checkRunId: optional(string().check(_regex(/^[1-9]\d{0,19}$/))),
	matrix: optional(record(string(), unknown$1())),
	jobWorkflowRef: optional(string().check(_maxLength(1e3))),
	jobWorkflowSha: optional(string().check(_regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)))
});

// src/action/inputs.ts
/** A longer matrix would not fit into the state beside the rest. */
const LONGEST_MATRIX = 1e4;
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
		const value = text === void 0 ? fallback : typedLike(fallback, text);
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
/** The first issue of each member. */
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
		case "invalid_format": return "an address that starts with http:// or https://, with no user name, password, query or fragment in it";
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
		if (text !== void 0 && text !== "null") values[key] = key === "matrix" ? jsonOrNothing(text) : text;
	}
	const parsed = StageClaims.safeParse(values);
	if (parsed.success) return parsed.data;
	for (const { key } of firstIssues(parsed.error)) delete values[key];
	return StageClaims.parse(values);
}
/** JSON that a record can hold: nothing infinite, endless or too deep to be written down again. */
function jsonOrNothing(text) {
	try {
		const value = text.length > LONGEST_MATRIX ? void 0 : JSON.parse(text);
		canonicalize(value ?? null);
		return value;
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

// src/action/runner-files.ts
/** The largest summary that the runner keeps, in bytes; a larger one it replaces by an error. */
const MAX_SUMMARY = 1048576;
/** Writes the files that the runner named in the environment; where it named none, nothing is written. */
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
/** Name of the one value that the hooks keep. */
const STATE_NAME = "doorlog";
/** A state becomes an environment variable of the next hook, and Windows takes 32,767 characters for all of them. */
const LONGEST_STATE = 2e4;
/** Whether the start event doesn't fit into the state and has to be found in the spool. */
function isTooLong(state) {
	return JSON.stringify(state).length > LONGEST_STATE;
}
/** The text of a state, for the runner to keep; without the start event where that would be too long. */
function stateText(state) {
	if (!isTooLong(state)) return JSON.stringify(state);
	const { start: _, ...rest } = state;
	return JSON.stringify(rest);
}

// src/action/start-stage.ts
/** The start of a job: snapshot, verdict, announcement, state. Answers the exit code of the step. */
async function startStage(env, stage) {
	const console = actionConsole();
	const files = runnerFiles(env);
	const inputs = readInputs(env);
	const { configuration } = inputs;
	const hook = composeHook({
		env,
		inputs,
		configuration,
		saved: void 0,
		logger: console
	});
	const idTokenOffered = stage === "pre" ? Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL) : void 0;
	const result = await start(hook.ports, {
		head: hook.head,
		configuration,
		problems: hook.problems,
		query: {
			...hook.query,
			roles: "all",
			idTokenOffered
		}
	});
	const state = {
		version: 1,
		configuration: {
			...configuration,
			sinks: await savableSinks(configuration.sinks)
		},
		surroundings: saveSurroundings(env),
		start: result.record,
		recordId: hook.head.recordId,
		startDigest: result.entry.digest,
		idTokenOffered: Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL),
		claims: withoutSecrets(inputs.claims, hook.ports),
		announcedTo: [...result.announcedTo],
		checkpoints: []
	};
	if (isTooLong(state)) await hook.ports.spool.put(result.entry).catch((error) => console.warn(hook.ports.redact(sentenceOf(error))));
	files.saveState(STATE_NAME, stateText(state));
	files.setOutput("record-id", hook.head.recordId);
	files.setOutput("start-digest", `sha256:${result.entry.digest}`);
	files.setOutput("verdict", result.verdict.verdict);
	reportFindings(console, result.verdict, void 0);
	reportProblems(console, result.problems, result.verdict);
	console.info(`record ${hook.head.recordId.slice(0, 16)} begun; the policy says ${result.verdict.verdict}.`);
	if (!result.refused) return 0;
	console.error("The start of this job is refused.");
	return 1;
}
/** A claim that holds a secret is not kept: the end is given it anew. */
function withoutSecrets(claims, { redact }) {
	const clean = Object.entries(claims).filter(([, claim]) => JSON.stringify(redact(claim)) === JSON.stringify(claim));
	return Object.fromEntries(clean);
}

// src/ci/github/job-message.ts
/** Longer lines hold scripts and certificates, never one of the facts. */
const LONGEST_LINE = 8192;
/**
* Reads the job message in a worker's diagnostic log, line by line, and keeps only the facts above. The runner prints it
* once, near the top, as indented JSON after `Job message:`. Its masker may have replaced any text by `***`, brackets
* too, so the lines are read by their indentation, which a value can't forge: JSON escapes its line breaks.
* Source: actions/runner, `Worker.cs` and `PipelineContextDataJsonConverter.cs`.
*/
var JobMessageReader = class {
	facts = {};
	/** `before` the message, `inside` it, or `after` it: nothing that follows is ever read. */
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
		else if (indent === 10 && this.section === "contextdata" && key === "k") this.entry = scalar(value) ?? "";
		else if (indent === 10 && this.section === "contextdata" && key === "v") {
			this.keep(`${this.member}/${this.entry}`, value);
			this.entry = "";
		}
	}
	keep(path, written) {
		const fact = factAt(path);
		const value = fact === void 0 ? void 0 : scalar(written);
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
function scalar(written) {
	if (/^\d+$/.test(written)) return written;
	try {
		const value = JSON.parse(written);
		return typeof value === "string" ? value : void 0;
	} catch {
		return;
	}
}

// src/ci/github/worker-log.ts
const MAX_BYTES$1 = 8388608;
/** The message stands within the first few kilobytes; later pages of a long job's log have none. */
const MAX_BYTES_BEFORE_MESSAGE = 1048576;
const MAX_FILES = 20;
/**
* Reads the token's permissions from the worker's own diagnostic log, which stands beside the runner's `externals`.
* Undocumented, so anything unexpected is a reason and never an error. Believed only where run, attempt and job match.
* Trustworthy in pre alone: later, other steps of the job could have written the file. Nothing else of the log, which
* holds the job's whole message, is kept, returned or quoted.
*/
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
	let budget = MAX_BYTES$1;
	let reason = "there is no worker log in the runner’s diagnostic folder";
	for (const name of newestFirst) {
		const read = await readMessage(files, folder.file(name), budget);
		budget -= read.bytes;
		const answer = read.reason === void 0 ? judge(read.reader, query) : { reason: read.reason };
		if ("permissions" in answer || answer.final === true) return "permissions" in answer ? answer : { reason: answer.reason };
		reason = answer.reason;
		if (budget <= 0) return { reason: "no worker log of this job was found within the first 8 MiB" };
	}
	return { reason };
}
function judge({ facts, state }, query) {
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
	const schema = record(string().check(_regex(/^[A-Za-z][A-Za-z-]*$/)), _enum([
		"read",
		"write",
		"none"
	]));
	let levels;
	try {
		levels = parse$2(schema, JSON.parse(`{${inner}}`));
	} catch {
		return;
	}
	const granted = [];
	for (const [scope, level] of Object.entries(levels)) if (level !== "none") granted.push([workflowScope(scope), level]);
	return Object.fromEntries(granted.sort(([a], [b]) => a < b ? -1 : 1));
}
/** `PullRequests` as the runner has it, `pull-requests` as workflow files have it. */
function workflowScope(name) {
	return name.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
}
function diagnosticFolder(execPath) {
	const paths = execPath.includes("\\") ? win32 : posix;
	const externals = paths.dirname(paths.dirname(paths.dirname(execPath)));
	if (paths.basename(externals).toLowerCase() !== "externals") return;
	const path = paths.join(paths.dirname(externals), "_diag");
	return {
		path,
		file: (name) => paths.join(path, name)
	};
}
/** Bytes are read as Latin-1: all that is looked for is ASCII, and no character can be torn between two pieces. */
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
/** Only the system's code: a message could quote what was read. */
function codeOf(error) {
	const code = typeof error === "object" && error !== null && "code" in error ? error.code : void 0;
	return typeof code === "string" && /^[A-Z_]{2,40}$/.test(code) ? code : "unknown cause";
}
/** Synchronous inside: for a few pages of one file a round through the thread pool costs more than the work itself. */
const diskFolder = {
	list: async (folder) => readdirSync(folder),
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
async function parseSinks(text, { paths = "any" } = {}) {
	const configs = (await parseList(text)).map((item, index) => parseSink(item, `sinks[${index}]`));
	const seen = /* @__PURE__ */ new Map();
	for (const [index, config] of configs.entries()) {
		const { name } = config;
		if (config.type === "file" && paths === "absolute" && !isAbsolute(config.path)) throw invalid(`sinks[${index}].path`, `is relative, so that the first checkout would delete the file; give an absolute path outside the workspace, for instance under \${{ runner.temp }}`);
		const earlier = seen.get(name.toLowerCase());
		if (earlier !== void 0) throw invalid(`sinks[${index}].name`, `is ${name}, as sinks[${earlier}] already is; give each sink its own name`);
		seen.set(name.toLowerCase(), index);
	}
	return configs;
}
function parseSink(item, place) {
	if (typeof item !== "object" || item === null || Array.isArray(item)) throw invalid(place, "must be a mapping with a type, such as {\"type\": \"file\", \"path\": \"/var/log/doorlog.jsonl\"}");
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

// src/sinks/registry.ts
/** Makes the sink that a configuration asks for, loading its code only now. Raises `input-invalid`. */
async function createSink(config, surroundings) {
	switch (config.type) {
		case "file": return (await import("./file2.js")).createFileSink(config);
		case "elasticsearch": return (await import("./elasticsearch.js")).createElasticsearchSink(config, surroundings);
	}
}

// src/signing/oidc.ts
/**
* Asks the runner's identity provider for a fresh identity token (a JWT), which lives about 5 minutes.
* Only this request is believed: SIGSTORE_ID_TOKEN and other variables that any step can set are never looked at.
* Raises `oidc-unavailable`.
*/
async function fetchIdToken(request) {
	const reply = await ask(request);
	if (reply.status !== 200) throw unavailable(`answered with status ${reply.status}; give the job the permission id-token: write, or set attest: none`);
	const token = tokenIn(reply.body.toString("utf8"));
	if (token === void 0) throw unavailable("answered with something that holds no token");
	decodeClaims(token);
	return token;
}
/**
* Reads the claims of an identity token. The token's signature is NOT verified: they are what the provider is said to
* have said. Raises `oidc-unavailable` for what is not a JWT with a subject.
*/
function decodeClaims(jwt) {
	const [, payload] = jwt.split(".");
	const parsed = Claims.safeParse(parseJson(Buffer.from(payload ?? "", "base64url").toString("utf8")));
	if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(jwt) || !parsed.success) throw unavailable("gave a token that is not a JWT with a subject");
	const claims = Object.entries(parsed.data).flatMap(([name, value]) => {
		return [
			"string",
			"number",
			"boolean"
		].includes(typeof value) ? [[name, String(value)]] : [];
	});
	return Object.fromEntries(claims);
}
/**
* The claim that Fulcio wants signed as a proof that the key is ours: the e-mail address where the token has one, else
* the subject (github.com/sigstore/fulcio, docs/certificate-issuing.md). Raises `oidc-unavailable`.
*/
function subjectOf(jwt) {
	const { email, sub = "" } = decodeClaims(jwt);
	return email ?? sub;
}
const Claims = looseObject({ sub: string().check(_minLength(1)) });
const TokenReply = object({ value: string().check(_minLength(1)) });
async function ask({ requestUrl, requestToken, audience, http, timeout }) {
	if (!URL.canParse(requestUrl)) throw unavailable("has no usable address; ACTIONS_ID_TOKEN_REQUEST_URL must be as the runner set it");
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
	const parsed = TokenReply.safeParse(parseJson(body));
	return parsed.success ? parsed.data.value : void 0;
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function unavailable(what) {
	return new DoorlogError("oidc-unavailable", `The runner’s identity provider ${what}.`);
}

export { digestOf as $, problemsOfGaps as A, _minLength as At, VERSION as B, catalogue as C, optional as Ct, Severity as D, union as Dt, nearest as E, string as Et, verdictFor as F, problemsFail as Ft, backoff as G, describeSurroundings as H, endRecord as I, DoorlogError as It, soundsSecret as J, pause as K, startRecord as L, codeOf$1 as Lt, strictnessOf as M, safeParse as Mt, deliver as N, actionConsole as Nt, entryFor as O, unknown$1 as Ot, isStored as P, problemOf as Pt, canonicalize as Q, isRefused as R, sentenceOf as Rt, parsePolicy as S, object as St, didYouMean as T, strictObject as Tt, createHttp as U, createSpool as V, surroundingsFrom as W, createRedactor as X, MASK as Y, localRecordIdOf as Z, inputNames as _, boolean as _t, ElasticsearchSinkConfig as a, shown$1 as at, StageClaims as b, looseObject as bt, ServerUrl as c, id as ct, startStage as d, text$1 as dt, sha256Hex as et, STATE_NAME as f, time as ft, reportProblems as g, array as gt, reportFindings as h, _enum as ht, createSink as i, logOnly as it, showable as j, _regex as jt, problemsOfDeliveries as k, _length as kt, parseSinks as l, pointer as lt, runnerFiles as m, datetime as mt, fetchIdToken as n, fields as nt, FileSinkConfig as o, words as ot, stateText as p, Visibility as pt, secretValues as q, subjectOf as r, forMembers as rt, IndexPrefix as s, gitObjectId as st, decodeClaims as t, OidcClaims as tt, readWorkerLogPermissions as u, sha256 as ut, readInputs as v, extend as vt, AccessLevel as w, record as wt, observe as x, number$1 as xt, Configuration as y, literal as yt, composeHook as z, systemCodeOf as zt };