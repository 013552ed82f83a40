import type { Rehearsal } from '../core/simulation/rehearsal.ts';
import { printable } from './printable.ts';

const COLOURS = { blocked: 32, flagged: 33, traceable: 31, missed: 31 } as const;
const LONGEST_HINT = 300;

/** What became of scenarios, for people: a row each, below it why it was not caught, and a line that sums up. */
export function simulationTable(rehearsals: readonly Rehearsal[], isTerminal: boolean): string {
  const head = ['SCENARIO', 'KIND', 'OUTCOME', 'PHASE', 'RULES'];
  const rows = rehearsals.map((each) => [
    printable(each.scenario, 80),
    each.kind,
    each.outcome,
    each.phase ?? '-',
    each.rules.join(', ') || '-',
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (cells: readonly string[]) =>
    cells.map((cell, column) => cell.padEnd(column < 4 ? (widths[column] ?? 0) : 0)).join('  ');
  const lines = rehearsals.flatMap((each, index) => [
    coloured(lineOf(rows[index] ?? []), each.outcome, isTerminal),
    ...notesOf(each).map((note) => `    ${printable(note, LONGEST_HINT)}`),
  ]);
  return [lineOf(head), ...lines, '', summaryOf(rehearsals)].map((line) => `${line}\n`).join('');
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

function summaryOf(rehearsals: readonly Rehearsal[]): string {
  const count = (outcome: Rehearsal['outcome']) => rehearsals.filter((each) => each.outcome === outcome).length;
  const parts = (['blocked', 'flagged', 'traceable', 'missed'] as const).map(
    (outcome) => `${count(outcome)} ${outcome}`,
  );
  const false_ = rehearsals.filter(({ falseAlarms }) => falseAlarms !== null && falseAlarms.length > 0).length;
  const alarms = false_ === 0 ? '' : `; ${false_} with a finding in the harmless case`;
  return `${rehearsals.length} scenario${rehearsals.length === 1 ? '' : 's'}: ${parts.join(', ')}${alarms}.`;
}
