import { createHash } from 'node:crypto';

/** Where a leaf is in the tree, and the hashes that lead from it to the root. */
export interface InclusionProof {
  index: number;
  size: number;
  root: Buffer;
  hashes: Buffer[];
}

/** An append-only Merkle tree as RFC 6962, section 2.1 describes it. */
export class MerkleLog {
  readonly #leaves: Buffer[] = [];

  append(entry: Buffer): InclusionProof {
    this.#leaves.push(sha256(Buffer.from([0]), entry));
    const index = this.#leaves.length - 1;
    return { index, size: this.#leaves.length, root: rootOf(this.#leaves), hashes: pathOf(this.#leaves, index) };
  }
}

function rootOf(leaves: Buffer[]): Buffer {
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return sha256(Buffer.from([1]), rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

function pathOf(leaves: Buffer[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split ? [...pathOf(left, index), rootOf(right)] : [...pathOf(right, index - split), rootOf(left)];
}

/** The largest power of two below `size`. */
function splitOf(size: number): number {
  return 2 ** (Math.ceil(Math.log2(size)) - 1);
}

function sha256(...parts: Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}
