import { $t as sha256Hex, Ar as enumeration, Cn as sha256, Ct as anyPattern, Er as boolean, Gr as record, Hr as number, Ir as maxLength, L as AccessLevel, Pr as literal, Qt as digestOf, Sr as SEVERITIES, Tn as time, Tr as array, Wr as optional, Xr as string, Yr as strictObject, bn as gitObjectId, ht as isRefused, un as shown, wn as text, wt as patternOf, xn as id, xt as isAtLeast } from "./hook.js";
import { C as CloudProvider, S as CloudIdentityKind, v as Account } from "./access-record.js";

// src/model/release-report.ts
const RELEASE_REPORT_VERSION = "1";
const MOST_ARTIFACTS = 1023;
const ReleasedArtifact = strictObject({
	name: shown(text(1e3), "Name of the file"),
	sha256: shown(sha256(), "SHA-256 of its bytes")
});
const Release = strictObject({
	server: shown(text(300), "Address of the server, without a slash at the end"),
	repository: shown(text(300), "Owner and name of the repository"),
	repositoryId: shown(id(), "Immutable id of the repository"),
	tag: shown(text(), "Tag of the release"),
	commit: shown(gitObjectId(), "Commit that the tag stands for"),
	id: optional(shown(id(), "Immutable id of the release; left out where there was none yet")),
	url: optional(shown(text(500), "Page of the release")),
	draft: optional(shown(boolean(), "Whether it was not published yet")),
	immutable: optional(shown(boolean(), "Whether GitHub lets nobody change it")),
	artifacts: array(ReleasedArtifact).check(maxLength(MOST_ARTIFACTS)),
	attestation: optional(strictObject({
		predicateType: shown(text(300), "Type of GitHub’s own attestation of the release"),
		statement: shown(sha256(), "SHA-256 of the statement that GitHub signed"),
		verified: shown(boolean(), "Whether its signature was checked and holds")
	}))
});
const job = () => ({
	run: strictObject({
		id: shown(id(), "Id of the run"),
		attempt: shown(id(), "Attempt of the run, from 1"),
		event: shown(text(100), "Event that started the run"),
		workflow: shown(text(), "Path of its workflow file")
	}),
	job: strictObject({
		id: shown(id(), "Id of the job, and of its check run"),
		name: shown(text(), "Name of the job as its run shows it"),
		conclusion: optional(shown(text(100), "How it ended, in GitHub’s words"))
	}),
	recordId: shown(sha256(), "Id of the job’s access record")
});
const PolicyAnswer = strictObject({
	verdict: shown(enumeration([
		"pass",
		"fail",
		"unknown"
	]), "All results together"),
	origin: shown(enumeration([
		"repository",
		"file",
		"built-in",
		"none"
	]), "Where the policy came from"),
	digest: optional(shown(sha256(), "SHA-256 of the policy file")),
	organizationDigest: optional(shown(sha256(), "SHA-256 of the organisation’s policy file")),
	refuses: shown(boolean(), "Whether that keeps the job out of a release")
});
const FailedRule = strictObject({
	rule: shown(text(100), "Id of the rule"),
	severity: shown(enumeration(SEVERITIES), "How bad that is"),
	message: shown(text(2e3), "What was found, in one sentence")
});
const Who = strictObject({
	initiator: optional(Account),
	rerunner: optional(Account),
	approvers: optional(array(Account)),
	reviewers: optional(array(Account))
});
const CloudUse = strictObject({
	provider: shown(enumeration(CloudProvider.options), "Where the identity holds"),
	kind: shown(enumeration(CloudIdentityKind.options), "Kind of identity in the cloud’s own words"),
	shortLived: optional(shown(boolean(), "Whether it ends by itself, within hours"))
});
const ReportedJob = strictObject({
	...job(),
	verdict: shown(enumeration([
		"verified",
		"refused",
		"conflict"
	]), "Whether its record is proven, was altered or signed by somebody else, or contradicts another one of the same job"),
	recorder: optional(shown(enumeration([
		"job",
		"gate",
		"collector",
		"local"
	]), "Who made the record")),
	recordDigest: optional(shown(sha256(), "SHA-256 of the attested record’s file")),
	bundleDigest: optional(shown(sha256(), "SHA-256 of the canonical form of the bundle that proves it")),
	who: optional(Who),
	environment: optional(shown(text(300), "Deployment environment of the job")),
	deployments: optional(array(strictObject({
		id: shown(id(), "Immutable id of a deployment that was made while the job ran"),
		environment: optional(shown(text(300), "Environment that it is for")),
		state: optional(shown(text(100), "How it stood then, in GitHub’s words"))
	}))),
	token: optional(shown(record(string(), AccessLevel), "What the job’s token could do, scope by scope")),
	cloud: optional(array(CloudUse)),
	disagreements: optional(shown(number(), "How many facts the collector sees otherwise than the job’s own record")),
	policy: optional(strictObject({
		recorded: optional(PolicyAnswer),
		again: optional(PolicyAnswer),
		failed: array(FailedRule)
	}))
});
const MissingJob = strictObject({
	...job(),
	why: shown(enumeration([
		"missing",
		"unfinished",
		"incomplete"
	]), "Whether nothing was found, a start without an end, or a record that nobody can say is genuine")
});
const ExcludedJob = strictObject({
	...job(),
	why: shown(enumeration([
		"this-job",
		"still-running",
		"except-jobs"
	]), "Whether it made this report, had not ended yet, or the release workflow leaves it out by name"),
	pattern: optional(shown(text(300), "Pattern that leaves it out"))
});
const count = (description) => shown(number(), description);
const ReleaseReport = strictObject({
	schemaVersion: shown(literal("1"), "Version of this schema"),
	madeAt: shown(time(), "When the report was made"),
	recorder: strictObject({
		version: shown(text(100), "Version of Doorlog"),
		workflowRef: optional(shown(text(), "Workflow file that holds the job that made the report")),
		runId: optional(shown(id(), "Run of that job")),
		runAttempt: optional(shown(id(), "Attempt of that run"))
	}),
	release: Release,
	verdict: shown(enumeration(["pass", "fail"]), "Whether every job that ran has a proven record, none is refused or in conflict, and no policy refuses one"),
	counts: strictObject({
		ran: count("Jobs that ran: all of jobs, missing and excluded"),
		verified: count("Jobs with a proven record"),
		refused: count("Jobs whose record is refused or in conflict"),
		againstPolicy: count("Jobs that a policy keeps out of a release"),
		missing: count("Jobs without a proven record"),
		excluded: count("Jobs that were not asked for one"),
		notRun: count("Jobs that were skipped or had no runner")
	}),
	missing: array(MissingJob),
	jobs: array(ReportedJob),
	excluded: array(ExcludedJob),
	otherRuns: shown(array(strictObject({
		id: shown(id(), "Id of the run"),
		event: shown(text(100), "Event that started it"),
		workflow: shown(text(), "Path of its workflow file")
	})), "Runs of the same commit that were not looked at, because of the event that started them"),
	people: array(strictObject({
		account: Account,
		as: array(shown(enumeration([
			"initiator",
			"rerunner",
			"approver",
			"reviewer"
		]), "What the person did for the release")),
		jobs: count("In how many jobs")
	})),
	policy: optional(strictObject({
		repository: optional(shown(text(300), "Repository that holds the policy by which all were judged again")),
		path: optional(shown(text(), "File that holds it")),
		commit: optional(shown(gitObjectId(), "Commit that it was read from")),
		digest: optional(shown(sha256(), "SHA-256 of the file"))
	}))
});

