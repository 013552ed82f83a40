import { counted, quantity } from '../../core/quantity.ts';
import type { ReconcileProgress } from '../../pipeline/reconcile.ts';
import { printable } from '../printable.ts';

const WIDTH = 24;
/** A line of the log for so many records, where nobody looks on. */
const LINE_EVERY = 20_000;
/** Milliseconds between two looks of a line that changes. */
const SHOW_EVERY = 100;

/** Says how far it is: a line that changes on a terminal, now and then one in a log. */
export interface ProgressLine {
  tell(progress: ReconcileProgress): void;
  /** Milliseconds until it goes on; 0 when it does. */
  wait(left: number): void;
  /** Takes the line that changes away. */
  clear(): void;
}

/** Writes to standard error by `write`. */
export function createProgressLine(
  write: (text: string) => void,
  isTerminal: boolean,
  now: () => number,
): ProgressLine {
  let toldLine = '';
  let shownAt = 0;
  let isWaiting = false;

  function log(line: string): void {
    if (line !== toldLine) write(`${line}\n`);
    toldLine = line;
  }

  return {
    tell(progress) {
      if (isWaiting) return;
      if (!isTerminal) {
        const line = logLine(progress);
        if (line !== undefined) log(line);
        return;
      }
      if (now() - shownAt < SHOW_EVERY) return;
      shownAt = now();
      write(`\r\u001b[K${printable(shownLine(progress))}`);
    },
    wait(left) {
      isWaiting = left > 0;
      const seconds = Math.ceil(left / 1000);
      const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
      if (isTerminal) write(`\r\u001b[K${left > 0 ? `GitHub’s rate limit is nearly used up; on in ${clock}` : ''}`);
      else if (left > 0 && !toldLine.startsWith('Waiting')) log(`Waiting ${clock} minutes for GitHub’s rate limit.`);
    },
    clear() {
      if (isTerminal) write('\r\u001b[K');
    },
  };
}

function shownLine(progress: ReconcileProgress): string {
  switch (progress.stage) {
    case 'jobs': {
      const { daysDone, days, day, runs, runsDone, jobs } = progress;
      const part = (daysDone + (runs === 0 ? 0 : runsDone / runs)) / days;
      return `${bar(part)} ${day}: ${counted(runsDone)} of ${quantity(runs, 'run')}, ${quantity(jobs, 'job')} so far`;
    }
    case 'records':
      return `${quantity(progress.done, 'copy of a record', 'copies of records')} read`;
    default:
      return `${bar(progress.done / Math.max(1, progress.of))} ${progress.stage}: ${counted(progress.done)} of ${counted(progress.of)}`;
  }
}

/** Undefined where the log need not tell it. */
function logLine(progress: ReconcileProgress): string | undefined {
  if (progress.stage === 'jobs') return `Jobs of ${progress.day}, day ${progress.daysDone + 1} of ${progress.days}.`;
  if (progress.stage !== 'records') return `Looking at ${progress.stage}: ${counted(progress.of)}.`;
  return progress.done % LINE_EVERY === 0 ? `${counted(progress.done)} copies of records read.` : undefined;
}

function bar(part: number): string {
  const filled = Math.min(WIDTH, Math.floor(part * WIDTH));
  return `[${'='.repeat(filled)}${' '.repeat(WIDTH - filled)}] ${String(Math.floor(part * 100)).padStart(3)} %`;
}
