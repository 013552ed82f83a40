import { i as unseenCloudGap, n as cloudGap, r as cloudTraces, t as readState } from "./state.js";
import { a as cleanSighting, i as readCheckpoints, n as cloudRedaction, o as cloudFacts, s as withCloud, t as withoutSwapped } from "./swapped-addresses.js";
import { t as AccessRecord } from "./access-record.js";
import { G as showable, H as problemsOfAlerts, K as strictnessOf, Nt as UNTIL, Qt as digestOf, Tt as composeHook, U as problemsOfDeliveries, V as entryFor, W as problemsOfGaps, at as withAttested, ct as endRecord, d as readInputs, ei as actionConsole, h as observe, ht as isRefused, i as runnerFiles, m as refusalStands, ni as problemsFail, nt as customJudgements, ot as verdictFor, qt as revealed, ti as problemOf, tt as isWanted } from "./hook.js";
import { n as withArtifacts } from "./made-artifacts.js";
import { t as seal } from "./seal2.js";
import { t as tellRecord } from "./tell-record.js";
import { t as runLastingStage } from "./outlast-cancellation.js";

// src/compose/checkpoints-left.ts
async function findCheckpoints(search, problems) {
	const { env, folder, recordId, spool } = search;
	const { notes, broken } = readCheckpoints(folder, recordId);
	if (broken > 0) problems.push(altered());
	const atEnd = await sightingAtEnd(search);
	const sightings = [...notes, ...atEnd ? [atEnd] : []];
	return {
		links: notes.map(({ digest, observedAt }) => ({
			digest,
			observedAt
		})),
		cloud: sightings.length > 0 ? factsOf(sightings, env) : { gaps: [cloudGap(env)] },
		entries: await entriesOf(notes, spool, recordId)
	};
}
function factsOf(sightings, env) {
	const facts = cloudFacts(sightings);
	const gap = unseenCloudGap(env, new Set(facts.identities?.map(({ provider }) => provider)));
	return gap ? {
		...facts,
		gaps: [...facts.gaps, gap]
	} : facts;
}
async function sightingAtEnd({ env, redact, observedAt }) {
	if (cloudTraces(env).inUse.size === 0) return void 0;
	const { seeClouds } = await import("./see-clouds.js");
	return cleanSighting(await seeClouds({
		env,
		observedAt
	}), await cloudRedaction(env, redact));
}
async function entriesOf(notes, spool, recordId) {
	if (notes.length === 0) return [];
	const digests = new Set(notes.map(({ digest }) => digest));
	return (await spool.list().then((found) => found.entries.map(({ entry }) => entry), () => [])).filter(({ digest, document }) => {
		const record = digests.has(digest) ? AccessRecord.safeParse(document) : void 0;
		return record?.success && record.data.phase === "checkpoint" && record.data.recordId === recordId;
	});
}
function altered() {
	return {
		kind: "mistake",
		code: "state-invalid",
		message: "What a checkpoint of this job left was altered, so the end is recorded without it; find the step that writes to the runner’s temporary folder."
	};
}

// src/core/policy-drift.ts
function policyDrift(choice, start) {
	if (!("policy" in choice)) return [];
	const { policy, changedTo, error } = choice;
	const own = changedTo && drift("policy", policy.origin.digest, changedTo.origin.digest ?? "none");
	const before = start?.organizationPolicy?.digest;
	const after = policy.organization ? policy.organization.digest : error ? void 0 : "none";
	const demanded = before !== void 0 && after !== void 0 && before !== after;
	return [...own ? [own] : [], ...demanded ? [drift("organizationPolicy", before, after)] : []];
}
function drift(policy, before, after) {
	return {
		pointer: `/policy/${policy}/digest`,
		from: "start",
		to: "end",
		before,
		after
	};
}