// src/core/release-job.ts
function provenPart({ record, text, bundle, again }) {
	const { pipeline, people, approvals, source, access } = record;
	const token = tokenOf(record);
	const policy = policyOf(record.policy, again);
	const deployments = record.resources?.deployments?.map(({ id, environment, state }) => ({
		id,
		...environment !== void 0 && { environment },
		...state !== void 0 && { state }
	}));
	return {
		recorder: record.recorder.kind,
		recordDigest: sha256Hex(text),
		bundleDigest: digestOf(JSON.parse(bundle)),
		who: {
			...people.initiator && { initiator: accountOf(people.initiator) },
			...people.rerunner && { rerunner: accountOf(people.rerunner) },
			...approvals && { approvers: distinct(approvals.filter(({ state }) => state === "approved").map(({ user }) => user)) },
			...source.pullRequests && { reviewers: distinct(approvalsOf(source.pullRequests)) }
		},
		...pipeline.environment !== void 0 && { environment: pipeline.environment },
		...deployments && deployments.length > 0 && { deployments },
		...token && { token },
		...access.cloud && { cloud: access.cloud.map(({ provider, kind, shortLived }) => ({
			provider,
			kind,
			...shortLived !== void 0 && { shortLived }
		})) },
		...policy && { policy }
	};
}
function approvalsOf(pullRequests) {
	return pullRequests.flatMap(({ reviews }) => reviews.filter(({ state }) => state === "approved").map(({ reviewer }) => reviewer));
}
function accountOf({ login, id, type }) {
	return {
		login,
		...id !== void 0 && { id },
		...type !== void 0 && { type }
	};
}
function accountKey({ id, login }) {
	return id === void 0 ? `login ${login.toLowerCase()}` : `id ${id}`;
}
function distinct(accounts) {
	return [...new Map(accounts.map((account) => [accountKey(account), accountOf(account)])).values()];
}
function tokenOf({ access }) {
	const permissions = access.token?.permissions;
	if (!permissions) return void 0;
	const levels = Object.entries(permissions).flatMap(([scope, { declared, observed }]) => {
		const level = observed ?? declared ?? "none";
		return level === "none" ? [] : [[scope, level]];
	});
	return Object.fromEntries(levels);
}
function policyOf(recorded, again) {
	if (!recorded && !again) return void 0;
	const failed = [...failuresOf(recorded), ...failuresOf(again)];
	return {
		...recorded && { recorded: answerOf(recorded) },
		...again && { again: answerOf({
			...again,
			onUnknown: "ignore"
		}) },
		failed: [...new Map(failed.map((failure) => [JSON.stringify(failure), failure])).values()]
	};
}
function answerOf(verdict) {
	const { policy, organizationPolicy } = verdict;
	return {
		verdict: verdict.verdict,
		origin: policy.origin,
		...policy.digest !== void 0 && { digest: policy.digest },
		...organizationPolicy?.digest !== void 0 && { organizationDigest: organizationPolicy.digest },
		refuses: isBinding(verdict) && isRefused({
			...verdict,
			mode: "enforce",
			onViolation: "fail"
		})
	};
}
function isBinding({ policy, organizationPolicy }) {
	return organizationPolicy !== void 0 || policy.origin === "repository" || policy.origin === "file";
}
function failuresOf(verdict) {
	if (!verdict || !isBinding(verdict)) return [];
	const { failFrom = "low", results } = verdict;
	const counts = ({ result, severity }) => result === "fail" && isAtLeast(severity, failFrom);
	return results.filter(counts).map(({ rule, severity, message }) => ({
		rule,
		severity,
		message
	}));
}

