import { SEVERITIES, type Severity } from '../../model/severity.ts';
import { type Facts, valueAt } from './facts.ts';

const MOST_FINDINGS = 3;

/** What a verdict's results come to, in so many words as an event has room for. */
export interface Findings {
  readonly failed: number;
  readonly unknown: number;
  /** Of the failed ones; undefined where none failed. */
  readonly worst?: Severity;
  /** The worst failed ones: severity, rule and what was found. */
  readonly sentences: readonly string[];
}

/** The failed and unknown results of an entry's verdict; undefined where it has none. Never raises. */
export function findingsOf(facts: Facts): Findings | undefined {
  const results = facts.at('policy', 'results');
  if (!Array.isArray(results)) return undefined;
  const failed = results.filter((result) => valueAt(result, ['result']) === 'fail');
  const sorted = failed.map((result: unknown) => ({ result, rank: rankOf(result) })).sort((a, b) => b.rank - a.rank);
  const worst = SEVERITIES[sorted[0]?.rank ?? -1];
  return {
    failed: failed.length,
    unknown: results.filter((result) => valueAt(result, ['result']) === 'unknown').length,
    ...(worst !== undefined && { worst }),
    sentences: sorted
      .slice(0, MOST_FINDINGS)
      .map(({ result, rank }, index) => facts.made(`findings.${index}`, sentenceOf(result, SEVERITIES[rank]))),
  };
}

function rankOf(result: unknown): number {
  const names: readonly unknown[] = SEVERITIES;
  return names.indexOf(valueAt(result, ['severity']));
}

function sentenceOf(result: unknown, severity: Severity | undefined): string {
  const rule = valueAt(result, ['rule']);
  const message = valueAt(result, ['message']);
  const words = [severity ?? 'unknown severity', typeof rule === 'string' ? rule : 'unnamed rule'];
  return `${words.join(', ')}: ${typeof message === 'string' ? message : ''}`;
}
