import type { CliIo } from './io.ts';
import { subcommand } from './subcommand.ts';

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
  verify: async () => (await import('./log-verify.ts')).logVerify,
  seal: async () => (await import('./log-seal.ts')).logSeal,
  check: async () => (await import('./log-check.ts')).logCheck,
  prove: async () => (await import('./log-prove.ts')).logProve,
  'check-proof': async () => (await import('./log-check-proof.ts')).logCheckProof,
  'new-key': async () => (await import('./log-new-key.ts')).logNewKey,
};

/** The command `doorlog log`; returns the exit code. */
export async function log(args: string[], io: CliIo): Promise<number> {
  return subcommand('log', { help: HELP, loaders: LOADERS }, args, io);
}
