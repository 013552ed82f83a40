import { t as createAttestationFinder } from "./attestation-finder.js";
import { n as JobsPage, r as RunsPage, t as createRunHistory } from "./run-history.js";
import { $t as sha256Hex, Ar as enumeration, Ct as anyPattern, Hr as number, Kt as recordIdOf, Pr as literal, Qr as unknown, T as readWorkflowFile, Tr as array, Ur as object, Wr as optional, Xn as jsonOrNothing, Xr as string, Yt as valueAt, ai as sentenceOf, ii as codeOf, oi as systemCodeOf, ri as DoorlogError, y as findOurStep } from "./hook.js";
import { r as PREDICATE_TYPE } from "./predicate-type.js";
import { n as checkIdentity } from "./verify.js";
import { n as checkStored } from "./stored-proof.js";
import { n as sideBySide } from "./side-by-side.js";
import { t as proveCopy } from "./verify-stored.js";
import { t as bundleVerifier } from "./bundle-verifier.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { t as GITHUB_ISSUER } from "./signer.js";
import { t as readArguments } from "./arguments.js";
import { n as quantity, t as counted } from "./quantity.js";
import { t as shortDigests } from "./short-digests.js";
import { r as sinkSurroundings, t as configuredSinks } from "./sinks-option.js";
import { t as keepHeapSmall } from "./small-heap.js";
import { t as accessGitHub } from "./github-access.js";
const { dirname, join, resolve } = process.getBuiltinModule("node:path");
const { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");
const { readFile, readdir, stat } = process.getBuiltinModule("node:fs/promises");
import { setTimeout } from "node:timers/promises";

// src/ci/github/run-history-memory.ts
const LONGEST = 1048576;
function rememberReplies(http, memory) {
	return async (request) => {
		const address = addressOf(request);
		if (address === void 0) return http(request);
		const kept = memory.recall(address);
		const reply = await http(kept ? {
			...request,
			headers: {
				...request.headers,
				"if-none-match": kept.etag
			}
		} : request);
		if (reply.status === 304 && kept) return {
			...reply,
			status: 200,
			body: Buffer.from(kept.body)
		};
		const etag = reply.status === 200 ? reply.headers.etag : void 0;
		const body = etag === void 0 ? void 0 : reduced(reply.body.toString("utf8"), address);
		if (etag !== void 0 && body !== void 0 && body.length <= LONGEST) memory.keep(address, {
			etag,
			body
		});
		return reply;
	};
}
function addressOf({ method, url }) {
	if (method !== "GET" || !URL.canParse(url)) return void 0;
	const { pathname, search } = new URL(url);
	return pathname.includes("/attestations/") ? void 0 : `${pathname}${search}`;
}
function reduced(body, address) {
	const path = address.replace(/\?.*$/s, "");
	try {
		const value = JSON.parse(body);
		if (path.endsWith("/actions/runs")) return textOf$1(RunsPage.safeParse(value).data);
		if (!path.endsWith("/jobs")) return body;
		const page = JobsPage.safeParse(value).data;
		return textOf$1(page && {
			...page,
			jobs: page.jobs.map((job) => ({
				...job,
				steps: job.steps?.slice(0, 1)
			}))
		});
	} catch {
		return;
	}
}
function textOf$1(value) {
	return value === void 0 ? void 0 : JSON.stringify(value);
}

// src/ci/github/run-history-pace.ts
const SECOND = 1e3;
const LONGEST_WAIT = 7200 * SECOND;
const UNTOLD_WAIT = 60 * SECOND;
const LEFT_TO_OTHERS = .1;
function paceRequests(http, { mayWait, onWait, now, pause, signal }) {
	let scarceUntil = 0;
	let waiting;
	async function countDown(until) {
		for (let left = until - now(); left > 0; left = until - now()) {
			onWait(left);
			await pause(Math.min(left, SECOND), signal);
		}
		onWait(0);
	}
	async function waitUntil(until) {
		if (!mayWait || until - now() > LONGEST_WAIT) {
			const minutes = Math.max(1, Math.ceil((until - now()) / 60 / SECOND));
			throw new DoorlogError("api-rate-limited", `GitHub’s API has hardly any requests left for this token, and gives new ones in ${minutes} minutes; run again to go on.`);
		}
		waiting ??= countDown(until).finally(() => {
			waiting = void 0;
		});
		await waiting;
	}
	return async (request) => {
		for (;;) {
			signal.throwIfAborted();
			if (waiting || scarceUntil > now()) await waitUntil(scarceUntil);
			const reply = await http(request);
			const { remaining, limit, reset } = budgetOf(reply);
			if (remaining <= limit * LEFT_TO_OTHERS && reset > now()) scarceUntil = reset;
			else if (reply.status < 400) scarceUntil = 0;
			if (!(reply.status === 429 || reply.status === 403 && (remaining === 0 || reply.headers["retry-after"] !== void 0))) return reply;
			const seconds = Number(reply.headers["retry-after"]);
			const wait = seconds > 0 ? seconds * SECOND : reset > now() ? reset - now() : UNTOLD_WAIT;
			scarceUntil = Math.max(scarceUntil, now() + wait);
		}
	};
}
function budgetOf({ headers }) {
	const number = (name) => {
		const text = headers[name];
		return text !== void 0 && /^\d{1,12}$/.test(text) ? Number(text) : void 0;
	};
	return {
		remaining: number("x-ratelimit-remaining") ?? Number.POSITIVE_INFINITY,
		limit: number("x-ratelimit-limit") ?? 0,
		reset: (number("x-ratelimit-reset") ?? 0) * SECOND
	};
}

// src/ci/github/workflow-list.ts
const PER_PAGE = 100;
const Repository = object({
	id: number(),
	full_name: string(),
	html_url: string()
});
const Page = object({
	total_count: number(),
	workflows: array(object({
		path: string(),
		state: string()
	}))
});
const Content = object({
	type: string(),
	encoding: optional(string()),
	content: optional(string())
});
function createWorkflowList(client, repository) {
	const [owner = "", repo = ""] = repository.split("/");
	return {
		async repository() {
			const reply = await client.rest("GET /repos/{owner}/{repo}", {
				owner,
				repo
			}, Repository);
			if (!URL.canParse(reply.html_url)) throw new DoorlogError("http-reply-invalid", "GitHub’s API did not say where the repository’s page is.");
			return {
				name: reply.full_name,
				id: String(reply.id),
				server: new URL(reply.html_url).origin
			};
		},
		async *workflows(signal) {
			for (let page = 1, seen = 0;; page++) {
				signal?.throwIfAborted();
				const where = {
					owner,
					repo,
					per_page: PER_PAGE,
					page
				};
				const reply = await client.rest("GET /repos/{owner}/{repo}/actions/workflows", where, Page);
				yield* reply.workflows;
				seen += reply.workflows.length;
				if (reply.workflows.length === 0 || seen >= reply.total_count) return;
			}
		},
		async file(path) {
			try {
				return textOf(await client.rest("GET /repos/{owner}/{repo}/contents/{path}", {
					owner,
					repo,
					path
				}, Content), path);
			} catch (error) {
				if (codeOf(error) === "api-not-found") return void 0;
				throw error;
			}
		}
	};
}
function textOf({ type, encoding, content }, path) {
	if (type !== "file" || encoding !== "base64" || content === void 0) throw new DoorlogError("http-reply-invalid", `GitHub’s API gives no text of ${path}: it is no file, or too large.`);
	return Buffer.from(content, "base64").toString("utf8");
}

// src/core/reconciliation/finding.ts
const WEIGHTS = {
	altered: "forged",
	"not-genuine": "forged",
	"unknown-run": "forged",
	"unknown-job": "forged",
	"no-record": "missing",
	"no-end": "missing",
	unproven: "missing",
	conflict: "missing",
	deleted: "missing",
	"not-in-store": "missing",
	"not-in-log": "missing",
	unmatched: "missing",
	"attestation-missing": "missing",
	"audit-removed": "missing",
	"audit-guarded": "missing",
	"audit-tolerated": "missing",
	"workflow-disabled": "missing",
	pending: "open"
};
function findingKinds() {
	return Object.keys(WEIGHTS);
}
function weightOf(kind) {
	return WEIGHTS[kind];
}

// src/core/reconciliation/job-fact.ts
function jobFactsOf(run, attempts) {
	const seen = /* @__PURE__ */ new Set();
	const facts = [];
	attempts.forEach((jobs, index) => {
		const attempt = String(index + 1);
		for (const job of jobs) {
			const moment = JSON.stringify([
				job.name,
				job.startedAt,
				job.completedAt
			]);
			if (job.attempt !== attempt || index > 0 && job.completedAt !== void 0 && seen.has(moment)) continue;
			facts.push(jobFactOf(run, job));
		}
		for (const job of jobs) seen.add(JSON.stringify([
			job.name,
			job.startedAt,
			job.completedAt
		]));
	});
	return facts;
}
function jobFactOf(run, job) {
	const endedAt = Date.parse(job.completedAt ?? "");
	return {
		id: job.id,
		runId: job.runId,
		attempt: job.attempt,
		name: job.name,
		workflow: run.path,
		state: stateOf(job),
		...!Number.isNaN(endedAt) && { endedAt },
		...job.runnerName !== void 0 && { runner: job.runnerName }
	};
}
function stateOf({ status, conclusion, runnerName, steps }) {
	if (status !== "completed") return "unfinished";
	if (conclusion === "skipped") return "not-run";
	return runnerName === void 0 && steps.length === 0 ? "not-run" : "ran";
}
function expectedRecordId(job, { server, id }) {
	return recordIdOf({
		server,
		repositoryId: id,
		runId: job.runId,
		runAttempt: job.attempt,
		checkRunId: job.id
	});
}
function foundJob(job, { server, name }) {
	const { id, runId, attempt, workflow } = job;
	return {
		id,
		name: job.name,
		runId,
		attempt,
		workflow,
		url: `${server}/${name}/actions/runs/${runId}/job/${id}`
	};
}

// src/core/reconciliation/job-row.ts
const NONE = [];
function emptyRow(job, isExpected) {
	return {
		job,
		isExpected,
		copies: NONE,
		named: NONE,
		isProven: false
	};
}
function addCopy(row, { phase, view, digest, names, isProven }, store) {
	if (isProven) row.isProven = true;
	const copy = `${phase} ${view ?? "log"} ${store} ${digest}`;
	if (!row.copies.includes(copy)) row.copies = [...row.copies, copy];
	for (const name of names) {
		const text = `${name.by} ${name.phase} ${name.digest}`;
		if (!isThere(row, name.phase, name.digest) && !row.named.includes(text)) row.named = [...row.named, text];
	}
}
function copiesOf({ copies }) {
	return copies.map((copy) => {
		const [phase = "", view = "", store = "", digest = ""] = copy.split(" ");
		return {
			phase,
			view,
			store: Number(store),
			digest
		};
	});
}
function missingOf(row) {
	return row.named.flatMap((text) => {
		const [by = "", phase = "", digest = ""] = text.split(" ");
		return isThere(row, phase, digest) ? [] : [{
			by,
			phase,
			digest
		}];
	});
}
function isThere({ copies }, phase, digest) {
	return copies.some((copy) => copy.startsWith(`${phase} attested `) || copy.startsWith(`${phase} `) && copy.endsWith(` ${digest}`));
}

// src/core/reconciliation/judge-job.ts
function* judgeJob(recordId, row, options) {
	const { repository, settledBefore, isProofAsked } = options;
	const about = {
		repository: repository.name,
		recordId,
		job: foundJob(row.job, repository)
	};
	const copies = copiesOf(row);
	const isClosed = copies.some(({ phase }) => phase === "end" || phase === "collector");
	const isSettled = isOver(row, settledBefore);
	if (row.job.state === "ran" && row.isExpected && !isClosed) {
		const isStarted = copies.length > 0;
		if (!isSettled) yield {
			kind: "pending",
			says: "The job ended so short a time ago that its record may still come.",
			...about
		};
		else if (isStarted) yield {
			kind: "no-end",
			says: "The job has a start record and no end record, and no collector closed it.",
			...about
		};
		else yield {
			kind: "no-record",
			says: "The job ran and no store has any record of it.",
			...about
		};
	}
	if (isProofAsked && row.job.state === "ran" && row.isExpected && isClosed && !row.isProven) yield {
		kind: "unproven",
		says: "The job’s end or collector’s record is there, and nothing proves that this job or a collector signed it.",
		...about
	};
	for (const [phase, count] of conflictsIn(copies)) yield {
		kind: "conflict",
		says: `The stores hold ${count} different versions of the job’s ${phase}; somebody else may write to them.`,
		...about,
		phase
	};
	for (const { by, phase, digest } of missingOf(row)) yield {
		kind: "deleted",
		says: `${by === "end" ? "The end record names" : "A collector saw"} the ${phase} sha256:${digest}, and no store has it any more.`,
		...about,
		phase
	};
	if (isSettled) yield* unevenCopies(copies, options, about);
}
function isOver({ job: { state, endedAt } }, settledBefore) {
	return state !== "unfinished" && (endedAt === void 0 || endedAt < settledBefore);
}
const MAY_BE_SEVERAL = ["checkpoint", "collector"];
function conflictsIn(copies) {
	const versions = /* @__PURE__ */ new Map();
	for (const { phase, view, digest } of copies) {
		if (MAY_BE_SEVERAL.includes(phase)) continue;
		const moment = view === "log" ? phase : `${phase} (${view} view)`;
		versions.set(moment, (versions.get(moment) ?? /* @__PURE__ */ new Set()).add(digest));
	}
	return [...versions].flatMap(([moment, { size }]) => size > 1 ? [[moment, size]] : []);
}
function* unevenCopies(copies, { stores }, about) {
	const whole = stores.flatMap(({ sink, isPartial }, index) => isPartial ? [] : [{
		sink,
		index
	}]);
	for (const phase of new Set(copies.map((copy) => copy.phase))) {
		const holders = new Set(copies.filter((copy) => copy.phase === phase).map(({ store }) => store));
		for (const { sink, index } of whole) {
			if (holders.has(index)) continue;
			yield {
				kind: "not-in-store",
				says: `Another store has the job’s ${phase}, and ${sink} has not.`,
				...about,
				phase,
				store: sink
			};
		}
	}
}

// src/core/reconciliation/matching.ts
function fittingJob(record, candidates) {
	if (record.checkRunId !== void 0) return candidates.find(({ job }) => job.id === record.checkRunId);
	const free = candidates.filter(({ job, isTaken }) => !isTaken && job.state !== "not-run");
	const named = free.filter(({ job }) => record.job !== void 0 && isNamed(job.name, record.job));
	if (named.length === 1) return named[0];
	const onRunner = (named.length > 0 ? named : free).filter(({ job }) => job.runner !== void 0 && job.runner === record.runner);
	return onRunner.length === 1 ? onRunner[0] : void 0;
}
function isNamed(shown, key) {
	const own = shown.split(" / ").at(-1) ?? shown;
	return own === key || own.startsWith(`${key} (`);
}

// src/core/reconciliation/ledger.ts
function createLedger(options) {
	const { repository, stores, from, until } = options;
	const rows = /* @__PURE__ */ new Map();
	const strangers = /* @__PURE__ */ new Map();
	const audited = /* @__PURE__ */ new Map();
	const shared = /* @__PURE__ */ new Map();
	let copies = 0;
	let matchedByName = 0;
	function share(text) {
		const known = shared.get(text);
		if (known !== void 0) return known;
		shared.set(text, text);
		return text;
	}
	function noteAudited({ file, action, job }) {
		const known = audited.get(file) ?? {
			actions: /* @__PURE__ */ new Set(),
			jobs: /* @__PURE__ */ new Set()
		};
		audited.set(file, known);
		known.actions.add(share(action));
		if (job !== void 0) known.jobs.add(share(job));
	}
	function jobsByRun() {
		const wanted = new Set([...strangers.values()].flatMap((all) => all.map(({ fact }) => runKey(fact))));
		const byRun = /* @__PURE__ */ new Map();
		for (const { job } of rows.values()) {
			const key = runKey(job);
			if (wanted.has(key)) byRun.set(key, [...byRun.get(key) ?? [], job]);
		}
		return byRun;
	}
	return {
		audited,
		addJob(job) {
			const { name, workflow, runner, attempt } = job;
			const fact = {
				...job,
				name: share(name),
				workflow: share(workflow),
				attempt: share(attempt),
				...runner !== void 0 && { runner: share(runner) }
			};
			rows.set(expectedRecordId(job, repository), emptyRow(fact, options.isExpected(workflow)));
		},
		addEntry(entry, store) {
			const row = rows.get(entry.recordId);
			if (!(row !== void 0 || !entry.isForeign && !entry.isUnread && isWithin(entry.time, from, until))) return [];
			copies++;
			const altered = entry.altered ?? (row && contradiction(entry, row.job));
			if (row) addCopy(row, altered ? {
				...entry,
				names: []
			} : entry, store);
			else if (!altered) strangers.set(entry.recordId, [...strangers.get(entry.recordId) ?? [], {
				fact: entry,
				store
			}]);
			if (!altered) {
				if (entry.audited) noteAudited(entry.audited);
				return [];
			}
			return [{
				kind: "altered",
				says: altered,
				repository: repository.name,
				...placeOf(entry, stores[store]),
				...row && { job: foundJob(row.job, repository) }
			}];
		},
		settleStrangers() {
			const byRun = strangers.size === 0 ? /* @__PURE__ */ new Map() : jobsByRun();
			const left = /* @__PURE__ */ new Map();
			for (const [recordId, found] of strangers) {
				const [first] = found;
				if (!first) continue;
				const candidates = (byRun.get(runKey(first.fact)) ?? []).flatMap((job) => {
					const row = rows.get(expectedRecordId(job, repository));
					return row ? [{
						job,
						row,
						isTaken: row.copies.length > 0
					}] : [];
				});
				const fitting = fittingJob(first.fact, candidates);
				if (fitting) {
					for (const { fact, store } of found) addCopy(fitting.row, fact, store);
					matchedByName++;
				} else {
					const key = runKey(first.fact);
					left.set(key, [...left.get(key) ?? [], ...found.map(({ fact }) => fact)]);
				}
				if (fitting) strangers.delete(recordId);
			}
			return [...left.values()].map((records) => ({
				runId: records[0]?.runId,
				attempt: records[0]?.attempt ?? "1",
				records
			}));
		},
		settleAmong({ records }, jobs) {
			const ids = new Map(jobs.map((job) => [expectedRecordId(job, repository), job]));
			const taken = /* @__PURE__ */ new Set();
			return records.filter((record) => {
				if (ids.has(record.recordId)) return false;
				const candidates = jobs.map((job) => ({
					job,
					isTaken: taken.has(job)
				}));
				return fittingJob(record, candidates) === void 0;
			});
		},
		*judge() {
			for (const [recordId, row] of rows) yield* judgeJob(recordId, row, {
				...options,
				repository,
				stores
			});
		},
		jobOf(recordId) {
			const row = rows.get(recordId);
			return row && foundJob(row.job, repository);
		},
		has(recordId, phase) {
			return rows.get(recordId)?.copies.some((copy) => copy.startsWith(`${phase} `)) === true || strangers.get(recordId)?.some(({ fact }) => fact.phase === phase) === true;
		},
		counts() {
			let expected = 0;
			for (const { job, isExpected } of rows.values()) expected += isExpected && job.state === "ran" ? 1 : 0;
			return {
				jobs: rows.size,
				expected,
				copies,
				matchedByName
			};
		}
	};
}
function isWithin(time, from, until) {
	return time === void 0 || time >= from && time < until;
}
function runKey({ runId, attempt }) {
	return `${runId ?? ""} ${attempt ?? "1"}`;
}
function contradiction(entry, job) {
	if (entry.isForeign) return "It says that it is another repository’s record, but is filed under this job’s id.";
	return entry.runId !== void 0 && entry.runId !== job.runId || entry.attempt !== void 0 && entry.attempt !== job.attempt || entry.checkRunId !== void 0 && entry.checkRunId !== job.id ? "It says that it is another job’s record, but is filed under this job’s id." : void 0;
}
function placeOf({ recordId, phase, location }, store) {
	return {
		recordId,
		phase,
		location,
		...store && { store: store.sink }
	};
}

// src/core/reconciliation/sample.ts
function createSample(most) {
	let kept = /* @__PURE__ */ new Map();
	let threshold;
	let dropped = 0;
	function prune() {
		const keys = [...kept.keys()].sort();
		const stay = keys.slice(0, most);
		dropped += keys.length - stay.length;
		threshold = keys.length > most ? stay.at(-1) : threshold;
		kept = new Map(stay.flatMap((key) => {
			const value = kept.get(key);
			return value === void 0 ? [] : [[key, value]];
		}));
	}
	return {
		offer(key, value) {
			if (threshold !== void 0 && key > threshold) dropped++;
			else kept.set(key, value);
			if (kept.size >= 2 * most + 64) prune();
		},
		values() {
			prune();
			return [...kept.values()];
		},
		offered: () => kept.size + dropped
	};
}

// src/core/reconciliation/bundle-fact.ts
const RECORD_FILE = "access-record.json";
function readBundleFact(text) {
	const Bundle = object({ dsseEnvelope: object({ payload: string() }) });
	const Statement = object({
		predicateType: literal(PREDICATE_TYPE),
		subject: array(object({
			name: optional(string()),
			digest: object({ sha256: string() })
		})),
		predicate: object({
			recordId: string(),
			phase: string(),
			pipeline: unknown(),
			observedAt: unknown()
		})
	});
	const bundle = Bundle.safeParse(jsonOrNothing(text)).data;
	const payload = bundle && Buffer.from(bundle.dsseEnvelope.payload, "base64").toString("utf8");
	const statement = payload === void 0 ? void 0 : Statement.safeParse(jsonOrNothing(payload)).data;
	const subject = statement?.subject.find(({ name }) => name === RECORD_FILE) ?? statement?.subject[0];
	if (!statement || !subject) return void 0;
	const { recordId, phase } = statement.predicate;
	const says = (pointer) => String(valueAt(statement.predicate, pointer) ?? "");
	return {
		subject: `sha256:${subject.digest.sha256}`,
		recordId,
		phase,
		server: says("/pipeline/server"),
		repositoryId: says("/pipeline/repositoryId"),
		runId: says("/pipeline/runId"),
		time: Date.parse(says(`/observedAt/${phase}`))
	};
}

// src/core/reconciliation/entry-fact.ts
function readEntry(entry, repository) {
	const { recordId, phase, digest, view, location } = entry;
	const document = entry.document ?? entry.attested;
	const altered = alterationOf(entry);
	const filed = {
		recordId,
		phase,
		digest,
		...view && { view },
		location,
		...altered && { altered }
	};
	if (document === void 0) return {
		...filed,
		isUnread: true,
		names: []
	};
	if (isForeign(document, repository)) return {
		...filed,
		isForeign: true,
		names: []
	};
	const says = (pointer) => textAt(document, pointer);
	const facts = {
		time: timeOf(document, phase),
		runId: says("/pipeline/runId"),
		attempt: says("/pipeline/runAttempt"),
		checkRunId: says("/pipeline/checkRunId"),
		job: says("/pipeline/job"),
		runner: says("/runner/name"),
		audited: auditedJob(document, repository)
	};
	const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== void 0));
	return {
		...filed,
		...known,
		names: namedBy(document, phase)
	};
}
function alterationOf(entry) {
	const failed = checkStored(entry).find(({ status }) => status === "failed");
	if (failed) return failed.detail;
	const signed = entry.document ?? entry.attested;
	if (signed === void 0) return void 0;
	const identity = checkIdentity(signed, entry);
	return identity.status === "failed" ? identity.detail : void 0;
}
function isForeign(document, { id, server }) {
	return valueAt(document, "/simulation") === true || textAt(document, "/pipeline/provider") !== "github-actions" || textAt(document, "/pipeline/repositoryId") !== id || textAt(document, "/pipeline/server")?.toLowerCase() !== server.toLowerCase();
}
function timeOf(document, phase) {
	const pointer = phase === "checkpoint" ? "/observedAt/checkpoints/0" : `/observedAt/${phase}`;
	const time = Date.parse(textAt(document, pointer) ?? textAt(document, "/observedAt/start") ?? "");
	return Number.isNaN(time) ? void 0 : time;
}
function namedBy(document, phase) {
	if (phase === "end") {
		const digest = textAt(document, "/links/startEvent/digest");
		const isAnnounced = textAt(document, "/links/startEvent/announced") === "announced";
		return digest !== void 0 && isAnnounced ? [{
			phase: "start",
			digest,
			by: "end"
		}] : [];
	}
	const links = phase === "collector" ? valueAt(document, "/links/records") : void 0;
	if (!Array.isArray(links)) return [];
	return links.flatMap((link) => {
		const [named, digest] = [textAt(link, "/phase"), textAt(link, "/digest")];
		return named === void 0 || digest === void 0 ? [] : [{
			phase: named,
			digest,
			by: "collector"
		}];
	});
}
function auditedJob(document, { name }) {
	if (textAt(document, "/recorder/kind") === "collector") return void 0;
	const ref = textAt(document, "/pipeline/jobWorkflowRef") ?? textAt(document, "/pipeline/workflowRef");
	const action = textAt(document, "/recorder/action");
	const prefix = `${name}/`;
	if (ref === void 0 || action === void 0 || !ref.toLowerCase().startsWith(prefix.toLowerCase())) return void 0;
	const job = textAt(document, "/pipeline/job");
	return {
		file: ref.slice(prefix.length).replace(/@.*$/s, ""),
		action,
		...job !== void 0 && { job }
	};
}
function textAt(value, pointer) {
	const found = valueAt(value, pointer);
	return typeof found === "string" ? found : void 0;
}

