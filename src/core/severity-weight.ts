import type { AccessRecord } from '../model/access-record.ts';
import { SEVERITIES, type Severity } from '../model/severity.ts';
import type { Weight } from '../model/verdict.ts';
import { isDeprived, isOutsiders } from './outsider.ts';

/** Environments in which findings weigh more where a policy names none. */
export const PRODUCTION_ENVIRONMENTS: readonly string[] = ['**prod**'];

/** What makes a finding in this job worse than usual. */
export function weightsOf(record: AccessRecord, isProduction: (environment: string) => boolean): Weight[] {
  const { environment } = record.pipeline;
  const outsider = isOutsiders(record) === true;
  const refersToSecrets = (record.access.secrets ?? []).some((name) => name.toUpperCase() !== 'GITHUB_TOKEN');
  return [
    ...(environment !== undefined && isProduction(environment) ? (['environment'] as const) : []),
    ...(outsider ? (['outsider'] as const) : []),
    ...(refersToSecrets && !isDeprived(record) ? (['secrets'] as const) : []),
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