// src/pipeline/end.ts
const REFUSED_SINKS = {
	kind: "service",
	code: "input-invalid",
	message: "No log store got the records of this job, because the list of sinks can’t be used; see what was said of it."
};
async function end(ports, input) {
	const { configuration, beginning } = input;
	const [{ snapshot: seen, policy }, { sinks, problems: sinkProblems }, made, handover, alerts] = await Promise.all([
		observe(ports.observers, input.query),
		ports.sinks(),
		ports.made(),
		ports.handover(),
		ports.alerts?.()
	]);
	const problems = [
		...input.problems,
		...sinkProblems,
		...made.problems,
		...handover.problems,
		...alerts?.problems ?? [],
		..."error" in policy ? [problemOf(policy.error)] : []
	];
	const snapshot = ports.redact(withArtifacts(withCloud(seen, input.checkpoints.cloud), made));
	const signer = ports.signer({
		visibility: snapshot.pipeline.visibility,
		environment: snapshot.pipeline.environment
	});
	const link = beginning && linkTo(beginning, sinks);
	const record = endRecord(ports.redact(input.head), snapshot, {
		outcome: input.outcome,
		start: beginning && revealed(beginning.start),
		link,
		checkpoints: input.checkpoints.links,
		signing: "gap" in signer ? signer : { instance: signer.instance }
	});
	record.drift.push(...policyDrift(policy, beginning?.start.policy));
	const known = await customJudgements(ports.custom, policy, record);
	const verdict = verdictFor(record, policy, strictnessOf(configuration), known);
	return refusalStands(verdict, async () => {
		const judged = withPseudonyms(ports, beginning, {
			...record,
			policy: verdict
		}, problems);
		problems.push(...problemsOfGaps(record));
		const earlier = await earlierEntries(input, sinks);
		const before = (sink) => entriesBefore(sink, input, earlier);
		const hasUnmade = sinkProblems.length > 0 || input.wereSinksRefused;
		if (input.wereSinksRefused) problems.push(REFUSED_SINKS);
		const [sealed, raised] = await Promise.all([seal(ports, {
			record: judged,
			signer,
			configuration,
			sinks,
			hasUnmade,
			before
		}, problems), alerts?.raise({
			record: judged,
			verdict: judged.policy ?? verdict,
			before: beginning && {
				told: beginning.alerted,
				start: beginning.start
			},
			timeout: configuration.deliveryTimeout,
			signal: ports.interruption?.after(UNTIL.delivering)
		})]);
		problems.push(...problemsOfDeliveries(sealed.deliveries, sinks), ...problemsOfAlerts(raised));
		return {
			...sealed,
			...raised && { alerts: raised.notices },
			verdict: judged.policy ?? verdict,
			problems: showable(problems, ports),
			refused: isRefused(verdict) || problemsFail(problems, verdict)
		};
	});
}
function withPseudonyms({ pseudonyms }, beginning, record, problems) {
	if (pseudonyms.isAsked) return pseudonyms.hide(record);
	if (!beginning?.start.pseudonyms) return record;
	problems.push({
		kind: "service",
		code: "input-invalid",
		message: "The input “pseudonym-key” was there at the start and is not at the end, so people have pseudonyms that no other record has; give the key to the whole job."
	});
	return pseudonyms.hide(record);
}
function linkTo({ start, announcedTo }, sinks) {
	const wanting = sinks.filter(({ filter }) => isWanted(filter, {
		phase: start.phase,
		document: start
	}));
	const isLate = wanting.some(({ name }) => !announcedTo.includes(name));
	return {
		digest: digestOf(start),
		announced: wanting.length === 0 ? "nowhere" : isLate ? "late" : "announced"
	};
}
function entriesBefore(sink, { beginning }, earlier) {
	return [...beginning && (!sink || sink.idempotent || !beginning.announcedTo.includes(sink.name)) ? earlier.start : [], ...earlier.checkpoints];
}
async function earlierEntries({ beginning, checkpoints }, sinks) {
	const start = beginning && entryFor(beginning.start, beginning.start.observedAt.start ?? "");
	return {
		start: start ? [await withAttested(start, sinks)] : [],
		checkpoints: await Promise.all(checkpoints.entries.map((entry) => withAttested(entry, sinks)))
	};
}

