import { D as builtInPolicy, In as DoorlogError, It as checkExpressions, N as POLICY_PATH, T as parsePolicy, an as didYouMean, j as withOrganization } from "./hook.js";
import { t as TEMPLATES } from "./template-policies2.js";
import { t as readPolicyFile } from "./read-policy.js";
const { resolve } = process.getBuiltinModule("node:path");
const { stat } = process.getBuiltinModule("node:fs/promises");

// src/cli/simulate-policy.ts
/**
* Reads the policy that scenarios are staged against, its expressions checked.
* Raises `policy-invalid`, `file-unreadable`, `usage`.
*/
async function policyFor({ policy, organization }, cwd) {
	const options = {
		organization,
		check: checkExpressions
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

export { policyFor as t };