// src/pipeline/reconcile-entries.ts
const SIGNED = ["end", "collector"];
async function* readEntries(ledger, { stores, repository, from, until, signatures, sample, onProgress }, signal) {
	const span = {
		from: new Date(from),
		until: new Date(until),
		read: "whole"
	};
	let copies = 0;
	let unsigned = 0;
	let proven = 0;
	for (const [index, { reader, sink }] of stores.entries()) for await (const entry of reader.list(span, signal)) {
		onProgress(++copies);
		const read = readEntry(entry, repository);
		const isProvable = SIGNED.includes(read.phase) && !read.altered && !read.isForeign;
		const proof = signatures && isProvable ? await proveCopy(entry, signatures) : void 0;
		signal.throwIfAborted();
		if (proof?.verdict === "proven") proven++;
		const fact = proof?.verdict === "proven" ? {
			...read,
			isProven: true
		} : read;
		yield* ledger.addEntry(fact, index);
		if (proof?.verdict === "refused") yield notGenuine(fact, proof.why, {
			repository,
			sink,
			ledger
		});
		if (!SIGNED.includes(fact.phase) || !ledger.jobOf(fact.recordId)) continue;
		if (entry.bundle === void 0) unsigned++;
		else if (sample && !fact.altered) sample.offer(fact.digest, {
			subject: "",
			recordId: fact.recordId,
			phase: fact.phase,
			...subjectOf(entry.bundle)
		});
	}
	return {
		unsigned,
		proven
	};
}
function notGenuine({ recordId, phase, location }, why, { repository, sink, ledger }) {
	const job = ledger.jobOf(recordId);
	return {
		kind: "not-genuine",
		says: `What is stored as a job’s ${phase} is not what a job or a believed collector signed: ${why}`,
		repository: repository.name,
		recordId,
		phase,
		store: sink,
		location,
		...job && { job }
	};
}
function subjectOf(bundle) {
	const fact = readBundleFact(bundle);
	return fact && { subject: fact.subject };
}
async function judgeAttestations(ledger, { repository, sample, finder, parallel, onProgress }, signal) {
	const chosen = sample.values().filter(({ subject }) => subject !== "");
	let done = 0;
	return (await sideBySide(chosen, parallel, async ({ subject, recordId, phase }) => {
		const isThere = await hasOne(finder.find(subject, PREDICATE_TYPE, signal));
		onProgress(++done, chosen.length);
		if (isThere) return [];
		const job = ledger.jobOf(recordId);
		return [{
			kind: "attestation-missing",
			says: `The log holds the signed ${phase}, and GitHub has no attestation of it (${subject}): it was deleted, or never stored.`,
			repository: repository.name,
			recordId,
			phase,
			...job && { job }
		}];
	})).flat();
}
async function hasOne(bundles) {
	for await (const _ of bundles) return true;
	return false;
}
function judgeBundles(ledger, bundles, { repository, from, until }) {
	return bundles.flatMap(({ file, recordId, phase, server, repositoryId, time, subject }) => {
		if (!(repositoryId === repository.id && server.toLowerCase() === repository.server.toLowerCase()) || !(time >= from && time < until) || ledger.has(recordId, phase)) return [];
		const job = ledger.jobOf(recordId);
		return [{
			kind: "not-in-log",
			says: `A bundle attests the job’s ${phase} (${subject}), and no store has it; its signature was not looked at here.`,
			repository: repository.name,
			recordId,
			phase,
			location: file,
			...job && { job }
		}];
	});
}

