import type { Gap } from '../../model/access-record.ts';
import type { ObservationSource } from '../../model/observation-source.ts';
import type { Account, People } from '../../model/person.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import type { Runner } from '../../model/runner.ts';
import type { JobFacts, Observed, RefKind, SeenJob, SeenPullRequest, SeenRun, SetUpLog } from '../../ports.ts';

/** Where a collector collects. */
export interface CollectedPlace {
  /** Address of the GitHub server. */
  readonly server: string;
  /** `OWNER/REPO`. */
  readonly repository: string;
  readonly repositoryId: string;
  readonly repositoryOwnerId?: string | undefined;
}

/** A job of a run as GitHub shows it from outside. */
export interface SeenFromOutside {
  readonly run: SeenRun;
  readonly job: SeenJob;
  readonly refKind: Observed<RefKind>;
  readonly log: Observed<SetUpLog>;
  /** The pull request that triggered the run, where it is known. */
  readonly pull?: SeenPullRequest | undefined;
  /** The job's key in the file that holds it, and that file where it is a called one. */
  readonly key?: string | undefined;
  readonly called?: { readonly ref: string; readonly sha: string | undefined } | undefined;
  readonly isLeg?: boolean | undefined;
}

const OWN_RECORD = 'the job’s own record: GitHub’s API does not tell it';
/** Events that have no activity types. */
const WITHOUT_ACTIVITY: readonly string[] = ['push', 'schedule', 'workflow_dispatch'];
const IN_PULL_REQUEST = /^pull_request(_review(_comment)?)?$/;

/** Whether a run works on a pull request's merge, which GitHub's API does not name. */
function isMerge({ event }: SeenRun): boolean {
  return IN_PULL_REQUEST.test(event);
}

/** Whether the commit and branch that GitHub shows of a run are those that its jobs were given. */
function isOnHead({ event }: SeenRun): boolean {
  return !event.startsWith('pull_request');
}

/** What is known of a job before its repository is looked at; ids and names come from GitHub, never from the job. */
export function factsOfJob(place: CollectedPlace, seen: SeenFromOutside): JobFacts {
  const { run, job, key, isLeg, log } = seen;
  const gaps: Gap[] = [];
  const miss = (pointer: string, needed: string, reason: Gap['reason'] = 'not-available', detail?: string) =>
    gaps.push({ pointer, reason, needed, ...(detail && { detail }) });
  const pipeline = pipelineOf(place, seen);
  const people = peopleOf(run);
  for (const field of ['ref', 'sha', 'workflowRef', 'workflowSha', 'jobWorkflowRef', 'jobWorkflowSha'] as const) {
    if (pipeline[field] === undefined) miss(`/pipeline/${field}`, OWN_RECORD);
  }
  miss('/pipeline/refProtected', OWN_RECORD);
  if (key === undefined) miss('/pipeline/job', 'a workflow file in which one job alone can have this name');
  if (isLeg || key === undefined) miss('/pipeline/matrix', OWN_RECORD);
  if (run.event === 'push') miss('/pipeline/before', OWN_RECORD);
  else if (!WITHOUT_ACTIVITY.includes(run.event)) miss('/pipeline/eventAction', OWN_RECORD);
  if (!people.initiator) miss('/people/initiator', 'an account that is still there', 'not-found');
  if (!log.ok) {
    for (const field of ['environment', 'image']) miss(`/runner/${field}`, log.needed, log.reason, log.detail);
  }
  return {
    pipeline,
    runner: runnerOf(job, log),
    people,
    sha: run.headSha,
    source: { synthetic: isMerge(run) },
    gaps,
    sources: sourcesOf(seen, pipeline),
  };
}

function pipelineOf(place: CollectedPlace, seen: SeenFromOutside): Pipeline {
  const { run, job, key, called, pull } = seen;
  const { server, repository, repositoryId, repositoryOwnerId } = place;
  const ref = refOf(seen);
  const sha = isOnHead(run) ? run.headSha : undefined;
  const workflowRef = ref && `${repository}/${run.path}@${ref}`;
  // Of a job that can't be found in the file nobody knows which file holds it.
  const holder = key === undefined ? undefined : (called ?? { ref: workflowRef, sha });
  const pullRequest = pull && triggering(pull, run, place);
  return {
    provider: 'github-actions',
    ...defined({
      server,
      repository,
      repositoryId,
      repositoryOwner: repository.split('/')[0],
      repositoryOwnerId,
      workflow: run.name?.slice(0, 1_000),
      workflowRef,
      workflowSha: workflowRef && sha,
      jobWorkflowRef: holder?.ref,
      jobWorkflowSha: holder?.sha,
      runId: run.id,
      runNumber: run.number,
      runAttempt: run.attempt,
      runUrl: `${server}/${repository}/actions/runs/${run.id}/attempts/${run.attempt}`,
      job: key,
      checkRunId: job.id,
      event: run.event,
      ref,
      sha,
      pullRequest,
    }),
  };
}

