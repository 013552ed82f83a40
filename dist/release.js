import { $r as runStage, $t as sha256Hex, A as choosePolicy, B as POLICY_PATH, Br as nullable, Dn as refusal, Et as VERSION, G as showable, Ur as object, Wr as optional, Xn as jsonOrNothing, Xr as string, Zt as canonicalize, ei as actionConsole, i as runnerFiles, ii as codeOf, l as input, ni as problemsFail, nn as outputFolder, nt as customJudgements, o as reportProblems, ot as verdictFor, ri as DoorlogError, ti as problemOf } from "./hook.js";
import { t as createAttestationFinder } from "./attestation-finder.js";
import { a as createReleaseReader, i as isReportFile, t as REPORT_FILES } from "./release-report-check.js";
import { t as createRunHistory } from "./run-history.js";
import { t as findSubjectFiles } from "./subject-files.js";
import { a as tellBundles, i as tellBundle, t as storeOfBundles } from "./bundle-store.js";
import { t as GITHUB_ISSUER } from "./signer.js";
import { n as plain, r as table, t as link } from "./markdown.js";
import { t as createStatement } from "./statement2.js";
import { n as composeTrustedJob, t as readTrustedInputs } from "./trusted-inputs.js";
import { n as quantity } from "./quantity.js";
import { i as isLeading, n as assembleReleaseReport, o as MOST_ARTIFACTS, s as ReleaseReport, t as LEADING_EVENTS } from "./leading-events.js";
import { i as RELEASE_REPORT_TYPE, o as SVR_TYPE, r as PREDICATE_TYPE } from "./predicate-type.js";
import { n as sideBySide } from "./side-by-side.js";
import { n as evidenceOfRun, t as evidenceOfJob } from "./job-evidence.js";
const { createHash } = process.getBuiltinModule("node:crypto");
const { join } = process.getBuiltinModule("node:path");
const { mkdirSync, writeFileSync } = process.getBuiltinModule("node:fs");