// src/core/release-report.ts
function assembleReleaseReport(facts) {
	const { madeAt, recorder, release, policy, otherRuns } = facts;
	const all = [...new Map(facts.jobs.map((each) => [placeOf(each), each])).values()];
	const ran = all.filter(({ verdict }) => verdict !== "not-run");
	const jobs = [];
	const missing = [];
	const excluded = [];
	for (const each of ran) {
		const why = reasonToLeaveOut(each, facts);
		const { verdict, proven, disagreements = 0 } = each;
		if (why) excluded.push({
			...headOf(each),
			...why
		});
		else if (disagreements > 0) jobs.push({
			...headOf(each),
			verdict: "conflict",
			disagreements
		});
		else if (verdict === "refused" || verdict === "conflict") jobs.push({
			...headOf(each),
			verdict
		});
		else if (verdict === "verified" && proven) jobs.push({
			...headOf(each),
			verdict,
			...provenPart(proven)
		});
		else missing.push({
			...headOf(each),
			why: verdict === "missing" || verdict === "unfinished" ? verdict : "incomplete"
		});
	}
	const counts = {
		ran: ran.length,
		verified: jobs.filter(({ verdict }) => verdict === "verified").length,
		refused: jobs.filter(({ verdict }) => verdict !== "verified").length,
		againstPolicy: jobs.filter(isAgainstPolicy).length,
		missing: missing.length,
		excluded: excluded.length,
		notRun: all.length - ran.length
	};
	return {
		schemaVersion: "1",
		madeAt,
		recorder,
		release,
		verdict: verdictOf(counts),
		counts,
		missing,
		jobs,
		excluded,
		otherRuns: otherRuns.map(({ id, event, path }) => ({
			id,
			event,
			workflow: nameIn(path)
		})),
		people: peopleIn(jobs),
		...policy && { policy }
	};
}
function verdictOf({ refused, againstPolicy, missing }) {
	return refused + againstPolicy + missing === 0 ? "pass" : "fail";
}
function isAgainstPolicy({ policy }) {
	return policy?.recorded?.refuses === true || policy?.again?.refuses === true;
}
const LONGEST_NAME = 900;
function nameIn(name) {
	return name.slice(0, LONGEST_NAME).toWellFormed();
}
function placeOf({ run, job }) {
	return `${run.id}/${run.attempt}/${job.id}`;
}
function headOf({ run, job, recordId }) {
	return {
		run: {
			id: run.id,
			attempt: run.attempt,
			event: run.event,
			workflow: nameIn(run.path)
		},
		job: {
			id: job.id,
			name: nameIn(job.name),
			...job.conclusion && { conclusion: job.conclusion }
		},
		recordId
	};
}
function reasonToLeaveOut({ run, job }, { thisJob, except, recorder }) {
	if (job.status !== "completed") {
		const isOwnRun = recorder.runId === void 0 || recorder.runId === run.id;
		return { why: job.id === thisJob && isOwnRun ? "this-job" : "still-running" };
	}
	const inFile = `${run.path.split("/").at(-1)}: ${job.name}`;
	const namesFor = (each) => /^\S*\.\S*: /.test(each) ? [inFile] : [job.name, inFile];
	const pattern = except.find((each) => namesFor(each).some(patternOf(each)));
	return pattern === void 0 ? void 0 : {
		why: "except-jobs",
		pattern
	};
}
function isLeading(events) {
	const matches = anyPattern(events);
	return ({ event }) => matches(event);
}
function peopleIn(jobs) {
	const people = /* @__PURE__ */ new Map();
	const note = (account, part, index) => {
		if (!account) return;
		const key = accountKey(account);
		const known = people.get(key) ?? {
			account,
			as: /* @__PURE__ */ new Set(),
			jobs: /* @__PURE__ */ new Set()
		};
		people.set(key, known);
		known.as.add(part);
		known.jobs.add(index);
	};
	for (const [index, { who }] of jobs.entries()) {
		note(who?.initiator, "initiator", index);
		note(who?.rerunner, "rerunner", index);
		for (const account of who?.approvers ?? []) note(account, "approver", index);
		for (const account of who?.reviewers ?? []) note(account, "reviewer", index);
	}
	return [...people.values()].map((person) => ({
		account: person.account,
		as: [...person.as],
		jobs: person.jobs.size
	})).sort((a, b) => b.jobs - a.jobs || (a.account.login < b.account.login ? -1 : 1));
}

// src/core/leading-events.ts
const LEADING_EVENTS = [
	"push",
	"create",
	"release",
	"workflow_dispatch",
	"repository_dispatch",
	"deployment",
	"merge_group"
];

export { verdictOf as a, isLeading as i, assembleReleaseReport as n, MOST_ARTIFACTS as o, isAgainstPolicy as r, ReleaseReport as s, LEADING_EVENTS as t };