import { t as check } from "./check.js";
import { Jt as hasGapAt, Yt as valueAt } from "./hook.js";
import { a as workflowAddress, i as claimedIn, n as checkExpected, s as matchesPattern } from "./expected-signer.js";

// src/core/verification/said.ts
function told(value) {
	return typeof value === "string" ? value : JSON.stringify(value) ?? "nothing";
}
function toldAt(document, pointer) {
	return told(valueAt(document, pointer));
}

// src/core/verification/claim.ts
const FULCIO = "1.3.6.1.4.1.57264.1.";
function compareClaim(row, claims, record) {
	const open = check(row.id, row.title);
	const claimed = claims[`${FULCIO}${row.oid}`];
	const values = row.pointers.map((pointer) => valueAt(record, pointer));
	const missing = row.pointers.filter((_, index) => values[index] === void 0);
	if (claimed === void 0) {
		if (row.weight === "proof") return [open.failed("The certificate claims no such thing, so it proves nothing about the job.")];
		return missing.length > 0 && row.weight !== "essential" ? [] : [open.notChecked("The certificate claims nothing of the kind.")];
	}
	if (missing.length > 0) {
		if (row.weight === "optional") return [];
		const place = missing.join(" and ");
		return row.weight === "detail" && missing.every((pointer) => hasGapAt(record, pointer)) ? [open.notChecked(`The record says that it could not see ${place}; the certificate claims ${claimed}.`)] : [open.failed(`The certificate claims ${claimed}, and the record says nothing at ${place}.`)];
	}
	const said = (row.form ?? String)(...values.map(told));
	return said === claimed ? [open.ok(`The certificate and the record both say ${claimed}.`)] : [open.failed(`The certificate claims ${claimed}, the record says ${said} at ${row.pointers.at(-1)}.`)];
}
function address(server = "", path = "") {
	return `${server}/${path}`;
}
function runAddress(server = "", repository = "", runId = "", attempt = "") {
	return `${server}/${repository}/actions/runs/${runId}/attempts/${attempt}`;
}

