import { oi as systemCodeOf, ri as DoorlogError } from "./hook.js";
import { i as trustRootsText, s as knownInstances, t as heldRoot } from "./known-roots.js";
import { t as authoritiesOf } from "./root-authorities.js";
import { t as readArguments } from "./arguments.js";
import { t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { t as trustFolder } from "./trust-folder.js";
const { resolve } = process.getBuiltinModule("node:path");
const { writeFile } = process.getBuiltinModule("node:fs/promises");

// src/cli/trust-export.ts
const HELP = `Usage: doorlog trust export [--name NAME] [--output FILE] [--json]

Writes the known trust roots as they are now, one JSON document on each line: for doorlog verify --trust-root, and for
gh attestation verify --custom-trusted-root. Asks nobody; doorlog trust update refreshes them before.

  --name NAME     only this one: public-good, github, or one that was added
  --output FILE   a file; standard output otherwise
  --json          with --output, what was written as JSON

Exit code 0: written; 2: wrong use, or a file that can't be written.

Example: doorlog trust update && doorlog trust export --output roots.jsonl
`;
async function exportRoots(args, io) {
	const { values, positionals } = readArguments("trust export", {
		args,
		allowPositionals: true,
		options: {
			name: { type: "string" },
			output: { type: "string" },
			json: { type: "boolean" },
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
	if (positionals.length > 0) throw new DoorlogError("usage", "doorlog trust export takes only options.");
	const held = await chosen(values.name, io);
	const text = held.map(trustRootsText).join("");
	if (values.output === void 0) {
		io.stdout(text);
		return EXIT.fine;
	}
	await write(resolve(io.cwd, values.output), text);
	const roots = held.map(({ instance, from, at, roots: all }) => ({
		name: instance.name,
		from,
		at: at.toISOString(),
		authorities: all.flatMap(authoritiesOf).length
	}));
	if (values.json) io.stdout(`${JSON.stringify({
		output: values.output,
		roots
	}, null, 2)}\n`);
	else io.stderr(printable(`${values.output}: ${roots.map(({ name }) => name).join(", ")}`).concat("\n"));
	return EXIT.fine;
}
async function chosen(name, io) {
	const instances = await knownInstances(trustFolder(io));
	const wanted = instances.filter((each) => name === void 0 || each.name === name);
	if (wanted.length === 0) {
		const names = instances.map((each) => each.name).join(", ");
		throw new DoorlogError("usage", `There is no trust root ${JSON.stringify(name)}; there are ${names}.`);
	}
	return (await Promise.all(wanted.map(heldRoot))).filter((each) => each !== void 0);
}
async function write(path, text) {
	try {
		await writeFile(path, text);
	} catch (cause) {
		const fault = systemCodeOf(cause) ?? "unexpected fault";
		throw new DoorlogError("file-unreadable", `${path} could not be written (${fault}); name another by --output.`, { cause });
	}
}

export { exportRoots };