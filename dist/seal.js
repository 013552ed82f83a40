import { $r as runStage, $t as sha256Hex, B as POLICY_PATH, ei as actionConsole, gr as entryKey, i as runnerFiles, l as input, ni as problemsFail, o as reportProblems, ri as DoorlogError, ti as problemOf } from "./hook.js";
import { r as parseSignerKey, t as createNoteSigner } from "./note-key.js";
import { n as isKeyName } from "./signed-note.js";
import { a as workflowAddress } from "./expected-signer.js";
import { t as LOG_CHECKPOINT_TYPE } from "./predicate-type.js";
import { t as createStatement } from "./statement2.js";
import { a as createSealFolder } from "./read-seals.js";
import { n as composeTrustedJob, t as readTrustedInputs } from "./trusted-inputs.js";
import { n as quantity, t as counted } from "./quantity.js";
import { n as sealLog } from "./seal-log.js";
import { n as plain, r as table } from "./markdown.js";
const { randomBytes } = process.getBuiltinModule("node:crypto");
const { resolve } = process.getBuiltinModule("node:path");

// src/compose/seal-log.ts
async function composeSeal({ env, inputs, logger }) {
	const job = composeTrustedJob({
		env,
		inputs,
		logger
	});
	const problems = [...job.problems];
	const signer = signerFrom(inputs, job);
	const { stores, problems: lost } = await job.stores();
	const [first] = lost;
	if (first) throw new DoorlogError(first.code, first.message);
	return {
		problems,
		redact: (sentence) => job.ports.redact(sentence),
		ports: {
			folder: createSealFolder(resolve(job.variables.workspace ?? ".", inputs.folder)),
			stores,
			clock: job.ports.clock,
			signer,
			lastSealer: inputs.secrets.sealKey === void 0 ? () => sealersOf(job) : "own-key",
			...inputs.configuration.attest !== "none" && { attest: attestBy(job, problems) }
		},
		question: {
			origin: signer.name,
			overlapDays: inputs.overlapDays,
			read: inputs.read,
			...inputs.since && { since: inputs.since }
		}
	};
}
function signerFrom({ secrets, origin, configuration }, job) {
	const { sealKey } = secrets;
	if (sealKey !== void 0) {
		const signer = parseSignerKey(sealKey, "The input “seal-key”");
		if (origin === void 0 || origin === signer.name) return signer;
		throw new DoorlogError("input-invalid", `The input “origin” is not the name that the key of the input “seal-key” has; leave “origin” out.`);
	}
	if (configuration.attest === "none") throw new DoorlogError("input-invalid", "With `attest: none` nothing would prove who sealed; give a key by the input “seal-key”, or leave `attest` out.");
	const name = origin ?? `${new URL(job.server).host}/${job.repository}/doorlog`;
	if (isKeyName(name)) return createNoteSigner(name, randomBytes(32));
	throw new DoorlogError("input-invalid", "The input “origin” must be an address without spaces, plus signs and https://.");
}
async function sealersOf(job) {
	const claims = await job.ports.observers.claims();
	if (!claims.ok) throw new DoorlogError("oidc-unavailable", `Nothing tells who this sealer is, to hold the last checkpoint against; it takes ${claims.needed}.`);
	const { iss, repository = job.repository, job_workflow_ref, workflow_ref } = claims.value;
	const workflow = workflowAddress(`${job.server}/${job_workflow_ref ?? workflow_ref ?? ""}`)?.path;
	if (iss !== void 0 && workflow !== void 0) return {
		verifier: await job.verifier(),
		expected: {
			issuer: iss,
			repository,
			workflow
		}
	};
	throw new DoorlogError("oidc-unavailable", "The identity token names no issuer or no workflow to hold the last checkpoint against; seal where it does, or with a “seal-key”.");
}
function attestBy(job, problems) {
	return async ({ name, text }, predicate) => {
		const overview = await job.ports.observers.repository.overview({
			sha: job.variables.sha ?? "",
			policyPath: POLICY_PATH
		});
		const visibility = overview.repository.ok ? overview.repository.value.visibility : void 0;
		const subjects = [{
			name,
			sha256: sha256Hex(text)
		}];
		const statement = createStatement({
			subjects,
			predicate,
			predicateType: LOG_CHECKPOINT_TYPE
		});
		const { json } = await job.signStatement(statement, visibility);
		try {
			await job.ports.attestations.upload(json);
		} catch (error) {
			problems.push(problemOf(error));
		}
		return json;
	};
}

