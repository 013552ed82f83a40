import type { CliIo } from './io.ts';
import { subcommand } from './subcommand.ts';

const HELP = `Usage: doorlog log verify RECORD-ID --sinks FILE|TEXT [OPTIONS]

Reads back what log stores hold.

  verify    prove that what is stored of a record is what was signed

  doorlog log verify --help tells its options.

Example: doorlog log verify 3f0c…e1 --sinks sinks.yml --repo octo-org/octo-repo
`;

const LOADERS = {
  verify: async () => (await import('./log-verify.ts')).logVerify,
};

/** The command `doorlog log`; returns the exit code. */
export async function log(args: string[], io: CliIo): Promise<number> {
  return subcommand('log', { help: HELP, loaders: LOADERS }, args, io);
}
