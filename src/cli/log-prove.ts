import type { CliIo } from './io.ts';
import { subcommand } from './subcommand.ts';

const HELP = `Usage: doorlog log prove inclusion|consistency … --seals DIR

Makes proofs from a folder of checkpoints, for somebody who has no more than a checkpoint or the log's key.

  inclusion      that an entry is among those that a checkpoint is over
  consistency    that what a checkpoint is over grew out of what an older one is over

  doorlog log prove inclusion --help tells its options. doorlog log check-proof checks what they print.

Example: doorlog log prove inclusion 3f0c…e1 --seals seals > entry.tlog-proof
`;

const LOADERS = {
  inclusion: async () => (await import('./log-prove-inclusion.ts')).logProveInclusion,
  consistency: async () => (await import('./log-prove-consistency.ts')).logProveConsistency,
};

/** The command `doorlog log prove`; returns the exit code. */
export async function logProve(args: string[], io: CliIo): Promise<number> {
  return subcommand('log prove', { help: HELP, loaders: LOADERS }, args, io);
}
