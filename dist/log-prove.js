import { t as subcommand } from "./subcommand.js";

// src/cli/log-prove.ts
const HELP = `Usage: doorlog log prove inclusion|consistency … --seals DIR

Makes proofs from a folder of checkpoints, for somebody who has no more than a checkpoint or the log's key.

  inclusion      that an entry is among those that a checkpoint is over
  consistency    that what a checkpoint is over grew out of what an older one is over

  doorlog log prove inclusion --help tells its options. doorlog log check-proof checks what they print.

Example: doorlog log prove inclusion 3f0c…e1 --seals seals > entry.tlog-proof
`;
const LOADERS = {
	inclusion: async () => (await import("./log-prove-inclusion.js")).logProveInclusion,
	consistency: async () => (await import("./log-prove-consistency.js")).logProveConsistency
};
async function logProve(args, io) {
	return subcommand("log prove", {
		help: HELP,
		loaders: LOADERS
	}, args, io);
}

export { logProve };