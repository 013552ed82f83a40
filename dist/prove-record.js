import { $t as sha256Hex, Yt as valueAt, Zt as canonicalize, gt as judge, ht as isRefused, ii as codeOf, pt as combineStrictness } from "./hook.js";
import { t as bindingOf } from "./commitment2.js";
import { n as checkIdentity, t as verifyRecord } from "./verify.js";
import { t as recordsInText } from "./stored-records.js";
import { r as PREDICATE_TYPE } from "./predicate-type.js";
import { t as check } from "./check.js";
import { t as AccessRecord } from "./access-record.js";

// src/pipeline/check-policy.ts
const STRICTNESS = {
	mode: "enforce",
	onViolation: "fail",
	onUnknown: "warn",
	onError: "warn"
};
const MOST_NAMED = 5;
async function checkPolicy(value, { policy, evaluateCustom }) {
	const open = check("policy", "Policy");
	const parsed = AccessRecord.safeParse(value);
	if (!parsed.success) return [open.failed("The record can’t be judged, because it is no access record.")];
	const record = parsed.data;
	const custom = await evaluateCustom(policy.custom ?? [], record);
	const strictness = {
		...combineStrictness(STRICTNESS, policy),
		onViolation: "fail"
	};
	const verdict = judge(record, policy, strictness, { custom });
	const failed = verdict.results.filter(({ result }) => result === "fail").map(({ rule }) => rule);
	const unknown = verdict.results.filter(({ result }) => result === "unknown").length;
	const untold = unknown === 0 ? "" : ` Of ${unknown} rules nobody can tell from the record alone.`;
	return [isRefused(verdict) ? open.failed(`By this policy the job is refused: ${named(failed) || "too much of it is unknown"}; doorlog policy explain says why.`) : open.ok(`By this policy the job is let through.${untold}`), checkAge(record, policy)];
}
function named(rules) {
	const shown = rules.slice(0, MOST_NAMED).join(", ");
	return rules.length > MOST_NAMED ? `${shown} and ${rules.length - MOST_NAMED} more` : shown;
}
function checkAge({ policy: judged }, { origin, source }) {
	const open = check("policy-in-force", "Policy at the time");
	if (!judged) return open.notChecked("The job was judged by no policy that its record tells of.");
	const before = judged.policy.digest;
	if (before === void 0 || origin.digest === void 0) return before === void 0 && judged.policy.origin === origin.origin && origin.digest === void 0 ? open.ok(`The job was judged by ${source?.name ?? "the built-in policy"}; the verdict was ${judged.verdict}.`) : open.notChecked(`Whether the job was judged by this policy can’t be told; the verdict was ${judged.verdict}.`);
	if (before === origin.digest) return open.ok(`The job was judged by this policy; the verdict was ${judged.verdict}.`);
	const commit = judged.policy.commit === void 0 ? "" : ` of commit ${judged.policy.commit}`;
	return open.notChecked(`The job was judged by another policy${commit} (sha256:${before}), an old one perhaps; the verdict was ${judged.verdict}.`);
}

// src/pipeline/prove-record.ts
async function proveRecord(question, ports) {
	const { bytes, bundles, from, artifacts, log, testimony } = question;
	const { verifier, expected, policy } = ports;
	const proof = await verifyRecord({
		record: bytes,
		bundles,
		expected,
		...artifacts && { artifacts },
		...log !== void 0 && { log },
		...testimony && expected.collectors && { testimony }
	}, verifier);
	const value = JSON.parse(Buffer.from(bytes).toString("utf8"));
	const judged = policy && proof.verdict !== "refused" ? await checkPolicy(value, policy) : [];
	const checks = [...proof.checks.map((each) => withLog(each, value, log)), ...judged];
	const refused = checks.some(({ status }) => status === "failed");
	return {
		answer: {
			sha256: sha256Hex(bytes),
			...said(value),
			from,
			verdict: refused ? "refused" : proof.verdict,
			checks,
			...proof.signer && { signer: proof.signer }
		},
		bytes,
		bundles
	};
}
function withLog(open, record, log) {
	if (open.id !== "record-id" || open.status !== "not-checked" || log === void 0) return open;
	const [recordId, phase] = [textAt(record, "/recordId") ?? "", textAt(record, "/phase") ?? ""];
	const document = recordsInText(log).find((entry) => entry.recordId === recordId && entry.phase === phase && bindingOf(record, entry) === "holds");
	return document ? checkIdentity(record, {
		recordId,
		phase,
		document
	}) : open;
}
function recordsInBundles(bundles) {
	const records = /* @__PURE__ */ new Map();
	for (const { json, predicate, from } of bundles) {
		const text = canonicalForm(predicate);
		if (text === void 0) continue;
		const known = records.get(text) ?? {
			text,
			lines: [],
			from: /* @__PURE__ */ new Set()
		};
		known.lines.push(JSON.stringify(JSON.parse(json)));
		for (const place of from) known.from.add(place);
		records.set(text, known);
	}
	return [...records.values()].map(({ text, lines, from }) => ({
		bytes: Buffer.from(text),
		bundles: lines.join("\n"),
		from: [...from]
	})).map((question) => {
		const testimony = testimonyAmong(bundles, JSON.parse(question.bytes.toString("utf8")));
		return testimony.length > 0 ? {
			...question,
			testimony
		} : question;
	});
}
function testimonyAmong(bundles, { recordId, phase }) {
	if (phase === "collector" || recordId === void 0) return [];
	return bundles.flatMap(({ json, predicate, predicateType }) => {
		const text = predicateType === "https://doorlog.github.io/doorlog/access-record/v1" && predicate.recordId === recordId && predicate.phase === "collector" ? canonicalForm(predicate) : void 0;
		return text === void 0 ? [] : [{
			record: Buffer.from(text),
			bundles: JSON.stringify(JSON.parse(json))
		}];
	});
}
async function provingBundle({ bytes, bundles, from }, { verifier, expected }) {
	const lines = isJson(bundles) ? [bundles] : bundles.split("\n").filter((line) => isJson(line));
	let incomplete;
	for (const line of lines) try {
		const { answer } = await proveRecord({
			bytes,
			bundles: line,
			from
		}, {
			verifier,
			expected
		});
		if (answer.verdict === "verified") return line;
		if (answer.verdict === "incomplete") incomplete ??= line;
	} catch (error) {
		if (codeOf(error) === "internal") throw error;
	}
	return incomplete;
}
function said(record) {
	const told = {
		recordId: textAt(record, "/recordId"),
		phase: textAt(record, "/phase"),
		repository: textAt(record, "/pipeline/repository"),
		runId: textAt(record, "/pipeline/runId"),
		runAttempt: textAt(record, "/pipeline/runAttempt"),
		job: textAt(record, "/pipeline/job"),
		environment: textAt(record, "/pipeline/environment")
	};
	return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== void 0));
}
function textAt(record, pointer) {
	const value = valueAt(record, pointer);
	return typeof value === "string" ? value.slice(0, 500) : void 0;
}
function canonicalForm(value) {
	try {
		return canonicalize(value);
	} catch {
		return;
	}
}
function isJson(text) {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

export { testimonyAmong as i, provingBundle as n, recordsInBundles as r, proveRecord as t };