// src/core/verification/claims.ts
const PIPELINE_CLAIMS = [
	{
		oid: 4,
		id: "claim-workflow-name",
		title: "Workflow name",
		weight: "optional",
		pointers: ["/pipeline/workflow"]
	},
	{
		oid: 9,
		id: "claim-job-workflow",
		title: "Workflow file of the job",
		weight: "proof",
		pointers: ["/pipeline/server", "/pipeline/jobWorkflowRef"],
		form: address
	},
	{
		oid: 10,
		id: "claim-job-workflow-commit",
		title: "Commit of that file",
		weight: "detail",
		pointers: ["/pipeline/jobWorkflowSha"]
	},
	{
		oid: 11,
		id: "claim-runner",
		title: "Runner",
		weight: "detail",
		pointers: ["/runner/environment"]
	},
	{
		oid: 12,
		id: "claim-repository",
		title: "Repository",
		weight: "proof",
		pointers: ["/pipeline/server", "/pipeline/repository"],
		form: address
	},
	{
		oid: 13,
		id: "claim-commit",
		title: "Commit",
		weight: "proof",
		pointers: ["/pipeline/sha"]
	},
	{
		oid: 14,
		id: "claim-ref",
		title: "Ref",
		weight: "essential",
		pointers: ["/pipeline/ref"]
	},
	{
		oid: 15,
		id: "claim-repository-id",
		title: "Repository id",
		weight: "essential",
		pointers: ["/pipeline/repositoryId"]
	},
	{
		oid: 16,
		id: "claim-owner",
		title: "Owner",
		weight: "detail",
		pointers: ["/pipeline/server", "/pipeline/repository"],
		form: (server, repository = "") => address(server, repository.split("/")[0])
	},
	{
		oid: 16,
		id: "claim-owner-name",
		title: "Owner by name",
		weight: "optional",
		pointers: ["/pipeline/server", "/pipeline/repositoryOwner"],
		form: address
	},
	{
		oid: 17,
		id: "claim-owner-id",
		title: "Owner id",
		weight: "essential",
		pointers: ["/pipeline/repositoryOwnerId"]
	},
	{
		oid: 18,
		id: "claim-workflow",
		title: "Workflow file that was started",
		weight: "essential",
		pointers: ["/pipeline/server", "/pipeline/workflowRef"],
		form: address
	},
	{
		oid: 19,
		id: "claim-workflow-commit",
		title: "Commit of that file",
		weight: "detail",
		pointers: ["/pipeline/workflowSha"]
	},
	{
		oid: 20,
		id: "claim-event",
		title: "Event",
		weight: "essential",
		pointers: ["/pipeline/event"]
	},
	{
		oid: 21,
		id: "claim-run",
		title: "Run and attempt",
		weight: "proof",
		pointers: [
			"/pipeline/server",
			"/pipeline/repository",
			"/pipeline/runId",
			"/pipeline/runAttempt"
		],
		form: runAddress
	},
	{
		oid: 22,
		id: "claim-visibility",
		title: "Visibility",
		weight: "detail",
		pointers: ["/pipeline/visibility"]
	}
];
const ENVIRONMENT = {
	oid: 23,
	id: "claim-environment",
	title: "Environment",
	weight: "if-claimed",
	pointers: ["/pipeline/environment"]
};
const ENVIRONMENT_OF_GATE = {
	...ENVIRONMENT,
	id: "claim-recorder-environment",
	title: "Environment of the gate",
	pointers: ["/recorder/environment"]
};
const RECORDER_CLAIMS = [
	{
		oid: 9,
		id: "claim-recorder-workflow",
		title: "Workflow file of the recorder",
		weight: "optional",
		pointers: ["/recorder/server", "/recorder/workflowRef"],
		form: address
	},
	{
		oid: 12,
		id: "claim-recorder-repository",
		title: "Repository of the recorder",
		weight: "optional",
		pointers: ["/recorder/server", "/recorder/repository"],
		form: address
	},
	{
		oid: 15,
		id: "claim-recorder-repository-id",
		title: "Repository id of the recorder",
		weight: "optional",
		pointers: ["/recorder/repositoryId"]
	},
	{
		oid: 21,
		id: "claim-recorder-run",
		title: "Run and attempt of the recorder",
		weight: "optional",
		pointers: [
			"/recorder/server",
			"/recorder/repository",
			"/recorder/runId",
			"/recorder/runAttempt"
		],
		form: runAddress
	}
];
function compareWithPipeline(claims, record, recorder = "job") {
	return [...PIPELINE_CLAIMS, recorder === "gate" ? ENVIRONMENT_OF_GATE : ENVIRONMENT].flatMap((row) => compareClaim(row, claims, record));
}
function compareWithRecorder(claims, record, options) {
	return RECORDER_CLAIMS.flatMap((row) => compareClaim(options.strict ? {
		...row,
		weight: "proof"
	} : row, claims, record));
}
function isIncomplete(checks) {
	return checks.filter(({ status }) => status === "not-checked").some(({ id }) => PIPELINE_CLAIMS.some((row) => row.id === id && row.weight === "essential"));
}

// src/core/verification/collector.ts
const STARTED_WORKFLOW = "1.3.6.1.4.1.57264.1.18";
const REF = "1.3.6.1.4.1.57264.1.14";
function checkCollector(signer, record, expected) {
	return [
		checkIsListed(signer, expected.collectors ?? []),
		checkStartedBy(signer, expected.collectors ?? []),
		...compareWithRecorder(signer.claims, record, { strict: true }),
		tellTestimony(record)
	];
}
function testifiedIn(record) {
	const at = (pointer) => {
		const value = valueAt(record, pointer);
		return typeof value === "string" ? value : void 0;
	};
	const workflow = at("/pipeline/jobWorkflowRef") ?? at("/pipeline/workflowRef");
	return {
		repository: at("/pipeline/repository"),
		workflow: workflow === void 0 ? void 0 : workflowAddress(`https://server/${workflow}`)?.path,
		ref: at("/pipeline/ref"),
		environment: at("/pipeline/environment"),
		runner: at("/runner/environment")
	};
}
function checkIsListed({ identity }, collectors) {
	const open = check("collector", "Collector");
	if (collectors.length === 0) return open.failed(`A collector made the record, about another job, and nobody said which collectors are believed; it was signed by ${identity}.`);
	if (isAmong(collectors, identity)) return open.ok(`A collector that is believed made the record: ${identity}.`);
	const ref = workflowAddress(identity)?.ref;
	return isOtherBranch(collectors, identity) ? open.failed(`The collector’s workflow is believed, but not from ${ref}: it was signed by ${identity}.`) : open.failed(`The record was signed by ${identity}, which is none of the collectors that are believed.`);
}
function isAmong(patterns, identity) {
	return patterns.some((pattern) => matchesPattern(pattern, identity));
}
function isOtherBranch(patterns, identity) {
	const signed = workflowAddress(identity);
	if (!signed) return false;
	return patterns.some((pattern) => {
		const listed = workflowAddress(pattern);
		return listed?.server === signed.server && matchesPattern(listed.path, signed.path);
	});
}
function checkStartedBy({ claims }, collectors) {
	const open = check("collector-run", "Run of the collector");
	const started = claims[STARTED_WORKFLOW];
	if (started === void 0) return open.failed("The certificate does not claim which workflow was started, so that anybody may have.");
	if (!isAmong(collectors, started)) return open.failed(`The collector’s run was started by ${started}, which is none of the collectors believed.`);
	const [file, run] = [workflowAddress(started)?.ref, claims[REF]];
	return file === run ? open.ok(`The collector’s run was for ${file}, which its workflow file is from.`) : open.failed(`The collector’s run was for ${run ?? "no ref"}, and its workflow file is from ${file}.`);
}
function tellTestimony(record) {
	const open = check("testimony", "Testimony");
	const [repository, run, attempt] = [
		"repository",
		"runId",
		"runAttempt"
	].map((field) => toldAt(record, `/pipeline/${field}`));
	const disagreements = valueAt(record, "/disagreements");
	const differs = Array.isArray(disagreements) ? disagreements.map((each) => toldAt(each, "/pointer")) : [];
	const contrary = differs.length === 0 ? "" : `, which says otherwise at ${differs.join(", ")}`;
	return open.ok(`What it says of the job in run ${run}, attempt ${attempt}, of ${repository} is the collector’s testimony, not the job’s own record${contrary}.`);
}

