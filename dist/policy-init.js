import { t as TEMPLATES } from "./template-policies2.js";
import { B as POLICY_PATH, Hn as didYouMean, oi as systemCodeOf, ri as DoorlogError } from "./hook.js";
import { t as readArguments } from "./arguments.js";
import { t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
const { dirname, resolve } = process.getBuiltinModule("node:path");
const { mkdir, stat, writeFile } = process.getBuiltinModule("node:fs/promises");

// src/cli/policy-init.ts
const HELP = `Usage: doorlog policy init [--template NAME] [--output FILE] [--force] [--print]

Begins a policy: a small file that extends a template, so that it gets better with each version of Doorlog.

  --template NAME   baseline (what no ordinary job does), production (reviewed and approved deployments), strict
                    (everything), or a framework as soc-2 (default: baseline)
  --output FILE     where to write it (default: ${POLICY_PATH})
  --force           write over a file that is there
  --print           print it instead

A policy counts once it is on the default branch. Undo it by removing the file.

Exit code 0: written; 2: wrong use, a file is there already, or it could not be written.

Example: doorlog policy init --template production
`;
async function init(args, io) {
	const { values } = readArguments("policy init", {
		args,
		options: {
			template: {
				type: "string",
				default: "baseline"
			},
			output: {
				type: "string",
				default: POLICY_PATH
			},
			force: {
				type: "boolean",
				default: false
			},
			print: {
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
	const { template, output } = values;
	const text = begun(template);
	if (values.print) {
		io.stdout(text);
		return EXIT.fine;
	}
	await write(resolve(io.cwd, output), text, values.force, printable(output));
	io.stderr(`${printable(output)} extends ${template}. Next: doorlog policy check, and doorlog simulate to see what it stops; it counts once it is on the default branch.\n`);
	return EXIT.fine;
}
function begun(template) {
	const names = Object.keys(TEMPLATES);
	if (!names.includes(template)) {
		const guess = didYouMean(template, names) || ` There are ${names.join(", ")}.`;
		throw new DoorlogError("usage", `There is no template “${printable(template, 80)}”.${guess}`);
	}
	return `# What Doorlog judges the jobs of this repository by. It counts on the default branch, and no commit is judged by a
# policy that it brings along. \`doorlog policy check\` finds mistakes, \`doorlog simulate\` rehearses it.
version: 1
extends: ${template}

# A rule that is named here takes the place of the template's: \`doorlog rules\` lists them all.
# rules:
#   - id: deployment-is-in-hours
#     when: { environments: [production] }
#     params: { time-zone: Europe/Zurich, days: [mon, tue, wed, thu, fri], from: '08:00', until: '18:00' }
#   - id: roles-did-not-change
#     enabled: false

# An exception for a while: a failure that it matches stays visible, and stops nothing until the day is over.
# waivers:
#   - rule: actions-are-pinned
#     scope: { workflows: [.github/workflows/nightly.yml] }
#     owner: platform-team
#     reason: The nightly job is being replaced.
#     approver: security-team
#     expires: ${inThreeMonths()}
`;
}
function inThreeMonths() {
	return new Date(Date.now() + 78624e5).toISOString().slice(0, 10);
}
async function write(path, text, force, shown) {
	try {
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, text, { flag: force ? "w" : "wx" });
	} catch (cause) {
		const code = systemCodeOf(cause) ?? "unexpected fault";
		if (code === "EEXIST" && await isFile(path)) throw new DoorlogError("usage", `${shown} is there already; --force writes over it, --output names another file.`, { cause });
		throw new DoorlogError("file-unreadable", `${shown} could not be written (${code}); name another by --output.`, { cause });
	}
}
async function isFile(path) {
	return (await stat(path).catch(() => void 0))?.isFile() === true;
}

export { init };