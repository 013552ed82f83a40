import { t as createKeylessSigner } from "./keyless.js";
import { t as createStatement } from "./statement2.js";
const { createHash } = process.getBuiltinModule("node:crypto");

// src/signing/sign-record.ts
const RECORD_FILE = "access-record.json";
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