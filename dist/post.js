import { $ as sha256Hex, A as verdictFor, D as strictnessOf, E as problemsOfGaps, F as AccessRecord, N as isRefused, O as deliver, P as commit, Q as digestOf, St as problemsFail, T as problemsOfDeliveries, Z as canonicalize, _ as reportProblems, bt as actionConsole, g as reportFindings, h as runnerFiles, j as endRecord, p as readState, v as readInputs, w as entryFor, xt as problemOf, y as observe, z as composeHook } from "./hook.js";
import { t as runStage } from "./entry.js";

// src/pipeline/end.ts
/**
* Takes the end snapshot, compares it with the start, judges, signs, attests and delivers, and only then says whether the
* job is to be failed: a refused job is the one whose record matters most.
*/
async function end(ports, input) {
	const { configuration, beginning } = input;
	const [{ snapshot: seen, policy }, { sinks, problems: sinkProblems }] = await Promise.all([observe(ports.observers, input.query), ports.sinks()]);
	const problems = [
		...input.problems,
		...sinkProblems,
		..."error" in policy ? [problemOf(policy.error)] : []
	];
	const snapshot = ports.redact(seen);
	const signer = ports.signer({
		visibility: snapshot.pipeline.visibility,
		environment: snapshot.pipeline.environment
	});
	const link = beginning && linkTo(beginning, sinks);
	const record = endRecord(ports.redact(input.head), snapshot, {
		outcome: input.outcome,
		start: beginning?.start,
		link,
		checkpoints: beginning?.checkpoints ?? [],
		signing: "gap" in signer ? signer : { instance: signer.instance }
	});
	const verdict = verdictFor(record, policy, strictnessOf(configuration));
	const views = commit({
		...record,
		policy: verdict
	}, ports.salt());
	const text = canonicalize(views.attested);
	problems.push(...problemsOfGaps(record));
	const signed = "gap" in signer ? void 0 : await attempt(problems, () => signer.sign(views.attested, text));
	const [attestation, paths, deliveries] = await Promise.all([
		signed && attempt(problems, () => ports.attestations.upload(signed.json)),
		attempt(problems, () => ports.keep({
			record: text,
			...signed && { bundle: signed.json }
		})),
		deliverAll(ports, input, views, signed, sinks),
		signed === void 0 ? leaveArtifact(ports, problems, record.recordId, text) : void 0
	]);
	problems.push(...problemsOfDeliveries(deliveries, sinks));
	return {
		views,
		verdict,
		deliveries,
		problems,
		refused: isRefused(verdict) || problemsFail(problems, verdict),
		recordDigest: sha256Hex(text),
		...paths && { paths },
		...signed && { bundle: signed },
		...attestation && { attestation }
	};
}
function linkTo({ start, announcedTo }, sinks) {
	const isLate = sinks.some(({ name }) => !announcedTo.includes(name));
	return {
		digest: digestOf(start),
		announced: sinks.length === 0 ? "nowhere" : isLate ? "late" : "announced"
	};
}
/** Signing and uploading are best effort: what fails is told, and the rest goes on. */
async function attempt(problems, action) {
	try {
		return await action();
	} catch (error) {
		problems.push(problemOf(error));
		return;
	}
}
/** The start event goes first to every store that may not have it; its key makes a second copy impossible. */
async function deliverAll(ports, { configuration, beginning }, views, signed, sinks) {
	const options = {
		spool: ports.spool,
		timeout: configuration.deliveryTimeout,
		logger: ports.logger
	};
	const entry = entryFor(views.log, views.log.observedAt.end ?? "", signed?.json);
	const start = beginning ? [entryFor(beginning.start, beginning.start.observedAt.start ?? "")] : [];
	return (await Promise.all(sinks.map((sink) => {
		const entries = beginning && !beginning.announcedTo.includes(sink.name) ? [...start, entry] : [entry];
		return deliver(entries, {
			...options,
			sinks: [sink]
		});
	}))).flat();
}
/**
* An unsigned record is left as an artifact, for a collector that trusts nothing in it. The record id is in its name
* because all jobs of a run share their artifacts' names, and a name that is taken is refused.
*/
async function leaveArtifact(ports, problems, recordId, text) {
	const name = `doorlog-unsigned-record-${recordId.slice(0, 16)}`;
	const { artifacts } = ports;
	if (artifacts) await attempt(problems, () => artifacts.upload(name, { "access-record.json": text }));
}

