import { formatProof } from '../core/checkpoint-note/proof-text.ts';
import type { SealedStep, SealHistory } from '../core/merkle/seal-history.ts';
import { leafData } from '../core/merkle/sealed-leaf.ts';
import { DoorlogError } from '../errors.ts';
import { entryKey } from '../model/entry-key.ts';
import type { SealedLeaf } from '../model/sealed-leaf.ts';
import type { SealFolder } from '../ports.ts';
import { leavesOf, readSeals } from './read-seals.ts';

/** A proof as text, and what it is about. */
export interface MadeProof {
  readonly text: string;
  readonly origin: string;
  readonly size: number;
  readonly rootHash: string;
  /** In Base64. */
  readonly hashes: readonly string[];
}

/** That one entry is among those that a checkpoint is over. */
export interface MadeInclusionProof extends MadeProof {
  readonly key: string;
  readonly index: number;
}

/**
 * Proves that an entry, named by its key or its record’s id, is in the tree of the newest checkpoint, or of the one of a
 * size. Raises `verification-failed` for a folder that does not agree with itself, `usage` for what it does not hold, and
 * what the folder raises.
 */
export async function proveInclusion(
  folder: SealFolder,
  { name, size }: { readonly name: string; readonly size?: number | undefined },
): Promise<MadeInclusionProof> {
  const history = await soundHistory(folder);
  const step = stepOf(history, size);
  const { leaf, index } = chosen(await matching(folder, history, name), name);
  if (index >= step.size) {
    throw new DoorlogError(
      'usage',
      `That entry was sealed later than the checkpoint over ${step.size}; name a newer one.`,
    );
  }
  const hashes = history.tree.inclusion(index, step.size);
  const proof = { kind: 'inclusion', index, hashes, leaf: Buffer.from(leafData(leaf)), checkpoint: step.text } as const;
  return { ...told(step, hashes), text: formatProof(proof), key: entryKey(leaf), index };
}

/** Proves that the tree of one checkpoint grew out of that of an older one. Raises as above. */
export async function proveConsistency(folder: SealFolder, from: number, to: number): Promise<MadeProof> {
  const history = await soundHistory(folder);
  const step = stepOf(history, to);
  if (from > step.size) throw new DoorlogError('usage', 'Name the older checkpoint first, the newer one after it.');
  const hashes = history.tree.consistency(from, step.size);
  return { ...told(step, hashes), text: formatProof({ kind: 'consistency', from, hashes, checkpoint: step.text }) };
}

async function soundHistory(folder: SealFolder): Promise<SealHistory> {
  const history = await readSeals(folder);
  const [fault] = history.faults;
  if (fault !== undefined)
    throw new DoorlogError('verification-failed', `${fault} Nothing can be proven from this folder.`);
  return history;
}

function stepOf({ steps }: SealHistory, size: number | undefined): SealedStep {
  const step = size === undefined ? steps.at(-1) : steps.find((each) => each.size === size);
  if (step) return step;
  const sizes = steps.slice(-5).map((each) => each.size);
  throw new DoorlogError(
    'usage',
    sizes.length === 0
      ? 'There is no checkpoint in the folder of --seals; name the one that the sealer keeps.'
      : `There is no checkpoint of that size; the newest are over ${sizes.join(', ')}.`,
  );
}

interface Match {
  readonly leaf: SealedLeaf;
  readonly index: number;
}

async function matching(folder: SealFolder, { steps }: SealHistory, name: string): Promise<Match[]> {
  const found: Match[] = [];
  for (const { from, size } of steps) {
    let index = from;
    for await (const leaf of leavesOf(folder, from, size)) {
      if (leaf.recordId === name || entryKey(leaf) === name) found.push({ leaf, index });
      index++;
    }
  }
  return found;
}

/** The end of a record stands for it; where there are several entries, a person has to say which. */
function chosen(found: readonly Match[], name: string): Match {
  const ends = found.filter(({ leaf }) => leaf.phase === 'end' && leaf.view === undefined);
  const [only, ...others] = found.length > 1 ? ends : found;
  if (only && others.length === 0) return only;
  if (found.length === 0) {
    throw new DoorlogError(
      'usage',
      'No checkpoint in that folder holds such an entry; it may be newer than the last one.',
    );
  }
  const keys = found.map(({ leaf }) => entryKey(leaf)).join(', ');
  throw new DoorlogError(
    'usage',
    `There are ${found.length} entries of ${name.slice(0, 12)}…; name one of them by its key: ${keys}.`,
  );
}

function told({ origin, size, rootHash }: SealedStep, hashes: readonly Buffer[]): Omit<MadeProof, 'text'> {
  return {
    origin,
    size,
    rootHash: Buffer.from(rootHash).toString('base64'),
    hashes: hashes.map((hash) => hash.toString('base64')),
  };
}
