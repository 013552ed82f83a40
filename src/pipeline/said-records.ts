import { digestOf } from '../core/canonical.ts';
import type { SaidRecord } from '../core/collector/disagreements.ts';
import { jsonOrNothing } from '../json.ts';
import { AccessRecord, type RecordLink } from '../model/access-record.ts';
import type { Observed, UnsignedRecord } from '../ports.ts';
import type { JobEvidence } from './job-evidence.ts';
import type { AskedStore } from './verify-stored.ts';

/**
 * What the job's own records say, to be compared and never copied: by the proven ones where there are any, else by
 * whatever a store holds under its id.
 */
export async function saidIn(
  { recordId, stored }: Pick<JobEvidence, 'recordId' | 'stored'>,
  links: readonly RecordLink[],
  stores: readonly AskedStore[],
  signal: AbortSignal,
): Promise<SaidRecord[]> {
  const said = new Map<string, SaidRecord>();
  for (const { record, digest } of stored.proven) {
    if (record.phase === 'end') said.set(digest, { record, digest });
  }
  const open = new Set(links.flatMap(({ phase, digest }) => (phase === 'end' && !said.has(digest) ? [digest] : [])));
  if (open.size === 0) return [...said.values()];
  for (const { reader } of stores) {
    for await (const { phase, digest, document, attested } of reader.read(recordId, signal)) {
      const record = phase === 'end' && open.has(digest) ? readable(document ?? attested) : undefined;
      if (record) said.set(digest, { record, digest });
    }
  }
  return [...said.values()];
}

/** What a job without an identity left, as long as it calls itself a record of that job. */
export function unsignedIn(
  look: Observed<UnsignedRecord | undefined>,
  recordId: string,
): (SaidRecord & { readonly link: RecordLink }) | undefined {
  if (!look.ok || !look.value) return undefined;
  const record = readable(jsonOrNothing(look.value.text));
  if (!record || record.recordId !== recordId || record.phase !== 'end') return undefined;
  const digest = digestOf(record);
  return { record, digest, link: { phase: 'end', digest, proof: 'unsigned' } };
}

/** What has no digest (half a character, nested deeper than anybody can follow) can't be named, so it is no record. */
function readable(document: unknown): AccessRecord | undefined {
  try {
    const { data } = AccessRecord.safeParse(document);
    return data && digestOf(data) ? data : undefined;
  } catch {
    return undefined;
  }
}
