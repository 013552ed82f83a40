import { repositoryOf } from './step-ids.ts';
import type { Job, Step } from './workflow.ts';

/** A step that a refused start does not hold back; `line` is where the cause is written. */
export interface StepAfterRefusal {
  readonly step: Step;
  readonly line: number;
  /**
   * `condition`: its `if` lets it run in a failed job.
   * `earlier-pre`: its action stands before ours, so its pre, if it has one, has already run.
   * `later-pre`: its action stands after ours, and its pre, if it has one, runs although ours failed.
   */
  readonly kind: 'condition' | 'earlier-pre' | 'later-pre';
  /** One sentence for a person. */
  readonly reason: string;
}

/**
 * Which steps run, in whole or in part, although Doorlog's start refused the job. Whether an action has a pre can't be
 * seen in the workflow file; local and container actions never have one that the runner starts.
 * Source: actions/runner, where the condition of a pre is `always()` unless the action says otherwise.
 */
export function stepsThatRunAfterRefusal(job: Job, ourIndex: number): StepAfterRefusal[] {
  const found: StepAfterRefusal[] = [];
  for (const step of job.steps) {
    if (step.index === ourIndex) {
      continue;
    }
    if (step.if !== undefined && mayRunInFailedJob(step.if)) {
      const reason = 'its condition lets it run after a failed step';
      found.push({ step, line: step.ifLine ?? step.line, kind: 'condition', reason });
    }
    if (step.uses !== undefined && (repositoryOf(step.uses) !== undefined || step.uses.startsWith('$/'))) {
      const earlier = step.index < ourIndex;
      const reason = earlier
        ? 'it stands before Doorlog, so a pre step of its action runs first'
        : "a pre step of its action runs even after Doorlog's start has failed";
      found.push({ step, line: step.line, kind: earlier ? 'earlier-pre' : 'later-pre', reason });
    }
  }
  return found;
}

/**
 * Whether a step with this condition may run after an earlier failure. GitHub puts `success() &&` before a condition
 * that calls no status function; one that calls only `success()` counts as safe where it is a plain `… && success()`.
 */
export function mayRunInFailedJob(condition: string): boolean {
  const code = condition
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/^\s*\$\{\{|\}\}\s*$/g, '')
    .replace(/\s+/g, '')
    .toLowerCase();
  if (/\b(?:always|failure|cancelled)\(/.test(code)) {
    return true;
  }
  return /\bsuccess\(/.test(code) && !topLevelConjuncts(code).includes('success()');
}

/** The parts between `&&` outside all brackets; none where an `||` stands there too. */
function topLevelConjuncts(code: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const token of code.match(/&&|\|\||[\s\S]/g) ?? []) {
    if (depth === 0 && token === '||') {
      return [];
    }
    if (depth === 0 && token === '&&') {
      parts.push(part);
      part = '';
      continue;
    }
    depth += '([{'.includes(token) ? 1 : ')]}'.includes(token) ? -1 : 0;
    part += token;
  }
  return [...parts, part];
}