// src/pipeline/reconcile-jobs.ts
const DAY$2 = 864e5;
function daysOf(from, until) {
	const first = Math.floor(from / DAY$2) * DAY$2;
	return Array.from({ length: Math.max(0, Math.ceil((until - first) / DAY$2)) }, (_, index) => first + index * DAY$2);
}
async function jobsOfDay(day, { from, until }, { history, notes, parallel, onProgress }, signal) {
	const name = new Date(day).toISOString().slice(0, 10);
	const noted = await notes.open(name);
	if (noted) {
		await notes.close(name, noted, true);
		return [...noted];
	}
	const runs = [];
	const created = {
		from: new Date(day),
		until: new Date(day + DAY$2)
	};
	for await (const run of history.runs({ created }, signal)) {
		const at = Date.parse(run.createdAt);
		if (at >= from && at < until) runs.push(run);
		onProgress({
			day: name,
			runs: runs.length,
			runsDone: 0
		});
	}
	let runsDone = 0;
	const jobs = (await sideBySide(runs, parallel, async (run) => {
		const facts = jobFactsOf(run, await attemptsOf(run, history, signal));
		onProgress({
			day: name,
			runs: runs.length,
			runsDone: ++runsDone
		});
		return facts;
	})).flat();
	const isOver = day + DAY$2 <= until && runs.every(({ status }) => status === "completed") && jobs.every(({ state }) => state !== "unfinished");
	await notes.close(name, jobs, isOver);
	return jobs;
}
async function attemptsOf({ id, attempt }, history, signal) {
	const attempts = [];
	for (let number = 1; number <= Number(attempt); number++) {
		const jobs = [];
		for await (const job of history.jobs(id, String(number), signal)) jobs.push(job);
		attempts.push(jobs);
	}
	return attempts;
}

