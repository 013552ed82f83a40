import type { EvidenceSource } from '../../pipeline/find-bundles.ts';
import type { AskedStore } from '../../pipeline/verify-stored.ts';

const DAY = 24 * 3_600_000;

/**
 * A log store as somewhere to look for bundles: a record by its id, another file by reading everything since `--since`,
 * because no log files records by what they speak about.
 */
export function logSource({ sink, reader }: AskedStore, since: Date | undefined): EvidenceSource {
  return {
    name: `the log ${sink}`,
    async *find({ recordId }, signal) {
      const listing = { from: since ?? new Date(0), until: new Date(Date.now() + DAY), read: 'whole' } as const;
      const entries = recordId === undefined ? reader.list(listing, signal) : reader.read(recordId, signal);
      for await (const { bundle } of entries) if (bundle !== undefined) yield bundle;
    },
  };
}
