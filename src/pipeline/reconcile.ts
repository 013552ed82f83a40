import type { Finding, FindingKind } from '../core/reconciliation/finding.ts';
import type { JobFact, ReconciledRepository } from '../core/reconciliation/job-fact.ts';
import { type AuditedFile, createLedger, type Ledger } from '../core/reconciliation/ledger.ts';
import { createSample, type Sample } from '../core/reconciliation/sample.ts';
import type { AttestationFinder, Clock, RunHistory, WorkflowList } from '../ports.ts';
import {
  type Attested,
  type FoundBundle,
  judgeAttestations,
  judgeBundles,
  type ReconciledStore,
  readEntries,
  type Signatures,
} from './reconcile-entries.ts';
import { type DayNotes, daysOf, type JobsProgress, jobsOfDay } from './reconcile-jobs.ts';
import { judgeStrangers } from './reconcile-strangers.ts';
import { judgeWorkflows } from './reconcile-workflows.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A run waits up to 30 days for an approval, a job runs up to 5, and a run can be run again for 30. */
const LATEST_RECORD = 66 * DAY;
/** Runners of one’s own have clocks of their own. */
const CLOCKS_DIFFER = HOUR;

/** What is to be compared. */
export interface ReconcileQuestion {
  readonly repository: ReconciledRepository;
  /** Runs created from this to before that are looked at. */
  readonly from: Date;
  readonly until: Date;
  /** Milliseconds after a job's end in which its record may still come. */
  readonly grace: number;
  readonly stores: readonly ReconciledStore[];
  /** Whether jobs of a workflow, a path, are meant to have records. */
  readonly isExpected: (workflow: string) => boolean;
  /** Where signatures are looked at: ends and collectors’ records count only if they are proven. */
  readonly signatures?: Signatures | undefined;
  /** How many attestations are looked for; left out, none. */
  readonly attestations?: { readonly most: number; readonly finder: AttestationFinder } | undefined;
  readonly bundles: readonly FoundBundle[];
  /** Requests at a time. */
  readonly parallel: number;
  /** As many jobs as are held at once; more are compared in several parts, of whole days. */
  readonly mostJobs: number;
}

/** How far it is. */
export type ReconcileProgress =
  | ({ readonly stage: 'jobs'; readonly daysDone: number; readonly days: number; readonly jobs: number } & JobsProgress)
  | { readonly stage: 'records'; readonly done: number }
  | { readonly stage: 'unknown records' | 'attestations'; readonly done: number; readonly of: number };

/** What it needs of the world. */
export interface ReconcilePorts {
  readonly history: RunHistory;
  readonly workflows: WorkflowList;
  readonly notes: DayNotes;
  readonly clock: Clock;
  readonly onProgress: (progress: ReconcileProgress) => void;
}

/** What was compared, and what came of it. */
export interface ReconcileSummary {
  readonly repository: string;
  readonly from: string;
  readonly until: string;
  /** All jobs that GitHub lists, those that ran and are meant to have records, and how many of these have what they should. */
  readonly jobs: number;
  readonly expected: number;
  /** Copies in the stores that were read. */
  readonly copies: number;
  /** Ends and collectors’ records without a signature beside them. */
  readonly unsigned: number;
  /** Copies of ends and collectors’ records that are proven; left out where signatures were not looked at. */
  readonly proven?: number;
  /** Records that were matched by run, attempt and name, because their runner names no check run. */
  readonly matchedByName: number;
  readonly attestations?: { readonly asked: number; readonly of: number };
  readonly findings: Readonly<Partial<Record<FindingKind, number>>>;
}

/**
 * Holds the jobs that GitHub ran beside the records that stores have of them; yields what does not fit, answers the
 * counts. Raises what GitHub’s API and readers raise, and what the verifier raises for want of a trust root.
 */
export async function* reconcile(
  question: ReconcileQuestion,
  ports: ReconcilePorts,
  signal: AbortSignal,
): AsyncGenerator<Finding, ReconcileSummary> {
  const tally = createTally();
  for await (const finding of allFindings(question, ports, tally, signal)) {
    tally.findings[finding.kind] = (tally.findings[finding.kind] ?? 0) + 1;
    yield finding;
  }
  const { attested, proven, ...counts } = tally;
  return {
    repository: question.repository.name,
    from: question.from.toISOString(),
    until: question.until.toISOString(),
    ...counts,
    ...(question.signatures && { proven }),
    ...(question.attestations && { attestations: attested }),
  };
}

