import { An as observed, B as POLICY_PATH, Dn as refusal, Er as boolean, G as showable, H as problemsOfAlerts, Hr as number, K as strictnessOf, Nn as workflowScope, Nt as UNTIL, O as workflowPlace, On as createAccessReader, Qr as unknown, Qt as digestOf, T as readWorkflowFile, Tr as array, U as problemsOfDeliveries, Ur as object, Vr as nullish, W as problemsOfGaps, Wr as optional, Xn as jsonOrNothing, Xr as string, _n as createRepositoryReader, _t as createHistory, a as reportFindings, dt as withAbsences, ei as actionConsole, en as withAskedFacts, g as overviewQuery, h as observe, ht as isRefused, i as runnerFiles, ii as codeOf, kn as notSeen, l as input, mt as evidenceFor, ni as problemsFail, nn as outputFolder, nt as customJudgements, o as reportProblems, ot as verdictFor, ri as DoorlogError, ti as problemOf, tn as keepFiles, vn as withoutUndefined, yt as timeOf } from "./hook.js";
import { t as downloadUnaccompanied } from "./unaccompanied.js";
import { t as createRunHistory } from "./run-history.js";
import { t as GITHUB_ISSUER } from "./signer.js";
import { t as readKnowledge } from "./knowledge.js";
import { n as composeTrustedJob, t as readTrustedInputs } from "./trusted-inputs.js";
import { n as quantity } from "./quantity.js";
import { i as differencesFrom } from "./verify.js";
import { t as AccessRecord } from "./access-record.js";
import { t as seal } from "./seal2.js";
import { n as checkStored } from "./stored-proof.js";
import { n as verifyStored } from "./verify-stored.js";
import { n as evidenceOfRun } from "./job-evidence.js";
import { n as plain, r as table, t as link } from "./markdown.js";
import { t as runLastingStage } from "./outlast-cancellation.js";
const { join } = process.getBuiltinModule("node:path");

// src/ci/github/job-annotations.ts
const Annotations = array(object({
	annotation_level: nullish(string()),
	message: nullish(string())
}));
const SENTENCES = [
	[/exceeded the maximum execution time/i, "timed-out"],
	[/lost communication with the server/i, "evicted"],
	[/runner has received a shutdown signal/i, "evicted"]
];
function interruptionIn(annotations) {
	const failures = annotations.filter(({ annotation_level: level }) => level === "failure");
	return SENTENCES.find(([sentence]) => failures.some(({ message }) => sentence.test(message ?? "")))?.[1];
}