// src/pipeline/reconcile-strangers.ts
async function judgeStrangers(ledger, { repository, history, parallel, onProgress }, signal) {
	const strangers = ledger.settleStrangers();
	let done = 0;
	return (await sideBySide(strangers, parallel, async (group) => {
		const findings = await judgeGroup(ledger, group, {
			repository,
			history
		}, signal);
		onProgress(++done, strangers.length);
		return findings;
	})).flat();
}
async function judgeGroup(ledger, group, { repository, history }, signal) {
	const { runId, attempt, records } = group;
	if (runId === void 0) return eachOnce(records, repository, "unknown-run", "The record names no run.");
	const seen = await seenJobs(history, runId, attempt, signal);
	if (!seen) return eachOnce(records, repository, "unknown-run", `GitHub knows no attempt ${attempt} of a run ${runId}: it was deleted, or the record was made up.`);
	const jobs = seen.jobs.map((job) => jobFactOf(seen.run, job));
	const left = ledger.settleAmong(group, jobs);
	const [unknown, unmatched] = [left.filter(({ checkRunId }) => checkRunId !== void 0), left.filter(({ checkRunId }) => checkRunId === void 0)];
	return [...eachOnce(unknown, repository, "unknown-job", `Attempt ${attempt} of the run ${runId} has no job with the record’s check run: the record was made up.`), ...eachOnce(unmatched, repository, "unmatched", `The record’s runner named no check run, and attempt ${attempt} of the run ${runId} has no one job without a record that has its name or runner.`)];
}
async function seenJobs(history, runId, attempt, signal) {
	if (!/^[1-9]\d{0,18}$/.test(runId) || !/^[1-9]\d{0,4}$/.test(attempt)) return void 0;
	try {
		const run = await history.run(runId, attempt);
		const jobs = [];
		for await (const job of history.jobs(runId, attempt, signal)) jobs.push(job);
		return {
			run,
			jobs
		};
	} catch (error) {
		if (codeOf(error) === "api-not-found") return void 0;
		throw error;
	}
}
function eachOnce(records, repository, kind, says) {
	const first = /* @__PURE__ */ new Map();
	for (const record of records) if (!first.has(record.recordId)) first.set(record.recordId, record);
	return [...first.values()].map(({ recordId, phase, location }) => ({
		kind,
		says,
		repository: repository.name,
		recordId,
		phase,
		location
	}));
}

