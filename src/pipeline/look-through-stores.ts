import { leafKey, type SealHistory } from '../core/merkle/seal-history.ts';
import { entryLeafHash } from '../core/merkle/sealed-leaf.ts';
import { checkStored } from '../core/stored-proof.ts';
import { SealedLeaf } from '../model/sealed-leaf.ts';
import type { Listing, StoredEntry } from '../ports.ts';
import type { AskedStore } from './verify-stored.ts';

/** A copy that is not what it is filed as. */
export interface AlteredCopy {
  readonly sink: string;
  readonly location: string;
  readonly leaf: SealedLeaf;
  /** Whether a checkpoint holds its name; else it was so when it was first seen. */
  readonly isSealed: boolean;
  /** What is wrong, one sentence. */
  readonly why: string;
}

/** An entry that no checkpoint holds yet. */
export interface NewEntry {
  readonly leaf: SealedLeaf;
  /** When it came or was made, for the order of leaves; empty where no store tells. */
  readonly order: string;
}

/** What was seen of the leaves of a history in the stores. */
export interface Sighting {
  /** For each leaf, whether any store has it, and how it looks: bits of `SEEN`. */
  readonly states: Uint8Array;
  readonly altered: readonly AlteredCopy[];
  readonly fresh: readonly NewEntry[];
  /** Documents that bear no name that can be sealed. */
  readonly strange: number;
}

/** How a leaf was seen: that some store has it; that its record was read and is the one; that it was erased with its view left. */
export const SEEN = { named: 1, intact: 2, erased: 4, altered: 8 } as const;

/**
 * Looks through all stores for what a history sealed and for what it does not know yet. With `whole` each copy is held
 * against its digest. Raises what readers raise.
 */
export async function lookThroughStores(
  stores: readonly AskedStore[],
  { numbers, tree }: Pick<SealHistory, 'numbers' | 'tree'>,
  listing: Listing,
  signal: AbortSignal,
): Promise<Sighting> {
  const states = new Uint8Array(tree.size);
  const fresh = new Map<string, NewEntry>();
  const altered: AlteredCopy[] = [];
  let strange = 0;
  for (const { sink, reader } of stores) {
    for await (const entry of reader.list(listing, signal)) {
      const leaf = leafOf(entry);
      if (!leaf) {
        strange++;
        continue;
      }
      const key = leafKey(entryLeafHash(leaf));
      const number = numbers.get(key);
      const fault = listing.read === 'whole' ? faultOf(entry) : undefined;
      if (fault !== undefined) {
        altered.push({ sink, location: entry.location, leaf, isSealed: number !== undefined, why: fault });
      }
      if (number === undefined) addFresh(fresh, key, leaf, entry);
      else states[number] = (states[number] ?? 0) | stateOf(entry, fault);
    }
  }
  return { states, altered, fresh: [...fresh.values()], strange };
}

function stateOf({ document, attested }: StoredEntry, fault: string | undefined): number {
  if (fault !== undefined) return SEEN.named | SEEN.altered;
  if (document !== undefined) return SEEN.named | SEEN.intact;
  return attested === undefined ? SEEN.named : SEEN.named | SEEN.erased;
}

function addFresh(fresh: Map<string, NewEntry>, key: string, leaf: SealedLeaf, entry: StoredEntry): void {
  const order = entry.arrivedAt ?? entry.time ?? '';
  const before = fresh.get(key);
  // Several stores tell of it: the earliest counts, so that no store's delay moves a leaf.
  if (!before || order < before.order)
    fresh.set(key, { leaf: before ? { ...leaf, ...timeOf(before.leaf) } : leaf, order });
}

function timeOf({ time }: SealedLeaf): Pick<SealedLeaf, 'time'> {
  return time === undefined ? {} : { time };
}

function leafOf({ recordId, phase, digest, view, time }: StoredEntry): SealedLeaf | undefined {
  const leaf = { recordId, phase, digest, ...(view && { view }), ...(time !== undefined && { time }) };
  return SealedLeaf.safeParse(leaf).data;
}

function faultOf(entry: StoredEntry): string | undefined {
  return checkStored(entry).find(({ status }) => status === 'failed')?.detail;
}
