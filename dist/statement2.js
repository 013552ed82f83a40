import { ri as DoorlogError } from "./hook.js";
import { a as STATEMENT_TYPE, r as PREDICATE_TYPE } from "./predicate-type.js";

// src/signing/statement.ts
const MAX_SUBJECTS = 1024;
const MAX_PREDICATE_BYTES = 16777216;
function createStatement(options) {
	const { subjects, predicate, predicateType = PREDICATE_TYPE } = options;
	if (subjects.length === 0 || subjects.length > MAX_SUBJECTS) throw new DoorlogError("signing-failed", `A statement needs 1 to ${MAX_SUBJECTS} subjects, and this has ${subjects.length}.`);
	const bad = subjects.find(({ sha256 }) => !/^[0-9a-f]{64}$/.test(sha256));
	if (bad) throw new DoorlogError("signing-failed", `Subject ${bad.name} has no SHA-256 in lower-case hex.`);
	if (new Set(subjects.map(({ sha256 }) => sha256)).size < subjects.length) throw new DoorlogError("signing-failed", "A statement must not name the same file twice among its subjects.");
	const text = JSON.stringify(predicate);
	if (Buffer.byteLength(text) > MAX_PREDICATE_BYTES) throw new DoorlogError("signing-failed", `The predicate is larger than ${MAX_PREDICATE_BYTES} bytes.`);
	const subject = subjects.map(({ name, sha256 }) => ({
		name,
		digest: { sha256 }
	}));
	return Buffer.from(JSON.stringify({
		_type: STATEMENT_TYPE,
		subject,
		predicateType,
		predicate
	}));
}

export { createStatement as t };