import type { CliIo } from './io.ts';
import { subcommand } from './subcommand.ts';

const HELP = `Usage: doorlog policy init|check|explain [OPTIONS]

Writes, checks and explains policies.

  init       begin a policy from a template
  check      find what is wrong with a policy before it is used, with line and column
  explain    what a rule does under a policy, or why a record was judged as it was and what would change that

  doorlog policy init --help (and so on) tells each one's options.

Example: doorlog policy init --template production && doorlog policy check
`;

const LOADERS = {
  init: async () => (await import('./policy-init.ts')).init,
  check: async () => (await import('./policy-check.ts')).check,
  explain: async () => (await import('./policy-explain.ts')).explain,
};

/** The command `doorlog policy`; returns the exit code. */
export async function policy(args: string[], io: CliIo): Promise<number> {
  return subcommand('policy', { help: HELP, loaders: LOADERS }, args, io);
}
