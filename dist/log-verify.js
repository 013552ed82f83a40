import { i as check, n as verifyRecord, r as GITHUB_ISSUER, t as bundleVerifier } from "./bundle-verifier.js";
import { Br as sentenceOf, Gt as digestOf, Ht as valueAt, Qn as entryKey, Rr as DoorlogError, Wt as canonicalize, zr as codeOf, zt as recordIdOf } from "./hook.js";
import { t as bindingOf } from "./commitment2.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { t as shortDigests } from "./short-digests.js";
import { r as sinkSurroundings, t as configuredSinks } from "./sinks-option.js";

// src/core/stored-identity.ts
function checkIdentity(signed, filed) {
	const open = check("record-id", "Record id");
	if (valueAt(signed, "/recordId") !== filed.recordId || valueAt(signed, "/phase") !== filed.phase) return open.failed("What was signed is another record, or another phase, than the one it is filed under.");
	if (valueAt(signed, "/pipeline/provider") === "local") return open.ok("What was signed says this record id.");
	const whole = filed.document ?? signed;
	if (identitiesIn(whole).some((identity) => recordIdOf(identity) === filed.recordId)) return open.ok("The record id is the one of this run, attempt and job.");
	return valueAt(whole, "/sources/~1pipeline~1checkRunId") === "input" ? open.failed("The record id is not the one of this run, attempt and job: it was filed under another job’s.") : open.notChecked("What the record id was made from is not all here, so that it may be another job’s.");
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

// src/core/stored-proof.ts
function checkStored(copy) {
	return [
		checkDigest(copy),
		...checkName(copy),
		...checkApart(copy)
	];
}
function checkDigest({ document, digest, recordId, phase }) {
	const open = check("digest", "Digest");
	if (document === void 0) return open.notChecked("The log view is not there: it was erased, or never stored in this place.");
	if (safeDigest(document) !== digest) return open.failed("The stored record is not the one that its digest names: it was altered.");
	return valueAt(document, "/recordId") === recordId && valueAt(document, "/phase") === phase ? open.ok(`What is stored has the digest that it is filed under, sha256:${digest}.`) : open.failed("The stored record says that it is another record, or another phase, than it is filed under.");
}
function checkName(copy) {
	if (copy.key === void 0) return [];
	const open = check("key", "Key");
	const own = entryKey(copy);
	if (copy.key === own) return [open.ok("It has its own key.")];
	return [copy.key.startsWith(`${own}-again`) ? open.ok("It is stored beside its key, which somebody had taken before.") : open.failed("Its key is not that of this record, phase and digest.")];
}
function checkApart({ attested, document }) {
	if (attested === void 0 || document === void 0) return [];
	const open = check("halves", "Attested view and log view");
	const binding = bindingOf(attested, document);
	if (binding === "unsalted" || binding === "uncommitted") return [open.notChecked("The attested view commits to no log view, so that the two can’t be held against each other.")];
	return [binding === "holds" ? open.ok("The attested view commits to the log view that is stored beside it.") : open.failed("The attested view and the log view beside it do not fit together: one of the two was altered.")];
}
function checkCopies(copies) {
	return [checkVersions(copies), checkStart(copies)];
}
function checkVersions(copies) {
	const open = check("one-version", "One version");
	const versions = /* @__PURE__ */ new Map();
	for (const { phase, view, digest } of copies) {
		const moment = view === void 0 ? phase : `${phase} (${view} view)`;
		versions.set(moment, (versions.get(moment) ?? /* @__PURE__ */ new Set()).add(digest));
	}
	const several = [...versions].filter(([phase, digests]) => phase !== "checkpoint" && digests.size > 1);
	if (several.length === 0) return open.ok("Wherever it is stored, each phase says the same.");
	const which = several.map(([phase, digests]) => `${digests.size} of its ${phase}`).join(", ");
	return open.failed(`There are different versions of this record: ${which}; somebody else may write to the store.`);
}
function checkStart(copies) {
	const open = check("start", "Start event");
	const named = new Set(copies.flatMap(({ phase, document, attested }) => phase === "end" ? startOf(document ?? attested) : []));
	const starts = new Set(copies.flatMap(({ phase, view, digest }) => phase === "start" && !view ? [digest] : []));
	if (named.size === 0) return open.notChecked(starts.size > 0 ? "There is a start, and no end that names it." : "There is no end here that names a start.");
	if (starts.size === 0) return open.notChecked("The end names a start event that is not stored here.");
	return [...starts].filter((digest) => !named.has(digest)).length === 0 ? open.ok("The start event is the one that the end names.") : open.failed("The stored start event is not the one that the end names.");
}
function startOf(document) {
	const digest = valueAt(document, "/links/startEvent/digest");
	return typeof digest === "string" ? [digest] : [];
}
function safeDigest(document) {
	try {
		return digestOf(document);
	} catch {
		return;
	}
}

// src/pipeline/verify-stored.ts
async function verifyStored(question, signal) {
	const found = [];
	for (const { sink, reader } of question.stores) for await (const entry of reader.read(question.recordId, signal)) found.push({
		sink,
		entry
	});
	const copies = [];
	for (const { sink, entry } of found) {
		const { location, phase, digest, view, arrivedAt, lock } = entry;
		const stored = checkStored(entry);
		const signature = await checkSignature(entry, question);
		copies.push({
			sink,
			location,
			phase,
			digest,
			...view && { view },
			...arrivedAt && { arrivedAt },
			...lock && { lock },
			proven: stored.every(isOk) && signature.holds,
			checks: [...stored, ...signature.checks]
		});
	}
	const checks = copies.length === 0 ? [] : checkCopies(found.map(({ entry }) => entry));
	return {
		verdict: verdictOf(copies, checks, question.signatures !== void 0),
		copies,
		checks
	};
}
async function checkSignature(copy, { signatures }) {
	if (!signatures || copy.phase !== "end") return {
		holds: true,
		checks: []
	};
	const open = check("signature", "Signature");
	if (copy.bundle === void 0) return {
		holds: false,
		checks: [open.notChecked("No bundle is stored with it: it was not signed.")]
	};
	const attested = copy.attested ?? (copy.view === "attested" ? copy.document : void 0) ?? signedRecord(copy.bundle, signatures.verifier);
	if (attested === void 0) return {
		holds: false,
		checks: [open.failed("Its bundle can’t be read.")]
	};
	const { verdict, checks } = await verifyRecord({
		record: Buffer.from(canonicalize(attested)),
		bundles: copy.bundle,
		expected: signatures.expected,
		...copy.document !== void 0 && copy.view === void 0 && { log: JSON.stringify(copy.document) }
	}, signatures.verifier);
	const identity = checkIdentity(attested, copy);
	return {
		holds: verdict === "verified" && isOk(identity),
		checks: [identity, ...checks]
	};
}
function signedRecord(bundle, verifier) {
	try {
		const statement = JSON.parse(Buffer.from(verifier.open(bundle).payload).toString("utf8"));
		return typeof statement === "object" && statement !== null && "predicate" in statement ? statement.predicate : void 0;
	} catch (error) {
		if (codeOf(error) === "internal" && !(error instanceof SyntaxError)) throw error;
		return;
	}
}
function verdictOf(copies, checks, isSignatureAsked) {
	if (copies.length === 0) return "absent";
	if (copies.some((copy) => copy.checks.some(isFailed))) return "refused";
	if (checks.some(({ id, status }) => id === "one-version" && status === "failed")) return "conflict";
	if (checks.some(isFailed)) return "refused";
	if (!copies.every(({ proven }) => proven) || !checks.every(isOk)) return "incomplete";
	return isSignatureAsked ? "proven" : "intact";
}
function isOk({ status }) {
	return status === "ok";
}
function isFailed({ status }) {
	return status === "failed";
}

// src/cli/log-verify.ts
const LONGEST = 12e4;
const HELP = `Usage: doorlog log verify RECORD-ID --sinks FILE|TEXT [--repo OWNER/REPO] [--identity SAN] [--issuer URL]
                          [--trust-root FILE] [--key FILE] [--no-signatures] [--all] [--json]

Reads every copy of a record from the stores and proves that each is what was signed: its digest, its key, its bundle, the
commitment that ties the log's own part to the attested one, and that all copies and the start event agree.

  --sinks FILE|TEXT    the list of sinks, as in the action's input of that name, or a file that holds it
  --repo OWNER/REPO    repository that the record must have been made for
  --identity SAN       identity that must have signed, exactly as the certificate names it
  --issuer URL         issuer of that identity (default ${GITHUB_ISSUER})
  --trust-root FILE    trusted_root.json, or JSON Lines of several
  --key FILE           public key (PEM) that a record of doorlog run was signed with
  --no-signatures      look at digests and commitments only
  --all                every check and every key in full, not only what did not hold
  --json               every check as JSON

RECORD-ID stands at the end of the job's summary and in its log. The credentials must be a reader's; they come by variables named after the action's inputs, see docs/sinks.md.

Exit code 0: proven, or with --no-signatures intact; 1: something was altered; 2: wrong use; 3: nothing there, not all could
be proven, or versions in conflict; 4: a store or the trust root could not be reached.

Example: doorlog log verify 3f0c…e1 --sinks sinks.yml --repo octo-org/octo-repo
`;
const EXITS = {
	proven: EXIT.fine,
	intact: EXIT.fine,
	refused: EXIT.refused,
	incomplete: EXIT.evidence,
	conflict: EXIT.evidence,
	absent: EXIT.evidence
};
async function logVerify(args, io) {
	try {
		const { values, positionals } = readArguments("log verify", {
			args,
			allowPositionals: true,
			allowNegative: true,
			options: {
				sinks: { type: "string" },
				repo: { type: "string" },
				identity: { type: "string" },
				issuer: {
					type: "string",
					default: GITHUB_ISSUER
				},
				"trust-root": { type: "string" },
				key: { type: "string" },
				signatures: {
					type: "boolean",
					default: true
				},
				all: {
					type: "boolean",
					default: false
				},
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
		const [recordId = "", ...more] = positionals;
		if (!/^[0-9a-f]{64}$/.test(recordId) || more.length > 0) throw new DoorlogError("usage", "Name one record by its id, 64 hex digits; it stands at the end of the job’s summary and in its log.");
		if (values.repo !== void 0 && !/^[\w.-]+\/[\w.-]+$/.test(values.repo)) throw new DoorlogError("usage", "Option --repo must be OWNER/REPO, as in octo-org/octo-repo.");
		const expected = {
			issuer: values.issuer,
			...values.repo !== void 0 && { repository: values.repo },
			...values.identity !== void 0 && { identity: values.identity }
		};
		const verifier = await bundleVerifier({
			key: values.key,
			trustRoot: values["trust-root"]
		}, io);
		const question = {
			recordId,
			stores: await storesOf(values.sinks, io),
			...values.signatures && { signatures: {
				verifier,
				expected
			} }
		};
		const answer = await verifyStored(question, AbortSignal.timeout(LONGEST));
		io.stdout(values.json ? `${JSON.stringify(answer, null, 2)}\n` : linesOf(answer, values.all));
		return EXITS[answer.verdict];
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
async function storesOf(given, io) {
	const surroundings = sinkSurroundings(io);
	const stores = [];
	for (const sink of await configuredSinks(given, io)) {
		const reader = await sink.reader(surroundings);
		if (reader) stores.push({
			sink: sink.name,
			reader
		});
		else io.stderr(`The sink ${sink.name} can’t be read back; it is left out.\n`);
	}
	if (stores.length > 0) return stores;
	throw new DoorlogError("usage", "None of these sinks can be read back; name one that can.");
}
const MARKS = {
	ok: "ok",
	failed: "FAILED",
	"not-checked": "not checked"
};
const TELLING = /* @__PURE__ */ new Set([
	"signature",
	"identity",
	"repository",
	"commitment"
]);
function linesOf({ copies, checks, verdict }, isWhole) {
	const lines = copies.flatMap((copy) => [isWhole ? headOf(copy) : shortDigests(headOf(copy)), ...isWhole ? copy.checks.map(lineOf) : briefly(copy.checks)]);
	if (checks.length > 0) lines.push("all copies together", ...checks.map(lineOf));
	if (verdict === "absent") lines.push("No store has a record with this id. Elasticsearch and OpenSearch show what is new after a second or so.");
	return `${lines.join("\n")}\n${verdict}\n`;
}
function briefly(checks) {
	const told = checks.filter(({ id, status }) => status !== "ok" || TELLING.has(id));
	const others = checks.length - told.length;
	const rest = `${MARKS.ok.padEnd(11)} ${others} ${told.length > 0 ? "other " : ""}${others === 1 ? "check holds" : "checks hold"}`;
	return [...told.map(lineOf), ...others > 0 ? [`  ${rest}; --all lists them.`] : []];
}
function headOf({ sink, location, phase, view, arrivedAt, lock }) {
	const parts = [
		`${sink}  ${phase}${view === void 0 ? "" : ` (${view} view)`}  ${location}`,
		arrivedAt && `arrived ${arrivedAt}`,
		lock && `locked (${lock.mode}${lock.until ? ` until ${lock.until}` : ""}${lock.legalHold ? ", legal hold" : ""})`
	];
	return printable(parts.filter(Boolean).join(", "));
}
function lineOf({ status, title, detail }) {
	return `  ${MARKS[status].padEnd(11)} ${title}: ${printable(detail)}`;
}

export { logVerify };