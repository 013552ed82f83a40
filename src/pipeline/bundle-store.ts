import { digestOf } from '../core/canonical.ts';
import type { ToldBundle } from '../core/told-bundle.ts';
import { PREDICATE_TYPE } from '../model/predicate-type.ts';
import type { StoredEntry } from '../ports.ts';
import type { AskedStore } from './verify-stored.ts';

/** Bundles that may hold a record, or all of them where none is named, each with where it was found in words. */
export type BundlesByRecord = (
  recordId: string | undefined,
) => AsyncIterable<{ readonly told: ToldBundle; readonly location: string }>;

/**
 * Bundles as a store of the records in them, of which nothing is proven yet. A bundle of something else is passed over:
 * it says nothing about any record.
 */
export function storeOfBundles(sink: string, bundles: BundlesByRecord): AskedStore {
  async function* entries(recordId?: string): AsyncGenerator<StoredEntry> {
    const known = new Set<string>();
    for await (const { told, location } of bundles(recordId)) {
      if (known.has(told.json)) continue;
      known.add(told.json);
      const entry = entryOf(told, location);
      if (entry && (recordId === undefined || entry.recordId === recordId)) yield entry;
    }
  }
  return { sink, reader: { read: (recordId) => entries(recordId), list: () => entries() } };
}

function entryOf({ json, predicateType, predicate }: ToldBundle, location: string): StoredEntry | undefined {
  const { recordId, phase } = predicate;
  if (predicateType !== PREDICATE_TYPE || typeof recordId !== 'string' || typeof phase !== 'string') return undefined;
  return {
    location,
    recordId,
    phase,
    digest: digestOf(predicate),
    view: 'attested',
    document: predicate,
    bundle: json,
  };
}
