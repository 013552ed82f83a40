import { in as sentenceOf, nn as DoorlogError, w as catalogue } from "./hook.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";

// src/cli/rules.ts
const HELP = `Usage: doorlog rules [--json]

Lists the rules that a policy can use.

  --json    each rule with why it is there, how to mend what it finds, and the evidence that it needs

Example: doorlog rules --json
`;
/** The command `doorlog rules`; returns the exit code. */
async function rules(args, io) {
	try {
		const { values, positionals } = readArguments("rules", {
			args,
			allowPositionals: true,
			options: {
				json: { type: "boolean" },
				help: {
					type: "boolean",
					short: "h"
				}
			}
		});
		if (positionals.length > 0) throw new DoorlogError("usage", "doorlog rules takes no arguments but --json.");
		io.stdout(values.help ? HELP : values.json ? `${JSON.stringify(listed(), null, 2)}\n` : table());
		return EXIT.fine;
	} catch (error) {
		io.stderr(`${sentenceOf(error)}\n`);
		return exitCodeOf(error);
	}
}
function listed() {
	return catalogue().map(({ id, title, severity, why, mend, evidence }) => ({
		id,
		title,
		severity,
		why,
		mend,
		evidence
	}));
}
function table() {
	const rows = [[
		"RULE",
		"SEVERITY",
		"TITLE"
	], ...catalogue().map(({ id, severity, title }) => [
		id,
		severity,
		title
	])];
	const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}\n`).join("");
}

export { rules };