import type { AuditedJob, EntryFact } from './entry-fact.ts';
import type { Finding, FoundJob } from './finding.ts';
import { expectedRecordId, foundJob, type JobFact, type ReconciledRepository } from './job-fact.ts';
import { addCopy, emptyRow, type JobRow } from './job-row.ts';
import { judgeJob } from './judge-job.ts';
import { fittingJob } from './matching.ts';

/** A store whose copies are compared. */
export interface ComparedStore {
  readonly sink: string;
  /** It is to have some records only, so that one that it lacks is no finding. */
  readonly isPartial: boolean;
}

/** What is compared, and by which measure. */
export interface LedgerOptions {
  readonly repository: ReconciledRepository;
  readonly stores: readonly ComparedStore[];
  /** Whether jobs of this workflow file, a path, are meant to have records. */
  readonly isExpected: (workflow: string) => boolean;
  /** Whether an end or a collector’s record counts only where it is proven. */
  readonly isProofAsked: boolean;
  /** Jobs that ended later than this may still get their record. Milliseconds since 1970. */
  readonly settledBefore: number;
  /** Records with a time of their own from this to before that are looked for among the jobs. Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

/** Records of a run in the stores that belong to no job that is known so far. */
export interface Strangers {
  readonly runId: string | undefined;
  readonly attempt: string;
  readonly records: readonly EntryFact[];
}

/** What is known of the audited jobs of one file. */
export interface AuditedFile {
  /** Repositories of the actions that recorded them. */
  readonly actions: Set<string>;
  /** Their keys. */
  readonly jobs: Set<string>;
}

/** Counts for the summary. */
export interface LedgerCounts {
  readonly jobs: number;
  /** Of those, jobs that ran in workflows that are meant to be audited. */
  readonly expected: number;
  /** Copies of records of this repository. */
  readonly copies: number;
  /** Records that were matched by run, attempt and name, because their runner names no check run. */
  readonly matchedByName: number;
}

/**
 * Holds the jobs of a time beside the records of the same time, in little memory. First all jobs are added, then all
 * copies, then the strangers are settled, then it is judged.
 */
export interface Ledger {
  addJob(job: JobFact): void;
  /** Answers what is wrong with this copy by itself. */
  addEntry(entry: EntryFact, store: number): Finding[];
  /** Gives each stranger whose runner names no check run to the job of its run that it must be of; answers the others. */
  settleStrangers(): Strangers[];
  /** The same with jobs of a run that was not among the jobs; what fits none of them is answered. */
  settleAmong(strangers: Strangers, jobs: readonly JobFact[]): EntryFact[];
  judge(): Generator<Finding>;
  /** The job that a record is filed under, where it is known. */
  jobOf(recordId: string): FoundJob | undefined;
  /** Whether a record of this phase was among the copies. */
  has(recordId: string, phase: string): boolean;
  /** By path, the files that hold audited jobs. */
  readonly audited: ReadonlyMap<string, AuditedFile>;
  readonly counts: () => LedgerCounts;
}

/** Opens an empty ledger. */
export function createLedger(options: LedgerOptions): Ledger {
  const { repository, stores, from, until } = options;
  const rows = new Map<string, JobRow>();
  const strangers = new Map<string, { fact: EntryFact; store: number }[]>();
  const audited = new Map<string, AuditedFile>();
  const shared = new Map<string, string>();
  let copies = 0;
  let matchedByName = 0;

  /** One text for all that are equal: most jobs have the same few names. */
  function share(text: string): string {
    const known = shared.get(text);
    if (known !== undefined) return known;
    shared.set(text, text);
    return text;
  }

  function noteAudited({ file, action, job }: AuditedJob): void {
    const known = audited.get(file) ?? { actions: new Set(), jobs: new Set() };
    audited.set(file, known);
    known.actions.add(share(action));
    if (job !== undefined) known.jobs.add(share(job));
  }

  function jobsByRun(): Map<string, JobFact[]> {
    const wanted = new Set([...strangers.values()].flatMap((all) => all.map(({ fact }) => runKey(fact))));
    const byRun = new Map<string, JobFact[]>();
    for (const { job } of rows.values()) {
      const key = runKey(job);
      if (wanted.has(key)) byRun.set(key, [...(byRun.get(key) ?? []), job]);
    }
    return byRun;
  }

  return {
    audited,
    addJob(job) {
      const { name, workflow, runner, attempt } = job;
      const fact = {
        ...job,
        name: share(name),
        workflow: share(workflow),
        attempt: share(attempt),
        ...(runner !== undefined && { runner: share(runner) }),
      };
      rows.set(expectedRecordId(job, repository), emptyRow(fact, options.isExpected(workflow)));
    },
    addEntry(entry, store) {
      const row = rows.get(entry.recordId);
      const isOurs = row !== undefined || (!entry.isForeign && !entry.isUnread && isWithin(entry.time, from, until));
      if (!isOurs) return [];
      copies++;
      const altered = entry.altered ?? (row && contradiction(entry, row.job));
      // What an altered record says of others is worth nothing.
      if (row) addCopy(row, altered ? { ...entry, names: [] } : entry, store);
      else if (!altered)
        strangers.set(entry.recordId, [...(strangers.get(entry.recordId) ?? []), { fact: entry, store }]);
      if (!altered) {
        if (entry.audited) noteAudited(entry.audited);
        return [];
      }
      return [
        {
          kind: 'altered',
          says: altered,
          repository: repository.name,
          ...placeOf(entry, stores[store]),
          ...(row && { job: foundJob(row.job, repository) }),
        },
      ];
    },
    settleStrangers() {
      const byRun = strangers.size === 0 ? new Map<string, JobFact[]>() : jobsByRun();
      const left = new Map<string, EntryFact[]>();
      for (const [recordId, found] of strangers) {
        const [first] = found;
        if (!first) continue;
        const candidates = (byRun.get(runKey(first.fact)) ?? []).flatMap((job) => {
          const row = rows.get(expectedRecordId(job, repository));
          return row ? [{ job, row, isTaken: row.copies.length > 0 }] : [];
        });
        const fitting = fittingJob(first.fact, candidates);
        if (fitting) {
          for (const { fact, store } of found) addCopy(fitting.row, fact, store);
          matchedByName++;
        } else {
          const key = runKey(first.fact);
          left.set(key, [...(left.get(key) ?? []), ...found.map(({ fact }) => fact)]);
        }
        if (fitting) strangers.delete(recordId);
      }
      return [...left.values()].map((records) => ({
        runId: records[0]?.runId,
        attempt: records[0]?.attempt ?? '1',
        records,
      }));
    },
    settleAmong({ records }, jobs) {
      const ids = new Map(jobs.map((job) => [expectedRecordId(job, repository), job]));
      const taken = new Set<JobFact>();
      return records.filter((record) => {
        if (ids.has(record.recordId)) return false;
        const candidates = jobs.map((job) => ({ job, isTaken: taken.has(job) }));
        const fitting = fittingJob(record, candidates);
        return fitting === undefined;
      });
    },
    *judge() {
      for (const [recordId, row] of rows) {
        yield* judgeJob(recordId, row, { ...options, repository, stores });
      }
    },
    jobOf(recordId) {
      const row = rows.get(recordId);
      return row && foundJob(row.job, repository);
    },
    has(recordId, phase) {
      const row = rows.get(recordId);
      const isFiled = row?.copies.some((copy) => copy.startsWith(`${phase} `)) === true;
      return isFiled || strangers.get(recordId)?.some(({ fact }) => fact.phase === phase) === true;
    },
    counts() {
      let expected = 0;
      for (const { job, isExpected } of rows.values()) expected += isExpected && job.state === 'ran' ? 1 : 0;
      return { jobs: rows.size, expected, copies, matchedByName };
    },
  };
}

function isWithin(time: number | undefined, from: number, until: number): boolean {
  return time === undefined || (time >= from && time < until);
}

function runKey({ runId, attempt }: { readonly runId?: string; readonly attempt?: string }): string {
  return `${runId ?? ''} ${attempt ?? '1'}`;
}

/** Why a record that is filed under a job’s id can’t be of that job. */
function contradiction(entry: EntryFact, job: JobFact): string | undefined {
  if (entry.isForeign) return 'It says that it is another repository’s record, but is filed under this job’s id.';
  const isOther =
    (entry.runId !== undefined && entry.runId !== job.runId) ||
    (entry.attempt !== undefined && entry.attempt !== job.attempt) ||
    (entry.checkRunId !== undefined && entry.checkRunId !== job.id);
  return isOther ? 'It says that it is another job’s record, but is filed under this job’s id.' : undefined;
}

function placeOf({ recordId, phase, location }: EntryFact, store: ComparedStore | undefined) {
  return { recordId, phase, location, ...(store && { store: store.sink }) };
}
