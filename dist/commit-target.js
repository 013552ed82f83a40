import { t as createRunHistory } from "./run-history.js";
import { i as isLeading, t as LEADING_EVENTS } from "./leading-events.js";
import { t as check } from "./check.js";
import { ri as DoorlogError } from "./hook.js";
import { n as evidenceOfRun } from "./job-evidence.js";
import { a as worstOf } from "./answer.js";
import { r as knownRepository } from "./github-access.js";
import { t as proveRecord } from "./prove-record.js";
import { i as askedRepository, n as gitHubFor } from "./settings.js";

// src/pipeline/find-jobs.ts
async function* evidenceOfCommit({ commit, server, repositoryId }, ports, signal) {
	for await (const last of ports.history.runs({ headSha: commit }, signal)) for (let attempt = 1; attempt <= Number(last.attempt); attempt++) {
		const run = await attemptOf(last, String(attempt), ports.history);
		yield* evidenceOfRun({
			run,
			server,
			repositoryId
		}, ports, signal);
	}
}
async function attemptOf(last, attempt, history) {
	return attempt === last.attempt ? last : history.run(last.id, attempt);
}

// src/cli/verify/job-lines.ts
async function lineOfJob(evidence, { ports, hasStores, isAsked }) {
	const { run, job, recordId, stored, proven } = evidence;
	const common = {
		name: job.name,
		jobId: job.id,
		runId: run.id,
		runAttempt: run.attempt,
		recordId,
		...job.conclusion !== void 0 && { conclusion: job.conclusion },
		url: job.url
	};
	const line = (verdict, detail) => ({
		...common,
		verdict,
		detail
	});
	const isRunning = job.status !== "completed";
	switch (evidence.verdict) {
		case "not-run": return { line: line("not-run", "It was skipped, had no runner, or ran in an earlier attempt.") };
		case "missing":
			if (!isAsked(run)) {
				const why = `${run.event} started its run, which builds nothing of this commit by itself (--every-run asks for all).`;
				return { line: line("left-out", hasStores ? `There is no record of it, and none was asked for: ${why}` : `It was not asked for its record: ${why}`) };
			}
			if (isRunning) return { line: line("unfinished", "It is still under way, and nothing of it is stored yet.") };
			return hasStores ? { line: line("missing", "It ran, and there is no record of it.") } : { line: line("unknown", "It ran, and there was nowhere to look for its record.") };
		case "unfinished": return { line: line("unfinished", isRunning ? "It is still under way: there is its start." : "There is its start and no end: it was cut off, or its end was never stored.") };
		case "conflict": return { line: line("conflict", "There are different records of it: one of them is not what happened.") };
		case "verified": {
			const bytes = Buffer.from(proven?.text ?? "");
			if (!proven) return { line: line("incomplete", "There is a record, and its proof is not at hand.") };
			const found = {
				bytes,
				bundles: proven.bundle,
				from: [proven.sink]
			};
			const again = await proveRecord(found, ports);
			const { verdict, checks } = again.answer;
			const held = `Its record (${again.answer.phase}, sha256:${again.answer.sha256.slice(0, 12)}…) is proven.`;
			return {
				line: line(verdict, verdict === "verified" ? held : firstOf(checks, "failed") ?? firstOf(checks, "not-checked") ?? held),
				proven: again
			};
		}
		case "refused":
		case "incomplete": {
			const why = firstOf([...stored.copies.flatMap((copy) => copy.checks), ...stored.checks], evidence.verdict === "refused" ? "failed" : "not-checked");
			return { line: line(evidence.verdict, why ?? "There is a record, and nobody can say whether it is genuine.") };
		}
	}
}
function firstOf(checks, status) {
	return checks.find((each) => each.status === status)?.detail;
}
function isAskedOfNone(lines) {
	const ran = lines.filter(({ verdict }) => verdict !== "not-run");
	return ran.length > 0 && ran.every(({ verdict }) => verdict === "left-out");
}
const ASKED_OF_NONE = "No job of this commit was asked for its record, because none of its runs builds it; --every-run asks for all.";
function verdictOfJobs(lines) {
	return lines.map(({ verdict }) => {
		switch (verdict) {
			case "verified":
			case "not-run":
			case "left-out": return "verified";
			case "refused": return "refused";
			case "conflict": return "conflict";
			case "missing": return "missing";
			default: return "incomplete";
		}
	});
}
function sentencesAboutJobs(lines) {
	const count = (verdict) => lines.filter((line) => line.verdict === verdict).length;
	const [missing, unknown, unfinished] = [
		count("missing"),
		count("unknown"),
		count("unfinished")
	];
	return [
		...missing > 0 ? [`${jobs(missing)} ran without a record.`] : [],
		...unfinished > 0 ? [`${jobs(unfinished)} left a start and no end, or ${unfinished === 1 ? "is" : "are"} still under way.`] : [],
		...unknown > 0 ? [`Whether there is a record of ${unknown === 1 ? "the one job" : `the ${unknown} jobs`} that ran can’t be known without the log (--sinks) or a directory of bundles (--from): GitHub finds attestations by what they speak about, never by job.`] : []
	];
}
function jobs(count) {
	return count === 1 ? "1 job" : `${count} jobs`;
}