// src/ci/github/release-assets.ts
const SERVICE = "GitHub’s store of releases";
const ROUTE = "POST /repos/{owner}/{repo}/releases/{release_id}/assets";
const REMOVAL = "DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}";
const TIMEOUT = 6e4;
const Uploaded = object({
	name: string(),
	state: optional(string()),
	digest: optional(nullable(string()))
});
function createReleaseShelf({ http, apiUrl, token, repository, reader }) {
	const headers = {
		authorization: `token ${token}`,
		accept: "application/vnd.github+json",
		"user-agent": "doorlog"
	};
	async function compare(release, file) {
		const there = release.assets.find(({ name }) => name === file.name);
		if (!there) return void 0;
		return await isSame(there, file, reader) ? "already-there" : there;
	}
	async function remove({ id }) {
		const url = `${apiUrl}/repos/${repository}/releases/assets/${encodeURIComponent(id)}`;
		const reply = await http({
			service: SERVICE,
			method: "DELETE",
			url,
			headers,
			timeout: TIMEOUT,
			retries: 0
		});
		if (reply.status !== 204 && reply.status !== 404) throw refusal(reply, REMOVAL);
	}
	return { async attach(release, file) {
		const there = await compare(release, file);
		if (there === "already-there") return there;
		if (there && !release.draft) throw otherBytes(release, file);
		if (release.immutable === true && !release.draft) throw immutable(release);
		if (there) await remove(there);
		const reply = await http({
			service: SERVICE,
			method: "POST",
			url: `${uploadAddress(apiUrl)}/repos/${repository}/releases/${encodeURIComponent(release.id)}/assets?name=${encodeURIComponent(file.name)}`,
			headers: {
				...headers,
				"content-type": file.mediaType
			},
			body: file.text,
			timeout: TIMEOUT,
			retries: 0
		});
		if (reply.status === 422) return afterRefusal(release, file);
		if (reply.status !== 201) throw refusal(reply, ROUTE);
		checkUpload(reply.body.toString("utf8"), file);
		return "attached";
	} };
	async function afterRefusal(release, file) {
		const now = await reader.byTag(release.tag);
		const there = now.id === release.id ? await compare(now, file) : void 0;
		if (there === "already-there") return there;
		if (there) throw otherBytes(now, file);
		if (now.immutable === true && !now.draft) throw immutable(now);
		throw new DoorlogError("delivery-failed", `${SERVICE} refused the file ${file.name} with 422; see whether the release may still be changed.`);
	}
}
function otherBytes({ tag }, { name }) {
	return new DoorlogError("delivery-refused", `The release ${JSON.stringify(tag)} already has a file ${name} with other bytes, which is left as it is; delete it there if it is out of date, and run the job again.`);
}
function immutable({ tag }) {
	return new DoorlogError("delivery-refused", `The release ${JSON.stringify(tag)} is immutable, so that nothing can be attached to it any more; make the report while the release is a draft, and publish it after that.`);
}
async function isSame(there, { text }, reader) {
	const bytes = Buffer.from(text);
	if (there.size !== bytes.byteLength) return false;
	if (there.digest !== void 0) return there.digest === digestIn(bytes);
	return bytes.equals(await reader.asset(there, bytes.byteLength));
}
function digestIn(bytes) {
	return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
function checkUpload(reply, { name, text }) {
	const { data } = Uploaded.safeParse(jsonOrNothing(reply));
	const isWhole = !data?.digest || data.digest === digestIn(Buffer.from(text));
	if (data?.name === name && isWhole && (data.state ?? "uploaded") === "uploaded") return;
	throw new DoorlogError("delivery-failed", `${SERVICE} took the file ${name}, but does not show it as it was sent.`);
}
function uploadAddress(apiUrl) {
	const url = new URL(apiUrl);
	if (url.hostname === "api.github.com" || /^api\.[\w-]+\.ghe\.com$/.test(url.hostname)) return `${url.protocol}//uploads${url.host.slice(3)}`;
	return apiUrl.replace(/\/api\/v3$/, "/api/uploads");
}

// src/report/release-report.ts
const MOST_ROWS = 200;
function releasePage(report) {
	return `${[
		`# Who worked on ${plain(report.release.tag)} of ${plain(report.release.repository)}`,
		headline(report),
		missing(report),
		unbelievable(report),
		refusals(report),
		jobs(report),
		people(report),
		leftOut(report),
		artifacts(report),
		footer(report)
	].filter(Boolean).join("\n\n")}\n`;
}
function headline({ verdict, counts, excluded }) {
	const asked = counts.ran - counts.excluded;
	const all = asked === 0 ? "No other job led to this release." : `${several(asked, "job")} led to this release. ${counts.verified === asked ? asked === 1 ? "For it" : "For each of them" : `For ${counts.verified} of them`} there is a signed record of who came in.`;
	const unasked = excluded.filter(({ why }) => why !== "this-job").length;
	const but = unasked === 0 ? "" : ` **${several(unasked, "more job")}** ${unasked === 1 ? "was" : "were"} not asked for one: see below.`;
	if (verdict === "pass") return `✅ **Nothing is missing${unasked === 0 ? "" : " of what was asked for"}.** ${all}${but}`;
	return `⛔ **This release is not in order:** ${[
		...counts.missing > 0 ? [`${several(counts.missing, "job")} without a proven record`] : [],
		...counts.refused > 0 ? [`${several(counts.refused, "job")} whose record can’t be believed`] : [],
		...counts.againstPolicy > 0 ? [`${several(counts.againstPolicy, "job")} against the policy`] : []
	].join(", ")}. ${all}${but}`;
}
const WHY_MISSING = {
	missing: "no record was found: nobody can say who came in",
	unfinished: "it began to keep a record and never finished it",
	incomplete: "there is a record, but nothing proves that it is genuine"
};
function missing(report) {
	if (report.missing.length === 0) return "";
	return `## What is missing\n\n${cut([
		"Job",
		"Run",
		"What is known"
	], report.missing.map((each) => [
		nameOf(each, report),
		runOf(each, report),
		WHY_MISSING[each.why]
	]))}`;
}
function unbelievable(report) {
	const rows = report.jobs.flatMap((each) => {
		if (each.verdict === "verified") return [];
		const why = each.verdict === "refused" ? "its record was altered, or signed by somebody else" : each.disagreements === void 0 ? "there are records of it that contradict each other" : `its own record says otherwise than what was seen from outside, in ${several(each.disagreements, "place")}`;
		return [[
			nameOf(each, report),
			runOf(each, report),
			why
		]];
	});
	return rows.length === 0 ? "" : `## What can’t be believed\n\n${cut([
		"Job",
		"Run",
		"Why"
	], rows)}`;
}
function refusals(report) {
	const rows = report.jobs.flatMap((each) => {
		const { policy } = each;
		if (policy?.recorded?.refuses !== true && policy?.again?.refuses !== true) return [];
		const when = policy.recorded?.refuses === true ? "when it ran" : "by the rules of today, which are stricter or know more";
		const found = policy.failed.map(({ rule, message }) => `**${plain(rule)}**: ${plain(message, 500)}`);
		return [[
			nameOf(each, report),
			found.join("<br>") || "what it needs to know could not be seen",
			when
		]];
	});
	return rows.length === 0 ? "" : `## What breaks the rules\n\n${cut([
		"Job",
		"What was found",
		"Judged"
	], rows)}`;
}
function jobs(report) {
	const proven = report.jobs.filter(({ verdict }) => verdict === "verified");
	if (proven.length === 0) return "";
	return `## Who came in\n\n${cut([
		"Job",
		"Started by",
		"Change reviewed by",
		"Approved by",
		"Deploys to",
		"May change",
		"Rules"
	], proven.map((each) => [
		nameOf(each, report),
		startedBy(each),
		names(each.who?.reviewers),
		each.environment === void 0 && !each.who?.approvers?.length ? "not asked for" : names(each.who?.approvers),
		each.environment === void 0 ? "" : plain(each.environment),
		rightsOf(each),
		ruled(each)
	]))}`;
}
function startedBy({ who, recorder }) {
	const { initiator, rerunner } = who ?? {};
	return `${initiator ? nameOfAccount(initiator) : "unknown"}${rerunner && rerunner.login !== initiator?.login ? `, run again by ${nameOfAccount(rerunner)}` : ""}${recorder === "collector" ? " (seen from outside)" : ""}`;
}
const THINGS = {
	actions: "runs",
	attestations: "signed statements",
	checks: "check results",
	contents: "code and releases",
	deployments: "deployments",
	"id-token": "whatever trusts its identity",
	issues: "issues",
	packages: "packages",
	pages: "the website",
	"pull-requests": "pull requests",
	"security-events": "security alerts",
	statuses: "check results"
};
function rightsOf({ token, cloud = [] }) {
	const written = Object.entries(token ?? {}).flatMap(([scope, level]) => level === "write" ? [Object.hasOwn(THINGS, scope) ? THINGS[scope] ?? "" : plain(scope)] : []);
	const clouds = cloud.map(({ provider, shortLived }) => `${plain(provider)}${shortLived === false ? " by a **lasting key**" : ""}`);
	return [...token ? written : ["unknown"], ...new Set(clouds)].join(", ") || "nothing";
}
function ruled({ policy }) {
	const { recorded, again } = policy ?? {};
	if (![recorded, again].some((answer) => answer && answer.origin !== "built-in" && answer.origin !== "none")) return "none set";
	if (recorded?.refuses || again?.refuses) return "❌ broken";
	const verdict = again?.verdict ?? recorded?.verdict;
	return verdict === "pass" ? "✅ kept" : verdict === "fail" ? "⚠️ findings" : "❔ not all could be seen";
}
const DEEDS = {
	initiator: "started it",
	rerunner: "started it again",
	approver: "approved",
	reviewer: "reviewed the change"
};
function people({ people: all }) {
	if (all.length === 0) return "";
	return `## People\n\n${cut([
		"Who",
		"What they did",
		"In how many jobs"
	], all.map(({ account, as, jobs: count }) => [
		nameOfAccount(account),
		as.map((part) => DEEDS[part]).join(", "),
		String(count)
	]))}`;
}
function leftOut(report) {
	const { excluded, otherRuns, counts } = report;
	const lines = [
		...excluded.slice(0, MOST_ROWS).map((each) => `- ${nameOf(each, report)}: ${reason(each)}`),
		...excluded.length > MOST_ROWS ? [`- and ${excluded.length - MOST_ROWS} more`] : [],
		...otherRuns.length > 0 ? [`- ${several(otherRuns.length, "run")} of the same commit that did not build the release: ${[...new Set(otherRuns.map(({ event }) => plain(event)))].join(", ")}`] : [],
		...counts.notRun > 0 ? [`- ${several(counts.notRun, "job")} that did not run`] : []
	];
	return lines.length === 0 ? "" : `## What was not asked for\n\n${lines.join("\n")}`;
}
function reason({ why, pattern }) {
	switch (why) {
		case "this-job": return "made this report, so its own record ends after it";
		case "still-running": return "had not ended yet";
		case "except-jobs": return `left out by the release workflow (${plain(pattern ?? "")})`;
	}
}
function artifacts({ release }) {
	const { artifacts: all } = release;
	if (all.length === 0) return "## What is released\n\nNo files were named.";
	return `## What is released\n\n${cut(["File", "SHA-256"], all.map(({ name, sha256 }) => [plain(name), `\`${sha256}\``]))}`;
}
function footer({ release, madeAt, recorder, policy }) {
	const page = release.url ? link("release", release.url) : "release";
	const commit = link(`\`${release.commit.slice(0, 12)}\``, `${release.server}/${release.repository}/commit/${release.commit}`);
	const state = release.immutable ? ", which nobody can change any more" : release.draft ? ", a draft" : "";
	const { attestation } = release;
	const own = attestation ? `GitHub vouches for it too (statement \`sha256:${attestation.statement.slice(0, 16)}…\`, ${attestation.verified ? "checked" : "not checked here"}). ` : "";
	const rules = policy?.digest ? ` The rules of today: \`sha256:${policy.digest.slice(0, 16)}…\`.` : "";
	return `---\n\nMade ${madeAt.slice(0, 16).replace("T", " ")} UTC by Doorlog ${plain(recorder.version)} for the ${page}${state}, commit ${commit}. ${own}The same as data, with the digest of every record, is in the JSON file beside this page; its signature is what counts.${rules}`;
}
function nameOf({ job, run }, { release }) {
	const label = plain(job.name, 120) || `job ${plain(job.id)}`;
	return link(label, `${release.server}/${release.repository}/actions/runs/${run.id}/job/${job.id}`);
}
function runOf({ run }, { release }) {
	const file = plain(run.workflow.split("/").at(-1) ?? run.workflow);
	const attempt = run.attempt === "1" ? "" : `, attempt ${plain(run.attempt)}`;
	const page = `${release.server}/${release.repository}/actions/runs/${run.id}/attempts/${run.attempt}`;
	return `${link(file, page)} (${plain(run.event)}${attempt})`;
}
function names(accounts) {
	return accounts === void 0 ? "unknown" : accounts.map(nameOfAccount).join(", ") || "nobody";
}
function nameOfAccount({ login, type }) {
	return `**${plain(login)}**${type === "bot" ? " (bot)" : ""}`;
}
function cut(head, rows) {
	const more = rows.length > MOST_ROWS ? `\n\nAnd ${rows.length - MOST_ROWS} more, in the JSON file.` : "";
	return table(head, rows.slice(0, MOST_ROWS)) + more;
}
function several(count, noun) {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

// src/compose/release.ts
const LARGEST_BUNDLE_FILE = 33554432;
const LONGEST = 18e5;
function composeRelease({ env, inputs, logger }) {
	const job = composeTrustedJob({
		env,
		inputs,
		logger
	});
	const { variables, repository, server } = job;
	const { configuration, secrets } = inputs;
	const client = job.client();
	const reader = createReleaseReader(client, job.http, repository);
	const folder = join(outputFolder(configuration, env, job.folder), "release");
	return {
		ports: {
			clock: job.ports.clock,
			redact: job.ports.redact,
			...job.ports.custom && { custom: job.ports.custom },
			observers: job.ports.observers,
			history: createRunHistory(client, repository),
			finder: createAttestationFinder({
				client,
				http: job.http,
				repository
			}),
			reader,
			shelf: createReleaseShelf({
				http: job.deedHttp,
				apiUrl: variables.apiUrl ?? "https://api.github.com",
				token: secrets.token ?? "",
				repository,
				reader
			}),
			stores: job.stores,
			verifier: job.verifier,
			signStatement: job.signStatement,
			statement: createStatement,
			attestations: job.ports.attestations,
			artifacts: job.ports.artifacts,
			keep: async (files) => keep(folder, files),
			files: (globs) => filesIn(variables.workspace, globs, "artifacts"),
			bundles: (globs) => bundlesIn(variables.workspace, globs),
			page: releasePage
		},
		input: {
			tag: tagOf(inputs.tag, variables.ref),
			server,
			repository,
			repositoryId: variables.repositoryId,
			sha: variables.sha ?? "",
			thisRun: variables.runId ? {
				id: variables.runId,
				attempt: variables.runAttempt ?? "1"
			} : void 0,
			thisJob: inputs.claims.checkRunId,
			recorder: {
				version: VERSION,
				...variables.workflowRef && { workflowRef: variables.workflowRef },
				...variables.runId && { runId: variables.runId },
				...variables.runAttempt && { runAttempt: variables.runAttempt }
			},
			expected: {
				issuer: inputs.issuer ?? issuerOf(server),
				repository,
				...inputs.collectors.length > 0 && { collectors: inputs.collectors }
			},
			events: inputs.events,
			except: inputs.exceptJobs,
			artifacts: inputs.artifacts,
			records: inputs.records,
			onMissing: inputs.onMissing,
			attach: inputs.attach,
			configuration,
			problems: job.problems,
			signal: AbortSignal.timeout(LONGEST)
		}
	};
}
function tagOf(given, ref) {
	const tag = given ?? /^refs\/tags\/(.+)$/.exec(ref ?? "")?.[1];
	if (tag !== void 0) return tag;
	throw new DoorlogError("input-invalid", "The run is for no tag, so nobody knows what is released; name it by the input “tag”.");
}
function issuerOf(server) {
	const { hostname } = new URL(server);
	if (hostname === "github.com") return GITHUB_ISSUER;
	return hostname.endsWith(".ghe.com") ? `https://token.actions.${hostname}` : `${server}/_services/token`;
}
function keep(folder, files) {
	try {
		mkdirSync(folder, { recursive: true });
		for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
		return folder;
	} catch (cause) {
		const message = `The report’s files could not be written to ${folder}; give the input output-directory a folder that can be.`;
		throw new DoorlogError("file-unreadable", message, { cause });
	}
}
async function filesIn(workspace, globs, inputName) {
	const found = await findSubjectFiles(workspace, globs);
	const renamed = (sentence) => sentence.replaceAll("“subjects”", `“${inputName}”`);
	return {
		artifacts: found.artifacts.map(({ name, sha256 }) => ({
			name,
			sha256
		})),
		problems: found.problems.map(problemOf).map((problem) => ({
			...problem,
			message: renamed(problem.message)
		}))
	};
}
async function bundlesIn(workspace, globs) {
	const { artifacts, problems: lost } = await filesIn(workspace, globs, "records");
	const { readBounded } = await import("./bounded-file.js");
	const bundles = [];
	const problems = [...lost];
	for (const { name } of artifacts) try {
		const bytes = await readBounded(join(workspace ?? ".", name), LARGEST_BUNDLE_FILE);
		const told = tellBundles(bytes?.toString("utf8") ?? "");
		bundles.push(...told.map((each) => ({
			told: each,
			location: name
		})));
	} catch (error) {
		problems.push(problemOf(error));
	}
	return {
		bundles,
		problems
	};
}

// src/pipeline/release-elsewhere.ts
const MOST_LOOKED_UP = 200;
const SIDE_BY_SIDE = 6;
async function elsewhereFor({ finder, bundles }, { artifacts, records, signal }, problems) {
	const attested = [];
	try {
		await sideBySide(artifacts.slice(0, MOST_LOOKED_UP), SIDE_BY_SIDE, async ({ name, sha256 }) => {
			for await (const bundle of finder.find(`sha256:${sha256}`, PREDICATE_TYPE, signal)) {
				const told = tellBundle(bundle);
				if (told) attested.push({
					told,
					location: `attestation of ${name}`
				});
			}
		});
	} catch (error) {
		problems.push(problemOf(error));
	}
	const read = records === void 0 ? {
		bundles: [],
		problems: []
	} : await bundles(records);
	problems.push(...read.problems);
	return [memory("attestations", attested), memory("files", read.bundles)];
}
function memory(name, bundles) {
	return storeOfBundles(name, async function* (recordId) {
		yield* bundles.filter(({ told }) => recordId === void 0 || told.predicate.recordId === recordId);
	});
}
function tolerant({ sink, reader }, problems) {
	let isBroken = false;
	return {
		sink,
		reader: {
			list: (listing, signal) => reader.list(listing, signal),
			async *read(recordId, signal) {
				if (isBroken) return;
				try {
					yield* reader.read(recordId, signal);
				} catch (error) {
					if (isBroken) return;
					isBroken = true;
					const problem = problemOf(error);
					problems.push({
						...problem,
						message: `The log store “${sink}” could not be read: ${problem.message}`
					});
				}
			}
		}
	};
}

// src/pipeline/release-evidence.ts
async function gatherEvidence(question, ports, signal) {
	const { runs, otherRuns } = await runsOf(question, ports.history, signal);
	const found = [];
	for (const run of runs) for await (const each of evidenceOfRun({
		...question,
		run
	}, ports, signal)) found.push(each);
	const isOpen = ({ verdict, job }) => !["verified", "not-run"].includes(verdict) && job.status === "completed";
	const more = found.some(isOpen) ? await ports.elsewhere() : [];
	const jobs = [];
	for (const each of found) {
		const wider = {
			...ports,
			stores: [...ports.stores, ...more]
		};
		const isAskedAgain = more.length > 0 && isOpen(each);
		jobs.push(ledJob(isAskedAgain ? await evidenceOfJob({
			...question,
			...each
		}, wider, signal) : each));
	}
	return {
		jobs,
		otherRuns
	};
}
async function runsOf({ commit, events, thisRun }, history, signal) {
	const leads = isLeading(events);
	const runs = [];
	const otherRuns = [];
	const last = [];
	for await (const run of history.runs({ headSha: commit }, signal)) if (leads(run) || run.id === thisRun?.id) last.push(run);
	else otherRuns.push(run);
	if (thisRun && !last.some(({ id }) => id === thisRun.id)) last.push(await history.run(thisRun.id, thisRun.attempt));
	last.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
	for (const run of last) {
		for (let attempt = 1; attempt < Number(run.attempt); attempt++) {
			signal.throwIfAborted();
			runs.push(await history.run(run.id, String(attempt)));
		}
		runs.push(run);
	}
	return {
		runs,
		otherRuns
	};
}
function ledJob({ run, job, recordId, verdict, proven, stored }) {
	const disagreements = disagreementsIn(stored);
	return {
		run,
		job,
		recordId,
		verdict,
		...proven && { proven },
		...disagreements > 0 && { disagreements }
	};
}
function disagreementsIn({ checks, proven }) {
	const contrary = checks.filter(({ id, status }) => status === "failed" && /^(seen-|disagreements$)/.test(id)).length;
	const told = proven.map(({ record }) => record.phase === "collector" ? record.disagreements?.length ?? 0 : 0);
	return contrary === 0 ? 0 : Math.max(contrary, ...told);
}

// src/core/release-result.ts
const RELEASE_VERIFIER = "https://doorlog.github.io/doorlog/release-verifier/v1";
const RELEASE_PROPERTIES = {
	allRecorded: "DOORLOG_ALL_JOBS_RECORDED",
	noneRefused: "DOORLOG_NO_RECORD_REFUSED",
	policyPassed: "DOORLOG_POLICY_PASSED"
};
function verificationResultOf(report) {
	const { counts, excluded, jobs, policy, release } = report;
	const isComplete = counts.missing === 0 && excluded.every(({ why }) => why === "this-job");
	const answers = jobs.map((each) => each.policy?.again ?? each.policy?.recorded);
	const isJudged = answers.length > 0 && answers.every((answer) => answer?.digest !== void 0 || answer?.organizationDigest !== void 0);
	const properties = [
		...isComplete && counts.verified > 0 && counts.refused === 0 ? [RELEASE_PROPERTIES.allRecorded] : [],
		...counts.refused === 0 ? [RELEASE_PROPERTIES.noneRefused] : [],
		...isJudged && counts.againstPolicy === 0 && counts.refused === 0 ? [RELEASE_PROPERTIES.policyPassed] : []
	];
	const { repository, path, commit, digest } = policy ?? {};
	const uri = repository && path && commit ? `${release.server}/${repository}/blob/${commit}/${path}` : void 0;
	const policies = digest === void 0 ? [] : [{
		...uri && { uri },
		digest: { sha256: digest }
	}];
	return {
		verifier: {
			id: RELEASE_VERIFIER,
			policies
		},
		timeCreated: report.madeAt,
		properties
	};
}

// src/pipeline/release-publish.ts
async function publish(ports, publishing, problems) {
	const { report, markdown, release, visibility, attempt } = publishing;
	const text = canonicalize(report);
	const digest = sha256Hex(text);
	const subjects = [...report.release.artifacts, {
		name: REPORT_FILES.json,
		sha256: digest
	}];
	const sign = (predicateType, predicate) => caught(problems, async () => ports.signStatement(ports.statement({
		subjects,
		predicate,
		predicateType
	}), visibility));
	const bundle = await sign(RELEASE_REPORT_TYPE, report);
	const result = bundle && await sign("https://in-toto.io/attestation/svr/v0.2", { ...verificationResultOf(report) });
	const uploads = await Promise.all([bundle, result].map(async (each) => each && caught(problems, () => ports.attestations.upload(each.json))));
	const files = {
		[REPORT_FILES.json]: text,
		[REPORT_FILES.markdown]: markdown,
		...bundle && { [REPORT_FILES.bundle]: bundle.json },
		...result && { [REPORT_FILES.result]: result.json }
	};
	const folder = await caught(problems, () => ports.keep(files));
	const attached = release ? await attachAll(ports.shelf, release, files, problems) : [];
	const artifact = attached.length === Object.keys(files).length ? void 0 : await leave(ports, files, attempt, problems);
	if (publishing.isAwaited && !release) problems.push({
		kind: "service",
		code: "delivery-failed",
		message: `There is no release of the tag ${JSON.stringify(report.release.tag)} that this token can see, so the report is attached to none; make the release or its draft before this step, and give the job contents: write.`
	});
	return {
		digest,
		...folder !== void 0 && { folder },
		attestations: uploads.flatMap((each) => each ?? []),
		attached,
		...artifact !== void 0 && { artifact },
		signed: bundle !== void 0 && result !== void 0
	};
}
async function attachAll(shelf, release, files, problems) {
	const attached = [];
	for (const [name, text] of Object.entries(files)) {
		const file = {
			name,
			text,
			mediaType: name.endsWith(".md") ? "text/markdown" : "application/json"
		};
		try {
			attached.push({
				name,
				status: await shelf.attach(release, file)
			});
		} catch (error) {
			problems.push(problemOf(error));
			if (codeOf(error) !== "delivery-refused" || release.immutable === true) break;
		}
	}
	return attached;
}
async function leave({ artifacts }, files, attempt, problems) {
	const name = `doorlog-release-access-report-${attempt}`;
	if (!artifacts) return void 0;
	return caught(problems, async () => {
		await artifacts.upload(name, files);
		return name;
	});
}
async function caught(problems, action) {
	try {
		return await action();
	} catch (error) {
		problems.push(problemOf(error));
		return;
	}
}
const RELEASE_TYPES = ["https://in-toto.io/attestation/release/v0.2", "https://in-toto.io/attestation/release/v0.1"];
async function ownAttestation(finder, verifier, release, artifacts) {
	const [artifact] = artifacts.filter(({ name }) => release?.assets.some((asset) => asset.name === name));
	if (release?.immutable !== true || release.draft || !artifact) return void 0;
	for (const predicateType of RELEASE_TYPES) try {
		for await (const bundle of finder.find(`sha256:${artifact.sha256}`, predicateType)) {
			const { payload } = verifier.open(bundle);
			return {
				predicateType,
				statement: sha256Hex(payload),
				verified: await holds(verifier, bundle)
			};
		}
	} catch {}
}
async function holds(verifier, bundle) {
	try {
		await verifier.verify(bundle);
		return true;
	} catch {
		return false;
	}
}

// src/pipeline/release.ts
async function release(ports, input) {
	const { configuration, server, repository, signal } = input;
	const problems = [...input.problems];
	const [{ stores, problems: storeProblems }, verifier, overview, seen] = await Promise.all([
		ports.stores(),
		ports.verifier(),
		ports.observers.repository.overview({
			sha: input.sha,
			policyPath: POLICY_PATH
		}),
		releaseOf(ports.reader, input.tag)
	]);
	problems.push(...storeProblems);
	const commit = await commitOf(ports.reader, input);
	const artifacts = await artifactsOf(ports, input, seen, problems);
	const repositoryId = input.repositoryId ?? (overview.repository.ok ? overview.repository.value.id : repository);
	const choice = await choosePolicy(overview, repository, {
		sha: void 0,
		ref: void 0
	}, {
		demanded: configuration.organizationPolicy,
		read: (file) => ports.observers.organizationPolicy.read(file, async () => true),
		check: ports.observers.checkExpressions
	});
	if (choice.error) problems.push(problemOf(choice.error));
	const evidence = await gatherEvidence({
		...input,
		commit,
		repositoryId
	}, {
		history: ports.history,
		stores: stores.map((store) => tolerant(store, problems)),
		elsewhere: () => elsewhereFor(ports, {
			artifacts,
			records: input.records,
			signal
		}, problems),
		verifier,
		expected: input.expected
	}, signal);
	const jobs = [];
	for (const each of evidence.jobs) jobs.push(await judgedAgain(each, choice, ports));
	const attestation = await ownAttestation(ports.finder, verifier, seen, artifacts);
	const assembled = assembleReleaseReport({
		...input,
		madeAt: ports.clock.now().toISOString(),
		jobs,
		otherRuns: evidence.otherRuns,
		except: input.except,
		release: {
			server,
			repository,
			repositoryId,
			tag: input.tag,
			commit,
			...seen && {
				id: seen.id,
				draft: seen.draft,
				...seen.url.length <= LONGEST_ADDRESS && { url: seen.url }
			},
			...seen?.immutable !== void 0 && { immutable: seen.immutable },
			artifacts,
			...attestation && { attestation }
		},
		...policyPart(choice) && { policy: policyPart(choice) }
	});
	const report = ReleaseReport.parse(ports.redact(assembled));
	const markdown = ports.page(report);
	const published = await publish(ports, {
		report,
		markdown,
		release: input.attach ? seen : void 0,
		isAwaited: input.attach && input.artifacts === void 0,
		visibility: overview.repository.ok ? overview.repository.value.visibility : void 0,
		attempt: input.thisRun?.attempt ?? "1"
	}, problems);
	if (seen && input.attach) problems.push(...await changesSince(ports.reader, seen));
	return {
		...published,
		report,
		markdown,
		problems: showable(problems, ports),
		refused: isStopped(report, input) || problemsFail(problems, configuration)
	};
}
function isStopped({ counts }, { onMissing, configuration }) {
	if (configuration.mode === "audit") return false;
	const isMissing = counts.missing > 0 && onMissing === "fail";
	const isViolated = counts.againstPolicy > 0 && configuration.onViolation === "fail";
	return counts.refused > 0 || isMissing || isViolated;
}
async function releaseOf(reader, tag) {
	return reader.byTag(tag).catch(unlessMissing(void 0));
}
async function commitOf(reader, { tag, sha }) {
	return reader.commitOf(`refs/tags/${tag}`).catch(unlessMissing(sha));
}
function unlessMissing(fallback) {
	return (error) => {
		if (codeOf(error) === "api-not-found") return fallback;
		throw error;
	};
}
async function changesSince(reader, seen) {
	try {
		const now = await reader.byTag(seen.tag);
		if (now.id === seen.id && filesOf(now) === filesOf(seen)) return [];
		return [{
			kind: "mistake",
			code: "verification-failed",
			message: `The files of the release ${JSON.stringify(seen.tag)} were changed while its report was made, which speaks of those that were there before; see who did that, and run the job again.`
		}];
	} catch (error) {
		return [problemOf(error)];
	}
}
function filesOf({ assets }) {
	return assets.filter(({ name }) => !isReportFile(name)).map(({ id, name, size }) => JSON.stringify([
		id,
		name,
		size
	])).sort().join("\n");
}
const LONGEST_ADDRESS = 500;
const LARGEST_READ = 268435456;
async function artifactsOf(ports, { artifacts: globs }, seen, problems) {
	const found = globs === void 0 ? {
		artifacts: [],
		problems: []
	} : await ports.files(globs);
	problems.push(...found.problems);
	const all = [...found.artifacts];
	for (const asset of seen?.assets ?? []) {
		if (isReportFile(asset.name)) continue;
		const sha256 = /^sha256:([0-9a-f]{64})$/.exec(asset.digest ?? "")?.[1] ?? await digestOfAsset(ports.reader, asset);
		const other = all.find(({ name }) => name.split("/").at(-1) === asset.name);
		if (other && other.sha256 !== sha256) problems.push({
			kind: "mistake",
			code: "file-invalid",
			message: `The file ${other.name} of the workspace is not the ${asset.name} that the release has; see which of the two was built.`
		});
		all.push({
			name: asset.name,
			sha256
		});
	}
	const distinct = [...new Map(all.map(({ name, sha256 }) => [sha256, {
		name,
		sha256
	}])).values()];
	if (distinct.length > 1023) {
		const message = `The release has ${distinct.length} files, and an attestation takes ${MOST_ARTIFACTS} beside the report, so that it speaks of the first ones only; pack them.`;
		problems.push({
			kind: "mistake",
			code: "file-invalid",
			message
		});
	}
	return distinct.slice(0, MOST_ARTIFACTS);
}
async function digestOfAsset(reader, asset) {
	return sha256Hex(await reader.asset(asset, LARGEST_READ));
}
async function judgedAgain(each, choice, { custom }) {
	const { proven } = each;
	if (!proven || !("policy" in choice)) return each;
	const known = await customJudgements(custom, choice, proven.record);
	const strict = {
		mode: "enforce",
		onViolation: "fail",
		onUnknown: "ignore",
		onError: "warn"
	};
	return {
		...each,
		proven: {
			...proven,
			again: verdictFor(proven.record, choice, strict, known)
		}
	};
}
function policyPart(choice) {
	if (!("policy" in choice)) return void 0;
	const { repository, path, commit, digest } = choice.policy.origin;
	if (digest === void 0) return void 0;
	return {
		digest,
		...repository && { repository },
		...path && { path },
		...commit && { commit }
	};
}

// src/action/release-inputs.ts
const OWN = {
	tag: "tag",
	artifacts: "artifacts",
	records: "records",
	onMissing: "on-missing",
	exceptJobs: "except-jobs",
	events: "events",
	collectors: "collectors",
	issuer: "issuer",
	attach: "attach"
};
const MOST_PATTERNS = 100;
const LONGEST_PATTERN = 300;
function releaseInputNames() {
	return Object.values(OWN);
}
function readReleaseInputs(env) {
	const inputs = readTrustedInputs(env, releaseInputNames());
	const problems = [...inputs.problems];
	const onMissing = oneOf({
		fail: "fail",
		warn: "warn"
	}, input(env, OWN.onMissing) ?? "fail");
	const attach = oneOf({
		true: true,
		false: false
	}, input(env, OWN.attach)?.toLowerCase() ?? "true");
	if (onMissing === void 0) problems.push(unusable(OWN.onMissing, "`fail` or `warn`"));
	if (attach === void 0) problems.push(unusable(OWN.attach, "`true` or `false`"));
	const events = listIn(env, OWN.events, /[,\s]+/, problems);
	return {
		...inputs,
		tag: input(env, OWN.tag)?.replace(/^refs\/tags\//, ""),
		artifacts: input(env, OWN.artifacts),
		records: input(env, OWN.records),
		onMissing: onMissing ?? "fail",
		exceptJobs: listIn(env, OWN.exceptJobs, /\r?\n/, problems),
		events: events.length > 0 ? events : LEADING_EVENTS,
		collectors: listIn(env, OWN.collectors, /\r?\n/, problems),
		issuer: input(env, OWN.issuer),
		attach: attach ?? true,
		problems
	};
}
function oneOf(known, text) {
	return Object.hasOwn(known, text) ? known[text] : void 0;
}
function listIn(env, name, separator, problems) {
	const all = (input(env, name) ?? "").split(separator).flatMap((part) => part.trim() || []);
	const usable = [...new Set(all)].filter((each) => each.length <= LONGEST_PATTERN).slice(0, MOST_PATTERNS);
	if (usable.length < new Set(all).size) problems.push(unusable(name, `at most ${MOST_PATTERNS} entries of at most ${LONGEST_PATTERN} characters`));
	return usable;
}
function unusable(name, allowed) {
	return new DoorlogError("input-invalid", `The input “${name}” must be ${allowed}; mend it in the step’s \`with:\`.`);
}

// src/action/release-stage.ts
async function releaseStage(env) {
	const console = actionConsole();
	const files = runnerFiles(env);
	const inputs = readReleaseInputs(env);
	const { ports, input } = composeRelease({
		env,
		inputs,
		logger: console
	});
	const result = await release(ports, input);
	const { report, refused } = result;
	writeOutputs(files, result);
	if (inputs.configuration.summary) files.appendSummary(result.markdown);
	reportProblems(console, result.problems, inputs.configuration);
	const tell = refused ? console.error : console.warn;
	for (const { job, run, why } of report.missing) tell(`The job ${job.name} of ${run.workflow} (run ${run.id}, attempt ${run.attempt}) has no proven record: ${why}.`);
	for (const { job, run, verdict } of report.jobs) {
		if (verdict === "verified") continue;
		tell(`The record of the job ${job.name} of ${run.workflow} (run ${run.id}) is ${verdict}.`);
	}
	for (const { job, policy } of report.jobs) {
		if (policy?.recorded?.refuses !== true && policy?.again?.refuses !== true) continue;
		const rules = [...new Set(policy.failed.map(({ rule }) => rule))].join(", ");
		tell(`The policy keeps the job ${job.name} out of the release${rules && `: ${rules}`}.`);
	}
	console.info(`release ${report.release.tag}: of ${quantity(report.counts.ran - report.counts.excluded, "job")} ${quantity(report.counts.verified, "is", "are")} proven; the report says ${report.verdict}; sha256:${result.digest}${result.folder ? ` is in ${result.folder}` : ""}.`);
	if (refused) console.error("This release is stopped; its report was completed first.");
	return refused ? 1 : 0;
}
function writeOutputs(files, result) {
	const { report, folder, digest, signed, attestations } = result;
	const path = (name) => folder === void 0 ? "" : join(folder, name);
	files.setOutput("verdict", report.verdict);
	files.setOutput("missing", String(report.counts.missing));
	files.setOutput("report-path", path(REPORT_FILES.json));
	files.setOutput("report-digest", `sha256:${digest}`);
	files.setOutput("page-path", path(REPORT_FILES.markdown));
	files.setOutput("bundle-path", signed ? path(REPORT_FILES.bundle) : "");
	files.setOutput("result-path", signed ? path(REPORT_FILES.result) : "");
	files.setOutput("attestation-url", attestations[0]?.url ?? "");
}

// src/action/release.ts
await runStage(releaseStage);

export {  };