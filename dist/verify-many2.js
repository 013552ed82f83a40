import { $t as sha256Hex, Dr as custom, Fr as looseObject, Gr as record, Qr as unknown, Tr as array, Wr as optional, Xn as jsonOrNothing, Xr as string, Zt as canonicalize, ai as sentenceOf, ii as codeOf } from "./hook.js";
import { t as bundlesIn } from "./bundle-formats.js";
import { t as asksMoreThanKey } from "./expected-signer.js";
import { r as PREDICATE_TYPE } from "./predicate-type.js";
import { t as verifyRecord } from "./verify.js";
import { t as verifyArtifact } from "./verify-artifact.js";

// src/pipeline/verify-many.ts
const Statement = looseObject({
	predicateType: string(),
	subject: array(looseObject({ digest: record(string(), string()) })),
	predicate: optional(unknown())
});
const Identified = looseObject({
	recordId: string(),
	phase: string()
});
const BareFile = looseObject({
	mediaType: string(),
	messageSignature: looseObject({}),
	dsseEnvelope: optional(custom((given) => given === void 0))
});
const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle";
async function verifyBundleText({ name, text }, expected, verifier) {
	const bundles = bundlesIn(text);
	if (bundles.length === 0) return [{
		name,
		verdict: "skipped",
		sentence: "It holds no bundle."
	}];
	const verdicts = [];
	for (const [index, bundle] of bundles.entries()) {
		const each = bundles.length === 1 ? name : `${name}#${index + 1}`;
		verdicts.push({
			name: each,
			...await verdictOn(bundle, expected, verifier)
		});
	}
	return verdicts;
}
async function verdictOn(bundle, expected, verifier) {
	try {
		const statement = Statement.safeParse(jsonOrNothing(verifier.open(bundle).payload));
		if (!statement.success) return {
			verdict: "refused",
			sentence: "What was signed is not an in-toto Statement."
		};
		const { predicateType, predicate } = statement.data;
		if (predicateType === "https://doorlog.github.io/doorlog/access-record/v1") return await verdictOnRecord(predicate, bundle, expected, verifier);
		return await verdictOnStatement(statement.data, bundle, expected, verifier);
	} catch (error) {
		const sentence = sentenceOf(error);
		switch (codeOf(error)) {
			case "usage": return {
				verdict: "incomplete",
				sentence
			};
			case "file-invalid": return bundle.includes(BUNDLE_TYPE) ? {
				verdict: "refused",
				sentence
			} : {
				verdict: "skipped",
				sentence: "It holds no bundle."
			};
			case "verification-failed": return BareFile.safeParse(jsonOrNothing(bundle)).success ? {
				verdict: "skipped",
				sentence: "It signs a bare file; verify that file by itself."
			} : {
				verdict: "refused",
				sentence
			};
			default: throw error;
		}
	}
}
async function verdictOnRecord(predicate, bundle, { signer }, verifier) {
	const record = canonicalForm(predicate);
	if (record === void 0) return {
		verdict: "refused",
		sentence: "What was signed has no canonical form."
	};
	const { verdict, checks } = await verifyRecord({
		record: Buffer.from(record),
		bundles: bundle,
		expected: signer
	}, verifier);
	if (verdict === "refused") return {
		verdict,
		...whyNot(checks)
	};
	const identified = Identified.safeParse(predicate);
	const { recordId, phase } = identified.success ? identified.data : {};
	return {
		verdict,
		...verdict === "incomplete" && whyNot(checks),
		...recordId !== void 0 && phase !== void 0 && { record: {
			recordId,
			phase,
			digest: sha256Hex(record)
		} }
	};
}
async function verdictOnStatement({ predicateType, subject }, bundle, { signer, byKey }, verifier) {
	const [algorithm, hex] = Object.entries(subject[0]?.digest ?? {})[0] ?? [];
	if (algorithm === void 0) return {
		verdict: "refused",
		sentence: "The statement speaks about nothing."
	};
	const digest = `${algorithm}:${hex}`;
	const { verdict, checks } = await verifyArtifact({
		artifact: {
			name: digest,
			digest
		},
		bundles: bundle,
		expected: byKey && !asksMoreThanKey(signer) ? "key" : signer,
		predicateType
	}, verifier);
	return {
		verdict,
		predicateType,
		...verdict === "refused" && whyNot(checks)
	};
}
const UNASKED = [
	"identity",
	"repository",
	"predicate-type"
];
function whyNot(checks) {
	const reason = checks.find(({ status }) => status === "failed") ?? checks.find(({ status, id }) => status === "not-checked" && !UNASKED.includes(id));
	return reason ? { sentence: reason.detail } : {};
}
function canonicalForm(value) {
	try {
		return canonicalize(value);
	} catch {
		return;
	}
}
function createConflictFinder() {
	const seen = /* @__PURE__ */ new Map();
	return ({ name, record }) => {
		if (!record) return void 0;
		const key = `${record.recordId} ${record.phase}`;
		const earlier = seen.get(key);
		if (!earlier) {
			seen.set(key, {
				digest: record.digest,
				name
			});
			return;
		}
		return earlier.digest === record.digest ? void 0 : earlier.name;
	};
}

export { verifyBundleText as n, createConflictFinder as t };