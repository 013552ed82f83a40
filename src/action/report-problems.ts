import { isRefused } from '../core/judge.ts';
import type { Problem } from '../core/problem.ts';
import { problemsFail } from '../core/problem.ts';
import { ranked } from '../model/ranked-results.ts';
import type { RuleResult, Verdict } from '../model/verdict.ts';
import type { ActionConsole } from './console.ts';

/**
 * Annotates findings that an earlier stage has not annotated yet, each where it can be mended; the worst first, because
 * the runner shows only so many.
 */
export function reportFindings(console: ActionConsole, verdict: Verdict, earlier: Verdict | undefined): void {
  for (const result of ranked(verdict.results)) {
    if (result.result === 'pass' || result.result === 'not-applicable' || isKnown(result, earlier)) continue;
    // What nobody could have known at this point is no news.
    if (result.result === 'unknown' && (verdict.onUnknown === 'ignore' || result.excused)) continue;
    const place = { title: `Doorlog: ${result.rule}`, location: result.locations?.[0] };
    const sentence = result.mend ? `${result.message} ${result.mend}` : result.message;
    if (isRefused({ ...verdict, results: [result] })) console.error(sentence, place);
    else console.warn(sentence, place);
  }
}

/** Tells what became of waivers: an expired one loudly, at its line of the policy, the others in the step's log. */
export function reportWaivers(console: ActionConsole, verdict: Verdict, earlier: Verdict | undefined): void {
  for (const { rule, layer, state, expires, line } of verdict.waivers ?? []) {
    const known = earlier?.waivers?.some(
      (other) => other.rule === rule && other.state === state && other.line === line,
    );
    if (known) continue;
    if (state === 'expired') {
      const file = layer === 'repository' ? verdict.policy.path : undefined;
      console.warn(
        `The waiver of ${rule} expired (${expires}), so it no longer holds; mend what it excused, or let it be renewed.`,
        { title: `Doorlog: ${rule}`, ...(file && { location: { file, ...(line !== undefined && { line }) } }) },
      );
    } else if (state === 'applied') console.info(`a finding of ${rule} is waived until ${expires}.`);
    else console.info(`the waiver of ${rule} found nothing to waive in this job.`);
  }
}

function isKnown(result: RuleResult, earlier: Verdict | undefined): boolean {
  return (
    earlier?.results.some(
      ({ rule, result: before, message }) =>
        rule === result.rule && before === result.result && message === result.message,
    ) ?? false
  );
}

/** Annotates what went wrong, as an error where it fails the job. */
export function reportProblems(
  console: ActionConsole,
  problems: readonly Problem[],
  strictness: Pick<Verdict, 'mode' | 'onError'>,
): void {
  for (const problem of problems) {
    if (problemsFail([problem], strictness)) console.error(problem.message);
    else console.warn(problem.message);
  }
}
