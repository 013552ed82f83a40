import { Ar as strictObject, Br as sentenceOf, Er as record, Ht as valueAt, Kt as sha256Hex, Nr as unknown, Rr as DoorlogError, Tr as optional, Vt as hasGapAt, Wt as canonicalize, jr as string, sr as array, wr as object, zr as codeOf } from "./hook.js";
import { t as AccessRecord } from "./access-record.js";
import { t as bindingOf } from "./commitment2.js";
import { t as recordsInText } from "./stored-records.js";
import { n as PREDICATE_TYPE, r as STATEMENT_TYPE, t as PAYLOAD_TYPE } from "./predicate-type.js";
const { join, resolve } = process.getBuiltinModule("node:path");

// src/core/verification/check.ts
function check(id, title) {
	const answer = (status) => (detail) => ({
		id,
		title,
		status,
		detail
	});
	return {
		ok: answer("ok"),
		failed: answer("failed"),
		notChecked: answer("not-checked")
	};
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
	const said = (row.form ?? String)(...values.map(textOf));
	return said === claimed ? [open.ok(`The certificate and the record both say ${claimed}.`)] : [open.failed(`The certificate claims ${claimed}, the record says ${said} at ${row.pointers.at(-1)}.`)];
}
function address(server = "", path = "") {
	return `${server}/${path}`;
}
function runAddress(server = "", repository = "", runId = "", attempt = "") {
	return `${server}/${repository}/actions/runs/${runId}/attempts/${attempt}`;
}
function textOf(value) {
	return typeof value === "string" ? value : JSON.stringify(value) ?? "";
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
	].map((field) => String(valueAt(record, `/pipeline/${field}`)));
	const page = runAddress(server, repository, runId, attempt);
	return said === page || said === page.replace(/\/attempts\/[^/]*$/, "") ? [open.ok(`The page of the run, ${said}, is that of the run and attempt.`)] : [open.failed(`The page of the run should be ${page}; the record says ${String(said)} at /pipeline/runUrl.`)];
}
function checkSourceCommit(record) {
	const said = valueAt(record, "/source/commit");
	if (said === void 0) return [];
	const open = check("source-commit", "Commit looked at");
	if (said === valueAt(record, "/pipeline/sha")) return [open.ok("The commit looked at is the one that the run is for.")];
	return said === valueAt(record, "/pipeline/pullRequest/headSha") ? [open.ok("The commit looked at is the head of the pull request.")] : [open.failed(`The record looked at commit ${String(said)} (/source/commit), which is neither the run’s nor its pull request’s head.`)];
}
function checkTime(record, signedAt) {
	const open = check("time", "Time");
	const said = valueAt(record, "/observedAt/end");
	const end = typeof said === "string" ? Date.parse(said) : NaN;
	const signed = signedAt.toISOString();
	if (Number.isNaN(end)) return open.failed(`It was signed at ${signed}, and the record does not say when it was made.`);
	if (signedAt.getTime() - end > LONGEST_BEFORE) return open.failed(`It was signed at ${signed}, more than 15 minutes after the time in the record, ${said}.`);
	return end - signedAt.getTime() > LONGEST_AFTER ? open.failed(`It was signed at ${signed}, more than 5 minutes before the time in the record, ${said}.`) : open.ok(`It was signed at ${signed}, shortly after the time in the record, ${said}.`);
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
const SOURCE_REPOSITORY = "1.3.6.1.4.1.57264.1.12";
function checkSigner(signer, record, expected) {
	if (signer.kind === "key") return checkKeySigner(signer.fingerprint, record, expected);
	return [
		checkIssuer(signer.issuer, expected.issuer),
		checkIdentity(signer.identity, expected.identity),
		checkRepository(signer.claims[SOURCE_REPOSITORY], expected.repository),
		...checkRecorder(signer.claims, record, expected)
	];
}
function checkIssuer(issuer, expected) {
	const open = check("issuer", "Issuer of the identity");
	return issuer === expected ? open.ok(`The identity comes from ${issuer}.`) : open.failed(`The identity comes from ${issuer}, not from ${expected}.`);
}
function checkIdentity(identity, expected) {
	const open = check("identity", "Identity");
	if (expected === void 0) return open.notChecked(`Signed by ${identity}; no identity was expected.`);
	return identity === expected ? open.ok(`Signed by ${identity}, as expected.`) : open.failed(`Signed by ${identity}, but ${expected} was expected.`);
}
function checkRepository(claimed, expected) {
	const open = check("repository", "Expected repository");
	if (expected === void 0) return open.notChecked("No repository was expected.");
	const path = claimed !== void 0 && URL.canParse(claimed) ? new URL(claimed).pathname.slice(1) : void 0;
	return path?.toLowerCase() === expected.toLowerCase() ? open.ok(`Signed for ${path}, as expected.`) : open.failed(`Signed for ${claimed ?? "no repository"}, but ${expected} was expected.`);
}
function checkRecorder(claims, record, expected) {
	const open = check("recorder", "Recorder");
	const kind = valueAt(record, "/recorder/kind");
	if (kind === "job" || kind === "gate") return [
		open.ok(`The record was made by a ${kind} of the run that it speaks of.`),
		...compareWithPipeline(claims, record, kind),
		...compareWithToken(claims, record),
		...checkWithin(record),
		...compareWithRecorder(claims, record, { strict: false })
	];
	if (kind === "collector") return [expected.identity === void 0 ? open.failed("A collector made the record, about another job; say which collector is trusted by --identity.") : open.ok("A collector made the record: what it says of the job is its testimony."), ...compareWithRecorder(claims, record, { strict: true })];
	return [open.failed(`A job signed the record, but the record says that its recorder was ${String(kind)}.`)];
}
function checkKeySigner(fingerprint, record, expected) {
	const open = check("recorder", "Recorder");
	const identity = check("identity", "Identity");
	const asked = expected.identity ?? expected.repository;
	const isLocal = valueAt(record, "/recorder/kind") === "local" && valueAt(record, "/pipeline/provider") === "local";
	return [asked === void 0 ? identity.ok(`Signed by the given key, ${fingerprint}; a key says nothing about who holds it.`) : identity.failed(`Signed by a key, which has no identity, but ${asked} was expected.`), isLocal ? open.ok("The record was made on the machine that holds the key.") : open.failed("The record speaks of a job, but a key signed it: only a certificate can prove which job it was.")];
}

// src/core/verification/log-view.ts
const SENTENCES = {
	holds: "The log view is the one that the record commits to, and the record says nothing that the log view does not say.",
	differs: "The part that only the log holds is not what the record commits to: one of the two was altered.",
	"says-more": "The record says something that the log view does not say: one of the two was altered.",
	unsalted: "The log’s entry has no salt, so it is no log view of an end: the commitment can’t be computed.",
	uncommitted: "The record commits to no log view."
};
function checkLogView(record, log) {
	const open = check("commitment", "Commitment");
	const [id, phase] = [valueAt(record, "/recordId"), valueAt(record, "/phase")];
	const entries = recordsInText(log).filter((entry) => entry.recordId === id && entry.phase === phase);
	if (entries.length === 0) return open.notChecked(`The log has no ${String(phase)} entry of the record ${String(id).slice(0, 16)}.`);
	const bindings = entries.map((entry) => bindingOf(record, entry));
	if (bindings.includes("holds")) return open.ok(SENTENCES.holds + othersBeside(entries.length));
	const worst = bindings.find((binding) => binding === "says-more" || binding === "differs") ?? bindings[0];
	const sentence = SENTENCES[worst ?? "unsalted"];
	return worst === "unsalted" || worst === "uncommitted" ? open.notChecked(sentence) : open.failed(sentence);
}
function othersBeside(count) {
	return count === 1 ? "" : ` The log has ${count} entries with its id and phase; look at the others too.`;
}

// src/core/verification/artifacts.ts
const NamingRecord = object({ resources: object({ artifacts: array(object({
	name: string(),
	sha256: string()
})) }) });
function placeOf({ name, sha256 }) {
	return JSON.stringify([name, sha256]);
}
function artifactsOf(record) {
	return NamingRecord.safeParse(record).data?.resources.artifacts ?? [];
}
function checkOtherSubjects(subjects, record, recordSha256) {
	const open = check("other-subjects", "Other subjects");
	const others = subjects.filter(({ digest }) => digest.sha256 !== recordSha256 || Object.keys(digest).length > 1);
	const named = new Set(artifactsOf(record).map(placeOf));
	const unnamed = others.filter(({ name = "", digest: { sha256 = "", ...more } }) => {
		return Object.keys(more).length > 0 || !named.has(placeOf({
			name,
			sha256
		}));
	});
	const [first] = unnamed;
	if (first) return open.failed(`The statement speaks about ${describe(first)}, which is neither the record file nor an artifact that the record names${unnamed.length > 1 ? `, and about ${unnamed.length - 1} more of the kind` : ""}.`);
	return open.ok(others.length === 0 ? "The statement speaks about nothing but the record file." : `The record names what else the statement speaks about: ${others.length === 1 ? "one artifact" : `${others.length} artifacts`}.`);
}
function describe({ name, digest }) {
	const digests = Object.entries(digest).map(([algorithm, hex]) => `${algorithm}:${hex}`);
	return `“${(name ?? "").slice(0, 200)}” (${digests.join(", ").slice(0, 300) || "no digest"})`;
}
function checkArtifact(file, subjects, record) {
	const open = check("artifact", "Artifact");
	const { name, sha256 } = file;
	const about = `${name} (sha256:${sha256})`;
	const isSubject = subjects.some(({ digest }) => digest.sha256 === sha256);
	const artifact = artifactsOf(record).find((each) => each.sha256 === sha256);
	if (isSubject && artifact) return open.ok(`The statement speaks about ${about}, and the record names it as “${artifact.name}”.`);
	if (isSubject) return open.failed(`The statement speaks about ${about}, but not as an artifact of the record.`);
	if (artifact) return open.failed(`The record names ${about}, but the statement does not speak about it.`);
	return open.failed(`Neither the statement nor the record names ${about}; the file has changed, or another job made it.`);
}

// src/core/verification/statement.ts
const MAX_SUBJECTS = 1024;
const Statement = strictObject({
	_type: string(),
	subject: array(strictObject({
		name: optional(string()),
		digest: record(string(), string())
	})),
	predicateType: string(),
	predicate: record(string(), unknown())
});
function speaksAbout(payload, sha256) {
	const { success, data } = Statement.safeParse(parseJson(payload));
	return success && data.predicateType === "https://doorlog.github.io/doorlog/access-record/v1" && data.subject.some(({ digest }) => digest.sha256 === sha256);
}
function checkSignatureCount({ signatures }) {
	const open = check("one-signature", "One signature");
	return signatures === 1 ? open.ok("The envelope has exactly one signature.") : open.failed(`The envelope has ${signatures} signatures, and exactly one is allowed.`);
}
function checkStatement(envelope, record, artifacts = []) {
	const checks = [checkPayloadType(envelope.payloadType)];
	const json = parseJson(envelope.payload);
	const parsed = Statement.safeParse(json);
	const form = check("statement", "In-toto statement");
	if (!parsed.success) return [...checks, form.failed("What was signed is not an in-toto Statement.")];
	const statement = parsed.data;
	return [
		...checks,
		statement._type === "https://in-toto.io/Statement/v1" ? form.ok(`What was signed is an ${STATEMENT_TYPE}.`) : form.failed(`What was signed calls itself ${statement._type}, not ${STATEMENT_TYPE}.`),
		checkPayloadForm(envelope.payload, json),
		checkPredicateType(statement.predicateType),
		checkSubjects(statement),
		checkSubject(statement, record),
		checkOtherSubjects(statement.subject, record.value, sha256Hex(record.bytes)),
		checkPredicate(statement, record),
		checkForm(record),
		checkSchema(record),
		...artifacts.map((file) => checkArtifact(file, statement.subject, record.value))
	];
}
function checkPayloadType(payloadType) {
	const open = check("payload-type", "Payload type");
	return payloadType === "application/vnd.in-toto+json" ? open.ok(`The envelope holds ${PAYLOAD_TYPE}.`) : open.failed(`The envelope holds ${payloadType}, not ${PAYLOAD_TYPE}.`);
}
function checkPayloadForm(payload, json) {
	const open = check("payload-form", "Form of the statement");
	return Buffer.from(JSON.stringify(json)).equals(payload) ? open.ok("The statement is written in the one form that all readers see the same in.") : open.failed("The statement is not written as JSON that says each thing once, without spaces: readers may see different things in it.");
}
function checkPredicateType(predicateType) {
	const open = check("predicate-type", "Predicate type");
	return predicateType === "https://doorlog.github.io/doorlog/access-record/v1" ? open.ok(`The statement is an access record, ${PREDICATE_TYPE}.`) : open.failed(`The statement is a ${predicateType}, not an access record (${PREDICATE_TYPE}).`);
}
function checkSubjects({ subject }) {
	const open = check("subjects", "Subjects");
	if (subject.length === 0 || subject.length > MAX_SUBJECTS) return open.failed(`The statement has ${subject.length} subjects; 1 to ${MAX_SUBJECTS} are allowed.`);
	if (new Set(subject.map(({ digest }) => canonicalize(digest))).size < subject.length) return open.failed("The statement names the same subject twice.");
	return open.ok(subject.length === 1 ? "The statement has one subject." : `Its ${subject.length} subjects differ.`);
}
function checkSubject({ subject }, record) {
	const open = check("subject", "Record file");
	const digest = sha256Hex(record.bytes);
	return subject.some((each) => each.digest.sha256 === digest) ? open.ok(`The statement speaks about the record file, sha256:${digest}.`) : open.failed(`The statement does not speak about the record file (sha256:${digest}); the file or the bundle is another.`);
}
function checkPredicate({ predicate }, record) {
	const open = check("predicate", "Predicate");
	const signed = canonicalForm(predicate);
	return signed !== void 0 && signed === canonicalForm(record.value) ? open.ok("What was signed is the same as the record file.") : open.failed("What was signed differs from the record file.");
}
function checkForm(record) {
	const open = check("canonical", "Canonical form");
	return Buffer.from(record.bytes).toString("utf8").replace(/\r?\n$/, "") === canonicalForm(record.value) ? open.ok("The record file is in canonical form (RFC 8785).") : open.failed("The record file is not in canonical form (RFC 8785), so readers may see different things in it.");
}
function checkSchema(record) {
	const open = check("schema", "Schema");
	const parsed = AccessRecord.safeParse(record.value);
	if (parsed.success) return open.ok(`The record file is an access record, version ${parsed.data.schemaVersion}.`);
	const [issue] = parsed.error.issues;
	const where = issue && issue.path.length > 0 ? ` at /${issue.path.join("/")}` : "";
	return open.failed(`The record file is not an access record of a known version: ${issue?.code ?? "wrong"}${where}.`);
}
function canonicalForm(value) {
	try {
		return canonicalize(value);
	} catch {
		return;
	}
}
function parseJson(payload) {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
	} catch {
		return;
	}
}

