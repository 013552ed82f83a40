import type { AccessRecord } from '../../../model/access-record.ts';
import type { PullRequest } from '../../../model/pull-request.ts';
import { countReviewers } from '../approvals/counted-reviews.ts';

const PULLS = '/source/pullRequests';

/** Whether somebody else looked at what the job works on, and by which fact that is told. */
export interface Review {
  readonly state: 'reviewed' | 'unreviewed' | 'unknown';
  readonly pointer: string;
}

/** What the merge queue calls its branches: `gh-readonly-queue/main/pr-7-COMMIT`. */
const QUEUED = /\/pr-(\d+)-[0-9a-f]+$/;

/** Whether a pull request brought, or is to bring, the commit that the job works on. */
function isOfCommit({ pipeline, source }: AccessRecord, { number, state, headSha, mergeCommit }: PullRequest): boolean {
  if (pipeline.pullRequest) return number === pipeline.pullRequest.number;
  if (pipeline.event === 'merge_group') return number === QUEUED.exec(pipeline.mergeGroup?.headRef ?? '')?.[1];
  if (state === 'closed') return false;
  return headSha === source.commit || mergeCommit === source.commit;
}

/** Whether a person other than the author approved a pull request that brought the commit, or is to bring it. */
export function reviewOf(record: AccessRecord): Review {
  const { pipeline, source } = record;
  const pulls = source.pullRequests;
  if (pulls === undefined) return { state: 'unknown', pointer: PULLS };
  const isByCommit = !pipeline.pullRequest && pipeline.event !== 'merge_group';
  if (isByCommit && source.commit === undefined) return { state: 'unknown', pointer: '/source/commit' };
  let unclear: string | undefined;
  for (const [index, pull] of pulls.entries()) {
    if (!isOfCommit(record, pull)) continue;
    const { atLeast, atMost } = countReviewers(pull);
    const pointer = `${PULLS}/${index}/reviews`;
    if (atLeast > 0) return { state: 'reviewed', pointer };
    if (atMost > 0) unclear ??= pointer;
  }
  if (unclear !== undefined) return { state: 'unknown', pointer: unclear };
  return pipeline.event === 'merge_group' ? reviewByQueue(record) : { state: 'unreviewed', pointer: PULLS };
}

/** GitHub does not say which pull requests a group holds; the queue takes only those that the branch's rules let in. */
function reviewByQueue({ protections }: AccessRecord): Review {
  const isRequired = (protections.ref?.requiredApprovals ?? 0) > 0;
  return { state: isRequired ? 'reviewed' : 'unknown', pointer: '/protections/ref/requiredApprovals' };
}

/** Whether one of the commit's pull requests was merged, where a branch is named into that one. */
export function wasMerged(pulls: readonly PullRequest[], branch: string | undefined): boolean {
  return pulls.some(({ state, baseRef }) => state === 'merged' && (branch === undefined || baseRef === branch));
}
