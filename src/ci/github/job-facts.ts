import type { Gap } from '../../model/access-record.ts';
import type { StageClaims } from '../../model/configuration.ts';
import type { Account, People, Person } from '../../model/person.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import type { Runner } from '../../model/runner.ts';
import type { JobFacts } from '../../ports.ts';
import { accountFrom, accountType } from './access-reader.ts';
import type { TriggerEvent } from './event.ts';
import type { RunnerVariables } from './variables.ts';

/**
 * Events for which GITHUB_SHA is a merge that GitHub made and signed itself:
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const MERGE_EVENTS: ReadonlySet<string> = new Set([
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
]);

/** Puts together what the runner's variables, the event and the runner's own inputs say. */
export function jobFacts(variables: RunnerVariables, event: TriggerEvent | undefined, claims: StageClaims): JobFacts {
  const pipeline = pipelineFrom(variables, event, claims);
  const runner = runnerFrom(variables);
  const people = peopleFrom(variables, event);
  const isMerge = variables.event !== undefined && MERGE_EVENTS.has(variables.event);
  const sha = isMerge ? event?.pull_request?.head.sha : undefined;
  const commit = sha ?? variables.sha;
  return {
    pipeline,
    runner,
    people,
    ...(commit && { sha: commit }),
    gaps: gapsOf(people, event),
    sources: {
      '/pipeline': 'env',
      '/runner': 'env',
      '/people': 'env',
      ...(event && { '/people/sender': 'event' }),
      ...(claims.matrix && { '/pipeline/matrix': 'input' }),
      ...(claims.checkRunId && { '/pipeline/checkRunId': 'input' }),
    },
  };
}

function pipelineFrom(variables: RunnerVariables, event: TriggerEvent | undefined, claims: StageClaims): Pipeline {
  const { server, repository, runId, runAttempt } = variables;
  const before = variables.event === 'push' && event?.before && !/^0+$/.test(event.before) ? event.before : undefined;
  return {
    provider: 'github-actions',
    ...defined({
      server,
      repository,
      repositoryId: variables.repositoryId ?? (event?.repository && String(event.repository.id)),
      repositoryOwner: variables.repositoryOwner ?? repository?.split('/')[0],
      repositoryOwnerId: variables.repositoryOwnerId,
      visibility: event?.repository?.visibility ?? visibilityOf(event),
      workflow: variables.workflow,
      workflowRef: variables.workflowRef,
      workflowSha: variables.workflowSha,
      jobWorkflowRef: claims.jobWorkflowRef,
      jobWorkflowSha: claims.jobWorkflowSha,
      runId,
      runNumber: variables.runNumber,
      runAttempt,
      runUrl:
        server && repository && runId
          ? `${server}/${repository}/actions/runs/${runId}${runAttempt ? `/attempts/${runAttempt}` : ''}`
          : undefined,
      job: variables.job,
      checkRunId: claims.checkRunId,
      matrix: claims.matrix,
      event: variables.event,
      eventAction: event?.action,
      before,
      ref: variables.ref,
      refProtected: variables.refProtected === undefined ? undefined : variables.refProtected === 'true',
      sha: variables.sha,
      pullRequest: event?.pull_request && pullRequestFrom(event.pull_request),
    }),
  };
}

/** A private repository may also be an internal one: only the public ones are sure. */
function visibilityOf(event: TriggerEvent | undefined): Pipeline['visibility'] {
  if (event?.repository?.private === undefined) return undefined;
  return event.repository.private ? 'private' : 'public';
}

function pullRequestFrom(pull: NonNullable<TriggerEvent['pull_request']>): NonNullable<Pipeline['pullRequest']> {
  const from = pull.head.repo;
  return {
    number: String(pull.number),
    headSha: pull.head.sha,
    ...(from && { headRepository: from.full_name, headRepositoryId: String(from.id) }),
    ...(pull.base.repo && { fromFork: from?.id !== pull.base.repo.id }),
    baseRef: pull.base.ref,
  };
}

function runnerFrom(variables: RunnerVariables): Runner {
  const image = variables.imageOs && [variables.imageOs, variables.imageVersion].filter(Boolean).join(' ');
  const environment = variables.runnerEnvironment as Runner['environment'];
  return defined({
    environment,
    os: variables.runnerOs,
    arch: variables.runnerArch,
    name: variables.runnerName,
    image,
    trackingId: variables.trackingId,
  });
}

function peopleFrom(variables: RunnerVariables, event: TriggerEvent | undefined): People {
  const { actor, actorId, triggeringActor, runAttempt } = variables;
  const initiator = actor === undefined ? undefined : personOf(actor, actorId);
  const again = triggeringActor !== undefined && (triggeringActor !== actor || Number(runAttempt) > 1);
  const rerunner = again ? personOf(triggeringActor, triggeringActor === actor ? actorId : undefined) : undefined;
  return defined({ initiator, rerunner, sender: event?.sender && accountFrom(event.sender) });
}

function personOf(login: string, id: string | undefined): Person {
  const type: Account['type'] = accountType(undefined, login);
  return { login, ...(id && { id }), ...(type !== 'unknown' && { type }) };
}

function gapsOf(people: People, event: TriggerEvent | undefined): Gap[] {
  const gaps: Gap[] = [];
  const miss = (pointer: string, needed: string) => gaps.push({ pointer, reason: 'not-available', needed });
  if (people.initiator === undefined) miss('/people/initiator', 'a runner that sets GITHUB_ACTOR');
  if (event === undefined) miss('/people/sender', 'a readable event file');
  return gaps;
}

function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
