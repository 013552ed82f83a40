import type { AccessRecord } from '../model/access-record.ts';
import { SEVERITIES } from '../model/severity.ts';
import type { Verdict } from '../model/verdict.ts';
import { didYouMean } from '../nearest.ts';
import type { AlertFilter } from '../ports/alerts.ts';
import { type Alert, alertsIn } from './alerts.ts';
import { isWanted } from './sink-filter.ts';

/**
 * The failed rules that people are to be told of, each fingerprint once, the worst first. Whether a failure fails the job
 * changes nothing here, and what is waived is no failure; a simulation has none.
 */
export function chosenAlerts(record: AccessRecord, verdict: Verdict, filter: AlertFilter): Alert[] {
  const { severity, rules } = filter;
  const environments = filter.environments && [...filter.environments];
  if (record.simulation || !isWanted({ environments }, { phase: record.phase, document: record })) return [];
  return alertsIn(record, { ...verdict, failFrom: severity })
    .filter(({ finding }) => rules === undefined || rules.includes(finding.rule))
    .toSorted((a, b) => SEVERITIES.indexOf(b.finding.severity) - SEVERITIES.indexOf(a.finding.severity));
}

/**
 * One sentence for each rule that a channel names and nobody knows; `known` are the ids of the catalogue. The policy’s own
 * rules are known by the verdict.
 */
export function strangeRules(
  channels: readonly { readonly name: string; readonly filter: AlertFilter }[],
  { results }: Pick<Verdict, 'results'>,
  known: readonly string[],
): string[] {
  const ids = new Set([...known, ...results.map(({ rule }) => rule)]);
  return channels.flatMap(({ name, filter: { rules = [] } }) =>
    rules.flatMap((rule, index) => {
      if (ids.has(rule)) return [];
      const hint = didYouMean(rule, ids) || ' `doorlog rules` lists them all.';
      return [`Input alerts: rules[${index}] of “${name}” is no rule of the catalogue or of this policy.${hint}`];
    }),
  );
}

/** An alert that the start of a job sent, or took upon itself to send. */
export interface ToldAlert {
  readonly fingerprint: string;
  readonly channel: string;
  /** Whether it is there; if not, no other job will send it. */
  readonly sent: boolean;
}

/**
 * What the end may believe of what the start told: any step can write the job’s state, but nobody can take a failure out of
 * a start event, or put one in, that a log store had before.
 */
export function believable(told: readonly ToldAlert[], start: AccessRecord): ToldAlert[] {
  const failed = new Set(
    (start.policy?.results ?? []).flatMap(({ result, fingerprint }) => (result === 'fail' ? [fingerprint] : [])),
  );
  return told.filter(({ fingerprint }) => failed.has(fingerprint));
}
