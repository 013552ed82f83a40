import { a as composeHook, i as observe, n as reportProblems, r as readInputs, t as reportFindings } from "./report-problems.js";
import { r as sentenceOf } from "./errors.js";
import { a as problemsOfDeliveries, c as verdictFor, f as isRefused, g as saveSurroundings, i as entryFor, o as problemsOfGaps, p as commit, s as strictnessOf, u as startRecord } from "./policy.js";
import { n as problemsFail, t as problemOf } from "./problem.js";
import { r as isStored, t as announce } from "./deliver.js";
import { o as actionConsole, r as stateText, t as STATE_NAME } from "./state.js";
import { t as runnerFiles } from "./runner-files.js";

// src/pipeline/start.ts
/**
* Takes the start snapshot, judges it, announces it to the sinks and waits for them no longer than configured. Nothing is
* signed yet: what binds the start is its arrival in the log and its digest in the end record.
*/
async function start(ports, { head, configuration, query, problems }) {
	const [{ snapshot, policy }, { sinks, problems: sinkProblems }] = await Promise.all([observe(ports.observers, query), ports.sinks()]);
	const bare = ports.redact(startRecord(head, snapshot));
	const verdict = verdictFor(bare, policy, strictnessOf(configuration));
	const views = commit({
		...bare,
		policy: verdict
	}, ports.salt());
	const entry = entryFor(views.log, snapshot.observedAt);
	const { announceWait: wait } = configuration;
	const deliveries = await announce([entry], {
		sinks,
		spool: ports.spool,
		timeout: wait,
		logger: ports.logger
	}).finish(wait);
	const all = [
		...problems,
		...sinkProblems,
		..."error" in policy ? [problemOf(policy.error)] : [],
		...problemsOfGaps(bare),
		...problemsOfDeliveries(deliveries, sinks).filter(({ kind }) => kind !== "required")
	];
	return {
		views,
		verdict,
		deliveries,
		problems: all,
		refused: isRefused(verdict) || problemsFail(withoutLate(all), verdict),
		entry,
		announcedTo: storesOf(deliveries)
	};
}
/** A store that is late with the start event is no reason to stop the job: the end sends it again. */
function withoutLate(problems) {
	return problems.filter(({ code }) => code !== "delivery-failed");
}
function storesOf(deliveries) {
	return deliveries.filter(isStored).map(({ sink }) => sink);
}

// src/action/start-stage.ts
/** The start of a job: snapshot, verdict, announcement, state. Answers the exit code of the step. */
async function startStage(env, stage) {
	const console = actionConsole();
	const files = runnerFiles(env);
	const inputs = readInputs(env);
	const { configuration } = inputs;
	const hook = composeHook({
		env,
		inputs,
		configuration,
		savedSurroundings: void 0,
		logger: console
	});
	const idTokenOffered = stage === "pre" ? Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL) : void 0;
	const result = await start(hook.ports, {
		head: hook.head,
		configuration,
		problems: hook.problems,
		query: {
			...hook.query,
			roles: "all",
			idTokenOffered
		}
	});
	await hook.ports.spool.put(result.entry).catch((error) => console.warn(sentenceOf(error)));
	files.saveState(STATE_NAME, stateText({
		version: 1,
		configuration,
		surroundings: saveSurroundings(env),
		start: result.views.log,
		recordId: hook.head.recordId,
		startDigest: result.entry.digest,
		refused: result.refused,
		announcedTo: [...result.announcedTo],
		checkpoints: []
	}));
	files.setOutput("record-id", hook.head.recordId);
	files.setOutput("start-digest", `sha256:${result.entry.digest}`);
	files.setOutput("verdict", result.verdict.verdict);
	reportFindings(console, result.verdict, void 0);
	reportProblems(console, result.problems, result.verdict);
	console.info(`record ${hook.head.recordId.slice(0, 16)} begun; the policy says ${result.verdict.verdict}.`);
	if (!result.refused) return 0;
	console.error("The start of this job is refused.");
	return 1;
}

export { startStage as t };