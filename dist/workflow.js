import { Un as sentenceOf, Vn as DoorlogError, cn as didYouMean } from "./hook.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";

// src/cli/workflow.ts
const HELP = `Usage: doorlog workflow explain PATH... [--repo OWNER/NAME] [--json]

Looks at GitHub workflow files.

  explain    what each job of a workflow file may do, what it uses, and who can start it

  doorlog workflow explain --help tells its options.

Example: doorlog workflow explain .github/workflows
`;
const SUBCOMMANDS = ["explain"];
/** The command `doorlog workflow`; returns the exit code. */
async function workflow(args, io) {
	const [word, ...rest] = args;
	try {
		if (word === void 0 || word === "--help" || word === "-h") {
			io.stdout(HELP);
			return EXIT.fine;
		}
		if (word !== "explain") {
			const what = word.replace(/[\p{Cc}\p{Cf}]/gu, "�").slice(0, 80);
			const guess = didYouMean(word, SUBCOMMANDS);
			throw new DoorlogError("usage", `There is no doorlog workflow “${what}”.${guess} See doorlog workflow --help.`);
		}
		const { explain } = await import("./workflow-explain.js");
		return await explain(rest, io);
	} catch (error) {
		io.stderr(`${sentenceOf(error)}\n`);
		return exitCodeOf(error);
	}
}

export { workflow };