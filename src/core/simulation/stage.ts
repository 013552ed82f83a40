import { DoorlogError } from '../../errors.ts';
import { AccessRecord } from '../../model/access-record.ts';
import type { AuditEvent } from '../../model/audit-event.ts';
import type { Roster } from '../../model/roster.ts';
import type { Changes, EarlierJob, Harmless, Staging } from '../../model/scenario.ts';
import { again, isNumbered, movedTo, numbered, timeBefore, withNumber } from './earlier.ts';
import { sentenceOfIssue } from './issue.ts';
import { type StagedJob, stageJob } from './staged-job.ts';

/** All that a policy is shown of a scenario: the job at its start and end, and what is known beside it. */
export interface Staged extends StagedJob {
  /** Start and end records of earlier jobs, and the start of the job itself. */
  readonly history?: readonly AccessRecord[];
  readonly roster?: Roster;
  /** Oldest first. */
  readonly auditLog?: readonly AuditEvent[];
}

/** What staging works with. */
export interface Stage {
  /** The end record that a base names. */
  readonly baseOf: (name: string) => AccessRecord;
  /** Permissions that the job is to be seen without, as `SCOPE:ACCESS`. */
  readonly without: readonly string[];
  /** Makes something out of a part of the staging, by its path; may say of what is raised where that was. */
  readonly at?: <T>(path: readonly PropertyKey[], make: () => T) => T;
}

/**
 * Stages a job with everything that is known when it is judged. Raises `file-invalid` for changes that make no record, in
 * one sentence without a place.
 */
export function stage(
  { at, job, history, roster, auditLog }: Staging,
  { baseOf, without, at: within = (_, make) => make() }: Stage,
  changes: Changes = {},
): Staged {
  const staged = within([], () => {
    const { start, end } = stageJob(movedTo(baseOf(job.base), at), job, { without, changes });
    return { start: checked(start), end: checked(end) };
  });
  const time = staged.end.observedAt.end ?? staged.start.observedAt.start ?? '';
  const earlier = history?.flatMap((each, index) =>
    within(['history', index], () => stageEarlier(each, index, time, { baseOf, without })),
  );
  return {
    ...staged,
    ...(earlier && { history: [...earlier, staged.start] }),
    ...(roster && { roster }),
    ...(auditLog && { auditLog: [...auditLog].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)) }),
  };
}

/** Stages what a scenario calls harmless: its attack with what differs. Raises as `stage` does. */
export function stageHarmless(attack: Staging, harmless: Harmless, surroundings: Stage): Staged {
  const { set, remove, end, job = attack.job, ...parts } = harmless;
  return stage({ ...attack, ...parts, job: end ? { ...job, end } : job }, surroundings, { set, remove });
}

/** The first is staged like any other job; those that are like it differ by time, run and number only. */
function stageEarlier(job: EarlierJob, index: number, time: string, { baseOf, without }: Stage): AccessRecord[] {
  const { times = 1, phase } = job;
  const base = numbered(movedTo(baseOf(job.base), timeBefore(time, job.ago)), (index + 1) * 10_000);
  const first = stageJob(base, job, { without });
  const differ = isNumbered(job) ? withNumber : (record: AccessRecord) => record;
  checked(differ(first.end, 1));
  return Array.from({ length: times }).flatMap((_, turn) => {
    const [start, end] = [first.start, first.end].map((record) => differ(again(record, job, turn), turn + 1));
    return [...(start ? [start] : []), ...(end && phase !== 'start' ? [end] : [])];
  });
}

function checked(record: AccessRecord): AccessRecord {
  const parsed = AccessRecord.safeParse(record);
  if (parsed.success) return record;
  throw new DoorlogError('file-invalid', `the changes make no access record: ${sentenceOfIssue(parsed.error.issues)}`);
}