// src/core/verification/consistency.ts
const MINUTE = 6e4;
const LONGEST_BEFORE = 15 * MINUTE;
const LONGEST_AFTER = 5 * MINUTE;
function checkWithin(record) {
	return [...checkRunUrl(record), ...checkSourceCommit(record)];
}
function checkRunUrl(record) {
	const said = valueAt(record, "/pipeline/runUrl");
	if (said === void 0) return [];
	const open = check("run-url", "Page of the run");
	const [server, repository, runId, attempt] = [
		"server",
		"repository",
		"runId",
		"runAttempt"
	].map((field) => toldAt(record, `/pipeline/${field}`));
	const page = runAddress(server, repository, runId, attempt);
	return said === page || said === page.replace(/\/attempts\/[^/]*$/, "") ? [open.ok(`The page of the run, ${said}, is that of the run and attempt.`)] : [open.failed(`The page of the run should be ${page}; the record says ${told(said)} at /pipeline/runUrl.`)];
}
function checkSourceCommit(record) {
	const said = valueAt(record, "/source/commit");
	if (said === void 0) return [];
	const open = check("source-commit", "Commit looked at");
	if (said === valueAt(record, "/pipeline/sha")) return [open.ok("The commit looked at is the one that the run is for.")];
	return said === valueAt(record, "/pipeline/pullRequest/headSha") ? [open.ok("The commit looked at is the head of the pull request.")] : [open.failed(`The record looked at commit ${told(said)} (/source/commit), which is neither the run’s nor its pull request’s head.`)];
}
function checkTime(record, signedAt) {
	const open = check("time", "Time");
	const moment = valueAt(record, "/recorder/kind") === "collector" ? "collector" : "end";
	const said = valueAt(record, `/observedAt/${moment}`);
	const end = typeof said === "string" ? Date.parse(said) : NaN;
	const signed = signedAt.toISOString();
	if (Number.isNaN(end)) return open.failed(`It was signed at ${signed}, and the record does not say when it was made.`);
	if (signedAt.getTime() - end > LONGEST_BEFORE) return open.failed(`It was signed at ${signed}, more than 15 minutes after the time in the record, ${said}.`);
	return end - signedAt.getTime() > LONGEST_AFTER ? open.failed(`It was signed at ${signed}, more than 5 minutes before the time in the record, ${said}.`) : open.ok(`It was signed at ${signed}, within minutes of the time in the record, ${said}.`);
}

