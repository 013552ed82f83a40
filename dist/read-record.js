import { t as recordsInText } from "./stored-records.js";
import { ri as DoorlogError } from "./hook.js";
import { t as AccessRecord } from "./access-record.js";
import { t as readBytes } from "./large-file.js";

// src/cli/read-record.ts
async function readRecord(path, { id, phase }) {
	const text = (await readBytes(path, "the record")).toString("utf8");
	const all = recordsInText(text);
	if (all.length === 0) throw notARecord(path, "it holds no JSON with a record id and a pipeline");
	const fitting = all.filter(({ recordId, phase: own }) => String(recordId).startsWith(id ?? "") && (phase === void 0 || own === phase));
	const [first, ...others] = fitting;
	if (first === void 0) throw new DoorlogError("usage", `${path} holds no such record; it has ${listed(all)}.`);
	if (others.length > 0) throw new DoorlogError("usage", `${path} holds ${listed(fitting)}; name one by --id and --phase.`);
	const parsed = AccessRecord.safeParse(first);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	if (issue?.path[0] === "schemaVersion") throw notARecord(path, "it is of a version that this Doorlog does not know");
	throw notARecord(path, `${issue?.code ?? "wrong"} at /${issue?.path.join("/") ?? ""}`);
}
function notARecord(path, why) {
	return new DoorlogError("file-invalid", `${path} is no access record: ${why}; name a record or a line of the log.`);
}
const MOST_LISTED = 6;
function listed(records) {
	const names = [...new Set(records.map(({ recordId, phase }) => `${String(recordId).slice(0, 16)} ${String(phase).slice(0, 20)}`))];
	const shown = names.slice(0, MOST_LISTED).join(", ");
	const more = names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : "";
	return `${records.length} ${records.length === 1 ? "record" : "records"} (${shown}${more})`;
}
const VIEWS = ["attested", "log"];
function viewOf({ commitment }) {
	return commitment !== void 0 && commitment.salt === void 0 ? "attested" : "log";
}

export { readRecord as n, viewOf as r, VIEWS as t };