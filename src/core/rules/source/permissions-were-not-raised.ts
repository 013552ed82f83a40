import * as z from 'zod/mini';
import { isDeprived } from '../../outsider.ts';
import { defineRule, fail, pass, unknown } from '../../rule.ts';
import { CHANGE, judgeUnreviewed, listed, placeOf, workflowChange } from './changed-workflow.ts';

const RAISED = `${CHANGE}/permissionsRaised`;

/** A job does not give itself rights. */
export const permissionsWereNotRaised = defineRule({
  id: 'permissions-were-not-raised',
  group: 'source',
  title: 'The change that a job runs on does not raise the job’s permissions unseen',
  why: 'The workflow file of a branch decides what its own token may write: a change can grant itself what nobody else agreed to.',
  mend: 'Have the raised permission approved in a pull request before the job runs with it, or take it out of the `permissions:` block.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-5', 'OWASP CICD-SEC-1', 'CIS 2.1.7', 'SOC 2 CC6.1', 'ISO 27001 A.8.2', 'NIST AC-6'],
  evidence: ['workflow-file', 'commit', 'pull-requests', 'token', 'event'],
  params: z.strictObject({}),
  judge(record) {
    const change = workflowChange(record);
    if ('result' in change) return change;
    if (isDeprived(record)) {
      return pass('The job of a fork’s pull request has a token that only reads, whatever its file says.', [
        '/pipeline/pullRequest/fromFork',
      ]);
    }
    if (change.permissionsRaised === undefined) return unknown(record, RAISED);
    const raised = change.permissionsRaised.filter((each) => each === 'write-all' || each.endsWith(': write'));
    if (raised.length === 0) return pass(`The change of ${change.file} raises no right to write.`, [RAISED]);
    const list = listed(raised);
    return judgeUnreviewed(record, `${change.file} was given ${list}`, () =>
      fail(`The change gives its own job ${list} in ${change.file}, and nobody else approved that.`, [RAISED], {
        locations: placeOf(record, change),
        subject: change.file,
      }),
    );
  },
});
