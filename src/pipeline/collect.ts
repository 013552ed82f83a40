import type { CollectedPlace } from '../core/collector/job-facts.ts';
import { isRefused } from '../core/judge.ts';
import { type Problem, problemOf, problemsFail } from '../core/problem.ts';
import type { RecordHead } from '../core/record.ts';
import type { Knowledge } from '../core/rule.ts';
import type { ExpectedSigner } from '../core/verification/signer.ts';
import type { RunningAction } from '../core/workflow/our-step.ts';
import { codeOf, DoorlogError } from '../errors.ts';
import type { Configuration } from '../model/configuration.ts';
import type { BundleVerifier, RunHistory, SeenJob, SeenRun } from '../ports.ts';
import {
  asksForHistory,
  type CollectedRecord,
  type CollectedRun,
  type CollectJobPorts,
  collectJob,
} from './collect-job.ts';
import { attemptsOf, nameOf, notOver, type OwnWorkflow, refKindOf, type Wanted } from './collected-attempts.ts';
import { type LazyHistory, lazyHistory } from './collected-history.ts';
import { recordsIn } from './found-records.ts';
import { showable, strictnessOf } from './hook.ts';
import { evidenceOfRun, type JobEvidence } from './job-evidence.ts';
import { once, oncePerRun, type RunLooks } from './once-per-run.ts';
import type { AskedStore } from './verify-stored.ts';

/** What a collector works with. */
export interface CollectPorts extends Omit<CollectJobPorts, 'keep'> {
  readonly history: RunHistory;
  readonly runLooks: RunLooks;
  readonly stores: () => Promise<{ readonly stores: readonly AskedStore[]; readonly problems: readonly Problem[] }>;
  readonly verifier: () => Promise<BundleVerifier>;
  /** Keeps a record and its bundle as files in a folder of their own. */
  readonly keep: (recordId: string, files: { record: string; bundle?: string }) => ReturnType<CollectJobPorts['keep']>;
  /** What is known beside records, asked for once. Never raises. */
  readonly knowledge: (now: Date) => Promise<{ readonly known: Knowledge; readonly problems: readonly Problem[] }>;
}

/** What a collector is made of. */
export interface CollectInput {
  readonly place: CollectedPlace;
  readonly recorder: RecordHead['recorder'];
  readonly action: RunningAction;
  readonly configuration: Configuration;
  readonly wanted: Wanted;
  /** The collector's own workflow, which is not collected. */
  readonly own: OwnWorkflow | undefined;
  readonly expected: ExpectedSigner;
  /** Whether records are to be signed, so that only a signed one counts as there. */
  readonly isSigning: boolean;
  readonly historyDays: number;
  readonly problems: readonly Problem[];
}

/** What became of one job. */
export type CollectedJob = { readonly run: SeenRun; readonly job: SeenJob } & (
  | { readonly status: 'collected'; readonly recordId: string; readonly collected: CollectedRecord }
  /** A collector's record says the same already. */
  | { readonly status: 'known'; readonly recordId: string }
  | { readonly status: 'not-run' }
);

/** What came of a collector. */
export interface CollectResult {
  readonly jobs: readonly CollectedJob[];
  /** Runs that the next schedule has to look at, as `RUN/ATTEMPT`. */
  readonly left: readonly string[];
  readonly problems: readonly Problem[];
  /** Whether the collector's own job is to be failed. */
  readonly refused: boolean;
}

/** Below this share of the hour's requests the rest is left to others, and the jobs to the next schedule. */
const LOW_SHARE = 0.1;
/** As many as can be signed and attested in an hour (GitHub: 500 requests an hour that create something). */
const MOST_JOBS = 400;

/** Errors after which no further job has a better chance. */
const ENDS_ALL: readonly string[] = ['api-rate-limited', 'http-timeout', 'http-connection', 'http-tls'];

/** Records each job of the wanted runs that no collector's record speaks of yet, as it is seen from outside. */
export async function collect(ports: CollectPorts, input: CollectInput): Promise<CollectResult> {
  const { configuration } = input;
  const signal = ports.interruption?.signal ?? new AbortController().signal;
  const [{ stores, problems: storeProblems }, { sinks, problems: sinkProblems }, handover, alerts, beside] =
    await Promise.all([
      ports.stores(),
      ports.sinks(),
      ports.handover(),
      ports.alerts?.(),
      ports.knowledge(ports.clock.now()),
    ]);
  const problems: Problem[] = [
    ...input.problems,
    ...sinkProblems,
    ...storeProblems.filter(({ message }) => !sinkProblems.some((other) => other.message === message)),
    ...handover.problems,
    ...(alerts?.problems ?? []),
    ...beside.problems,
  ];
  const jobs: CollectedJob[] = [];
  const left: string[] = [];
  const done = () => finish(ports, input, { jobs, left, problems });
  if (stores.length === 0 && input.wanted.kind === 'since') {
    problems.push(problemOf(noStore()));
    return done();
  }

  let verifier: BundleVerifier;
  try {
    verifier = await ports.verifier();
  } catch (error) {
    problems.push(problemOf(error));
    return done();
  }
  const signatures = { verifier, expected: input.expected };
  const history = lazyHistory({ stores, signatures, now: ports.clock.now(), days: input.historyDays }, signal);
  const refKind = once((name: string) => ports.jobLooks.refKind(name));
  try {
    const attempts = await attemptsOf(ports, input, history.read, signal);
    for (const [index, run] of attempts.entries()) {
      if (isLow(ports) || isEnough(jobs)) {
        left.push(...attempts.slice(index).map(nameOf));
        break;
      }
      try {
        if (run.status !== 'completed') throw notOver(run);
        const collected: CollectedRun = {
          place: input.place,
          run,
          refKind: await refKindOf(run, refKind),
          looks: oncePerRun(ports.runLooks, run),
          recorder: input.recorder,
          action: input.action,
          configuration,
          stores,
          sinks,
          hasUnmade: sinkProblems.length > 0,
          alerts,
          knowledge: async (policy) => {
            if (!asksForHistory(policy) || stores.length === 0) return beside.known;
            const read = await orProblem(problems, history.read);
            return { ...beside.known, ...(read && { history: read.history }) };
          },
        };
        const isWhole = await collectAttempt(ports, input, collected, { verifier, history, jobs, problems, signal });
        if (!isWhole) left.push(nameOf(run));
      } catch (error) {
        problems.push(problemAt(error, signal));
        left.push(nameOf(run));
        if (signal.aborted || ENDS_ALL.includes(codeOf(error))) {
          left.push(...attempts.slice(index + 1).map(nameOf));
          break;
        }
      }
    }
  } catch (error) {
    problems.push(problemAt(error, signal));
  }
  return done();
}

