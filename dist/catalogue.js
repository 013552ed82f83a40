import { _ as optional, a as boolean, b as strictObject, s as describe, v as record, x as string } from "./zod.js";
import { n as AccessLevel } from "./access.js";

// src/core/rule.ts
/** Makes a rule from its definition, so that the catalogue need not know what parameters each takes. */
function defineRule(definition) {
	return {
		...definition,
		judge: (record, { params, history }) => definition.judge(record, {
			params: definition.params.parse(params),
			history
		})
	};
}
/** Nothing found. */
function pass(message, evidence) {
	return {
		result: "pass",
		message,
		evidence
	};
}
/** Something found, and where it can be mended. */
function fail(message, evidence, locations = []) {
	return {
		result: "fail",
		message,
		evidence,
		...locations.length > 0 && { locations }
	};
}
/** Not seen: the gap at or above the missing fact says why. */
function unknown(record, pointer) {
	const gap = gapFor(record.gaps, pointer);
	return {
		result: "unknown",
		message: `${pointer} could not be seen (${gap ? `${gap.reason}: ${gap.needed}` : "nothing was observed there"}).`,
		evidence: [pointer]
	};
}
/** The gap that explains why nothing stands at a pointer: its own, or that of a part above it. */
function gapFor(gaps, pointer) {
	return gaps.find((gap) => pointer === gap.pointer || pointer.startsWith(`${gap.pointer}/`));
}

// src/core/rules/approver-is-not-initiator.ts
/** Nobody lets himself in: compares immutable ids, so that a renamed account is still the same person. */
const approverIsNotInitiator = defineRule({
	id: "approver-is-not-initiator",
	title: "A deployment is approved by someone else",
	why: "An approval by the person who started or re-ran the job is no second pair of eyes.",
	mend: "Let another reviewer approve, and switch on “Prevent self-review” in the environment’s protection rules.",
	severity: "high",
	evidence: [
		"people",
		"environment",
		"approvals"
	],
	params: strictObject({}),
	judge(record) {
		const environment = record.pipeline.environment;
		if (environment === void 0) {
			const gap = gapFor(record.gaps, "/pipeline/environment");
			if (gap && gap.reason !== "not-applicable") return unknown(record, "/pipeline/environment");
			return pass("The job deploys to no environment.", ["/pipeline/environment"]);
		}
		if (record.approvals === void 0) return unknown(record, "/approvals");
		const { initiator, rerunner } = record.people;
		if (initiator?.id === void 0) return unknown(record, "/people/initiator/id");
		const approvals = record.approvals.map((approval, index) => ({
			approval,
			pointer: `/approvals/${index}/user`
		})).filter(({ approval }) => approval.environment === environment && approval.state === "approved");
		for (const { approval, pointer } of approvals) {
			if (approval.user.id === void 0) return unknown(record, pointer);
			if (isSame(approval.user, initiator)) return fail(`${approval.user.login} started the job and approved its deployment to ${environment}.`, [pointer, "/people/initiator"]);
			if (rerunner && rerunner.id === void 0) return unknown(record, "/people/rerunner/id");
			if (rerunner && isSame(approval.user, rerunner)) return fail(`${approval.user.login} re-ran the job and approved its deployment to ${environment}.`, [pointer, "/people/rerunner"]);
		}
		return pass(`No approval for ${environment} is by the person who started or re-ran the job.`, ["/approvals"]);
	}
});
function isSame(a, b) {
	return a.id === b.id;
}

// src/core/rules/audit-is-enforced.ts
/** Nothing passes over a failing audit step. */
const auditIsEnforced = defineRule({
	id: "audit-is-enforced",
	title: "The audit step can fail the job",
	why: "With `continue-on-error` on the audit step a refused job runs on as if nothing had been said.",
	mend: "Remove `continue-on-error` from the audit step; to try Doorlog out without failing jobs use `mode: audit`.",
	severity: "high",
	evidence: ["workflow-file"],
	params: strictObject({}),
	judge(record) {
		const enforcement = record.enforcement;
		if (enforcement === void 0) return unknown(record, "/enforcement");
		const evidence = ["/enforcement/continueOnError"];
		const locations = [{
			file: enforcement.file,
			line: enforcement.line
		}];
		switch (enforcement.continueOnError) {
			case "yes": return fail("The audit step has continue-on-error: what it refuses is not held back.", evidence, locations);
			case "expression": return fail("The audit step’s continue-on-error is an expression, so it may not hold anything back.", evidence, locations);
			case "no": return pass("The audit step can fail the job.", evidence);
		}
	}
});

