import { t as subcommand } from "./subcommand.js";

// src/cli/record.ts
const HELP = `Usage: doorlog record show FILE [--view attested|log] [--id ID] [--phase PHASE] [--json]

Looks at access records.

  show    who, what, when, where, by which right, what changed, and what could not be seen

  doorlog record show --help tells its options.

Example: doorlog record show access-record.json
`;
const LOADERS = { show: async () => (await import("./record-show.js")).show };
async function record(args, io) {
	return subcommand("record", {
		help: HELP,
		loaders: LOADERS
	}, args, io);
}

export { record };