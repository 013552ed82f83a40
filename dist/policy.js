import { Un as sentenceOf, Vn as DoorlogError, cn as didYouMean } from "./hook.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";

// src/cli/policy.ts
const HELP = `Usage: doorlog policy init|check|explain [OPTIONS]

Writes, checks and explains policies.

  init       begin a policy from a template
  check      find what is wrong with a policy before it is used, with line and column
  explain    what a rule does under a policy, or why a record was judged as it was and what would change that

  doorlog policy init --help (and so on) tells each one's options.

Example: doorlog policy init --template production && doorlog policy check
`;
const LOADERS = {
	init: async () => (await import("./policy-init.js")).init,
	check: async () => (await import("./policy-check.js")).check,
	explain: async () => (await import("./policy-explain.js")).explain
};
/** The command `doorlog policy`; returns the exit code. */
async function policy(args, io) {
	const [word, ...rest] = args;
	try {
		if (word === void 0 || word === "--help" || word === "-h") {
			io.stdout(HELP);
			return EXIT.fine;
		}
		const load = Object.hasOwn(LOADERS, word) ? LOADERS[word] : void 0;
		if (!load) {
			const guess = didYouMean(word, Object.keys(LOADERS));
			throw new DoorlogError("usage", `There is no doorlog policy “${printable(word, 80)}”.${guess} See doorlog policy --help.`);
		}
		return await (await load())(rest, io);
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}

export { policy };