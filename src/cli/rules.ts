import { catalogue } from '../core/rules/catalogue.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { readArguments } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';

const HELP = `Usage: doorlog rules [--json]

Lists the rules that a policy can use.

  --json    each rule with why it is there, how to mend what it finds, and the evidence that it needs

Example: doorlog rules --json
`;

/** The command `doorlog rules`; returns the exit code. */
export async function rules(args: string[], io: CliIo): Promise<number> {
  try {
    const { values, positionals } = readArguments('rules', {
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (positionals.length > 0) throw new DoorlogError('usage', 'doorlog rules takes no arguments but --json.');
    io.stdout(values.help ? HELP : values.json ? `${JSON.stringify(listed(), null, 2)}\n` : table());
    return EXIT.fine;
  } catch (error) {
    io.stderr(`${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  }
}

function listed() {
  return catalogue().map(({ id, title, severity, why, mend, evidence }) => ({
    id,
    title,
    severity,
    why,
    mend,
    evidence,
  }));
}

function table(): string {
  const rows = [
    ['RULE', 'SEVERITY', 'TITLE'],
    ...catalogue().map(({ id, severity, title }) => [id, severity, title]),
  ] as const;
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`).join('');
}
