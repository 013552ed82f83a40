import type { Rehearsal } from '../core/simulation/rehearsal.ts';
import { alignedRows, wrapped } from './aligned-rows.ts';
import { printable } from './printable.ts';

const COLOURS = { blocked: 32, flagged: 33, traceable: 31, missed: 31 } as const;
const LONGEST_HINT = 300;

/** What a table is made for. */
interface TableOptions {
  /** What people call the policy. */
  readonly policy: string;
  readonly isTerminal: boolean;
  readonly columns?: number | undefined;
}

/** What became of scenarios, for people: a row each, below it why it was not caught, and a line that sums up. */
export function simulationTable(
  rehearsals: readonly Rehearsal[],
  { policy, isTerminal, columns = Number.POSITIVE_INFINITY }: TableOptions,
): string {
  const rows = rehearsals.map((each) => [
    printable(each.scenario, 80),
    each.kind,
    each.outcome,
    each.phase ?? '-',
    each.rules.join(', ') || '-',
  ]);
  const [head = '', ...aligned] = alignedRows([['SCENARIO', 'KIND', 'OUTCOME', 'PHASE', 'RULES'], ...rows], columns);
  const lines = rehearsals.flatMap((each, index) => [
    coloured(aligned[index] ?? '', each.outcome, isTerminal),
    ...notesOf(each).map((note) => `    ${wrapped(printable(note, LONGEST_HINT), columns - 6).join('\n      ')}`),
  ]);
  return [head, ...lines, '', ...wrapped(summaryOf(rehearsals, policy), columns)].map((line) => `${line}\n`).join('');
}

/** The word of the outcome stands out; the columns keep their places. */
function coloured(line: string, outcome: Rehearsal['outcome'], isTerminal: boolean): string {
  return isTerminal ? line.replace(` ${outcome} `, ` \u001b[${COLOURS[outcome]}m${outcome}\u001b[0m `) : line;
}

function notesOf({ hints, falseAlarms, sampleParams }: Rehearsal): string[] {
  return [
    ...hints.map(({ rule, says }) => `${rule}: ${says}`),
    ...sampleParams.map((rule) => `${rule} judged with the scenario’s parameters, because the policy gives it none.`),
    ...(falseAlarms ?? []).map((rule) => `${rule} finds something in the harmless case too.`),
  ];
}

function summaryOf(rehearsals: readonly Rehearsal[], policy: string): string {
  const count = (outcome: Rehearsal['outcome']) => rehearsals.filter((each) => each.outcome === outcome).length;
  const parts = (['blocked', 'flagged', 'traceable', 'missed'] as const).map(
    (outcome) => `${count(outcome)} ${outcome}`,
  );
  const false_ = rehearsals.filter(({ falseAlarms }) => falseAlarms !== null && falseAlarms.length > 0).length;
  const alarms = false_ === 0 ? '' : `; ${false_} with a finding in the harmless case`;
  return `${rehearsals.length} scenario${rehearsals.length === 1 ? '' : 's'} against ${printable(policy)}: ${parts.join(', ')}${alarms}.`;
}
