import type { SealedLeaf } from '../../model/sealed-leaf.ts';
import type { SignedCheckpoint } from '../checkpoint-note/checkpoint.ts';
import { counted, quantity } from '../quantity.ts';
import { createFrontier } from './frontier.ts';
import { entryLeafHash } from './sealed-leaf.ts';
import { createTree, type MerkleTree } from './tree.ts';
import { isSameHash } from './tree-hash.ts';

/** One checkpoint of a history, as its file has it. */
export interface SealedStep extends SignedCheckpoint {
  readonly file: string;
  readonly text: string;
  /** Size of the checkpoint before it. */
  readonly from: number;
}

/** All that was ever sealed in one log: a few numbers a leaf, however many there are. */
export interface SealHistory {
  readonly steps: readonly SealedStep[];
  readonly tree: MerkleTree;
  /** Numbers of leaves by their hash, as `leafKey` writes it. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The time that each leaf’s store told, in milliseconds; NaN where it told none. */
  readonly times: readonly number[];
  /** What is wrong with the folder itself, a sentence each. */
  readonly faults: readonly string[];
}

/** A history that leaves and checkpoints are added to in their order. */
export interface GrowingHistory extends SealHistory {
  add(leaf: SealedLeaf): void;
  /** Takes a checkpoint over all leaves so far; what does not fit is a fault. */
  step(step: SealedStep): void;
  fault(sentence: string): void;
}

/** An empty history. */
export function createSealHistory(): GrowingHistory {
  const steps: SealedStep[] = [];
  const tree = createTree();
  // Its root is at hand after every leaf; the tree hashes all of them anew.
  const frontier = createFrontier();
  const numbers = new Map<string, number>();
  const times: number[] = [];
  const faults: string[] = [];
  return {
    steps,
    tree,
    numbers,
    times,
    faults,
    add(leaf) {
      const hash = entryLeafHash(leaf);
      const key = leafKey(hash);
      if (numbers.has(key)) faults.push(`The entry ${leaf.recordId} (${leaf.phase}) was sealed twice.`);
      else numbers.set(key, tree.size);
      times.push(leaf.time === undefined ? Number.NaN : Date.parse(leaf.time));
      tree.add(hash);
      frontier.add(hash);
    },
    step(step) {
      const before = steps.at(-1);
      if (before && before.origin !== step.origin) {
        faults.push(`${step.file} is a checkpoint of another log than ${before.file}.`);
      }
      if (tree.size !== step.size) {
        faults.push(
          `${step.file} is over ${quantity(step.size, 'leaf', 'leaves')}, and there are ${counted(tree.size)}.`,
        );
      } else if (!isSameHash(frontier.root(), step.rootHash)) {
        faults.push(`The leaves are not those that ${step.file} was made over: they or it were altered.`);
      }
      steps.push(step);
    },
    fault: (sentence) => faults.push(sentence),
  };
}

/** A leaf’s hash as a key of a map: as short as text can be. */
export function leafKey(hash: Buffer): string {
  return hash.toString('latin1');
}
