import { emptyRoot, isSameHash, nodeHash } from './tree-hash.ts';

/** A tree as its checkpoint names it. */
export interface TreeHead {
  readonly size: number;
  readonly rootHash: Uint8Array;
}

/** Whether an audit path leads from a leaf to the root of a tree (RFC 9162, 2.1.3.2). */
export function isIncluded(
  leaf: { readonly index: number; readonly hash: Uint8Array },
  tree: TreeHead,
  proof: readonly Uint8Array[],
): boolean {
  if (leaf.index < 0 || leaf.index >= tree.size) return false;
  let position = leaf.index;
  let last = tree.size - 1;
  let root = leaf.hash;
  for (const hash of proof) {
    if (last === 0) return false;
    if (isOdd(position) || position === last) {
      root = nodeHash(hash, root);
      while (!isOdd(position) && position !== 0) [position, last] = [half(position), half(last)];
    } else {
      root = nodeHash(root, hash);
    }
    [position, last] = [half(position), half(last)];
  }
  return last === 0 && isSameHash(root, tree.rootHash);
}

/** Whether a proof shows that a tree grew out of an older one, nothing of which was changed (RFC 9162, 2.1.4.2). */
export function isConsistent(older: TreeHead, newer: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (older.size > newer.size || older.size < 0) return false;
  if (older.size === newer.size) return proof.length === 0 && isSameHash(older.rootHash, newer.rootHash);
  // Every tree grew out of none.
  if (older.size === 0) return proof.length === 0 && isSameHash(older.rootHash, emptyRoot());
  const [first, ...rest] = isPowerOfTwo(older.size) ? [older.rootHash, ...proof] : proof;
  if (first === undefined) return false;
  let position = older.size - 1;
  let last = newer.size - 1;
  while (isOdd(position)) [position, last] = [half(position), half(last)];
  let olderRoot = first;
  let newerRoot = first;
  for (const hash of rest) {
    if (last === 0) return false;
    if (isOdd(position) || position === last) {
      olderRoot = nodeHash(hash, olderRoot);
      newerRoot = nodeHash(hash, newerRoot);
      while (!isOdd(position) && position !== 0) [position, last] = [half(position), half(last)];
    } else {
      newerRoot = nodeHash(newerRoot, hash);
    }
    [position, last] = [half(position), half(last)];
  }
  return last === 0 && isSameHash(olderRoot, older.rootHash) && isSameHash(newerRoot, newer.rootHash);
}

function isOdd(number: number): boolean {
  return number % 2 === 1;
}

/** Sizes may be past what bitwise operators hold. */
function half(number: number): number {
  return Math.floor(number / 2);
}

function isPowerOfTwo(number: number): boolean {
  let power = 1;
  while (power < number) power *= 2;
  return power === number;
}
