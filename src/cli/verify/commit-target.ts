import { createRunHistory } from '../../ci/github/run-history.ts';
import { LEADING_EVENTS } from '../../core/leading-events.ts';
import { isLeading } from '../../core/release-report.ts';
import { type Check, check } from '../../core/verification/check.ts';
import { DoorlogError } from '../../errors.ts';
import { evidenceOfCommit } from '../../pipeline/find-jobs.ts';
import type { ProvenAnswer } from '../../pipeline/prove-record.ts';
import type { AskedStore } from '../../pipeline/verify-stored.ts';
import { worstOf } from './answer.ts';
import { type GitHubAccess, type KnownRepository, knownRepository } from './github-access.ts';
import {
  ASKED_OF_NONE,
  isAskedOfNone,
  lineOfJob,
  type ProvenJob,
  sentencesAboutJobs,
  verdictOfJobs,
} from './job-lines.ts';
import { askedRepository } from './options.ts';
import type { TargetOutcome } from './outcome.ts';
import { gitHubFor, type VerifySettings } from './settings.ts';

/** A commit: every job of its runs has to have a record. Raises `usage`, and what GitHub’s API and the stores raise. */
export async function verifyCommit(sha: string, settings: VerifySettings): Promise<TargetOutcome> {
  const repository = askedRepository(settings.options);
  if (repository === undefined) {
    throw new DoorlogError('usage', 'A commit is of a repository: name it by --repo OWNER/REPO.');
  }
  const access = gitHubOrRefuse(settings);
  const known = await knownRepository(access, repository);
  const jobs = await jobsOf(sha, known, access, settings, settings.stores);
  const { runs, lines, proven, missing } = summaryOf(sha, jobs);
  const answer = {
    target: { kind: 'commit', name: sha, commit: sha, repository: known.name },
    verdict: worstOf([
      ...verdictOfJobs(lines),
      ...(lines.length === 0 ? ['missing' as const] : []),
      ...(isAskedOfNone(lines) ? ['incomplete' as const] : []),
    ]),
    checks: [checkRuns(runs, lines.length, known.name)],
    records: proven.map((each) => each.answer),
    jobs: lines,
    missing,
  } as const;
  return { answer, proven };
}

/** What came of all jobs of a commit together. */
export function summaryOf(sha: string, jobs: readonly ProvenJob[]) {
  const lines = jobs.map(({ line }) => line);
  const proven: readonly ProvenAnswer[] = jobs.flatMap((each) => each.proven ?? []);
  const runs = new Set(lines.map(({ runId }) => runId)).size;
  const missing =
    lines.length === 0
      ? [`GitHub knows no run of commit ${sha}: there was none, or it was deleted, by hand or after its time.`]
      : [...sentencesAboutJobs(lines), ...(isAskedOfNone(lines) ? [ASKED_OF_NONE] : [])];
  return { lines, proven, runs, missing };
}

/** GitHub, which alone knows runs and releases. Raises `usage` with --offline. */
export function gitHubOrRefuse(settings: VerifySettings, server?: string): GitHubAccess {
  const access = gitHubFor(settings, server);
  if (access) return access;
  throw new DoorlogError(
    'usage',
    'Only GitHub knows the runs of a commit and the files of a release; leave --offline away, or name records, bundles or kept evidence.',
  );
}

/** All jobs of a commit’s runs with what the stores prove of each. */
export async function jobsOf(
  commit: string,
  { name, id, server }: KnownRepository,
  { client }: GitHubAccess,
  { ports, signal, options }: VerifySettings,
  stores: readonly AskedStore[],
  hasStores = stores.length > 0,
): Promise<readonly ProvenJob[]> {
  const { verifier, expected } = ports;
  // Who signs for another repository is no record of this one’s job, whatever was asked for.
  const own = { ...expected, repository: expected.repository ?? name };
  const finding = { history: createRunHistory(client, name), stores, verifier, expected: own };
  const isAsked = options['every-run'] ? () => true : isLeading(LEADING_EVENTS);
  const found: ProvenJob[] = [];
  for await (const evidence of evidenceOfCommit({ commit, server, repositoryId: id }, finding, signal)) {
    found.push(await lineOfJob(evidence, { ports: { ...ports, expected: own }, hasStores, isAsked }));
  }
  return found;
}

/** How many runs and jobs there are, as one line. */
export function checkRuns(runs: number, jobs: number, repository: string): Check {
  const open = check('runs', 'Runs');
  return jobs === 0
    ? open.notChecked(`${repository} has no run of this commit that GitHub still knows.`)
    : open.ok(
        `${repository} has ${runs === 1 ? '1 run' : `${runs} runs`} of this commit, with ${jobs === 1 ? '1 job' : `${jobs} jobs`}.`,
      );
}
