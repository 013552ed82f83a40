import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { defineRule, fail, gapFor, type Judgement, pass, unknown } from '../../rule.ts';
import { accountList, isListed } from '../identity/account-list.ts';
import { wasMerged } from './brought-by.ts';
import { branchesParam, branchOf, isGuarded, tagOf } from './guarded-branch.ts';

/** The branch that counts is changed by pull requests only. */
export const changeCameByPullRequest = defineRule({
  id: 'change-came-by-pull-request',
  group: 'source',
  title: 'The change came by a pull request',
  why: 'A direct push is seen by nobody before it runs: that is how stolen accounts plant workflows in hundreds of repositories.',
  mend: 'Require pull requests in the branch’s rules; name who may push all the same in the parameter `allow`.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-1', 'CIS 1.1.3', 'SOC 2 CC8.1', 'ISO 27001 A.8.32', 'NIST CM-3'],
  evidence: ['event', 'commit', 'pull-requests', 'environment', 'people'],
  params: z.strictObject({
    branches: branchesParam(),
    allow: z.optional(accountList('Accounts that may push without a pull request.')),
  }),
  judge(record, { params }) {
    const { event, provider, ref } = record.pipeline;
    if (provider === 'local') return pass('The job was started by no forge.', ['/pipeline/provider']);
    if (event === undefined) return unknown(record, '/pipeline/event');
    if (event === 'merge_group' || event.startsWith('pull_request')) {
      return pass('The change that the job tries is a pull request.', ['/pipeline/event']);
    }
    if (ref === undefined) return unknown(record, '/pipeline/ref');
    const branch = branchOf(ref);
    const guarded = branch === undefined ? tagOf(ref) !== undefined : isGuarded(branch, record, params.branches);
    if (guarded === undefined) return unknown(record, '/pipeline/defaultBranch');
    if (!guarded) return pass(`${ref} is none of the branches that pull requests are asked for.`, ['/pipeline/ref']);
    if (event !== 'push' || branch === undefined) {
      const idle = withoutDeployment(record);
      if (idle) return idle;
    } else if (record.source.created === true) {
      return pass(`The push made ${ref}.`, ['/source/created']);
    }
    return judgeCommit(record, ref, branch, params.allow ?? []);
  },
});

/** What merely runs again on the branch, or tags a commit of it, changes nothing: unless it deploys. */
function withoutDeployment(record: AccessRecord): Judgement | undefined {
  const at = '/pipeline/environment';
  if (record.pipeline.environment !== undefined) return undefined;
  return gapFor(record.gaps, at)?.reason === 'not-applicable'
    ? pass('No push to a branch started the job, and it deploys to no environment.', ['/pipeline/event', at])
    : unknown(record, at);
}

function judgeCommit(
  record: AccessRecord,
  ref: string,
  branch: string | undefined,
  allow: readonly string[],
): Judgement {
  const { source, people, pipeline } = record;
  const pulls = source.pullRequests;
  if (pulls === undefined) return unknown(record, '/source/pullRequests');
  if (wasMerged(pulls, branch)) return pass('A pull request brought the commit.', ['/source/pullRequests']);
  const { pusher } = people;
  const allowed = pusher && isListed(pusher, allow);
  if (allowed) return pass(`${pusher?.login} may push without a pull request.`, ['/people/pusher']);
  if (pusher && allowed === undefined) return unknown(record, '/people/pusher/id');
  const commit = source.commit?.slice(0, 12) ?? 'The commit';
  const by = pipeline.event === 'push' && pusher ? `; ${pusher.login} pushed it` : '';
  return fail(
    `${commit} came to ${ref} without a merged pull request${by}.`,
    ['/source/pullRequests', '/pipeline/ref'],
    {
      subject: ref,
    },
  );
}
