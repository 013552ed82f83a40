import { F as catalogue, Hn as didYouMean, I as findRule, Yt as valueAt, _t as createHistory, c as ranked, gt as judge, hn as gapFor, ht as isRefused, mn as evaluateCustomRules, pt as combineStrictness, ri as DoorlogError, yt as timeOf } from "./hook.js";
import { t as recordsInText } from "./stored-records.js";
import { t as AccessRecord } from "./access-record.js";
import { t as readArguments } from "./arguments.js";
import { n as namesOf, r as policyFor, t as nameOf } from "./chosen-policy.js";
import { t as EXIT } from "./exit-code.js";
import { t as INPUT_DEFAULTS } from "./input-defaults.js";
import { t as readBytes } from "./large-file.js";
import { t as printable } from "./printable.js";
import { n as readRecord, r as viewOf } from "./read-record.js";
import { t as paramsSchemas } from "./rule-params.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/cli/policy-explain-record.ts
function explainResults(record, { results, waivers = [] }) {
	return results.map((result) => {
		const facts = result.evidence.map((pointer) => factAt(record, pointer));
		const change = changeFor(result, facts, waivers.find(({ rule, state }) => rule === result.rule && state !== "unused")?.expires);
		return {
			...result,
			facts,
			...change !== void 0 && { change }
		};
	});
}
function factAt(record, pointer) {
	const value = valueAt(record, pointer);
	const source = value === void 0 ? void 0 : sourceOf(record, pointer);
	const gap = value === void 0 ? gapFor(record.gaps, pointer) : void 0;
	return {
		pointer,
		...value !== void 0 && { value },
		...source !== void 0 && { source },
		...gap && { gap: {
			reason: gap.reason,
			needed: gap.needed
		} }
	};
}
function sourceOf({ sources }, pointer) {
	for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) if (Object.hasOwn(sources, at)) return sources[at];
}
function changeFor(result, facts, expires) {
	switch (result.result) {
		case "fail": return result.mend;
		case "waived": return `It fails again ${expires === void 0 ? "when its waiver ends" : `from ${expires}`}. ${result.mend ?? ""}`.trim();
		case "unknown": {
			const needed = [...new Set(facts.flatMap(({ gap }) => gap?.needed ?? []))];
			if (needed.length > 0) return `It could be told with: ${needed.join("; ")}.`;
			return result.reason === void 0 ? void 0 : TAKES[result.reason];
		}
		default: return;
	}
}
const TAKES = {
	"no-history": "It could be told with earlier records: --history FILE.",
	learning: "It can be told once the history goes back far enough.",
	"no-roster": "The gate tells it, with the organisation’s roster.",
	"no-audit-log": "The gate tells it, with a token for the organisation’s audit log.",
	"cut-off": "Write the expression so that it ends within 200 ms."
};
const MARKS = {
	fail: "FAIL",
	unknown: "UNKNOWN",
	waived: "WAIVED",
	pass: "pass",
	"not-applicable": "n/a"
};
const LONGEST_VALUE = 160;
function explanationText({ record, view, policy, verdict, refused, results, all }) {
	const shown = ranked(results).filter(({ result }) => all || result !== "pass" && result !== "not-applicable");
	const hidden = results.length - shown.length;
	const job = [
		record.pipeline.repository,
		record.pipeline.job,
		record.phase
	].filter(Boolean).join(", ");
	return [
		`${record.recordId.slice(0, 16)} (${job}): ${policy} ${refused ? "refuses it" : `says ${verdict.verdict}`}`,
		...judgedBefore(record, verdict),
		...view === "attested" ? [ATTESTED_ONLY] : [],
		...shown.flatMap((result) => ["", ...linesOf(result, view)]),
		...hidden > 0 ? ["", `${hidden} more found nothing; --all shows them.`] : []
	].map((line) => `${printable(line)}\n`).join("");
}
const ATTESTED_ONLY = "This is the attested view: what only the log holds is missing from it, and rules that look there can’t tell.";
function judgedBefore({ policy: before }, { policy, verdict }) {
	if (!before) return [];
	const { repository, path, commit, digest, origin } = before.policy;
	if ((digest === void 0 ? origin === policy.origin : digest === policy.digest) && before.verdict === verdict) return [];
	const place = [repository, path].filter(Boolean).join(", ");
	return [`The job itself was judged by ${place === "" ? ORIGINS[origin] : `${place}${commit === void 0 ? "" : ` at ${commit.slice(0, 12)}`}`}; the verdict was ${before.verdict}.`];
}
const ORIGINS = {
	repository: "its repository’s policy",
	file: "a policy file",
	"built-in": "the built-in policy",
	none: "no policy"
};
function linesOf(result, view) {
	const { severity, raisedBy, layer, excused, facts, change, message, rule } = result;
	const raised = raisedBy ? `, raised by ${raisedBy.join(", ")}` : "";
	const by = layer === "organization" ? ", the organisation’s" : "";
	return [
		`${MARKS[result.result]}  ${rule} (${severity}${raised}${by}${excused ? ", excused" : ""})`,
		`  ${message}`,
		...facts.map((fact) => lineOfFact(fact, view)),
		...(result.locations ?? []).map(({ file, line }) => `  at ${file}${line === void 0 ? "" : `:${line}`}`),
		...change ? [`  → ${change}`] : []
	];
}
function lineOfFact({ pointer, value, source, gap }, view) {
	if (gap) return `  ${pointer}: not seen (${gap.reason})`;
	if (value === void 0) return `  ${pointer}: ${view === "attested" ? "not in the attested view" : "nothing there"}`;
	return `  ${pointer} = ${printable(JSON.stringify(value), LONGEST_VALUE)}${source ? ` (${source})` : ""}`;
}

