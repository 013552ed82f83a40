import { $ as sha256Hex, Ct as DoorlogError, F as AccessRecord, Tt as sentenceOf, Z as canonicalize, dt as record, ft as strictObject, ht as unknown, it as array, pt as string, ut as optional, wt as codeOf } from "./hook.js";
import { n as PREDICATE_TYPE, r as STATEMENT_TYPE, t as PAYLOAD_TYPE } from "./predicate-type.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
const { join, resolve } = process.getBuiltinModule("node:path");
const { open } = process.getBuiltinModule("node:fs/promises");

// src/core/verification/check.ts
/** Opens a check; the answer says how it went. */
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

// src/core/verification/pointer.ts
/** The value that a JSON Pointer (RFC 6901) names, undefined where there is none; only own members count. */
function valueAt(document, pointer) {
	let value = document;
	for (const token of pointer.split("/").slice(1)) {
		const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
		if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return void 0;
		value = Reflect.get(value, key);
	}
	return value;
}
/** Whether the record owns up to a gap at this place, or at one that holds it. */
function hasGapAt(record, pointer) {
	const gaps = valueAt(record, "/gaps");
	if (!Array.isArray(gaps)) return false;
	return gaps.some((gap) => {
		const named = valueAt(gap, "/pointer");
		return typeof named === "string" && (pointer === named || pointer.startsWith(`${named}/`));
	});
}

