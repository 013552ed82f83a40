import type { AccessRecord } from '../model/access-record.ts';

/** By what earlier records are found: each names something that records share. */
export type Trait =
  | 'repository'
  | 'record'
  | 'workflow'
  | 'job'
  | 'person'
  | 'approver'
  | 'action'
  | 'runner'
  | 'secret'
  | 'environment';

/** An earlier record with its time in milliseconds since 1970. */
export interface Earlier {
  readonly at: number;
  readonly record: AccessRecord;
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
}

/** A history that grows as records are judged. */
export interface GrowingHistory extends History {
  add(record: AccessRecord): void;
}

/** When the record was made, in milliseconds since 1970: its last moment. */
export function timeOf({ observedAt }: Pick<AccessRecord, 'observedAt'>): number {
  return Date.parse(observedAt.end ?? observedAt.checkpoints?.at(-1) ?? observedAt.start ?? '');
}

/** A history of records in whatever order they come. */
export function createHistory(records: Iterable<AccessRecord> = []): GrowingHistory {
  const index = new Map<string, Earlier[]>();
  let begins: number | undefined;
  const find = (trait: Trait, value: string) => index.get(`${trait} ${value}`) ?? [];
  const history: GrowingHistory = {
    get begins() {
      return begins;
    },
    add(record) {
      const at = timeOf(record);
      if (Number.isNaN(at)) return;
      begins = begins === undefined ? at : Math.min(begins, at);
      for (const key of traitsOf(record)) {
        const list = index.get(key);
        if (list) insert(list, { at, record });
        else index.set(key, [{ at, record }]);
      }
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
  };
  for (const record of records) history.add(record);
  return history;
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

function traitsOf(record: AccessRecord): Set<string> {
  const { pipeline, people, approvals = [], actions = [], runner, access } = record;
  const values: readonly (readonly [Trait, string | undefined])[] = [
    ['repository', pipeline.repositoryId ?? pipeline.repository],
    ['record', record.recordId],
    ['workflow', workflowOf(record)],
    ['job', jobOf(record)],
    ['person', people.initiator?.id],
    ['person', people.rerunner?.id],
    ...approvals.map(({ user }) => ['approver', user.id] as const),
    ...actions.map(({ uses }) => ['action', uses] as const),
    ['runner', runner.name],
    ...(access.secrets ?? []).map((name) => ['secret', name] as const),
    ['environment', pipeline.environment?.toLowerCase()],
  ];
  return new Set(values.flatMap(([trait, value]) => (value === undefined ? [] : `${trait} ${value}`)));
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
