import type { CliIo } from './io.ts';
import { subcommand } from './subcommand.ts';

const HELP = `Usage: doorlog record show FILE [--view attested|log] [--id ID] [--phase PHASE] [--json]

Looks at access records.

  show    who, what, when, where, by which right, what changed, and what could not be seen

  doorlog record show --help tells its options.

Example: doorlog record show access-record.json
`;

const LOADERS = { show: async () => (await import('./record-show.ts')).show };

/** The command `doorlog record`; returns the exit code. */
export async function record(args: string[], io: CliIo): Promise<number> {
  return subcommand('record', { help: HELP, loaders: LOADERS }, args, io);
}