// src/core/verification/claims.ts
const FULCIO = "1.3.6.1.4.1.57264.1.";
const PIPELINE_CLAIMS = [
	{
		oid: 4,
		id: "workflow-name",
		title: "Workflow name",
		pointers: ["/pipeline/workflow"],
		mayBeMissing: true
	},
	{
		oid: 9,
		id: "job-workflow",
		title: "Workflow file of the job",
		pointers: ["/pipeline/server", "/pipeline/jobWorkflowRef"],
		form: address,
		required: true
	},
	{
		oid: 10,
		id: "job-workflow-commit",
		title: "Commit of that file",
		pointers: ["/pipeline/jobWorkflowSha"]
	},
	{
		oid: 11,
		id: "runner",
		title: "Runner",
		pointers: ["/runner/environment"]
	},
	{
		oid: 12,
		id: "repository",
		title: "Repository",
		pointers: ["/pipeline/server", "/pipeline/repository"],
		form: address,
		required: true
	},
	{
		oid: 13,
		id: "commit",
		title: "Commit",
		pointers: ["/pipeline/sha"],
		required: true
	},
	{
		oid: 14,
		id: "ref",
		title: "Ref",
		pointers: ["/pipeline/ref"]
	},
	{
		oid: 15,
		id: "repository-id",
		title: "Repository id",
		pointers: ["/pipeline/repositoryId"]
	},
	{
		oid: 16,
		id: "owner",
		title: "Owner",
		pointers: ["/pipeline/server", "/pipeline/repository"],
		form: (server, repository = "") => address(server, repository.split("/")[0])
	},
	{
		oid: 16,
		id: "owner-name",
		title: "Owner by name",
		pointers: ["/pipeline/server", "/pipeline/repositoryOwner"],
		form: address,
		mayBeMissing: true
	},
	{
		oid: 17,
		id: "owner-id",
		title: "Owner id",
		pointers: ["/pipeline/repositoryOwnerId"]
	},
	{
		oid: 18,
		id: "workflow",
		title: "Workflow file that was started",
		pointers: ["/pipeline/server", "/pipeline/workflowRef"],
		form: address
	},
	{
		oid: 19,
		id: "workflow-commit",
		title: "Commit of that file",
		pointers: ["/pipeline/workflowSha"]
	},
	{
		oid: 20,
		id: "event",
		title: "Event",
		pointers: ["/pipeline/event"]
	},
	{
		oid: 21,
		id: "run",
		title: "Run and attempt",
		pointers: [
			"/pipeline/server",
			"/pipeline/repository",
			"/pipeline/runId",
			"/pipeline/runAttempt"
		],
		form: runAddress,
		required: true
	},
	{
		oid: 22,
		id: "visibility",
		title: "Visibility",
		pointers: ["/pipeline/visibility"]
	},
	{
		oid: 23,
		id: "environment",
		title: "Environment",
		pointers: ["/pipeline/environment"]
	},
	{
		oid: 24,
		id: "token-subject",
		title: "Subject of the token",
		pointers: ["/access/oidc/claims/sub"],
		mayBeMissing: true
	}
];
const RECORDER_CLAIMS = [
	{
		oid: 9,
		id: "recorder-workflow",
		title: "Workflow file of the recorder",
		pointers: ["/recorder/server", "/recorder/workflowRef"],
		form: address
	},
	{
		oid: 12,
		id: "recorder-repository",
		title: "Repository of the recorder",
		pointers: ["/recorder/server", "/recorder/repository"],
		form: address
	},
	{
		oid: 15,
		id: "recorder-repository-id",
		title: "Repository id of the recorder",
		pointers: ["/recorder/repositoryId"]
	},
	{
		oid: 21,
		id: "recorder-run",
		title: "Run and attempt of the recorder",
		pointers: [
			"/recorder/server",
			"/recorder/repository",
			"/recorder/runId",
			"/recorder/runAttempt"
		],
		form: runAddress
	}
];
function address(server = "", path = "") {
	return `${server}/${path}`;
}
function runAddress(server = "", repository = "", runId = "", attempt = "") {
	return `${server}/${repository}/actions/runs/${runId}/attempts/${attempt}`;
}
/**
* Compares every claim of the certificate with what a job's own record says of itself: another value is a failure, so
* is silence without a gap that owns up to it.
*/
function compareWithPipeline(claims, record) {
	return PIPELINE_CLAIMS.flatMap((row) => compareClaim(row, claims, record));
}
/**
* Compares the claims with the record's recorder. `strict` for a recorder outside the job, of which nothing else in the
* record speaks: then it must say all.
*/
function compareWithRecorder(claims, record, options) {
	return RECORDER_CLAIMS.flatMap((row) => compareClaim(options.strict ? {
		...row,
		required: true
	} : {
		...row,
		mayBeMissing: true
	}, claims, record));
}
function compareClaim(row, claims, record) {
	const open = check(`claim-${row.id}`, row.title);
	const claimed = claims[`${FULCIO}${row.oid}`];
	const values = row.pointers.map((pointer) => valueAt(record, pointer));
	const missing = row.pointers.filter((_, index) => values[index] === void 0);
	if (claimed === void 0) {
		if (row.required) return [open.failed(`The certificate claims no such thing, so it proves nothing about the job.`)];
		return missing.length > 0 ? [] : [open.notChecked("The certificate claims nothing of the kind.")];
	}
	if (missing.length > 0) {
		if (row.mayBeMissing) return [];
		const place = missing.join(" and ");
		return missing.every((pointer) => hasGapAt(record, pointer)) ? [open.notChecked(`The record says that it could not see ${place}; the certificate claims ${claimed}.`)] : [open.failed(`The certificate claims ${claimed}, and the record says nothing at ${place}.`)];
	}
	const said = (row.form ?? String)(...values.map(textOf));
	const place = row.pointers.at(-1);
	return said === claimed ? [open.ok(`The certificate and the record both say ${claimed}.`)] : [open.failed(`The certificate claims ${claimed}, the record says ${said} at ${place}.`)];
}
/** What is no text must not turn into the same text: a list of one name is not that name. */
function textOf(value) {
	return typeof value === "string" ? value : JSON.stringify(value) ?? "";
}