// src/core/rules/audit-is-first.ts
/** The audit step comes first, and a refused start holds the others back. */
const auditIsFirst = defineRule({
	id: "audit-is-first",
	title: "The audit step is the job’s first",
	why: "The pre of a step above runs before the record begins; a step with `if: always()` runs though the start was refused.",
	mend: "Move the audit step to the top; replace `always()` by `success() || failure()` behind a step that ran, or guard such steps otherwise.",
	severity: "medium",
	evidence: ["workflow-file"],
	params: strictObject({ "allow-after-refusal": optional(boolean().check(describe("Accepts steps that run after a refused start, for jobs that must clean up in any case."))) }),
	judge(record, { params }) {
		const enforcement = record.enforcement;
		if (enforcement === void 0) return unknown(record, "/enforcement");
		const { file, line, position, unguardedSteps } = enforcement;
		if (position > 0) return fail(`The audit step is number ${position + 1} of the job.`, ["/enforcement/position"], [{
			file,
			line
		}]);
		if (unguardedSteps.length > 0 && params["allow-after-refusal"] !== true) {
			const lines = unguardedSteps.map((step) => step.line);
			const where = lines.length === 1 ? `line ${lines[0]} runs` : `lines ${lines.join(", ")} run`;
			return fail(`The step${lines.length === 1 ? "" : "s"} in ${where} even when the start is refused.`, ["/enforcement/unguardedSteps"], unguardedSteps.map((step) => ({
				file,
				line: step.line
			})));
		}
		return pass("The audit step is the job’s first.", ["/enforcement/position"]);
	}
});

// src/core/rules/commit-is-verified.ts
/** The commit that the job runs on bears a signature that GitHub found good. */
const commitIsVerified = defineRule({
	id: "commit-is-verified",
	title: "The commit is signed and verified",
	why: "Author and committer of an unsigned commit are whatever its maker typed.",
	mend: "Sign commits (GPG, SSH or S/MIME) with a key that the account has uploaded, or merge on GitHub, which signs.",
	severity: "high",
	evidence: ["commit"],
	params: strictObject({}),
	judge(record) {
		const verification = record.source.verification;
		if (verification === void 0) return unknown(record, "/source/verification");
		const commit = record.source.commit?.slice(0, 12) ?? "The commit";
		return verification.verified ? pass(`${commit} is verified.`, ["/source/verification"]) : fail(`${commit} is not verified: ${verification.reason}.`, ["/source/verification"]);
	}
});

// src/core/rules/token-is-least-privilege.ts
const Params = strictObject({ allow: optional(record(string(), AccessLevel).check(describe("The widest set of scopes that a job may have; left out, only write-all is refused."))) });
const RANK = {
	none: 0,
	read: 1,
	write: 2
};
/** The job's token can do no more than it must. */
const tokenIsLeastPrivilege = defineRule({
	id: "token-is-least-privilege",
	title: "The job’s token has no more rights than it needs",
	why: "Every step, and everything that a step downloads, can use the token with all its rights.",
	mend: "Give the job a `permissions:` block that lists only what its steps use.",
	severity: "medium",
	evidence: ["token", "workflow-file"],
	params: Params,
	judge(record, { params }) {
		const token = record.access.token;
		if (token?.shorthand === "write-all") return fail("The workflow file grants write-all.", ["/access/token/shorthand"], locationOf(record));
		if (token?.permissions === void 0) return unknown(record, "/access/token/permissions");
		return params.allow ? judgeAgainst(params.allow, record, token.permissions) : judgeUnbounded(record, token.permissions);
	}
});
function judgeAgainst(allow, record, permissions) {
	const widest = {
		metadata: "read",
		...allow
	};
	const wider = Object.entries(permissions).map(([scope, permission]) => ({
		scope,
		level: permission.observed ?? permission.declared ?? "none"
	})).filter(({ scope, level }) => RANK[level] > RANK[widest[scope] ?? "none"]);
	if (wider.length === 0) return pass("The token has no scope beyond the allowed ones.", ["/access/token/permissions"]);
	const list = wider.map(({ scope, level }) => `${scope}: ${level}`).join(", ");
	return fail(`The token has more than the policy allows: ${list}.`, wider.map(({ scope }) => `/access/token/permissions/${scope}`), locationOf(record));
}
/** Without a list, only a token that may write nearly everywhere is refused: that is write-all by another way. */
function judgeUnbounded(record, permissions) {
	return [
		"actions",
		"contents",
		"deployments",
		"issues",
		"packages",
		"pull-requests",
		"statuses"
	].every((scope) => {
		const permission = permissions[scope];
		return (permission?.observed ?? permission?.declared) === "write";
	}) ? fail("The token may write to every part of the repository.", ["/access/token/permissions"], locationOf(record)) : pass("The token is not granted write-all.", ["/access/token/permissions"]);
}
function locationOf(record) {
	const place = record.access.token?.declaredIn;
	return place ? [{
		file: place.file,
		line: place.line
	}] : [];
}

// src/core/rules/catalogue.ts
const RULES = [
	approverIsNotInitiator,
	commitIsVerified,
	tokenIsLeastPrivilege,
	auditIsEnforced,
	auditIsFirst
];
/** Every rule there is, in the order in which they are listed. */
function catalogue() {
	return RULES;
}
/** The rule with an id. */
function findRule(id) {
	return RULES.find((rule) => rule.id === id);
}

export { findRule as n, catalogue as t };