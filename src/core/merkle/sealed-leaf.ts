import type { EntryName } from '../../model/entry-key.ts';
import type { SealedLeaf } from '../../model/sealed-leaf.ts';
import { canonicalize } from '../canonical.ts';
import { leafHash } from './tree-hash.ts';

/** The data of an entry’s leaf: the canonical JSON (RFC 8785) of what names it. */
export function leafData({ recordId, phase, digest, view }: EntryName): string {
  return canonicalize({ recordId, phase, digest, view });
}

/** The hash of an entry’s leaf. */
export function entryLeafHash(name: EntryName): Buffer {
  return leafHash(leafData(name));
}

/** A leaf as a line of a file of leaves, its end included. */
export function leafLine(leaf: SealedLeaf): string {
  return `${canonicalize(leaf)}\n`;
}
