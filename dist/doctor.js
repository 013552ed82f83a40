import { t as attestedView } from "./views2.js";
import { Et as VERSION, V as entryFor, ai as sentenceOf, ii as codeOf, ri as DoorlogError } from "./hook.js";
import { t as AccessRecord } from "./access-record.js";
import { n as testRecord } from "./simulate-live.js";
import { t as alignedRows } from "./aligned-rows.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { t as shippedFile } from "./shipped-file.js";
import { r as sinkSurroundings, t as configuredSinks } from "./sinks-option.js";
const { randomBytes } = process.getBuiltinModule("node:crypto");

// src/pipeline/examine.ts
function examine(patients, options) {
	return Promise.all(patients.map(async (patient) => {
		const signal = AbortSignal.timeout(options.timeout);
		const seen = await attempt("examination", () => look(patient, signal));
		const sent = options.entry ? await attempt("test record", () => send(patient, options.entry, signal)) : [];
		const open = sent.some(({ result }) => result === "fine") ? seen.filter(({ shownBySending }) => shownBySending !== true) : seen;
		return {
			kind: "sink",
			name: patient.name,
			type: patient.type,
			examinations: [...open, ...sent]
		};
	}));
}
function worstOf(diagnoses) {
	const results = diagnoses.flatMap(({ examinations }) => examinations.flatMap(({ result, inherent }) => inherent ? [] : [result]));
	return results.includes("failed") ? "failed" : results.includes("warning") ? "warning" : "fine";
}
async function look(patient, signal) {
	const seen = await patient.examine(signal);
	if (seen !== void 0) return seen;
	return [{
		check: "examination",
		result: "unknown",
		says: "it can’t be looked at without storing something",
		mend: "use --send, which stores a marked record",
		shownBySending: true
	}];
}
async function send(patient, entry, signal) {
	if (!entry) return [];
	const sink = await patient.sink();
	const delivery = await sink.deliver(entry, {
		signal,
		key: "unused"
	});
	const check = "test record";
	if (delivery.status !== "delivered" && delivery.status !== "already-there") return [{
		check,
		result: "failed",
		says: plain(delivery.reason ?? `it is ${delivery.status}`)
	}];
	return [{
		check,
		result: "fine",
		says: `it was taken${placeOf(delivery)}`
	}, await readBack(patient, sink, entry, signal)];
}
function placeOf({ location, reason }) {
	return `${location === void 0 ? "" : ` as ${location}`}${reason === void 0 ? "" : `; ${plain(reason)}`}`;
}
async function readBack(patient, sink, entry, signal) {
	const check = "read back";
	const confirmation = await sink.confirm?.(entry, signal);
	if (confirmation) return {
		check,
		result: confirmation.confirmed ? "fine" : "failed",
		says: plain(confirmation.how)
	};
	const reader = await patient.reader();
	if (!reader) return {
		check,
		result: "unknown",
		says: "this kind of store can’t be asked what it holds",
		mend: "look for the test record where it keeps them"
	};
	try {
		for await (const copy of reader.read(entry.recordId, signal)) if (copy.digest === entry.digest) return {
			check,
			result: "fine",
			says: `it was read back from ${copy.location}`
		};
		return {
			check,
			result: "failed",
			says: "it was taken, and is not there"
		};
	} catch (error) {
		return {
			check,
			result: "unknown",
			says: plain(sentenceOf(error))
		};
	}
}
async function attempt(check, action) {
	try {
		return await action();
	} catch (error) {
		return [{
			check,
			result: "failed",
			says: codeOf(error) === "internal" ? "it failed in an unexpected way" : plain(sentenceOf(error))
		}];
	}
}
function plain(sentence) {
	return sentence.replace(/\.$/, "");
}

