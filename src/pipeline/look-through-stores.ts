import { leafKey, type SealHistory } from '../core/merkle/seal-history.ts';
import { entryLeafHash } from '../core/merkle/sealed-leaf.ts';
import { checkStored } from '../core/stored-proof.ts';
import { SealedLeaf } from '../model/sealed-leaf.ts';
import type { Listing, StoredEntry } from '../ports.ts';
import type { AskedStore } from './verify-stored.ts';

/** A copy that is not what it is filed as. */
export interface FaultyCopy {
  readonly sink: string;
  readonly location: string;
  readonly leaf: SealedLeaf;
  /** Whether a checkpoint holds its name. */
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
  /** Copies of sealed entries, with no sound one beside them. */
  readonly altered: readonly FaultyCopy[];
  /** Copies that have a sound one beside them, in the same store or another: anybody who may write can put one there. */
  readonly conflicts: readonly FaultyCopy[];
  /** Copies that are in no checkpoint, with no sound one beside them. */
  readonly faulty: readonly FaultyCopy[];
  /** Entries that can be sealed: with `whole`, those of which a sound copy was read. */
  readonly fresh: readonly NewEntry[];
  /** Entries in no checkpoint of which nothing could be held against their digest: the log view is not there. */
  readonly unreadable: number;
  /** Documents that bear no name that can be sealed. */
  readonly strange: number;
}

/** How a leaf was seen: that some store has it; that its record was read and is the one; that it was erased with its view left. */
export const SEEN = { named: 1, intact: 2, erased: 4, altered: 8 } as const;

/**
 * Looks through all stores for what a history sealed and for what it does not know yet. With `whole` each copy is held
 * against its digest, and what does not have it is never an entry to be sealed. Raises what readers raise.
 */
export async function lookThroughStores(
  stores: readonly AskedStore[],
  { numbers, tree }: Pick<SealHistory, 'numbers' | 'tree'>,
  listing: Listing,
  signal: AbortSignal,
): Promise<Sighting> {
  const states = new Uint8Array(tree.size);
  const fresh = new Map<string, NewEntry>();
  const unreadable = new Set<string>();
  const faults: { readonly copy: FaultyCopy; readonly key: string }[] = [];
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
        const copy = { sink, location: entry.location, leaf, isSealed: number !== undefined, why: fault };
        faults.push({ copy, key });
      }
      if (number !== undefined) states[number] = (states[number] ?? 0) | stateOf(entry, fault);
      else if (fault !== undefined) continue;
      else if (listing.read === 'whole' && entry.document === undefined) unreadable.add(key);
      else addFresh(fresh, key, leaf, entry);
    }
  }
  const isBeside = (key: string) => fresh.has(key) || ((states[numbers.get(key) ?? -1] ?? 0) & SEEN.intact) !== 0;
  const copiesThat = (holds: (copy: FaultyCopy, isBesideSound: boolean) => boolean) =>
    faults.flatMap(({ copy, key }) => (holds(copy, isBeside(key)) ? [copy] : []));
  return {
    states,
    altered: copiesThat(({ isSealed }, isBesideSound) => isSealed && !isBesideSound),
    conflicts: copiesThat((_, isBesideSound) => isBesideSound),
    faulty: copiesThat(({ isSealed }, isBesideSound) => !isSealed && !isBesideSound),
    fresh: [...fresh.values()],
    unreadable: [...unreadable].filter((key) => !fresh.has(key)).length,
    strange,
  };
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
