import { DoorlogError } from '../../errors.ts';
import type { OidcClaims } from '../../model/oidc-claims.ts';
import type { Pipeline } from '../../model/pipeline.ts';

/** Events at which nobody but those who may write to the default branch decides what a collector is. */
export const COLLECTING_EVENTS: readonly string[] = ['workflow_run', 'schedule', 'workflow_dispatch'];

/** Who is about to collect: by the identity token where there is one, else by the runner. */
export interface Standing {
  readonly pipeline: Pick<Pipeline, 'event' | 'ref' | 'workflowRef'>;
  readonly claims: OidcClaims | undefined;
  /** Left out where nobody could tell. */
  readonly defaultBranch: string | undefined;
}

/** Why this job is not to be trusted with what a collector is given; undefined where it is. */
export function refusalToCollect({ pipeline, claims, defaultBranch }: Standing): DoorlogError | undefined {
  const event = claims?.event_name ?? pipeline.event;
  const ref = claims?.ref ?? pipeline.ref;
  const workflowRef = claims?.workflow_ref ?? pipeline.workflowRef;
  if (event === undefined || !COLLECTING_EVENTS.includes(event)) {
    return refused(`was started by ${event ?? 'an event that nobody names'}`, 'start it by workflow_run or schedule');
  }
  if (defaultBranch === undefined) {
    return refused('could not see which branch is the default one', 'give its token contents: read');
  }
  const branch = `refs/heads/${defaultBranch}`;
  if (ref !== branch) return refused(`runs for ${ref ?? 'no ref'}`, `it has to run for ${branch}`);
  if (!workflowRef?.endsWith(`@${branch}`)) {
    return refused('has a workflow file of another branch', `its file has to be that of ${branch}`);
  }
  return undefined;
}

/** What it runs for may be a name that a stranger chose: shown as text and shortened. */
function refused(what: string, mend: string): DoorlogError {
  const shown = what.replace(/[^\p{L}\p{N} ._/-]/gu, '?').slice(0, 200);
  return new DoorlogError(
    'environment-invalid',
    `This collector ${shown}, where others may decide what it does, so it collected nothing; ${mend}.`,
  );
}
