import { $t as sha256Hex, Et as VERSION, Gt as localRecordIdOf, Ht as soundsSecret, Pt as describeSurroundings, Qt as digestOf, V as entryFor, Vt as secretValues, Wt as createRedactor, Zt as canonicalize, ai as sentenceOf, c as ranked, ct as endRecord, et as isStored, ht as isRefused, mn as evaluateCustomRules, nt as customJudgements, oi as systemCodeOf, ot as verdictFor, ri as DoorlogError, rn as observeUser, ti as problemOf, ut as startRecord } from "./hook.js";
import { n as commit } from "./commitment2.js";
import { r as policyFor } from "./chosen-policy.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as readArguments } from "./arguments.js";
import { _ as Pipeline, b as People, h as Runner, l as Recorder, m as Verification, p as Source, t as AccessRecord, y as CommitIdentity } from "./access-record.js";
import { t as createFileSink } from "./sink.js";
const { createHash, randomBytes } = process.getBuiltinModule("node:crypto");
const { basename, dirname, isAbsolute, join, relative, resolve, sep } = process.getBuiltinModule("node:path");
const { createReadStream } = process.getBuiltinModule("node:fs");
const { constants: constants$2, homedir } = process.getBuiltinModule("node:os");
const { lstat, mkdir, readlink, realpath, writeFile } = process.getBuiltinModule("node:fs/promises");
import { execFile, spawn } from "node:child_process";

// src/pipeline/run.ts
function strictnessFor({ strictness }) {
	return {
		mode: "enforce",
		onViolation: "fail",
		onUnknown: "warn",
		onError: "warn",
		...strictness
	};
}
async function runAudited(ports, { head, policy }) {
	const before = ports.redact(await ports.observe());
	const bare = withGap(startRecord(head, before), "not-yet", "the end of the run");
	const start = commit(bare, ports.salt()).log;
	await announce(ports.log, entryFor(start, before.observedAt));
	const command = await ports.execute();
	const record = ended(head, ports.redact(await ports.observe()), {
		start,
		command,
		ports
	});
	const known = policy && await customJudgements(ports.custom, { policy }, record);
	const verdict = policy && verdictFor(record, { policy }, strictnessFor(policy), known);
	const judged = verdict ? {
		...record,
		policy: verdict
	} : withGap(record, "not-asked", "the option --policy");
	const views = commit(judged, ports.salt());
	const text = canonicalize(views.attested);
	const problems = [];
	const { signer } = ports;
	const signed = signer && await attempt(problems, () => signer.sign(views.attested, text));
	const paths = await attempt(problems, () => ports.keep({
		record: text,
		...signed && { bundle: signed.json }
	}));
	const delivery = await deliverEnd(ports.log, views.log, signed, problems);
	return {
		views,
		command,
		...verdict && { verdict },
		refused: verdict !== void 0 && isRefused(verdict),
		recordDigest: sha256Hex(text),
		paths: paths ?? {},
		delivery,
		problems
	};
}
function ended(head, snapshot, { start, command, ports }) {
	return endRecord(head, snapshot, {
		outcome: outcomeOf(command),
		start,
		link: {
			digest: digestOf(start),
			announced: "announced"
		},
		checkpoints: [],
		signing: ports.signer ? { instance: ports.signer.instance } : { gap: {
			pointer: "/signing",
			reason: "not-asked",
			needed: "a run without the option --no-sign"
		} }
	});
}
function outcomeOf({ exitCode, signal }) {
	return {
		status: signal === "SIGINT" || signal === "SIGTERM" || signal === "SIGHUP" ? "cancelled" : exitCode === 0 ? "success" : "failure",
		exitCode
	};
}
function withGap(record, reason, needed) {
	return {
		...record,
		gaps: [...record.gaps, {
			pointer: "/policy",
			reason,
			needed
		}]
	};
}
async function announce(log, entry) {
	const delivery = await deliverOnce(log, entry);
	if (isStored(delivery)) return;
	throw new DoorlogError("delivery-failed", `The start could not be logged, so nothing was run: ${reasonOf$1(delivery)}`);
}
async function deliverEnd(log, record, signed, problems) {
	const delivery = await deliverOnce(log, entryFor(record, record.observedAt.end ?? "", signed?.json));
	if (!isStored(delivery)) problems.push({
		kind: "required",
		code: "delivery-failed",
		message: `The end could not be logged: ${reasonOf$1(delivery)}`
	});
	return delivery;
}
function deliverOnce(log, entry) {
	return log.deliver(entry, {
		signal: new AbortController().signal,
		key: "unused"
	});
}
function reasonOf$1({ reason, status }) {
	return reason ?? `it is ${status}.`;
}
async function attempt(problems, action) {
	try {
		return await action();
	} catch (error) {
		problems.push(problemOf(error));
		return;
	}
}

// src/cli/key-folder.ts
function keyFolder({ env, cwd }, platform = process.platform) {
	if (env.DOORLOG_HOME) return resolve(cwd, env.DOORLOG_HOME);
	if (platform === "win32" && env.APPDATA) return join(env.APPDATA, "doorlog");
	return join(env.XDG_CONFIG_HOME || join(env.HOME || homedir(), ".config"), "doorlog");
}