// src/ci/github/job-log.ts
const LINE = /^(?:\uFEFF)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z (.*)$/;
const VERSION = /^Current runner version: '([\w.+-]{1,100})'$/;
const NAME = /^Runner name: '(.{1,300})'$/;
const SECRETS = /^Secret source: ([A-Za-z][\w -]{0,50})$/;
const LEVEL = /^\s*([A-Za-z][A-Za-z-]{0,60}): (read|write|none)$/;
const DOWNLOADED = /^Download action repository '([^'\s]{1,1000})' \(SHA:([0-9a-f]{40}(?:[0-9a-f]{24})?)\)$/;
const PACKAGE = /^Download immutable action package '([^'\s]{1,1000})'$/;
const PACKAGE_COMMIT = /^\s*Source commit SHA: ([0-9a-f]{40}(?:[0-9a-f]{24})?)$/;
const IMAGE = /^\s*Image: ([\w.-]{1,100})$/;
const IMAGE_VERSION = /^\s*Version: ([\w.+-]{1,100})$/;
const TOKEN_GROUP = "GITHUB_TOKEN Permissions";
const IMAGE_GROUP = "Runner Image";
const MOST_ACTIONS = 500;
const END = /^(?:Complete job name: |Uses: |##\[group\] ?Inputs\b|##\[group\] ?Run |##\[start-action\b|Post job cleanup\.)/;
function readSetUp(text) {
	const lines = text.split("\n");
	const version = VERSION.exec(messageOf(lines[0]) ?? "")?.[1];
	if (version === void 0) return void 0;
	const reading = {
		phase: "machine",
		group: void 0,
		permissions: void 0,
		image: {},
		package: void 0,
		found: { runnerVersion: version },
		actions: []
	};
	for (const line of lines.slice(1)) {
		const message = messageOf(line);
		if (message === void 0) continue;
		if (END.test(message)) break;
		take(message, reading);
	}
	const { image, permissions, found, actions } = reading;
	const isOwn = found.runnerName !== void 0;
	const environment = isOwn ? "self-hosted" : image.name ? "github-hosted" : void 0;
	return withoutUndefined({
		...found,
		environment,
		image: !isOwn && image.name ? [image.name, image.version].filter(Boolean).join(" ") : void 0,
		permissions,
		actions
	});
}
function messageOf(line) {
	return LINE.exec(line?.replace(/\r$/, "") ?? "")?.[1];
}
function take(message, reading) {
	if (message.startsWith("##[group]")) {
		reading.group = message.slice(9).trim();
		reading.package = reading.phase === "downloading" ? PACKAGE.exec(reading.group)?.[1] : void 0;
		if (reading.group === TOKEN_GROUP && reading.phase === "machine") reading.permissions = {};
		return;
	}
	if (message === "##[endgroup]") reading.group = void 0;
	else if (reading.group !== void 0) takeInGroup(message, reading);
	else takeOutside(message, reading);
}
function takeInGroup(message, reading) {
	const { group, phase, permissions, image } = reading;
	if (phase === "machine" && group === TOKEN_GROUP && permissions) {
		const [, scope, level] = LEVEL.exec(message) ?? [];
		if (scope && (level === "read" || level === "write")) permissions[workflowScope(scope)] = level;
	} else if (phase === "machine" && group === IMAGE_GROUP) {
		image.name ??= IMAGE.exec(message)?.[1];
		image.version ??= IMAGE_VERSION.exec(message)?.[1];
	} else if (reading.package !== void 0) add(reading, reading.package, PACKAGE_COMMIT.exec(message)?.[1]);
}
function takeOutside(message, reading) {
	const { found, phase } = reading;
	if (message === "Prepare workflow directory") reading.phase = "preparing";
	else if (message === "Prepare all required actions") reading.phase = "downloading";
	else if (phase === "machine") {
		found.runnerName ??= NAME.exec(message)?.[1];
		found.secretSource ??= SECRETS.exec(message)?.[1];
	} else if (phase === "downloading") {
		const [, uses, commit] = DOWNLOADED.exec(message) ?? [];
		if (uses) add(reading, uses, commit);
	}
}
function add({ actions }, uses, commit) {
	if (commit !== void 0 && actions.length < MOST_ACTIONS) actions.push({
		uses,
		commit
	});
}

// src/ci/github/job-looks.ts
const LOGS = "GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs";
const REF = "GET /repos/{owner}/{repo}/git/ref/{ref}";
const SET_UP_BYTES = 262144;
const SERVICE$1 = "The store of GitHub’s job logs";
function createJobLooks(client, http, repository) {
	const [owner = "", repo = ""] = repository.split("/");
	return {
		async setUpLog(jobId) {
			const look = await observed("permissions: actions: read, and a log that GitHub still keeps", async () => {
				const parameters = {
					owner,
					repo,
					job_id: jobId
				};
				const options = {
					accept: "application/vnd.github+json",
					maxBytes: SET_UP_BYTES
				};
				return logOf(await client.raw(LOGS, parameters, options), http);
			});
			return look.ok ? setUpIn(look.value) : look;
		},
		interruption: (jobId) => observed("permissions: checks: read", async () => interruptionIn(await client.rest("GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations", {
			owner,
			repo,
			check_run_id: jobId,
			per_page: 100
		}, Annotations))),
		refKind: (name) => observed("permissions: contents: read", async () => {
			const is = (ref) => isThere(client, {
				owner,
				repo,
				ref
			});
			const [branch, tag] = [await is(`heads/${name}`), await is(`tags/${name}`)];
			return kindOf(branch, tag);
		})
	};
}
async function logOf(reply, http) {
	const { location } = reply.headers;
	if (reply.status === 410) throw new DoorlogError("api-not-found", "GitHub no longer keeps the log of a job.");
	if (reply.status >= 400) throw refusal(reply, LOGS);
	if (location === void 0 || !URL.canParse(location)) throw new DoorlogError("http-reply-invalid", "GitHub’s API did not say where the log of a job is.");
	return (await downloadUnaccompanied(http, {
		service: SERVICE$1,
		url: location,
		maxBytes: SET_UP_BYTES * 2,
		firstBytes: SET_UP_BYTES
	})).toString("utf8");
}
function setUpIn(text) {
	const found = readSetUp(text);
	if (found) return {
		ok: true,
		value: found
	};
	return {
		ok: false,
		reason: "not-available",
		needed: "a log that begins with what a runner writes first"
	};
}
function kindOf(branch, tag) {
	if (branch && tag) return "both";
	return branch ? "branch" : tag ? "tag" : "none";
}
async function isThere(client, parameters) {
	try {
		await client.rest(REF, parameters, object({ ref: string() }));
		return true;
	} catch (error) {
		if (codeOf(error) === "api-not-found") return false;
		throw error;
	}
}

// src/ci/github/person-tracer.ts
const DAY$1 = 864e5;
const DAYS = 2;
const NEEDED = "the input `audit-log-token`, in an organisation on GitHub Enterprise Cloud whose audit log shows IP addresses";
const anything = optional(unknown());
const Events = array(object({
	"@timestamp": number(),
	actor_id: anything,
	actor_ip: anything,
	user_agent: anything,
	external_identity_nameid: anything
}));
function createPersonTracer(client, repository) {
	const [org = ""] = repository.split("/");
	return { async traces({ login, id, until }) {
		if (!/^[\w-]{1,100}$/.test(login)) return {
			ok: false,
			reason: "not-applicable",
			needed: "an account of a person"
		};
		const phrase = `actor:${login} created:${(/* @__PURE__ */ new Date(Date.parse(until) - DAYS * DAY$1)).toISOString().slice(0, 10)}..${until.slice(0, 10)}`;
		try {
			const query = {
				org,
				phrase,
				include: "all",
				order: "desc",
				per_page: 100
			};
			const { items } = await client.page("GET /orgs/{org}/audit-log", query, Events);
			return newestOf(items.filter((event) => event["@timestamp"] <= Date.parse(until)).filter((event) => id === void 0 || String(event.actor_id ?? id) === id));
		} catch (error) {
			const answer = notSeen(error, NEEDED);
			return codeOf(error) === "api-not-found" && !answer.ok ? {
				...answer,
				reason: "not-permitted"
			} : answer;
		}
	} };
}
function newestOf(events) {
	const newest = (key, most) => {
		const found = events.map((event) => event[key]).find((value) => typeof value === "string" && value !== "");
		return typeof found === "string" ? found.slice(0, most).toWellFormed() : void 0;
	};
	const ipAddress = newest("actor_ip", 100);
	const userAgent = newest("user_agent", 500);
	const ssoIdentity = newest("external_identity_nameid", 320);
	return {
		ok: true,
		value: {
			...ipAddress && { ipAddress },
			...userAgent && { userAgent },
			...ssoIdentity && { ssoIdentity }
		}
	};
}

// src/ci/github/run-artifacts.ts
const ZIP = "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/zip";
const FILE = "access-record.json";
const SERVICE = "The store of GitHub’s artifacts";
const LARGEST_ZIP = 2097152;
const LARGEST_RECORD = 8388608;
const Listed = object({ artifacts: array(object({
	id: number(),
	expired: boolean(),
	size_in_bytes: number()
})) });
function createRunArtifacts(client, http, repository) {
	const [owner = "", repo = ""] = repository.split("/");
	async function zipOf(id) {
		const options = {
			accept: "application/vnd.github+json",
			maxBytes: LARGEST_ZIP
		};
		const reply = await client.raw(ZIP, {
			owner,
			repo,
			artifact_id: id
		}, options);
		const { location } = reply.headers;
		if (reply.status >= 400) throw refusal(reply, ZIP);
		if (location === void 0 || !URL.canParse(location)) throw new DoorlogError("http-reply-invalid", "GitHub’s API did not say where an artifact is.");
		return downloadUnaccompanied(http, {
			service: SERVICE,
			url: location,
			maxBytes: LARGEST_ZIP
		});
	}
	return { unsignedRecord: (runId, recordId) => observed("permissions: actions: read, and an artifact with a record", async () => {
		const { artifacts } = await client.rest("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", {
			owner,
			repo,
			run_id: runId,
			name: `doorlog-unsigned-record-${recordId.slice(0, 16)}`,
			per_page: 100
		}, Listed);
		const [first] = artifacts.filter(({ expired }) => !expired);
		if (!first) return void 0;
		if (first.size_in_bytes > LARGEST_ZIP) throw new DoorlogError("http-too-large", "An artifact that calls itself a record is too large for one.");
		return recordIn$1(await zipOf(first.id));
	}) };
}
async function recordIn$1(zip) {
	const { unzipSync } = await import("./fflate.js");
	try {
		let found = 0;
		const bytes = unzipSync(zip, { filter: ({ name, originalSize }) => name === FILE && originalSize <= LARGEST_RECORD && ++found === 1 })[FILE];
		if (bytes && bytes.length <= LARGEST_RECORD) return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
	} catch (cause) {
		throw new DoorlogError("http-reply-invalid", "An artifact that calls itself a record can’t be unpacked.", { cause });
	}
	throw new DoorlogError("http-reply-invalid", "An artifact that calls itself a record holds none.");
}

// src/core/collector/standing.ts
const COLLECTING_EVENTS = [
	"workflow_run",
	"schedule",
	"workflow_dispatch"
];
function refusalToCollect({ pipeline, claims, defaultBranch }) {
	const event = claims?.event_name ?? pipeline.event;
	const ref = claims?.ref ?? pipeline.ref;
	const workflowRef = claims?.workflow_ref ?? pipeline.workflowRef;
	if (event === void 0 || !COLLECTING_EVENTS.includes(event)) return refused(`was started by ${event ?? "an event that nobody names"}`, "start it by workflow_run or schedule");
	if (defaultBranch === void 0) return refused("could not see which branch is the default one", "give its token contents: read");
	const branch = `refs/heads/${defaultBranch}`;
	if (ref !== branch) return refused(`runs for ${ref ?? "no ref"}`, `it has to run for ${branch}`);
	if (!workflowRef?.endsWith(`@${branch}`)) return refused("has a workflow file of another branch", `its file has to be that of ${branch}`);
}
function refused(what, mend) {
	const shown = what.replace(/[^\p{L}\p{N} ._/-]/gu, "?").slice(0, 200);
	return new DoorlogError("environment-invalid", `This collector ${shown}, where others may decide what it does, so it collected nothing; ${mend}.`);
}

// src/compose/collect.ts
function composeCollector({ env, inputs, logger, interruption }) {
	const job = composeTrustedJob({
		env,
		inputs,
		logger,
		interruption
	});
	const { configuration } = inputs;
	const { auditLogToken } = inputs.secrets;
	const { repository } = job;
	const client = job.client();
	const auditLog = auditLogToken ? job.client(auditLogToken) : void 0;
	const folder = outputFolder(configuration, env, join(job.folder, "collected"));
	const runLooks = {
		repository: createRepositoryReader(client, repository),
		access: createAccessReader(client, repository),
		tracer: auditLog && createPersonTracer(auditLog, repository)
	};
	const ports = {
		...job.ports,
		observers: {
			...job.ports.observers,
			requestsLeft: () => client.rateLimit()
		},
		history: createRunHistory(client, repository),
		jobLooks: createJobLooks(client, job.http, repository),
		runArtifacts: createRunArtifacts(client, job.http, repository),
		runLooks,
		stores: job.stores,
		verifier: job.verifier,
		keep: async (recordId, files) => keepFiles(join(folder, recordId.slice(0, 16)), files),
		knowledge: (now) => readKnowledge({
			env,
			roster: inputs.roster,
			auditLog,
			repository,
			days: inputs.auditLogDays
		}, now)
	};
	return {
		ports,
		folder,
		input: () => inputFor(job, ports, inputs)
	};
}
async function inputFor(job, ports, inputs) {
	const { facts, action } = job.query;
	const { pipeline } = facts;
	const [claims, overview] = await Promise.all([job.ports.observers.claims(), ports.runLooks.repository.overview({
		sha: pipeline.sha ?? "",
		policyPath: POLICY_PATH
	})]);
	const known = overview.repository.ok ? overview.repository.value : void 0;
	const own = claims.ok ? claims.value : void 0;
	const refusal = refusalToCollect({
		pipeline,
		claims: own,
		defaultBranch: known?.defaultBranch
	});
	if (refusal) throw refusal;
	const repositoryId = pipeline.repositoryId ?? known?.id;
	if (repositoryId === void 0) throw new DoorlogError("environment-invalid", "The runner does not tell the id of the repository; collect on a runner that does.");
	const { repositoryOwnerId } = pipeline;
	return {
		place: {
			server: job.server,
			repository: job.repository,
			repositoryId,
			repositoryOwnerId
		},
		recorder: job.head.recorder,
		action,
		configuration: inputs.configuration,
		wanted: wantedBy(pipeline, inputs.hours),
		own: ownWorkflow(pipeline, known?.defaultBranch),
		expected: {
			issuer: own?.iss ?? issuerOf(job.server),
			repository: job.repository,
			collectors: collectorsOf(job, own)
		},
		isSigning: inputs.configuration.attest === "all" && (claims.ok || isOffered(job.variables)),
		historyDays: inputs.historyDays,
		problems: job.problems
	};
}
function isOffered({ idTokenRequestUrl, idTokenRequestToken }) {
	return idTokenRequestUrl !== void 0 && idTokenRequestToken !== void 0;
}
function ownWorkflow({ workflowRef, workflowSha }, branch) {
	const path = workflowPlace({
		workflowRef,
		workflowSha
	})?.path;
	return path === void 0 || branch === void 0 ? void 0 : {
		path,
		branch
	};
}
function wantedBy({ event, workflowRun }, hours) {
	if (event !== "workflow_run") return {
		kind: "since",
		hours
	};
	const { id: runId, headSha } = workflowRun ?? {};
	if (runId !== void 0 && headSha !== void 0) return {
		kind: "run",
		runId,
		headSha
	};
	throw new DoorlogError("event-invalid", "The event does not tell which run has ended, so nothing was collected.");
}
function collectorsOf({ server, query }, claims) {
	const { pipeline } = query.facts;
	const started = claims?.workflow_ref ?? pipeline.workflowRef;
	const holder = claims?.job_workflow_ref ?? pipeline.jobWorkflowRef ?? started;
	return [.../* @__PURE__ */ new Set([holder, started])].flatMap((ref) => ref === void 0 ? [] : [`${server}/${ref}`]);
}
function issuerOf(server) {
	return server === "https://github.com" ? GITHUB_ISSUER : `${server}/_services/token`;
}

// src/core/collector/disagreements.ts
const MOST = 200;
function disagreementsWith({ record, digest }, seen) {
	return [
		...differencesFrom(record, seen),
		...permissions(record, seen),
		...commits(record, seen)
	].slice(0, MOST).map((difference) => ({
		record: digest,
		...difference
	}));
}
function permissions(record, seen) {
	const [own, outside] = [observedIn(record), observedIn(seen)];
	if (!own || !outside || record.sources["/access/token"] !== "worker-log") return [];
	return [.../* @__PURE__ */ new Set([...Object.keys(own), ...Object.keys(outside)])].sort().flatMap((scope) => {
		const [said, level] = [own[scope] ?? "none", outside[scope] ?? "none"];
		const pointer = `/access/token/permissions/${scope}/observed`;
		return said === level ? [] : [{
			pointer,
			said,
			seen: level
		}];
	});
}
function observedIn({ access, sources }) {
	const source = sources["/access/token"];
	if (source !== "worker-log" && source !== "job-log") return void 0;
	const all = Object.entries(access.token?.permissions ?? {});
	return Object.fromEntries(all.flatMap(([scope, { observed }]) => observed ? [[scope, observed]] : []));
}
function commits(record, seen) {
	const own = new Map((record.actions ?? []).map(({ uses, commit }) => [uses, commit]));
	return (seen.actions ?? []).flatMap(({ uses, commit }, index) => {
		const said = own.get(uses);
		if (said === void 0 || commit === void 0 || said === commit) return [];
		return [{
			pointer: `/actions/${index}/commit`,
			said,
			seen: commit
		}];
	});
}

// src/core/collector/job-facts.ts
const OWN_RECORD = "the job’s own record: GitHub’s API does not tell it";
const WITHOUT_ACTIVITY = [
	"push",
	"schedule",
	"workflow_dispatch"
];
const IN_PULL_REQUEST = /^pull_request(_review(_comment)?)?$/;
function isMerge({ event }) {
	return IN_PULL_REQUEST.test(event);
}
function isOnHead({ event }) {
	return !event.startsWith("pull_request");
}
function factsOfJob(place, seen) {
	const { run, job, key, isLeg, log } = seen;
	const gaps = [];
	const miss = (pointer, needed, reason = "not-available", detail) => gaps.push({
		pointer,
		reason,
		needed,
		...detail && { detail }
	});
	const pipeline = pipelineOf(place, seen);
	const people = peopleOf(run);
	for (const field of [
		"ref",
		"sha",
		"workflowRef",
		"workflowSha",
		"jobWorkflowRef",
		"jobWorkflowSha"
	]) if (pipeline[field] === void 0) miss(`/pipeline/${field}`, OWN_RECORD);
	miss("/pipeline/refProtected", OWN_RECORD);
	if (key === void 0) miss("/pipeline/job", "a workflow file in which one job alone can have this name");
	if (isLeg || key === void 0) miss("/pipeline/matrix", OWN_RECORD);
	if (run.event === "push") miss("/pipeline/before", OWN_RECORD);
	else if (!WITHOUT_ACTIVITY.includes(run.event)) miss("/pipeline/eventAction", OWN_RECORD);
	if (!people.initiator) miss("/people/initiator", "an account that is still there", "not-found");
	if (!log.ok) for (const field of ["environment", "image"]) miss(`/runner/${field}`, log.needed, log.reason, log.detail);
	return {
		pipeline,
		runner: runnerOf(job, log),
		people,
		sha: run.headSha,
		source: { synthetic: isMerge(run) },
		gaps,
		sources: sourcesOf(seen, pipeline)
	};
}
function pipelineOf(place, seen) {
	const { run, job, key, called, pull } = seen;
	const { server, repository, repositoryId, repositoryOwnerId } = place;
	const ref = refOf(seen);
	const sha = isOnHead(run) ? run.headSha : void 0;
	const workflowRef = ref && `${repository}/${run.path}@${ref}`;
	const holder = key === void 0 ? void 0 : called ?? {
		ref: workflowRef,
		sha
	};
	const pullRequest = pull && triggering(pull, run, place);
	return {
		provider: "github-actions",
		...defined({
			server,
			repository,
			repositoryId,
			repositoryOwner: repository.split("/")[0],
			repositoryOwnerId,
			workflow: run.name?.slice(0, 1e3),
			workflowRef,
			workflowSha: workflowRef && sha,
			jobWorkflowRef: holder?.ref,
			jobWorkflowSha: holder?.sha,
			runId: run.id,
			runNumber: run.number,
			runAttempt: run.attempt,
			runUrl: `${server}/${repository}/actions/runs/${run.id}/attempts/${run.attempt}`,
			job: key,
			checkRunId: job.id,
			event: run.event,
			ref,
			sha,
			pullRequest
		})
	};
}
function refOf({ run, refKind, pull }) {
	const { headBranch: name } = run;
	if (run.event.startsWith("pull_request")) return pull && refOfPull(run, pull);
	if (name === void 0) return void 0;
	if (run.event === "release") return `refs/tags/${name}`;
	if (run.event === "merge_group" || run.event === "schedule") return `refs/heads/${name}`;
	if (!refKind.ok) return void 0;
	return {
		branch: `refs/heads/${name}`,
		tag: `refs/tags/${name}`,
		both: void 0,
		none: void 0
	}[refKind.value];
}
function refOfPull(run, { pullRequest: { number, baseRef, mergedAt } }) {
	const isOver = mergedAt !== void 0 && Date.parse(run.createdAt) >= Date.parse(mergedAt);
	return isMerge(run) && !isOver ? `refs/pull/${number}/merge` : `refs/heads/${baseRef}`;
}
function isRefAsked({ event, headBranch }) {
	return headBranch !== void 0 && !/^(pull_request.*|release|merge_group|schedule)$/.test(event);
}
function pullOf(run, pulls) {
	if (!run.event.startsWith("pull_request")) return void 0;
	const own = pulls.filter(({ pullRequest: { headSha, headRepository } }) => headSha === run.headSha && (headRepository === void 0 || run.headRepository === void 0 || headRepository.toLowerCase() === run.headRepository.name.toLowerCase()));
	return own.length === 1 ? own[0] : void 0;
}
function triggering({ pullRequest }, run, place) {
	const { number, headSha, baseRef, author } = pullRequest;
	return {
		number,
		headSha,
		...defined({
			headRef: run.headBranch,
			headRepository: run.headRepository?.name,
			headRepositoryId: run.headRepository?.id,
			fromFork: run.headRepository && run.headRepository.id !== place.repositoryId,
			baseRef,
			author
		})
	};
}
function peopleOf({ actor, triggeringActor, attempt }) {
	const isAgain = triggeringActor !== void 0 && (Number(attempt) > 1 || triggeringActor.id !== actor?.id);
	return defined({
		initiator: actor && personOf(actor),
		rerunner: isAgain ? personOf(triggeringActor) : void 0
	});
}
function personOf({ login, id, type }) {
	return {
		login,
		...id && { id },
		...type && { type }
	};
}
function runnerOf({ runnerName }, log) {
	const { environment, image } = log.ok ? log.value : {};
	return defined({
		environment,
		image: image?.slice(0, 300),
		name: runnerName?.slice(0, 300)
	});
}
function sourcesOf({ log, key }, pipeline) {
	const { environment, image } = log.ok ? log.value : {};
	return {
		"/pipeline": "api",
		"/runner": "api",
		"/people": "api",
		...environment && { "/runner/environment": "job-log" },
		...image && { "/runner/image": "job-log" },
		...key !== void 0 && { "/pipeline/job": "workflow-file" },
		...pipeline.pullRequest && { "/pipeline/pullRequest": "api" },
		"/source/synthetic": "api"
	};
}
function defined(value) {
	return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== void 0));
}

