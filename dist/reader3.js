import { ri as DoorlogError } from "./hook.js";
import { n as sideBySide } from "./side-by-side.js";
import { c as createS3Client, i as refused, n as list, r as listPages, t as ask } from "./listing.js";
import { a as keyStart, i as dayStart, l as timeOf, n as UNDATED, o as namedBy, r as dayOf, s as namedByItself, t as contentOf } from "./stored-content.js";

// src/sinks/s3/copies.ts
function unread(named) {
	return {
		...named,
		content: {},
		lock: void 0
	};
}
async function readCopies(client, named, signal) {
	return (await sideBySide(named, 12, async ({ version, name }) => {
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
function joined(bucket, records, erasable) {
	const beside = /* @__PURE__ */ new Map();
	for (const copy of erasable) if (copy.version.isLatest || !beside.has(copy.name.id)) beside.set(copy.name.id, copy);
	const used = /* @__PURE__ */ new Set();
	const entries = records.map((copy) => {
		const other = beside.get(copy.name.id);
		if (other) used.add(other);
		return storedEntry(bucket, copy, other?.content.document);
	});
	const alone = erasable.filter((copy) => !used.has(copy));
	return [...entries, ...alone.map((copy) => storedEntry(bucket, copy, void 0))];
}
function storedEntry(bucket, { version, name, content, lock }, beside) {
	const { id, recordId, phase, digest, view } = name;
	const document = content.document ?? beside;
	const { attested, bundle } = content;
	const time = timeOf(version.key);
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
		...time !== void 0 && { time },
		arrivedAt: version.arrivedAt,
		...lock && { lock }
	};
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

// src/sinks/s3/days.ts
async function daysIn(client, prefix, signal) {
	const perKind = await Promise.all(["records", "erasable"].map(async (kind) => {
		const top = `${prefix}${kind}/`;
		const below = async (folders) => (await sideBySide(folders, 12, (folder) => list(client, {
			prefix: folder,
			delimiter: "/"
		}, signal))).flatMap(({ folders }) => folders);
		const years = await below([top]);
		return [...await below(await below(years.filter((year) => year !== `${top}${UNDATED}/`))), ...years.filter((year) => year === `${top}${UNDATED}/`)].map((day) => day.slice(top.length, -1));
	}));
	return [...new Set(perKind.flat())];
}

// src/sinks/s3/list-entries.ts
const DAY = 864e5;
const MANY_DAYS = 40;
const BATCH = 12;
async function* listEntries(client, config, { from, until, read }, signal) {
	for (const day of await daysOf(client, config, {
		from,
		until
	}, signal)) {
		let batch = [];
		const entries = async () => {
			const [records, erasable] = await Promise.all(["records", "erasable"].map(async (kind) => {
				const named = batch.flatMap((group) => group[kind]);
				return read === "names" ? named.map(unread) : readCopies(client, named, signal);
			}));
			batch = [];
			return joined(config.bucket, records ?? [], erasable ?? []);
		};
		for await (const group of groupsOf(client, config, day, signal)) {
			batch.push(group);
			if (batch.length >= BATCH) yield* await entries();
		}
		yield* await entries();
	}
}
async function* groupsOf(client, { prefix }, day, signal) {
	const records = runsOf(client, dayStart(prefix, "records", day), signal);
	const erasable = runsOf(client, dayStart(prefix, "erasable", day), signal);
	let [record, other] = await Promise.all([records.next(), erasable.next()]);
	while (!record.done || !other.done) {
		const order = compared(record.done ? void 0 : record.value.key, other.done ? void 0 : other.value.key);
		const first = order <= 0 ? record.value : other.value;
		if (!first) return;
		yield {
			id: first.key,
			records: order <= 0 && record.value ? record.value.versions : [],
			erasable: order >= 0 && other.value ? other.value.versions : []
		};
		if (order <= 0) record = await records.next();
		if (order >= 0) other = await erasable.next();
	}
}
async function* runsOf(client, prefix, signal) {
	let run;
	for await (const { versions } of listPages(client, { prefix }, signal)) for (const version of versions) {
		const name = namedByItself(version.key);
		if (!name) continue;
		const key = version.key.slice(prefix.length);
		if (run?.key !== key) {
			if (run) yield run;
			run = {
				key,
				versions: []
			};
		}
		run.versions.push({
			version,
			name
		});
	}
	if (run) yield run;
	return void 0;
}
function compared(a, b) {
	if (a === void 0 || b === void 0) return a === b ? 0 : a === void 0 ? 1 : -1;
	return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
async function daysOf(client, { prefix }, { from, until }, signal) {
	const first = Math.floor(from.getTime() / DAY);
	const end = Math.ceil(until.getTime() / DAY);
	if (end - first < MANY_DAYS) return [...Array.from({ length: Math.max(end - first, 0) }, (_, number) => dayAt(first + number)), UNDATED];
	const [start, last] = [dayAt(first), dayAt(end - 1)];
	const isWanted = (day) => day === "undated" || day >= start && day <= last;
	return (await daysIn(client, prefix, signal)).filter(isWanted).sort();
}
function dayAt(number) {
	return dayOf((/* @__PURE__ */ new Date(number * DAY)).toISOString());
}

// src/sinks/s3/reader.ts
async function createS3Reader(config, surroundings) {
	const client = await createS3Client(config, surroundings);
	return {
		async *read(recordId, signal, days) {
			if (!/^[\w.:-]{1,200}$/.test(recordId)) throw new DoorlogError("usage", "That is no record id.");
			const all = days ?? await daysIn(client, config.prefix, signal);
			yield* (await sideBySide([...all].sort().reverse(), 12, (day) => copiesOf(client, config, {
				recordId,
				day
			}, signal))).flat();
		},
		list: (listing, signal) => listEntries(client, config, listing, signal)
	};
}
async function copiesOf(client, config, { recordId, day }, signal) {
	const [records, erasable] = await Promise.all(["records", "erasable"].map((kind) => copiesBelow(client, keyStart(config.prefix, kind, day, recordId), recordId, signal)));
	return joined(config.bucket, records ?? [], erasable ?? []);
}
async function copiesBelow(client, prefix, recordId, signal) {
	const { versions } = await list(client, { prefix }, signal);
	const named = versions.flatMap((version) => {
		const name = namedBy(version.key, recordId);
		return name ? [{
			version,
			name
		}] : [];
	});
	return readCopies(client, named, signal);
}

export { createS3Reader };