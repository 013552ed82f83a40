import type { AccessRecord } from '../../../model/access-record.ts';
import { gapFor, type Judgement, pass, unknown } from '../../rule.ts';

/** The environment that the job deploys to, or what there is to say where none was seen. */
export function targetEnvironment(record: AccessRecord): string | Judgement {
  const { environment } = record.pipeline;
  if (environment !== undefined) return environment;
  const isNone = gapFor(record.gaps, '/pipeline/environment')?.reason === 'not-applicable';
  if (!isNone) return unknown(record, '/pipeline/environment');
  return pass('The job deploys to no environment.', ['/pipeline/environment']);
}