// src/action/end-stage.ts
async function endStage(env, interruption) {
	const console = actionConsole();
	const files = runnerFiles(env);
	const problems = [];
	const state = stateOrProblem(env, problems);
	const read = readInputs(env);
	const inputs = state ? {
		...read,
		claims: {
			...state.claims,
			...read.claims
		},
		problems: []
	} : read;
	const first = state && withoutSwapped(state.configuration, read.configuration);
	problems.push(...first?.problems ?? []);
	const configuration = first ? withSubjects(first.configuration, read.configuration) : read.configuration;
	const hook = composeHook({
		env,
		inputs,
		configuration,
		saved: state,
		logger: console,
		interruption
	});
	const beginning = state && await beginningFrom(state, hook.ports.spool, problems);
	if (state && state.recordId !== hook.head.recordId) problems.push({
		kind: "mistake",
		code: "state-invalid",
		message: "The start of this job was recorded under another id than its end: something changed the runner’s variables in between."
	});
	const checkpoints = await findCheckpoints({
		env,
		folder: hook.folder,
		recordId: hook.head.recordId,
		spool: hook.ports.spool,
		redact: hook.ports.redact,
		observedAt: hook.ports.clock.now().toISOString()
	}, problems);
	const status = read.claims.jobStatus;
	const environment = beginning?.start.pipeline.environment;
	const result = await end(hook.ports, {
		head: hook.head,
		configuration,
		beginning,
		checkpoints,
		wereSinksRefused: state !== void 0 && configuration.sinks === "" && read.configuration.sinks.trim() !== "",
		outcome: status && { status },
		problems: [...problems, ...hook.problems],
		query: {
			...hook.query,
			policyAtStart: policyOf(beginning?.start),
			organization: {
				...hook.query.organization,
				expected: organizationPoliciesOf(beginning?.start)
			},
			permissionsAtStart: permissionsOf(beginning?.start),
			reserved: 1,
			since: beginning?.start.observedAt.start,
			requestsLeft: state?.requestsLeft,
			expected: environment === void 0 ? void 0 : {
				environment,
				approvals: beginning?.start.approvals !== void 0
			}
		}
	});
	const refused = await tellRecord({
		files,
		console,
		ports: hook.ports,
		configuration,
		recordId: hook.head.recordId,
		folder: hook.folder,
		earlier: beginning?.start.policy
	}, result);
	console.info(`record ${hook.head.recordId} ended; the policy says ${result.verdict.verdict}; sha256:${result.recordDigest}${result.paths ? ` is in ${result.paths.record}` : ""}.`);
	if (!refused) return 0;
	console.error(isRefused(result.verdict) ? "This job is refused; its record was completed first." : "This job fails for the errors above; its record was completed first.");
	return 1;
}
function withSubjects(first, { subjects }) {
	return subjects === void 0 ? first : {
		...first,
		subjects
	};
}
function policyOf(start) {
	const { commit, digest } = start?.policy?.policy ?? {};
	return commit !== void 0 && digest !== void 0 ? {
		commit,
		digest
	} : void 0;
}
function organizationPoliciesOf(start) {
	return [start?.policy?.organizationPolicy, start?.policy?.extendedPolicy].flatMap((place) => place ? [`${place.repository}/${place.path}@${place.commit}`] : []);
}
function permissionsOf(start) {
	const permissions = start?.access.token?.permissions;
	if (!permissions || start?.sources["/access/token"] !== "worker-log") return void 0;
	const levels = {};
	for (const [scope, { observed }] of Object.entries(permissions)) if (observed === "read" || observed === "write") levels[scope] = observed;
	return levels;
}
function stateOrProblem(env, problems) {
	try {
		return readState(env);
	} catch (error) {
		problems.push(problemOf(error));
		return;
	}
}
async function beginningFrom(state, spool, problems) {
	const { announcedTo, alerted = [] } = state;
	if (state.start) return {
		start: state.start,
		announcedTo,
		alerted
	};
	const parsed = AccessRecord.safeParse(await spooledDocument(spool, state.startDigest));
	if (parsed.success) return {
		start: parsed.data,
		announcedTo,
		alerted
	};
	problems.push({
		kind: "mistake",
		code: "state-invalid",
		message: "The start event of this job is no longer in the runner’s temporary folder, so the end is recorded without it; let no step empty that folder."
	});
}
async function spooledDocument(spool, digest) {
	try {
		return (await spool.list()).entries.find(({ entry }) => entry.digest === digest)?.entry.document;
	} catch {
		return;
	}
}

// src/action/post.ts
await runLastingStage(endStage);

export {  };