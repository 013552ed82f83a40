import { SEVERITIES } from './severity.ts';
import type { RuleResult } from './verdict.ts';

const ORDER = ['fail', 'unknown', 'waived', 'pass', 'not-applicable'] as const satisfies RuleResult['result'][];

/**
 * The results as people want them: failures first, then what could not be told, of that what is excused last, and the worst
 * of each before the rest.
 */
export function ranked<R extends Pick<RuleResult, 'result' | 'severity' | 'excused'>>(results: readonly R[]): R[] {
  return [...results].sort(
    (a, b) =>
      ORDER.indexOf(a.result) - ORDER.indexOf(b.result) ||
      Number(a.excused ?? false) - Number(b.excused ?? false) ||
      SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity),
  );
}
