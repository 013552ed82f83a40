import type { StageClaims } from '../../model/configuration.ts';
import type { ObservationSource } from '../../model/observation-source.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import type { Runner } from '../../model/runner.ts';
import type { JobFacts } from '../../ports.ts';
import type { TriggerEvent } from './event.ts';
import { peopleOf } from './event-people.ts';
import { commitOf, sourceOf } from './event-source.ts';
import { gapList } from './gap-list.ts';
import { type Trigger, triggerOf } from './trigger.ts';
import type { RunnerVariables } from './variables.ts';
import { withoutUndefined } from './without-undefined.ts';

/** Puts together what the runner's variables, the event and the runner's own inputs say. */
export function jobFacts(variables: RunnerVariables, event: TriggerEvent | undefined, claims: StageClaims): JobFacts {
  const list = gapList();
  const trigger = triggerOf(variables.event, event, list);
  const visibility = visibilityOf(event);
  const pipeline = pipelineFrom(variables, event, claims, { ...trigger, ...(visibility && { visibility }) });
  const people = peopleOf(variables, event, list);
  const source = sourceOf(variables, event, list);
  const commit = commitOf(variables, event);
  return {
    pipeline,
    runner: runnerFrom(variables),
    people,
    ...(commit && { sha: commit }),
    source,
    gaps: list.gaps,
    sources: {
      '/pipeline': 'env',
      '/runner': 'env',
      '/people': 'env',
      ...(visibility && { '/pipeline/visibility': 'event' }),
      ...fromEvent('/pipeline', trigger),
      ...fromEvent('/people', { ...people, initiator: undefined, rerunner: undefined }),
      ...(people.initiator?.association && { '/people/initiator/association': 'event' }),
      ...(people.rerunner?.association && { '/people/rerunner/association': 'event' }),
      ...fromEvent('/source', source),
      ...(claims.matrix && { '/pipeline/matrix': 'input' }),
      ...(claims.checkRunId && { '/pipeline/checkRunId': 'input' }),
      ...(claims.jobWorkflowRef && { '/pipeline/jobWorkflowRef': 'input' }),
      ...(claims.jobWorkflowSha && { '/pipeline/jobWorkflowSha': 'input' }),
    },
  };
}

function fromEvent(pointer: string, facts: object): Record<string, ObservationSource> {
  const held = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(held.map(([name]) => [`${pointer}/${name}`, 'event']));
}

function pipelineFrom(
  variables: RunnerVariables,
  event: TriggerEvent | undefined,
  claims: StageClaims,
  byEvent: Trigger & Pick<Pipeline, 'visibility'>,
): Pipeline {
  const { server, repository, runId, runAttempt } = variables;
  return {
    provider: 'github-actions',
    ...withoutUndefined({
      server,
      repository,
      repositoryId: variables.repositoryId ?? event?.repository?.id ?? undefined,
      repositoryOwner: variables.repositoryOwner ?? repository?.split('/')[0],
      repositoryOwnerId: variables.repositoryOwnerId,
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
      ref: variables.ref,
      refProtected: variables.refProtected === undefined ? undefined : variables.refProtected === 'true',
      sha: variables.sha,
    }),
    ...byEvent,
  };
}

/** A private repository may also be an internal one: only the public ones are sure. */
function visibilityOf(event: TriggerEvent | undefined): Pipeline['visibility'] {
  const { visibility, private: isPrivate } = event?.repository ?? {};
  if (visibility) return visibility;
  if (typeof isPrivate !== 'boolean') return undefined;
  return isPrivate ? 'private' : 'public';
}

function runnerFrom(variables: RunnerVariables): Runner {
  // A self-hosted machine's own image is nobody else's business.
  const isHosted = variables.runnerEnvironment === 'github-hosted';
  const image =
    isHosted && variables.imageOs ? [variables.imageOs, variables.imageVersion].filter(Boolean).join(' ') : undefined;
  return withoutUndefined({
    environment: variables.runnerEnvironment as Runner['environment'],
    os: variables.runnerOs,
    arch: variables.runnerArch,
    name: variables.runnerName,
    image,
    trackingId: variables.trackingId,
  });
}