// src/cli/policy-explain-rule.ts
function explainRule(id, { rules, custom = [], waivers = [] }, params) {
	const own = custom.filter(({ definition }) => definition.id === id);
	const [first] = own;
	const { title, why, mend, controls, evidence, severity, expression } = {
		...first && {
			evidence: [],
			controls: [],
			...first.definition,
			severity: first.definition.severity ?? "medium"
		},
		...findRule(id)
	};
	return {
		id,
		title: title ?? id,
		...why !== void 0 && { why },
		...mend !== void 0 && { mend },
		...expression !== void 0 && { expression },
		controls: controls ?? [],
		evidence: evidence ?? [],
		severity: severity ?? "medium",
		...params && Object.keys(params.properties ?? {}).length > 0 && { params },
		inForce: [...rules.filter(({ rule }) => rule.id === id).map(({ layer = "repository", severity: own, params: given, when }) => ({
			layer,
			severity: own,
			params: given,
			...when && { when }
		})), ...own.map(({ layer, definition: { severity: given = "medium", when } }) => ({
			layer,
			severity: given,
			...when && { when }
		}))],
		waivers: waivers.filter(({ waiver }) => waiver.rule === id).map(({ layer, waiver: { owner, expires } }) => ({
			layer,
			owner,
			expires
		}))
	};
}
function ruleText(rule, policyName) {
	const { id, title, why, mend, expression, controls, evidence, severity, params, inForce, waivers } = rule;
	return [
		`${id}: ${title}`,
		...why ? ["", `Why: ${why}`] : [],
		...expression ? [
			"",
			"Expression:",
			...expression.trimEnd().split(/\r?\n/).map((line) => `  ${line}`)
		] : [],
		...mend ? ["", `To mend: ${mend}`] : [],
		"",
		...evidence.length > 0 ? [`Looks at: ${evidence.join(", ")}`] : [],
		...controls.length > 0 ? [`Supports evidence for: ${controls.join(", ")}`] : [],
		`Severity: ${severity}, where the policy gives no other`,
		...params ? ["", "Parameters:"] : [],
		...Object.entries(params?.properties ?? {}).map(([name, { description = "" }]) => `  ${name}: ${description}`),
		"",
		...inForce.length === 0 ? [sentence(`${policyName} does not ask for it.`)] : [],
		...inForce.map(({ layer, severity, params, when }) => `In force by ${layer === "organization" ? "the organisation’s policy" : policyName}: severity ${severity}${said("when", when)}${said("params", params)}`),
		...waivers.map(({ owner, expires }) => `Waived until ${expires}; ${owner} answers for it.`)
	].map((line) => `${printable(line)}\n`).join("");
}
function sentence(text) {
	return text.replace(/^the /, "The ");
}
function said(name, value) {
	const text = value === void 0 ? "{}" : JSON.stringify(value);
	return text === "{}" ? "" : `, ${name} ${text}`;
}

