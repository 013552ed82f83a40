import { C as actionUses, D as shown, E as textOf$1, S as isKnownScope, T as readWorkflowFile, _ as secretNames, ai as sentenceOf, b as effectivePermissions, oi as systemCodeOf, ri as DoorlogError, v as secretUses, w as entryAt, x as excessOver } from "./hook.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
const { dirname, join, resolve } = process.getBuiltinModule("node:path");
const { lstatSync, readFileSync, readdirSync, statSync } = process.getBuiltinModule("node:fs");

// src/core/workflow/authority.ts
const CLOUD = /* @__PURE__ */ new Set([
	"aws-actions/configure-aws-credentials",
	"azure/login",
	"google-github-actions/auth",
	"google-github-actions/setup-gcloud",
	"aliyun/configure-aliyun-credentials-action",
	"oracle-actions/configure-oci-credentials"
]);
const VAULTS = /* @__PURE__ */ new Set([
	"hashicorp/vault-action",
	"1password/load-secrets-action",
	"google-github-actions/get-secretmanager-secrets",
	"aws-actions/aws-secretsmanager-get-secrets",
	"azure/get-keyvault-secrets",
	"bitwarden/sm-action"
]);
function authorityOf(actions) {
	return actions.flatMap(({ uses, line, repository }) => {
		const kind = repository === void 0 ? void 0 : kindOf(repository.toLowerCase());
		return kind ? [{
			uses,
			line,
			kind
		}] : [];
	});
}
function kindOf(repository) {
	if (/\/.*(?:github-app-token|app-token|application-token)/.test(repository)) return "github-app";
	if (CLOUD.has(repository)) return "cloud";
	return VAULTS.has(repository) ? "vault" : void 0;
}

// src/core/workflow/outsiders.ts
const PULL_REQUEST_INSIDERS = [
	"assigned",
	"unassigned",
	"labeled",
	"unlabeled",
	"locked",
	"unlocked",
	"enqueued",
	"dequeued",
	"milestoned",
	"demilestoned",
	"auto_merge_enabled",
	"auto_merge_disabled"
];
const EVENTS = {
	pull_request: {
		withSecrets: false,
		how: "a pull request from a fork",
		insiderTypes: PULL_REQUEST_INSIDERS
	},
	pull_request_target: {
		withSecrets: true,
		how: "a pull request from a fork",
		insiderTypes: PULL_REQUEST_INSIDERS
	},
	pull_request_review: {
		withSecrets: true,
		how: "a review, of a pull request within the repository too"
	},
	pull_request_review_comment: {
		withSecrets: true,
		how: "a comment in a review, of a pull request within the repository too"
	},
	pull_request_comment: {
		withSecrets: true,
		how: "a comment on a pull request"
	},
	issues: {
		withSecrets: true,
		how: "an issue",
		insiderTypes: [
			"deleted",
			"transferred",
			"pinned",
			"unpinned",
			"locked",
			"unlocked",
			"unlabeled",
			"unassigned",
			"milestoned",
			"demilestoned",
			"untyped"
		]
	},
	issue_comment: {
		withSecrets: true,
		how: "a comment on an issue or pull request"
	},
	discussion: {
		withSecrets: true,
		how: "a discussion",
		insiderTypes: [
			"transferred",
			"pinned",
			"unpinned",
			"labeled",
			"unlabeled",
			"locked",
			"unlocked"
		]
	},
	discussion_comment: {
		withSecrets: true,
		how: "a comment on a discussion"
	},
	fork: {
		withSecrets: true,
		how: "making a fork"
	},
	watch: {
		withSecrets: true,
		how: "a star"
	},
	gollum: {
		withSecrets: true,
		how: "a page of the wiki, where everybody may edit it"
	},
	workflow_run: {
		withSecrets: true,
		how: "another workflow’s run, if outsiders can cause that one"
	}
};
function outsiderTriggers(tree) {
	const on = entryAt(tree, "on")?.value;
	return namesOf(on).flatMap((trigger) => {
		const event = Object.hasOwn(EVENTS, trigger) ? EVENTS[trigger] : void 0;
		if (!event || onlyForInsiders(entryAt(on, trigger, "types")?.value, event)) return [];
		const { withSecrets: secrets, how } = event;
		return [{
			trigger,
			secrets,
			token: secrets ? "as-declared" : "read-only",
			how
		}];
	});
}
function onlyForInsiders(types, { insiderTypes = [] }) {
	const asked = namesOf(types);
	return asked.length > 0 && asked.every((type) => insiderTypes.includes(type));
}
function namesOf(node) {
	if (node?.kind === "map") return [...node.entries.keys()];
	return (node?.kind === "list" ? node.items : [node]).flatMap((item) => textOf$1(item) ?? []);
}

