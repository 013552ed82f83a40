import { Un as sentenceOf, Vn as DoorlogError, cn as didYouMean } from "./hook.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";

// src/cli/record.ts
const HELP = `Usage: doorlog record show FILE [--view attested|log] [--id ID] [--phase PHASE] [--json]

Looks at access records.

  show    who, what, when, where, by which right, what changed, and what could not be seen

  doorlog record show --help tells its options.

Example: doorlog record show access-record.json
`;
/** The command `doorlog record`; returns the exit code. */
async function record(args, io) {
	const [word, ...rest] = args;
	try {
		if (word === void 0 || word === "--help" || word === "-h") {
			io.stdout(HELP);
			return EXIT.fine;
		}
		if (word !== "show") {
			const guess = didYouMean(word, ["show"]);
			throw new DoorlogError("usage", `There is no doorlog record “${printable(word, 80)}”.${guess} See doorlog record --help.`);
		}
		const { show } = await import("./record-show.js");
		return await show(rest, io);
	} catch (error) {
		io.stderr(`${sentenceOf(error)}\n`);
		return exitCodeOf(error);
	}
}

export { record };