function createTally() {
  const findings: Partial<Record<FindingKind, number>> = {};
  return {
    jobs: 0,
    expected: 0,
    copies: 0,
    unsigned: 0,
    proven: 0,
    matchedByName: 0,
    attested: { asked: 0, of: 0 },
    findings,
  };
}

type Tally = ReturnType<typeof createTally>;

async function* allFindings(
  question: ReconcileQuestion,
  ports: ReconcilePorts,
  tally: Tally,
  signal: AbortSignal,
): AsyncGenerator<Finding> {
  const [from, until] = [question.from.getTime(), question.until.getTime()];
  const days = daysOf(from, until);
  const audited = new Map<string, AuditedFile>();
  let jobs: JobFact[] = [];
  let partFrom = from;
  for (const [index, day] of days.entries()) {
    const onProgress = (progress: JobsProgress) =>
      ports.onProgress({
        stage: 'jobs',
        daysDone: index,
        days: days.length,
        jobs: tally.jobs + jobs.length,
        ...progress,
      });
    const { history, notes } = ports;
    const found = await jobsOfDay(
      day,
      { from, until },
      { history, notes, parallel: question.parallel, onProgress },
      signal,
    );
    for (const job of found) jobs.push(job);
    const isLast = index === days.length - 1;
    if (!isLast && jobs.length < question.mostJobs) continue;
    const partUntil = isLast ? until : day + DAY;
    const part = openLedger(question, { jobs, from: partFrom, until: partUntil, now: ports.clock.now().getTime() });
    jobs = [];
    yield* findingsOfPart(part, question, ports, tally, signal);
    for (const [file, { actions, jobs: keys }] of part.ledger.audited) {
      const known = audited.get(file);
      audited.set(file, {
        actions: new Set([...(known?.actions ?? []), ...actions]),
        jobs: new Set([...(known?.jobs ?? []), ...keys]),
      });
    }
    partFrom = partUntil;
  }
  const { repository } = question;
  yield* await judgeWorkflows(audited, { repository: repository.name, list: ports.workflows }, signal);
}

/** A part of the time, with all its jobs. */
interface Part {
  readonly ledger: Ledger;
  readonly from: number;
  readonly until: number;
  readonly now: number;
}

function openLedger(
  { repository, stores, isExpected, grace, signatures }: ReconcileQuestion,
  { jobs, from, until, now }: Omit<Part, 'ledger'> & { readonly jobs: readonly JobFact[] },
): Part {
  const isProofAsked = signatures !== undefined;
  const settledBefore = now - grace;
  const ledger = createLedger({ repository, stores, isExpected, isProofAsked, settledBefore, from, until });
  for (const job of jobs) ledger.addJob(job);
  return { ledger, from, until, now };
}

async function* findingsOfPart(
  { ledger, from, until, now }: Part,
  { repository, stores, signatures, attestations, bundles, parallel }: ReconcileQuestion,
  { history, onProgress }: ReconcilePorts,
  tally: Tally,
  signal: AbortSignal,
): AsyncGenerator<Finding> {
  const sample: Sample<Attested> | undefined = attestations && createSample(attestations.most);
  const counted = yield* readEntries(
    ledger,
    {
      stores,
      repository,
      signatures,
      from: from - CLOCKS_DIFFER,
      until: Math.min(until + LATEST_RECORD, now + CLOCKS_DIFFER),
      sample,
      onProgress: (done) => onProgress({ stage: 'records', done: tally.copies + done }),
    },
    signal,
  );
  tally.unsigned += counted.unsigned;
  tally.proven += counted.proven;
  const asked = (stage: 'unknown records' | 'attestations') => (done: number, of: number) =>
    onProgress({ stage, done, of });
  yield* await judgeStrangers(ledger, { repository, history, parallel, onProgress: asked('unknown records') }, signal);
  yield* ledger.judge();
  yield* judgeBundles(ledger, bundles, { repository, from, until });
  if (attestations && sample) {
    const { finder } = attestations;
    yield* await judgeAttestations(
      ledger,
      { repository, sample, finder, parallel, onProgress: asked('attestations') },
      signal,
    );
    tally.attested.asked += sample.values().length;
    tally.attested.of += sample.offered();
  }
  const counts = ledger.counts();
  tally.jobs += counts.jobs;
  tally.expected += counts.expected;
  tally.copies += counts.copies;
  tally.matchedByName += counts.matchedByName;
}