// src/core/reconciliation/audit-steps.ts
const HARMLESS = /^(?:\$\{\{)?\s*(?:always\(\)|true)\s*(?:\}\})?$/;
function judgeAudit({ repository, path, actions, jobs, state, workflow }) {
	const about = {
		repository,
		workflow: path
	};
	const findings = [];
	if (state?.startsWith("disabled")) {
		const says = `The workflow ${path}, whose jobs had records, is switched off (${state}).`;
		findings.push({
			kind: "workflow-disabled",
			says,
			...about
		});
	}
	if (!workflow) {
		const says = `The workflow ${path}, whose jobs had records, is gone from the default branch.`;
		return [...findings, {
			kind: "audit-removed",
			says,
			...about
		}];
	}
	const bare = [];
	const audited = [];
	for (const job of workflow.jobs.values()) {
		const step = [...actions].map((actionRepository) => findOurStep(job, { actionRepository })).find(Boolean);
		if (step) audited.push({
			job,
			step
		});
		else if (jobs.has(job.key)) bare.push(job.key);
	}
	if (audited.length === 0) {
		const says = `No job of ${path}, whose jobs had records, has the audit step at the default branch any more.`;
		return [...findings, {
			kind: "audit-removed",
			says,
			...about
		}];
	}
	for (const key of bare) {
		const says = `The job ${key} of ${path}, which had records, has no audit step at the default branch any more.`;
		findings.push({
			kind: "audit-removed",
			says,
			...about
		});
	}
	for (const { job, step } of audited) {
		const place = `The audit step of the job ${job.key} (${path}, line ${step.line})`;
		if (step.if !== void 0 && !HARMLESS.test(step.if)) findings.push({
			kind: "audit-guarded",
			says: `${place} runs only under a condition.`,
			...about
		});
		if (step.continueOnError !== false || job.continueOnError !== false) findings.push({
			kind: "audit-tolerated",
			says: `${place} may fail and nobody is stopped.`,
			...about
		});
	}
	return findings;
}

// src/pipeline/reconcile-workflows.ts
async function judgeWorkflows(audited, { repository, list }, signal) {
	if (audited.size === 0) return [];
	const states = /* @__PURE__ */ new Map();
	for await (const { path, state } of list.workflows(signal)) states.set(path, state);
	const findings = [];
	for (const [path, { actions, jobs }] of audited) {
		signal.throwIfAborted();
		if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) continue;
		const text = await list.file(path);
		const file = {
			repository,
			path,
			actions,
			jobs,
			state: states.get(path)
		};
		try {
			findings.push(...judgeAudit({
				...file,
				workflow: text === void 0 ? void 0 : await workflowIn(text, path)
			}));
		} catch (error) {
			if (!(error instanceof DoorlogError)) throw error;
			const says = `The workflow ${path}, whose jobs had records, can’t be read any more: ${error.message}`;
			findings.push({
				kind: "audit-removed",
				says,
				repository,
				workflow: path
			});
		}
	}
	return findings;
}
async function workflowIn(text, path) {
	return (await readWorkflowFile(text, path)).workflow;
}

// src/pipeline/reconcile.ts
const DAY$1 = 864e5;
const HOUR$1 = 36e5;
const LATEST_RECORD = 66 * DAY$1;
const CLOCKS_DIFFER = HOUR$1;
async function* reconcile$1(question, ports, signal) {
	const tally = createTally();
	for await (const finding of allFindings(question, ports, tally, signal)) {
		tally.findings[finding.kind] = (tally.findings[finding.kind] ?? 0) + 1;
		yield finding;
	}
	const { attested, proven, ...counts } = tally;
	return {
		repository: question.repository.name,
		from: question.from.toISOString(),
		until: question.until.toISOString(),
		...counts,
		...question.signatures && { proven },
		...question.attestations && { attestations: attested }
	};
}
function createTally() {
	return {
		jobs: 0,
		expected: 0,
		copies: 0,
		unsigned: 0,
		proven: 0,
		matchedByName: 0,
		attested: {
			asked: 0,
			of: 0
		},
		findings: {}
	};
}
async function* allFindings(question, ports, tally, signal) {
	const [from, until] = [question.from.getTime(), question.until.getTime()];
	const days = daysOf(from, until);
	const audited = /* @__PURE__ */ new Map();
	let jobs = [];
	let partFrom = from;
	for (const [index, day] of days.entries()) {
		const onProgress = (progress) => ports.onProgress({
			stage: "jobs",
			daysDone: index,
			days: days.length,
			jobs: tally.jobs + jobs.length,
			...progress
		});
		const { history, notes } = ports;
		const found = await jobsOfDay(day, {
			from,
			until
		}, {
			history,
			notes,
			parallel: question.parallel,
			onProgress
		}, signal);
		for (const job of found) jobs.push(job);
		const isLast = index === days.length - 1;
		if (!isLast && jobs.length < question.mostJobs) continue;
		const partUntil = isLast ? until : day + DAY$1;
		const part = openLedger(question, {
			jobs,
			from: partFrom,
			until: partUntil,
			now: ports.clock.now().getTime()
		});
		jobs = [];
		yield* findingsOfPart(part, question, ports, tally, signal);
		for (const [file, { actions, jobs: keys }] of part.ledger.audited) {
			const known = audited.get(file);
			audited.set(file, {
				actions: /* @__PURE__ */ new Set([...known?.actions ?? [], ...actions]),
				jobs: /* @__PURE__ */ new Set([...known?.jobs ?? [], ...keys])
			});
		}
		partFrom = partUntil;
	}
	const { repository } = question;
	yield* await judgeWorkflows(audited, {
		repository: repository.name,
		list: ports.workflows
	}, signal);
}
function openLedger({ repository, stores, isExpected, grace, signatures }, { jobs, from, until, now }) {
	const isProofAsked = signatures !== void 0;
	const settledBefore = now - grace;
	const ledger = createLedger({
		repository,
		stores,
		isExpected,
		isProofAsked,
		settledBefore,
		from,
		until
	});
	for (const job of jobs) ledger.addJob(job);
	return {
		ledger,
		from,
		until,
		now
	};
}
async function* findingsOfPart({ ledger, from, until, now }, { repository, stores, signatures, attestations, bundles, parallel }, { history, onProgress }, tally, signal) {
	const sample = attestations && createSample(attestations.most);
	const counted = yield* readEntries(ledger, {
		stores,
		repository,
		signatures,
		from: from - CLOCKS_DIFFER,
		until: Math.min(until + LATEST_RECORD, now + CLOCKS_DIFFER),
		sample,
		onProgress: (done) => onProgress({
			stage: "records",
			done: tally.copies + done
		})
	}, signal);
	tally.unsigned += counted.unsigned;
	tally.proven += counted.proven;
	const asked = (stage) => (done, of) => onProgress({
		stage,
		done,
		of
	});
	yield* await judgeStrangers(ledger, {
		repository,
		history,
		parallel,
		onProgress: asked("unknown records")
	}, signal);
	yield* ledger.judge();
	yield* judgeBundles(ledger, bundles, {
		repository,
		from,
		until
	});
	if (attestations && sample) {
		const { finder } = attestations;
		yield* await judgeAttestations(ledger, {
			repository,
			sample,
			finder,
			parallel,
			onProgress: asked("attestations")
		}, signal);
		tally.attested.asked += sample.values().length;
		tally.attested.of += sample.offered();
	}
	const counts = ledger.counts();
	tally.jobs += counts.jobs;
	tally.expected += counts.expected;
	tally.copies += counts.copies;
	tally.matchedByName += counts.matchedByName;
}

