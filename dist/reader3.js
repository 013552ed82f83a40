import { Rr as DoorlogError } from "./hook.js";
import { n as list, r as refused, s as createS3Client, t as ask } from "./listing.js";
import { i as namedBy, n as UNDATED, r as keyStart, t as contentOf } from "./stored-content.js";

// src/sinks/s3/reader.ts
const SIDE_BY_SIDE = 12;
async function createS3Reader(config, surroundings) {
	const client = await createS3Client(config, surroundings);
	return { async *read(recordId, signal, days) {
		if (!/^[\w.:-]{1,200}$/.test(recordId)) throw new DoorlogError("usage", "That is no record id.");
		yield* (await sideBySide([...days ?? await daysIn(client, config.prefix, signal)].sort().reverse(), (day) => copiesOf(client, config, {
			recordId,
			day
		}, signal))).flat();
	} };
}
async function copiesOf(client, config, { recordId, day }, signal) {
	const [records, erasable] = await Promise.all(["records", "erasable"].map((kind) => copiesBelow(client, keyStart(config.prefix, kind, day, recordId), recordId, signal)));
	const joined = /* @__PURE__ */ new Set();
	const entries = (records ?? []).map((copy) => {
		const other = erasable?.find(({ name, version }) => name.id === copy.name.id && version.isLatest) ?? erasable?.find(({ name }) => name.id === copy.name.id);
		if (other) joined.add(other);
		return storedEntry(config.bucket, copy, other?.content.document);
	});
	const alone = (erasable ?? []).filter((copy) => !joined.has(copy));
	return [...entries, ...alone.map((copy) => storedEntry(config.bucket, copy, void 0))];
}
function storedEntry(bucket, { version, name, content, lock }, beside) {
	const { id, recordId, phase, digest, view } = name;
	const document = content.document ?? beside;
	const { attested, bundle } = content;
	return {
		location: `s3://${bucket}/${version.key}${version.versionId === void 0 ? "" : `?versionId=${version.versionId}`}`,
		key: id,
		recordId,
		phase,
		digest,
		...view && { view },
		...document !== void 0 && { document },
		...attested !== void 0 && { attested },
		...bundle !== void 0 && { bundle },
		arrivedAt: version.arrivedAt,
		...lock && { lock }
	};
}
async function copiesBelow(client, prefix, recordId, signal) {
	const { versions } = await list(client, { prefix }, signal);
	return (await sideBySide(versions.flatMap((version) => {
		const name = namedBy(version.key, recordId);
		return name ? [{
			version,
			name
		}] : [];
	}), async ({ version, name }) => {
		const response = await objectOf(client, version, signal);
		if (response.status === 404) return void 0;
		if (response.status !== 200) throw refused(client, response, "s3:GetObjectVersion");
		return {
			version,
			name,
			content: contentOf(response.body.toString("utf8"), name),
			lock: lockOf(response)
		};
	})).filter((copy) => copy !== void 0);
}
function objectOf(client, { key, versionId }, signal) {
	return ask(client, {
		method: "GET",
		key,
		query: versionId === void 0 ? [] : [["versionId", versionId]]
	}, signal);
}
function lockOf({ headers }) {
	const mode = headers["x-amz-object-lock-mode"];
	const until = Date.parse(headers["x-amz-object-lock-retain-until-date"] ?? "");
	const legalHold = headers["x-amz-object-lock-legal-hold"] === "ON";
	if (mode === void 0 && !legalHold) return void 0;
	return {
		mode: mode !== void 0 && /^[A-Z]{1,20}$/.test(mode) ? mode : "LEGAL HOLD",
		...!Number.isNaN(until) && { until: new Date(until).toISOString() },
		...legalHold && { legalHold }
	};
}
async function daysIn(client, prefix, signal) {
	const perKind = await Promise.all(["records", "erasable"].map(async (kind) => {
		const top = `${prefix}${kind}/`;
		const below = async (folders) => (await sideBySide(folders, (folder) => list(client, {
			prefix: folder,
			delimiter: "/"
		}, signal))).flatMap(({ folders }) => folders);
		const years = await below([top]);
		return [...await below(await below(years.filter((year) => year !== `${top}${UNDATED}/`))), ...years.filter((year) => year === `${top}${UNDATED}/`)].map((day) => day.slice(top.length, -1));
	}));
	return [...new Set(perKind.flat())];
}
async function sideBySide(items, action) {
	const results = [];
	const left = items.entries();
	const work = async () => {
		for (const [index, item] of left) results[index] = await action(item);
	};
	await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, items.length) }, work));
	return results;
}

export { createS3Reader };