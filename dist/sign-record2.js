import { t as createKeylessSigner } from "./keyless.js";
import { t as createStatement } from "./statement2.js";
const { createHash } = process.getBuiltinModule("node:crypto");

// src/signing/sign-record.ts
/** Name of the record's file, the subject of its Statement. */
const RECORD_FILE = "access-record.json";
/**
* Signs a record's file and what the record says that the job made, with the record itself as predicate. Raises
* `signing-failed`, `oidc-unavailable`.
*/
async function signRecord(options) {
	const { attested, text, instance, idToken, http } = options;
	const statement = createStatement({
		subjects: subjectsOf(attested, text),
		predicate: attested
	});
	return createKeylessSigner({
		instance,
		idToken,
		http
	}).sign(statement);
}
/** What a record's Statement speaks about: the record's own file first, then the artifacts that the record names. */
function subjectsOf(attested, text) {
	return [{
		name: RECORD_FILE,
		sha256: createHash("sha256").update(text).digest("hex")
	}, ...(attested.resources?.artifacts ?? []).map(({ name, sha256 }) => ({
		name,
		sha256
	}))];
}

export { signRecord as n, subjectsOf as r, RECORD_FILE as t };