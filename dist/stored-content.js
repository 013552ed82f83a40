import { Fr as looseObject, Jr as safeParse, Qr as unknown, Wr as optional, Xn as jsonOrNothing, Xr as string, gr as entryKey } from "./hook.js";

// src/sinks/s3/keys.ts
const UNDATED = "undated";
function dayOf(time) {
	const date = new Date(time);
	const year = date.getUTCFullYear();
	return year >= 1970 && year <= 9999 ? date.toISOString().slice(0, 10).replaceAll("-", "/") : UNDATED;
}
function timeOf(key) {
	const [year, month, day] = key.split("/").slice(-4, -1);
	const time = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
	return Number.isNaN(time) ? void 0 : new Date(time).toISOString();
}
function objectKey(prefix, kind, time, id) {
	return `${prefix}${kind}/${dayOf(time)}/${id}.json`;
}
function keyStart(prefix, kind, day, recordId) {
	return `${dayStart(prefix, kind, day)}${recordId}-`;
}
function dayStart(prefix, kind, day) {
	return `${prefix}${kind}/${day}/`;
}
const AFTER_RECORD_ID = /-[a-z]+(?:\.attested)?-[0-9a-f]{64}(?:-again(?:-[0-9a-f]{16})?)?\.json$/;
function namedByItself(key) {
	const file = key.slice(key.lastIndexOf("/") + 1);
	const end = file.search(AFTER_RECORD_ID);
	return end > 0 ? namedBy(key, file.slice(0, end)) : void 0;
}
const NAME = /^(?<phase>[a-z]+)(?:\.(?<view>attested))?-(?<digest>[0-9a-f]{64})(?:-again(?:-[0-9a-f]{16})?)?$/;
function namedBy(key, recordId) {
	const file = key.slice(key.lastIndexOf("/") + 1);
	if (!file.startsWith(`${recordId}-`) || !file.endsWith(".json")) return void 0;
	const id = file.slice(0, -5);
	const { phase, view, digest } = NAME.exec(id.slice(recordId.length + 1))?.groups ?? {};
	if (phase === void 0 || digest === void 0) return void 0;
	const name = {
		recordId,
		phase,
		digest,
		...view === "attested" && { view: "attested" }
	};
	return id.startsWith(entryKey(name)) ? {
		...name,
		id
	} : void 0;
}

// src/sinks/s3/stored-content.ts
const Stored = looseObject({
	record: optional(unknown()),
	attested: optional(unknown()),
	bundle: optional(unknown()),
	erasable: optional(string())
});
const DEEPEST = 12;
function contentOf(text, name) {
	const value = jsonOrNothing(text);
	const { data } = safeParse(Stored, value);
	if (data === void 0) return { document: text };
	const { attested } = data;
	const bundle = data.bundle ?? search(value, isBundle);
	const bundleText = bundle === void 0 ? {} : { bundle: typeof bundle === "string" ? bundle : JSON.stringify(bundle) };
	if (data.erasable !== void 0) return {
		...attested !== void 0 && { attested },
		...bundleText
	};
	return {
		document: data.record ?? search(value, (each) => isRecord(each, name)) ?? value,
		...bundleText
	};
}
function isRecord(value, { recordId, phase }) {
	return "recordId" in value && value.recordId === recordId && "phase" in value && value.phase === phase && "gaps" in value;
}
function isBundle(value) {
	return "mediaType" in value && String(value.mediaType).startsWith("application/vnd.dev.sigstore.bundle");
}
function search(value, holds, depth = 0) {
	const inner = typeof value === "string" && value.startsWith("{") ? jsonOrNothing(value) : value;
	if (typeof inner !== "object" || inner === null || depth > DEEPEST) return void 0;
	if (holds(inner)) return inner;
	for (const member of Object.values(inner)) {
		const found = search(member, holds, depth + 1);
		if (found !== void 0) return found;
	}
}

export { keyStart as a, objectKey as c, dayStart as i, timeOf as l, UNDATED as n, namedBy as o, dayOf as r, namedByItself as s, contentOf as t };