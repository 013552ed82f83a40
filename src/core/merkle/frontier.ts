import { emptyRoot, nodeHash } from './tree-hash.ts';

/** A tree that only its right edge is kept of: it grows by one leaf at a time, however many there are. */
export interface Frontier {
  readonly size: number;
  /** Takes the hash of the next leaf. */
  add(leaf: Uint8Array): void;
  /** The root over all leaves so far. */
  root(): Buffer;
}

/** An empty tree that holds no more than one hash for each of its levels. */
export function createFrontier(): Frontier {
  /** Roots of whole subtrees, the largest first: one for each bit of the size. */
  const whole: Uint8Array[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(leaf) {
      let top = leaf;
      for (let left = size; left % 2 === 1; left = Math.floor(left / 2)) {
        const before = whole.pop();
        if (before) top = nodeHash(before, top);
      }
      whole.push(top);
      size++;
    },
    root() {
      const [smallest, ...larger] = [...whole].reverse();
      if (smallest === undefined) return emptyRoot();
      return Buffer.from(larger.reduce((right, left) => nodeHash(left, right), smallest));
    },
  };
}