// src/pipeline/verify.ts
async function verifyRecord(question, verifier) {
	const record = readRecord(question.record);
	const more = question.log === void 0 ? [] : [checkLogView(record.value, question.log)];
	let best;
	let failure;
	for (const bundle of chooseBundles(question.bundles, record, verifier)) try {
		const answer = withChecks(await verifyBundle(bundle, record, question, verifier), more);
		if (answer.verdict === "verified") return answer;
		if (best === void 0 || defectsOf(answer) < defectsOf(best)) best = answer;
	} catch (error) {
		if (codeOf(error) !== "usage") throw error;
		failure ??= error;
	}
	if (best) return best;
	if (failure) throw failure;
	return withChecks(refusal(`No bundle in the file speaks about the record file (sha256:${sha256Hex(record.bytes)}).`), more);
}
async function verifyBundle(bundle, record, { expected, artifacts }, verifier) {
	const open = check("signature", "Signature");
	try {
		const count = checkSignatureCount(verifier.open(bundle));
		if (count.status === "failed") return answerOf([count, open.notChecked("It is not clear which signature counts.")]);
		const verified = await verifier.verify(bundle);
		const { envelope, signer, signedAt } = verified;
		return {
			...answerOf([
				count,
				open.ok(sentenceAbout(verified)),
				...checkStatement(envelope, record, artifacts),
				...signedAt ? [checkTime(record.value, signedAt)] : [],
				...checkSigner(signer, record.value, expected)
			]),
			signer
		};
	} catch (error) {
		if (codeOf(error) !== "verification-failed") throw error;
		return refusal(sentenceOf(error));
	}
}
function sentenceAbout({ signer, evidence }) {
	return `The signature holds${signer.kind === "key" ? ", by the given key" : ""}${evidence && `: ${evidence}`}.`;
}
function refusal(sentence) {
	return answerOf([check("signature", "Signature").failed(sentence), check("contents", "Statement and signer").notChecked("Without a signature that holds, nothing else counts.")]);
}
function answerOf(checks) {
	return {
		verdict: checks.some(({ status }) => status === "failed") ? "refused" : isIncomplete(checks) ? "incomplete" : "verified",
		checks
	};
}
function withChecks(answer, more) {
	if (more.length === 0) return answer;
	const whole = answerOf([...answer.checks, ...more]);
	const isUnproven = more.some(({ status }) => status === "not-checked");
	const verdict = whole.verdict === "verified" && isUnproven ? "incomplete" : whole.verdict;
	return {
		...answer,
		...whole,
		verdict
	};
}
function defectsOf({ checks, signer }) {
	return signer ? checks.filter(({ status }) => status === "failed").length : Number.POSITIVE_INFINITY;
}
function readRecord(bytes) {
	try {
		return {
			bytes,
			value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
		};
	} catch (cause) {
		throw new DoorlogError("file-invalid", "The record is not JSON in UTF-8.", { cause });
	}
}
function chooseBundles(text, record, verifier) {
	const lines = isJson(text) ? [text] : text.split("\n").filter((line) => line.trim() !== "");
	if (lines.length <= 1) return [lines[0] ?? ""];
	const digest = sha256Hex(record.bytes);
	const unreadable = [];
	const fitting = lines.filter((line) => {
		try {
			return speaksAbout(verifier.open(line).payload, digest);
		} catch (error) {
			if (codeOf(error) === "internal") throw error;
			unreadable.push(error);
			return false;
		}
	});
	if (unreadable.length === lines.length) throw unreadable[0];
	return fitting;
}
function isJson(text) {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

// src/cli/bundle-verifier.ts
async function bundleVerifier(given, io) {
	const { createBundleVerifier } = await import("./verifier.js");
	const { readPublicKey, readTrustRoots } = await import("./trust-root.js");
	const { trustRoot } = given;
	const key = given.key === void 0 ? void 0 : await readPublicKey(resolve(io.cwd, given.key));
	if (trustRoot !== void 0) {
		const roots = await readTrustRoots(resolve(io.cwd, trustRoot));
		return createBundleVerifier({
			roots: async () => roots,
			...key && { key }
		});
	}
	if (key) return createBundleVerifier({ key });
	return createBundleVerifier({ roots: async () => {
		const { fetchTrustRoots } = await import("./tuf-root.js");
		return fetchTrustRoots({
			http: io.http,
			cacheFolder: cacheFolder(io)
		});
	} });
}
function cacheFolder({ env, cwd }) {
	const home = env.HOME || env.USERPROFILE;
	const base = env.XDG_CACHE_HOME || env.LOCALAPPDATA || home && join(home, ".cache");
	return base ? join(resolve(cwd, base), "doorlog", "trust") : join(cwd, ".doorlog", "trust");
}

export { check as i, verifyRecord as n, GITHUB_ISSUER as r, bundleVerifier as t };