// src/cli/doctor.ts
const TIMEOUT = 3e4;
const HELP = `Usage: doorlog doctor [--sinks FILE|TEXT] [--alerts FILE|TEXT] [--send] [--json]

Looks at every log store before it matters: whether it can be reached, whether the credentials may do what they must and
nothing more, and whether it is configured to lose, cut or alter records. Nothing is stored, and nobody is told
anything.

  --sinks FILE|TEXT    the list of sinks, as in the action's input of that name, or a file that holds it
  --alerts FILE|TEXT   the list of alert channels, in the same way; they are only tried out with --send
  --send               store one record in each, marked as a simulation, and read it back where the credentials allow (a
                       lock holds it for the shortest time that its classes name); send each alert channel one message
                       that says it is a test
  --json               the findings as JSON

The credentials are those of the action; they come by variables named after its inputs, see docs/sinks.md.

Exit code 0: nothing stands in the way; 2: wrong use; 3: it works, but is configured to lose or alter records; 4:
something fails. What is so with every store of its kind is a WARNING as well, and changes no exit code.

Example: doorlog doctor --sinks sinks.yml --send
`;
async function doctor(args, io) {
	try {
		const { values } = readArguments("doctor", {
			args,
			options: {
				sinks: { type: "string" },
				alerts: { type: "string" },
				send: {
					type: "boolean",
					default: false
				},
				json: {
					type: "boolean",
					default: false
				},
				help: {
					type: "boolean",
					short: "h"
				}
			}
		});
		if (values.help) {
			io.stdout(HELP);
			return EXIT.fine;
		}
		if (values.sinks === void 0 && values.alerts === void 0) throw new DoorlogError("usage", "Say what to look at: --sinks or --alerts, each a list or a file that holds it.");
		const [stores, channels] = await Promise.all([values.sinks === void 0 ? [] : examineSinks(values.sinks, values.send, io), values.alerts === void 0 ? [] : examineAlerts(values.alerts, values.send, io)]);
		const diagnoses = [...stores, ...channels];
		io.stdout(values.json ? `${JSON.stringify(diagnoses, null, 2)}\n` : textOf(diagnoses, io));
		return {
			fine: EXIT.fine,
			warning: EXIT.evidence,
			failed: EXIT.service
		}[worstOf(diagnoses)];
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
async function examineSinks(given, isSent, io) {
	const surroundings = sinkSurroundings(io);
	const patients = (await configuredSinks(given, io)).map((sink) => ({
		name: sink.name,
		type: sink.type,
		examine: (signal) => sink.examine(surroundings, signal),
		sink: () => sink.create(surroundings),
		reader: () => sink.reader(surroundings)
	}));
	const entry = isSent ? await testEntry() : void 0;
	return examine(patients, {
		timeout: TIMEOUT,
		...entry && { entry }
	});
}
async function examineAlerts(given, isSent, io) {
	const { tryAlerts } = await import("./doctor-alerts.js");
	return tryAlerts(given, {
		isSent,
		timeout: TIMEOUT
	}, io);
}
async function testEntry() {
	const base = AccessRecord.safeParse(JSON.parse(await shippedFile("scenarios/bases/deploy.json")));
	if (!base.success) throw new DoorlogError("file-invalid", "The record that ships for tests can’t be read; install Doorlog anew.");
	const now = /* @__PURE__ */ new Date();
	const nonce = randomBytes(16).toString("hex");
	const record = testRecord(base.data, "doctor", {
		version: VERSION,
		now,
		nonce
	});
	return {
		...entryFor(record, now.toISOString()),
		attested: attestedView(record)
	};
}
const MARKS = {
	fine: "fine",
	warning: "WARNING",
	failed: "FAILED",
	unknown: "unknown"
};
function textOf(diagnoses, { isTerminal, columns }) {
	const blocks = diagnoses.map((diagnosis) => {
		const { examinations } = diagnosis;
		const rows = examinations.map(({ check, result, says, mend }) => [
			`  ${MARKS[result]}`,
			check,
			printable(`${sentence(says)}${mend === void 0 ? "" : `; ${mend}`}.`)
		]);
		return [headOf(diagnosis), ...rows.length === 0 ? ["  nothing to look at"] : alignedRows(rows, isTerminal ? columns : void 0)];
	});
	const sum = diagnoses.length > 1 ? [[sumOf(diagnoses)]] : [];
	return `${[...blocks, ...sum].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
function headOf({ kind, name, type }) {
	return `${kind === "alert" ? "alerts to " : ""}${name === type ? name : `${name} (${type})`}`;
}
function sumOf(diagnoses) {
	const named = (worst) => diagnoses.filter((each) => worstOf([each]) === worst).map(headOf);
	const [failed, warned] = [named("failed"), named("warning")];
	if (failed.length + warned.length === 0) return "Nothing stands in the way.";
	return [...failed.length > 0 ? [`FAILED: ${failed.join(", ")}.`] : [], ...warned.length > 0 ? [`WARNING: ${warned.join(", ")}.`] : []].join(" ");
}
function sentence(text) {
	return /^[a-z]+ /.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
}

export { doctor };