// src/core/collector/outcome.ts
const INTERRUPTED = "/outcome/interrupted";
const LAST_STEP = "Complete job";
const OWN_END = [
	"success",
	"neutral",
	"skipped"
];
function mayBeInterrupted({ conclusion = "" }) {
	return !OWN_END.includes(conclusion);
}
function outcomeOf(job, notes) {
	const { conclusion } = job;
	const base = {
		status: statusOf(conclusion),
		...conclusion && { conclusion: conclusion.slice(0, 100) }
	};
	if (!mayBeInterrupted(job)) return { outcome: base };
	const told = notes?.ok ? notes.value : void 0;
	if (conclusion === "timed_out" || told === "timed-out") return ended(base, "timed-out", job, conclusion);
	if (told === "evicted" && !cameToItsEnd(job)) return { outcome: {
		...base,
		interrupted: "evicted"
	} };
	if (conclusion === "cancelled") return { outcome: {
		...base,
		interrupted: "cancelled"
	} };
	if (notes?.ok === false) {
		const { reason, needed, detail } = notes;
		return {
			outcome: base,
			gap: {
				pointer: INTERRUPTED,
				reason,
				needed,
				...detail && { detail }
			}
		};
	}
	return { outcome: base };
}
function ended(base, how, job, conclusion) {
	return { outcome: conclusion === "timed_out" || conclusion === "cancelled" || !cameToItsEnd(job) ? {
		...base,
		interrupted: how
	} : base };
}
function cameToItsEnd({ steps }) {
	const last = steps.at(-1);
	return last?.name === LAST_STEP && last.status === "completed" && last.conclusion === "success";
}
function statusOf(conclusion) {
	if (conclusion === void 0) return "failure";
	if (OWN_END.includes(conclusion)) return "success";
	return conclusion === "cancelled" ? "cancelled" : "failure";
}

