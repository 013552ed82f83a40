import { G as backoff, K as pause, Tt as sentenceOf, at as boolean, ct as number, gt as _length, it as array, lt as object, pt as string, ut as optional, wt as codeOf, yt as safeParse } from "./hook.js";
import { r as authorizationOf, t as INPUT_NAMES } from "./secrets.js";
const { randomBytes } = process.getBuiltinModule("node:crypto");

// src/sinks/ecs.ts
const LONGEST_TEXT = 1024;
const EVENT_TYPES = {
	start: "start",
	end: "end"
};
/** ECS knows success, failure and unknown only. */
const OUTCOMES = {
	success: "success",
	failure: "failure",
	cancelled: "unknown"
};
/**
* An entry as a document after the Elastic Common Schema 9: ECS fields for what ECS has a place for, the rest under
* `doorlog`, the whole record in `doorlog.record` (or `doorlog.recordText`), its Sigstore bundle as text in `doorlog.bundle`. Only what a LogEntry guarantees is sure to
* be there; all else is taken from the record where it is text.
*/
function ecsDocument(entry, form) {
	const fact = (...path) => textAt(entry.document, path);
	return compact({
		"@timestamp": entry.time,
		ecs: { version: "9.0.0" },
		event: {
			id: entry.recordId,
			kind: "event",
			action: entry.phase,
			type: [EVENT_TYPES[entry.phase] ?? "info"],
			hash: entry.digest,
			module: fact("pipeline", "workflow"),
			url: fact("pipeline", "runUrl"),
			outcome: OUTCOMES[fact("outcome", "status") ?? ""],
			reason: approvalsOf(entry.document)
		},
		user: {
			name: fact("people", "initiator", "login"),
			id: fact("people", "initiator", "id"),
			roles: listOf(fact("people", "initiator", "role")),
			effective: {
				name: fact("people", "rerunner", "login"),
				id: fact("people", "rerunner", "id")
			}
		},
		organization: {
			name: fact("pipeline", "repositoryOwner"),
			id: fact("pipeline", "repositoryOwnerId")
		},
		service: { environment: fact("pipeline", "environment") },
		host: { name: fact("runner", "name") ?? fact("runner", "hostName") },
		trace: { id: traceOf(fact) },
		doorlog: {
			recordId: entry.recordId,
			phase: entry.phase,
			digest: entry.digest,
			provider: fact("pipeline", "provider"),
			server: fact("pipeline", "server"),
			repository: fact("pipeline", "repository"),
			repositoryId: fact("pipeline", "repositoryId"),
			workflowRef: fact("pipeline", "workflowRef"),
			runId: fact("pipeline", "runId"),
			runAttempt: fact("pipeline", "runAttempt"),
			job: fact("pipeline", "job"),
			event: fact("pipeline", "event"),
			ref: fact("pipeline", "ref"),
			commit: fact("pipeline", "sha"),
			verdict: fact("policy", "verdict"),
			bundle: entry.bundle,
			...form === "object" ? { record: entry.document } : { recordText: JSON.stringify(entry.document) }
		}
	});
}
/** Run, attempt and job in one text: what all phases of a job share. */
function traceOf(fact) {
	const run = fact("pipeline", "runId");
	if (run === void 0) return void 0;
	const job = fact("pipeline", "checkRunId") ?? fact("pipeline", "job");
	return [
		run,
		fact("pipeline", "runAttempt"),
		job
	].filter((part) => part !== void 0).join("-");
}
function approvalsOf(document) {
	const approvals = document.approvals;
	if (!Array.isArray(approvals) || approvals.length === 0) return void 0;
	return approvals.map((approval) => {
		return `${textAt(approval, ["state"]) ?? "answered"} by ${textAt(approval, ["user", "login"]) ?? "somebody unknown"}`;
	}).join(", ").slice(0, LONGEST_TEXT);
}
function textAt(value, path) {
	let at = value;
	for (const key of path) {
		if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return void 0;
		at = Object.entries(at).find(([name]) => name === key)?.[1];
	}
	return typeof at === "string" && at !== "" ? at.slice(0, LONGEST_TEXT) : void 0;
}
function listOf(text) {
	return text === void 0 ? void 0 : [text];
}
/** Leaves out what is not known, and objects of which nothing is; the record itself is left as it is. */
function compact(envelope) {
	const kept = {};
	for (const [key, value] of Object.entries(envelope)) {
		if (key === "record" || typeof value !== "object" || value === null || Array.isArray(value)) {
			if (value !== void 0) kept[key] = value;
			continue;
		}
		const inner = compact(Object.fromEntries(Object.entries(value)));
		if (Object.keys(inner).length > 0) kept[key] = inner;
	}
	return kept;
}

