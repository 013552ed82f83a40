import type { AccessRecord, Disagreement, Gap, RecordLink, Snapshot } from '../../model/access-record.ts';
import { SCHEMA_VERSION } from '../../model/schema-version.ts';
import { type RecordHead, withAbsences } from '../record.ts';
import type { SeenOutcome } from './outcome.ts';

/** What the stores hold of a job, or why nobody can say. */
export type FoundRecords =
  | { readonly links: readonly RecordLink[]; readonly disagreements: readonly Disagreement[] }
  | { readonly gap: Omit<Gap, 'pointer'> };

/** What a collector adds to its snapshot. */
export interface Collected {
  readonly outcome: SeenOutcome;
  readonly found: FoundRecords;
  /** Which Sigstore is to sign, or why none can. */
  readonly signing: { readonly instance: string } | { readonly gap: Gap };
}

/** What a job itself alone can see, and no collector is to be blamed for. */
const ONLY_INSIDE: readonly string[] = ['/source/workspace', '/access/cloud'];

/** The record that a collector makes of a job: its own testimony, of which nothing is copied from the job's. */
export function collectorRecord(
  { recordId, recorder }: RecordHead,
  snapshot: Snapshot,
  { outcome, found, signing }: Collected,
): AccessRecord {
  const { observedAt, gaps, ...observations } = snapshot;
  const isFound = 'links' in found;
  return withAbsences({
    schemaVersion: SCHEMA_VERSION,
    recordId,
    phase: 'collector',
    recorder: { ...recorder, kind: 'collector' },
    ...observations,
    observedAt: { collector: observedAt },
    outcome: outcome.outcome,
    ...('instance' in signing && { signing: { instance: signing.instance } }),
    drift: [],
    ...(isFound && { disagreements: [...found.disagreements] }),
    gaps: [
      ...gaps.filter(({ pointer }) => !ONLY_INSIDE.includes(pointer)),
      ...ONLY_INSIDE.map(
        (pointer): Gap => ({ pointer, reason: 'not-applicable', needed: 'a record by the job itself' }),
      ),
      ...(outcome.gap ? [outcome.gap] : []),
      ...('gap' in found
        ? ['/links/records', '/disagreements'].map((pointer): Gap => ({ pointer, ...found.gap }))
        : []),
      ...('gap' in signing ? [signing.gap] : []),
    ],
    links: isFound ? { records: [...found.links] } : {},
  });
}