// src/report/seal-summary.ts
const SHOWN = 50;
const ADVICE = "The store’s own audit log may tell who did it. Restore what was removed, and look at everything that was ever sealed with `doorlog log check`.";
const NOISE = "Somebody else may write to the store: these copies are not what they are filed as. Nothing that was sealed is lost by them.";
const LONGEST$1 = 400;
function sealSummary({ origin, checkpoint, added, removed, altered, conflicts, faulty }) {
	const alarms = [...removed.map((key) => [
		"gone",
		plain(key, LONGEST$1),
		""
	]), ...rowsOf("altered", altered)];
	const noise = [...rowsOf("beside a sound copy", conflicts), ...rowsOf("not sealed", faulty)];
	return [
		alarms.length > 0 ? "### ⛔ Doorlog: what was sealed is not there as it was" : "### 📒 Doorlog sealed the log",
		checkpoint ? table(["Log", plain(origin)], [
			["**Entries**", added === 0 ? `${checkpoint.size}, nothing new` : `${checkpoint.size}, of which ${added} ${added === 1 ? "is" : "are"} new`],
			["**Root**", `\`${checkpoint.rootHash}\``],
			["**Checkpoint**", `\`sha256:${checkpoint.digest}\``]
		]) : "There is nothing to seal yet.",
		...listOf(alarms, ADVICE),
		...listOf(noise, NOISE),
		""
	].join("\n\n");
}
function rowsOf(what, copies) {
	return copies.map(({ key, location }) => [
		what,
		plain(key, LONGEST$1),
		plain(location, LONGEST$1)
	]);
}
function listOf(rows, advice) {
	const left = rows.length - SHOWN;
	return [...rows.length > 0 ? [table([
		"What",
		"Entry",
		"Where"
	], rows.slice(0, SHOWN)), advice] : [], ...left > 0 ? [`And ${left} more, in the log of the step.`] : []];
}

// src/action/seal-inputs.ts
const OWN = {
	folder: "folder",
	origin: "origin",
	sealKey: "seal-key",
	since: "since",
	overlapDays: "overlap-days",
	read: "read"
};
const MOST_DAYS = 3650;
const DEFAULT_DAYS = 7;
function sealInputNames() {
	return Object.values(OWN);
}
function readSealInputs(env) {
	const inputs = readTrustedInputs(env, sealInputNames());
	const problems = [...inputs.problems];
	const sealKey = input(env, OWN.sealKey);
	return {
		...inputs,
		secrets: {
			...inputs.secrets,
			...sealKey && { sealKey }
		},
		folder: input(env, OWN.folder) ?? "doorlog-seals",
		origin: input(env, OWN.origin),
		since: sinceFrom(input(env, OWN.since), problems),
		overlapDays: daysFrom(input(env, OWN.overlapDays), problems),
		read: readFrom(input(env, OWN.read) ?? "whole", problems),
		problems
	};
}
function sinceFrom(text, problems) {
	if (text === void 0) return void 0;
	const time = new Date(/^\d{4}-\d\d-\d\d(T[\d:.]{5,12}(Z|[+-]\d\d:\d\d))?$/.test(text) ? text : NaN);
	if (!Number.isNaN(time.getTime())) return time;
	problems.push(unusable(OWN.since, "a date or a time, as 2026-03-31 or 2026-03-31T12:00:00Z"));
}
function daysFrom(text, problems) {
	if (text === void 0) return DEFAULT_DAYS;
	const days = /^\d{1,4}$/.test(text) ? Number(text) : 3651;
	if (days <= MOST_DAYS) return days;
	problems.push(unusable(OWN.overlapDays, `a whole number up to ${MOST_DAYS} (default ${DEFAULT_DAYS})`));
	return DEFAULT_DAYS;
}
function readFrom(text, problems) {
	if (text === "whole" || text === "names") return text;
	problems.push(unusable(OWN.read, "`whole` or `names`"));
	return "whole";
}
function unusable(name, allowed) {
	return new DoorlogError("input-invalid", `The input “${name}” must be ${allowed}; mend it in the step’s \`with:\`.`);
}

