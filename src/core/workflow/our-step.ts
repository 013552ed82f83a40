import { isLocalAction, repositoryOf, runnerStepIds } from './step-ids.ts';
import type { Job, Step } from './workflow.ts';

/** What the runner says of the action that is running. */
export interface RunningAction {
  /** `OWNER/REPO` of the action (GITHUB_ACTION_REPOSITORY); absent for a local one. */
  readonly actionRepository?: string;
  /** The step's id as the runner knows it (GITHUB_ACTION); inside a composite action, ids joined by dots. */
  readonly actionId?: string;
}

/**
 * The step of the job that is Doorlog, or that holds it as a composite action. The id decides, unless the step that it
 * names uses another repository's action; then, and on runners whose ids differ from GitHub's, the first step that
 * uses the repository. Both are claims of the environment: what is found is evidence, not proof.
 */
export function findOurStep(job: Job, action: RunningAction): Step | undefined {
  const repository = action.actionRepository?.toLowerCase() || undefined;
  const [outerId, ...innerIds] = (action.actionId ?? '').split('.');
  if (outerId) {
    const ids = runnerStepIds(job.steps);
    const named = job.steps[ids.findIndex((id) => id.toLowerCase() === outerId.toLowerCase())];
    if (named !== undefined && (innerIds.length > 0 || couldBe(named, repository))) {
      return named;
    }
  }
  return repository === undefined
    ? undefined
    : job.steps.find((step) => usesRepository(step, repository) && !isCheckpoint(step));
}

/** The action for checkpoints stands in the same repository and begins no record. */
function isCheckpoint({ uses }: Step): boolean {
  return /^[^/]+\/[^/]+\/checkpoint@/.test(uses ?? '');
}

function couldBe(step: Step, repository: string | undefined): boolean {
  if (step.uses === undefined || isLocalAction(step.uses) || step.uses.startsWith('$/')) {
    return true;
  }
  return repository === undefined || usesRepository(step, repository);
}

function usesRepository(step: Step, repository: string): boolean {
  return step.uses !== undefined && repositoryOf(step.uses)?.toLowerCase() === repository;
}
