import { Zt as canonicalize, ai as sentenceOf, ii as codeOf } from "./hook.js";
import { n as checkIdentity, r as compareWithTestimony, t as verifyRecord } from "./verify.js";
import { n as checkStored, t as checkCopies } from "./stored-proof.js";
import { t as check } from "./check.js";
import { t as AccessRecord } from "./access-record.js";

// src/pipeline/verify-stored.ts
const SIGNED_PHASES = ["end", "collector"];
async function verifyStored(question, signal) {
	const found = (await Promise.all(question.stores.map(async ({ sink, reader }) => {
		const held = [];
		for await (const entry of reader.read(question.recordId, signal)) held.push({
			sink,
			entry
		});
		return held;
	}))).flat();
	const copies = [];
	const proven = /* @__PURE__ */ new Map();
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
		if (!signature.signed || stored.some(isFailed)) continue;
		const { text } = signature.signed;
		if (!proven.has(text)) proven.set(text, {
			sink,
			location,
			digest,
			...signature.signed
		});
	}
	const judged = [...proven.values()].some(({ record }) => record.phase === "end") ? copies.map((copy) => withoutUnnamedCollector(copy, question)) : copies;
	const checks = [
		...copies.length === 0 ? [] : checkCopies(found.map(({ entry }) => entry)),
		...rivals([...proven.values()]),
		...contradictions([...proven.values()])
	];
	return {
		verdict: verdictOf(judged, checks, question.signatures !== void 0),
		copies: judged,
		checks,
		proven: [...proven.values()].sort((a, b) => rankOf(a.record.phase) - rankOf(b.record.phase))
	};
}
const WHICH_COLLECTORS = ["collector", "collector-run"];
function withoutUnnamedCollector(copy, { signatures }) {
	const failed = copy.checks.filter(isFailed);
	const isUnnamed = (signatures?.expected.collectors ?? []).length === 0;
	if (copy.phase !== "collector" || !isUnnamed || failed.length === 0) return copy;
	if (!failed.every(({ id }) => WHICH_COLLECTORS.includes(id))) return copy;
	const checks = copy.checks.map((each) => isFailed(each) ? {
		...each,
		status: "not-checked"
	} : each);
	return {
		...copy,
		disregarded: true,
		checks
	};
}
function rivals(proven) {
	const ends = proven.filter(({ record }) => record.phase === "end").length;
	const open = check("one-version", "One version");
	return ends > 1 ? [open.failed(`${ends} ends of this record are signed, and they say different things.`)] : [];
}
function contradictions(proven) {
	const testimonies = proven.filter(({ record }) => record.phase === "collector");
	return proven.filter(({ record }) => record.phase === "end").flatMap(({ record, digest }) => testimonies.flatMap((each) => compareWithTestimony(record, each.record, digest))).filter(isFailed);
}
async function proveCopy(copy, signatures) {
	const { holds, signed, checks } = await checkSignature(copy, { signatures });
	const failed = checks.find(isFailed);
	if (failed) return {
		verdict: "refused",
		why: failed.detail
	};
	return { verdict: holds && signed ? "proven" : "open" };
}
async function checkSignature(copy, { signatures }) {
	if (!signatures || !SIGNED_PHASES.includes(copy.phase)) return {
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
	const texts = textsOf(attested, copy);
	if (!texts) return {
		holds: false,
		checks: [open.failed("What is stored is nothing that can have been signed.")]
	};
	const { text, log } = texts;
	const question = {
		record: Buffer.from(text),
		bundles: copy.bundle,
		expected: signatures.expected
	};
	let answer;
	try {
		answer = await verifyRecord({
			...question,
			...log !== void 0 && { log }
		}, signatures.verifier);
	} catch (error) {
		if (codeOf(error) !== "usage") throw error;
		return {
			holds: false,
			checks: [open.notChecked(sentenceOf(error))]
		};
	}
	const { verdict, checks } = answer;
	const identity = checkIdentity(attested, copy);
	const holds = verdict === "verified" && isOk(identity);
	const record = AccessRecord.safeParse(attested).data;
	return {
		holds,
		checks: [identity, ...checks.filter(({ id }) => id !== identity.id)],
		...holds && record && { signed: {
			record,
			text,
			bundle: copy.bundle
		} }
	};
}
function textsOf(attested, { document, view }) {
	try {
		const isLogView = document !== void 0 && view === void 0;
		return {
			text: canonicalize(attested),
			log: isLogView ? JSON.stringify(document) : void 0
		};
	} catch {
		return;
	}
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
	if (!copies.filter(({ disregarded }) => !disregarded).every(({ proven }) => proven) || !checks.every(isOk)) return "incomplete";
	return isSignatureAsked ? "proven" : "intact";
}
function rankOf(phase) {
	return SIGNED_PHASES.indexOf(phase);
}
function isOk({ status }) {
	return status === "ok";
}
function isFailed({ status }) {
	return status === "failed";
}

export { verifyStored as n, proveCopy as t };