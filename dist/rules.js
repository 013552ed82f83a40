import { In as DoorlogError, O as catalogue, Rn as sentenceOf, an as didYouMean } from "./hook.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
const { fileURLToPath } = process.getBuiltinModule("node:url");
const { dirname, join } = process.getBuiltinModule("node:path");
const { readFile } = process.getBuiltinModule("node:fs/promises");

// src/cli/shipped-file.ts
/** The text of a file that ships with Doorlog, beside the sources and beside `dist`. Raises `file-unreadable`. */
async function shippedFile(path) {
	for (let at = dirname(fileURLToPath(import.meta.url));; at = dirname(at)) {
		const text = await readFile(join(at, path), "utf8").catch(() => void 0);
		if (text !== void 0) return text;
		if (dirname(at) === at) throw new DoorlogError("file-unreadable", `The file ${path} is not beside Doorlog; install it anew.`);
	}
}

// src/cli/rules.ts
const HELP = `Usage: doorlog rules [--group GROUP] [--json]

Lists the rules that a policy can use. Those marked with a star ask for more than one record, the roster or the audit log:
a job's own hooks can't judge by them, the gate, the collector and the command line can.

  --group GROUP   only those about: identity, approvals, source, token, time, drift, runner, actions, audit, frequency
  --json          each rule with why it is there, how to mend what it finds, its parameters as a JSON Schema, the controls
                  that it supports evidence for, and the evidence that it needs

doorlog policy explain RULE tells one of them for people.

Examples: doorlog rules --group approvals
          doorlog rules --json
`;
/** The command `doorlog rules`; returns the exit code. */
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
		io.stdout(values.json ? `${JSON.stringify(await listed(wanted), null, 2)}\n` : table(wanted));
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
/** The published schema holds them: the built hooks know parameters by what fits, not by what could. */
async function paramsSchemas() {
	const schema = JSON.parse(await shippedFile("schema/policy.v1.json"));
	return new Map(schema.properties.rules.items.oneOf.map(({ properties: { id, params } }) => [id.const, params]));
}
const BEYOND_ONE_RECORD = [
	"history",
	"roster",
	"audit-log"
];
function table(wanted) {
	const rows = wanted.map((rule) => {
		const beyond = BEYOND_ONE_RECORD.some((each) => rule.evidence.includes(each));
		return [
			`${rule.id}${beyond ? " *" : ""}`,
			rule.severity,
			rule.title
		];
	});
	const head = [
		"RULE",
		"SEVERITY",
		"WHAT IT DEMANDS"
	];
	const widths = [0, 1].map((column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
	const line = (row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}\n`;
	let group;
	const lines = rows.map((row, index) => {
		const own = wanted[index]?.group;
		const heading = own === group ? "" : `\n${own}\n`;
		group = own;
		return heading + line(row);
	});
	return line(head) + lines.join("");
}

export { rules };