// src/core/workflow/explain.ts
const MAX_LEVELS = 10;
const RESTRICTED = {
	contents: "read",
	packages: "read"
};
async function explainWorkflow(file, findCalled) {
	const explainer = new Explainer(findCalled, file);
	await explainer.explain({
		file,
		chain: [file.file]
	});
	return explainer;
}
var Explainer = class {
	jobs = [];
	errors = [];
	findCalled;
	triggers;
	outsiders;
	constructor(findCalled, { workflow, tree }) {
		this.findCalled = findCalled;
		this.triggers = workflow.triggers;
		this.outsiders = outsiderTriggers(tree);
	}
	async explain(level) {
		for (const job of level.file.workflow.jobs.values()) try {
			await this.explainJob(level, job);
		} catch (error) {
			this.note(error);
		}
	}
	async explainJob(level, job) {
		const { file, caller } = level;
		const place = caller && {
			file: file.file,
			caller: `${caller.by.file}, line ${caller.by.line}`
		};
		const effective = effectivePermissions(file.workflow, job.key, caller?.effective, place);
		const declared = declarationOf(level, job, effective);
		const call = job.uses === void 0 ? void 0 : await this.call(level, job, job.uses);
		this.jobs.push(this.explained(level, job, {
			effective,
			...declared,
			...call && { calls: call.calls }
		}));
		if (!call?.called) return;
		const by = {
			file: file.file,
			job: job.key,
			line: job.line
		};
		const chain = [...level.chain, call.called.file];
		await this.explain({
			file: call.called,
			caller: {
				effective,
				...declared,
				by
			},
			chain
		});
	}
	explained({ file, caller }, job, { effective: { permissions }, declaredIn, lines, calls }) {
		const node = entryAt(file.tree, "jobs", job.key)?.value;
		const secrets = node ? secretUses(node, entryAt(file.tree, "env")?.value, file.text) : [];
		const actions = node ? actionUses(node) : [];
		const environment = environmentOf$1(entryAt(node, "environment"));
		const excess = caller?.effective.permissions === null ? excessOver(RESTRICTED, permissions ?? {}) : [];
		return {
			file: file.file,
			job: job.key,
			line: job.line,
			...job.name !== void 0 && { name: job.name },
			...caller && { calledBy: caller.by },
			...calls && { calls },
			permissions,
			declaredIn,
			unknownScopes: Object.keys(permissions ?? {}).filter((scope) => !isKnownScope(scope)),
			...excess.length > 0 && { refusedWhereDefaultIsRestricted: excess.map(({ asked }) => asked) },
			environment: environment ?? null,
			secrets: secretNames(secrets),
			actions,
			authority: authorityOf(actions),
			triggers: this.triggers,
			outsiders: this.outsiders,
			lines: {
				permissions: lines,
				...job.environment && { environment: job.environment.line },
				secrets: linesByName(secrets)
			}
		};
	}
	async call({ file, chain }, job, uses) {
		const notFollowed = (why) => ({ calls: {
			uses,
			followed: false,
			why
		} });
		const line = entryAt(file.tree, "jobs", job.key, "uses")?.keyAt.line ?? job.line;
		const refuse = (what) => {
			this.errors.push(new DoorlogError("workflow-invalid", `${file.file}, line ${line}: the job ${shown(job.key)} ${what}.`));
			return notFollowed("GitHub refuses the call");
		};
		if (!uses.startsWith("./") && !uses.startsWith("$/")) return notFollowed("it stands in another repository");
		const name = /^[.$]\/\.github\/workflows\/([^/\\]+\.ya?ml)$/.exec(uses)?.[1];
		if (name === void 0) return refuse(`calls ${shown(uses)}, but only files of .github/workflows can be called`);
		try {
			const called = await this.findCalled(name, file);
			if ("why" in called) return notFollowed(called.why);
			if (chain.includes(called.file)) return refuse(`calls ${called.file}, from which it is itself called; GitHub refuses such circles`);
			if (!called.workflow.triggers.includes("workflow_call")) return refuse(`calls ${called.file}, which has no trigger workflow_call`);
			if (chain.length >= MAX_LEVELS) return refuse(`calls ${called.file}, one level more than the ${MAX_LEVELS} that GitHub allows`);
			return {
				calls: {
					uses,
					followed: true,
					file: called.file
				},
				called
			};
		} catch (error) {
			this.note(error);
			return notFollowed("it can’t be read");
		}
	}
	note(error) {
		if (!(error instanceof DoorlogError)) throw error;
		if (this.errors.every(({ message }) => message !== error.message)) this.errors.push(error);
	}
};
function declarationOf({ file, caller }, job, { permissions, source, line }) {
	if (source === "caller" && caller) return {
		declaredIn: {
			...caller.declaredIn,
			level: "caller"
		},
		lines: caller.lines
	};
	if (line === void 0) return {
		declaredIn: { level: file.workflow.triggers.every((trigger) => trigger === "workflow_call") && file.workflow.triggers.length > 0 ? "caller" : "default" },
		lines: {}
	};
	const ofJob = source === "job";
	const shorthand = (ofJob ? job : file.workflow).permissions?.shorthand;
	const block = ofJob ? entryAt(file.tree, "jobs", job.key, "permissions") : entryAt(file.tree, "permissions");
	return {
		declaredIn: {
			level: ofJob ? "job" : "workflow",
			file: file.file,
			line,
			...shorthand && { shorthand }
		},
		lines: Object.fromEntries(Object.keys(permissions ?? {}).map((scope) => [scope, entryAt(block?.value, scope)?.keyAt.line ?? line]))
	};
}
function environmentOf$1(entry) {
	return textOf$1(entry?.value) ?? textOf$1(entryAt(entry?.value, "name")?.value);
}
function linesByName(uses) {
	const lines = /* @__PURE__ */ new Map();
	for (const { name, line } of uses) lines.set(name, [...lines.get(name) ?? [], line]);
	return Object.fromEntries([...lines].sort(([a], [b]) => a < b ? -1 : 1));
}