// src/cli/policy-explain.ts
const HELP = `Usage: doorlog policy explain RULE|RECORD [--policy FILE|TEMPLATE] [--json]

RULE is the id of a rule: what it demands and why, how to mend what it finds, what it takes and looks at, and how the
policy uses it. RECORD is a file with an access record: what each rule of the policy says of it, by which observations
and where those came from, and what would change it. An attested record lacks what only the log holds: take the log's
for the whole.

  --policy FILE|TEMPLATE   the policy (default: .github/doorlog.yml, where there is none the built-in one)
  --organization FILE      a local copy of the organisation's policy that the policy extends
  --history FILE           earlier records, as the log has them (JSON Lines), for the rules that ask for them
  --id ID, --phase PHASE   which record of a log
  --all                    also the rules that found nothing
  --json                   the same as JSON

Exit code 0: a rule, or a record that the policy lets through; 1: a record that it refuses; 2: wrong use.

Examples: doorlog policy explain deployment-is-approved
          doorlog policy explain access-record.json --policy production --history doorlog.jsonl
`;
async function explain(args, io) {
	const { values, positionals } = readArguments("policy explain", {
		args,
		allowPositionals: true,
		options: {
			policy: { type: "string" },
			organization: { type: "string" },
			history: { type: "string" },
			id: { type: "string" },
			phase: { type: "string" },
			all: {
				type: "boolean",
				default: false
			},
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
	const [what, ...more] = positionals;
	if (what === void 0 || more.length > 0) throw new DoorlogError("usage", "Name one rule or one file, as in doorlog policy explain actions-are-pinned.");
	const policy = await policyFor({
		policy: values.policy,
		organization: values.organization
	}, io.cwd);
	const custom = policy.custom?.find(({ definition }) => definition.id === what);
	if (findRule(what) || custom) {
		const explained = explainRule(what, policy, (await paramsSchemas()).get(what));
		io.stdout(values.json ? json(explained) : ruleText(explained, nameOf(policy)));
		return EXIT.fine;
	}
	if (/^[a-z][a-z0-9-]*$/.test(what)) {
		const guess = didYouMean(what, [...catalogue().map(({ id }) => id), ...(policy.custom ?? []).map(({ definition }) => definition.id)]);
		throw new DoorlogError("usage", `There is no rule “${what}”.${guess || " `doorlog rules` lists them."}`);
	}
	const record = await readRecord(resolve(io.cwd, what), {
		id: values.id,
		phase: values.phase
	});
	const history = values.history === void 0 ? void 0 : await readHistory(resolve(io.cwd, values.history), record);
	const verdict = judge(record, policy, combineStrictness(INPUT_DEFAULTS, policy), {
		history,
		custom: await evaluateCustomRules(policy.custom ?? [], record)
	});
	const explained = explainResults(record, verdict);
	const refused = isRefused(verdict);
	const { recordId, phase } = record;
	const view = viewOf(record);
	io.stdout(values.json ? json({
		recordId,
		phase,
		view,
		policy: verdict.policy,
		verdict: verdict.verdict,
		refused,
		results: explained
	}) : explanationText({
		record,
		view,
		policy: namesOf(policy),
		verdict,
		refused,
		results: explained,
		all: values.all
	}));
	return refused ? EXIT.refused : EXIT.fine;
}
async function readHistory(path, record) {
	const text = (await readBytes(path, "the history")).toString("utf8");
	const found = recordsInText(text).flatMap((each) => {
		const parsed = AccessRecord.safeParse(each);
		return parsed.success ? [parsed.data] : [];
	});
	if (found.length === 0) throw new DoorlogError("file-invalid", `${printable(path)} holds no access record; name a log of JSON Lines.`);
	const until = timeOf(record);
	const isEarlier = (other) => timeOf(other) <= until && !(other.recordId === record.recordId && other.phase === record.phase);
	return createHistory(found.filter((other) => isEarlier(other) && isOfRepository(other, record)));
}
function isOfRepository(a, b) {
	return a.pipeline.repositoryId === b.pipeline.repositoryId && a.pipeline.server === b.pipeline.server;
}
function json(value) {
	return `${JSON.stringify(value, null, 2)}\n`;
}

export { explain };