// src/action/end-stage.ts
/** The end of a job: snapshot, record, verdict, signature, delivery, summary. Answers the exit code of the step. */
async function endStage(env) {
	const console = actionConsole();
	const files = runnerFiles(env);
	const problems = [];
	const state = stateOrProblem(env, problems);
	const read = readInputs(env);
	const inputs = state ? {
		...read,
		problems: []
	} : read;
	const configuration = state?.configuration ?? read.configuration;
	const hook = composeHook({
		env,
		inputs,
		configuration,
		savedSurroundings: state?.surroundings,
		logger: console
	});
	const beginning = state && await beginningFrom(state, hook.ports.spool, problems);
	if (state && state.recordId !== hook.head.recordId) problems.push({
		kind: "mistake",
		code: "state-invalid",
		message: "The start of this job was recorded under another id than its end: something changed the runner’s variables in between."
	});
	const status = read.claims.jobStatus;
	const environment = beginning?.start.pipeline.environment;
	const result = await end(hook.ports, {
		head: hook.head,
		configuration,
		beginning,
		outcome: status && { status },
		problems: [...problems, ...hook.problems],
		query: {
			...hook.query,
			roles: beginning && isEnvironmentKnown(beginning.start) ? "all" : "unidentified",
			expected: environment === void 0 ? void 0 : {
				environment,
				approvals: beginning?.start.approvals !== void 0
			}
		}
	});
	writeOutputs(files, hook.head.recordId, result);
	if (configuration.summary) await writeSummary(files, result);
	reportFindings(console, result.verdict, beginning?.start.policy);
	reportProblems(console, result.problems, result.verdict);
	console.info(`record ${hook.head.recordId.slice(0, 16)} ended; the policy says ${result.verdict.verdict}; sha256:${result.recordDigest}${result.paths ? ` is in ${result.paths.record}` : ""}.`);
	if (!result.refused) return 0;
	console.error("This job is refused; its record was signed and delivered first.");
	return 1;
}
/** Where it is not, the end has to look for it, and would ask GitHub more than 5 times if it asked for roles too. */
function isEnvironmentKnown({ pipeline, gaps }) {
	if (pipeline.environment !== void 0) return true;
	return gaps.some(({ pointer, reason }) => pointer === "/pipeline/environment" && reason === "not-applicable");
}
function stateOrProblem(env, problems) {
	try {
		return readState(env);
	} catch (error) {
		problems.push(problemOf(error));
		return;
	}
}
/** The start event from the state, or from the spool where it was too long for that. */
async function beginningFrom(state, spool, problems) {
	const { announcedTo, checkpoints } = state;
	if (state.start) return {
		start: state.start,
		announcedTo,
		checkpoints
	};
	const spooled = (await spool.list()).entries.find(({ entry }) => entry.digest === state.startDigest);
	const parsed = AccessRecord.safeParse(spooled?.entry.document);
	if (parsed.success) return {
		start: parsed.data,
		announcedTo,
		checkpoints
	};
	problems.push({
		kind: "mistake",
		code: "state-invalid",
		message: "The start event of this job is no longer in the runner’s temporary folder, so the end is recorded without it; let no step empty that folder."
	});
}
function writeOutputs(files, recordId, result) {
	files.setOutput("record-id", recordId);
	files.setOutput("record-path", result.paths?.record ?? "");
	files.setOutput("record-digest", `sha256:${result.recordDigest}`);
	files.setOutput("bundle-path", result.paths?.bundle ?? "");
	files.setOutput("attestation-id", result.attestation?.id ?? "");
	files.setOutput("attestation-url", result.attestation?.url ?? "");
	files.setOutput("verdict", result.verdict.verdict);
}
async function writeSummary(files, result) {
	const { summarize } = await import("./summary.js");
	files.appendSummary(summarize({
		record: result.views.attested,
		recordDigest: result.recordDigest,
		refused: result.refused,
		deliveries: result.deliveries,
		problems: result.problems.map(({ message }) => message),
		attestationUrl: result.attestation?.url,
		signed: result.bundle !== void 0
	}));
}

// src/action/post.ts
await runStage(endStage);

export {  };