// src/cli/workflow-paths.ts
const SKIPPED = /* @__PURE__ */ new Set([".git", "node_modules"]);
const MAX_DEPTH = 20;
function workflowPaths(paths, cwd, fail) {
	const found = /* @__PURE__ */ new Map();
	for (const path of paths) try {
		const files = statSync(resolve(cwd, path)).isDirectory() ? filesOf(path, cwd) : [path];
		if (files.length === 0) fail(new DoorlogError("usage", `${path} holds no workflow files (.github/workflows/*.yml); name another folder.`));
		for (const file of files) {
			const key = resolve(cwd, file);
			if (!found.has(key)) found.set(key, file);
		}
	} catch (cause) {
		const fault = systemCodeOf(cause) ?? "unexpected fault";
		fail(new DoorlogError("file-unreadable", `${path} can't be read (${fault}); name a workflow file or its folder.`, { cause }));
	}
	return [...found.values()];
}
function isWorkflowFolder(folder) {
	return /(?:^|[/\\])\.github[/\\]workflows$/.test(folder);
}
function filesOf(folder, cwd) {
	const below = isWorkflowFolder(resolve(cwd, folder)) ? [] : workflowsBelow(folder, cwd, 0);
	return below.length > 0 ? below : yamlIn(folder, cwd);
}
function workflowsBelow(folder, cwd, depth) {
	if (depth > MAX_DEPTH) return [];
	return entriesOf(folder, cwd).flatMap((entry) => {
		if (!entry.isDirectory() || SKIPPED.has(entry.name)) return [];
		const inner = joined(folder, entry.name);
		return isWorkflowFolder(resolve(cwd, inner)) ? yamlIn(inner, cwd) : workflowsBelow(inner, cwd, depth + 1);
	});
}
function yamlIn(folder, cwd) {
	return entriesOf(folder, cwd).filter((entry) => /\.ya?ml$/.test(entry.name) && !entry.isDirectory()).map(({ name }) => joined(folder, name));
}
function entriesOf(folder, cwd) {
	return readdirSync(resolve(cwd, folder), { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
}
function joined(folder, name) {
	return join(folder, name).replaceAll("\\", "/");
}

// src/cli/workflow-reader.ts
const MAX_BYTES = 1048576;
function createWorkflowReader(paths, cwd) {
	const names = new Map(paths.map((path) => [resolve(cwd, path), path]));
	const called = /* @__PURE__ */ new Map();
	return {
		read: (path) => load(resolve(cwd, path), path),
		async findCalled(name, caller) {
			const folder = dirname(resolve(cwd, caller.file));
			if (!isWorkflowFolder(folder)) return { why: "the calling file stands in no .github/workflows" };
			const place = join(folder, name);
			if (!lstatSync(place, { throwIfNoEntry: false })?.isFile()) return { why: `there is no file ${name} beside the calling one` };
			const beside = caller.file.slice(0, -lastPart(caller.file).length) + name;
			const file = called.get(place) ?? load(place, names.get(place) ?? beside);
			called.set(place, file);
			return file;
		}
	};
}
async function load(place, name) {
	return readWorkflowFile(textOf(place, name), name);
}
function textOf(place, name) {
	try {
		if (statSync(place).size > MAX_BYTES) throw new DoorlogError("workflow-invalid", `${name} is larger than 1 MiB (line 1, column 1); make it smaller.`);
		return readFileSync(place, "utf8");
	} catch (cause) {
		if (cause instanceof DoorlogError) throw cause;
		const fault = systemCodeOf(cause) ?? "unexpected fault";
		throw new DoorlogError("file-unreadable", `${name} can't be read (${fault}); name a workflow file.`, { cause });
	}
}
function lastPart(path) {
	return path.split(/[/\\]/).at(-1) ?? path;
}

// src/cli/workflow-table.ts
const WIDTH = 100;
const LABEL = 17;
function tableOf(jobs) {
	const lines = [];
	let top;
	for (const job of jobs) {
		if (!job.calledBy && job.file !== top?.file) {
			top = job;
			if (lines.length > 0) lines.push("");
			lines.push(printable(job.file), ...row("  starts on", job.triggers), ...row("  outsiders", outsidersOf(job)));
		}
		lines.push("", `  ${printable(titleOf(job))}`, ...rowsOf(job));
	}
	return lines.map((line) => `${line}\n`).join("");
}
function printable(text) {
	return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "�");
}
function titleOf({ job, line, file, calledBy }) {
	return calledBy ? `${calledBy.job} > ${job} (${file}, line ${line})` : `${job} (line ${line})`;
}
function rowsOf(job) {
	const { calls, secrets, lines, authority, unknownScopes, refusedWhereDefaultIsRestricted: refused = [] } = job;
	return [
		...row("    calls", calls ? [callOf(job, calls.uses), ...calls.why === void 0 ? [] : [`not followed: ${calls.why}`]] : []),
		...row("    token", tokenOf(job)),
		...row("    unknown", unknownScopes.length > 0 ? [`GitHub’s schema has no scope ${unknownScopes.join(", ")}`] : []),
		...row("    refused", refused.length > 0 ? [`where the default is restricted, for ${refused.join(", ")}`] : []),
		...row("    environment", environmentOf(job)),
		...row("    secrets", secrets.map((name) => `${name === "*" ? "all of them" : name} (${places(lines.secrets[name] ?? [])})`)),
		...row("    actions", actionsOf(job.actions.filter(({ kind }) => kind !== "workflow"))),
		...row("    authority", authority.map(({ kind, uses, line }) => `${AUTHORITY[kind]} by ${shortened(uses)} (line ${line})`))
	];
}
const AUTHORITY = {
	"github-app": "a GitHub App’s token",
	cloud: "an identity at a cloud",
	vault: "secrets from a vault"
};
function tokenOf({ permissions, declaredIn, lines, file }) {
	const { level, line, shorthand } = declaredIn;
	if (permissions === null) return [level === "caller" ? "whatever its caller has" : "not declared: what the repository’s default gives"];
	const where = (at) => declaredIn.file !== void 0 && declaredIn.file !== file ? `${declaredIn.file}, line ${at}` : `line ${at}`;
	const by = level === "caller" ? ", the caller’s" : level === "workflow" ? ", the workflow’s" : "";
	if (shorthand) return [`${shorthand} (${where(line)}${by}): ${SHORTHANDS[shorthand]}`];
	const scopes = Object.entries(permissions);
	if (scopes.length === 0) return [`nothing (${where(line)}${by})`];
	return scopes.map(([scope, access]) => `${scope}: ${access} (${where(lines.permissions[scope])}${by})`);
}
const SHORTHANDS = {
	"read-all": "read of every scope but id-token and copilot-requests",
	"write-all": "write of every scope, id-token too, but read of models and vulnerability-alerts"
};
function environmentOf({ environment, lines, approvers }) {
	if (environment === null) return [];
	const name = `${environment} (line ${lines.environment})`;
	return approvers ? [name, approversWords(approvers)] : [name];
}
function approversWords(approvers) {
	if ("unknown" in approvers) return `approvers unknown: ${approvers.unknown}, needs ${approvers.needed}`;
	if (!approvers.required) return "nobody has to approve";
	return `approved by ${[...approvers.people, ...approvers.teams.map((team) => `team ${team}`)].join(" or ") || "nobody named"}${approvers.preventSelfReview === false ? ", their own deployments too" : ""}${approvers.adminsCanBypass ? ", or an administrator bypasses it" : ""}`;
}
function actionsOf(actions) {
	const lines = /* @__PURE__ */ new Map();
	for (const { uses, pinned, line } of actions) {
		const known = lines.get(uses);
		if (known) known.at.push(line);
		else lines.set(uses, {
			pinned,
			at: [line]
		});
	}
	return [...lines].map(([uses, { pinned, at }]) => `${shortened(uses)} (${places(at)}${pinned ? "" : ", NOT PINNED"})`);
}
function callOf({ actions }, uses) {
	const pinned = actions.some((action) => action.kind === "workflow" && action.pinned);
	return `${shortened(uses)}${pinned ? "" : " (NOT PINNED)"}`;
}
function outsidersOf({ outsiders }) {
	return outsiders.map(({ trigger, secrets, how }) => `${trigger} by ${how} (${secrets ? "WITH SECRETS and the token as declared" : "no secrets, token only reads"})`);
}
function shortened(uses) {
	return uses.replace(/(@(?:sha256:)?[0-9a-f]{12})[0-9a-f]{28,}$/i, "$1…");
}
function places(lines) {
	const each = [...new Set(lines)];
	return `${each.length > 1 ? "lines" : "line"} ${each.join(", ")}`;
}
function row(label, items) {
	const lines = [];
	let line = "";
	const add = (text) => {
		if (line !== "" && LABEL + line.length + 1 + text.length > WIDTH) {
			lines.push(line);
			line = text;
		} else line = line === "" ? text : `${line} ${text}`;
	};
	items.forEach((item, index) => {
		const text = printable(item) + (index < items.length - 1 ? "," : "");
		if (LABEL + text.length > WIDTH) text.split(" ").forEach(add);
		else add(text);
	});
	if (line !== "") lines.push(line);
	return lines.map((text, index) => `${(index === 0 ? label : "").padEnd(LABEL)}${text}`);
}

// src/cli/workflow-explain.ts
const HELP = `Usage: doorlog workflow explain PATH... [--repo OWNER/NAME] [--json]

Says of every job in GitHub workflow files what its token may do and which line grants it, its environment, the secrets
that it names, the actions that it uses and whether they are pinned, and whether outsiders can start it. Nothing is sent
anywhere without --repo. PATH is a workflow file, or a folder: every .github/workflows in and below it or, where there
is none, the YAML files right in it. Workflows of the same repository that a job calls are followed.

  --repo OWNER/NAME    ask GitHub who may approve the environments; takes a token in GITHUB_TOKEN or GH_TOKEN
  --json               an array with an object for each job

Exit code 0: all explained; 2: wrong use, or a file that can't be read or that GitHub would refuse, while the others are
explained all the same; 3: who may approve an environment could not be seen.

Example: doorlog workflow explain .github/workflows --json
`;
async function explain(args, io) {
	try {
		const { values, positionals } = readArguments("workflow explain", {
			args,
			allowPositionals: true,
			options: {
				repo: { type: "string" },
				json: {
					type: "boolean",
					default: false
				},
				help: {
					type: "boolean",
					short: "h"
				}
			}
		});
		if (values.help) {
			io.stdout(HELP);
			return EXIT.fine;
		}
		if (positionals.length === 0) throw new DoorlogError("usage", "Name a workflow file or a folder, as in doorlog workflow explain .github/workflows.");
		const { jobs, failed } = await explainAll(positionals, io);
		const approvers = values.repo === void 0 ? void 0 : await askApprovers(jobs, values.repo, io);
		const reported = approvers ? jobs.map((job) => withApprovers(job, approvers)) : jobs;
		io.stdout(values.json ? `${JSON.stringify(reported, null, 2)}\n` : tableOf(reported));
		if (!values.json && !approvers && jobs.some(({ environment }) => environment !== null)) io.stderr(HINT);
		if (failed) return EXIT.usage;
		return [...approvers?.values() ?? []].some((each) => "unknown" in each) ? EXIT.evidence : EXIT.fine;
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
const HINT = "Who may approve an environment is not in the files; give --repo OWNER/NAME and a token in GITHUB_TOKEN to ask GitHub.\n";
async function explainAll(paths, io) {
	const jobs = [];
	const told = /* @__PURE__ */ new Set();
	const tell = (error) => {
		const sentence = printable(sentenceOf(error));
		if (!told.has(sentence)) io.stderr(`${sentence}\n`);
		told.add(sentence);
	};
	const files = workflowPaths(paths, io.cwd, tell);
	const reader = createWorkflowReader(files, io.cwd);
	for (const path of files) try {
		const explanation = await explainWorkflow(await reader.read(path), reader.findCalled);
		jobs.push(...explanation.jobs);
		explanation.errors.forEach(tell);
	} catch (error) {
		if (!(error instanceof DoorlogError)) throw error;
		tell(error);
	}
	return {
		jobs,
		failed: told.size > 0
	};
}
async function askApprovers(jobs, repository, io) {
	const { approversOf } = await import("./workflow-approvers.js");
	return approversOf(jobs, repository, io);
}
function withApprovers(job, approvers) {
	const known = job.environment === null ? void 0 : approvers.get(job.environment);
	return known ? {
		...job,
		approvers: known
	} : job;
}

export { explain };