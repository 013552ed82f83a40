import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import type { ActionUse } from '../../../model/action-use.ts';
import { isOutsiders, outsiderFact } from '../../outsider.ts';
import { defineRule, fail, gapFor, type Judgement, pass, unknown, unseen } from '../../rule.ts';
import { powersOf } from './powers.ts';

const WORKSPACE = '/source/workspace';

/** Events by which an outsider starts a job that has the repository’s own rights. */
const TRUSTED = new Set(['pull_request_target', 'workflow_run', 'issue_comment']);

/** What outsiders wrote is not checked out where it can reach what the repository owns. */
export const forkCodeStaysOut = defineRule({
  id: 'fork-code-stays-out',
  group: 'source',
  title: 'A job with rights does not check out an outsider’s code',
  why: 'Building, testing or even installing what a stranger’s pull request holds runs it, with the secrets and the token of the job.',
  mend: 'Build such code in a `pull_request` job without secrets, and hand its result over as data; or take secrets and rights from this job.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-4', 'OWASP CICD-SEC-5', 'SOC 2 CC6.6', 'ISO 27001 A.8.28', 'NIST AC-6'],
  evidence: ['event', 'token', 'workflow-file', 'people'],
  params: z.strictObject({}),
  judge(record) {
    const { event, provider } = record.pipeline;
    if (provider === 'local') return pass('The job was started by no forge.', ['/pipeline/provider']);
    if (event === undefined) return unknown(record, '/pipeline/event');
    if (!TRUSTED.has(event)) return pass('The event gives no outsider the repository’s rights.', ['/pipeline/event']);
    if (event === 'issue_comment' && record.pipeline.comment?.onPullRequest === false) {
      return pass('The comment is at no pull request.', ['/pipeline/comment/onPullRequest']);
    }
    const isOutside = isOutsiders(record);
    // Whoever belongs to the repository may comment on a stranger’s pull request.
    if (isOutside === false && event !== 'issue_comment') {
      return pass('The code is of the repository itself.', [outsiderFact(record)]);
    }
    const { held, unseen: notSeen } = powersOf(record);
    if (held.length === 0) {
      if (notSeen !== undefined) return unknown(record, notSeen);
      return pass('The job has no secrets, no identity and a token that only reads.', ['/access']);
    }
    const place = judgeWorkspace(record);
    if (place.result !== 'fail' || isOutside === true) return place;
    if (isOutside === undefined) return unknown(record, outsiderFact(record));
    return unseen('not-certain', 'Whether the pull request that was commented on is an outsider’s was not seen.', [
      WORKSPACE,
    ]);
  },
});

/** What is checked out, as far as it is seen at the end; the action looks at no other folder than the workspace. */
function judgeWorkspace(record: AccessRecord): Judgement {
  const { pipeline, source } = record;
  const { workspace } = source;
  const isOver = record.phase === 'end' || record.phase === 'collector';
  if (!workspace) return isOver ? judgeWithoutCheckout(record) : notYet();
  const pointer = pipeline.event === 'workflow_run' ? '/pipeline/workflowRun/headSha' : '/pipeline/pullRequest/headSha';
  const head = pipeline.event === 'workflow_run' ? pipeline.workflowRun?.headSha : pipeline.pullRequest?.headSha;
  const isHead = workspace.commit !== undefined && workspace.commit === head;
  if (isHead) return found(record, [WORKSPACE, pointer]);
  if (workspace.isSource === undefined) return unknown(record, `${WORKSPACE}/isSource`);
  if (workspace.isSource) return isOver ? judgeOwnCode(record) : notYet();
  // A merge that GitHub made is checked out without a branch; a commit that the job itself made is on one.
  if (workspace.commit !== undefined && workspace.ref === undefined) return found(record, [WORKSPACE]);
  return unseen('not-certain', 'The job had another commit checked out than its own; whose it is was not seen.', [
    WORKSPACE,
  ]);
}

/** A second checkout may have put an outsider's code into a folder beside the repository's own. */
function judgeOwnCode(record: AccessRecord): Judgement {
  const { actions } = record;
  if (actions === undefined) return unknown(record, '/actions');
  return actions.filter(mayCheckOut).length > 1
    ? unseen(
        'not-certain',
        'The job checked out more than one thing; only what lies in the workspace itself is seen.',
        [WORKSPACE, '/actions'],
      )
    : pass('The job had the repository’s own code checked out.', [`${WORKSPACE}/isSource`, '/actions']);
}

function mayCheckOut({ uses, kind }: ActionUse): boolean {
  return kind === 'local' || /checkout|clone/i.test(uses);
}

function notYet(): Judgement {
  return unseen('not-yet', 'What the job checks out is seen at its end.', [WORKSPACE]);
}

/** Labels and comments are everyday work of such jobs: they look at no code. */
function judgeWithoutCheckout(record: AccessRecord): Judgement {
  const { actions, gaps } = record;
  const isEmpty = gapFor(gaps, WORKSPACE)?.reason === 'not-found';
  if (!isEmpty) return unknown(record, WORKSPACE);
  if (actions === undefined) return unknown(record, '/actions');
  return actions.some(mayCheckOut)
    ? unknown(record, WORKSPACE)
    : pass('Nothing is checked out in the workspace, and no action of the job does that.', [WORKSPACE, '/actions']);
}

function found(record: AccessRecord, evidence: readonly string[]): Judgement {
  const { event } = record.pipeline;
  const { held } = powersOf(record);
  const what = event === 'workflow_run' ? 'the triggering run’s code' : 'the pull request’s code';
  return fail(
    `The ${event} job checked out ${what} while it had ${held.map((power) => power.what).join(' and ')}.`,
    [...evidence, ...held.map(({ pointer }) => pointer)],
    { subject: record.pipeline.job },
  );
}
