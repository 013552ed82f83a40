import type {
  AccessRecord,
  CheckpointLink,
  Gap,
  Outcome,
  Recorder,
  Snapshot,
  StartLink,
} from '../model/access-record.ts';
import { SCHEMA_VERSION } from '../model/schema-version.ts';
import { absencesIn } from './absences.ts';
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
  /** The checkpoints that left something to the end, in order of their time. */
  readonly checkpoints: readonly CheckpointLink[];
  /** Which Sigstore is to sign, or why none can. */
  readonly signing: { readonly instance: string } | { readonly gap: Gap };
}

/** The record of a job's start. */
export function startRecord(head: RecordHead, snapshot: Snapshot): AccessRecord {
  return withAbsences({
    ...body(head, 'start', snapshot),
    observedAt: { start: snapshot.observedAt },
    drift: [],
    gaps: [
      ...snapshot.gaps,
      { pointer: '/outcome', reason: 'not-yet', needed: 'the end of the job' },
      { pointer: '/signing', reason: 'not-yet', needed: 'the end of the job' },
    ],
    links: {},
  });
}

/** What a checkpoint leaves to the start and the end of the job, which ask GitHub. */
const NOT_ASKED_BETWEEN = [
  '/source',
  '/people/initiator/role',
  '/people/author',
  '/people/committer',
  '/access/token',
  '/access/oidc',
  '/access/secrets',
  '/pipeline/environment',
  '/approvals',
  '/protections',
  '/actions',
  '/resources',
  '/enforcement',
  '/policy',
] as const;

/** The record of one moment between start and end. */
export function checkpointRecord(head: RecordHead, snapshot: Snapshot): AccessRecord {
  const asked = { reason: 'not-asked', needed: 'the start or the end of the job, which ask GitHub' } as const;
  return withAbsences({
    ...body(head, 'checkpoint', snapshot),
    observedAt: { checkpoints: [snapshot.observedAt] },
    drift: [],
    gaps: [
      ...snapshot.gaps,
      ...NOT_ASKED_BETWEEN.map((pointer) => ({ pointer, ...asked })),
      { pointer: '/outcome', reason: 'not-yet', needed: 'the end of the job' },
      { pointer: '/signing', reason: 'not-yet', needed: 'the end of the job' },
    ],
    links: {},
  });
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
  return withAbsences({
    ...body(head, 'end', snapshot),
    observedAt: {
      ...(start?.observedAt.start && { start: start.observedAt.start }),
      ...(checkpoints.length > 0 && { checkpoints: checkpoints.map(({ observedAt }) => observedAt) }),
      end: snapshot.observedAt,
    },
    ...(outcome && { outcome }),
    ...('instance' in signing && { signing }),
    drift: start ? driftBetween(start, snapshot) : [],
    gaps,
    links: {
      ...(link && { startEvent: link }),
      ...(checkpoints.length > 0 && { checkpoints: checkpoints.map((each) => ({ ...each })) }),
    },
  });
}

/** The record of a gate, which looks once: its run has not begun to do anything. */
export function gateRecord(
  { recordId, recorder }: RecordHead,
  snapshot: Snapshot,
  { outcome, signing }: Pick<Ending, 'outcome' | 'signing'>,
): AccessRecord {
  const ownEnvironment = snapshot.access.oidc?.claims?.environment;
  const head: RecordHead = {
    recordId,
    recorder: { ...recorder, kind: 'gate', ...(ownEnvironment && { environment: ownEnvironment }) },
  };
  const once = { reason: 'not-applicable', needed: 'a job that is looked at twice' } as const;
  return withAbsences({
    ...body(head, 'end', snapshot),
    observedAt: { end: snapshot.observedAt },
    ...(outcome && { outcome }),
    ...('instance' in signing && { signing }),
    drift: [],
    gaps: [
      ...snapshot.gaps,
      { pointer: '/observedAt/start', ...once },
      { pointer: '/links/startEvent', ...once },
      { pointer: '/access/cloud', reason: 'not-yet', needed: 'a job after the gate: a gate logs in to no cloud' },
      ...('gap' in signing ? [signing.gap] : []),
    ],
    links: {},
  });
}

function body({ recordId, recorder }: RecordHead, phase: 'start' | 'checkpoint' | 'end', snapshot: Snapshot) {
  const { observedAt: _, gaps: __, ...observations } = snapshot;
  return { schemaVersion: SCHEMA_VERSION, recordId, phase, recorder, ...observations } as const;
}

/** The record with a gap for whatever else it does not hold. */
export function withAbsences(record: AccessRecord): AccessRecord {
  return { ...record, gaps: [...record.gaps, ...absencesIn(record)] };
}
