import { counted } from '../core/quantity.ts';
import { isStored } from '../pipeline/deliver.ts';
import type { ReplayProgress, ReplayReport } from '../pipeline/replay-report.ts';
import { printable } from './printable.ts';
import { shortDigests } from './short-digests.ts';

/** A line of the log for so many entries, where nobody looks on. */
const LINE_EVERY = 1_000;

/** The report in words: every delivery of a short one, of a long one only what is not fine, and how many in all. */
export function replayText(report: ReplayReport): string {
  const { found, settled, left, deliveries, broken, brokenCount, ended } = report;
  const lines = deliveries.map((delivery) => {
    const line = lineOf(delivery);
    // What is not fine is looked for by its whole id; there is nothing to do about the others.
    return printable(isStored(delivery) ? shortDigests(line) : line);
  });
  // Whoever could write into the spool chose the names of its files.
  for (const { file, reason } of broken) lines.push(printable(`unusable      ${file}  ${reason}`));
  if (brokenCount > broken.length) lines.push(`unusable      and ${counted(brokenCount - broken.length)} files more`);
  if (deliveries.length < made(report)) lines.push(...countLines(report));
  if (left > 0) {
    const why = ended === undefined ? '' : ended === 'interrupted' ? 'Interrupted: ' : 'Out of time: ';
    const are = `${counted(left)} of ${entries(found)} ${left === 1 ? 'is' : 'are'} left`;
    lines.push(`${why}${are}; run the command again to go on from here.`);
  } else if (made(report) === 0) {
    const all = settled === 1 ? 'the only entry' : `all ${entries(settled)}`;
    lines.push(
      settled > 0
        ? `Nothing to do: every sink has what it wants of ${all}.`
        : 'There are no entries there: the spool is empty, or it is another folder.',
    );
  }
  return `${lines.join('\n')}\n`;
}

function lineOf({ sink, status, recordId, phase, location, reason }: ReplayReport['deliveries'][number]): string {
  const parts = [`${status.padEnd(13)} ${sink}`, `${recordId} ${phase}`, location, reason];
  return parts.filter((part) => part !== undefined).join('  ');
}

function made({ sinks }: ReplayReport): number {
  return Object.values(sinks)
    .flatMap((counts) => Object.values(counts))
    .reduce((sum, count) => sum + count, 0);
}

function countLines({ sinks }: ReplayReport): string[] {
  return Object.entries(sinks).map(([sink, counts]) => {
    const each = Object.entries(counts).map(([status, count]) => `${counted(count)} ${status}`);
    return `${sink}: ${each.join(', ')}`;
  });
}

/** Tells how far a replay has come: on a terminal on one line that changes, else by a line for every thousand. */
export function replayProgress(write: (text: string) => void, isTerminal: boolean) {
  let told = 0;
  return {
    tell({ seen, found }: ReplayProgress): void {
      const lines = Math.floor(seen / LINE_EVERY);
      if (isTerminal) write(`\r${counted(seen)} of ${entries(found)}`);
      else if (lines > told) write(`${counted(lines * LINE_EVERY)} of ${entries(found)}\n`);
      told = lines;
    },
    /** Takes the line that changes away. */
    clear(): void {
      if (isTerminal) write('\r\u001b[K');
    },
  };
}

function entries(count: number): string {
  return `${counted(count)} ${count === 1 ? 'entry' : 'entries'}`;
}
