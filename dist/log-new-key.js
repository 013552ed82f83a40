import { n as formatSignerKey, t as createNoteSigner } from "./note-key.js";
import { n as isKeyName } from "./signed-note.js";
import { ai as sentenceOf, oi as systemCodeOf, ri as DoorlogError } from "./hook.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
const { randomBytes } = process.getBuiltinModule("node:crypto");
const { resolve } = process.getBuiltinModule("node:path");
const { writeFile } = process.getBuiltinModule("node:fs/promises");

// src/cli/log-new-key.ts
const HELP = `Usage: doorlog log new-key NAME --out FILE [--json]

Makes a key that checkpoints are signed with (Ed25519, in the form of C2SP's signed notes). The private key goes to the
file, which must not be there yet, and from there into a secret; the public one is printed.

  NAME          name of the log, the first line of its checkpoints: an address without https://
  --out FILE    where the private key goes
  --json        the public key as JSON

Exit code 0: made; 2: wrong use, or the file is there.

Example: doorlog log new-key github.com/octo-org/octo-repo/doorlog --out seal.key
`;
async function logNewKey(args, io) {
	try {
		const { values, positionals } = readArguments("log new-key", {
			args,
			allowPositionals: true,
			options: {
				out: { type: "string" },
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
		if (!isKeyName(name) || name.includes("://") || more.length > 0) throw new DoorlogError("usage", "Name the log without https://, spaces and plus signs, as github.com/octo-org/octo-repo/doorlog.");
		if (values.out === void 0) throw new DoorlogError("usage", "Option --out is missing; name a file for the private key.");
		const seed = randomBytes(32);
		const signer = createNoteSigner(name, seed);
		await keep(resolve(io.cwd, values.out), `${formatSignerKey(signer, seed)}\n`);
		io.stdout(values.json ? `${JSON.stringify({ vkey: signer.vkey }, null, 2)}\n` : `${signer.vkey}\n`);
		return EXIT.fine;
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
async function keep(path, text) {
	try {
		await writeFile(path, text, {
			mode: 384,
			flag: "wx"
		});
	} catch (cause) {
		const fault = systemCodeOf(cause) ?? "unexpected fault";
		throw new DoorlogError("usage", `The key could not be written to ${path} (${fault}); name a new file.`, { cause });
	}
}

export { logNewKey };