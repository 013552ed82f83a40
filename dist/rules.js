import { F as catalogue, Hn as didYouMean, ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { n as wrapped, t as alignedRows } from "./aligned-rows.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { t as paramsSchemas } from "./rule-params.js";

// src/cli/rules.ts
const HELP = `Usage: doorlog rules [--group GROUP] [--json]

Lists the rules that a policy can use. Those marked with a star ask for more than one record, the roster or the audit
log, and a job's own hooks can't judge by them: the gate is given roster and audit log, the command line earlier
records.

  --group GROUP   only those about: identity, approvals, source, token, time, drift, runner, actions, audit, frequency
  --json          each rule with why it is there, how to mend what it finds, its parameters as a JSON Schema, the
                  controls that it supports evidence for, and the evidence that it needs

doorlog policy explain RULE tells one of them for people.

Examples: doorlog rules --group approvals
          doorlog rules --json
`;
async function rules(args, io) {
	try {
		const { values, positionals } = readArguments("rules", {
			args,
			allowPositionals: true,
			options: {
				group: { type: "string" },
				json: { type: "boolean" },
				help: {
					type: "boolean",
					short: "h"
				}
			}
		});
		if (positionals.length > 0) throw new DoorlogError("usage", "doorlog rules takes only options; doorlog policy explain RULE tells one rule.");
		if (values.help) {
			io.stdout(HELP);
			return EXIT.fine;
		}
		const wanted = chosen(values.group);
		io.stdout(values.json ? `${JSON.stringify(await listed(wanted), null, 2)}\n` : table(wanted, io.columns));
		return EXIT.fine;
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
function chosen(group) {
	const groups = [...new Set(catalogue().map((rule) => rule.group))];
	if (group !== void 0 && !groups.some((each) => each === group)) {
		const guess = didYouMean(group, groups) || ` There are ${groups.join(", ")}.`;
		throw new DoorlogError("usage", `There is no group “${printable(group, 80)}”.${guess}`);
	}
	return catalogue().filter((rule) => group === void 0 || rule.group === group);
}
async function listed(wanted) {
	const params = await paramsSchemas();
	return wanted.map(({ id, group, title, severity, why, mend, controls, evidence }) => ({
		id,
		group,
		title,
		severity,
		why,
		mend,
		controls,
		evidence,
		params: params.get(id) ?? {}
	}));
}
const BEYOND_ONE_RECORD = [
	"history",
	"roster",
	"audit-log"
];
const LEGEND = "* asks for more than one record, the roster or the audit log; doorlog policy explain RULE tells more of each rule.";
function table(wanted, columns) {
	const starred = new Set(wanted.filter(({ evidence }) => BEYOND_ONE_RECORD.some((each) => evidence.includes(each))).map(({ id }) => id));
	const rows = wanted.map(({ id, severity, title }) => [
		`${id}${starred.has(id) ? " *" : ""}`,
		severity,
		title
	]);
	const [head = "", ...lines] = alignedRows([[
		"RULE",
		"SEVERITY",
		"WHAT IT DEMANDS"
	], ...rows], columns);
	const grouped = wanted.flatMap(({ group }, index) => [...group === wanted[index - 1]?.group ? [] : ["", group], lines[index] ?? ""]);
	const legend = starred.size === 0 ? [] : ["", ...wrapped(LEGEND, columns ?? Number.POSITIVE_INFINITY)];
	return [
		head,
		...grouped,
		...legend
	].map((line) => `${line}\n`).join("");
}

export { rules };