// src/core/collector/record.ts
const ONLY_INSIDE = ["/source/workspace", "/access/cloud"];
function collectorRecord({ recordId, recorder }, snapshot, { outcome, found, signing }) {
	const { observedAt, gaps, ...observations } = snapshot;
	const isFound = "links" in found;
	return withAbsences({
		schemaVersion: "1",
		recordId,
		phase: "collector",
		recorder: {
			...recorder,
			kind: "collector"
		},
		...observations,
		observedAt: { collector: observedAt },
		outcome: outcome.outcome,
		..."instance" in signing && { signing: { instance: signing.instance } },
		drift: [],
		...isFound && { disagreements: [...found.disagreements] },
		gaps: [
			...gaps.filter(({ pointer }) => !ONLY_INSIDE.includes(pointer)),
			...ONLY_INSIDE.map((pointer) => ({
				pointer,
				reason: "not-applicable",
				needed: "a record by the job itself"
			})),
			...outcome.gap ? [outcome.gap] : [],
			..."gap" in found ? ["/links/records", "/disagreements"].map((pointer) => ({
				pointer,
				...found.gap
			})) : [],
			..."gap" in signing ? [signing.gap] : []
		],
		links: isFound ? { records: [...found.links] } : {}
	});
}

// src/core/collector/seen-inside.ts
const OIDC = "/access/oidc";
const LONGEST = 300;
function withSetUp(snapshot, job, log) {
	return withGroup(withCommits(withOidc(snapshot), log.ok ? log.value : void 0), job);
}
function withOidc(snapshot) {
	const idToken = snapshot.access.token?.permissions?.["id-token"];
	const isSeen = snapshot.sources["/access/token"] === "job-log";
	const { oidc: _, ...access } = snapshot.access;
	const gaps = snapshot.gaps.filter(({ pointer }) => !pointer.startsWith(OIDC));
	const { [OIDC]: __, [`${OIDC}/claims`]: ___, ...sources } = snapshot.sources;
	if (!isSeen) {
		const gap = {
			pointer: OIDC,
			reason: "not-available",
			needed: "a log that tells what the token may do"
		};
		return {
			...snapshot,
			access,
			sources,
			gaps: [...gaps, gap]
		};
	}
	const needed = "the job’s own record: nobody else is given its identity token";
	return {
		...snapshot,
		access: {
			...access,
			oidc: { available: idToken?.observed === "write" }
		},
		sources: {
			...sources,
			[OIDC]: "job-log"
		},
		gaps: [...gaps, {
			pointer: `${OIDC}/claims`,
			reason: "not-applicable",
			needed
		}]
	};
}
function withCommits(snapshot, log) {
	const { actions } = snapshot;
	if (!actions || !log) return snapshot;
	const commits = new Map(log.actions.map(({ uses, commit }) => [uses.toLowerCase(), commit]));
	const resolved = actions.map((action) => {
		const commit = commits.get(downloadOf(action.uses));
		return commit === void 0 ? action : {
			...action,
			commit
		};
	});
	const isSeen = resolved.some(({ uses }) => commits.has(downloadOf(uses)));
	return {
		...snapshot,
		actions: resolved,
		...isSeen && { sources: {
			...snapshot.sources,
			"/actions": "job-log"
		} }
	};
}
function downloadOf(uses) {
	const [place = "", ref = ""] = uses.toLowerCase().split("@");
	return `${place.split("/").slice(0, 2).join("/")}@${ref}`;
}
function withGroup(snapshot, { runnerGroup, labels }) {
	const { runner, sources } = snapshot;
	const group = runner.group === void 0 ? runnerGroup?.slice(0, LONGEST) : void 0;
	const asked = runner.labels === void 0 && labels.length > 0 ? labels.map((each) => each.slice(0, LONGEST)) : void 0;
	const held = [...group === void 0 ? [] : ["/runner/group"], ...asked ? ["/runner/labels"] : []];
	return {
		...snapshot,
		runner: {
			...runner,
			...group !== void 0 && { group },
			...asked && { labels: asked }
		},
		sources: {
			...sources,
			...Object.fromEntries(held.map((pointer) => [pointer, "api"]))
		},
		gaps: snapshot.gaps.filter(({ pointer }) => !held.includes(pointer))
	};
}
const TRACES = [
	"ipAddress",
	"userAgent",
	"ssoIdentity"
];
function withTraces(snapshot, looks) {
	let { people, sources } = snapshot;
	const gaps = [...snapshot.gaps];
	for (const who of ["initiator", "rerunner"]) {
		const [person, look] = [people[who], looks[who]];
		if (!person || !look) continue;
		if (look.ok) people = {
			...people,
			[who]: {
				...person,
				...look.value
			}
		};
		for (const fact of TRACES) {
			const pointer = `/people/${who}/${fact}`;
			if (look.ok && look.value[fact] !== void 0) sources = {
				...sources,
				[pointer]: "api"
			};
			else if (look.ok) gaps.push({
				pointer,
				reason: "not-found",
				needed: "an audit log that shows it"
			});
			else gaps.push({
				pointer,
				reason: look.reason,
				needed: look.needed,
				...look.detail && { detail: look.detail }
			});
		}
	}
	return {
		...snapshot,
		people,
		sources,
		gaps
	};
}
function withinJob(snapshot, { startedAt, completedAt }) {
	const { resources } = snapshot;
	if (!resources || startedAt === void 0 || completedAt === void 0) return snapshot;
	const [from, until] = [Date.parse(startedAt), Date.parse(completedAt) + 1e3];
	const isWithin = ({ createdAt }) => {
		const at = Date.parse(createdAt);
		return !(at < from || at > until);
	};
	const { deployments, releases, draftReleases } = resources;
	return {
		...snapshot,
		resources: {
			...resources,
			...deployments && { deployments: deployments.filter(isWithin) },
			...releases && { releases: releases.filter(isWithin) },
			...draftReleases && { draftReleases: draftReleases.filter(isWithin) }
		}
	};
}

