import { t as DoorlogError } from "./errors.js";
import { A as _minLength, C as unknown, O as _lte, T as _gte, _ as optional, a as boolean, b as strictObject, d as literal, g as object, i as array, j as _regex, k as _maxLength, r as _enum, u as int, v as record, w as url$1, x as string } from "./zod.js";
import { t as datetime } from "./zod2.js";
import { f as sha256, p as text } from "./access.js";
import { t as AccessRecord } from "./access-record.js";
import { n as digestOf } from "./canonical.js";
import * as os from "os";
import * as crypto from "crypto";
import * as fs from "fs";

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
const MAX_LENGTH = 4e3;
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
		const text = oneLine(sentence).slice(0, MAX_LENGTH);
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

// src/model/configuration.ts
const url = () => url$1({ protocol: /^https?$/ });
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
	matrix: optional(record(string(), unknown())),
	jobWorkflowRef: optional(string().check(_maxLength(1e3))),
	jobWorkflowSha: optional(string().check(_regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)))
});

// src/model/state.ts
/** How the outside was reached when pre ran; a proxy's credentials and certificates themselves are never kept. */
const SavedSurroundings = strictObject({
	httpsProxy: optional(text(2e3)),
	httpProxy: optional(text(2e3)),
	noProxy: optional(text(4e3)),
	caFile: optional(text(4e3)),
	caDigest: optional(sha256())
});
/** What one hook leaves to the next: one JSON value, untrusted when it is read back, with no secret in it. */
const HookState = strictObject({
	version: literal(1),
	configuration: Configuration,
	surroundings: SavedSurroundings,
	recordId: sha256(),
	/** The start event as its log view; left out where it is too long for an environment variable, and then spooled. */
	start: optional(AccessRecord),
	startDigest: sha256(),
	refused: boolean(),
	/** Names of the log stores that had the start event in time. */
	announcedTo: array(text(200)),
	checkpoints: array(datetime())
});

// src/action/state.ts
/** Name of the one value that the hooks keep. */
const STATE_NAME = "doorlog";
/** A state becomes an environment variable of the next hook, and Windows takes 32,767 characters for all of them. */
const LONGEST_STATE = 2e4;
/** The text of a state, for the runner to keep; without the start event where that would be too long. */
function stateText(state) {
	const text = JSON.stringify(state);
	if (text.length <= LONGEST_STATE) return text;
	const { start: _, ...rest } = state;
	return JSON.stringify(rest);
}
function isUnaltered({ start, startDigest, recordId }) {
	return start === void 0 || digestOf(start) === startDigest && start.recordId === recordId;
}
/**
* The state that an earlier hook left, or undefined where there is none.
* Raises `state-invalid` where it is not what was left: other steps can reach it, so nothing of it is believed then.
*/
function readState(env) {
	const text = env[`STATE_${STATE_NAME}`];
	if (!text) return void 0;
	const parsed = HookState.safeParse(jsonOrNothing(text));
	if (!parsed.success || !isUnaltered(parsed.data)) throw new DoorlogError("state-invalid", "The state that the start of this job left was altered, so the end is recorded without it; find the step that writes to the runner’s files.", { cause: parsed.error });
	return parsed.data;
}
function jsonOrNothing(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

export { StageClaims as a, setOutput as c, Configuration as i, readState as n, actionConsole as o, stateText as r, saveState as s, STATE_NAME as t };