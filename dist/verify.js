import { $t as sha256Hex, Gr as record, Jt as hasGapAt, Kt as recordIdOf, Qr as unknown, Qt as digestOf, Tr as array, Ur as object, Wr as optional, Xr as string, Yr as strictObject, Yt as valueAt, Zt as canonicalize, ai as sentenceOf, ht as isRefused, ii as codeOf, ri as DoorlogError } from "./hook.js";
import { t as check } from "./check.js";
import { c as told, i as isIncomplete, l as toldAt, n as checkSigner, r as checkTime } from "./signer.js";
import { o as matchesName, r as checkSignedSince } from "./expected-signer.js";
import { t as bindingOf } from "./commitment2.js";
import { t as recordsInText } from "./stored-records.js";
import { t as isTooDeep } from "./nesting.js";
import { f as Verdict, t as AccessRecord } from "./access-record.js";
import { a as STATEMENT_TYPE, n as PAYLOAD_TYPE, r as PREDICATE_TYPE } from "./predicate-type.js";

// src/core/verification/testimony.ts
const sameName = (said, seen) => !said.includes("*") && matchesName(said, seen);
const FACTS = [
	{
		id: "repository",
		noun: "id of the repository",
		pointer: "/pipeline/repositoryId"
	},
	{
		id: "run",
		noun: "run",
		pointer: "/pipeline/runId"
	},
	{
		id: "attempt",
		noun: "attempt",
		pointer: "/pipeline/runAttempt"
	},
	{
		id: "workflow",
		noun: "workflow file",
		pointer: "/pipeline/workflowRef"
	},
	{
		id: "commit",
		noun: "commit",
		pointer: "/pipeline/sha"
	},
	{
		id: "head",
		noun: "head of the pull request",
		pointer: "/pipeline/pullRequest/headSha"
	},
	{
		id: "ref",
		noun: "ref",
		pointer: "/pipeline/ref"
	},
	{
		id: "event",
		noun: "event",
		pointer: "/pipeline/event"
	},
	{
		id: "environment",
		noun: "environment",
		pointer: "/pipeline/environment",
		agrees: sameName
	},
	{
		id: "rerunner",
		noun: "account that started it again",
		pointer: "/people/rerunner/id"
	},
	{
		id: "outcome",
		noun: "outcome",
		pointer: "/outcome/status",
		agrees: couldEndAs
	}
];
const SECTIONS = ["/pipeline", "/people"];
const BY_ID = {
	id: "actor",
	noun: "actor",
	pointer: "/people/initiator/id"
};
const BY_LOGIN = {
	...BY_ID,
	pointer: "/people/initiator/login",
	agrees: sameName
};
function differencesFrom(record, testimony) {
	return factsAbout(record, testimony).flatMap((fact) => differenceAt(fact, record, testimony) ?? []);
}
function compareWithTestimony(record, testimony, recordDigest) {
	const open = check("testimony-agrees", "What the collector saw");
	if (valueAt(record, "/recordId") !== valueAt(testimony, "/recordId")) return [open.notChecked("The collector’s record is about another job, and says nothing of this one.")];
	const facts = factsAbout(record, testimony);
	const differing = facts.flatMap((fact) => {
		const difference = differenceAt(fact, record, testimony);
		return difference ? [{
			fact,
			difference
		}] : [];
	});
	const own = differing.map(({ fact, difference }) => check(`seen-${fact.id}`, `What the collector saw: ${fact.noun}`).failed(sentenceAbout$1(fact, difference)));
	const found = checkFound(testimony, recordDigest, new Set(differing.map(({ difference }) => difference.pointer)));
	if (own.length > 0 || found.length > 0) return [...own, ...found];
	const compared = facts.filter(({ pointer }) => isBoth(textAt(record, pointer), textAt(testimony, pointer)));
	return [compared.length === 0 ? open.notChecked("The collector saw nothing of this job that its record could be compared with.") : open.ok(`The collector saw the same of this job: ${compared.map(({ noun }) => noun).join(", ")}.`)];
}
function checkFound(testimony, recordDigest, told) {
	const found = valueAt(testimony, "/disagreements");
	if (!Array.isArray(found)) return [];
	const pointers = found.filter((each) => recordDigest === void 0 || valueAt(each, "/record") === recordDigest).map((each) => toldAt(each, "/pointer")).filter((pointer) => !told.has(pointer));
	if (pointers.length === 0) return [];
	const open = check("disagreements", "What the collector found");
	const where = [...new Set(pointers)].join(", ");
	return [recordDigest !== void 0 || recordsFoundIn(testimony) <= 1 ? open.failed(`The collector found that the record says otherwise than it saw at ${where}.`) : open.notChecked(`The collector found several records of this job, one of which says otherwise than it saw at ${where}; only the log view tells which.`)];
}
function recordsFoundIn(testimony) {
	const links = valueAt(testimony, "/links/records");
	return Array.isArray(links) ? links.filter((link) => valueAt(link, "/phase") === "end").length : 0;
}
function factsAbout(record, testimony) {
	const actor = isBoth(textAt(record, BY_ID.pointer), textAt(testimony, BY_ID.pointer)) ? BY_ID : BY_LOGIN;
	const isGate = valueAt(record, "/recorder/kind") === "gate";
	return [actor, ...FACTS].filter(({ id }) => !(isGate && id === "environment"));
}
function differenceAt(fact, record, testimony) {
	const { pointer, agrees = (a, b) => a === b } = fact;
	const [said, seen] = [textAt(record, pointer), textAt(testimony, pointer)];
	if (seen === void 0) return void 0;
	if (said === void 0) return ownsUpTo(record, pointer) ? void 0 : {
		pointer,
		seen
	};
	if (said === seen || isPseudonym(said) || isPseudonym(seen)) return void 0;
	return agrees(said, seen, record, testimony) ? void 0 : {
		pointer,
		said,
		seen
	};
}
function sentenceAbout$1({ noun }, { pointer, said, seen }) {
	return `${said === void 0 ? "The record says nothing" : `The record says ${told(said)}`} at ${pointer}, and the collector saw that the ${noun} was ${told(seen)}.`;
}
function couldEndAs(said, seen, record, testimony) {
	if (seen === "success") return false;
	if (valueAt(testimony, "/outcome/interrupted") !== void 0 || seen === "cancelled") return true;
	if (said === "cancelled") return true;
	const verdict = Verdict.safeParse(valueAt(record, "/policy")).data;
	return verdict !== void 0 && (isRefused(verdict) || verdict.onError === "fail");
}
function ownsUpTo(record, pointer) {
	const holder = pointer.slice(0, pointer.lastIndexOf("/"));
	return hasGapAt(record, pointer) || !SECTIONS.includes(holder) && hasGapAt(record, holder);
}
function isPseudonym(value) {
	return /^~[0-9a-f]{20}$/.test(value);
}
function isBoth(said, seen) {
	return said !== void 0 && seen !== void 0 && (said === seen || !(isPseudonym(said) || isPseudonym(seen)));
}
function textAt(document, pointer) {
	const value = valueAt(document, pointer);
	return typeof value === "string" ? value : void 0;
}

