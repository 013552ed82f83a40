import type { AccessRecord } from '../model/access-record.ts';
import { toldJobs } from './collector/told-jobs.ts';
import { isOutsiders } from './outsider.ts';
import { changedRoles } from './role-change.ts';

/**
 * By what earlier records are found: each names something that records share. `outsider` and `role-change` are found by
 * the repository: jobs that somebody from outside caused, and those that show somebody with another permission than
 * before. An `audit-change` is found by job and ref, as `JOB REF`: a record that shows the job's audit in another state
 * than the record before it. A `run` is the path of its workflow and its number, as `PATH NUMBER`, a `tag` the full ref.
 */
export type Trait =
  | 'repository'
  | 'record'
  | 'workflow'
  | 'run'
  | 'tag'
  | 'job'
  | 'person'
  | 'approver'
  | 'action'
  | 'runner'
  | 'secret'
  | 'environment'
  | 'outsider'
  | 'role-change'
  | 'audit-change';

/** An earlier record with its time in milliseconds since 1970. */
export interface Earlier {
  readonly at: number;
  readonly record: AccessRecord;
}

/** What part of the history is looked at. */
export interface Span {
  /** Milliseconds since 1970; left out, from the beginning. */
  readonly from?: number;
  readonly until: number;
  /** How many records are looked at; left out, all. */
  readonly most?: number;
}

/** Earlier records of one repository. A hook has none: only the collector and the command line do. */
export interface History {
  /** Time of the oldest record in milliseconds, undefined while there is none. */
  readonly begins: number | undefined;
  /** Records with a trait that were made from one time until before another (milliseconds), oldest first. */
  between(trait: Trait, value: string, from: number, until: number): readonly Earlier[];
  /** The oldest record with a trait. */
  first(trait: Trait, value: string): Earlier | undefined;
  /** The newest record with a trait that was made before a time. */
  latest(trait: Trait, value: string, before: number): Earlier | undefined;
  /** The newest record with a trait for which a test holds; costs as many tests as it takes, and no list. */
  newest(trait: Trait, value: string, span: Span, holds: (record: AccessRecord) => boolean): Earlier | undefined;
  /** Every value of a trait, each once. */
  values(trait: Trait): Iterable<string>;
  /** Starts of jobs of a workflow within a span of which no end is known at all, oldest first. */
  startsWithoutEnd(workflow: string, span: Span): readonly Earlier[];
}

/** A history that grows as records are judged. */
export interface GrowingHistory extends History {
  add(record: AccessRecord): void;
}

/** When the record was made, in milliseconds since 1970: its last moment. */
export function timeOf({ observedAt }: Pick<AccessRecord, 'observedAt'>): number {
  const text = observedAt.end ?? observedAt.collector ?? observedAt.checkpoints?.at(-1) ?? observedAt.start ?? '';
  // Many rules ask for that of one record, one after another.
  if (text !== lastTime.text) lastTime = { text, at: Date.parse(text) };
  return lastTime.at;
}

let lastTime = { text: '', at: Number.NaN };

/**
 * A history of records in whatever order they come. A job of which there are an end and a collector's record counts once,
 * by what the collector saw: whoever hands the latter in has proven it.
 */
export function createHistory(records: Iterable<AccessRecord> = []): GrowingHistory {
  const index = new Map<Trait, Map<string, Earlier[]>>();
  const starts = openStarts();
  const told = toldJobs();
  let begins: number | undefined;
  const find = (trait: Trait, value: string): readonly Earlier[] => index.get(trait)?.get(value) ?? [];
  const enter = (trait: Trait, value: string | undefined, item: Earlier) => {
    if (value === undefined) return;
    const ofTrait = index.get(trait) ?? new Map<string, Earlier[]>();
    index.set(trait, ofTrait);
    const list = ofTrait.get(value);
    if (!list) ofTrait.set(value, [item]);
    else insert(list, item);
  };
  const leave = (trait: Trait, value: string | undefined, item: Earlier) => {
    const list = value === undefined ? undefined : index.get(trait)?.get(value);
    const place = list?.indexOf(item, firstFrom(list, item.at)) ?? -1;
    if (place >= 0) list?.splice(place, 1);
    if (list?.length === 0 && value !== undefined) index.get(trait)?.delete(value);
  };
  const history: GrowingHistory = {
    get begins() {
      return begins;
    },
    add(record) {
      const item = { at: timeOf(record), record };
      // A test record in the log tells of nobody.
      if (Number.isNaN(item.at) || record.simulation === true) return;
      const branch = auditedBranch(record);
      if (branch !== undefined) {
        const before = history.latest('audit-change', branch, item.at);
        if (!before || auditStateOf(before.record) !== auditStateOf(record)) enter('audit-change', branch, item);
      }
      if (roleChangesIn(record, history).length > 0) enter('role-change', repositoryKey(record), item);
      begins = begins === undefined ? item.at : Math.min(begins, item.at);
      enter('record', record.recordId, item);
      const { counted, instead } = told.add(item);
      for (const each of instead) eachTrait(each.record, (trait, value) => leave(trait, value, each));
      for (const each of counted) eachTrait(each.record, (trait, value) => enter(trait, value, each));
      starts.add(item);
    },
    between(trait, value, from, until) {
      const list = find(trait, value);
      return list.slice(firstFrom(list, from), firstFrom(list, until));
    },
    first: (trait, value) => find(trait, value)[0],
    latest(trait, value, before) {
      const list = find(trait, value);
      return list[firstFrom(list, before) - 1];
    },
    newest(trait, value, { from = Number.NEGATIVE_INFINITY, until, most = Number.POSITIVE_INFINITY }, holds) {
      const list = find(trait, value);
      const last = firstFrom(list, until) - 1;
      for (let place = last; place >= 0 && last - place < most; place--) {
        const item = list[place];
        if (item === undefined || item.at < from) return undefined;
        if (holds(item.record)) return item;
      }
      return undefined;
    },
    values: (trait) => index.get(trait)?.keys() ?? [],
    startsWithoutEnd: starts.find,
  };
  // In order of time, so that each is compared with those before it.
  for (const record of [...records].sort((a, b) => timeOf(a) - timeOf(b))) history.add(record);
  return history;
}