// src/core/verification/signer.ts
/** The issuer of the identity tokens of github.com's jobs (docs.github.com, OpenID Connect reference). */
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
const SOURCE_REPOSITORY = "1.3.6.1.4.1.57264.1.12";
/** Checks who signed: against what was expected, and against what the record says of itself. */
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
/** Names of repositories are compared without regard to case, as GitHub does. */
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
		...compareWithPipeline(claims, record),
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
/** The subjects' SHA-256 digests in a payload, none where it is no in-toto Statement. */
function subjectDigests(payload) {
	const statement = Statement.safeParse(parseJson(payload));
	return statement.success ? statement.data.subject.flatMap(({ digest }) => digest.sha256 ?? []) : [];
}
/** Whether the envelope has exactly one signature: other verifiers disagree about which of several counts. */
function checkSignatureCount({ signatures }) {
	const open = check("one-signature", "One signature");
	return signatures === 1 ? open.ok("The envelope has exactly one signature.") : open.failed(`The envelope has ${signatures} signatures, and exactly one is allowed.`);
}
/** Checks that a signed envelope is a Statement of ours about exactly this record file. */
function checkStatement(envelope, record) {
	const checks = [checkPayloadType(envelope.payloadType)];
	const parsed = Statement.safeParse(parseJson(envelope.payload));
	const form = check("statement", "In-toto statement");
	if (!parsed.success) return [...checks, form.failed("What was signed is not an in-toto Statement.")];
	const statement = parsed.data;
	return [
		...checks,
		statement._type === "https://in-toto.io/Statement/v1" ? form.ok(`What was signed is an ${STATEMENT_TYPE}.`) : form.failed(`What was signed calls itself ${statement._type}, not ${STATEMENT_TYPE}.`),
		checkPredicateType(statement.predicateType),
		checkSubjects(statement),
		checkSubject(statement, record),
		checkPredicate(statement, record),
		checkForm(record),
		checkSchema(record)
	];
}
function checkPayloadType(payloadType) {
	const open = check("payload-type", "Payload type");
	return payloadType === "application/vnd.in-toto+json" ? open.ok(`The envelope holds ${PAYLOAD_TYPE}.`) : open.failed(`The envelope holds ${payloadType}, not ${PAYLOAD_TYPE}.`);
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
/** Text with a key twice, or a number that a double can't hold, means different things to different readers. */
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
/**
* Verifies a record with its bundle: signature, statement, signer, and every field that the certificate also claims.
* Raises `file-invalid` for a record or bundle that is not JSON, and what the verifier raises for want of a trust root.
*/
async function verifyRecord(question, verifier) {
	const record = readRecord(question.record);
	const open = check("signature", "Signature");
	try {
		const bundle = chooseBundle(question.bundles, record, verifier);
		const count = checkSignatureCount(verifier.open(bundle));
		if (count.status === "failed") return answer([count, open.notChecked("It is not clear which signature counts.")]);
		const { envelope, signer, evidence } = await verifier.verify(bundle);
		return {
			...answer([
				count,
				open.ok(`The signature holds: ${evidence}.`),
				...checkStatement(envelope, record),
				...checkSigner(signer, record.value, question.expected)
			]),
			signer
		};
	} catch (error) {
		if (codeOf(error) !== "verification-failed") throw error;
		return answer([open.failed(sentenceOf(error)), check("contents", "Statement and signer").notChecked("Without a signature that holds, nothing else counts.")]);
	}
}
function answer(checks) {
	return {
		verdict: checks.some(({ status }) => status === "failed") ? "refused" : "verified",
		checks
	};
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
function chooseBundle(text, record, verifier) {
	const lines = isJson(text) ? [text] : text.split("\n").filter((line) => line.trim() !== "");
	if (lines.length <= 1) return lines[0] ?? "";
	const digest = sha256Hex(record.bytes);
	const fitting = lines.find((line) => {
		try {
			return subjectDigests(verifier.open(line).payload).includes(digest);
		} catch (error) {
			if (codeOf(error) === "verification-failed") return false;
			throw error;
		}
	});
	if (fitting !== void 0) return fitting;
	throw new DoorlogError("verification-failed", `None of the ${lines.length} bundles speaks about the record file (sha256:${digest}).`);
}
function isJson(text) {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

// src/cli/verify.ts
/** As much as GitHub takes in one attestation, in base64, with room for the rest of the bundle. */
const MAX_BYTES = 33554432;
const HELP = `Usage: doorlog verify RECORD --bundle FILE [--repo OWNER/REPO] [--identity SAN] [--issuer URL]
                      [--trust-root FILE] [--key FILE] [--json]

Verifies an access record with its bundle: the signature and who gave it, that it speaks about exactly this file, and
every field of the record that the certificate also claims. Says what was checked, line by line.

  --bundle FILE        the Sigstore bundle, or JSON Lines of bundles, of which the first about RECORD counts
  --repo OWNER/REPO    repository that the record must have been made for
  --identity SAN       identity that must have signed, exactly as the certificate names it
  --issuer URL         issuer of that identity (default ${GITHUB_ISSUER})
  --trust-root FILE    trusted_root.json, or JSON Lines of several, for use offline and for a Sigstore of your own
  --key FILE           public key (PEM) that a record of doorlog run was signed with
  --json               the checks as JSON

Without --trust-root the trust root of the public-good Sigstore is fetched by TUF and kept for the next time. Records of
private repositories are signed by GitHub's own Sigstore; its root comes by: gh attestation trusted-root > roots.jsonl

Exit code 0: verified; 1: refused; 2: wrong use; 4: the trust root could not be fetched.

Example: doorlog verify access-record.json --bundle bundle.sigstore.json --repo octo-org/octo-repo
`;
/** The command `doorlog verify`; returns the exit code. */
async function verify(args, io) {
	try {
		const { values, positionals } = readArguments("verify", {
			args,
			allowPositionals: true,
			options: {
				bundle: { type: "string" },
				repo: { type: "string" },
				identity: { type: "string" },
				issuer: {
					type: "string",
					default: GITHUB_ISSUER
				},
				"trust-root": { type: "string" },
				key: { type: "string" },
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
		const [record, ...more] = positionals;
		if (record === void 0 || more.length > 0) throw new DoorlogError("usage", "Name one record file, as in doorlog verify access-record.json --bundle FILE.");
		if (values.bundle === void 0) throw new DoorlogError("usage", "Option --bundle is missing; give the file with the Sigstore bundle.");
		if (values.repo !== void 0 && !/^[\w.-]+\/[\w.-]+$/.test(values.repo)) throw new DoorlogError("usage", "Option --repo must be OWNER/REPO, as in octo-org/octo-repo.");
		const verifier = await createVerifier({
			key: values.key,
			trustRoot: values["trust-root"]
		}, io);
		const answer = await verifyRecord({
			record: await readBytes(resolve(io.cwd, record), "the record"),
			bundles: (await readBytes(resolve(io.cwd, values.bundle), "the bundle")).toString("utf8"),
			expected: {
				issuer: values.issuer,
				...values.repo !== void 0 && { repository: values.repo },
				...values.identity !== void 0 && { identity: values.identity }
			}
		}, verifier);
		io.stdout(values.json ? `${JSON.stringify(answer, null, 2)}\n` : linesOf(answer, io.isTerminal));
		if (answer.verdict === "verified" && isUnexpected(answer, values)) io.stderr(warningFor(answer));
		return answer.verdict === "verified" ? EXIT.fine : EXIT.refused;
	} catch (error) {
		io.stderr(`${sentenceOf(error)}\n`);
		return exitCodeOf(error);
	}
}
async function createVerifier(given, io) {
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
/** The user's own cache: XDG_CACHE_HOME, LOCALAPPDATA on Windows, else .cache under the home folder. */
function cacheFolder({ env, cwd }) {
	const home = env.HOME || env.USERPROFILE;
	const base = env.XDG_CACHE_HOME || env.LOCALAPPDATA || home && join(home, ".cache");
	return base ? join(resolve(cwd, base), "doorlog", "trust") : join(cwd, ".doorlog", "trust");
}
async function readBytes(path, what) {
	const file = await open(path, "r").catch((cause) => {
		throw new DoorlogError("file-unreadable", `There is no ${path} that can be read; name the file with ${what}.`, { cause });
	});
	try {
		const { size } = await file.stat();
		if (size > MAX_BYTES) throw new DoorlogError("file-invalid", `${path} is longer than 32 MiB; name the file with ${what}.`);
		return await file.readFile();
	} catch (cause) {
		if (cause instanceof DoorlogError) throw cause;
		throw new DoorlogError("file-unreadable", `${path} can't be read; name the file with ${what}.`, { cause });
	} finally {
		await file.close();
	}
}
const MARKS = {
	ok: "ok",
	failed: "FAILED",
	"not-checked": "not checked"
};
const COLOURS = {
	ok: 32,
	failed: 31,
	"not-checked": 33
};
function linesOf({ checks, verdict }, isTerminal) {
	return `${checks.map(({ status, title, detail }) => {
		const mark = MARKS[status].padEnd(11);
		return `${isTerminal ? `\u001b[${COLOURS[status]}m${mark}\u001b[0m` : mark} ${title}: ${printable(detail)}`;
	}).join("\n")}\n${verdict}\n`;
}
/** Records and bundles are other people's text: it must not move the cursor or colour a refusal green. */
function printable(text) {
	return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "�");
}
function isUnexpected({ signer }, asked) {
	return signer?.kind === "certificate" && asked.repo === void 0 && asked.identity === void 0;
}
function warningFor({ signer }) {
	return `Warning: signed by ${signer?.kind === "certificate" ? printable(signer.identity) : "a key"}, which agrees with the record, but nobody said who should have signed; give --repo or --identity.\n`;
}

export { verify };