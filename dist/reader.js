import { Er as boolean, Hr as number, Jr as safeParse, Qr as unknown, Tr as array, Ur as object, Wr as optional, Xn as jsonOrNothing, Xr as string, Yn as clusterOf, ri as DoorlogError } from "./hook.js";

// src/sinks/elasticsearch/reader.ts
const PAGE = 20;
const PAGE_OF_NAMES = 1e3;
const NAMES = [
	"@timestamp",
	"event.id",
	"event.hash",
	"event.ingested",
	"doorlog.recordId",
	"doorlog.phase",
	"doorlog.digest"
];
const MOST_REPLY_BYTES = 67108864;
const KEEP = "1m";
const Page = object({
	_scroll_id: optional(string()),
	timed_out: optional(boolean()),
	_shards: object({ failed: number() }),
	hits: object({ hits: array(object({
		_index: string(),
		_id: string(),
		_source: optional(unknown())
	})) })
});
const Source = object({
	"@timestamp": optional(unknown()),
	event: optional(unknown()),
	doorlog: optional(unknown())
});
function createClusterReader(config, surroundings) {
	const cluster = clusterOf(config, surroundings);
	const reading = (signal) => ({
		cluster,
		pattern: `${config.prefix}-*`,
		signal
	});
	return {
		read: (recordId, signal) => readRecord(reading(signal), recordId),
		list: (listing, signal) => listRecords(reading(signal), listing)
	};
}
async function* readRecord(reading, recordId) {
	const body = {
		size: PAGE,
		query: { bool: {
			should: [{ term: { "event.id": recordId } }, { term: { "doorlog.recordId": recordId } }],
			minimum_should_match: 1
		} }
	};
	for await (const hit of hitsOf(reading, body)) yield storedEntry(hit, recordId);
}
async function* listRecords(reading, { from, until, read }) {
	const range = {
		gte: from.toISOString(),
		lt: until.toISOString(),
		format: "strict_date_time"
	};
	const body = {
		query: { bool: {
			should: [{ range: { "@timestamp": range } }, { range: { "event.ingested": range } }],
			minimum_should_match: 1
		} },
		...read === "names" ? {
			size: PAGE_OF_NAMES,
			_source: { includes: [...NAMES, "doorlog.view"] }
		} : { size: PAGE }
	};
	for await (const hit of hitsOf(reading, body)) {
		const entry = storedEntry(hit);
		if (entry.recordId !== "") yield entry;
	}
}
async function* hitsOf(reading, query) {
	let page = await askFor(reading, `/${encodeURIComponent(reading.pattern)}/_search?scroll=${KEEP}&allow_partial_search_results=false`, {
		...query,
		sort: ["_doc"]
	});
	let scroll = page._scroll_id;
	try {
		while (page.hits.hits.length > 0) {
			yield* page.hits.hits;
			if (page.hits.hits.length < query.size || scroll === void 0) return;
			page = await askFor(reading, "/_search/scroll", {
				scroll: KEEP,
				scroll_id: scroll
			});
			scroll = page._scroll_id ?? scroll;
		}
	} finally {
		if (scroll !== void 0) await forget(reading, scroll);
	}
}
async function askFor(reading, path, body) {
	const { cluster, pattern, signal } = reading;
	const response = await cluster.http({
		service: cluster.service,
		method: "POST",
		url: cluster.url + path,
		headers: {
			...cluster.headers,
			"content-type": "application/json"
		},
		body: JSON.stringify(body),
		maxBytes: MOST_REPLY_BYTES,
		timeout: 6e4,
		signal
	});
	if (response.status !== 200) throw refusal(cluster.service, pattern, response);
	const page = safeParse(Page, jsonOrNothing(response.body)).data;
	if (page === void 0) {
		const sentence = `${cluster.service} answers a search with something else; check that the url is a cluster's.`;
		throw new DoorlogError("http-reply-invalid", sentence);
	}
	if (page.timed_out === true || page._shards.failed > 0) {
		const sentence = `${cluster.service} could not search all of ${pattern}; see to its health and read again.`;
		throw new DoorlogError("http-reply-invalid", sentence);
	}
	return page;
}
function refusal(service, pattern, { status }) {
	if (status === 401) return new DoorlogError("http-status", `${service} does not accept the credentials; give those of a reader.`);
	return new DoorlogError("http-status", `${service} lets nobody search ${pattern} (status ${status}); ${status === 403 ? "give the role of the reader that doorlog setup installs" : "check the url"}.`);
}
async function forget({ cluster, signal }, scroll) {
	try {
		await cluster.http({
			service: cluster.service,
			method: "DELETE",
			url: `${cluster.url}/_search/scroll`,
			headers: {
				...cluster.headers,
				"content-type": "application/json"
			},
			body: JSON.stringify({ scroll_id: scroll }),
			retries: 0,
			signal
		});
	} catch {}
}
function storedEntry({ _index, _id, _source }, asked) {
	const source = safeParse(Source, _source).data;
	const own = membersOf(source?.doorlog);
	const event = membersOf(source?.event);
	const recordId = textOf(own.recordId) ?? asked ?? textOf(event.id) ?? "";
	const phase = textOf(own.phase) ?? "";
	const bundle = textOf(own.bundle);
	const arrivedAt = textOf(event.ingested);
	const time = Date.parse(textOf(source?.["@timestamp"]) ?? "");
	const isAttested = own.view === "attested" || _id.startsWith(`${recordId}-${phase}.attested-`);
	return {
		location: `${_index}/${_id}`,
		key: _id,
		recordId,
		phase,
		digest: textOf(own.digest) ?? textOf(event.hash) ?? "",
		...isAttested && { view: "attested" },
		...documentOf(own),
		...bundle !== void 0 && { bundle },
		...!Number.isNaN(time) && { time: new Date(time).toISOString() },
		...arrivedAt !== void 0 && { arrivedAt }
	};
}
function documentOf({ record, recordText }) {
	if (record !== void 0) return { document: record };
	const document = typeof recordText === "string" ? jsonOrNothing(recordText) : void 0;
	return document === void 0 ? {} : { document };
}
function membersOf(value) {
	return typeof value === "object" && value !== null ? { ...value } : {};
}
function textOf(value) {
	return typeof value === "string" && value !== "" ? value : void 0;
}

export { createClusterReader };