import { B as POLICY_PATH, ai as sentenceOf, ii as codeOf, j as policyWarnings, pt as combineStrictness, ri as DoorlogError, z as formatOrganizationRef } from "./hook.js";
import { t as readArguments } from "./arguments.js";
import { r as policyFor } from "./chosen-policy.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as INPUT_DEFAULTS } from "./input-defaults.js";
import { t as printable } from "./printable.js";
const { resolve } = process.getBuiltinModule("node:path");
const { stat } = process.getBuiltinModule("node:fs/promises");

// src/cli/policy-check.ts
const HELP = `Usage: doorlog policy check [FILE|TEMPLATE] [--organization FILE] [--json]

Reads a policy as a job would, custom rules included, and says what is wrong with it, or odd, with line and column.

  FILE                  the policy (default: ${POLICY_PATH})
  --organization FILE   a local copy of the organisation's policy; without it a policy that extends one is checked alone
  --json                what was found, and the rules in force

Exit code 0: it can be used, whatever looks odd; 2: it can't be used, or wrong use.

Example: doorlog policy check .github/doorlog.yml
`;
async function check(args, io) {
	const { values, positionals } = readArguments("policy check", {
		args,
		allowPositionals: true,
		options: {
			organization: { type: "string" },
			json: {
				type: "boolean",
				default: false
			},
			help: {
				type: "boolean",
				short: "h"
			}
		}
	});
	if (values.help) {
		io.stdout(HELP);
		return EXIT.fine;
	}
	const [named, ...more] = positionals;
	const file = named ?? ".github/doorlog.yml";
	if (more.length > 0) {
		io.stderr("Name one policy, as in doorlog policy check .github/doorlog.yml.\n");
		return EXIT.usage;
	}
	if (named === void 0 && !await isThere(resolve(io.cwd, ".github/doorlog.yml"))) throw new DoorlogError("file-unreadable", `There is no ${POLICY_PATH} here; doorlog policy init begins one.`);
	try {
		const policy = await policyFor({
			policy: file,
			organization: values.organization,
			isAlone: true
		}, io.cwd);
		const warnings = [...wholeWarnings(policy), ...policyWarnings(policy, Date.now())];
		for (const { line, column, message } of values.json ? [] : warnings) io.stderr(`${printable(`${policy.source?.name ?? file}, line ${line}, column ${column}: warning: ${message}`)}\n`);
		io.stdout(values.json ? json({
			valid: true,
			errors: [],
			warnings,
			...described(policy)
		}) : summary(file, policy));
		return EXIT.fine;
	} catch (error) {
		if (!values.json || codeOf(error) !== "policy-invalid") throw error;
		io.stdout(json({
			valid: false,
			errors: [located(sentenceOf(error))],
			warnings: []
		}));
		return exitCodeOf(error);
	}
}
async function isThere(path) {
	return await stat(path).catch(() => void 0) !== void 0;
}
function wholeWarnings({ source, organizationRef, rules, custom = [] }) {
	if (organizationRef) {
		const message = `${formatOrganizationRef(organizationRef)} is not looked at here; name a local copy of it by --organization FILE.`;
		return source ? [{
			...source.at(["extends"]),
			message
		}] : [];
	}
	if (!source || rules.length + custom.length > 0) return [];
	return [{
		...source.at([]),
		message: "No rule is in force, so it lets every job through; extend a template, or name rules."
	}];
}
function located(sentence) {
	const [, line, column, message] = /line (\d+), column (\d+): (.*)$/s.exec(sentence) ?? [];
	return line === void 0 ? { message: sentence } : {
		line: Number(line),
		column: Number(column),
		message: message ?? sentence
	};
}
function described(policy) {
	const { rules, custom = [], waivers = [], origin, failFrom } = policy;
	const { mode: _, ...strictness } = combineStrictness(INPUT_DEFAULTS, policy);
	return {
		templates: origin.templates ?? [],
		...strictness,
		failFrom: failFrom ?? "low",
		rules: rules.map(({ rule, severity, when, params, layer = "repository" }) => ({
			id: rule.id,
			severity,
			layer,
			params,
			...when && { when }
		})),
		custom: custom.map(({ definition, layer }) => ({
			...definition,
			layer
		})),
		waivers: waivers.map(({ waiver, layer }) => ({
			...waiver,
			layer
		}))
	};
}
function summary(file, policy) {
	const { rules, custom = [], waivers = [], origin, failFrom = "low" } = policy;
	const { onViolation, onUnknown } = combineStrictness(INPUT_DEFAULTS, policy);
	const ids = new Set(rules.map(({ rule }) => rule.id));
	const parts = [
		`${ids.size} ${ids.size === 1 ? "rule" : "rules"} of the catalogue`,
		...custom.length > 0 ? [`${custom.length} of its own`] : [],
		...waivers.length > 0 ? [`${waivers.length} ${waivers.length === 1 ? "waiver" : "waivers"}`] : []
	];
	const extended = origin.templates?.length ? `, extends ${origin.templates.join(", ")}` : "";
	return printable(`${file} can be used: ${parts.join(", ")}${extended}. With the action’s default inputs a finding from ${failFrom} up ${DOES[onViolation]}, what could not be seen ${DOES[onUnknown]}.`).concat("\n");
}
const DOES = {
	fail: "fails the job",
	warn: "warns",
	ignore: "is ignored"
};
function json(value) {
	return `${JSON.stringify(value, null, 2)}\n`;
}

export { check };