// src/cli/reconcile/bundle-folder.ts
const MAX_BYTES = 67108864;
async function bundlesIn(folder, cwd) {
	const place = resolve(cwd, folder);
	try {
		const found = [];
		for (const name of (await readdir(place)).sort()) {
			if (!/\.jsonl?$/.test(name)) continue;
			const file = join(place, name);
			const stats = await stat(file);
			if (!stats.isFile() || stats.size > MAX_BYTES) continue;
			const text = await readFile(file, "utf8");
			for (const bundle of name.endsWith("l") ? text.split("\n") : [text]) {
				const fact = readBundleFact(bundle);
				if (fact) found.push({
					file,
					...fact
				});
			}
		}
		return found;
	} catch (cause) {
		const fault = systemCodeOf(cause) ?? "unexpected fault";
		throw new DoorlogError("file-unreadable", `The folder ${place} can’t be read (${fault}); name one of bundles.`, { cause });
	}
}

// src/cli/reconcile/help.ts
const HELP = `Usage: doorlog reconcile --repo OWNER/REPO... --sinks FILE|TEXT [--from TIME] [--until TIME] [OPTIONS]

Holds the jobs that GitHub ran beside the records that log stores have of them: jobs without a record, starts without an
end, different versions of one record, records that were altered, deleted or made up, and workflows that lost their
audit step. Without --signatures, whoever may write to a store can make a job look recorded.

  --repo OWNER/REPO          repository; may be given several times
  --sinks FILE|TEXT          the list of sinks, as in the action's input of that name, or a file that holds it
  --from TIME                runs created from then on: 2026-10-01, 2026-10-01T06:00Z, or so long ago as in 30d
                             (default: 7d before --until)
  --until TIME               and before then (default: now)
  --grace TIME               a job that ended less long ago is pending, not missing (default 2h)
  --only-workflow PATTERN    only jobs of these workflow files are meant to have records; * is any name, ** any path
  --except-workflow PATTERN  jobs of these are not; both may be given several times
  --signatures               ends and collectors' records count only where their signature, its signer and all it claims
                             hold
  --collector IDENTITY       a collector whose records are believed then; exact or with * and **, may be given several
                             times
  --issuer URL               issuer of the identities that sign (default ${GITHUB_ISSUER})
  --trust-root FILE          trusted_root.json, or JSON Lines of several, instead of the known ones
  --attestations N|all       look for the attestations of N signed records, or of all: one request for each
  --from-bundles DIR         a folder of bundles whose records the log must have
  --state DIR                where GitHub's replies and the way so far are kept (default: in the user's cache folder)
  --parallel N               requests at a time (default 8)
  --no-wait                  stop where the rate limit is nearly used up, instead of waiting for it
  --api-url URL              another GitHub than the one in GITHUB_API_URL or https://api.github.com
  --all                      every finding; otherwise the first 20 of each kind
  --json                     JSON Lines: a line for each finding, and one with the summary for each repository

The token comes by GH_TOKEN or GITHUB_TOKEN and needs actions: read and contents: read, with --attestations also
attestations: read; the stores' credentials come by variables named after the action's inputs, see docs/sinks.md.
It may be ended at any time: run again, it goes on where it stopped. docs/reconcile.md says what it can't see.

Exit code 0: nothing is missing; 1: something was altered or made up; 2: wrong use; 3: something is missing or in
conflict; 4: a service failed, or the rate limit is used up.

Example: doorlog reconcile --repo octo-org/octo-repo --sinks sinks.yml --from 30d --except-workflow 'docs*.yml'
`;

// src/cli/reconcile/options.ts
const HOUR = 36e5;
const DAY = 24 * HOUR;
const DEFAULT_DAYS = 7;
const MOST_PARALLEL = 50;
const DEFAULT_PARALLEL = 8;
function readOptions(args, now) {
	const { values } = readArguments("reconcile", {
		args,
		allowNegative: true,
		options: {
			repo: {
				type: "string",
				multiple: true,
				default: []
			},
			sinks: { type: "string" },
			from: { type: "string" },
			until: { type: "string" },
			grace: {
				type: "string",
				default: "2h"
			},
			state: { type: "string" },
			attestations: { type: "string" },
			signatures: {
				type: "boolean",
				default: false
			},
			collector: {
				type: "string",
				multiple: true,
				default: []
			},
			issuer: {
				type: "string",
				default: GITHUB_ISSUER
			},
			"trust-root": { type: "string" },
			"from-bundles": { type: "string" },
			"only-workflow": {
				type: "string",
				multiple: true,
				default: []
			},
			"except-workflow": {
				type: "string",
				multiple: true,
				default: []
			},
			parallel: {
				type: "string",
				default: String(DEFAULT_PARALLEL)
			},
			wait: {
				type: "boolean",
				default: true
			},
			"api-url": { type: "string" },
			json: {
				type: "boolean",
				default: false
			},
			all: {
				type: "boolean",
				default: false
			},
			help: {
				type: "boolean",
				short: "h"
			}
		}
	});
	if (values.help) return "help";
	if (values.repo.length === 0) throw new DoorlogError("usage", "Name the repository by --repo OWNER/REPO; it may be given several times.");
	if (values.repo.find((repository) => !/^[\w.-]+\/[\w.-]+$/.test(repository)) !== void 0) throw new DoorlogError("usage", "Option --repo must be OWNER/REPO, as in octo-org/octo-repo.");
	const until = values.until === void 0 ? now : momentOf("until", values.until, now);
	const from = values.from === void 0 ? startOfDay(until.getTime() - DEFAULT_DAYS * DAY) : momentOf("from", values.from, now);
	if (from >= until) throw new DoorlogError("usage", "Option --from must be before --until.");
	const [only, except] = [values["only-workflow"], values["except-workflow"]];
	return {
		repositories: [...new Set(values.repo)],
		sinks: values.sinks,
		from,
		until,
		grace: lengthOf("grace", values.grace),
		state: values.state,
		signatures: values.signatures,
		issuer: values.issuer,
		collectors: values.collector,
		trustRoot: values["trust-root"],
		attestations: attestationsOf(values.attestations),
		bundles: values["from-bundles"],
		isExpected: expectation(only, except),
		parallel: wholeNumber("parallel", values.parallel, MOST_PARALLEL),
		mayWait: values.wait,
		apiUrl: values["api-url"],
		json: values.json,
		all: values.all,
		asked: JSON.stringify([values.from ?? null, values.until ?? null])
	};
}
function expectation(only, except) {
	const isOnly = only.length === 0 ? () => true : matching(only);
	const isExcept = matching(except);
	return (workflow) => !workflow.startsWith("dynamic/") && isOnly(workflow) && !isExcept(workflow);
}
function matching(patterns) {
	const isPath = anyPattern(patterns.filter((pattern) => pattern.includes("/")));
	const isName = anyPattern(patterns.filter((pattern) => !pattern.includes("/")));
	return (workflow) => isPath(workflow) || isName(workflow.split("/").at(-1) ?? workflow);
}
function momentOf(option, text, now) {
	if (/^\d{1,5}[dh]$/.test(text)) return new Date(now.getTime() - lengthOf(option, text));
	const isDate = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z)?$/.test(text);
	const moment = new Date(isDate ? text : NaN);
	if (!Number.isNaN(moment.getTime())) return moment;
	throw new DoorlogError("usage", `Option --${option} must be a day or time in UTC, as in 2026-10-01 or 2026-10-01T06:00Z, or so long ago, as in 30d.`);
}
function lengthOf(option, text) {
	const [, number, unit] = /^(\d{1,5})(m|h|d)$/.exec(text) ?? [];
	if (number === void 0) throw new DoorlogError("usage", `Option --${option} must be a time, as in 90m, 2h or 1d.`);
	return Number(number) * (unit === "m" ? 6e4 : unit === "h" ? HOUR : DAY);
}
function attestationsOf(text) {
	if (text === void 0) return void 0;
	return text === "all" ? Number.MAX_SAFE_INTEGER : wholeNumber("attestations", text, 1e6);
}
function wholeNumber(option, text, most) {
	const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
	if (number >= 1 && number <= most) return number;
	throw new DoorlogError("usage", `Option --${option} must be a whole number from 1 to ${most}.`);
}
function startOfDay(time) {
	return /* @__PURE__ */ new Date(Math.floor(time / DAY) * DAY);
}

