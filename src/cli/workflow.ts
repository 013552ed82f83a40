import type { CliIo } from './io.ts';
import { subcommand } from './subcommand.ts';

const HELP = `Usage: doorlog workflow explain PATH... [--repo OWNER/NAME] [--json]

Looks at GitHub workflow files.

  explain    what each job of a workflow file may do, what it uses, and who can start it

  doorlog workflow explain --help tells its options.

Example: doorlog workflow explain .github/workflows
`;

const LOADERS = { explain: async () => (await import('./workflow-explain.ts')).explain };

/** The command `doorlog workflow`; returns the exit code. */
export async function workflow(args: string[], io: CliIo): Promise<number> {
  return subcommand('workflow', { help: HELP, loaders: LOADERS }, args, io);
}
