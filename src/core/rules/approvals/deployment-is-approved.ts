import * as z from 'zod/mini';
import { defineRule, fail, pass, unknown } from '../../rule.ts';
import { approvalsOf, countOthers } from './counted-approvals.ts';
import { targetEnvironment } from './target-environment.ts';

/** Enough people other than those who run the job let it into its environment. */
export const deploymentIsApproved = defineRule({
  id: 'deployment-is-approved',
  group: 'approvals',
  title: 'A deployment is approved by enough other people',
  why: 'Without an approval, whoever can start the job decides alone what is deployed.',
  mend: 'Add required reviewers to the environment’s protection rules; where more than one has to approve, take a custom protection rule or a second environment.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-1', 'CIS 5.2.3', 'SOC 2 CC8.1', 'ISO 27001 A.8.32', 'NIST CM-3', 'NIST AC-5'],
  evidence: ['people', 'environment', 'approvals'],
  params: z.strictObject({
    minimum: z.optional(
      z.int().check(z.minimum(1), z.maximum(20), z.describe('How many people have to approve; default 1.')),
    ),
  }),
  judge(record, { params }) {
    const environment = targetEnvironment(record);
    if (typeof environment !== 'string') return environment;
    const approvals = approvalsOf(record, environment);
    if (approvals === undefined) return unknown(record, '/approvals');
    const minimum = params.minimum ?? 1;
    const { initiator, rerunner } = record.people;
    const { atLeast, atMost } = countOthers(
      approvals.map(({ user }) => user),
      [initiator, ...(rerunner ? [rerunner] : [])],
    );
    if (atMost < minimum) {
      const count = atMost === 0 ? 'Nobody else' : `Only ${atMost} of ${minimum} other people`;
      return fail(`${count} approved the deployment to ${environment}.`, ['/approvals'], { subject: environment });
    }
    if (atLeast >= minimum) return pass(`Other people approved the deployment to ${environment}.`, ['/approvals']);
    if (initiator?.id === undefined) return unknown(record, '/people/initiator/id');
    if (rerunner && rerunner.id === undefined) return unknown(record, '/people/rerunner/id');
    const nameless = approvals.find(({ user }) => user.id === undefined);
    return unknown(record, `${nameless?.pointer ?? '/approvals'}/id`);
  },
});
