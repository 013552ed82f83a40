import { counted } from '../core/quantity.ts';
import type { BundleVerdict } from '../pipeline/verify-many.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';

/** How it went altogether. */
export interface FolderTotals {
  /** Bundles that were verified, whatever came of it. */
  readonly bundles: number;
  readonly verified: number;
  readonly incomplete: number;
  readonly refused: number;
  /** Of those that are not refused: how many say otherwise than an earlier one about the same job and phase. */
  readonly conflicts: number;
  /** What holds no bundle, or one over a bare file. */
  readonly skipped: number;
}

/** Tells verdicts as they come. */
export interface FolderReport {
  tell(verdict: BundleVerdict, conflict: string | undefined): void;
  /** Tells the totals. */
  end(): FolderTotals;
}

const COLOURS = { verified: 32, incomplete: 33, refused: 31, conflict: 31, skipped: 2 } as const;
const WIDTH = 10;
/** Bundles between two looks of the line that says how far it is. */
const SHOW_EVERY = 50;

/** Lines for people, or one JSON document, on standard output; how far it is on standard error, on a terminal alone. */
export function createFolderReport(
  { json, files, others }: { readonly json: boolean; readonly files: number; readonly others: number },
  io: CliIo,
): FolderReport {
  const counts = { verified: 0, incomplete: 0, refused: 0, conflicts: 0, skipped: others };
  let told = 0;
  const clear = () => {
    if (io.isTerminal) io.stderr('\r\u001b[K');
  };
  if (json) io.stdout('{"bundles":[');
  return {
    tell(verdict, conflict) {
      const status = conflict === undefined ? verdict.verdict : 'conflict';
      counts[status === 'conflict' ? 'conflicts' : status] += 1;
      if (json) {
        const { verdict: _, ...rest } = verdict;
        const each = { ...rest, verdict: status, ...(conflict !== undefined && { sentence: conflict }) };
        io.stdout(`${told > 0 ? ',' : ''}\n${JSON.stringify(each)}`);
      } else {
        clear();
        io.stdout(lineOf(verdict, status, conflict, io.isTerminal));
      }
      told += 1;
      if (io.isTerminal && told % SHOW_EVERY === 0) io.stderr(`\r\u001b[K${counted(told)} of ${counted(files)} files`);
    },
    end() {
      clear();
      const { verified, incomplete, refused, conflicts } = counts;
      const totals = { bundles: verified + incomplete + refused + conflicts, ...counts };
      io.stdout(json ? `\n],"totals":${JSON.stringify(totals)}}\n` : `${totalsLine(totals)}\n`);
      return totals;
    },
  };
}

function lineOf(
  { name, sentence, predicateType }: BundleVerdict,
  status: keyof typeof COLOURS,
  conflict: string | undefined,
  isTerminal: boolean,
): string {
  const mark = status.padEnd(WIDTH);
  const why = conflict ?? sentence ?? (predicateType === undefined ? undefined : `a ${predicateType}`);
  const text = why === undefined ? name : `${name}: ${why}`;
  return `${isTerminal ? `\u001b[${COLOURS[status]}m${mark}\u001b[0m` : mark} ${printable(text)}\n`;
}

function totalsLine({ bundles, verified, incomplete, refused, conflicts, skipped }: FolderTotals): string {
  const parts = [
    `${counted(verified)} verified`,
    ...(refused > 0 ? [`${counted(refused)} refused`] : []),
    ...(incomplete > 0 ? [`${counted(incomplete)} incomplete`] : []),
    ...(conflicts > 0 ? [`${counted(conflicts)} in conflict`] : []),
  ];
  const rest = skipped > 0 ? `; ${counted(skipped)} ${skipped === 1 ? 'file' : 'files'} skipped` : '';
  return `${counted(bundles)} ${bundles === 1 ? 'bundle' : 'bundles'}: ${parts.join(', ')}${rest}`;
}
