import { t as subcommand } from "./subcommand.js";

// src/cli/log.ts
const HELP = `Usage: doorlog log COMMAND …

Reads back what log stores hold, and seals it.

  verify         prove that what is stored of a record is what was signed
  seal           sign a checkpoint over all that the stores hold
  check          find what was removed or altered since it was sealed
  prove          prove that an entry is in a checkpoint, or that a checkpoint grew out of an older one
  check-proof    check such a proof with nothing but a checkpoint or the log's key
  new-key        make a key for checkpoints

  doorlog log COMMAND --help tells its options.

Example: doorlog log verify 3f0c…e1 --sinks sinks.yml --repo octo-org/octo-repo
`;
const LOADERS = {
	verify: async () => (await import("./log-verify.js")).logVerify,
	seal: async () => (await import("./log-seal.js")).logSeal,
	check: async () => (await import("./log-check.js")).logCheck,
	prove: async () => (await import("./log-prove.js")).logProve,
	"check-proof": async () => (await import("./log-check-proof.js")).logCheckProof,
	"new-key": async () => (await import("./log-new-key.js")).logNewKey
};
async function log(args, io) {
	return subcommand("log", {
		help: HELP,
		loaders: LOADERS
	}, args, io);
}

export { log };