import type { Account } from '../model/person.ts';
import { RELEASE_REPORT_VERSION, type ReleaseReport } from '../model/release-report.ts';
import type { SeenJob, SeenRun } from '../ports.ts';
import { anyPattern, patternOf } from './patterns.ts';
import { accountKey, type ProvenJob, provenPart } from './release-job.ts';

/** A job that may have led to a release, with what was found out about its record. */
export interface LedJob {
  readonly run: SeenRun;
  readonly job: SeenJob;
  readonly recordId: string;
  readonly verdict: 'verified' | 'incomplete' | 'conflict' | 'refused' | 'unfinished' | 'missing' | 'not-run';
  /** Of a `verified` job. */
  readonly proven?: ProvenJob;
  /** In how many places a proven collector’s record says otherwise than the job’s own, which is proven too. */
  readonly disagreements?: number;
}

/** What a report is assembled from. */
export interface ReleaseFacts extends Pick<ReleaseReport, 'madeAt' | 'recorder' | 'release' | 'policy'> {
  readonly jobs: readonly LedJob[];
  /** Runs of the commit that were not looked at. */
  readonly otherRuns: readonly SeenRun[];
  /** Id of the job that makes the report, where it is known. */
  readonly thisJob?: string | undefined;
  /**
   * Patterns of jobs that are left out, each matched with the job’s name as its run shows it and with the same after the
   * name of the workflow file: `lint`, `test (*)`, `nightly.yml: *`.
   */
  readonly except: readonly string[];
}

/** Assembles the report: every job that ran is in `jobs`, `missing` or `excluded`, and exactly once. */
export function assembleReleaseReport(facts: ReleaseFacts): ReleaseReport {
  const { madeAt, recorder, release, policy, otherRuns } = facts;
  const all = [...new Map(facts.jobs.map((each) => [placeOf(each), each])).values()];
  const ran = all.filter(({ verdict }) => verdict !== 'not-run');
  const jobs: ReleaseReport['jobs'] = [];
  const missing: ReleaseReport['missing'] = [];
  const excluded: ReleaseReport['excluded'] = [];
  for (const each of ran) {
    const why = reasonToLeaveOut(each, facts);
    const { verdict, proven, disagreements = 0 } = each;
    if (why) excluded.push({ ...headOf(each), ...why });
    else if (disagreements > 0) jobs.push({ ...headOf(each), verdict: 'conflict', disagreements });
    else if (verdict === 'refused' || verdict === 'conflict') jobs.push({ ...headOf(each), verdict });
    else if (verdict === 'verified' && proven) jobs.push({ ...headOf(each), verdict, ...provenPart(proven) });
    else
      missing.push({
        ...headOf(each),
        why: verdict === 'missing' || verdict === 'unfinished' ? verdict : 'incomplete',
      });
  }
  const counts = {
    ran: ran.length,
    verified: jobs.filter(({ verdict }) => verdict === 'verified').length,
    refused: jobs.filter(({ verdict }) => verdict !== 'verified').length,
    againstPolicy: jobs.filter(isAgainstPolicy).length,
    missing: missing.length,
    excluded: excluded.length,
    notRun: all.length - ran.length,
  };
  return {
    schemaVersion: RELEASE_REPORT_VERSION,
    madeAt,
    recorder,
    release,
    verdict: verdictOf(counts),
    counts,
    missing,
    jobs,
    excluded,
    otherRuns: otherRuns.map(({ id, event, path }) => ({ id, event, workflow: nameIn(path) })),
    people: peopleIn(jobs),
    ...(policy && { policy }),
  };
}

/** What the counts of a report amount to. */
export function verdictOf({ refused, againstPolicy, missing }: ReleaseReport['counts']): ReleaseReport['verdict'] {
  return refused + againstPolicy + missing === 0 ? 'pass' : 'fail';
}

/** Whether a policy keeps a job out of a release. */
export function isAgainstPolicy({ policy }: ReleaseReport['jobs'][number]): boolean {
  return policy?.recorded?.refuses === true || policy?.again?.refuses === true;
}

/** Shorter than the schema allows: what takes a secret’s place may be longer than the secret. */
const LONGEST_NAME = 900;

/** Half a character at the cut would have no canonical form. */
function nameIn(name: string): string {
  return name.slice(0, LONGEST_NAME).toWellFormed();
}

function placeOf({ run, job }: Pick<LedJob, 'run' | 'job'>): string {
  return `${run.id}/${run.attempt}/${job.id}`;
}

function headOf({ run, job, recordId }: LedJob) {
  return {
    run: { id: run.id, attempt: run.attempt, event: run.event, workflow: nameIn(run.path) },
    job: { id: job.id, name: nameIn(job.name), ...(job.conclusion && { conclusion: job.conclusion }) },
    recordId,
  };
}

type Exclusion = Omit<ReleaseReport['excluded'][number], keyof ReturnType<typeof headOf>>;

function reasonToLeaveOut(
  { run, job }: LedJob,
  { thisJob, except, recorder }: Pick<ReleaseFacts, 'thisJob' | 'except' | 'recorder'>,
): Exclusion | undefined {
  if (job.status !== 'completed') {
    const isOwnRun = recorder.runId === undefined || recorder.runId === run.id;
    return { why: job.id === thisJob && isOwnRun ? 'this-job' : 'still-running' };
  }
  const inFile = `${run.path.split('/').at(-1)}: ${job.name}`;
  // Jobs are named freely: `nightly.yml: x` may be the name of a job that stands in another file.
  const namesFor = (each: string) => (/^\S*\.\S*: /.test(each) ? [inFile] : [job.name, inFile]);
  const pattern = except.find((each) => namesFor(each).some(patternOf(each)));
  return pattern === undefined ? undefined : { why: 'except-jobs', pattern };
}

/** Whether an event is one whose runs are looked at. */
export function isLeading(events: readonly string[]): (run: Pick<SeenRun, 'event'>) => boolean {
  const matches = anyPattern(events);
  return ({ event }) => matches(event);
}

type Part = ReleaseReport['people'][number]['as'][number];

/** Everybody who is named in a proven record, whoever did most first. */
function peopleIn(jobs: ReleaseReport['jobs']): ReleaseReport['people'] {
  const people = new Map<string, { account: Account; as: Set<Part>; jobs: Set<number> }>();
  const note = (account: Account | undefined, part: Part, index: number) => {
    if (!account) return;
    const key = accountKey(account);
    const known = people.get(key) ?? { account, as: new Set(), jobs: new Set() };
    people.set(key, known);
    known.as.add(part);
    known.jobs.add(index);
  };
  for (const [index, { who }] of jobs.entries()) {
    note(who?.initiator, 'initiator', index);
    note(who?.rerunner, 'rerunner', index);
    for (const account of who?.approvers ?? []) note(account, 'approver', index);
    for (const account of who?.reviewers ?? []) note(account, 'reviewer', index);
  }
  return [...people.values()]
    .map((person) => ({ account: person.account, as: [...person.as], jobs: person.jobs.size }))
    .sort((a, b) => b.jobs - a.jobs || (a.account.login < b.account.login ? -1 : 1));
}
