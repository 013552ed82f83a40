import type { Rule } from '../core/rule.ts';
import { catalogue } from '../core/rules/catalogue.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { readArguments } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { paramsSchemas } from './rule-params.ts';

const HELP = `Usage: doorlog rules [--group GROUP] [--json]

Lists the rules that a policy can use. Those marked with a star ask for more than one record, the roster or the audit log:
a job's own hooks can't judge by them, the gate, the collector and the command line can.

  --group GROUP   only those about: identity, approvals, source, token, time, drift, runner, actions, audit, frequency
  --json          each rule with why it is there, how to mend what it finds, its parameters as a JSON Schema, the controls
                  that it supports evidence for, and the evidence that it needs

doorlog policy explain RULE tells one of them for people.

Examples: doorlog rules --group approvals
          doorlog rules --json
`;

/** The command `doorlog rules`; returns the exit code. */
export async function rules(args: string[], io: CliIo): Promise<number> {
  try {
    const { values, positionals } = readArguments('rules', {
      args,
      allowPositionals: true,
      options: { group: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (positionals.length > 0) {
      throw new DoorlogError('usage', 'doorlog rules takes only options; doorlog policy explain RULE tells one rule.');
    }
    if (values.help) {
      io.stdout(HELP);
      return EXIT.fine;
    }
    const wanted = chosen(values.group);
    io.stdout(values.json ? `${JSON.stringify(await listed(wanted), null, 2)}\n` : table(wanted));
    return EXIT.fine;
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

function chosen(group: string | undefined): readonly Rule[] {
  const groups = [...new Set(catalogue().map((rule) => rule.group))];
  if (group !== undefined && !groups.some((each) => each === group)) {
    const guess = didYouMean(group, groups) || ` There are ${groups.join(', ')}.`;
    throw new DoorlogError('usage', `There is no group “${printable(group, 80)}”.${guess}`);
  }
  return catalogue().filter((rule) => group === undefined || rule.group === group);
}

async function listed(wanted: readonly Rule[]) {
  const params = await paramsSchemas();
  return wanted.map(({ id, group, title, severity, why, mend, controls, evidence }) => ({
    id,
    group,
    title,
    severity,
    why,
    mend,
    controls,
    evidence,
    params: params.get(id) ?? {},
  }));
}

const BEYOND_ONE_RECORD = ['history', 'roster', 'audit-log'] as const satisfies Rule['evidence'][number][];

function table(wanted: readonly Rule[]): string {
  const rows = wanted.map((rule) => {
    const beyond = BEYOND_ONE_RECORD.some((each) => rule.evidence.includes(each));
    return [`${rule.id}${beyond ? ' *' : ''}`, rule.severity, rule.title] as const;
  });
  const head = ['RULE', 'SEVERITY', 'WHAT IT DEMANDS'] as const;
  const widths = [0, 1].map((column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`;
  let group: string | undefined;
  const lines = rows.map((row, index) => {
    const own = wanted[index]?.group;
    const heading = own === group ? '' : `\n${own}\n`;
    group = own;
    return heading + line(row);
  });
  return line(head) + lines.join('');
}
