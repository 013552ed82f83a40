import { SEVERITIES } from '../model/severity.ts';
import type { SinkFilter } from '../model/sink-filter.ts';
import type { LogEntry } from '../ports.ts';

/** As much of an entry as filters look at. */
export type FilteredEntry = Pick<LogEntry, 'phase' | 'document'>;

/**
 * Whether a sink with this filter is to get an entry: it must fit every member of the filter. What the entry does not
 * tell, such as an environment that nobody knew or findings where nobody judged, counts as wanted: a filter is there
 * against fatigue, not to lose records.
 */
export function isWanted(filter: SinkFilter | undefined, { phase, document }: FilteredEntry): boolean {
  if (filter === undefined) return true;
  const { phases, environments, severity, findings } = filter;
  if (phases !== undefined && !phases.some((each) => each === phase)) return false;
  if (environments !== undefined && !mayBeIn(environments, document)) return false;
  const least = severity ?? (findings === true ? 'low' : undefined);
  return least === undefined || mayHaveFinding(document, SEVERITIES.indexOf(least));
}

function mayBeIn(environments: readonly string[], document: FilteredEntry['document']): boolean {
  const environment = memberOf(document.pipeline, 'environment');
  if (typeof environment === 'string') {
    return environments.some((name) => name.toLowerCase() === environment.toLowerCase());
  }
  return !isWithoutEnvironment(document.gaps);
}

/** A job that deploys nowhere says so by a gap; any other gap means that nobody could tell. */
function isWithoutEnvironment(gaps: unknown): boolean {
  return (
    Array.isArray(gaps) &&
    gaps.some(
      (gap: unknown) =>
        memberOf(gap, 'pointer') === '/pipeline/environment' && memberOf(gap, 'reason') === 'not-applicable',
    )
  );
}

function mayHaveFinding(document: FilteredEntry['document'], least: number): boolean {
  const results = memberOf(document.policy, 'results');
  return !Array.isArray(results) || results.some((result: unknown) => mayBeFinding(result, least));
}

function mayBeFinding(result: unknown, least: number): boolean {
  const verdict = memberOf(result, 'result');
  if (typeof verdict !== 'string') return true;
  if (verdict !== 'fail') return false;
  const severities: readonly unknown[] = SEVERITIES;
  const rank = severities.indexOf(memberOf(result, 'severity'));
  return rank === -1 || rank >= least;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}
