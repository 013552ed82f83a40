import { o as parseCheckpoint, s as parseCount } from "./sealed-leaf.js";
import { ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { t as proveConsistency } from "./prove-log.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { t as sealFolderFrom } from "./seals-option.js";
import { t as readTextFile } from "./text-file.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/cli/log-prove-consistency.ts
const HELP = `Usage: doorlog log prove consistency OLD NEW --seals DIR [--json]

Prints a proof that what a checkpoint is over grew out of what an older one is over, nothing of it changed, in the form
in which C2SP's witnesses are told: the older size, the hashes, and the newer signed checkpoint.

  OLD, NEW       sizes of checkpoints, or files with one
  --seals DIR    folder of the checkpoints and leaves; NEW must be one of them
  --json         the proof as JSON

Exit code 0: printed; 1: the folder does not agree with itself; 2: wrong use.

Example: doorlog log prove consistency kept/checkpoint-40.txt 4711 --seals seals > growth.txt
`;
async function logProveConsistency(args, io) {
	try {
		const { values, positionals } = readArguments("log prove consistency", {
			args,
			allowPositionals: true,
			options: {
				seals: { type: "string" },
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
		const [older, newer, ...more] = positionals;
		if (older === void 0 || newer === void 0 || more.length > 0) throw new DoorlogError("usage", "Name two checkpoints, the older one first, by their sizes or files.");
		const folder = sealFolderFrom(values.seals, io);
		const proof = await proveConsistency(folder, await sizeOf(older, io), await sizeOf(newer, io));
		io.stdout(values.json ? `${JSON.stringify(proof, null, 2)}\n` : proof.text);
		return EXIT.fine;
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
async function sizeOf(given, io) {
	return parseCount(given) ?? parseCheckpoint(await readTextFile(resolve(io.cwd, given), "a checkpoint"), printable(given)).size;
}

export { logProveConsistency };