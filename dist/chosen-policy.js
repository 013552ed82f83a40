import { $t as sha256Hex, B as POLICY_PATH, Hn as didYouMean, M as parsePolicy, P as builtInPolicy, R as withOrganization, pn as checkExpressions, ri as DoorlogError, z as formatOrganizationRef } from "./hook.js";
import { t as TEMPLATES } from "./template-policies2.js";
import { t as readTextFile } from "./text-file.js";
const { basename, resolve } = process.getBuiltinModule("node:path");
const { stat } = process.getBuiltinModule("node:fs/promises");

// src/cli/read-policy.ts
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
function namesOf(policy) {
	return policy.organization ? `${nameOf(policy)} with the organisation’s policy` : nameOf(policy);
}
function nameOf({ source, origin }) {
	return origin.origin === "built-in" ? "the built-in policy" : source?.name ?? "the policy";
}

export { namesOf as n, policyFor as r, nameOf as t };