// src/sinks/elasticsearch-reply.ts
const BulkReply = object({
	errors: boolean(),
	items: array(object({ create: object({
		_id: string(),
		status: number(),
		error: optional(object({ type: string() }))
	}) })).check(_length(1))
});
/** Statuses that pass by themselves: too many requests, and gateways or shards that are not there at the moment. */
const PASSING_STATUSES = [
	429,
	502,
	503,
	504
];
/**
* Reads the reply to a bulk request with one `create` in it (Elasticsearch and OpenSearch, bulk API: status 200 says
* nothing about the items). The store's own texts are not repeated, because they quote the document.
*/
function readBulkReply(response, id) {
	if (PASSING_STATUSES.includes(response.status)) return {
		kind: "unavailable",
		reason: `it answers with status ${response.status}`
	};
	if (response.status !== 200) return {
		kind: "refused",
		reason: statusReason(response.status)
	};
	const item = safeParse(BulkReply, jsonOf(response.body)).data?.items[0]?.create;
	if (item === void 0 || item._id !== id) return {
		kind: "refused",
		reason: "its reply is not that of a bulk request; check that the url is a cluster’s"
	};
	return itemResult(item.status, errorType(item.error?.type));
}
function itemResult(status, type) {
	if (status === 201) return { kind: "created" };
	if (status === 409) return { kind: "taken" };
	if (PASSING_STATUSES.includes(status)) return {
		kind: "busy",
		reason: `it has no room just now (${type})`
	};
	if (status === 400) return {
		kind: "unfit",
		reason: `it refuses the document (${type}); run doorlog setup again`
	};
	return {
		kind: "refused",
		reason: `${statusReason(status)} (${type})`
	};
}
function statusReason(status) {
	switch (status) {
		case 401: return "it does not accept the credentials; check the API key or the user name and password";
		case 403: return "the writer may not create documents there; give it the role that doorlog setup installs";
		case 404: return "it has no such address or index; check the url and that indices may be created";
		case 413: return "the record is larger than it takes; raise http.max_content_length";
		default: return status >= 300 && status < 400 ? `it redirects (status ${status}); give the final url` : `it answers with status ${status}`;
	}
}
function jsonOf(body) {
	try {
		return JSON.parse(body.toString("utf8"));
	} catch {
		return;
	}
}
function errorType(type) {
	return type !== void 0 && /^[a-z_]{1,80}$/.test(type) ? type : "no reason given";
}

