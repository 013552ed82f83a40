import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import type { WorkflowChange } from '../../../model/source.ts';
import { isDeprived } from '../../outsider.ts';
import { defineRule, fail, type Judgement, pass, unknown } from '../../rule.ts';
import { CHANGE, judgeUnreviewed, listed, workflowChange } from './changed-workflow.ts';
import { type Powers, powersOf } from './powers.ts';

/** Nobody alone decides what a job with rights does. */
export const workflowChangeIsReviewed = defineRule({
  id: 'workflow-change-is-reviewed',
  group: 'source',
  title: 'A changed workflow file was reviewed before it ran with rights',
  why: 'Whoever can push a workflow file can send every secret and token of its jobs anywhere: a stolen account needs no more.',
  mend: 'Have the change approved in a pull request; require reviews, with code owners for `.github/workflows`, and keep secrets in environments that only reviewed branches reach.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-1', 'OWASP CICD-SEC-4', 'CIS 1.1.3', 'SOC 2 CC8.1', 'ISO 27001 A.8.32', 'NIST CM-3'],
  evidence: ['workflow-file', 'commit', 'pull-requests', 'token', 'event'],
  params: z.strictObject({}),
  judge(record) {
    const change = workflowChange(record);
    if ('result' in change) return change;
    if (isDeprived(record)) {
      return pass('The changed workflow file is a fork’s, whose job gets no secrets and a token that only reads.', [
        '/pipeline/pullRequest/fromFork',
      ]);
    }
    const { held, unseen } = powersOf(record);
    // On the default branch the file holds for jobs to come, whatever this one was given.
    const mayPass = change.against === 'default-branch' && held.length === 0;
    if (mayPass && unseen === undefined) {
      return pass(`${change.file} differs from the default branch, and the job has nothing that is worth taking.`, [
        `${CHANGE}/status`,
        '/access',
      ]);
    }
    return judgeUnreviewed(record, `${change.file} was changed`, () =>
      mayPass && unseen !== undefined ? unknown(record, unseen) : unreviewed(record, change, held),
    );
  },
});

function unreviewed(record: AccessRecord, change: WorkflowChange, held: Powers['held']): Judgement {
  const triggers = change.triggersAdded ?? [];
  const verb = change.status === 'added' ? 'is new' : 'was changed';
  const since = change.against === 'before' ? ' by this push' : ', compared with the default branch,';
  const alone = record.source.changedFiles === 1 ? '; the commit changes no other file' : '';
  const started = triggers.length > 0 ? `; it is now started by ${listed(triggers)} too` : '';
  const powers = held.length > 0 ? `; the job has ${held.map(({ what }) => what).join(' and ')}` : '';
  return fail(
    `${change.file} ${verb}${since} and nobody else approved it${powers}${alone}${started}.`,
    [CHANGE, '/source/pullRequests', ...held.map(({ pointer }) => pointer)],
    { locations: [{ file: change.file }], subject: change.file },
  );
}
