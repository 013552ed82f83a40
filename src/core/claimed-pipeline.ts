import type { OidcClaims } from '../model/oidc-claims.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { Visibility } from '../model/visibility.ts';

const OBJECT_ID = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** The fields of the pipeline that GitHub's identity token claims too; a claim that is not of its form is left out. */
export function claimedPipeline(claims: OidcClaims): Partial<Pipeline> {
  const visibility = Visibility.safeParse(claims.repository_visibility);
  const all: Partial<Record<keyof Pipeline, string | undefined>> = {
    repository: claims.repository,
    repositoryId: claims.repository_id,
    repositoryOwner: claims.repository_owner,
    repositoryOwnerId: claims.repository_owner_id,
    visibility: visibility.success ? visibility.data : undefined,
    workflowRef: claims.workflow_ref,
    workflowSha: objectId(claims.workflow_sha),
    jobWorkflowRef: claims.job_workflow_ref,
    jobWorkflowSha: objectId(claims.job_workflow_sha),
    runId: claims.run_id,
    runNumber: claims.run_number,
    runAttempt: claims.run_attempt,
    event: claims.event_name,
    ref: claims.ref,
    sha: objectId(claims.sha),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''));
}

function objectId(value: string | undefined): string | undefined {
  return value !== undefined && OBJECT_ID.test(value) ? value : undefined;
}
