import { Et as sha256Hex, In as DoorlogError, M as formatOrganizationRef, T as parsePolicy, j as withOrganization } from "./hook.js";
import { t as readTextFile } from "./text-file.js";
const { basename, resolve } = process.getBuiltinModule("node:path");

// src/cli/read-policy.ts
/**
* Reads a policy file of this machine; nothing is fetched, so an organisation's policy comes from a local copy. The
* origin names files without their folders, which would be shown to whoever reads the proof.
* Raises `policy-invalid` with a located sentence, `file-unreadable`, `file-invalid`.
*/
async function readPolicyFile(path, cwd, { organization, check } = {}) {
	const own = await readOne(path, cwd, check);
	const { organizationRef: ref, ...policy } = own;
	if (organization === void 0) {
		if (!ref) return own;
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

export { readPolicyFile as t };