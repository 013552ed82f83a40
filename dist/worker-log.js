import { P as parse, j as _regex, r as _enum, v as record, x as string } from "./zod.js";
import { posix, win32 } from "node:path";
import { open, readdir } from "node:fs/promises";

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
const MAX_BYTES = 8388608;
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
	let budget = MAX_BYTES;
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
		levels = parse(schema, JSON.parse(`{${inner}}`));
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
async function readMessage(files, path, budget) {
	const reader = new JobMessageReader();
	const decoder = new TextDecoder();
	let bytes = 0;
	let rest = "";
	try {
		for await (const piece of files.read(path)) {
			const taken = piece.subarray(0, budget - bytes);
			bytes += taken.length;
			const lines = (rest + decoder.decode(taken, { stream: true })).split("\n");
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
const diskFolder = {
	list: (folder) => readdir(folder),
	async *read(path) {
		const file = await open(path, "r");
		try {
			const buffer = Buffer.alloc(65536);
			for (;;) {
				const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
				if (bytesRead === 0) return;
				yield buffer.subarray(0, bytesRead);
			}
		} finally {
			await file.close();
		}
	}
};

export { readWorkerLogPermissions };