// src/sinks/elasticsearch.ts
/** The caller's signal is the deadline; this only keeps a request from outliving everything. */
const LONGEST_REQUEST = 9e5;
const MOST_TURNS = 100;
const MOST_REPLY_BYTES = 1048576;
/**
* A sink that creates one document per entry by the bulk API of Elasticsearch or OpenSearch, in the plain monthly
* index of the entry's own time (a data stream tells duplicates apart only within its current backing index).
* Raises `input-invalid` for secrets that don't fit together.
*/
function createElasticsearchSink(config, options) {
	const headers = {
		"content-type": "application/x-ndjson",
		accept: "application/json",
		...authorizationOf(options.secrets, options.secretNames ?? INPUT_NAMES)
	};
	const target = {
		config,
		url: `${config.url.replace(/\/+$/, "")}/_bulk`,
		headers,
		http: options.http
	};
	return {
		name: config.name,
		required: config.required,
		deliver: (entry, deliverOptions) => store(target, entry, deliverOptions)
	};
}
/** The index of an entry: prefix, year and month of its own time in UTC. */
function indexOf(prefix, time) {
	const date = new Date(time);
	return `${prefix}-${Number.isNaN(date.getTime()) ? "undated" : date.toISOString().slice(0, 7).replace("-", ".")}`;
}
async function store(target, entry, options) {
	const index = indexOf(target.config.prefix, entry.time);
	const id = `${entry.recordId}-${entry.phase}-${entry.digest}`;
	const own = await create(target, entry, {
		index,
		id,
		...options
	});
	if (own.kind !== "taken") return conclude(target, own, `${index}/${id}`);
	if (own.expected) return {
		sink: target.config.name,
		status: "already-there",
		location: `${index}/${id}`
	};
	const spare = `${id}-${randomBytes(4).toString("hex")}`;
	const other = await create(target, entry, {
		index,
		id: spare,
		...options
	});
	if (other.kind !== "created" && other.kind !== "taken") return conclude(target, other, `${index}/${spare}`);
	const reason = `The document id ${id} was taken before the first attempt; the record is stored under another id.`;
	return {
		sink: target.config.name,
		status: "conflict",
		location: `${index}/${spare}`,
		reason
	};
}
/** Creates one document, as often as it takes until the store has an answer or the signal fires. */
async function create(target, entry, place) {
	let expected = place.triedBefore;
	let form = "object";
	for (let turn = 1;; turn++) {
		if (place.signal.aborted) return {
			kind: "out-of-time",
			reason: "there was no time left"
		};
		let attempts = 0;
		const sent = await send(target, place, bodyOf(entry, place, form), (attempt) => {
			attempts = attempt;
		});
		expected ||= attempts > 1;
		if (sent.kind === "taken") return {
			kind: "taken",
			expected
		};
		if (sent.kind === "unfit" && form === "object") form = "text";
		else if (sent.kind === "busy" && turn < MOST_TURNS) {
			await pause(backoff(turn), place.signal);
			if (place.signal.aborted) return sent;
		} else return sent;
	}
}
function bodyOf(entry, { index, id }, form) {
	return `${JSON.stringify({ create: {
		_index: index,
		_id: id
	} })}\n${JSON.stringify(ecsDocument(entry, form))}\n`;
}
async function send({ config, http, url, headers }, { id, signal }, body, onAttempt) {
	try {
		const response = await http({
			service: serviceOf(config.name),
			method: "POST",
			url,
			headers,
			body,
			signal,
			onAttempt,
			timeout: LONGEST_REQUEST,
			retries: MOST_TURNS,
			retryStatuses: PASSING_STATUSES,
			maxBytes: MOST_REPLY_BYTES
		});
		return readBulkReply(response, id);
	} catch (error) {
		if (signal.aborted) return {
			kind: "out-of-time",
			reason: "it gave no answer in time"
		};
		const code = codeOf(error);
		const reason = code === "internal" ? "the request failed in an unexpected way" : sentenceOf(error);
		return {
			kind: code === "http-timeout" || code === "http-connection" ? "unavailable" : "refused",
			reason
		};
	}
}
function conclude({ config }, outcome, location) {
	const sink = config.name;
	if (outcome.kind === "created") return {
		sink,
		status: "delivered",
		location
	};
	return {
		sink,
		status: outcome.kind === "refused" || outcome.kind === "unfit" ? "failed" : "pending",
		reason: `${serviceOf(sink)} did not take the record: ${outcome.reason.replace(/\.$/, "")}.`
	};
}
function serviceOf(sink) {
	return sink === "elasticsearch" ? "Elasticsearch" : `Elasticsearch (sink ${sink})`;
}

export { createElasticsearchSink };