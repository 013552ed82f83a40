import type { CliIo } from './io.ts';
import { subcommand } from './subcommand.ts';

const HELP = `Usage: doorlog trust show|update|export [OPTIONS]

Whom signatures are believed from: the trust roots of the public-good Sigstore and of GitHub’s own ship with Doorlog;
verifying refreshes them once a day, and --offline asks nobody.

  show       which trust roots are known, how old they are, and whom they believe until when
  update     refresh them now, or add the one of your own Sigstore
  export     write them to a file, for --trust-root and gh attestation verify --custom-trusted-root

  doorlog trust update --help (and so on) tells each one's options.

Example: doorlog trust show
`;

const LOADERS = {
  show: async () => (await import('./trust-show.ts')).show,
  update: async () => (await import('./trust-update.ts')).update,
  export: async () => (await import('./trust-export.ts')).exportRoots,
};

/** The command `doorlog trust`; returns the exit code. */
export async function trust(args: string[], io: CliIo): Promise<number> {
  return subcommand('trust', { help: HELP, loaders: LOADERS }, args, io);
}
