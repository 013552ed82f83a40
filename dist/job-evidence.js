import { Kt as recordIdOf } from "./hook.js";
import { t as inOrder } from "./side-by-side.js";
import { n as verifyStored } from "./verify-stored.js";

// src/pipeline/job-evidence.ts
const SIDE_BY_SIDE = 8;
const NOTHING = {
	verdict: "absent",
	copies: [],
	checks: [],
	proven: []
};
async function* evidenceOfRun(question, ports, signal) {
	const { run } = question;
	const jobs = ports.history.jobs(run.id, run.attempt, signal);
	yield* inOrder(jobs, (job) => evidenceOfJob({
		...question,
		job
	}, ports, signal), SIDE_BY_SIDE);
}
async function evidenceOfJob({ run, job, server, repositoryId }, { stores, verifier, expected }, signal) {
	const recordId = recordIdOf({
		server,
		repositoryId,
		runId: run.id,
		runAttempt: run.attempt,
		checkRunId: job.id
	});
	const found = {
		run,
		job,
		recordId
	};
	if (!didRun(job, run)) return {
		...found,
		verdict: "not-run",
		stored: NOTHING
	};
	const stored = await verifyStored({
		recordId,
		stores,
		signatures: {
			verifier,
			expected
		}
	}, signal);
	const verdict = verdictOf(stored);
	const [proven] = stored.proven;
	return {
		...found,
		verdict,
		stored,
		...verdict === "verified" && proven && { proven }
	};
}
function didRun(job, run) {
	if (job.status !== "completed") return true;
	if (job.conclusion === "skipped") return false;
	const isTakenOver = job.attempt !== run.attempt || Number(run.attempt) > 1 && isBefore(job.completedAt, run.startedAt);
	return (job.runnerName !== void 0 || job.steps.length > 0) && !isTakenOver;
}
function isBefore(time, other) {
	return time !== void 0 && other !== void 0 && Date.parse(time) < Date.parse(other);
}
function verdictOf({ verdict, copies, proven }) {
	if (verdict === "refused" || verdict === "conflict") return verdict;
	if (verdict === "absent") return "missing";
	if (proven.length > 0) return "verified";
	return copies.every(({ phase }) => phase === "start" || phase === "checkpoint") ? "unfinished" : "incomplete";
}

export { evidenceOfRun as n, evidenceOfJob as t };