// src/core/verification/token-claims.ts
const TOKEN = "/access/oidc/claims/";
const SAME = [
	[8, "iss"],
	[10, "job_workflow_sha"],
	[11, "runner_environment"],
	[13, "sha"],
	[14, "ref"],
	[15, "repository_id"],
	[17, "repository_owner_id"],
	[19, "workflow_sha"],
	[20, "event_name"],
	[22, "repository_visibility"],
	[23, "environment"],
	[24, "sub"]
];
const ADDRESSED = [
	[9, "job_workflow_ref"],
	[12, "repository"],
	[16, "repository_owner"],
	[18, "workflow_ref"]
];
const [SERVER, REPOSITORY, RUN_ID, ATTEMPT] = [
	"/pipeline/server",
	"/pipeline/repository",
	"/pipeline/runId",
	"/pipeline/runAttempt"
];
function rows() {
	return [
		...SAME.map(([oid, name]) => rowOf(oid, name, [])),
		...ADDRESSED.map(([oid, name]) => ({
			...rowOf(oid, name, [SERVER]),
			form: address
		})),
		{
			...rowOf(21, "run_attempt", [
				SERVER,
				REPOSITORY,
				RUN_ID
			]),
			form: runAddress
		},
		{
			...rowOf(21, "run_id", [
				SERVER,
				REPOSITORY,
				ATTEMPT
			]),
			form: (server, repository, attempt, runId) => runAddress(server, repository, runId, attempt)
		}
	];
}
function rowOf(oid, name, before) {
	const title = `Claim ${name} of the token`;
	return {
		oid,
		id: `token-${name}`,
		title,
		weight: "optional",
		pointers: [...before, `${TOKEN}${name}`]
	};
}
function compareWithToken(claims, record) {
	const compared = rows().flatMap((row) => compareClaim(row, claims, record)).filter(({ status }) => status !== "not-checked");
	const failed = compared.filter(({ status }) => status === "failed");
	if (failed.length > 0 || compared.length === 0) return failed;
	return [check("token-claims", "Claims of the token").ok(`The certificate and the record agree on ${compared.length} claims of the job’s identity token.`)];
}

// src/core/verification/signer.ts
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
function checkSigner(signer, record, expected) {
	if (signer.kind === "key") return checkKeySigner(signer.fingerprint, record, expected);
	const issuer = checkIssuer(signer.issuer, expected.issuer);
	const kind = valueAt(record, "/recorder/kind");
	if (kind === "collector") return [
		issuer,
		checkPhase(kind, record),
		...checkExpected(testifiedIn(record), expected),
		...checkCollector(signer, record, expected)
	];
	return [
		issuer,
		checkIdentity(signer.identity, expected.identity),
		...checkExpected(claimedIn(signer.claims), expected),
		...checkRecorder(signer.claims, record, kind)
	];
}
function checkIssuer(issuer, expected) {
	const open = check("issuer", "Issuer of the identity");
	return issuer === expected ? open.ok(`The identity comes from ${issuer}.`) : open.failed(`The identity comes from ${issuer}, not from ${expected}.`);
}
function checkIdentity(identity, expected) {
	const open = check("identity", "Identity");
	if (expected === void 0) return open.notChecked(`Signed by ${identity}; no identity was expected.`);
	return matchesPattern(expected, identity) ? open.ok(`Signed by ${identity}, as expected.`) : open.failed(`Signed by ${identity}, but ${expected} was expected.`);
}
function checkRecorder(claims, record, kind) {
	if (kind !== "job" && kind !== "gate") return [check("recorder", "Recorder").failed(`A job signed the record, but the record says that its recorder was ${told(kind)}.`)];
	return [
		checkPhase(kind, record),
		...compareWithPipeline(claims, record, kind),
		...compareWithToken(claims, record),
		...checkWithin(record),
		...compareWithRecorder(claims, record, { strict: false })
	];
}
function checkPhase(kind, record) {
	const open = check("recorder", "Recorder");
	const phase = valueAt(record, "/phase");
	if (phase === "collector" !== (kind === "collector")) return open.failed(`The record says that a ${kind} made it, and that it speaks of the phase ${told(phase)}.`);
	return kind === "collector" ? open.ok("A collector made the record: what it says of the job is its testimony.") : open.ok(`The record was made by a ${kind} of the run that it speaks of.`);
}
function checkKeySigner(fingerprint, record, expected) {
	const open = check("recorder", "Recorder");
	const identity = check("identity", "Identity");
	const { identity: who, repository, workflow, ref, environment, runner } = expected;
	const asked = who ?? repository ?? workflow ?? ref ?? environment ?? runner;
	const isLocal = valueAt(record, "/recorder/kind") === "local" && valueAt(record, "/pipeline/provider") === "local";
	return [asked === void 0 ? identity.ok(`Signed by the given key, ${fingerprint}; a key says nothing about who holds it.`) : identity.failed(`Signed by a key, which has no identity, but ${asked} was expected.`), isLocal ? open.ok("The record was made on the machine that holds the key.") : open.failed("The record speaks of a job, but a key signed it: only a certificate can prove which job it was.")];
}

export { address as a, told as c, isIncomplete as i, toldAt as l, checkSigner as n, compareClaim as o, checkTime as r, runAddress as s, GITHUB_ISSUER as t };