// src/cli/run-options.ts
const RUN_HELP = `Usage: doorlog run [--log FILE] [--policy FILE [--organization FILE]] [--no-sign] [--json] [--json-file FILE]
                   -- COMMAND [ARGUMENT...]

Runs a command and records who ran it, on which commit and machine, how it ended, and what changed meanwhile. Needs no
service and no account; git is asked where there is one. The command's input and output are left alone.

  --log FILE         JSON Lines that start and end are appended to (default .doorlog/log.jsonl); the record and its
                     bundle go to a folder of their own beside it
  --policy FILE      judge the record by this policy, or by the template of that name; without it there is no verdict
  --organization FILE
                     judge by this local copy of the organisation's policy too, which the policy may only tighten;
                     needed where the policy extends one by OWNER/REPO/PATH@COMMIT: nothing is fetched
  --no-sign          make no signature, and no key
  --json             after the command has ended, print paths, record id and verdict as JSON; the command's own output
                     goes to standard output too, so prefer --json-file where it prints anything
  --json-file FILE   write that JSON to a file

A key made on first use signs: in DOORLOG_HOME, else in %APPDATA%\\doorlog on Windows and in ~/.config/doorlog
elsewhere. Whoever can read it, as the command can, can sign in your name. What looks like a secret in the command is
masked; what does not is in the log, which only you can read.

Exit code: the command's own (127 not found, 126 not executable, 128 + n ended by signal n); where that is 0: 1 if the
policy says no, 4 if the record could not be signed or kept. 2, with nothing run: wrong use; 4, with nothing run: the
log can't be written to.

Example: doorlog run --policy release-policy.yml -- make deploy
`;
function readRunOptions(args) {
	const end = args.indexOf("--");
	const { values, positionals } = readArguments("run", {
		args: end === -1 ? [...args] : args.slice(0, end),
		allowPositionals: true,
		options: {
			log: { type: "string" },
			policy: { type: "string" },
			organization: { type: "string" },
			"no-sign": {
				type: "boolean",
				default: false
			},
			json: {
				type: "boolean",
				default: false
			},
			"json-file": { type: "string" },
			help: {
				type: "boolean",
				short: "h"
			}
		}
	});
	if (values.help) return "help";
	const command = end === -1 ? [] : args.slice(end + 1);
	if (positionals.length > 0 || command.length === 0 || command[0] === "") throw new DoorlogError("usage", "Write the command after `--`, as in doorlog run -- make deploy.");
	if (command.some((word) => word.includes("\0"))) throw new DoorlogError("usage", "A command can hold no NUL.");
	for (const name of [
		"log",
		"policy",
		"organization",
		"json-file"
	]) if (values[name] === "") throw new DoorlogError("usage", `Option --${name} names no file; see doorlog run --help.`);
	if (values.organization !== void 0 && values.policy === void 0) throw new DoorlogError("usage", "Option --organization stands beside --policy; give both.");
	return {
		command,
		log: values.log ?? ".doorlog/log.jsonl",
		policy: values.policy,
		organization: values.organization,
		sign: !values["no-sign"],
		json: values.json,
		jsonFile: values["json-file"]
	};
}

// src/ci/local/detect-ci.ts
const SYSTEMS = [
	[
		"GITHUB_ACTIONS",
		"GitHub Actions",
		"GITHUB_RUN_ID"
	],
	[
		"GITLAB_CI",
		"GitLab CI",
		"CI_JOB_ID"
	],
	[
		"JENKINS_URL",
		"Jenkins",
		"BUILD_TAG"
	],
	[
		"BUILDKITE",
		"Buildkite",
		"BUILDKITE_BUILD_ID"
	],
	[
		"CIRCLECI",
		"CircleCI",
		"CIRCLE_WORKFLOW_ID"
	],
	[
		"TF_BUILD",
		"Azure Pipelines",
		"BUILD_BUILDID"
	],
	[
		"BITBUCKET_BUILD_NUMBER",
		"Bitbucket Pipelines",
		"BITBUCKET_BUILD_NUMBER"
	],
	[
		"TEAMCITY_VERSION",
		"TeamCity",
		"BUILD_NUMBER"
	],
	[
		"CODEBUILD_BUILD_ID",
		"AWS CodeBuild",
		"CODEBUILD_BUILD_ID"
	],
	[
		"TRAVIS",
		"Travis CI",
		"TRAVIS_BUILD_ID"
	],
	[
		"APPVEYOR",
		"AppVeyor",
		"APPVEYOR_BUILD_ID"
	],
	[
		"CI_PIPELINE_FORGE_URL",
		"Woodpecker",
		"CI_PIPELINE_NUMBER"
	],
	[
		"DRONE",
		"Drone",
		"DRONE_BUILD_NUMBER"
	],
	["CI", "an unknown CI system"]
];
function detectCi(env = process.env) {
	const found = SYSTEMS.find(([variable]) => {
		const value = env[variable];
		return value !== void 0 && value !== "" && value.toLowerCase() !== "false";
	});
	if (found === void 0) return;
	const [, name, runVariable] = found;
	const run = runVariable === void 0 ? void 0 : env[runVariable];
	return {
		name,
		...run !== void 0 && /^[\w.:/-]{1,200}$/.test(run) ? { run } : {}
	};
}

