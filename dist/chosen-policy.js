import { $t as sha256Hex, Cn as didYouMean, E as parsePolicy, Fr as DoorlogError, M as formatOrganizationRef, N as POLICY_PATH, O as builtInPolicy, j as withOrganization, rn as checkExpressions } from "./hook.js";
import { t as TEMPLATES } from "./template-policies2.js";
import { t as readTextFile } from "./text-file.js";
const { basename, resolve } = process.getBuiltinModule("node:path");
const { stat } = process.getBuiltinModule("node:fs/promises");

// src/cli/read-policy.ts
/**
* Reads a policy file of this machine; nothing is fetched, so an organisation's policy comes from a local copy. The
* origin names files without their folders, which would be shown to whoever reads the proof.
* Raises `policy-invalid` with a located sentence, `file-unreadable`, `file-invalid`.
*/
async function readPolicyFile(path, cwd, { organization, check, isAlone } = {}) {
	const own = await readOne(path, cwd, check);
	const { organizationRef: ref, ...policy } = own;
	if (organization === void 0) {
		if (!ref || isAlone) return own;
		throw new DoorlogError("policy-invalid", `${path} extends ${formatOrganizationRef(ref)}, which is not fetched here: name a local copy of it by --organization FILE.`);
	}
	return withOrganization(policy, await readOne(organization, cwd, check));
}
async function readOne(file, cwd, check) {
	const text = await readTextFile(resolve(cwd, file), "the policy");
	const policy = await parsePolicy(text, {
		origin: "file",
		path: file,
		digest: sha256Hex(text)
	}, check);
	return {
		...policy,
		origin: {
			...policy.origin,
			path: basename(file)
		}
	};
}

// src/cli/chosen-policy.ts
/**
* Reads the policy that a command works with, its expressions checked.
* Raises `policy-invalid`, `file-unreadable`, `usage`.
*/
async function policyFor({ policy, organization, isAlone }, cwd) {
	const options = {
		organization,
		check: checkExpressions,
		isAlone
	};
	if (policy === void 0 && await isFile(cwd, ".github/doorlog.yml")) return readPolicyFile(POLICY_PATH, cwd, options);
	if (!(policy === void 0 || /^[a-z][a-z0-9-]*$/.test(policy)) || await isFile(cwd, policy ?? "")) return readPolicyFile(policy ?? "", cwd, options);
	const own = policy === void 0 ? builtInPolicy() : await template(policy);
	if (organization === void 0) return own;
	return withOrganization(own, await readPolicyFile(organization, cwd, { check: checkExpressions }));
}
async function template(name) {
	const known = Object.keys(TEMPLATES);
	if (known.includes(name)) return parsePolicy(`version: 1\nextends: ${name}\n`, {
		origin: "file",
		path: name
	});
	const guess = didYouMean(name, known) || ` The templates are ${known.join(", ")}.`;
	throw new DoorlogError("usage", `There is no policy file or template “${name}”.${guess}`);
}
async function isFile(cwd, path) {
	return (await stat(resolve(cwd, path)).catch(() => void 0))?.isFile() === true;
}
/** What people call all that judges: the repository's policy, and the organisation's where it is beside it. */
function namesOf(policy) {
	return policy.organization ? `${nameOf(policy)} with the organisation’s policy` : nameOf(policy);
}
/** What people call the repository's policy. */
function nameOf({ source, origin }) {
	return origin.origin === "built-in" ? "the built-in policy" : source?.name ?? "the policy";
}

export { namesOf as n, policyFor as r, nameOf as t };