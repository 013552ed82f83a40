import type { AccessRecord } from '../../../model/access-record.ts';
import { type Judgement, unknown } from '../../rule.ts';
import { targetEnvironment } from '../approvals/target-environment.ts';

/** A deployment with the moment that it began, in milliseconds since 1970. */
export interface Deployment {
  readonly environment: string;
  readonly at: number;
  readonly pointer: string;
}

/** When the job began to deploy, or what there is to say where it does not: one that ends late may have begun in time. */
export function deploymentOf(
  record: AccessRecord,
): { readonly deployment: Deployment } | { readonly other: Judgement } {
  const environment = targetEnvironment(record);
  if (typeof environment !== 'string') return { other: environment };
  const { start, checkpoints, end } = record.observedAt;
  const moments = [
    ['/observedAt/start', start],
    ['/observedAt/checkpoints/0', checkpoints?.[0]],
    ['/observedAt/end', end],
  ] as const;
  for (const [pointer, moment] of moments) {
    const at = Date.parse(moment ?? '');
    if (!Number.isNaN(at)) return { deployment: { environment, at, pointer } };
  }
  return { other: unknown(record, '/observedAt/start') };
}
