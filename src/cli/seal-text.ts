import { entryKey } from '../model/entry-key.ts';
import type { SealedLeaf } from '../model/sealed-leaf.ts';
import type { AlteredCopy } from '../pipeline/look-through-stores.ts';
import type { SealLogAnswer } from '../pipeline/seal-log.ts';
import { printable } from './printable.ts';

/** How many of a kind are named where not all are asked for. */
const SHOWN = 20;

/** What a sealing came to, a line each. */
export function sealLines({ checkpoint, added, removed, altered, strange }: SealLogAnswer, isWhole: boolean): string {
  const lines = [...removedLines(removed, isWhole), ...alteredLines(altered, isWhole)];
  if (strange > 0) lines.push(`${strange} documents bear no name that can be sealed.`);
  if (!checkpoint) lines.push('There is nothing to seal.');
  else if (checkpoint.isNew) {
    lines.push(`sealed ${checkpoint.size} entries, ${added} of them new, root ${checkpoint.rootHash}`);
    if (checkpoint.files) lines.push(printable(`checkpoint  ${checkpoint.files.checkpoint}`));
    if (checkpoint.vkey) lines.push(printable(`key         ${checkpoint.vkey}`));
  } else lines.push(`nothing new; the checkpoint over ${checkpoint.size} entries stands, root ${checkpoint.rootHash}`);
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
export function alteredLines(altered: readonly AlteredCopy[], isWhole: boolean): string[] {
  return cut(
    altered.map(
      ({ sink, location, leaf, isSealed, why }) =>
        `ALTERED  ${entryKey(leaf)}${isSealed ? '' : ' (not sealed before)'} in ${sink}, ${location}: ${why}`,
    ),
    isWhole,
  );
}

function cut(lines: readonly string[], isWhole: boolean): string[] {
  const shown = isWhole ? lines : lines.slice(0, SHOWN);
  const left = lines.length - shown.length;
  return [...shown.map((line) => printable(line)), ...(left > 0 ? [`… and ${left} more; --all names them.`] : [])];
}
