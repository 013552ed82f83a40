import { Qt as digestOf, Yt as valueAt, gr as entryKey } from "./hook.js";
import { t as bindingOf } from "./commitment2.js";
import { t as check } from "./check.js";

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
const MAY_BE_SEVERAL = ["checkpoint", "collector"];
function checkVersions(copies) {
	const open = check("one-version", "One version");
	const versions = /* @__PURE__ */ new Map();
	for (const { phase, view, digest } of copies) {
		const moment = view === void 0 ? phase : `${phase} (${view} view)`;
		versions.set(moment, (versions.get(moment) ?? /* @__PURE__ */ new Set()).add(digest));
	}
	const several = [...versions].filter(([phase, digests]) => !MAY_BE_SEVERAL.includes(phase) && digests.size > 1);
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

export { checkStored as n, checkCopies as t };