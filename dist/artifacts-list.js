import { Fr as looseObject, Ir as maxLength, Pr as literal, Qr as unknown, Rr as minLength, Tr as array, Wr as optional, Xn as jsonOrNothing, Xr as string, ai as sentenceOf, qr as regex } from "./hook.js";
import { t as readBounded } from "./bounded-file2.js";

// src/ci/github/artifacts-list.ts
const NEEDED = "a runner that lists its artifacts, or the input `subjects`";
const MAX_BYTES = 2097152;
const MAX_ARTIFACTS = 500;
const List = looseObject({
	version: literal(1),
	subjects: array(unknown())
});
const Item = looseObject({
	name: string().check(minLength(1), maxLength(1e3)),
	digest: string().check(regex(/^sha256:[0-9a-f]{64}$/i)),
	kind: optional(string().check(maxLength(100)))
});
async function readArtifactsList(file) {
	if (!file) return notListed();
	try {
		const bytes = await readBounded(file, MAX_BYTES);
		if (!bytes) return notListed("The runner’s list of artifacts is no file, or longer than 2 MiB.");
		const text = bytes.toString("utf8").trim();
		return text === "" ? notListed() : parseArtifactsList(text);
	} catch (error) {
		return notListed(`The runner’s list of artifacts could not be read: ${sentenceOf(error)}`);
	}
}
function parseArtifactsList(text) {
	const list = List.safeParse(jsonOrNothing(text));
	if (!list.success) return notListed("The runner’s list of artifacts is not of the known form, version 1.");
	const artifacts = [];
	for (const subject of list.data.subjects.slice(0, MAX_ARTIFACTS)) {
		const { success, data } = Item.safeParse(subject);
		if (success) artifacts.push(artifactFrom(data));
	}
	return {
		ok: true,
		value: {
			artifacts,
			unusable: list.data.subjects.length - artifacts.length
		}
	};
}
function artifactFrom({ name, digest, kind }) {
	return {
		name,
		sha256: digest.slice(7).toLowerCase(),
		from: "runner",
		...kind !== void 0 && { kind }
	};
}
function notListed(detail) {
	return {
		ok: false,
		reason: "not-available",
		needed: NEEDED,
		...detail !== void 0 && { detail }
	};
}

export { readArtifactsList };