// src/ci/local/local-gaps.ts
const NO_JOB = {
	reason: "not-applicable",
	needed: "a job of a pipeline that has this"
};
const NO_FORGE = {
	reason: "not-available",
	needed: "a forge that vouches for it"
};
const NO_COMMIT = {
	reason: "not-found",
	needed: "a git repository with a commit that git can read"
};
const NEEDED = {
	"/pipeline/server": NO_FORGE,
	"/pipeline/repository": NO_FORGE,
	"/pipeline/repositoryId": NO_FORGE,
	"/pipeline/repositoryOwner": NO_FORGE,
	"/pipeline/repositoryOwnerId": NO_FORGE,
	"/pipeline/visibility": NO_FORGE,
	"/pipeline/sha": NO_COMMIT,
	"/pipeline/ref": {
		reason: "not-found",
		needed: "a branch that is checked out"
	},
	"/pipeline/ci": {
		reason: "not-applicable",
		needed: "a CI system that sets its variables"
	},
	"/runner/hostName": {
		reason: "not-available",
		needed: "a system that tells its name"
	},
	"/runner/user": {
		reason: "not-available",
		needed: "an entry for the user in the system’s database"
	},
	"/runner/userId": {
		reason: "not-available",
		needed: "a system that numbers its users"
	},
	"/runner/sudoUser": {
		reason: "not-applicable",
		needed: "a user who came by sudo"
	},
	"/runner/sharedAccount": {
		reason: "not-applicable",
		needed: "a user that several people are known to share"
	},
	"/people/initiator": {
		reason: "not-available",
		needed: "an account of a forge; the user of this machine is in the log"
	},
	"/people/author": NO_COMMIT,
	"/people/author/account": {
		reason: "not-available",
		needed: "a forge that knows whose address it is"
	},
	"/people/committer": NO_COMMIT,
	"/people/committer/account": {
		reason: "not-available",
		needed: "a forge that knows whose address it is"
	},
	"/source/commit": NO_COMMIT,
	"/source/tree": NO_COMMIT,
	"/source/parents": NO_COMMIT,
	"/source/headline": {
		reason: "not-asked",
		needed: "the commit, which holds its own message"
	},
	"/source/committedAt": NO_COMMIT,
	"/source/verification": {
		reason: "not-available",
		needed: "the signer’s public key, and gpg or gpg.ssh.allowedSignersFile set up for git on this machine"
	},
	"/source/verification/verifiedAt": NO_FORGE,
	"/source/verification/signer": NO_FORGE,
	"/source/verification/key": {
		reason: "not-applicable",
		needed: "a signed commit"
	},
	"/source/verification/payload": {
		reason: "not-asked",
		needed: "the commit, which holds it"
	},
	"/source/verification/signature": {
		reason: "not-asked",
		needed: "the commit, which holds it"
	},
	"/source/remote": {
		reason: "not-found",
		needed: "a remote of a known form"
	},
	"/source/modified": {
		reason: "not-available",
		needed: "a working tree that git can compare with the commit in time"
	},
	"/source/modifications": {
		reason: "not-available",
		needed: "a working tree that git can compare with the commit in time"
	}
};
const FACTS$1 = {
	"/pipeline/sha": "commit",
	"/pipeline/ref": "ref",
	"/runner/hostName": "hostName",
	"/runner/user": "login",
	"/people/author": "commit",
	"/people/committer": "commit",
	"/source/commit": "commit",
	"/source/tree": "commit",
	"/source/parents": "commit",
	"/source/committedAt": "commit",
	"/source/verification": "signature",
	"/source/remote": "remote",
	"/source/modified": "workingTree",
	"/source/modifications": "workingTree"
};
function localGaps(snapshot, missing) {
	const { pipeline, runner, people, source } = snapshot;
	const found = [];
	const look = (base, shape, value) => {
		if (value === void 0) return;
		for (const key of Object.keys(shape)) {
			const pointer = `${base}/${key}`;
			if (!(key in value)) found.push({
				pointer,
				...NEEDED[pointer] ?? NO_JOB,
				...detailOf(pointer, missing)
			});
		}
	};
	look("/pipeline", Pipeline.shape, pipeline);
	look("/runner", Runner.shape, runner);
	look("/people", People.shape, people);
	look("/people/author", CommitIdentity.shape, people.author);
	look("/people/committer", CommitIdentity.shape, people.committer);
	look("/source", Source.shape, source);
	look("/source/verification", Verification.shape, source.verification);
	look("/access", AccessRecord.shape.access.shape, snapshot.access);
	look("/protections", AccessRecord.shape.protections.shape, snapshot.protections);
	look("/observedAt", { checkpoints: true }, {});
	look("", {
		approvals: true,
		enforcement: true
	}, snapshot);
	const { kind: _, version: __, ...claims } = Recorder.shape;
	look("/recorder", claims, {});
	return found;
}
function detailOf(pointer, missing) {
	const reason = missing.find(({ fact }) => fact === FACTS$1[pointer])?.reason;
	return reason === void 0 ? {} : { detail: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.` };
}

// src/ci/local/local-snapshot.ts
function localSnapshot(facts, observedAt) {
	const { git, user, ci, surroundings, command, directory } = facts;
	const { commit } = git;
	const snapshot = {
		observedAt: observedAt.toISOString(),
		pipeline: {
			provider: "local",
			...git.ref && { ref: clip(git.ref, 1e3) },
			...commit && { sha: commit.sha },
			...ci && { ci: {
				name: ci.name,
				...ci.run && { run: ci.run }
			} },
			command: command.map((word) => clip(word, 4e3)),
			directory: clip(directory, 4e3)
		},
		runner: {
			...runnerFrom(user),
			...surroundings
		},
		people: commit ? {
			author: identityFrom(commit.author),
			committer: identityFrom(commit.committer)
		} : {},
		source: sourceFrom(git),
		access: {},
		protections: {},
		sources: {
			"/pipeline": "input",
			"/runner": "system",
			"/runner/proxy": "env",
			"/runner/certificateAuthorities": "env",
			...user.sudoUser && { "/runner/sudoUser": "env" },
			...ci && { "/pipeline/ci": "env" },
			...git.ref && { "/pipeline/ref": "git" },
			...commit && {
				"/pipeline/sha": "git",
				"/people": "git"
			},
			...git.root && { "/source": "git" }
		}
	};
	return {
		...snapshot,
		gaps: localGaps(snapshot, [...git.missing, ...user.missing])
	};
}
function runnerFrom({ os, arch, login, uid, hostName, sudoUser, sharedAccount }) {
	return {
		os: clip(os, 100),
		arch: clip(arch, 100),
		...hostName && { hostName: clip(hostName, 300) },
		...login && { user: clip(login, 300) },
		...uid && { userId: uid },
		...sudoUser && { sudoUser },
		...sharedAccount && { sharedAccount }
	};
}
function identityFrom({ name, email, time }) {
	return {
		name: clip(name, 300),
		email: clip(email, 320),
		date: time
	};
}
function sourceFrom({ commit, signature, remote, workingTree }) {
	return {
		...commit && {
			commit: commit.sha,
			tree: commit.tree,
			parents: [...commit.parents],
			committedAt: commit.committer.time
		},
		...commit && signature && verificationFrom(signature),
		...remote && { remote: clip(remote, 2e3) },
		...workingTree && {
			modified: workingTree.modified,
			modifications: workingTree.digest
		}
	};
}
function verificationFrom({ state, fingerprint, key }) {
	if (state === "unchecked") return {};
	const reason = state === "good" ? "valid" : state === "none" ? "unsigned" : state.replaceAll("-", "_");
	const signedBy = fingerprint ?? key;
	return { verification: {
		verified: state === "good",
		reason,
		...signedBy && { key: signedBy }
	} };
}
function clip(text, most) {
	return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}

// src/ci/local/run-git.ts
const MAX_OUTPUT = 16777216;
async function runGit(cwd, args, options = {}) {
	const { env = process.env, timeout = 5e3, program = "git" } = options;
	const words = [
		"--no-optional-locks",
		"--no-replace-objects",
		"--no-pager",
		"-C",
		resolve(cwd),
		...[
			"core.fsmonitor=false",
			"core.quotePath=false",
			"i18n.logOutputEncoding=UTF-8",
			"log.showSignature=false"
		].flatMap((setting) => ["-c", setting]),
		...args
	];
	return new Promise((done) => {
		const child = execFile(program, words, {
			cwd: dirname(process.execPath),
			env: {
				...env,
				LC_ALL: "C",
				GIT_TERMINAL_PROMPT: "0",
				GIT_OPTIONAL_LOCKS: "0",
				GIT_TRACE: "0"
			},
			encoding: "buffer",
			maxBuffer: MAX_OUTPUT,
			timeout,
			killSignal: "SIGKILL",
			windowsHide: true
		}, (error, stdout, stderr) => {
			if (error === null && !child.killed) {
				done({ value: stdout });
				return;
			}
			const { code } = error ?? {};
			if (code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") done({ reason: `git's answer is longer than ${MAX_OUTPUT} bytes` });
			else if (child.killed) done({ reason: `git took longer than ${timeout} ms` });
			else {
				const reason = reasonOf(code, stderr.toString());
				done(typeof code === "number" ? {
					reason,
					exitCode: code
				} : { reason });
			}
		});
		child.stdin?.on("error", () => void 0).end();
	});
}
function reasonOf(code, stderr) {
	if (code === "ENOENT") return "git is not installed";
	if (/not a git repository/i.test(stderr)) return "the folder is in no git repository";
	if (/dubious ownership/i.test(stderr)) return "git refuses the repository because it belongs to another user (see safe.directory)";
	if (/cannot change to/i.test(stderr)) return "the folder does not exist or may not be entered";
	if (/must be run in a work tree/i.test(stderr)) return "the repository has no working tree";
	return typeof code === "number" ? `git failed with exit code ${code}` : `git failed (${code ?? "signal"})`;
}