// src/core/workflow/job-of-name.ts
const CALLS = " / ";
function jobOfName({ jobs }, shown) {
	const found = [...jobs.values()].flatMap((job) => matchOf(job, shown) ?? []);
	return found.length === 1 ? found[0] : void 0;
}
function matchOf(job, shown) {
	if (job.uses === void 0) {
		const fit = fits(job, shown);
		return fit && {
			job,
			isLeg: fit === "leg"
		};
	}
	for (let at = shown.indexOf(CALLS); at >= 0; at = shown.indexOf(CALLS, at + 1)) {
		const fit = fits(job, shown.slice(0, at));
		if (fit) return {
			job,
			rest: shown.slice(at + 3),
			isLeg: fit === "leg"
		};
	}
}
function fits({ key, name = key }, shown) {
	if (shown === name) return "whole";
	const [start, end] = [name.indexOf("${{"), name.lastIndexOf("}}")];
	if (start < 0 || end < start) return shown.startsWith(`${name} (`) && shown.endsWith(")") ? "leg" : void 0;
	const [before, after] = [name.slice(0, start), name.slice(end + 2)];
	return shown.length >= before.length + after.length && shown.startsWith(before) && shown.endsWith(after) ? "leg" : void 0;
}

// src/pipeline/collected-place.ts
const DEEPEST = 10;
async function placedIn(place, bare, reader, since) {
	const first = await reader.overview(overviewQuery({
		facts: factsOfJob(place, bare),
		since
	}));
	const pull = first.pullRequests?.ok ? pullOf(bare.run, first.pullRequests.value) : void 0;
	let seen = {
		...bare,
		...pull && { pull }
	};
	let name = seen.job.name;
	let text = first.workflowFile.ok ? first.workflowFile.value : void 0;
	let file = `${place.repository}/${seen.run.path}`;
	for (let depth = 0; depth < DEEPEST && text !== void 0; depth++) {
		const found = await jobIn(text, file, name);
		if (!found) return {
			...seen,
			key: void 0,
			called: void 0
		};
		seen = {
			...seen,
			key: found.job.key,
			isLeg: found.isLeg || seen.isLeg === true
		};
		if (found.job.uses === void 0) return seen;
		const called = calledBy(found.job.uses, file, seen.run);
		if (!called || found.rest === void 0) break;
		seen = {
			...seen,
			called
		};
		file = called.ref.replace(/@.*$/, "");
		name = found.rest;
		const next = await reader.overview(overviewQuery({
			facts: factsOfJob(place, seen),
			since
		}));
		text = next.workflowFile.ok ? next.workflowFile.value : void 0;
	}
	return {
		...seen,
		key: void 0,
		called: void 0
	};
}
async function jobIn(text, file, name) {
	try {
		return jobOfName((await readWorkflowFile(text, file)).workflow, name);
	} catch (error) {
		if (codeOf(error) === "workflow-invalid") return void 0;
		throw error;
	}
}
function calledBy(uses, file, run) {
	const [owner, repository] = file.split("/");
	const wanted = uses.startsWith("./") ? `${owner}/${repository}/${uses.slice(2)}@` : uses;
	const found = run.calledWorkflows.filter(({ path }) => path.toLowerCase().startsWith(wanted.toLowerCase()));
	const [only] = found;
	return only && found.length === 1 ? {
		ref: only.path,
		sha: only.sha
	} : void 0;
}

// src/pipeline/found-records.ts
const OWN_PHASES = [
	"start",
	"checkpoint",
	"end"
];
function recordsIn({ copies, proven }) {
	const ends = proven.filter(({ record }) => record.phase === "end");
	const bound = new Set(ends.flatMap(({ record: { links } }) => [...links.startEvent ? [links.startEvent.digest] : [], ...(links.checkpoints ?? []).map(({ digest }) => digest)]));
	const provenEnds = new Set(ends.map(({ digest }) => digest));
	const found = /* @__PURE__ */ new Map();
	for (const copy of copies) {
		const phase = OWN_PHASES.find((each) => each === copy.phase);
		if (phase === void 0) continue;
		const proof = proofOf(copy, phase === "end" ? provenEnds : bound);
		const key = `${phase} ${copy.digest}`;
		if (!found.get(key) || proof === "refused") found.set(key, {
			phase,
			digest: copy.digest,
			proof
		});
	}
	return [...found.values()].sort((a, b) => rankOf(a) - rankOf(b) || (a.digest < b.digest ? -1 : 1));
}
function proofOf({ checks, digest, phase }, proven) {
	if (checks.some(({ status }) => status === "failed")) return "refused";
	if (proven.has(digest)) return "verified";
	return phase === "end" && !checks.some(isUnsigned) ? "incomplete" : "unsigned";
}
function isUnsigned({ id, status }) {
	return id === "signature" && status === "not-checked";
}
function rankOf({ phase }) {
	return OWN_PHASES.indexOf(phase);
}

