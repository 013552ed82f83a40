import type { AccessRecord, Gap, Outcome, Recorder, Snapshot, StartLink } from '../model/access-record.ts';
import { SCHEMA_VERSION } from '../model/schema-version.ts';
import { driftBetween } from './drift.ts';

/** What every record of a job bears. */
export interface RecordHead {
  readonly recordId: string;
  readonly recorder: Recorder;
}

/** What the end adds to its snapshot. */
export interface Ending {
  readonly outcome: Outcome | undefined;
  /** The start event as the state handed it on; untrusted. */
  readonly start: AccessRecord | undefined;
  readonly link: StartLink | undefined;
  readonly checkpoints: readonly string[];
  /** Which Sigstore is to sign, or why none can. */
  readonly signing: { readonly instance: string } | { readonly gap: Gap };
}

/** The record of a job's start. */
export function startRecord(head: RecordHead, snapshot: Snapshot): AccessRecord {
  return {
    ...body(head, 'start', snapshot),
    observedAt: { start: snapshot.observedAt },
    drift: [],
    gaps: [
      ...snapshot.gaps,
      { pointer: '/outcome', reason: 'not-yet', needed: 'the end of the job' },
      { pointer: '/signing', reason: 'not-yet', needed: 'the end of the job' },
    ],
    links: {},
  };
}

/** The record of a job's end. What the start saw is compared, never copied: it came by way of the job's own state. */
export function endRecord(head: RecordHead, snapshot: Snapshot, ending: Ending): AccessRecord {
  const { outcome, start, link, checkpoints, signing } = ending;
  const gaps: Gap[] = [...snapshot.gaps];
  if (!outcome)
    gaps.push({
      pointer: '/outcome',
      reason: 'not-available',
      needed: 'the input `job-status` as the runner fills it in',
    });
  if (!start)
    gaps.push({
      pointer: '/observedAt/start',
      reason: 'state-invalid',
      needed: 'the state that the start left, unaltered',
    });
  if ('gap' in signing) gaps.push(signing.gap);
  return {
    ...body(head, 'end', snapshot),
    observedAt: {
      ...(start?.observedAt.start && { start: start.observedAt.start }),
      ...(checkpoints.length > 0 && { checkpoints: [...checkpoints] }),
      end: snapshot.observedAt,
    },
    ...(outcome && { outcome }),
    ...('instance' in signing && { signing }),
    drift: start ? driftBetween(start, snapshot) : [],
    gaps,
    links: link ? { startEvent: link } : {},
  };
}

function body({ recordId, recorder }: RecordHead, phase: 'start' | 'end', snapshot: Snapshot) {
  const { observedAt: _, gaps: __, ...observations } = snapshot;
  return { schemaVersion: SCHEMA_VERSION, recordId, phase, recorder, ...observations } as const;
}
