import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { defineRule, fail, type Judgement, pass, unknown, unseen } from '../../rule.ts';
import { accountList, isListed } from '../identity/account-list.ts';
import { worst } from '../identity/worst.ts';
import { approvalsOf, type GivenApproval } from './counted-approvals.ts';
import { targetEnvironment } from './target-environment.ts';

/** Only those who were chosen let a deployment in. */
export const approverIsAllowed = defineRule({
  id: 'approver-is-allowed',
  group: 'approvals',
  title: 'A deployment is approved only by people who may',
  why: 'Whoever can change the environment’s reviewers can put in a friend for one deployment.',
  mend: 'Ask for an approval by somebody on the list, or put the person on it: in the parameter `people`, or among the environment’s reviewers.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-1', 'OWASP CICD-SEC-5', 'CIS 5.2.3', 'SOC 2 CC6.3', 'ISO 27001 A.5.3', 'NIST AC-5'],
  evidence: ['environment', 'approvals'],
  params: z.strictObject({
    people: z.optional(accountList('People who may approve; left out, the environment’s own reviewers.')),
  }),
  judge(record, { params }) {
    const environment = targetEnvironment(record);
    if (typeof environment !== 'string') return environment;
    const approvals = approvalsOf(record, environment);
    if (approvals === undefined) return unknown(record, '/approvals');
    const { people } = params;
    return worst(
      approvals.map((approval) => {
        const isAllowed = people ? isListed(approval.user, people) : isReviewer(record, approval);
        if (typeof isAllowed === 'object') return isAllowed;
        if (isAllowed === undefined) return unknown(record, `${approval.pointer}/id`);
        return isAllowed ? undefined : notAllowed(environment, approval);
      }),
      approvals.length > 0
        ? pass(`Only people who may approve ${environment} did.`, ['/approvals'])
        : pass(`Nobody approved ${environment}.`, ['/approvals']),
    );
  },
});

function notAllowed(environment: string, { user, pointer }: GivenApproval): Judgement {
  return fail(`${user.login} approved the deployment to ${environment} and is not among those who may.`, [pointer], {
    subject: user.id ?? user.login,
  });
}

/** Who belongs to a team is not in the record. */
function isReviewer(record: AccessRecord, { user, pointer }: GivenApproval): boolean | Judgement | undefined {
  const { reviewers, reviewerTeams } = record.protections.environment ?? {};
  if (reviewers === undefined) return unknown(record, '/protections/environment/reviewers');
  if (user.id === undefined) return undefined;
  if (reviewers.some(({ id }) => id === user.id)) return true;
  if (reviewers.some(({ id }) => id === undefined)) return unknown(record, '/protections/environment/reviewers');
  if (reviewerTeams === undefined) return unknown(record, '/protections/environment/reviewerTeams');
  return reviewerTeams.length === 0
    ? false
    : unseen('not-certain', `Whether ${user.login} is one of those who may approve was not seen.`, [
        pointer,
        '/protections/environment/reviewerTeams',
      ]);
}
