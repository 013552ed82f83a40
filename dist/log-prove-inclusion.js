import { s as parseCount } from "./sealed-leaf.js";
import { ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { n as proveInclusion } from "./prove-log.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { t as sealFolderFrom } from "./seals-option.js";

// src/cli/log-prove-inclusion.ts
const HELP = `Usage: doorlog log prove inclusion RECORD-ID|KEY --seals DIR [--size N] [--json]

Prints a proof that an entry is among those that a checkpoint is over, in the form of C2SP's tlog-proof: with the
entry's name, its place, the path to the root, and the signed checkpoint.

  --seals DIR    folder of the checkpoints and leaves
  --size N       the checkpoint over so many entries, for somebody who holds that one (default the newest)
  --json         the proof as JSON

A record id stands for the record's end; KEY names one entry in full, as doorlog log check does.

Exit code 0: printed; 1: the folder does not agree with itself; 2: wrong use, or no such entry.

Example: doorlog log prove inclusion 3f0c…e1 --seals seals > entry.tlog-proof
`;
async function logProveInclusion(args, io) {
	try {
		const { values, positionals } = readArguments("log prove inclusion", {
			args,
			allowPositionals: true,
			options: {
				seals: { type: "string" },
				size: { type: "string" },
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
		const [name = "", ...more] = positionals;
		if (name === "" || more.length > 0) throw new DoorlogError("usage", "Name one entry, by its record’s id or its key.");
		const folder = sealFolderFrom(values.seals, io);
		const size = values.size === void 0 ? void 0 : parseCount(values.size);
		if (values.size !== void 0 && size === void 0) throw new DoorlogError("usage", "Option --size must be the size of a checkpoint, as its second line has it.");
		const proof = await proveInclusion(folder, {
			name,
			size
		});
		io.stdout(values.json ? `${JSON.stringify(proof, null, 2)}\n` : proof.text);
		return EXIT.fine;
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}

export { logProveInclusion };