// src/core/stored-identity.ts
function checkIdentity(signed, filed) {
	const open = check("record-id", "Record id");
	if (valueAt(signed, "/recordId") !== filed.recordId || valueAt(signed, "/phase") !== filed.phase) return open.failed("What was signed is another record, or another phase, than the one it is filed under.");
	if (valueAt(signed, "/pipeline/provider") === "local") return valueAt(signed, "/recorder/kind") === "local" ? open.ok("What was signed says this record id.") : open.failed("The record says that it is of a local run, and that a job made it: its id can be any job’s.");
	const whole = filed.document ?? signed;
	if (identitiesIn(whole).some((identity) => isIdOf(identity, filed.recordId))) return open.ok("The record id is the one of this run, attempt and job.");
	return valueAt(whole, "/sources/~1pipeline~1checkRunId") === "input" ? open.failed("The record id is not the one of this run, attempt and job: it was filed under another job’s.") : open.notChecked("What the record id was made from is not all here, so that it may be another job’s.");
}
function isIdOf(identity, recordId) {
	try {
		return recordIdOf(identity) === recordId;
	} catch {
		return false;
	}
}
function identitiesIn(record) {
	const textAt = (pointer) => {
		const value = valueAt(record, pointer);
		return typeof value === "string" ? value : void 0;
	};
	const matrix = valueAt(record, "/pipeline/matrix");
	const run = {
		server: textAt("/pipeline/server") ?? "",
		repositoryId: textAt("/pipeline/repositoryId") ?? textAt("/pipeline/repository") ?? "",
		runId: textAt("/pipeline/runId") ?? "",
		runAttempt: textAt("/pipeline/runAttempt") ?? "1"
	};
	const place = {
		job: textAt("/pipeline/job"),
		matrix: isObject(matrix) ? matrix : void 0,
		runnerName: textAt("/runner/name"),
		trackingId: textAt("/runner/trackingId")
	};
	const checkRunId = textAt("/pipeline/checkRunId");
	return [...checkRunId === void 0 ? [] : [{
		...run,
		checkRunId
	}], {
		...run,
		...place
	}];
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
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
	const entries = entriesAbout(record, log);
	if (entries.length === 0) {
		const id = toldAt(record, "/recordId").slice(0, 16);
		return open.notChecked(`The log has no ${toldAt(record, "/phase")} entry of the record ${id}.`);
	}
	const bindings = entries.map((entry) => bindingOf(record, entry));
	if (bindings.includes("holds")) return open.ok(SENTENCES.holds + othersBeside(entries.length));
	const worst = bindings.find((binding) => binding === "says-more" || binding === "differs") ?? bindings[0];
	const sentence = SENTENCES[worst ?? "unsalted"];
	return worst === "unsalted" || worst === "uncommitted" ? open.notChecked(sentence) : open.failed(sentence);
}
function digestOfLogView(record, log) {
	const view = entriesAbout(record, log).find((entry) => bindingOf(record, entry) === "holds");
	return view === void 0 ? void 0 : digestOf(view);
}
function entriesAbout(record, log) {
	const [id, phase] = [valueAt(record, "/recordId"), valueAt(record, "/phase")];
	return recordsInText(log).filter((entry) => entry.recordId === id && entry.phase === phase);
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
function checkSubject({ subject, predicate }, record) {
	const open = check("subject", "Record file");
	const digest = sha256Hex(record.bytes);
	if (subject.some((each) => each.digest.sha256 === digest)) return open.ok(`The statement speaks about the record file, sha256:${digest}.`);
	const failure = `The statement does not speak about the record file (sha256:${digest})`;
	if (isSame(predicate, record.value)) return open.failed(`${failure}, although it holds the same record: its subject is another file.`);
	const id = valueAt(predicate, "/recordId");
	return id !== void 0 && id === valueAt(record.value, "/recordId") ? open.failed(`${failure}, but holds a record with the same id: one of the two was altered.`) : open.failed(`${failure}; the file or the bundle is another.`);
}
function checkPredicate({ predicate }, record) {
	const open = check("predicate", "Predicate");
	return isSame(predicate, record.value) ? open.ok("What was signed is the same as the record file.") : open.failed("What was signed differs from the record file.");
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
function isSame(signed, read) {
	const form = canonicalForm(signed);
	return form !== void 0 && form === canonicalForm(read);
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
		const text = new TextDecoder("utf-8", { fatal: true }).decode(payload);
		return isTooDeep(text) ? void 0 : JSON.parse(text);
	} catch {
		return;
	}
}

// src/pipeline/verify.ts
async function verifyRecord(question, verifier) {
	const record = readRecord(question.record);
	const more = [...await checkTestimony(record, question, verifier), ...question.log === void 0 ? [] : [checkLogView(record.value, question.log)]];
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
				...checkSignedSince(signedAt, expected.signedSince),
				...checkSigner(signer, record.value, expected),
				checkOwnId(record.value)
			]),
			signer
		};
	} catch (error) {
		if (codeOf(error) !== "verification-failed") throw error;
		return refusal(sentenceOf(error));
	}
}
async function checkTestimony(record, { testimony = [], expected, log }, verifier) {
	const digest = log === void 0 ? void 0 : digestOfLogView(record.value, log);
	const checks = [];
	for (const { record: bytes, bundles } of testimony) {
		const { verdict, checks: own } = await verifyRecord({
			record: bytes,
			bundles,
			expected
		}, verifier);
		const value = readRecord(bytes).value;
		const open = check("testimony-agrees", "What the collector saw");
		if (verdict === "verified" && valueAt(value, "/recorder/kind") === "collector") checks.push(...compareWithTestimony(record.value, value, digest));
		else {
			const why = own.find(({ status }) => status === "failed")?.detail ?? "It is no collector’s record.";
			checks.push(open.notChecked(`What is given as a collector’s testimony is not believed: ${why}`));
		}
	}
	return checks;
}
function checkOwnId(record) {
	return checkIdentity(record, {
		recordId: toldAt(record, "/recordId"),
		phase: toldAt(record, "/phase")
	});
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
	let value;
	try {
		const text = new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes);
		value = isTooDeep(text) ? void 0 : JSON.parse(text);
	} catch (cause) {
		throw new DoorlogError("file-invalid", "The record is not JSON in UTF-8.", { cause });
	}
	if (value === void 0) throw new DoorlogError("file-invalid", "The record is nested deeper than any record is.");
	return {
		bytes,
		value
	};
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

export { differencesFrom as i, checkIdentity as n, compareWithTestimony as r, verifyRecord as t };