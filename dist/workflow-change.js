import { T as readWorkflowFile, _ as secretNames, b as effectivePermissions, v as secretUses, w as entryAt, x as excessOver } from "./hook.js";

// src/core/workflow/workflow-change.ts
const EVERY_DEFAULT = {
	contents: "read",
	metadata: "read",
	packages: "read"
};
const NO_DEFAULT = ["id-token: write"];
async function workflowGain({ now, before, file, job, observed }) {
	try {
		const [later, earlier] = await Promise.all([readWorkflowFile(now, file), before === null ? void 0 : readWorkflowFile(before, file)]);
		const secrets = secretsOf(later, job);
		const triggers = new Set(earlier?.workflow.triggers);
		const known = new Set((earlier && secretsOf(earlier, job)) ?? []);
		return {
			...raisedBy(later, earlier, job, observed),
			...secrets && { newSecrets: known.has("*") ? [] : secrets.filter((name) => !known.has(name)) },
			triggersAdded: later.workflow.triggers.filter((name) => !triggers.has(name))
		};
	} catch {
		return {};
	}
}
function secretsOf({ tree }, job) {
	const node = entryAt(tree, "jobs", job)?.value;
	return node && secretNames(secretUses(node, entryAt(tree, "env")?.value));
}
function raisedBy(later, earlier, job, observed) {
	const had = permissionsIn(earlier, job);
	const has = permissionsIn(later, job);
	if (has === void 0) return {};
	if (has.levels === null && had?.levels === null) return { permissionsRaised: [] };
	const levels = has.levels ?? observed;
	if (levels === void 0) return {};
	const isAll = has.isAll && !had?.isAll;
	const excess = excessOver(had?.levels ?? (had ? EVERY_DEFAULT : {}), levels).map(({ asked }) => asked);
	const told = had?.levels === null ? excess.filter((each) => NO_DEFAULT.includes(each)) : excess;
	if (isAll && told.length > 0) return { permissionsRaised: ["write-all"] };
	if (told.length === 0 && excess.length > 0) return {};
	return { permissionsRaised: told.sort() };
}
function permissionsIn(file, key) {
	const job = file?.workflow.jobs.get(key);
	if (!file || !job) return void 0;
	const shorthand = (job.permissions ?? file.workflow.permissions)?.shorthand;
	return {
		levels: effectivePermissions(file.workflow, key).permissions,
		isAll: shorthand === "write-all"
	};
}

export { workflowGain };