/** What ends when the run is cancelled failed for that reason, whatever it says. */
function problemAt(error: unknown, signal: AbortSignal): Problem {
  if (!signal.aborted) return problemOf(error);
  return { kind: 'service', code: 'http-timeout', message: 'The run was cancelled before all jobs were recorded.' };
}

interface Work {
  readonly verifier: BundleVerifier;
  readonly history: LazyHistory;
  readonly jobs: CollectedJob[];
  readonly problems: Problem[];
  readonly signal: AbortSignal;
}

/** Answers whether all of its jobs were looked at. */
async function collectAttempt(
  ports: CollectPorts,
  input: CollectInput,
  collected: CollectedRun,
  { verifier, jobs, problems, signal, history }: Work,
): Promise<boolean> {
  const { run, stores, place } = collected;
  const question = { run, server: place.server, repositoryId: place.repositoryId };
  const evidence = { history: ports.history, stores, verifier, expected: input.expected };
  let isWhole = true;
  for await (const found of evidenceOfRun(question, evidence, signal)) {
    const { job, recordId } = found;
    if (found.verdict === 'not-run') {
      jobs.push({ run, job, status: 'not-run' });
      continue;
    }
    if (isKnown(found, input)) {
      jobs.push({ run, job, status: 'known', recordId });
      continue;
    }
    if (isLow(ports) || isEnough(jobs) || signal.aborted) return false;
    const own = { ...ports, keep: (files: { record: string; bundle?: string }) => ports.keep(recordId, files) };
    try {
      const result = await collectJob(own, collected, found, signal);
      problems.push(...result.problems.filter(isNew(problems)));
      jobs.push({ run, job, status: 'collected', recordId, collected: result });
      history.add(result.record);
    } catch (error) {
      if (signal.aborted || ENDS_ALL.includes(codeOf(error))) throw error;
      // One job, whose words may be a stranger's, keeps no other one from being recorded.
      problems.push(...[problemOf(error)].filter(isNew(problems)));
      isWhole = false;
    }
  }
  return isWhole;
}

function isEnough(jobs: readonly CollectedJob[]): boolean {
  return jobs.filter(({ status }) => status === 'collected').length >= MOST_JOBS;
}

function isNew(known: readonly Problem[]): (problem: Problem) => boolean {
  return ({ message }) => !known.some((other) => other.message === message);
}

/**
 * Whether a collector's record that can be believed names all that the stores hold of the job now: where a record
 * has come since, it is collected again. Where nothing is signed, one that is as it was filed has to do.
 */
function isKnown({ stored }: JobEvidence, { isSigning }: CollectInput): boolean {
  const now = keysOf(recordsIn(stored));
  const proven = stored.proven.filter(({ record }) => record.phase === 'collector');
  const named = proven.map(({ record }) => new Set(keysOf(record.links.records ?? [])));
  if (named.some((keys) => now.every((key) => keys.has(key)))) return true;
  return !isSigning && stored.copies.some(({ phase, checks }) => phase === 'collector' && isIntact(checks));
}

function isIntact(checks: JobEvidence['stored']['copies'][number]['checks']): boolean {
  return !checks.some(({ status }) => status === 'failed');
}

function keysOf(links: readonly { readonly phase: string; readonly digest: string }[]): string[] {
  return links.map(({ phase, digest }) => `${phase} ${digest}`);
}

function isLow({ observers }: CollectPorts): boolean {
  const left = observers.requestsLeft();
  return left !== undefined && left.remaining < left.limit * LOW_SHARE;
}

function noStore(): DoorlogError {
  return new DoorlogError(
    'input-invalid',
    'No sink in the input “sinks” can be read back, so nobody can say which jobs have a record; give one that can, or collect at workflow_run.',
  );
}

async function orProblem<T>(problems: Problem[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const problem = problemOf(error);
    if (isNew(problems)(problem)) problems.push(problem);
    return undefined;
  }
}

function finish(
  ports: CollectPorts,
  { configuration }: CollectInput,
  { jobs, left, problems }: Omit<CollectResult, 'refused'>,
): CollectResult {
  const strictness = strictnessOf(configuration);
  const verdicts = jobs.flatMap((each) => (each.status === 'collected' ? [each.collected.verdict] : []));
  const isFailed = problemsFail(problems, strictness) || verdicts.some((verdict) => problemsFail(problems, verdict));
  return { jobs, left, problems: showable(problems, ports), refused: verdicts.some(isRefused) || isFailed };
}
