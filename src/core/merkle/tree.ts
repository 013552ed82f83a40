import { DoorlogError } from '../../errors.ts';
import { createFrontier } from './frontier.ts';
import { HASH_BYTES } from './tree-hash.ts';

/** How many hashes there is room for at first. */
const FIRST_ROOM = 1024;

/** A tree of leaves in their order, of which proofs can be made (RFC 6962, 2.1). */
export interface MerkleTree {
  readonly size: number;
  /** Takes the hash of the next leaf. */
  add(leaf: Uint8Array): void;
  /** The hash of a leaf. Raises `internal` for one that is not there. */
  leaf(index: number): Buffer;
  /** The root over the first leaves. Raises `internal` for more than there are. */
  root(size: number): Buffer;
  /** The audit path of a leaf in the tree of the first `size` leaves (2.1.1). Raises `internal` as above. */
  inclusion(index: number, size: number): Buffer[];
  /** That the tree of `to` leaves grew out of that of `from` (2.1.2). Raises `internal` as above. */
  consistency(from: number, to: number): Buffer[];
}

/** An empty tree; it keeps 32 bytes a leaf, and hashes all leaves of a size for a proof about it. */
export function createTree(): MerkleTree {
  let hashes = Buffer.alloc(FIRST_ROOM * HASH_BYTES);
  let size = 0;

  function leaf(index: number): Buffer {
    return hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }

  function rootOf(from: number, to: number): Buffer {
    const frontier = createFrontier();
    for (let index = from; index < to; index++) frontier.add(leaf(index));
    return frontier.root();
  }

  function path(index: number, from: number, to: number): Buffer[] {
    if (to - from <= 1) return [];
    const middle = from + split(to - from);
    return index < middle
      ? [...path(index, from, middle), rootOf(middle, to)]
      : [...path(index, middle, to), rootOf(from, middle)];
  }

  /** SUBPROOF of RFC 6962: `isKnown` while the part in question is one whose root the old tree’s holder has. */
  function subproof(old: number, from: number, to: number, isKnown: boolean): Buffer[] {
    if (old === to - from) return isKnown ? [] : [rootOf(from, to)];
    const middle = from + split(to - from);
    return old <= middle - from
      ? [...subproof(old, from, middle, isKnown), rootOf(middle, to)]
      : [...subproof(old - (middle - from), middle, to, false), rootOf(from, middle)];
  }

  function within(isRight: boolean): void {
    if (!isRight) throw new DoorlogError('internal', 'A tree was asked about leaves that it does not have.');
  }

  return {
    get size() {
      return size;
    },
    add(hash) {
      if ((size + 1) * HASH_BYTES > hashes.length) hashes = Buffer.concat([hashes, Buffer.alloc(hashes.length)]);
      hashes.set(hash, size * HASH_BYTES);
      size++;
    },
    leaf(index) {
      within(index >= 0 && index < size);
      return leaf(index);
    },
    root(of) {
      within(of >= 0 && of <= size);
      return rootOf(0, of);
    },
    inclusion(index, of) {
      within(index >= 0 && index < of && of <= size);
      return path(index, 0, of);
    },
    consistency(from, to) {
      within(from >= 0 && from <= to && to <= size);
      return from === 0 ? [] : subproof(from, 0, to, true);
    },
  };
}

/** The largest power of two that is smaller than a number of leaves: where a tree is split. */
function split(leaves: number): number {
  let power = 1;
  while (power * 2 < leaves) power *= 2;
  return power;
}