// src/pipeline/said-records.ts
async function saidIn({ recordId, stored }, links, stores, signal) {
	const said = /* @__PURE__ */ new Map();
	for (const { record, digest } of stored.proven) if (record.phase === "end") said.set(digest, {
		record,
		digest
	});
	const open = new Set(links.flatMap(({ phase, digest }) => phase === "end" && !said.has(digest) ? [digest] : []));
	if (open.size === 0) return [...said.values()];
	for (const { reader } of stores) for await (const { phase, digest, document, attested } of reader.read(recordId, signal)) {
		const record = phase === "end" && open.has(digest) ? readable(document ?? attested) : void 0;
		if (record) said.set(digest, {
			record,
			digest
		});
	}
	return [...said.values()];
}
function unsignedIn(look, recordId) {
	if (!look.ok || !look.value) return void 0;
	const record = readable(jsonOrNothing(look.value.text));
	if (!record || record.recordId !== recordId || record.phase !== "end") return void 0;
	const digest = digestOf(record);
	return {
		record,
		digest,
		link: {
			phase: "end",
			digest,
			proof: "unsigned"
		}
	};
}
function readable(document) {
	try {
		const { data } = AccessRecord.safeParse(document);
		return data && digestOf(data) ? data : void 0;
	} catch {
		return;
	}
}

// src/pipeline/collect-job.ts
async function collectJob(ports, collected, evidence, signal) {
	const { configuration, sinks, hasUnmade, alerts, recorder } = collected;
	const { job, recordId } = evidence;
	const [log, notes] = await Promise.all([ports.jobLooks.setUpLog(job.id), mayBeInterrupted(job) ? ports.jobLooks.interruption(job.id) : void 0]);
	const { snapshot: seen, policy } = await snapshotOf(ports, collected, job, log);
	const snapshot = ports.redact(seen);
	const { visibility, environment } = snapshot.pipeline;
	const signer = ports.signer({
		visibility,
		environment
	});
	const { found, said } = await foundFor(ports, collected, evidence, signal);
	const bare = collectorRecord(ports.redact({
		recordId,
		recorder
	}), snapshot, {
		outcome: outcomeOf(job, notes),
		found,
		signing: "gap" in signer ? signer : { instance: signer.instance }
	});
	const whole = "gap" in found ? bare : {
		...bare,
		disagreements: said.flatMap((each) => disagreementsWith(each, bare))
	};
	const [known, custom] = await Promise.all([collected.knowledge(policy), customJudgements(ports.custom, policy, whole)]);
	const verdict = verdictFor(whole, policy, strictnessOf(configuration), {
		...known,
		...custom
	});
	const named = {
		...ports.redact(whole),
		policy: verdict
	};
	const record = ports.pseudonyms.isAsked ? ports.pseudonyms.hide(named) : named;
	const problems = [...problemsOfGaps(whole), ..."error" in policy && policy.error ? [errorOf(policy)] : []];
	const [sealed, raised] = await Promise.all([seal(ports, {
		record,
		signer,
		configuration,
		sinks,
		hasUnmade
	}, problems), alerts?.raise({
		record,
		verdict: record.policy ?? verdict,
		timeout: configuration.deliveryTimeout,
		signal: ports.interruption?.after(UNTIL.delivering)
	})]);
	problems.push(...problemsOfDeliveries(sealed.deliveries, sinks), ...problemsOfAlerts(raised));
	return {
		record,
		verdict: record.policy ?? verdict,
		sealed,
		problems
	};
}
function errorOf(policy) {
	const { message, code } = "error" in policy && policy.error ? policy.error : {
		message: "",
		code: "internal"
	};
	return {
		kind: code === "policy-invalid" ? "mistake" : "service",
		code,
		message
	};
}
function asksForHistory(choice) {
	return "policy" in choice && evidenceFor(choice.policy).has("history");
}
async function snapshotOf(ports, { place, run, refKind, looks, action, configuration }, job, log) {
	const since = run.startedAt ?? run.createdAt;
	const seen = await placedIn(place, {
		run,
		job,
		refKind,
		log
	}, looks.repository, since);
	const { sharedAccounts } = configuration;
	const facts = withAskedFacts(factsOfJob(place, seen), { sharedAccounts }, {}, (text) => text);
	const inside = {
		ok: false,
		reason: "not-available",
		needed: "the job’s own record"
	};
	const observers = {
		...ports.observers,
		repository: looks.repository,
		access: looks.access,
		claims: async () => inside,
		tokenPermissions: async () => permissionsIn(log),
		workspace: async () => inside
	};
	const { snapshot, policy } = await observe(observers, {
		facts,
		action,
		isCollector: true,
		organization: { demanded: configuration.organizationPolicy },
		reserved: 0,
		since
	});
	const traced = looks.tracer ? withTraces(snapshot, await tracesOf(snapshot, looks.tracer, since)) : snapshot;
	return {
		snapshot: withinJob(withSetUp(traced, job, log), job),
		policy
	};
}
function permissionsIn(log) {
	if (!log.ok) return log;
	const { permissions } = log.value;
	return permissions ? {
		ok: true,
		value: permissions
	} : {
		ok: false,
		reason: "not-available",
		needed: "a log in which the runner tells the token’s permissions"
	};
}
async function tracesOf({ people }, tracer, until) {
	const look = async (who) => {
		const person = people[who];
		if (!person || person.type === "bot") return void 0;
		return tracer.traces({
			login: person.login,
			id: person.id,
			until
		});
	};
	const [initiator, rerunner] = await Promise.all([look("initiator"), look("rerunner")]);
	return {
		...initiator && { initiator },
		...rerunner && { rerunner }
	};
}
async function foundFor(ports, { run, stores }, { recordId, stored }, signal) {
	const links = recordsIn(stored);
	const left = links.some(({ phase }) => phase === "end") ? void 0 : unsignedIn(await ports.runArtifacts.unsignedRecord(run.id, recordId), recordId);
	if (stores.length === 0 && !left) return {
		found: { gap: NO_STORE },
		said: []
	};
	const said = await saidIn({
		recordId,
		stored
	}, links, stores, signal);
	return {
		found: {
			links: left ? [...links, left.link] : links,
			disagreements: []
		},
		said: left ? [...said, left] : said
	};
}
const NO_STORE = {
	reason: "not-available",
	needed: "a sink in the input `sinks` that can be read back"
};

// src/pipeline/collected-attempts.ts
async function attemptsOf({ history: runs, clock }, { wanted, own, place }, history, signal) {
	const last = [];
	const now = clock.now();
	const query = wanted.kind === "run" ? { headSha: wanted.headSha } : { created: {
		from: /* @__PURE__ */ new Date(now.getTime() - wanted.hours * 36e5),
		until: now
	} };
	for await (const run of runs.runs(query, signal)) {
		if (wanted.kind === "run" ? run.id === wanted.runId : run.status === "completed" && !isOwn(run, own)) last.push(run);
		if (wanted.kind === "run" && last.length > 0) break;
	}
	if (wanted.kind === "run" && last.length === 0) throw new DoorlogError("api-not-found", `GitHub does not list run ${wanted.runId} of ${place.repository}.`);
	const known = wanted.kind === "since" ? (await history()).collected : /* @__PURE__ */ new Set();
	const attempts = [];
	for (const run of last) {
		attempts.push(run);
		for (let attempt = Number(run.attempt) - 1; attempt >= 1; attempt--) attempts.push(await runs.run(run.id, String(attempt)));
	}
	return attempts.sort((a, b) => Number(known.has(nameOf(a))) - Number(known.has(nameOf(b))));
}
function isOwn({ path, event, headBranch }, own) {
	return path === own?.path && headBranch === own.branch && COLLECTING_EVENTS.includes(event);
}
async function refKindOf(run, look) {
	return isRefAsked(run) && run.headBranch !== void 0 ? look(run.headBranch) : {
		ok: false,
		reason: "not-asked",
		needed: "an event for a branch or tag"
	};
}
function nameOf({ id, attempt }) {
	return `${id}/${attempt}`;
}
function notOver({ id }) {
	return new DoorlogError("http-status", `Run ${id} is not over yet, so that its jobs are left to the next schedule.`);
}

