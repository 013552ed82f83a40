import { r as parseSignerKey } from "./note-key.js";
import { ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { n as sealLog } from "./seal-log.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { r as sealLines } from "./seal-text.js";
import { t as sealFolderFrom } from "./seals-option.js";
import { t as askedStores } from "./stores-option.js";
import { t as readTextFile } from "./text-file.js";
import { n as wholeNumber, t as timeOption } from "./time-option.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/cli/log-seal.ts
const LONGEST = 216e5;
const HELP = `Usage: doorlog log seal --sinks FILE|TEXT --seals DIR [--seal-key FILE] [OPTIONS]

Signs a checkpoint over all entries that the stores hold, as the action doorlog/doorlog/seal does, but by a key only:
who sealed is proven by nothing else. Says so and fails where an entry that was sealed before is gone or altered; what
is there is sealed first. A copy that is at fault when it is first seen is told and not sealed, and fails nothing.

  --sinks FILE|TEXT    the list of sinks, as in the action's input of that name, or a file that holds it
  --seals DIR          folder of the checkpoints and leaves; everything in it is needed again, so keep it
  --seal-key FILE      private key that doorlog log new-key has made; it may stand in DOORLOG_SEAL_KEY instead
  --since TIME         do not look at records made earlier (2026-03-31 or a full time in RFC 3339)
  --overlap-days N     look at this many days before the last checkpoint once more (default 7)
  --names              look at names and digests only, without reading the records: cheaper, but sees no altered text,
                       and seals the name of a record that is not what its digest says
  --all                name everything that is gone or altered, not only the first of them
  --json               the answer as JSON

Exit code 0: sealed, or nothing new; 1: something that was sealed is gone or altered, or the folder was; 2: wrong use;
4: a store could not be reached, and nothing was sealed.

Example: doorlog log seal --sinks sinks.yml --seals seals --seal-key seal.key
`;
async function logSeal(args, io) {
	try {
		const { values } = readArguments("log seal", {
			args,
			options: {
				sinks: { type: "string" },
				seals: { type: "string" },
				"seal-key": { type: "string" },
				since: { type: "string" },
				"overlap-days": {
					type: "string",
					default: "7"
				},
				names: {
					type: "boolean",
					default: false
				},
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
		const folder = sealFolderFrom(values.seals, io);
		const signer = await keyOf(values["seal-key"], io);
		const since = timeOption("--since", values.since);
		const answer = await sealLog({
			folder,
			stores: await askedStores(values.sinks, io),
			clock: { now: () => /* @__PURE__ */ new Date() },
			signer,
			lastSealer: "own-key"
		}, {
			origin: signer.name,
			overlapDays: wholeNumber("--overlap-days", values["overlap-days"]),
			read: values.names ? "names" : "whole",
			...since && { since }
		}, AbortSignal.timeout(LONGEST));
		io.stdout(values.json ? `${JSON.stringify(answer, null, 2)}\n` : sealLines(answer, values.all));
		return answer.removed.length === 0 && answer.altered.length === 0 ? EXIT.fine : EXIT.refused;
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
async function keyOf(file, io) {
	const what = file === void 0 ? "DOORLOG_SEAL_KEY" : "The file of the option --seal-key";
	const text = file === void 0 ? io.env.DOORLOG_SEAL_KEY : await readTextFile(resolve(io.cwd, file), "the key");
	if (text) return parseSignerKey(text, what);
	throw new DoorlogError("usage", "Option --seal-key is missing; name the file with a key that doorlog log new-key has made.");
}

export { logSeal };