// src/cli/verify/commit-target.ts
async function verifyCommit(sha, settings) {
	const repository = askedRepository(settings.options);
	if (repository === void 0) throw new DoorlogError("usage", "A commit is of a repository: name it by --repo OWNER/REPO.");
	const access = gitHubOrRefuse(settings);
	const known = await knownRepository(access, repository);
	const { runs, lines, proven, missing } = summaryOf(sha, await jobsOf(sha, known, access, settings, settings.stores));
	return {
		answer: {
			target: {
				kind: "commit",
				name: sha,
				commit: sha,
				repository: known.name
			},
			verdict: worstOf([
				...verdictOfJobs(lines),
				...lines.length === 0 ? ["missing"] : [],
				...isAskedOfNone(lines) ? ["incomplete"] : []
			]),
			checks: [checkRuns(runs, lines.length, known.name)],
			records: proven.map((each) => each.answer),
			jobs: lines,
			missing
		},
		proven
	};
}
function summaryOf(sha, jobs) {
	const lines = jobs.map(({ line }) => line);
	return {
		lines,
		proven: jobs.flatMap((each) => each.proven ?? []),
		runs: new Set(lines.map(({ runId }) => runId)).size,
		missing: lines.length === 0 ? [`GitHub knows no run of commit ${sha}: there was none, or it was deleted, by hand or after its time.`] : [...sentencesAboutJobs(lines), ...isAskedOfNone(lines) ? [ASKED_OF_NONE] : []]
	};
}
function gitHubOrRefuse(settings, server) {
	const access = gitHubFor(settings, server);
	if (access) return access;
	throw new DoorlogError("usage", "Only GitHub knows the runs of a commit and the files of a release; leave --offline away, or name records, bundles or kept evidence.");
}
async function jobsOf(commit, { name, id, server }, { client }, { ports, signal, options }, stores, hasStores = stores.length > 0) {
	const { verifier, expected } = ports;
	const own = {
		...expected,
		repository: expected.repository ?? name
	};
	const finding = {
		history: createRunHistory(client, name),
		stores,
		verifier,
		expected: own
	};
	const isAsked = options["every-run"] ? () => true : isLeading(LEADING_EVENTS);
	const found = [];
	for await (const evidence of evidenceOfCommit({
		commit,
		server,
		repositoryId: id
	}, finding, signal)) found.push(await lineOfJob(evidence, {
		ports: {
			...ports,
			expected: own
		},
		hasStores,
		isAsked
	}));
	return found;
}
function checkRuns(runs, jobs, repository) {
	const open = check("runs", "Runs");
	return jobs === 0 ? open.notChecked(`${repository} has no run of this commit that GitHub still knows.`) : open.ok(`${repository} has ${runs === 1 ? "1 run" : `${runs} runs`} of this commit, with ${jobs === 1 ? "1 job" : `${jobs} jobs`}.`);
}

export { verifyCommit as a, sentencesAboutJobs as c, summaryOf as i, verdictOfJobs as l, gitHubOrRefuse as n, ASKED_OF_NONE as o, jobsOf as r, isAskedOfNone as s, checkRuns as t };