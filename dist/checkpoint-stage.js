import { G as showable, Tt as composeHook, U as problemsOfDeliveries, V as entryFor, Y as announce, at as withAttested, d as readInputs, ei as actionConsole, i as runnerFiles, k as draftSnapshot, ni as problemsFail, o as reportProblems, q as mayPass, rt as committed, st as checkpointRecord, ti as problemOf } from "./hook.js";
import { a as cleanSighting, n as cloudRedaction, o as cloudFacts, r as keepCheckpoint, s as withCloud, t as withoutSwapped } from "./swapped-addresses.js";

// src/compose/checkpoint.ts
async function composeCheckpoint(options) {
	const { head, query, ports, problems, folder, http } = composeHook(options);
	const { env } = options;
	return {
		head,
		facts: query.facts,
		problems,
		ports: {
			...ports,
			clouds: async (observedAt) => {
				const { seeClouds } = await import("./see-clouds.js");
				return seeClouds({
					env,
					observedAt,
					http
				});
			},
			cloudRedaction: await cloudRedaction(env, ports.redact),
			keep: (note) => keepCheckpoint(folder, note)
		}
	};
}

// src/pipeline/checkpoint.ts
async function checkpoint(ports, { head, facts, announceWait: wait, problems }) {
	const now = ports.clock.now();
	const [raw, { sinks, problems: sinkProblems }] = await Promise.all([ports.clouds(now.toISOString()), ports.sinks()]);
	const sighting = cleanSighting(raw, ports.cloudRedaction);
	const snapshot = withCloud(draftSnapshot(facts, now).finish(), cloudFacts([sighting]));
	const named = checkpointRecord(ports.redact(head), ports.redact(snapshot));
	const shown = ports.pseudonyms.isAsked ? ports.pseudonyms.hide(named) : named;
	const record = await committed(shown, sinks, ports.salt);
	const entry = await withAttested(entryFor(record, snapshot.observedAt), sinks);
	const all = [
		...problems,
		...sinkProblems,
		...problemsOfClouds(sighting)
	];
	const { recordId } = record;
	const note = {
		version: 1,
		recordId,
		observedAt: snapshot.observedAt,
		digest: entry.digest,
		...ports.redact(sighting)
	};
	await attempt(all, async () => ports.keep(note));
	await attempt(all, () => ports.spool.put(entry));
	const surroundings = {
		sinks,
		spool: ports.spool,
		timeout: wait,
		logger: ports.logger
	};
	const deliveries = await announce([entry], surroundings).finish(wait);
	all.push(...problemsOfDeliveries(deliveries, sinks));
	return {
		record,
		entry,
		deliveries,
		problems: showable(all, ports)
	};
}
const NAMES = {
	aws: "AWS",
	gcp: "Google Cloud",
	azure: "Azure",
	vault: "Vault"
};
function problemsOfClouds({ identities }) {
	return identities.filter(({ missing }) => missing.some(({ reason }) => mayPass(reason))).map(({ identity }) => ({
		kind: "service",
		code: "http-status",
		message: `${NAMES[identity.provider]} could not be asked whose identity the job uses; only what variables tell is recorded.`
	}));
}
async function attempt(problems, action) {
	try {
		await action();
	} catch (error) {
		problems.push(problemOf(error));
	}
}

// src/action/checkpoint-stage.ts
async function checkpointStage(env, state) {
	const console = actionConsole();
	const read = readInputs(env);
	const inputs = state ? {
		...read,
		claims: {
			...state.claims,
			...read.claims
		},
		problems: []
	} : read;
	const configuration = state ? withoutSwapped(state.configuration, read.configuration).configuration : read.configuration;
	const { head, facts, ports, problems } = await composeCheckpoint({
		env,
		inputs,
		configuration,
		saved: state,
		logger: console
	});
	const result = await checkpoint(ports, {
		head,
		facts,
		announceWait: configuration.announceWait,
		problems
	});
	const files = runnerFiles(env);
	files.setOutput("record-id", head.recordId);
	files.setOutput("checkpoint-digest", `sha256:${result.entry.digest}`);
	const strictness = {
		mode: configuration.mode,
		onError: configuration.onError
	};
	const told = configuration.onError === "fail" ? result.problems : result.problems.map(asService);
	reportProblems(console, told, strictness);
	const { cloud = [] } = result.record.access;
	const kinds = cloud.map(({ provider, kind }) => `${provider} ${kind}`).join(", ");
	console.info(`record ${head.recordId.slice(0, 16)}: checkpoint with ${kinds || "no cloud identity"} in use.`);
	return problemsFail(told, strictness) ? 1 : 0;
}
function asService(problem) {
	return {
		...problem,
		kind: "service"
	};
}

export { checkpointStage as t };