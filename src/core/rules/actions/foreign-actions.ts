import type { AccessRecord } from '../../../model/access-record.ts';
import type { ActionUse } from '../../../model/action-use.ts';

/** An action, image or workflow from elsewhere, with its place in the record. */
export interface ForeignAction {
  readonly action: ActionUse;
  readonly pointer: string;
}

/** What the job uses that its own repository's commit does not hold; undefined where it is not known. */
export function foreignActions({ actions, pipeline }: AccessRecord): readonly ForeignAction[] | undefined {
  if (pipeline.provider === 'local') return [];
  return actions
    ?.map((action, index) => ({ action, pointer: `/actions/${index}` }))
    .filter(({ action: { kind, uses } }) => kind !== 'local' && kind !== 'self' && !isOwnFile(uses));
}

/** A workflow that is called by its path in the same repository. */
function isOwnFile(uses: string): boolean {
  return uses.startsWith('./') || uses.startsWith('$/');
}

/** What is used, without branch, tag, commit or digest: `OWNER/REPO/PATH` or `docker://IMAGE`. */
export function nameOf(uses: string): string {
  const at = uses.indexOf('@');
  return at < 0 ? uses : uses.slice(0, at);
}