// src/ci/local/commit-facts.ts
const OBJECT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
async function readCommit(cwd, options) {
	const format = [
		"%H",
		"%T",
		"%P",
		"%an",
		"%ae",
		"%aI",
		"%cn",
		"%ce",
		"%cI"
	].join("%x00");
	const answer = await runGit(cwd, [
		"log",
		"-1",
		"--no-color",
		"--no-notes",
		`--format=${format}`,
		"HEAD",
		"--"
	], options);
	if ("reason" in answer) return answer.exitCode === 128 ? { reason: "there is no commit yet, or HEAD is broken" } : answer;
	const [sha = "", tree = "", parents = "", ...people] = answer.value.toString("utf8").replace(/\n$/, "").split("\0");
	const author = personOf(people.slice(0, 3));
	const committer = personOf(people.slice(3, 6));
	const ids = parents === "" ? [] : parents.split(" ");
	if (![
		sha,
		tree,
		...ids
	].every((id) => OBJECT_ID.test(id)) || author === void 0 || committer === void 0) return { reason: "git’s answer about the commit is not understood" };
	return { value: {
		sha,
		tree,
		parents: ids,
		author,
		committer
	} };
}
function personOf([name, email, date]) {
	const time = new Date(date ?? "");
	return name === void 0 || email === void 0 || Number.isNaN(time.getTime()) ? void 0 : {
		name,
		email,
		time: time.toISOString()
	};
}
async function readSignature(cwd, options) {
	const raw = await runGit(cwd, [
		"cat-file",
		"commit",
		"HEAD"
	], options);
	if ("reason" in raw) return raw.exitCode === 128 ? { reason: "there is no commit yet, or HEAD is broken" } : raw;
	const kind = signatureKind(raw.value.toString("latin1"));
	if (kind === void 0) return { value: { state: "none" } };
	const about = kind === "unknown" ? {} : { kind };
	const format = [
		"%G?",
		"%GF",
		"%GK"
	].join("%x00");
	const answer = await runGit(cwd, [
		"log",
		"-1",
		"--no-color",
		"--no-notes",
		`--format=${format}`,
		"HEAD",
		"--"
	], options);
	if ("reason" in answer) return { value: {
		state: "unchecked",
		...about
	} };
	const [letter = "", fingerprint = "", key = ""] = answer.value.toString("utf8").trimEnd().split("\0");
	return { value: {
		state: stateOf(letter),
		...about,
		...printable(fingerprint) ? { fingerprint } : {},
		...printable(key) ? { key } : {}
	} };
}
function printable(text) {
	return /^[\w:+/=.-]{1,200}$/.test(text);
}
function signatureKind(commit) {
	const headers = commit.split("\n\n", 1)[0] ?? "";
	switch (/^gpgsig(?:-sha256)? (.*)$/m.exec(headers)?.[1]) {
		case void 0: return;
		case "-----BEGIN SSH SIGNATURE-----": return "ssh";
		case "-----BEGIN PGP SIGNATURE-----":
		case "-----BEGIN PGP MESSAGE-----": return "openpgp";
		case "-----BEGIN SIGNED MESSAGE-----": return "x509";
		default: return "unknown";
	}
}
function stateOf(letter) {
	switch (letter) {
		case "G": return "good";
		case "U": return "good-untrusted-key";
		case "X": return "good-expired";
		case "Y": return "good-expired-key";
		case "R": return "good-revoked-key";
		case "B": return "bad";
		default: return "unchecked";
	}
}

