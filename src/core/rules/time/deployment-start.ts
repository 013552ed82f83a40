import type { AccessRecord } from '../../../model/access-record.ts';
import { timeOf } from '../../history.ts';
import { gapFor, type Judgement, unknown } from '../../rule.ts';
import { targetEnvironment } from '../approvals/target-environment.ts';

/** A deployment with the moment that it began, in milliseconds since 1970. */
export interface Deployment {
  readonly environment: string;
  readonly at: number;
  readonly pointer: string;
}

/**
 * When the job began to deploy, or what there is to say where it does not: one that ends late may have begun in time. A
 * record of one moment only, such as a gate's, is of that moment.
 */
export function deploymentOf(
  record: AccessRecord,
): { readonly deployment: Deployment } | { readonly other: Judgement } {
  const environment = targetEnvironment(record);
  if (typeof environment !== 'string') return { other: environment };
  const start = '/observedAt/start';
  const began = Date.parse(record.observedAt.start ?? '');
  if (!Number.isNaN(began)) return { deployment: { environment, at: began, pointer: start } };
  const isOnceOnly = record.phase !== 'end' || gapFor(record.gaps, start)?.reason === 'not-applicable';
  const at = timeOf(record);
  if (!isOnceOnly || Number.isNaN(at)) return { other: unknown(record, start) };
  return { deployment: { environment, at, pointer: '/observedAt' } };
}
