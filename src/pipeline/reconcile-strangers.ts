import type { EntryFact } from '../core/reconciliation/entry-fact.ts';
import type { Finding } from '../core/reconciliation/finding.ts';
import { jobFactOf, type ReconciledRepository } from '../core/reconciliation/job-fact.ts';
import type { Ledger, Strangers } from '../core/reconciliation/ledger.ts';
import { codeOf } from '../errors.ts';
import type { RunHistory, SeenJob, SeenRun } from '../ports.ts';
import { sideBySide } from '../side-by-side.ts';

export interface StrangersOptions {
  readonly repository: ReconciledRepository;
  readonly history: RunHistory;
  readonly parallel: number;
  readonly onProgress: (done: number, of: number) => void;
}

/**
 * Asks GitHub about the runs of records that fit no job which is known so far: they may have been created before, or be
 * nobody’s.
 */
export async function judgeStrangers(
  ledger: Ledger,
  { repository, history, parallel, onProgress }: StrangersOptions,
  signal: AbortSignal,
): Promise<Finding[]> {
  const strangers = ledger.settleStrangers();
  let done = 0;
  const found = await sideBySide(strangers, parallel, async (group) => {
    const findings = await judgeGroup(ledger, group, { repository, history }, signal);
    onProgress(++done, strangers.length);
    return findings;
  });
  return found.flat();
}

async function judgeGroup(
  ledger: Ledger,
  group: Strangers,
  { repository, history }: Pick<StrangersOptions, 'repository' | 'history'>,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { runId, attempt, records } = group;
  if (runId === undefined) return eachOnce(records, repository, 'unknown-run', 'The record names no run.');
  const seen = await seenJobs(history, runId, attempt, signal);
  if (!seen) {
    const says = `GitHub knows no attempt ${attempt} of a run ${runId}: it was deleted, or the record was made up.`;
    return eachOnce(records, repository, 'unknown-run', says);
  }
  const jobs = seen.jobs.map((job) => jobFactOf(seen.run, job));
  const left = ledger.settleAmong(group, jobs);
  const [unknown, unmatched] = [
    left.filter(({ checkRunId }) => checkRunId !== undefined),
    left.filter(({ checkRunId }) => checkRunId === undefined),
  ];
  return [
    ...eachOnce(
      unknown,
      repository,
      'unknown-job',
      `Attempt ${attempt} of the run ${runId} has no job with the record’s check run: the record was made up.`,
    ),
    ...eachOnce(
      unmatched,
      repository,
      'unmatched',
      `The record’s runner named no check run, and attempt ${attempt} of the run ${runId} has no one job without a record that has its name or runner.`,
    ),
  ];
}

async function seenJobs(
  history: RunHistory,
  runId: string,
  attempt: string,
  signal: AbortSignal,
): Promise<{ readonly run: SeenRun; readonly jobs: readonly SeenJob[] } | undefined> {
  if (!/^[1-9]\d{0,18}$/.test(runId) || !/^[1-9]\d{0,4}$/.test(attempt)) return undefined;
  try {
    const run = await history.run(runId, attempt);
    const jobs: SeenJob[] = [];
    for await (const job of history.jobs(runId, attempt, signal)) jobs.push(job);
    return { run, jobs };
  } catch (error) {
    if (codeOf(error) === 'api-not-found') return undefined;
    throw error;
  }
}

/** One finding for each record, however many phases and copies of it there are. */
function eachOnce(
  records: readonly EntryFact[],
  repository: ReconciledRepository,
  kind: Finding['kind'],
  says: string,
): Finding[] {
  const first = new Map<string, EntryFact>();
  for (const record of records) if (!first.has(record.recordId)) first.set(record.recordId, record);
  return [...first.values()].map(({ recordId, phase, location }) => ({
    kind,
    says,
    repository: repository.name,
    recordId,
    phase,
    location,
  }));
}
