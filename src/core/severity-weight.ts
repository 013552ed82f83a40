import type { AccessRecord } from '../model/access-record.ts';
import { SEVERITIES, type Severity } from '../model/severity.ts';
import type { Weight } from '../model/verdict.ts';
import { isOutsiders } from './outsider.ts';

/** Environments in which findings weigh more where a policy names none. */
export const PRODUCTION_ENVIRONMENTS: readonly string[] = ['**prod**'];

/** Events whose jobs get none of the secrets that their workflow refers to when a fork's pull request causes them. */
const WITHOUT_SECRETS = new Set(['pull_request', 'pull_request_review', 'pull_request_review_comment']);

/** What makes a finding in this job worse than usual. */
export function weightsOf(record: AccessRecord, isProduction: (environment: string) => boolean): Weight[] {
  const { environment, event = '' } = record.pipeline;
  const outsider = isOutsiders(record) === true;
  const refersToSecrets = (record.access.secrets ?? []).some((name) => name.toUpperCase() !== 'GITHUB_TOKEN');
  return [
    ...(environment !== undefined && isProduction(environment) ? (['environment'] as const) : []),
    ...(outsider ? (['outsider'] as const) : []),
    ...(refersToSecrets && !(outsider && WITHOUT_SECRETS.has(event)) ? (['secrets'] as const) : []),
  ];
}

/** One step worse; there is nothing beyond the worst. */
export function raised(severity: Severity): Severity {
  return SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? severity;
}

/** Whether a severity is at least another one. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}