// src/pipeline/collected-history.ts
const MOST_RECORDS = 5e3;
const MOST_PROVEN = 1e3;
const DAY = 864e5;
function lazyHistory(question, signal) {
	let reading;
	let found;
	return {
		async read() {
			reading ??= readHistory(question, signal);
			found = await reading;
			return found;
		},
		add: (record) => found?.history.add(record)
	};
}
async function readHistory(question, signal) {
	const { stores, now, days } = question;
	const listing = {
		from: /* @__PURE__ */ new Date(now.getTime() - days * DAY),
		until: new Date(now.getTime() + 1),
		read: "whole"
	};
	let found = /* @__PURE__ */ new Map();
	for (const { sink, reader } of stores) for await (const entry of reader.list(listing, signal)) {
		const record = recordIn(entry);
		if (record && timeOf(record) >= listing.from.getTime()) found.set(`${entry.recordId} ${entry.phase} ${entry.digest}`, {
			record,
			entry,
			sink
		});
		if (found.size > 2 * MOST_RECORDS) found = newest(found);
	}
	const all = [...newest(found).values()];
	const own = all.filter(({ record }) => record.phase !== "collector").map(({ record }) => record);
	const seen = await provenOf(all, question, signal);
	return {
		history: createHistory([...own, ...seen]),
		collected: new Set(seen.map(({ pipeline }) => `${pipeline.runId}/${pipeline.runAttempt}`))
	};
}
function recordIn(entry) {
	if (entry.view !== void 0 || entry.phase === "checkpoint" || entry.document === void 0) return void 0;
	if (checkStored(entry).some(({ status }) => status === "failed")) return void 0;
	return AccessRecord.safeParse(entry.document).data;
}
function newest(found) {
	const inOrder = [...found].sort(([, a], [, b]) => timeOf(b.record) - timeOf(a.record));
	return new Map(inOrder.slice(0, MOST_RECORDS));
}
async function provenOf(all, { signatures }, signal) {
	const proven = [];
	for (const { record, entry, sink } of all.filter((each) => each.record.phase === "collector").slice(0, MOST_PROVEN)) if ((await verifyStored({
		recordId: entry.recordId,
		stores: [{
			sink,
			reader: {
				read: () => only(entry),
				list: () => only(entry)
			}
		}],
		signatures
	}, signal)).proven.length > 0) proven.push(record);
	return proven;
}
async function* only(entry) {
	yield entry;
}

// src/pipeline/once-per-run.ts
function oncePerRun({ repository, access, tracer }, run) {
	const facts = {
		...run.actor && { actor: run.actor },
		...run.triggeringActor && { triggeringActor: run.triggeringActor },
		calledWorkflows: run.calledWorkflows,
		...run.headRepository && { headRepository: run.headRepository }
	};
	return {
		repository: { overview: once((query) => repository.overview(query)) },
		access: {
			run: async () => ({
				ok: true,
				value: facts
			}),
			person: once((login) => access.person(login)),
			environment: once((name) => access.environment(name)),
			approvals: once((runId) => access.approvals(runId))
		},
		tracer: tracer && { traces: once((query) => tracer.traces(query)) }
	};
}
function once(look) {
	const taken = /* @__PURE__ */ new Map();
	return (query) => {
		const key = JSON.stringify(query);
		const known = taken.get(key) ?? look(query);
		taken.set(key, known);
		return known;
	};
}

// src/pipeline/collect.ts
const LOW_SHARE = .1;
const MOST_JOBS = 400;
const ENDS_ALL = [
	"api-rate-limited",
	"http-timeout",
	"http-connection",
	"http-tls"
];
async function collect(ports, input) {
	const { configuration } = input;
	const signal = ports.interruption?.signal ?? new AbortController().signal;
	const [{ stores, problems: storeProblems }, { sinks, problems: sinkProblems }, handover, alerts, beside] = await Promise.all([
		ports.stores(),
		ports.sinks(),
		ports.handover(),
		ports.alerts?.(),
		ports.knowledge(ports.clock.now())
	]);
	const problems = [
		...input.problems,
		...sinkProblems,
		...storeProblems.filter(({ message }) => !sinkProblems.some((other) => other.message === message)),
		...handover.problems,
		...alerts?.problems ?? [],
		...beside.problems
	];
	const jobs = [];
	const left = [];
	const done = () => finish(ports, input, {
		jobs,
		left,
		problems
	});
	if (stores.length === 0 && input.wanted.kind === "since") {
		problems.push(problemOf(noStore()));
		return done();
	}
	let verifier;
	try {
		verifier = await ports.verifier();
	} catch (error) {
		problems.push(problemOf(error));
		return done();
	}
	const signatures = {
		verifier,
		expected: input.expected
	};
	const history = lazyHistory({
		stores,
		signatures,
		now: ports.clock.now(),
		days: input.historyDays
	}, signal);
	const refKind = once((name) => ports.jobLooks.refKind(name));
	try {
		const attempts = await attemptsOf(ports, input, history.read, signal);
		for (const [index, run] of attempts.entries()) {
			if (isLow(ports) || isEnough(jobs)) {
				left.push(...attempts.slice(index).map(nameOf));
				break;
			}
			try {
				if (run.status !== "completed") throw notOver(run);
				if (!await collectAttempt(ports, input, {
					place: input.place,
					run,
					refKind: await refKindOf(run, refKind),
					looks: oncePerRun(ports.runLooks, run),
					recorder: input.recorder,
					action: input.action,
					configuration,
					stores,
					sinks,
					hasUnmade: sinkProblems.length > 0,
					alerts,
					knowledge: async (policy) => {
						if (!asksForHistory(policy) || stores.length === 0) return beside.known;
						const read = await orProblem(problems, history.read);
						return {
							...beside.known,
							...read && { history: read.history }
						};
					}
				}, {
					verifier,
					history,
					jobs,
					problems,
					signal
				})) left.push(nameOf(run));
			} catch (error) {
				problems.push(problemAt(error, signal));
				left.push(nameOf(run));
				if (signal.aborted || ENDS_ALL.includes(codeOf(error))) {
					left.push(...attempts.slice(index + 1).map(nameOf));
					break;
				}
			}
		}
	} catch (error) {
		problems.push(problemAt(error, signal));
	}
	return done();
}
function problemAt(error, signal) {
	if (!signal.aborted) return problemOf(error);
	return {
		kind: "service",
		code: "http-timeout",
		message: "The run was cancelled before all jobs were recorded."
	};
}
async function collectAttempt(ports, input, collected, { verifier, jobs, problems, signal, history }) {
	const { run, stores, place } = collected;
	const question = {
		run,
		server: place.server,
		repositoryId: place.repositoryId
	};
	const evidence = {
		history: ports.history,
		stores,
		verifier,
		expected: input.expected
	};
	let isWhole = true;
	for await (const found of evidenceOfRun(question, evidence, signal)) {
		const { job, recordId } = found;
		if (found.verdict === "not-run") {
			jobs.push({
				run,
				job,
				status: "not-run"
			});
			continue;
		}
		if (isKnown(found, input)) {
			jobs.push({
				run,
				job,
				status: "known",
				recordId
			});
			continue;
		}
		if (isLow(ports) || isEnough(jobs) || signal.aborted) return false;
		const own = {
			...ports,
			keep: (files) => ports.keep(recordId, files)
		};
		try {
			const result = await collectJob(own, collected, found, signal);
			problems.push(...result.problems.filter(isNew(problems)));
			jobs.push({
				run,
				job,
				status: "collected",
				recordId,
				collected: result
			});
			history.add(result.record);
		} catch (error) {
			if (signal.aborted || ENDS_ALL.includes(codeOf(error))) throw error;
			problems.push(...[problemOf(error)].filter(isNew(problems)));
			isWhole = false;
		}
	}
	return isWhole;
}
function isEnough(jobs) {
	return jobs.filter(({ status }) => status === "collected").length >= MOST_JOBS;
}
function isNew(known) {
	return ({ message }) => !known.some((other) => other.message === message);
}
function isKnown({ stored }, { isSigning }) {
	const now = keysOf(recordsIn(stored));
	if (stored.proven.filter(({ record }) => record.phase === "collector").map(({ record }) => new Set(keysOf(record.links.records ?? []))).some((keys) => now.every((key) => keys.has(key)))) return true;
	return !isSigning && stored.copies.some(({ phase, checks }) => phase === "collector" && isIntact(checks));
}
function isIntact(checks) {
	return !checks.some(({ status }) => status === "failed");
}
function keysOf(links) {
	return links.map(({ phase, digest }) => `${phase} ${digest}`);
}
function isLow({ observers }) {
	const left = observers.requestsLeft();
	return left !== void 0 && left.remaining < left.limit * LOW_SHARE;
}
function noStore() {
	return new DoorlogError("input-invalid", "No sink in the input “sinks” can be read back, so nobody can say which jobs have a record; give one that can, or collect at workflow_run.");
}
async function orProblem(problems, work) {
	try {
		return await work();
	} catch (error) {
		const problem = problemOf(error);
		if (isNew(problems)(problem)) problems.push(problem);
		return;
	}
}
function finish(ports, { configuration }, { jobs, left, problems }) {
	const strictness = strictnessOf(configuration);
	const verdicts = jobs.flatMap((each) => each.status === "collected" ? [each.collected.verdict] : []);
	const isFailed = problemsFail(problems, strictness) || verdicts.some((verdict) => problemsFail(problems, verdict));
	return {
		jobs,
		left,
		problems: showable(problems, ports),
		refused: verdicts.some(isRefused) || isFailed
	};
}