/** GitHub names a run's branch or tag without saying which of the two it is. */
function refOf({ run, refKind, pull }: SeenFromOutside): string | undefined {
  const { headBranch: name } = run;
  if (run.event.startsWith('pull_request')) return pull && refOfPull(run, pull);
  if (name === undefined) return undefined;
  if (run.event === 'release') return `refs/tags/${name}`;
  if (run.event === 'merge_group' || run.event === 'schedule') return `refs/heads/${name}`;
  if (!refKind.ok) return undefined;
  return { branch: `refs/heads/${name}`, tag: `refs/tags/${name}`, both: undefined, none: undefined }[refKind.value];
}

/** Once it is merged, a pull request's runs are for the branch that it was merged into. */
function refOfPull(run: SeenRun, { pullRequest: { number, baseRef, mergedAt } }: SeenPullRequest): string {
  const isOver = mergedAt !== undefined && Date.parse(run.createdAt) >= Date.parse(mergedAt);
  return isMerge(run) && !isOver ? `refs/pull/${number}/merge` : `refs/heads/${baseRef}`;
}

/** Whether a look has to tell a branch from a tag. */
export function isRefAsked({ event, headBranch }: SeenRun): boolean {
  return headBranch !== undefined && !/^(pull_request.*|release|merge_group|schedule)$/.test(event);
}

/** The one pull request whose head the run was for; undefined where there is none, or more than one. */
export function pullOf(run: SeenRun, pulls: readonly SeenPullRequest[]): SeenPullRequest | undefined {
  if (!run.event.startsWith('pull_request')) return undefined;
  const own = pulls.filter(
    ({ pullRequest: { headSha, headRepository } }) =>
      headSha === run.headSha &&
      (headRepository === undefined ||
        run.headRepository === undefined ||
        headRepository.toLowerCase() === run.headRepository.name.toLowerCase()),
  );
  return own.length === 1 ? own[0] : undefined;
}

function triggering({ pullRequest }: SeenPullRequest, run: SeenRun, place: CollectedPlace): Pipeline['pullRequest'] {
  const { number, headSha, baseRef, author } = pullRequest;
  return {
    number,
    headSha,
    ...defined({
      headRef: run.headBranch,
      headRepository: run.headRepository?.name,
      headRepositoryId: run.headRepository?.id,
      fromFork: run.headRepository && run.headRepository.id !== place.repositoryId,
      baseRef,
      author,
    }),
  };
}

function peopleOf({ actor, triggeringActor, attempt }: SeenRun): People {
  const isAgain = triggeringActor !== undefined && (Number(attempt) > 1 || triggeringActor.id !== actor?.id);
  return defined({
    initiator: actor && personOf(actor),
    rerunner: isAgain ? personOf(triggeringActor) : undefined,
  });
}

function personOf({ login, id, type }: Account): Account {
  return { login, ...(id && { id }), ...(type && { type }) };
}

function runnerOf({ runnerName }: SeenJob, log: Observed<SetUpLog>): Runner {
  const { environment, image } = log.ok ? log.value : {};
  return defined({ environment, image: image?.slice(0, 300), name: runnerName?.slice(0, 300) });
}

function sourcesOf({ log, key }: SeenFromOutside, pipeline: Pipeline): Record<string, ObservationSource> {
  const { environment, image } = log.ok ? log.value : {};
  return {
    '/pipeline': 'api',
    '/runner': 'api',
    '/people': 'api',
    ...(environment && { '/runner/environment': 'job-log' }),
    ...(image && { '/runner/image': 'job-log' }),
    ...(key !== undefined && { '/pipeline/job': 'workflow-file' }),
    ...(pipeline.pullRequest && { '/pipeline/pullRequest': 'api' }),
    '/source/synthetic': 'api',
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}
