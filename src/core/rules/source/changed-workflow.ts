import type { AccessRecord } from '../../../model/access-record.ts';
import type { WorkflowChange } from '../../../model/source.ts';
import type { Location } from '../../../model/verdict.ts';
import { isRestricted } from '../../outsider.ts';
import { gapFor, type Judgement, pass, unknown, unseen } from '../../rule.ts';
import { reviewOf } from './brought-by.ts';

/** Where the record tells how the workflow file changed. */
export const CHANGE = '/source/workflowChange';

/** The change of the workflow file, or what is to be said where there is none or none was seen. */
export function workflowChange(record: AccessRecord): WorkflowChange | Judgement {
  const change = record.source.workflowChange;
  if (change === undefined) {
    return gapFor(record.gaps, CHANGE)?.reason === 'not-applicable'
      ? pass('The workflow file is the default branch’s own, or there is none.', [CHANGE])
      : unknown(record, CHANGE);
  }
  return change.status === 'unchanged'
    ? pass(`${change.file} is as it was before the change.`, [`${CHANGE}/status`])
    : change;
}

/** What has to be reviewed: nobody else having seen it is a finding, a review that may exist is unknown. */
export function judgeUnreviewed(record: AccessRecord, what: string, found: () => Judgement): Judgement {
  const review = reviewOf(record);
  if (review.state === 'unknown') return unknown(record, review.pointer);
  if (review.state === 'reviewed') return pass(`${what}, and somebody else approved that.`, [review.pointer]);
  return isRestricted(record) ? mayBeTrusted() : found();
}

function mayBeTrusted(): Judgement {
  return unseen('not-certain', 'Whether the repository gives the jobs of forks’ pull requests rights was not seen.', [
    '/pipeline/visibility',
  ]);
}

/** Where it can be mended: the block of the permissions where the record tells its line. */
export function placeOf(record: AccessRecord, { file }: WorkflowChange): readonly Location[] {
  const block = record.access.token?.declaredIn;
  return [block?.file === file ? { file, line: block.line } : { file }];
}

/** A few names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
