import { Ct as optional, Et as string, G as backoff, K as pause, Lt as codeOf, Mt as safeParse, Rt as sentenceOf, St as object, _t as boolean, gt as array, kt as _length, xt as number, zt as systemCodeOf } from "./hook.js";
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
	const { status } = response;
	if (PASSING_STATUSES.includes(status)) return {
		kind: "busy",
		reason: `it answers with status ${status}`,
		mayBeStored: isFault(status)
	};
	if (status !== 200) return {
		kind: "refused",
		reason: statusReason(status),
		mayBeStored: isFault(status)
	};
	const item = safeParse(BulkReply, jsonOf(response.body)).data?.items[0]?.create;
	if (item === void 0 || item._id !== id) return {
		kind: "refused",
		reason: "its reply is not that of a bulk request; check that the url is a cluster’s",
		mayBeStored: true
	};
	return itemResult(item.status, errorType(item.error?.type));
}
function itemResult(status, type) {
	if (status === 201) return { kind: "created" };
	if (status === 409) return { kind: "taken" };
	const mayBeStored = isFault(status);
	if (PASSING_STATUSES.includes(status)) return {
		kind: "busy",
		reason: `it has no room just now (${type})`,
		mayBeStored
	};
	if (status === 400) return {
		kind: "unfit",
		reason: `it refuses the document (${type}); run doorlog setup again`
	};
	return {
		kind: "refused",
		reason: `${statusReason(status)} (${type})`,
		mayBeStored
	};
}
/** A request that was turned away (4xx) stored nothing; where a server or gateway failed, nobody knows. */
function isFault(status) {
	return status >= 500;
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
/** Only a name of the kind that the stores give their faults: anything else could be a piece of what was sent. */
function errorType(type) {
	return type !== void 0 && /^[a-z_]{1,80}_exception$/.test(type) ? type : "no reason given";
}

// src/sinks/elasticsearch-create.ts
/** The caller's signal is the deadline; this only keeps an attempt from outliving everything. */
const LONGEST_WAIT = 9e5;
const MOST_TURNS = 100;
const MOST_REPLY_BYTES = 1048576;
/** Faults before there was a connection: nothing was sent. */
const NOT_SENT = [
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"EHOSTUNREACH",
	"ENETUNREACH",
	"EADDRNOTAVAIL"
];
/** Creates one document, as often as it takes until the store has an answer or the signal fires. Never raises. */
async function create(target, entry, place) {
	const until = now() + LONGEST_WAIT;
	let { mayBeOurs } = place;
	let form = "object";
	for (let turn = 1;; turn++) {
		if (place.signal.aborted) return {
			kind: "pending",
			reason: "there was no time left",
			mayBeOurs
		};
		const sent = await send(target, place, bodyOf(entry, place, form), until - now());
		if (sent.kind === "created") return sent;
		if (sent.kind === "taken") return {
			kind: "taken",
			mayBeOurs
		};
		if (sent.kind === "unfit" && form === "object") {
			form = "text";
			continue;
		}
		if (sent.kind === "unfit") return {
			kind: "failed",
			reason: sent.reason,
			mayBeOurs
		};
		mayBeOurs ||= sent.mayBeStored;
		if (sent.kind === "refused") return {
			kind: "failed",
			reason: sent.reason,
			mayBeOurs
		};
		const wait = backoff(turn, sent.retryAfter);
		const isLast = sent.kind === "unanswered" || turn >= MOST_TURNS || now() + wait >= until;
		if (!isLast) await pause(wait, place.signal);
		if (isLast || place.signal.aborted) return {
			kind: "pending",
			reason: sent.reason,
			mayBeOurs
		};
	}
}
/** Milliseconds on a clock that nobody sets. */
function now() {
	return process.uptime() * 1e3;
}
function bodyOf(entry, { index, id }, form) {
	return `${JSON.stringify({ create: {
		_index: index,
		_id: id
	} })}\n${JSON.stringify(ecsDocument(entry, form))}\n`;
}
/** Sends the document once: only so does each attempt tell whether it may have stored it. */
async function send({ service, http, url, headers }, { id, signal }, body, timeout) {
	try {
		const response = await http({
			service,
			method: "POST",
			url,
			headers,
			body,
			signal,
			timeout,
			retries: 0,
			maxBytes: MOST_REPLY_BYTES
		});
		return {
			...readBulkReply(response, id),
			retryAfter: response.headers["retry-after"]
		};
	} catch (error) {
		if (signal.aborted) return {
			kind: "unanswered",
			reason: "it gave no answer in time",
			mayBeStored: true
		};
		const code = codeOf(error);
		const reason = code === "internal" ? "the request failed in an unexpected way" : sentenceOf(error);
		const mayBeStored = code !== "http-tls" && !wasNotSent(error);
		if (code === "http-connection") return {
			kind: "busy",
			reason,
			mayBeStored
		};
		return {
			kind: code === "http-timeout" ? "unanswered" : "refused",
			reason,
			mayBeStored
		};
	}
}
function wasNotSent(error) {
	const cause = error instanceof Error ? error.cause : void 0;
	return NOT_SENT.includes(systemCodeOf(cause) ?? "");
}

// src/sinks/elasticsearch.ts
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
		service: config.name === "elasticsearch" ? "Elasticsearch" : `Elasticsearch (sink ${config.name})`,
		url: `${config.url.replace(/\/+$/, "")}/_bulk`,
		headers,
		http: options.http
	};
	return {
		name: config.name,
		required: config.required,
		deliver: (entry, deliverOptions) => {
			const id = `${entry.recordId}-${entry.phase}-${entry.digest}`;
			const index = indexOf(config.prefix, entry.time);
			return store({
				sink: config.name,
				target,
				entry,
				index,
				id,
				...deliverOptions
			});
		}
	};
}
/** The index of an entry: prefix, year and month of its own time in UTC. */
function indexOf(prefix, time) {
	const date = new Date(time);
	return `${prefix}-${Number.isNaN(date.getTime()) ? "undated" : date.toISOString().slice(0, 7).replace("-", ".")}`;
}
/** The writer can't read, so "taken" proves nothing: it is believed only where an attempt of ours may have stored it. */
async function store(task) {
	const { key, id, sink } = task;
	if (key === "taken" || key === "spare-tried") return storeBeside(task);
	const own = await createAt(task, id, key === "tried");
	if (own.kind !== "taken") return conclude(task, own, id, {
		free: "unused",
		tried: "tried"
	});
	if (own.mayBeOurs) return {
		sink,
		status: "already-there",
		location: `${task.index}/${id}`,
		reason: "An earlier attempt whose answer was lost is taken to have stored it; compare the digest on reading."
	};
	await task.noteKey?.("taken");
	return storeBeside(task);
}
/**
* Nobody but a holder of the writer's credential can have made the other document, and not with this record: the true one
* is kept beside it, under an id that every later attempt knows too, or where even that is taken, one nobody can guess.
*/
async function storeBeside(task) {
	const spare = `${task.id}-again`;
	const states = {
		free: "taken",
		tried: "spare-tried"
	};
	const beside = await createAt(task, spare, task.key === "spare-tried");
	if (beside.kind !== "taken") return conclude(task, beside, spare, states);
	if (beside.mayBeOurs) return conflict(task, spare);
	const last = `${spare}-${randomBytes(8).toString("hex")}`;
	const alone = await createAt(task, last, false);
	return alone.kind === "taken" ? conflict(task, last) : conclude(task, alone, last, {
		free: "taken",
		tried: "taken"
	});
}
function createAt({ target, entry, index, signal }, id, mayBeOurs) {
	return create(target, entry, {
		index,
		id,
		signal,
		mayBeOurs
	});
}
/** The end of an attempt; where nothing is known to be stored, later attempts are told what this one left of the id. */
async function conclude(task, outcome, id, states) {
	if (outcome.kind === "created" && id !== task.id) return conflict(task, id);
	if (outcome.kind === "created") return {
		sink: task.sink,
		status: "delivered",
		location: `${task.index}/${id}`
	};
	await task.noteKey?.(outcome.mayBeOurs ? states.tried : states.free);
	const reason = `${task.target.service} did not take the record: ${outcome.reason.replace(/\.$/, "")}.`;
	return {
		sink: task.sink,
		status: outcome.kind,
		reason
	};
}
function conflict({ sink, index, id }, storedAs) {
	const reason = `The document id ${id} was taken before an attempt could have used it; the record is stored under another id.`;
	return {
		sink,
		status: "conflict",
		location: `${index}/${storedAs}`,
		reason
	};
}

export { createElasticsearchSink };