// src/cli/reconcile/progress.ts
const WIDTH = 24;
const LINE_EVERY = 2e4;
const SHOW_EVERY = 100;
function createProgressLine(write, isTerminal, now) {
	let toldLine = "";
	let shownAt = 0;
	let isWaiting = false;
	function log(line) {
		if (line !== toldLine) write(`${line}\n`);
		toldLine = line;
	}
	return {
		tell(progress) {
			if (isWaiting) return;
			if (!isTerminal) {
				const line = logLine(progress);
				if (line !== void 0) log(line);
				return;
			}
			if (now() - shownAt < SHOW_EVERY) return;
			shownAt = now();
			write(`\r\u001b[K${printable(shownLine(progress))}`);
		},
		wait(left) {
			isWaiting = left > 0;
			const seconds = Math.ceil(left / 1e3);
			const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
			if (isTerminal) write(`\r\u001b[K${left > 0 ? `GitHub’s rate limit is nearly used up; on in ${clock}` : ""}`);
			else if (left > 0 && !toldLine.startsWith("Waiting")) log(`Waiting ${clock} minutes for GitHub’s rate limit.`);
		},
		clear() {
			if (isTerminal) write("\r\x1B[K");
		}
	};
}
function shownLine(progress) {
	switch (progress.stage) {
		case "jobs": {
			const { daysDone, days, day, runs, runsDone, jobs } = progress;
			return `${bar((daysDone + (runs === 0 ? 0 : runsDone / runs)) / days)} ${day}: ${counted(runsDone)} of ${quantity(runs, "run")}, ${quantity(jobs, "job")} so far`;
		}
		case "records": return `${quantity(progress.done, "copy of a record", "copies of records")} read`;
		default: return `${bar(progress.done / Math.max(1, progress.of))} ${progress.stage}: ${counted(progress.done)} of ${counted(progress.of)}`;
	}
}
function logLine(progress) {
	if (progress.stage === "jobs") return `Jobs of ${progress.day}, day ${progress.daysDone + 1} of ${progress.days}.`;
	if (progress.stage !== "records") return `Looking at ${progress.stage}: ${counted(progress.of)}.`;
	return progress.done % LINE_EVERY === 0 ? `${counted(progress.done)} copies of records read.` : void 0;
}
function bar(part) {
	const filled = Math.min(WIDTH, Math.floor(part * WIDTH));
	return `[${"=".repeat(filled)}${" ".repeat(WIDTH - filled)}] ${String(Math.floor(part * 100)).padStart(3)} %`;
}

// src/cli/reconcile/reply-file.ts
function openReplyFile(path) {
	const Line = object({
		address: string(),
		etag: string(),
		body: string()
	});
	const replies = /* @__PURE__ */ new Map();
	const used = /* @__PURE__ */ new Set();
	let lines = 0;
	for (const text of linesOf$1(path)) {
		lines++;
		const line = Line.safeParse(jsonOrNothing(text)).data;
		if (line) replies.set(line.address, {
			etag: line.etag,
			body: line.body
		});
	}
	guard(path, () => mkdirSync(dirname(path), {
		recursive: true,
		mode: 448
	}));
	return {
		recall(address) {
			const reply = replies.get(address);
			if (reply) used.add(address);
			return reply;
		},
		keep(address, reply) {
			used.add(address);
			lines++;
			replies.set(address, reply);
			guard(path, () => appendFileSync(path, lineOf(address, reply), { mode: 384 }));
		},
		tidy() {
			if (lines === used.size) return;
			const text = [...used].map((address) => {
				const reply = replies.get(address);
				return reply ? lineOf(address, reply) : "";
			});
			guard(path, () => {
				writeFileSync(`${path}.new`, text.join(""), { mode: 384 });
				renameSync(`${path}.new`, path);
			});
		}
	};
}
function lineOf(address, { etag, body }) {
	return `${JSON.stringify({
		address,
		etag,
		body
	})}\n`;
}
function linesOf$1(path) {
	try {
		return readFileSync(path, "utf8").split("\n").filter(Boolean);
	} catch {
		return [];
	}
}
function guard(path, action) {
	try {
		return action();
	} catch (cause) {
		const fault = systemCodeOf(cause) ?? "unexpected fault";
		throw new DoorlogError("state-invalid", `${path} can’t be written (${fault}); name another folder by --state.`, { cause });
	}
}

// src/cli/reconcile/state.ts
const NOTED_FOR = 864e5;
function stateFolder(env, cwd) {
	const home = env.HOME || env.USERPROFILE;
	const base = env.XDG_CACHE_HOME || env.LOCALAPPDATA || home && join(home, ".cache");
	return base ? join(base, "doorlog", "reconcile") : join(cwd, ".doorlog", "reconcile");
}
function openState(folder, { repository, server, asked, span }) {
	const name = [server ?? "", repository].map((part) => part.toLowerCase()).join(" ");
	const place = join(folder, sha256Hex(name).slice(0, 16));
	const pass = join(place, "unfinished");
	const begun = readPass(join(pass, "question.json"), asked, span);
	const now = Date.now();
	const isFresh = begun !== void 0 && Math.abs(now - begun.since.getTime()) < NOTED_FOR;
	guard(pass, () => {
		if (!isFresh) rmSync(pass, {
			recursive: true,
			force: true
		});
		mkdirSync(pass, {
			recursive: true,
			mode: 448
		});
	});
	const chosen = begun ? {
		from: begun.from,
		until: span.until
	} : span;
	const since = isFresh ? begun.since : new Date(now);
	write(join(pass, "question.json"), {
		asked,
		from: chosen.from.toISOString(),
		since: since.toISOString()
	});
	const others = openReplyFile(join(place, "replies", "others.jsonl"));
	let today;
	return {
		span: chosen,
		isResumed: begun !== void 0,
		memory: {
			recall: (address) => today?.recall(address) ?? others.recall(address),
			keep: (address, reply) => (today ?? others).keep(address, reply)
		},
		notes: {
			async open(day) {
				const noted = readJobs(join(pass, `${day}.json`));
				if (!noted) today = openReplyFile(join(place, "replies", `${day}.jsonl`));
				return noted;
			},
			async close(day, jobs, isOver) {
				today?.tidy();
				today = void 0;
				const path = join(pass, `${day}.json`);
				if (isOver && !existsSync(path)) write(path, jobs);
			}
		},
		finish() {
			others.tidy();
			rmSync(pass, {
				recursive: true,
				force: true
			});
		}
	};
}
function readPass(path, asked, { until }) {
	const question = object({
		asked: literal(asked),
		from: string(),
		since: string()
	}).safeParse(readJson(path)).data;
	const [from, since] = [new Date(question?.from ?? ""), new Date(question?.since ?? "")];
	return from.getTime() < until.getTime() && !Number.isNaN(since.getTime()) ? {
		from,
		since
	} : void 0;
}
function readJobs(path) {
	const Job = object({
		id: string(),
		runId: string(),
		attempt: string(),
		name: string(),
		workflow: string(),
		state: enumeration([
			"ran",
			"unfinished",
			"not-run"
		]),
		endedAt: optional(number()),
		runner: optional(string())
	});
	return array(Job).safeParse(readJson(path)).data;
}
function readJson(path) {
	try {
		return JSON.parse(readFileSync(path, "utf8"));
	} catch {
		return;
	}
}
function write(path, value) {
	guard(path, () => {
		writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 384 });
		renameSync(`${path}.new`, path);
	});
}

