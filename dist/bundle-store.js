import { Dr as custom, Fr as looseObject, Gr as record, Qr as unknown, Qt as digestOf, Tr as array, Wr as optional, Xr as string, qr as regex } from "./hook.js";
import { t as isTooDeep } from "./nesting.js";
import { r as PREDICATE_TYPE } from "./predicate-type.js";
import { t as bundlesIn } from "./bundle-formats.js";

// src/core/told-bundle.ts
const MEDIA_TYPE = "application/vnd.dev.sigstore.bundle";
const Bundle = looseObject({
	mediaType: string().check(regex(/^application\/vnd\.dev\.sigstore\.bundle/)),
	dsseEnvelope: looseObject({ payload: string() })
});
const Statement = looseObject({
	subject: array(looseObject({
		name: optional(string()),
		digest: record(string(), string())
	})),
	predicateType: string(),
	predicate: record(string(), unknown())
});
function tellBundle(json) {
	const bundle = Bundle.safeParse(parsed(json));
	if (!bundle.success) return void 0;
	const payload = Buffer.from(bundle.data.dsseEnvelope.payload, "base64").toString("utf8");
	const { success, data } = Statement.safeParse(parsed(payload));
	if (!success) return void 0;
	const { predicateType, predicate, subject } = data;
	return {
		json,
		predicateType,
		subjects: subject.map(({ name, digest }) => ({
			...name !== void 0 && { name },
			digest
		})),
		predicate
	};
}
function tellBundles(text) {
	return bundlesIn(text).flatMap((json) => tellBundle(json) ?? []);
}
const BareFile = looseObject({
	messageSignature: looseObject({}),
	dsseEnvelope: optional(custom((given) => given === void 0))
});
function countUnreadable(text) {
	return bundlesIn(text).filter((json) => json.includes(MEDIA_TYPE) && !tellBundle(json)).filter((json) => !BareFile.safeParse(parsed(json)).success).length;
}
function isAbout({ subjects }, sha256) {
	return subjects.some(({ digest }) => digest.sha256 === sha256);
}
function parsed(text) {
	try {
		return isTooDeep(text) ? void 0 : JSON.parse(text);
	} catch {
		return;
	}
}

// src/pipeline/bundle-store.ts
function storeOfBundles(sink, bundles) {
	async function* entries(recordId) {
		const known = /* @__PURE__ */ new Set();
		for await (const { told, location } of bundles(recordId)) {
			if (known.has(told.json)) continue;
			known.add(told.json);
			const entry = entryOf(told, location);
			if (entry && (recordId === void 0 || entry.recordId === recordId)) yield entry;
		}
	}
	return {
		sink,
		reader: {
			read: (recordId) => entries(recordId),
			list: () => entries()
		}
	};
}
function entryOf({ json, predicateType, predicate }, location) {
	const { recordId, phase } = predicate;
	if (predicateType !== "https://doorlog.github.io/doorlog/access-record/v1" || typeof recordId !== "string" || typeof phase !== "string") return void 0;
	return {
		location,
		recordId,
		phase,
		digest: digestOf(predicate),
		view: "attested",
		document: predicate,
		bundle: json
	};
}

export { tellBundles as a, tellBundle as i, countUnreadable as n, isAbout as r, storeOfBundles as t };