import { parseCheckpoint } from '../core/checkpoint-note/checkpoint.ts';
import { createSealHistory, type SealHistory } from '../core/merkle/seal-history.ts';
import { codeOf, DoorlogError, sentenceOf } from '../errors.ts';
import { jsonOrNothing } from '../json.ts';
import { SealedLeaf } from '../model/sealed-leaf.ts';
import type { SealFolder } from '../ports.ts';

/**
 * Reads all checkpoints and leaves of a folder and holds each checkpoint against the leaves below it; what does not fit is
 * a fault of the history. Raises `file-unreadable`, and `file-invalid` for what is no checkpoint at all.
 */
export async function readSeals(folder: SealFolder): Promise<SealHistory> {
  const history = createSealHistory();
  let from = 0;
  for (const { size, file, text } of await folder.checkpoints()) {
    const checkpoint = parseCheckpoint(text, file);
    try {
      for await (const leaf of leavesOf(folder, from, size)) history.add(leaf);
    } catch (error) {
      // Without these leaves nothing that comes after them can be held against anything.
      if (codeOf(error) === 'internal') throw error;
      history.fault(sentenceOf(error));
      return history;
    }
    history.step({ ...checkpoint, file, text, from });
    from = size;
  }
  return history;
}

/** The leaves that a checkpoint added. Raises `file-unreadable`, `file-invalid`. */
export async function* leavesOf(folder: SealFolder, from: number, to: number): AsyncGenerator<SealedLeaf> {
  let number = from;
  for await (const line of folder.leaves(from, to)) {
    const { data } = SealedLeaf.safeParse(jsonOrNothing(line));
    if (!data) {
      throw new DoorlogError(
        'file-invalid',
        `Line ${number - from + 1} of leaves-${from}-${to}.jsonl in ${folder.path} is no leaf; restore the file as it was written.`,
      );
    }
    number++;
    yield data;
  }
}

/** The names of some leaves by their numbers, in order. Raises as `leavesOf` does. */
export async function namesOf(
  folder: SealFolder,
  { steps }: Pick<SealHistory, 'steps'>,
  isWanted: (number: number) => boolean,
): Promise<SealedLeaf[]> {
  const wanted: SealedLeaf[] = [];
  for (const { from, size } of steps) {
    let number = from;
    for await (const leaf of leavesOf(folder, from, size)) {
      if (isWanted(number)) wanted.push(leaf);
      number++;
    }
  }
  return wanted;
}
