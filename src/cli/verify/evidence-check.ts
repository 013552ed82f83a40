import { type Check, check } from '../../core/verification/check.ts';
import { DoorlogError } from '../../errors.ts';
import type { LookedIn } from '../../pipeline/find-bundles.ts';

/** Where was looked for proof and what was there, as one line. */
export function checkEvidence(looked: readonly LookedIn[], hint?: string): Check {
  const open = check('evidence', 'Evidence');
  const places = looked.map(({ source, bundles, more: isCut, problem }) => {
    if (problem) return `${source}: ${problem.sentence.replace(/\.$/, '')}`;
    const rest = isCut ? ', and more that were not looked at' : '';
    return `${source}: ${bundles === 1 ? '1 bundle' : `${bundles} bundles`}${rest}`;
  });
  const more = hint === undefined ? '' : ` ${hint}`;
  if (looked.length === 0) return open.notChecked(`There was nowhere to look.${more}`);
  const sentence = `${places.join('; ')}.`;
  const isFound = looked.some(({ bundles }) => bundles > 0);
  const isWhole = looked.every(({ problem, more }) => problem === undefined && !more);
  return isFound && isWhole ? open.ok(sentence) : open.notChecked(`${sentence}${more}`);
}

/** To be called where nothing was found that helps: raises what a place said that could not be asked and may have it. */
export function failWithoutAnswer(looked: readonly LookedIn[]): void {
  const problem = looked.find(({ problem }) => problem !== undefined)?.problem;
  if (problem) throw new DoorlogError(problem.code, problem.sentence);
}
