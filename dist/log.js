import { t as subcommand } from "./subcommand.js";

// src/cli/log.ts
const HELP = `Usage: doorlog log verify RECORD-ID --sinks FILE|TEXT [OPTIONS]

Reads back what log stores hold.

  verify    prove that what is stored of a record is what was signed

  doorlog log verify --help tells its options.

Example: doorlog log verify 3f0c…e1 --sinks sinks.yml --repo octo-org/octo-repo
`;
const LOADERS = { verify: async () => (await import("./log-verify.js")).logVerify };
async function log(args, io) {
	return subcommand("log", {
		help: HELP,
		loaders: LOADERS
	}, args, io);
}

export { log };