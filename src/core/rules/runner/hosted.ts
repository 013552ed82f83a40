import type { AccessRecord } from '../../../model/access-record.ts';

/** Whether the machine is the forge's own, or no pipeline's at all; undefined where nothing tells. */
export function isHosted({ runner, pipeline }: AccessRecord): boolean | undefined {
  if (pipeline.provider === 'local') return true;
  return runner.environment === undefined ? undefined : runner.environment === 'github-hosted';
}