/** By what the records of a job on one ref are found that saw how its audit step stands; undefined for others. */
export function auditedBranch(record: AccessRecord): string | undefined {
  const job = record.enforcement === undefined ? undefined : jobOf(record);
  return job === undefined ? undefined : `${job} ${record.pipeline.ref}`;
}

/** All that makes a job's audit strict, as text that is the same for the same state. */
function auditStateOf({ enforcement, policy }: AccessRecord): string {
  const { continueOnError, position, unguardedSteps } = enforcement ?? {};
  return `${continueOnError} ${position === 0} ${unguardedSteps?.length === 0} ${policy?.mode} ${policy?.onViolation}`;
}

/** As many as may come between: records of a job that could not ask for permissions. */
const MOST_WITHOUT_PERMISSION = 20;

/** Ids of people whom the record shows with another permission than their last record before it. */
export function roleChangesIn(record: AccessRecord, history: Pick<History, 'newest'>): string[] {
  const span = { until: timeOf(record), most: MOST_WITHOUT_PERMISSION };
  return changedRoles(record, (person, holds) => history.newest('person', person, span, holds)?.record);
}

/** Starts whose ends have not come, of each workflow in order of time. */
function openStarts() {
  const open = new Map<string, Earlier[]>();
  const known = new Map<string, Earlier>();
  const ended = new Set<string>();
  const close = (recordId: string) => {
    const item = known.get(recordId);
    const list = item && open.get(workflowOf(item.record) ?? '');
    if (!item || !list) return;
    known.delete(recordId);
    list.splice(list.indexOf(item, firstFrom(list, item.at)), 1);
  };
  return {
    add(item: Earlier) {
      const { phase, recordId } = item.record;
      if (phase === 'end') {
        ended.add(recordId);
        close(recordId);
      } else if (phase === 'start' && !ended.has(recordId)) {
        close(recordId);
        known.set(recordId, item);
        const workflow = workflowOf(item.record) ?? '';
        const list = open.get(workflow) ?? [];
        open.set(workflow, list);
        insert(list, item);
      }
    },
    find(workflow: string, { from = Number.NEGATIVE_INFINITY, until, most }: Span) {
      const list = open.get(workflow) ?? [];
      const first = firstFrom(list, from);
      const last = firstFrom(list, until);
      return list.slice(first, most === undefined ? last : Math.min(last, first + most));
    },
  };
}

/** By what the records of one repository are told from those of others. */
export function repositoryKey({ pipeline }: Pick<AccessRecord, 'pipeline'>): string | undefined {
  return pipeline.repositoryId ?? pipeline.repository;
}

/** Path of the workflow file that was started, without its ref. */
export function workflowOf({ pipeline }: Pick<AccessRecord, 'pipeline'>): string | undefined {
  return /^[^/]+\/[^/]+\/([^@]+)@/.exec(pipeline.workflowRef ?? '')?.[1];
}

/** Key by which a job of a workflow is found again in other runs; the legs of a matrix share it. */
export function jobOf(record: Pick<AccessRecord, 'pipeline'>): string | undefined {
  const workflow = workflowOf(record);
  return workflow === undefined || record.pipeline.job === undefined ? undefined : `${workflow}#${record.pipeline.job}`;
}

/** Hands out each trait of a record, each once, so that no record is found twice by one of them. */
function eachTrait(record: AccessRecord, enter: (trait: Trait, value: string | undefined) => void): void {
  const { pipeline, people, approvals = [], actions = [], runner, access } = record;
  const repository = repositoryKey(record);
  const workflow = workflowOf(record);
  enter('repository', repository);
  enter('workflow', workflow);
  enter('job', jobOf(record));
  if (pipeline.runNumber !== undefined) enter('run', `${workflow} ${pipeline.runNumber}`);
  if (pipeline.ref?.startsWith('refs/tags/')) enter('tag', pipeline.ref);
  enter('runner', runner.name);
  enter('environment', pipeline.environment?.toLowerCase());
  if (isOutsiders(record)) enter('outsider', repository);
  const initiator = people.initiator?.id;
  enter('person', initiator);
  if (people.rerunner?.id !== initiator) enter('person', people.rerunner?.id);
  for (const id of new Set(approvals.map(({ user }) => user.id))) enter('approver', id);
  for (const uses of new Set(actions.map((action) => action.uses))) enter('action', uses);
  for (const name of new Set(access.secrets)) enter('secret', name);
}

/** Most come in order: then this is a push. */
function insert(list: Earlier[], item: Earlier): void {
  if ((list.at(-1)?.at ?? item.at) <= item.at) list.push(item);
  else list.splice(firstFrom(list, item.at + 1), 0, item);
}

/** Index of the first item that is not older than a time. */
function firstFrom(list: readonly Earlier[], time: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.at ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
