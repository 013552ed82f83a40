import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createFrontier } from '../../../src/core/merkle/frontier.ts';
import { createTree, type MerkleTree } from '../../../src/core/merkle/tree.ts';
import { emptyRoot, leafHash } from '../../../src/core/merkle/tree-hash.ts';
import { isConsistent, isIncluded } from '../../../src/core/merkle/verify-proof.ts';

/** The leaves that the reference implementations of certificate transparency are tested with. */
const REFERENCE_LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));

const REFERENCE_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** RFC 6962, 2.1, word by word. */
function naiveRoot(leaves: readonly Buffer[]): Buffer {
  const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return sha256(Buffer.from([0]), only);
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(Buffer.from([1]), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

function treeOf(leaves: readonly Buffer[]): MerkleTree {
  const tree = createTree();
  for (const leaf of leaves) tree.add(leafHash(leaf));
  return tree;
}

function leavesOf(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => Buffer.from(`leaf ${index}`));
}

const sizes = fc.integer({ min: 1, max: 140 });

describe('a tree', () => {
  it('has the published roots when it is made of the published leaves', () => {
    const tree = treeOf(REFERENCE_LEAVES);
    const frontier = createFrontier();
    REFERENCE_ROOTS.forEach((root, size) => {
      expect(tree.root(size).toString('hex')).toBe(root);
      expect(frontier.root().toString('hex')).toBe(root);
      const next = REFERENCE_LEAVES[size];
      if (next) frontier.add(leafHash(next));
    });
  });

  it('has the published proofs when it is made of the published leaves', () => {
    const tree = treeOf(REFERENCE_LEAVES);
    const hex = (hashes: readonly Buffer[]) => hashes.map((hash) => hash.toString('hex'));
    expect(hex(tree.inclusion(0, 8))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(hex(tree.consistency(6, 8))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('has the root that the definition gives, whichever way it is worked out', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 5 }), { maxLength: 70 }), (data) => {
        const leaves = data.map((each) => Buffer.from(each));
        const frontier = createFrontier();
        for (const leaf of leaves) frontier.add(leafHash(leaf));
        expect(frontier.root()).toEqual(naiveRoot(leaves));
        expect(treeOf(leaves).root(leaves.length)).toEqual(naiveRoot(leaves));
      }),
    );
  });

  it('raises internal when it is asked about leaves that it does not have', () => {
    const tree = treeOf(leavesOf(3));
    expect(() => tree.root(4)).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(() => tree.inclusion(3, 3)).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(() => tree.consistency(2, 4)).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(() => tree.leaf(3)).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  it('is made of a million leaves without a second thought', () => {
    const frontier = createFrontier();
    for (let index = 0; index < 1_000_000; index++) frontier.add(Buffer.alloc(32, index % 251));
    expect(frontier.size).toBe(1_000_000);
    expect(frontier.root()).toHaveLength(32);
  });
});

describe('a proof of inclusion', () => {
  it('holds for its leaf and its tree, and for no other', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, at, flip) => {
        const tree = treeOf(leavesOf(size));
        const index = at % size;
        const head = { size, rootHash: tree.root(size) };
        const proof = tree.inclusion(index, size);
        const leaf = { index, hash: tree.leaf(index) };
        expect(isIncluded(leaf, head, proof)).toBe(true);
        expect(isIncluded({ index, hash: leafHash('other') }, head, proof)).toBe(false);
        expect(isIncluded({ ...leaf, index: index + 1 }, head, proof)).toBe(false);
        expect(isIncluded({ ...leaf, index: -1 }, head, proof)).toBe(false);
        expect(isIncluded(leaf, { ...head, rootHash: leafHash('other') }, proof)).toBe(false);
        expect(isIncluded(leaf, head, [...proof, leaf.hash])).toBe(false);
        if (proof.length > 0) {
          expect(isIncluded(leaf, head, proof.slice(1))).toBe(false);
          const altered = proof.map((hash, number) => (number === flip % proof.length ? leafHash(hash) : hash));
          expect(isIncluded(leaf, head, altered)).toBe(false);
        }
      }),
    );
  });
});

describe('a proof of consistency', () => {
  it('holds between a tree and what it grew to, and between no others', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (to, at, flip) => {
        const tree = treeOf(leavesOf(to));
        const from = at % (to + 1);
        const older = { size: from, rootHash: tree.root(from) };
        const newer = { size: to, rootHash: tree.root(to) };
        const proof = tree.consistency(from, to);
        expect(isConsistent(older, newer, proof)).toBe(true);
        expect(isConsistent({ ...older, rootHash: leafHash('x') }, newer, proof)).toBe(false);
        expect(isConsistent(older, newer, [...proof, newer.rootHash])).toBe(false);
        expect(isConsistent({ ...older, size: to + 1 }, newer, proof)).toBe(false);
        if (from !== 0) expect(isConsistent(older, { ...newer, rootHash: leafHash('x') }, proof)).toBe(false);
        if (proof.length > 0) {
          expect(isConsistent(older, newer, proof.slice(0, -1))).toBe(false);
          const altered = proof.map((hash, number) => (number === flip % proof.length ? leafHash(hash) : hash));
          expect(isConsistent(older, newer, altered)).toBe(false);
        }
      }),
    );
  });

  it('does not hold when an old leaf was changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 80 }), fc.nat(), fc.nat(), (to, at, which) => {
        const from = 1 + (at % (to - 1));
        const honest = treeOf(leavesOf(to));
        const forged = treeOf(leavesOf(to).map((leaf, index) => (index === which % from ? Buffer.from('else') : leaf)));
        const older = { size: from, rootHash: honest.root(from) };
        expect(isConsistent(older, { size: to, rootHash: forged.root(to) }, forged.consistency(from, to))).toBe(false);
      }),
    );
  });

  it('is empty when the older tree was', () => {
    const tree = treeOf(leavesOf(3));
    expect(isConsistent({ size: 0, rootHash: emptyRoot() }, { size: 3, rootHash: tree.root(3) }, [])).toBe(true);
  });
});
