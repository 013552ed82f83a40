import { $ as digestOf, A as problemsOfGaps, F as verdictFor, Ft as problemsFail, I as endRecord, M as strictnessOf, N as deliver, Nt as actionConsole, O as entryFor, Pt as problemOf, Q as canonicalize, R as isRefused, et as sha256Hex, g as reportProblems, h as reportFindings, j as showable, k as problemsOfDeliveries, m as runnerFiles, v as readInputs, x as observe, z as composeHook } from "./hook.js";
import { t as AccessRecord } from "./access-record.js";
import { t as commit } from "./commitment.js";
import { t as readState } from "./state.js";
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
	const change = policyChange(policy);
	if (change) record.drift.push(change);
	const verdict = verdictFor(record, policy, strictnessOf(configuration));
	const views = commit({
		...record,
		policy: verdict
	}, ports.salt());
	const text = canonicalize(views.attested);
	problems.push(...problemsOfGaps(record));
	const signed = "gap" in signer ? void 0 : await attempt(problems, () => signer.sign(views.attested, text));
	const uploading = signed && attempt(problems, () => ports.attestations.upload(signed.json));
	const isWanted = !("gap" in signer && signer.gap.reason === "not-asked");
	const [attestation, paths, deliveries] = await Promise.all([
		uploading,
		attempt(problems, () => ports.keep({
			record: text,
			...signed && { bundle: signed.json }
		})),
		deliverAll(ports, input, views, signed, sinks),
		isWanted ? leaveWhatIsNotAttested(ports, problems, record.recordId, {
			text,
			signed,
			uploading
		}) : void 0
	]);
	problems.push(...problemsOfDeliveries(deliveries, sinks));
	return {
		views,
		verdict,
		deliveries,
		problems: showable(problems, ports),
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
/**
* The start event goes first to every store that may not have it; its key makes a second copy impossible. A file that had
* it may have been removed since.
*/
async function deliverAll(ports, { configuration, beginning }, views, signed, sinks) {
	const options = {
		spool: ports.spool,
		timeout: configuration.deliveryTimeout,
		logger: ports.logger
	};
	const entry = entryFor(views.log, views.log.observedAt.end ?? "", signed?.json);
	const start = beginning ? [entryFor(beginning.start, beginning.start.observedAt.start ?? "")] : [];
	return (await Promise.all(sinks.map((sink) => {
		const entries = sink.idempotent || !beginning?.announcedTo.includes(sink.name) ? [...start, entry] : [entry];
		return deliver(entries, {
			...options,
			sinks: [sink]
		});
	}))).flat();
}
/**
* What could not be attested is left as an artifact: with its bundle where only the upload failed, and else for a
* collector that trusts nothing in it. The record id is in its name because all jobs of a run share their artifacts'
* names, and a name that is taken is refused.
*/
async function leaveWhatIsNotAttested(ports, problems, recordId, { text, signed, uploading }) {
	const { artifacts } = ports;
	if (!artifacts || await uploading !== void 0) return;
	const name = `doorlog-${signed ? "" : "unsigned-"}record-${recordId.slice(0, 16)}`;
	const bundle = signed && { "bundle.sigstore.json": signed.json };
	await attempt(problems, () => artifacts.upload(name, {
		"access-record.json": text,
		...bundle
	}));
}
/** The policy is part of the access state: whoever can replace it while a job runs can let that job through. */
function policyChange(choice) {
	if (!("policy" in choice) || !choice.changedTo) return void 0;
	return {
		pointer: "/policy/policy/digest",
		from: "start",
		to: "end",
		before: choice.policy.origin.digest,
		after: choice.changedTo.origin.digest ?? "none"
	};
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
		claims: {
			...state.claims,
			...read.claims
		},
		problems: []
	} : read;
	const configuration = state?.configuration ?? read.configuration;
	const hook = composeHook({
		env,
		inputs,
		configuration,
		saved: state,
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
			policyAtStart: policyOf(beginning?.start),
			permissionsAtStart: permissionsOf(beginning?.start),
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
function policyOf(start) {
	const { commit, digest } = start?.policy?.policy ?? {};
	return commit !== void 0 && digest !== void 0 ? {
		commit,
		digest
	} : void 0;
}
function permissionsOf(start) {
	const permissions = start?.access.token?.permissions;
	if (!permissions || start?.sources["/access/token"] !== "worker-log") return void 0;
	const levels = {};
	for (const [scope, { observed }] of Object.entries(permissions)) if (observed === "read" || observed === "write") levels[scope] = observed;
	return levels;
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
	const parsed = AccessRecord.safeParse(await spooledDocument(spool, state.startDigest));
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
/** A spool that can't be read has nothing: what is wrong with it is told where it is written to. */
async function spooledDocument(spool, digest) {
	try {
		return (await spool.list()).entries.find(({ entry }) => entry.digest === digest)?.entry.document;
	} catch {
		return;
	}
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