// src/action/seal-stage.ts
const LONGEST = 216e5;
const MOST_TOLD = 1e3;
async function sealStage(env) {
	const console = actionConsole();
	const files = runnerFiles(env);
	const inputs = readSealInputs(env);
	const { configuration } = inputs;
	const { ports, question, problems, redact } = await composeSeal({
		env,
		inputs,
		logger: console
	});
	const answer = await sealLog(ports, question, AbortSignal.timeout(LONGEST));
	writeOutputs(files, answer, ports.folder.path);
	if (configuration.summary) files.appendSummary(summaryOf(answer, question.origin));
	const strictness = {
		mode: configuration.mode,
		onError: configuration.onError
	};
	const told = problems.map((problem) => ({
		...problem,
		message: redact(problem.message)
	}));
	reportProblems(console, told, strictness);
	const isAlarm = answer.removed.length > 0 || answer.altered.length > 0;
	tellAlarm(answer, configuration.mode === "audit" ? console.warn : console.error);
	tellRest(console, answer);
	console.info(sentenceOf(answer, question.origin));
	return isAlarm && configuration.mode !== "audit" || problemsFail(told, strictness) ? 1 : 0;
}
function tellAlarm({ removed, altered }, alarm) {
	const title = "Doorlog: the log was tampered with";
	for (const leaf of removed.slice(0, MOST_TOLD)) alarm(`${entryKey(leaf)} was sealed, and no store has it any more.`, { title });
	for (const copy of altered.slice(0, MOST_TOLD)) alarm(faultOf(copy), { title });
	const untold = Math.max(removed.length - MOST_TOLD, 0) + Math.max(altered.length - MOST_TOLD, 0);
	if (untold > 0) alarm(`${quantity(untold, "more is", "more are")} gone or altered; doorlog log check names all.`, { title });
}
function tellRest(console, { conflicts, faulty, unreadable, strange }) {
	for (const copy of conflicts.slice(0, MOST_TOLD)) console.warn(`Beside a sound copy, ${faultOf(copy)}`);
	for (const copy of faulty.slice(0, MOST_TOLD)) console.warn(`Not sealed, because ${faultOf(copy)}`);
	if (conflicts.length + faulty.length > 0) console.warn(`${quantity(conflicts.length, "copy is", "copies are")} at fault beside a sound one, and ${quantity(faulty.length, "is", "are")} not sealed; somebody else may write to the store.`);
	if (unreadable > 0) console.warn(`${quantity(unreadable, "entry is not sealed, because its", "entries are not sealed, because their")} log view is not there.`);
	if (strange > 0) console.warn(`${quantity(strange, "document in the stores bears", "documents in the stores bear")} no name that can be sealed.`);
}
function faultOf({ leaf, sink, location, why }) {
	return `${entryKey(leaf)} in ${sink} (${location}) is not what it is filed as: ${why}`;
}
function summaryOf({ checkpoint, added, removed, altered, conflicts, faulty }, origin) {
	const placeOf = ({ leaf, location }) => ({
		key: entryKey(leaf),
		location
	});
	return sealSummary({
		origin,
		added,
		removed: removed.map(entryKey),
		altered: altered.map(placeOf),
		conflicts: conflicts.map(placeOf),
		faulty: faulty.map(placeOf),
		...checkpoint && { checkpoint }
	});
}
function sentenceOf({ checkpoint, added }, origin) {
	if (!checkpoint) return "there is nothing to seal yet.";
	return checkpoint.isNew ? `sealed ${quantity(checkpoint.size, "entry", "entries")} of ${origin}, ${counted(added)} of them new; root ${checkpoint.rootHash}.` : `nothing new; the checkpoint of ${origin} over ${quantity(checkpoint.size, "entry", "entries")} stands.`;
}
function writeOutputs(files, answer, folder) {
	const { checkpoint, added, removed, altered, conflicts, faulty } = answer;
	files.setOutput("size", String(checkpoint?.size ?? 0));
	files.setOutput("root-hash", checkpoint?.rootHash ?? "");
	files.setOutput("checkpoint-digest", checkpoint ? `sha256:${checkpoint.digest}` : "");
	files.setOutput("folder", folder);
	files.setOutput("checkpoint-path", checkpoint?.files?.checkpoint ?? "");
	files.setOutput("bundle-path", checkpoint?.files?.bundle ?? "");
	files.setOutput("leaves-path", checkpoint?.files?.leaves ?? "");
	files.setOutput("vkey", checkpoint?.vkey ?? "");
	files.setOutput("added", String(added));
	files.setOutput("removed", String(removed.length));
	files.setOutput("altered", String(altered.length));
	files.setOutput("at-fault", String(conflicts.length + faulty.length));
}

// src/action/seal.ts
await runStage(sealStage);

export {  };