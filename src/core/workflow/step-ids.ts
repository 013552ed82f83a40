import type { Step } from './workflow.ts';

const MAX_LENGTH = 100;

/**
 * The id that the runner knows each step by (its GITHUB_ACTION), in the order of the steps: the one that is written, or
 * the one that GitHub makes up from what the step uses, numbered where it occurs again.
 * Source: the workflow parser in actions/runner (`ConvertToSteps`, `IdBuilder`).
 */
export function runnerStepIds(steps: readonly Step[]): string[] {
  const taken = new Set(steps.flatMap((step) => (step.id ? [step.id.toLowerCase()] : [])));
  return steps.map((step) => {
    if (step.id) {
      return step.id;
    }
    const base = `__${baseName(step.uses)}`.replace(/[^A-Za-z0-9_-]/g, '_');
    for (let attempt = 1; ; attempt += 1) {
      const suffix = attempt === 1 ? '' : `_${attempt}`;
      const id = base.slice(0, MAX_LENGTH - suffix.length) + suffix;
      if (!taken.has(id.toLowerCase())) {
        taken.add(id.toLowerCase());
        return id;
      }
    }
  });
}

function baseName(uses: string | undefined): string {
  if (uses === undefined) {
    return 'run';
  }
  if (uses.startsWith('docker://')) {
    return uses.slice('docker://'.length) || 'run';
  }
  if (isLocalAction(uses)) {
    return 'self';
  }
  if (uses.startsWith('$/')) {
    return 'selfRepository';
  }
  return repositoryOf(uses) ?? 'run';
}

/** Whether a step's action is a folder of the checked-out tree. */
export function isLocalAction(uses: string): boolean {
  return uses.startsWith('./') || uses.startsWith('.\\');
}

/** `OWNER/REPO` of `OWNER/REPO[/path]@ref`; undefined for local, `$/` and container actions and for what is no reference. */
export function repositoryOf(uses: string): string | undefined {
  if (isLocalAction(uses) || uses.startsWith('$/') || uses.startsWith('docker://')) {
    return undefined;
  }
  const [path, ref, ...more] = uses.split('@');
  const [owner, name] = (path ?? '').split(/[/\\]/).filter((segment) => segment !== '');
  return owner === undefined || name === undefined || !ref || more.length > 0 ? undefined : `${owner}/${name}`;
}
