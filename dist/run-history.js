import { Hr as number, Tr as array, Ur as object, Vr as nullish, Wr as optional, Xr as string, jn as accountFrom, ri as DoorlogError, vn as withoutUndefined } from "./hook.js";

// src/ci/github/run-history-replies.ts
const text = nullish(string());
const Account = nullish(object({
	login: string(),
	id: number(),
	type: optional(string())
}));
const RunReply = object({
	id: number(),
	run_attempt: optional(number()),
	run_number: optional(number()),
	event: string(),
	status: text,
	conclusion: text,
	head_sha: string(),
	head_branch: text,
	path: string(),
	name: text,
	actor: Account,
	triggering_actor: Account,
	head_repository: nullish(object({
		id: number(),
		full_name: string()
	})),
	referenced_workflows: nullish(array(object({
		path: string(),
		sha: optional(string())
	}))),
	created_at: string(),
	run_started_at: text,
	updated_at: string(),
	html_url: string()
});
const RunsPage = object({
	total_count: number(),
	workflow_runs: array(RunReply)
});
const JobReply = object({
	id: number(),
	run_id: number(),
	run_attempt: optional(number()),
	name: string(),
	status: string(),
	conclusion: text,
	head_sha: string(),
	created_at: text,
	started_at: text,
	completed_at: text,
	runner_name: text,
	runner_group_name: text,
	labels: array(string()),
	steps: nullish(array(object({
		name: string(),
		status: string(),
		conclusion: text
	}))),
	html_url: text,
	url: string()
});
const JobsPage = object({
	total_count: number(),
	jobs: array(JobReply)
});
function seenRun(run, repository) {
	return withoutUndefined({
		id: String(run.id),
		attempt: String(run.run_attempt ?? 1),
		number: run.run_number === void 0 ? void 0 : String(run.run_number),
		event: run.event,
		status: run.status ?? "unknown",
		conclusion: run.conclusion ?? void 0,
		headSha: run.head_sha,
		headBranch: run.head_branch ?? void 0,
		path: filePath(run.path, repository),
		name: run.name ?? void 0,
		actor: run.actor ? accountFrom(run.actor) : void 0,
		triggeringActor: run.triggering_actor ? accountFrom(run.triggering_actor) : void 0,
		headRepository: run.head_repository ? {
			name: run.head_repository.full_name,
			id: String(run.head_repository.id)
		} : void 0,
		calledWorkflows: (run.referenced_workflows ?? []).map(({ path, sha }) => withoutUndefined({
			path,
			sha
		})),
		createdAt: run.created_at,
		startedAt: run.run_started_at ?? void 0,
		updatedAt: run.updated_at,
		url: run.html_url
	});
}
function seenJob(job, attempt) {
	return withoutUndefined({
		id: String(job.id),
		runId: String(job.run_id),
		attempt: job.run_attempt === void 0 ? attempt : String(job.run_attempt),
		name: job.name,
		status: job.status,
		conclusion: job.conclusion ?? void 0,
		headSha: job.head_sha,
		createdAt: job.created_at ?? void 0,
		startedAt: job.started_at ?? void 0,
		completedAt: job.completed_at ?? void 0,
		runnerName: job.runner_name || void 0,
		runnerGroup: job.runner_group_name || void 0,
		labels: job.labels,
		steps: (job.steps ?? []).map(({ name, status, conclusion }) => withoutUndefined({
			name,
			status,
			conclusion: conclusion ?? void 0
		})),
		url: job.html_url ?? job.url
	});
}
function filePath(path, repository) {
	const plain = path.replace(/@.*$/, "");
	const prefix = `${repository}/`.toLowerCase();
	return plain.toLowerCase().startsWith(prefix) ? plain.slice(prefix.length) : plain;
}

// src/ci/github/run-history.ts
const RUNS = "GET /repos/{owner}/{repo}/actions/runs";
const ATTEMPT = "GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}";
const PER_PAGE = 100;
const MOST_LISTED = 1e3;
const READINGS = 3;
const SECOND = 1e3;
const BEGINNING = Date.UTC(2018, 0, 1);
const DAY = 864e5;
function createRunHistory(client, repository) {
	const [owner = "", repo = ""] = repository.split("/");
	function page(query, span, number) {
		return client.rest(RUNS, {
			owner,
			repo,
			per_page: PER_PAGE,
			page: number,
			...span && { created: `${stamp(span.first)}..${stamp(span.last)}` },
			...query.headSha !== void 0 && { head_sha: query.headSha }
		}, RunsPage);
	}
	async function* listed(query, span, signal) {
		signal?.throwIfAborted();
		const first = await page(query, span, 1);
		if (first.total_count >= MOST_LISTED) {
			for (const half of halvesOf(span, first.total_count)) yield* listed(query, half, signal);
			return;
		}
		const found = /* @__PURE__ */ new Map();
		for (let reading = 1; reading <= READINGS; reading++) {
			let total = first.total_count;
			for (let number = 1;; number++) {
				signal?.throwIfAborted();
				const reply = reading === 1 && number === 1 ? first : await page(query, span, number);
				total = reply.total_count;
				for (const run of reply.workflow_runs) found.set(String(run.id), seenRun(run, repository));
				if (reply.workflow_runs.length < PER_PAGE || number * PER_PAGE >= total) break;
			}
			if (found.size >= total) break;
		}
		yield* found.values();
	}
	return {
		async run(id, attempt) {
			const where = {
				owner,
				repo,
				run_id: id,
				attempt_number: attempt
			};
			return seenRun(await client.rest(ATTEMPT, where, RunReply), repository);
		},
		runs: (query, signal) => listed(query, query.created && spanOf(query.created), signal),
		async *jobs(runId, attempt, signal) {
			const where = {
				owner,
				repo,
				run_id: runId,
				attempt_number: attempt,
				per_page: PER_PAGE
			};
			for (let number = 1, seen = 0;; number++) {
				signal?.throwIfAborted();
				const reply = await client.rest(`${ATTEMPT}/jobs`, {
					...where,
					page: number
				}, JobsPage);
				for (const job of reply.jobs) yield seenJob(job, attempt);
				seen += reply.jobs.length;
				if (reply.jobs.length === 0 || seen >= reply.total_count) return;
			}
		}
	};
}
function spanOf({ from, until }) {
	return {
		first: Math.ceil(from.getTime() / SECOND),
		last: Math.ceil(until.getTime() / SECOND) - 1
	};
}
function halvesOf(span, total) {
	if (!span) {
		const tomorrow = Math.floor((Date.now() + DAY) / SECOND);
		return [{
			first: BEGINNING / SECOND,
			last: tomorrow
		}];
	}
	const { first, last } = span;
	if (first >= last) throw new DoorlogError("http-reply-invalid", `GitHub’s API has ${total} runs created at ${stamp(first)}, and lists no more than ${MOST_LISTED} of one second.`);
	const middle = Math.floor((first + last) / 2);
	return [{
		first: middle + 1,
		last
	}, {
		first,
		last: middle
	}];
}
function stamp(seconds) {
	return (/* @__PURE__ */ new Date(seconds * SECOND)).toISOString().replace(".000Z", "Z");
}

export { JobsPage as n, RunsPage as r, createRunHistory as t };