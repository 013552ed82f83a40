import type { World } from './world-types.ts';

/** Claims of an identity token; every value is text, as GitHub sends it. */
export type Claims = Record<string, string>;

/**
 * The claims that GitHub puts into the identity token of the world's job, without issuer, audience and times.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export function claimsOf(world: World): Claims {
  const { repository, run, context, users } = world;
  const fullName = `${repository.owner}/${repository.name}`;
  const environment = context.environment === null ? undefined : world.environments[context.environment];
  const claims: Record<string, string | undefined> = {
    sub: `repo:${fullName}:${subjectTail(world)}`,
    actor: run.actor,
    actor_id: users[run.actor]?.id,
    base_ref: context.baseRef,
    check_run_id: context.jobId,
    environment: context.environment ?? undefined,
    environment_node_id: environment?.nodeId,
    event_name: run.event,
    head_ref: context.headRef,
    job_workflow_ref: context.jobWorkflowRef,
    job_workflow_sha: context.jobWorkflowSha,
    ref: context.ref,
    ref_protected: String(context.refProtected),
    ref_type: context.refType,
    repository: fullName,
    repository_id: repository.id,
    repository_owner: repository.owner,
    repository_owner_id: users[repository.owner]?.id,
    repository_visibility: repository.visibility,
    run_attempt: String(run.runAttempt),
    run_id: run.id,
    run_number: String(run.runNumber),
    runner_environment: world.runner.environment,
    sha: context.sha,
    workflow: run.name,
    workflow_ref: context.workflowRef,
    workflow_sha: context.workflowSha,
  };
  const known = Object.entries(claims).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(known);
}

function subjectTail({ context, run }: World): string {
  if (context.environment !== null) return `environment:${context.environment}`;
  return run.event === 'pull_request' ? 'pull_request' : `ref:${context.ref}`;
}