// src/ci/local/remote-address.ts
function withoutCredentials(address) {
	if (/[\s\p{Cc}]/u.test(address)) return;
	if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(address)) return cleanUrl(address);
	if (address === "" || /^[A-Za-z0-9-]+::/.test(address)) return;
	const scp = /^(?:([^@/\\]+)@)?([A-Za-z0-9._-]{2,}|\[[0-9A-Fa-f:.]+\]):([^?#]*)/.exec(address);
	if (scp !== null) return `${scp[1] === "git" ? "git@" : ""}${scp[2]}:${scp[3]}`;
	return /@.*:|:.*@/.test(address) ? void 0 : address;
}
function cleanUrl(address) {
	let url;
	try {
		url = new URL(address);
	} catch {
		return;
	}
	if (![
		"http:",
		"https:",
		"ssh:",
		"git:",
		"file:",
		"ftp:",
		"ftps:",
		"git+ssh:"
	].includes(url.protocol)) return;
	if (!(url.username === "git" && url.protocol.includes("ssh"))) url.username = "";
	url.password = "";
	url.search = "";
	url.hash = "";
	return url.username === "" || url.username === "git" ? url.href : void 0;
}

// src/ci/local/working-tree.ts
const MAX_FILES = 5e3;
const MAX_BYTES = 268435456;
async function readWorkingTree(root, options, exclude = []) {
	const words = [
		"status",
		"--porcelain=v2",
		"-z",
		"--untracked-files=all",
		"--ignore-submodules=none",
		"--no-renames"
	];
	const rest = exclude.map((path) => `:(top,exclude,literal)${path.split(sep).join("/")}`);
	const answer = await runGit(root, rest.length === 0 ? words : [
		...words,
		"--",
		":(top)",
		...rest
	], options);
	if ("reason" in answer) return answer;
	const paths = changedPaths(answer.value);
	if (paths.length > MAX_FILES) return { reason: `more than ${MAX_FILES} files differ from the commit` };
	const hash = createHash("sha256").update(answer.value);
	let budget = MAX_BYTES;
	for (const path of paths) {
		const state = await fileState(Buffer.concat([Buffer.from(root + sep), path]), budget);
		if (state === void 0) return { reason: `the files that differ from the commit hold more than ${MAX_BYTES} bytes` };
		budget -= state.bytes;
		hash.update(path).update("\0").update(state.text).update("\0");
	}
	return { value: {
		modified: paths.length > 0,
		files: paths.length,
		digest: hash.digest("hex")
	} };
}
function changedPaths(status) {
	const paths = [];
	const entries = status.toString("latin1").split("\0");
	for (let index = 0; index < entries.length; index += 1) {
		const entry = entries[index] ?? "";
		const fieldsBefore = {
			"1": 8,
			"2": 9,
			u: 10,
			"?": 1
		}[entry[0] ?? ""];
		if (fieldsBefore !== void 0) paths.push(Buffer.from(entry.split(" ").slice(fieldsBefore).join(" "), "latin1"));
		if (entry[0] === "2") index += 1;
	}
	return paths;
}
async function fileState(path, budget) {
	try {
		const about = await lstat(path);
		if (about.isSymbolicLink()) {
			const target = await readlink(path, { encoding: "buffer" });
			return {
				text: `link ${createHash("sha256").update(target).digest("hex")}`,
				bytes: 0
			};
		}
		if (!about.isFile()) return {
			text: about.isDirectory() ? "folder" : "special",
			bytes: 0
		};
		if (about.size > budget) return;
		const hash = createHash("sha256");
		let bytes = 0;
		for await (const piece of createReadStream(path)) {
			bytes += piece.length;
			hash.update(piece);
			if (bytes > budget) return;
		}
		return {
			text: `file ${hash.digest("hex")}`,
			bytes
		};
	} catch (error) {
		return {
			text: (typeof error === "object" && error !== null && "code" in error ? error.code : void 0) === "ENOENT" ? "absent" : "unreadable",
			bytes: 0
		};
	}
}

// src/ci/local/observe-git.ts
const FACTS = [
	"root",
	"commit",
	"signature",
	"ref",
	"remote",
	"workingTree"
];
async function observeGit(cwd, options = {}) {
	const root = await readRoot(cwd, options);
	if ("reason" in root) {
		const { reason } = root;
		return { missing: FACTS.map((fact) => ({
			fact,
			reason
		})) };
	}
	const [commit, signature, ref, remote, workingTree] = await Promise.all([
		readCommit(cwd, options),
		readSignature(cwd, options),
		readRef(cwd, options),
		readRemote(cwd, options),
		readWorkingTree(root.value, options, await pathsWithin(root.value, options.exclude ?? []))
	]);
	const observed = {
		root,
		commit,
		signature,
		ref,
		remote,
		workingTree
	};
	return {
		root: root.value,
		..."value" in commit ? { commit: commit.value } : {},
		..."value" in signature ? { signature: signature.value } : {},
		..."value" in ref ? { ref: ref.value } : {},
		..."value" in remote ? { remote: remote.value } : {},
		..."value" in workingTree ? { workingTree: workingTree.value } : {},
		missing: FACTS.flatMap((fact) => {
			const one = observed[fact];
			return "reason" in one ? [{
				fact,
				reason: one.reason
			}] : [];
		})
	};
}
async function readRoot(cwd, options) {
	const answer = await runGit(cwd, ["rev-parse", "--show-toplevel"], options);
	if ("reason" in answer) return answer;
	const root = answer.value.toString("utf8").replace(/\r?\n$/, "");
	return root === "" ? { reason: "the repository has no working tree" } : { value: root };
}
async function readRef(cwd, options) {
	const answer = await runGit(cwd, [
		"symbolic-ref",
		"--quiet",
		"HEAD"
	], options);
	if ("reason" in answer) return answer.exitCode === 1 ? { reason: "HEAD is detached from any branch" } : answer;
	return { value: answer.value.toString("utf8").trimEnd() };
}
async function readRemote(cwd, options) {
	const answer = await runGit(cwd, [
		"config",
		"-z",
		"--get-regexp",
		"^remote\\..*\\.url$"
	], options);
	if ("reason" in answer) return answer.exitCode === 1 ? { reason: "the repository has no remote" } : answer;
	const remotes = answer.value.toString("utf8").split("\0").filter(Boolean);
	const chosen = remotes.find((entry) => entry.startsWith("remote.origin.url\n")) ?? remotes[0] ?? "";
	const address = withoutCredentials(chosen.slice(chosen.indexOf("\n") + 1));
	return address === void 0 ? { reason: "the remote’s address is not of a known form" } : { value: address };
}
async function pathsWithin(root, paths) {
	const real = (path) => realpath(path).catch(() => path);
	const top = await real(root);
	return (await Promise.all(paths.map(async (path) => relative(top, join(await real(dirname(path)), basename(path)))))).filter((path) => path !== "" && !path.startsWith("..") && !isAbsolute(path));
}

// src/ci/local/run-command.ts
const FORWARDED = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
async function runCommand(command, options = {}) {
	const [program, ...args] = command;
	if (program === void 0 || program === "" || command.some((word) => word.includes("\0"))) throw new DoorlogError("usage", "There is no command to run; write it after `--`, as in `doorlog run -- make`.");
	const now = () => (options.clock?.now() ?? /* @__PURE__ */ new Date()).toISOString();
	const { signals = process, terminal = process.stdin.isTTY === true } = options;
	const startedAt = now();
	return {
		...await new Promise((done) => {
			const listeners = [];
			const finish = (result) => {
				for (const [signal, listener] of listeners) signals.off(signal, listener);
				done(result);
			};
			try {
				const child = spawn(program, args, {
					stdio: "inherit",
					shell: false,
					...options.cwd === void 0 ? {} : { cwd: options.cwd },
					...options.env === void 0 ? {} : { env: { ...options.env } }
				});
				for (const signal of FORWARDED) {
					const listener = () => {
						if (signal === "SIGTERM" || !(terminal || process.platform === "win32")) child.kill(signal);
					};
					signals.on(signal, listener);
					listeners.push([signal, listener]);
				}
				child.once("error", (error) => finish(notStarted(program, error)));
				child.once("close", (code, signal) => finish(endOf(code, signal)));
			} catch (error) {
				finish(notStarted(program, error));
			}
		}),
		startedAt,
		endedAt: now()
	};
}
function endOf(code, signal) {
	return signal === null ? { exitCode: code ?? 1 } : {
		exitCode: 128 + (constants$2.signals[signal] ?? 0),
		signal
	};
}
function notStarted(program, error) {
	const code = typeof error === "object" && error !== null && "code" in error ? error.code : void 0;
	if (code === "ENOENT" || code === "ENOTDIR") return {
		exitCode: 127,
		reason: `The command \`${program}\` was not found${process.platform === "win32" ? "; a batch file needs `cmd /c` before it" : ""}.`
	};
	return {
		exitCode: 126,
		reason: `The command \`${program}\` could not be executed (${typeof code === "string" ? code : "unknown cause"}).`
	};
}

// src/core/command-secrets.ts
const MASK = "***";
function maskCommand(words) {
	return words.map((word, index) => {
		const before = words[index - 1] ?? "";
		return /^--?[A-Za-z][\w.-]*$/.test(before) && isSecretName(before) && !word.startsWith("-") ? MASK : maskWord(word);
	});
}
function isSecretName(name) {
	return soundsSecret(name.replaceAll("-", "_"));
}
function maskWord(word) {
	const [, name = "", sign = ""] = /^(-{0,2}[A-Za-z][\w.-]*)([=:])./s.exec(word) ?? [];
	if (isSecretName(name) && !word.startsWith("://", name.length)) return `${name}${sign}${MASK}`;
	return word.replace(/([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):[^\s/@]+@/gi, `$1:${MASK}@`).replace(/\b(bearer|basic)\s+[^\s"']+/gi, `$1 ${MASK}`);
}

// src/cli/run-ports.ts
const RECORD_FILE = "access-record.json";
async function composeRun({ command, log, signer, io }) {
	const { env, cwd } = io;
	const user = observeUser({ env });
	const startedAt = (/* @__PURE__ */ new Date()).toISOString();
	const nonce = randomBytes(16).toString("hex");
	const recordId = localRecordIdOf({
		hostName: user.hostName,
		startedAt,
		nonce
	});
	const folder = join(dirname(log), recordId);
	await makeLogFolder(dirname(log));
	const observations = {
		user,
		ci: detectCi(env),
		surroundings: describeSurroundings(env),
		command: maskCommand(command),
		directory: cwd
	};
	return {
		head: {
			recordId,
			recorder: {
				kind: "local",
				version: VERSION
			}
		},
		ports: {
			async observe() {
				const git = await observeGit(cwd, {
					env,
					exclude: [log, folder]
				});
				return localSnapshot({
					...observations,
					git
				}, /* @__PURE__ */ new Date());
			},
			execute: () => execute(command, io),
			log: createFileSink({
				type: "file",
				name: "log",
				required: true,
				path: log
			}, { folder: cwd }),
			signer,
			keep: (files) => keep(folder, files),
			salt: () => randomBytes(32).toString("hex"),
			custom: evaluateCustomRules,
			redact: createRedactor(secretValues(env, {})).value
		}
	};
}
async function localSigner(folder) {
	const { openLocalKey } = await import("./local-key.js");
	const { signer, publicKeyPath } = await openLocalKey(folder);
	return {
		publicKeyPath,
		signer: {
			instance: "local-key",
			async sign(attested, text) {
				const { createStatement } = await import("./statement.js");
				const subjects = [{
					name: RECORD_FILE,
					sha256: sha256Hex(text)
				}];
				return signer.sign(createStatement({
					subjects,
					predicate: attested
				}));
			}
		}
	};
}
async function execute(command, { env, cwd, stderr }) {
	const { exitCode, signal, reason } = await runCommand(command, {
		cwd,
		env
	});
	if (reason) stderr(`${reason}\n`);
	return {
		exitCode,
		...signal && { signal }
	};
}
async function makeLogFolder(folder) {
	try {
		if (await mkdir(folder, {
			recursive: true,
			mode: 448
		}) !== void 0) await writeFile(join(folder, ".gitignore"), "*\n");
	} catch (cause) {
		throw new DoorlogError("file-unreadable", `The folder ${folder} can't be made for the log (${systemCodeOf(cause) ?? "unexpected fault"}); name another file by --log.`, { cause });
	}
}
async function keep(folder, { record, bundle }) {
	const paths = {
		record: join(folder, RECORD_FILE),
		bundle: join(folder, "bundle.sigstore.json")
	};
	try {
		await mkdir(folder, {
			recursive: true,
			mode: 448
		});
		await writeFile(paths.record, record);
		if (bundle === void 0) return { record: paths.record };
		await writeFile(paths.bundle, bundle);
		return paths;
	} catch (cause) {
		throw new DoorlogError("delivery-failed", `The record could not be kept in ${folder} (${systemCodeOf(cause) ?? "unexpected fault"}).`, { cause });
	}
}

// src/cli/run-report.ts
const CHANGES = {
	"/source/commit": "commit",
	"/source/tree": "tree",
	"/source/parents": "parents of the commit",
	"/source/modified": "files",
	"/source/modifications": "files",
	"/source/remote": "remote"
};
function runReport({ views, command, verdict, refused, recordDigest, paths, problems }, places) {
	const { recordId, outcome, drift } = views.log;
	return {
		recordId,
		recordDigest: `sha256:${recordDigest}`,
		outcome: {
			...outcome,
			...command.signal && { signal: command.signal }
		},
		drift: drift.map(({ pointer }) => pointer),
		verdict: verdict?.verdict ?? null,
		refused,
		paths: {
			...paths,
			log: places.log,
			...paths.bundle && places.publicKey && { publicKey: places.publicKey }
		},
		verify: verifyCommand(paths, places) ?? null,
		problems: problems.map(({ message }) => message)
	};
}
function runSentences(result, places) {
	const { views, verdict, problems, paths, refused } = result;
	const { recordId, drift } = views.log;
	const changes = new Set(drift.map(({ pointer }) => CHANGES[pointer] ?? pointer));
	const findings = verdict?.results.filter(({ result: said, excused }) => said !== "pass" && said !== "not-applicable" && !excused);
	const verify = verifyCommand(paths, places);
	return [
		...problems.map(({ message }) => message),
		...ranked(findings ?? []).map(({ rule, result: said, message }) => `${said} ${rule}: ${message}`),
		...verdict ? [`the policy says ${verdict.verdict}${refused ? ": refused" : ""}`] : [],
		...drift.length > 0 ? [`changed while the command ran: ${[...changes].join(", ")}`] : [],
		`record ${recordId.slice(0, 16)} is logged in ${near(places.log, places.cwd)}`,
		...paths.record ? [`${verify ? "its proof" : "it"} is ${near(paths.record, places.cwd)}${verify ? "; to verify it:" : ", unsigned"}`] : []
	].map((line) => `doorlog: ${line}\n`).concat(verify ? [`  ${verify}\n`] : []).join("");
}
function verifyCommand({ record, bundle }, { cwd, publicKey }) {
	if (!record || !bundle || !publicKey) return void 0;
	const word = (path) => quoted(near(path, cwd));
	return `doorlog verify ${word(record)} --bundle ${word(bundle)} --key ${quoted(publicKey)}`;
}
function near(path, cwd) {
	const way = relative(cwd, path);
	return way === "" || way.startsWith("..") || way.startsWith("-") ? path : way;
}
function quoted(path) {
	if (/^[\w@%+=:,./\\-]+$/.test(path) && (process.platform === "win32" || !path.includes("\\"))) return path;
	return process.platform === "win32" ? `"${path}"` : `'${path.replaceAll("'", "'\\''")}'`;
}

// src/cli/run.ts
async function run(args, io) {
	try {
		const options = readRunOptions(args);
		if (options === "help") {
			io.stdout(RUN_HELP);
			return EXIT.fine;
		}
		return await runWith(options, io);
	} catch (error) {
		io.stderr(`${sentenceOf(error)}\n`);
		return exitCodeOf(error);
	}
}
async function runWith(options, io) {
	const { policy: file, organization } = options;
	const policy = file === void 0 ? void 0 : await policyFor({
		policy: file,
		organization
	}, io.cwd);
	const key = options.sign ? await localSigner(keyFolder(io)) : void 0;
	const log = resolve(io.cwd, options.log);
	const { head, ports } = await composeRun({
		command: options.command,
		log,
		signer: key?.signer,
		io
	});
	const result = await heldOpen(() => runAudited(ports, {
		head,
		policy
	}));
	const places = {
		cwd: io.cwd,
		log,
		publicKey: key?.publicKeyPath
	};
	const json = `${JSON.stringify(runReport(result, places), null, 2)}\n`;
	io.stderr(runSentences(result, places));
	if (options.json) io.stdout(json);
	return exitCode(result, options.jsonFile === void 0 || await writeJson(resolve(io.cwd, options.jsonFile), json, io));
}
async function heldOpen(action) {
	const stay = () => void 0;
	const signals = [
		"SIGINT",
		"SIGTERM",
		"SIGHUP"
	];
	for (const signal of signals) process.on(signal, stay);
	try {
		return await action();
	} finally {
		for (const signal of signals) process.off(signal, stay);
	}
}
async function writeJson(path, json, io) {
	const { writeFile } = await import("node:fs/promises");
	try {
		await writeFile(path, json);
		return true;
	} catch (cause) {
		const fault = new DoorlogError("file-unreadable", `${path} could not be written (${systemCodeOf(cause) ?? "unexpected fault"}); name another file by --json-file.`, { cause });
		io.stderr(`${sentenceOf(fault)}\n`);
		return false;
	}
}
function exitCode({ command, refused, problems }, written) {
	if (command.exitCode !== 0) return command.exitCode;
	if (refused) return EXIT.refused;
	return problems.length > 0 || !written ? EXIT.service : EXIT.fine;
}

export { run };