// src/cli/reconcile/text.ts
const SHOWN = 20;
const TITLES = {
	altered: "Altered in the log",
	"not-genuine": "Not signed by whom it says",
	"unknown-run": "Records of runs that GitHub does not know",
	"unknown-job": "Records of jobs that GitHub does not know",
	"no-record": "Jobs without any record",
	"no-end": "Starts without an end",
	unproven: "Jobs whose record nothing proves",
	conflict: "Different versions of one record",
	deleted: "Deleted from the log",
	"not-in-store": "Missing from one of the stores",
	"not-in-log": "Attested, and not in the log",
	unmatched: "Records that fit no one job",
	"attestation-missing": "In the log, and not attested any more",
	"audit-removed": "Workflows that lost their audit step",
	"audit-guarded": "Audit steps under a condition",
	"audit-tolerated": "Audit steps that may fail",
	"workflow-disabled": "Workflows that are switched off",
	pending: "Not yet: jobs that ended a short time ago"
};
function createFindingsText({ all }) {
	const kept = /* @__PURE__ */ new Map();
	const most = all ? Number.POSITIVE_INFINITY : SHOWN;
	return {
		add(finding) {
			const lines = kept.get(finding.kind) ?? [];
			if (lines.length < most) lines.push(linesOf(finding));
			kept.set(finding.kind, lines);
		},
		finish(summary) {
			return `${[...findingKinds().flatMap((kind) => {
				const count = summary.findings[kind] ?? 0;
				const lines = kept.get(kind) ?? [];
				const rest = count - lines.length;
				const more = rest > 0 ? [`  … and ${quantity(rest, "more; --all or --json lists it.", "more; --all or --json lists them.")}`] : [];
				return count === 0 ? [] : [[
					`${TITLES[kind]}: ${counted(count)}`,
					...lines,
					...more
				].join("\n")];
			}), summaryText(summary)].join("\n\n")}\n`;
		}
	};
}
function linesOf({ job, workflow, recordId, store, location, says }) {
	const what = job ? `${job.name}  ${job.workflow}  ${job.url}` : workflow ?? `record ${recordId ?? ""}`;
	const where = [store, location].filter(Boolean).join("  ");
	return [
		what,
		...where === "" ? [] : [where],
		says
	].map((line, index) => `${index === 0 ? "  " : "    "}${printable(shortDigests(line))}`).join("\n");
}
function summaryText(summary) {
	const { repository, from, until, jobs, expected, copies, unsigned, proven, matchedByName, attestations } = summary;
	const lines = [`${repository}, runs created from ${from} until ${until}: ${quantity(jobs, "job")}, of which ${quantity(expected, "ran and is", "ran and are")} meant to have a record; ${quantity(copies, "copy of a record", "copies of records")}.`];
	if (matchedByName > 0) lines.push(`${quantity(matchedByName, "record was", "records were")} matched by run, attempt and name or runner, because the runner named no check run.`);
	if (unsigned > 0) lines.push(`${quantity(unsigned, "end or collector’s record has no signature beside it.", "ends or collectors’ records have no signature beside them.")}`);
	lines.push(proven === void 0 ? "Signatures were not looked at; --signatures does that." : `Signatures were looked at: ${quantity(proven, "copy of an end or a collector’s record is", "copies of ends and collectors’ records are")} proven.`);
	lines.push(attestations ? `Attestations were looked for of ${counted(attestations.asked)} of ${quantity(attestations.of, "signed record")}.` : "Attestations were not looked for; --attestations does that.");
	if (Object.entries(summary.findings).filter(([kind]) => kind !== "pending").length === 0) lines.push("Nothing is missing.");
	return lines.join("\n");
}

// src/cli/reconcile.ts
const MOST_JOBS = 15e4;
async function reconcile(args, io) {
	const progress = createProgressLine(io.stderr, io.isTerminal, Date.now);
	try {
		const options = readOptions(args, /* @__PURE__ */ new Date());
		if (options === "help") {
			io.stdout(HELP);
			return EXIT.fine;
		}
		const stores = await storesOf(options.sinks, io);
		const signatures = await signaturesOf(options, io);
		const bundles = options.bundles === void 0 ? [] : await bundlesIn(options.bundles, io.cwd);
		keepHeapSmall();
		return await interruptible(async (signal) => {
			let worst = EXIT.fine;
			for (const repository of options.repositories) {
				const code = exitCode(await reconcileOne(repository, {
					options,
					stores,
					signatures,
					bundles,
					io,
					progress
				}, signal));
				worst = worst === EXIT.refused || code === EXIT.refused ? EXIT.refused : Math.max(worst, code);
			}
			return worst;
		});
	} catch (error) {
		progress.clear();
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
async function reconcileOne(repository, { options, stores, signatures, bundles, io, progress }, signal) {
	const folder = options.state === void 0 ? stateFolder(io.env, io.cwd) : options.state;
	const state = openState(resolve(io.cwd, folder), {
		repository,
		server: options.apiUrl ?? io.env.GITHUB_API_URL,
		asked: options.asked,
		span: options
	});
	if (state.isResumed) io.stderr(`Going on with ${repository} where an earlier reconciliation stopped.\n`);
	const paced = paceRequests(io.http, {
		mayWait: options.mayWait,
		onWait: progress.wait,
		now: Date.now,
		pause: (milliseconds, stop) => setTimeout(milliseconds, void 0, { signal: stop }),
		signal
	});
	const http = rememberReplies(paced, state.memory);
	const { client } = accessGitHub({
		env: io.env,
		http
	}, { apiUrl: options.apiUrl });
	const workflows = createWorkflowList(client, repository);
	const seen = await workflows.repository();
	const most = options.attestations;
	const question = {
		repository: seen,
		...state.span,
		grace: options.grace,
		stores,
		isExpected: options.isExpected,
		signatures,
		attestations: most === void 0 ? void 0 : {
			most,
			finder: createAttestationFinder({
				client,
				http,
				repository: seen.name
			})
		},
		bundles,
		parallel: options.parallel,
		mostJobs: MOST_JOBS
	};
	const ports = {
		history: createRunHistory(client, seen.name),
		workflows,
		notes: state.notes,
		clock: { now: () => /* @__PURE__ */ new Date() },
		onProgress: progress.tell
	};
	const text = createFindingsText({ all: options.all });
	const findings = reconcile$1(question, ports, signal);
	for (;;) {
		const next = await findings.next();
		if (next.done) {
			state.finish();
			progress.clear();
			io.stdout(options.json ? `${JSON.stringify({ summary: next.value })}\n` : text.finish(next.value));
			return next.value;
		}
		if (options.json) io.stdout(`${JSON.stringify(next.value)}\n`);
		else text.add(next.value);
	}
}
async function signaturesOf(options, io) {
	const { issuer, collectors, trustRoot } = options;
	if (!options.signatures) return void 0;
	return {
		verifier: await bundleVerifier({
			key: void 0,
			trustRoot
		}, io),
		expected: {
			issuer,
			...collectors.length > 0 && { collectors }
		}
	};
}
async function storesOf(given, io) {
	const surroundings = sinkSurroundings(io);
	const stores = [];
	for (const sink of await configuredSinks(given, io)) {
		const reader = await sink.reader(surroundings);
		const isPartial = sink.config.only !== void 0;
		if (reader) stores.push({
			sink: sink.name,
			reader,
			isPartial
		});
		else io.stderr(`The sink ${printable(sink.name)} can’t be read back; it is left out.\n`);
	}
	if (stores.length > 0) return stores;
	throw new DoorlogError("usage", "None of these sinks can be read back; name one that can.");
}
async function interruptible(action) {
	const stop = new AbortController();
	const end = () => stop.abort(new DoorlogError("http-timeout", "It was ended before all was compared; run again to go on."));
	const signals = [
		"SIGINT",
		"SIGTERM",
		"SIGHUP"
	];
	for (const signal of signals) process.once(signal, end);
	try {
		return await action(stop.signal);
	} catch (error) {
		throw stop.signal.aborted ? stop.signal.reason : error;
	} finally {
		for (const signal of signals) process.off(signal, end);
	}
}
function exitCode({ findings }) {
	const weights = new Set(Object.keys(findings).map((kind) => weightOf(kind)));
	if (weights.has("forged")) return EXIT.refused;
	return weights.has("missing") ? EXIT.evidence : EXIT.fine;
}

export { reconcile };