// src/report/collected.ts
const MOST_ROWS = 500;
function summarizeCollected({ jobs, left, problems }) {
	const told = jobs.filter(({ status }) => status !== "not-run");
	const rows = told.slice(0, MOST_ROWS).map((job) => [
		link(plain(job.name), job.url),
		`${plain(job.workflow)}, run ${plain(job.run)}/${plain(job.attempt)}`,
		plain(job.conclusion ?? "unknown"),
		...job.status === "known" ? [
			"recorded before",
			"",
			"",
			""
		] : cells(job)
	]);
	return `${[
		"### 📒 Doorlog: jobs seen from outside",
		rows.length > 0 ? table([
			"Job",
			"Run",
			"Outcome",
			"Own record",
			"Proof",
			"Says otherwise at",
			"Verdict"
		], rows) : "There was no job to record.",
		told.length > MOST_ROWS ? `${told.length - MOST_ROWS} more jobs are not listed here.` : "",
		left.length > 0 ? `Left to the next schedule: ${left.map((each) => plain(each)).join(", ")}` : "",
		problems.map(({ message }) => `- ${plain(message, 1e3)}`).join("\n")
	].filter(Boolean).join("\n\n")}\n`;
}
function cells({ links, disagreements, verdict = "" }) {
	const pointers = [...new Set(disagreements)].map((pointer) => plain(pointer)).join(", ");
	if (links === void 0) return [
		"nobody could look",
		"",
		pointers,
		verdict
	];
	if (links.length === 0) return [
		"**none**",
		"",
		pointers,
		verdict
	];
	return [
		links.map(({ phase }) => phase).join(", "),
		[...new Set(links.map(({ proof }) => proof))].join(", "),
		pointers && `**${pointers}**`,
		verdict
	];
}

// src/action/collect-inputs.ts
const OWN = {
	hours: "hours",
	historyDays: "history-days",
	roster: "roster",
	auditLogToken: "audit-log-token",
	auditLogDays: "audit-log-days"
};
const DAYS_OF_AUDIT_LOG = {
	most: 180,
	fallback: 30
};
const DAYS_OF_HISTORY = {
	most: 365,
	fallback: 30
};
const HOURS = {
	most: 720,
	fallback: 48
};
function collectInputNames() {
	return Object.values(OWN);
}
function readCollectInputs(env) {
	const inputs = readTrustedInputs(env, collectInputNames());
	const problems = [...inputs.problems];
	const auditLogToken = input(env, OWN.auditLogToken);
	return {
		...inputs,
		secrets: {
			...inputs.secrets,
			...auditLogToken && { auditLogToken }
		},
		hours: wholeNumber(env, OWN.hours, HOURS, problems),
		historyDays: wholeNumber(env, OWN.historyDays, DAYS_OF_HISTORY, problems),
		roster: input(env, OWN.roster),
		auditLogDays: wholeNumber(env, OWN.auditLogDays, DAYS_OF_AUDIT_LOG, problems),
		problems
	};
}
function wholeNumber(env, name, { most, fallback }, problems) {
	const text = input(env, name);
	if (text === void 0) return fallback;
	const found = /^\d{1,3}$/.test(text) ? Number(text) : 0;
	if (found >= 1 && found <= most) return found;
	const sentence = `The input “${name}” must be a whole number from 1 to ${most} (default ${fallback}); mend it in the step’s \`with:\`.`;
	problems.push(new DoorlogError("input-invalid", sentence));
	return fallback;
}

// src/action/collect-stage.ts
async function collectStage(env, interruption) {
	const console = actionConsole();
	const files = runnerFiles(env);
	const inputs = readCollectInputs(env);
	const { configuration } = inputs;
	const collector = composeCollector({
		env,
		inputs,
		logger: console,
		interruption
	});
	const input = await collector.input().catch((error) => problemOf(error));
	if ("message" in input) {
		console.error(collector.ports.redact(input.message));
		return 1;
	}
	const result = await collect(collector.ports, input);
	const told = result.jobs.map((each) => toldJob(each));
	let { refused } = result;
	try {
		writeOutputs(files, result, told, collector.folder);
		if (configuration.summary) files.appendSummary(summarizeCollected({
			jobs: told,
			left: result.left,
			problems: result.problems
		}));
	} catch (error) {
		console.warn(collector.ports.redact(problemOf(error).message));
		refused = refused || configuration.onError === "fail";
	}
	tellJobs(console, result);
	reportProblems(console, result.problems, configuration);
	const count = told.filter(({ status }) => status === "collected").length;
	const left = result.left.length > 0 ? `; left to the next schedule: ${result.left.join(", ")}` : "";
	console.info(`Of ${quantity(told.length, "job")} ${quantity(count, "was", "were")} recorded${left}.`);
	if (refused) console.error("The collector’s job fails for the errors above; every record was completed first.");
	return refused ? 1 : 0;
}
function toldJob(job) {
	const { run, job: seen, status } = job;
	const base = {
		run: run.id,
		attempt: run.attempt,
		workflow: run.path,
		name: seen.name,
		url: seen.url
	};
	if (job.status !== "collected") return {
		...base,
		status,
		conclusion: seen.conclusion,
		links: [],
		disagreements: []
	};
	const { record, verdict } = job.collected;
	return {
		...base,
		status: job.status,
		conclusion: record.outcome?.interrupted ?? record.outcome?.conclusion,
		links: record.links.records,
		disagreements: (record.disagreements ?? []).map(({ pointer }) => pointer),
		verdict: verdict.verdict
	};
}
function writeOutputs(files, result, told, folder) {
	const collected = told.filter(({ status }) => status === "collected");
	const verdicts = collected.map(({ verdict }) => verdict);
	const isProven = ({ links = [] }) => links.some(({ phase, proof }) => phase === "end" && proof === "verified");
	files.setOutput("collected", String(collected.length));
	files.setOutput("without-record", String(collected.filter((job) => !isProven(job)).length));
	files.setOutput("disagreements", String(collected.filter(({ disagreements }) => disagreements.length > 0).length));
	files.setOutput("left", String(result.left.length));
	files.setOutput("verdict", verdicts.includes("fail") ? "fail" : verdicts.includes("unknown") ? "unknown" : "pass");
	files.setOutput("record-directory", collected.length > 0 ? folder : "");
}
function tellJobs(console, { jobs }) {
	for (const job of jobs) {
		if (job.status !== "collected") continue;
		const { record, verdict } = job.collected;
		const pointers = [...new Set((record.disagreements ?? []).map(({ pointer }) => pointer))];
		if (pointers.length > 0) console.warn(`The record of job ${job.job.id} of run ${job.run.id} says otherwise than was seen at ${pointers.join(", ")}.`);
		reportFindings(console, verdict, void 0);
	}
}

// src/action/collect.ts
await runLastingStage(collectStage);

export {  };