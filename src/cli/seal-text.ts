import { counted, quantity } from '../core/quantity.ts';
import { entryKey } from '../model/entry-key.ts';
import type { SealedLeaf } from '../model/sealed-leaf.ts';
import type { FaultyCopy } from '../pipeline/look-through-stores.ts';
import type { SealLogAnswer } from '../pipeline/seal-log.ts';
import { printable } from './printable.ts';

/** How many of a kind are named where not all are asked for. */
const SHOWN = 20;

/** What a sealing came to, a line each. */
export function sealLines(answer: SealLogAnswer, isWhole: boolean): string {
  const { checkpoint, added, removed, unreadable, strange } = answer;
  const lines = [...removedLines(removed, isWhole), ...faultLines(answer, isWhole)];
  if (unreadable > 0)
    lines.push(
      `${quantity(unreadable, 'entry is not sealed, because its', 'entries are not sealed, because their')} log view is not there.`,
    );
  if (strange > 0) lines.push(`${quantity(strange, 'document bears', 'documents bear')} no name that can be sealed.`);
  if (!checkpoint) lines.push('There is nothing to seal.');
  else if (checkpoint.isNew) {
    lines.push(
      `sealed ${quantity(checkpoint.size, 'entry', 'entries')}, ${counted(added)} of them new, root ${checkpoint.rootHash}`,
    );
    if (checkpoint.files) lines.push(printable(`checkpoint  ${checkpoint.files.checkpoint}`));
    if (checkpoint.vkey) lines.push(printable(`key         ${checkpoint.vkey}`));
  } else
    lines.push(
      `nothing new; the checkpoint over ${quantity(checkpoint.size, 'entry', 'entries')} stands, root ${checkpoint.rootHash}`,
    );
  return `${lines.join('\n')}\n`;
}

/** Entries that are gone, a line each. */
export function removedLines(removed: readonly SealedLeaf[], isWhole: boolean): string[] {
  return cut(
    removed.map((leaf) => `REMOVED  ${entryKey(leaf)}${leaf.time === undefined ? '' : `, of ${leaf.time}`}`),
    isWhole,
  );
}

/** Copies that are not what they are filed as, a line each. */
export function faultLines(
  { altered, conflicts, faulty }: Pick<SealLogAnswer, 'altered' | 'conflicts' | 'faulty'>,
  isWhole: boolean,
): string[] {
  const lineOf = ({ sink, location, leaf, why }: FaultyCopy, mark: string, note = '') =>
    `${mark}  ${entryKey(leaf)}${note} in ${sink}, ${location}: ${why}`;
  return [
    ...cut(
      altered.map((copy) => lineOf(copy, 'ALTERED')),
      isWhole,
    ),
    ...cut(
      conflicts.map((copy) => lineOf(copy, 'CONFLICT', ' (beside a sound copy)')),
      isWhole,
    ),
    ...cut(
      faulty.map((copy) => lineOf(copy, 'AT FAULT', ' (not sealed)')),
      isWhole,
    ),
  ];
}

function cut(lines: readonly string[], isWhole: boolean): string[] {
  const shown = isWhole ? lines : lines.slice(0, SHOWN);
  const left = lines.length - shown.length;
  return [
    ...shown.map((line) => printable(line)),
    ...(left > 0 ? [`… and ${quantity(left, 'more; --all names it.', 'more; --all names them.')}`] : []),
  ];
}
