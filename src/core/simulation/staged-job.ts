import type { AccessRecord, Gap, Snapshot } from '../../model/access-record.ts';
import type { Changes, StagedJob as StagedJobFile } from '../../model/scenario.ts';
import { digestOf } from '../canonical.ts';
import { OPTIONAL_FACTS } from '../optional-facts.ts';
import { endRecord, startRecord } from '../record.ts';
import { withChanges } from './changes.ts';
import { withoutPermissions } from './without.ts';

/** The records of one job. */
export interface StagedJob {
  readonly start: AccessRecord;
  readonly end: AccessRecord;
}

/** Parts that the making of a record concludes: changes to them come after it, and only at the end. */
const CONCLUDED = /^\/(drift|links|outcome|signing|policy|pseudonyms|commitment|observedAt|phase)(\/|$)/;

/** What a job is staged with beside its own changes. */
export interface StagedWith {
  /** Permissions that it is to be seen without. */
  readonly without: readonly string[];
  /** Changes on top of its own. */
  readonly changes?: Changes;
}

/**
 * Makes the records of a job as the hooks would: start and end snapshots out of the base and its changes, the start
 * record, and the end record with the drift between the two.
 * Raises `usage` for a pointer that leads nowhere.
 */
export function stageJob(
  base: AccessRecord,
  { set, remove, end = {} }: StagedJobFile,
  { without, changes = {} }: StagedWith,
): StagedJob {
  const all: readonly Changes[] = [{ set, remove }, changes, end];
  const [first, second, last] = all.map((each) => only(each, (pointer) => !CONCLUDED.test(pointer)));
  const always = changed(withChanges(base, first ?? {}), second);
  const before = withoutPermissions(always, without);
  const after = withoutPermissions(changed(always, last), without);
  const head = { recordId: always.recordId, recorder: always.recorder };
  const start = startRecord(head, snapshotOf(before, 'start'));
  const isStartLost = base.observedAt.start === undefined || end.remove?.includes('/observedAt/start') === true;
  const made = endRecord(head, snapshotOf(after, 'end'), {
    outcome: base.outcome,
    start: isStartLost ? undefined : start,
    link: isStartLost ? undefined : base.links.startEvent && { ...base.links.startEvent, digest: digestOf(start) },
    checkpoints: base.links.checkpoints ?? [],
    signing: base.signing?.instance === undefined ? { gap: NOT_SIGNED } : { instance: base.signing.instance },
  });
  const concluded = all.map((each) =>
    only(each, (pointer) => CONCLUDED.test(pointer) && !(isStartLost && OF_START.includes(pointer))),
  );
  return { start, end: concluded.reduce(changed, made) };
}

/** Every change looks for what is missing anew, which is most of the work. */
function changed(record: AccessRecord, { set = {}, remove = [] }: Changes = {}): AccessRecord {
  return Object.keys(set).length + remove.length === 0 ? record : withChanges(record, { set, remove });
}

/** What the end has from the start: without the start, the end itself leaves them out and says why. */
const OF_START: readonly string[] = ['/observedAt/start', '/links/startEvent'];

const NOT_SIGNED: Gap = { pointer: '/signing', reason: 'not-available', needed: 'an identity token, or a key' };

function only({ set = {}, remove = [] }: Changes, holds: (pointer: string) => boolean): Changes {
  return {
    set: Object.fromEntries(Object.entries(set).filter(([pointer]) => holds(pointer))),
    remove: remove.filter(holds),
  };
}

/** What was observed at one moment: facts that only a later one can see are left out, gaps about what is concluded too. */
function snapshotOf(record: AccessRecord, phase: 'start' | 'end'): Snapshot {
  const early = phase === 'start' ? LATE.reduce((facts, at) => removed(facts, at), record) : record;
  const { pipeline, runner, people, source, access, approvals, protections, actions, resources, enforcement } = early;
  return {
    observedAt: record.observedAt[phase] ?? record.observedAt.end ?? record.observedAt.start ?? '',
    pipeline,
    runner,
    people,
    source,
    access,
    ...(approvals && { approvals }),
    protections,
    ...(actions && { actions }),
    ...(resources && { resources }),
    ...(enforcement && { enforcement }),
    gaps: record.gaps.filter(({ pointer }) => !CONCLUDED.test(pointer) && !(phase === 'start' && isLate(pointer))),
    sources: record.sources,
  };
}

/** Facts of a snapshot that no start can see. */
const LATE = OPTIONAL_FACTS.flatMap(({ at, phases }) =>
  phases !== undefined && !phases.split(' ').includes('start') && !at.includes('*') && !CONCLUDED.test(`/${at}`)
    ? [at]
    : [],
);

function isLate(pointer: string): boolean {
  return LATE.some((at) => pointer === `/${at}` || pointer.startsWith(`/${at}/`));
}

function removed(record: AccessRecord, at: string): AccessRecord {
  const [section = '', key] = at.split('/');
  const part: unknown = Object.entries(record).find(([name]) => name === section)?.[1];
  if (typeof part !== 'object' || part === null) return record;
  if (key === undefined) {
    const { [section as 'resources']: _, ...rest } = record;
    return rest;
  }
  return { ...record, [section]: Object.fromEntries(Object.entries(part).filter(([name]) => name !== key)) };
}
