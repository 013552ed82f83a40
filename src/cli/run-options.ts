import { DoorlogError } from '../errors.ts';
import { readArguments } from './arguments.ts';

export const RUN_HELP = `Usage: doorlog run [--log FILE] [--policy FILE [--organization FILE]] [--no-sign] [--json] [--json-file FILE]
                   -- COMMAND [ARGUMENT...]

Runs a command and records who ran it, on which commit and machine, how it ended, and what changed meanwhile. Needs no
service and no account; git is asked where there is one. The command's input and output are left alone.

  --log FILE         JSON Lines that start and end are appended to (default .doorlog/log.jsonl); the record and its
                     bundle go to a folder of their own beside it
  --policy FILE      judge the record by this policy, or by the template of that name; without it there is no verdict
  --organization FILE
                     judge by this local copy of the organisation's policy too, which the policy may only tighten;
                     needed where the policy extends one by OWNER/REPO/PATH@COMMIT: nothing is fetched
  --no-sign          make no signature, and no key
  --json             after the command has ended, print paths, record id and verdict as JSON; the command's own output
                     goes to standard output too, so prefer --json-file where it prints anything
  --json-file FILE   write that JSON to a file

A key made on first use signs: in DOORLOG_HOME, else in %APPDATA%\\doorlog on Windows and in ~/.config/doorlog
elsewhere. Whoever can read it, as the command can, can sign in your name. What looks like a secret in the command is
masked; what does not is in the log, which only you can read.

Exit code: the command's own (127 not found, 126 not executable, 128 + n ended by signal n); where that is 0: 1 if the
policy says no, 4 if the record could not be signed or kept. 2, with nothing run: wrong use; 4, with nothing run: the
log can't be written to.

Example: doorlog run --policy release-policy.yml -- make deploy
`;

/** How a command is to be audited. */
export interface RunOptions {
  readonly command: readonly string[];
  readonly log: string;
  readonly policy: string | undefined;
  /** A local copy of the organisation's policy; only beside `policy`. */
  readonly organization: string | undefined;
  readonly sign: boolean;
  readonly json: boolean;
  readonly jsonFile: string | undefined;
}

/** Reads the arguments of `doorlog run`, `help` where that is asked for. Raises `usage`. */
export function readRunOptions(args: readonly string[]): RunOptions | 'help' {
  const end = args.indexOf('--');
  const { values, positionals } = readArguments('run', {
    args: end === -1 ? [...args] : args.slice(0, end),
    allowPositionals: true,
    options: {
      log: { type: 'string' },
      policy: { type: 'string' },
      organization: { type: 'string' },
      'no-sign': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'json-file': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  const command = end === -1 ? [] : args.slice(end + 1);
  if (positionals.length > 0 || command.length === 0 || command[0] === '') {
    throw new DoorlogError('usage', 'Write the command after `--`, as in doorlog run -- make deploy.');
  }
  if (command.some((word) => word.includes('\0'))) throw new DoorlogError('usage', 'A command can hold no NUL.');
  for (const name of ['log', 'policy', 'organization', 'json-file'] as const) {
    if (values[name] === '') throw new DoorlogError('usage', `Option --${name} names no file; see doorlog run --help.`);
  }
  if (values.organization !== undefined && values.policy === undefined) {
    throw new DoorlogError('usage', 'Option --organization stands beside --policy; give both.');
  }
  return {
    command,
    log: values.log ?? '.doorlog/log.jsonl',
    policy: values.policy,
    organization: values.organization,
    sign: !values['no-sign'],
    json: values.json,
    jsonFile: values['json-file'],
  };
}
