import * as z from 'zod/mini';
import { defineRule, fail, pass, unknown } from '../../rule.ts';
import { isSameEnvironment } from '../../same-environment.ts';
import { approvalsOf } from './counted-approvals.ts';
import { targetEnvironment } from './target-environment.ts';

/** Where somebody has to approve, somebody did: an administrator who passes by leaves no other mark in the run. */
export const environmentGateWasNotBypassed = defineRule({
  id: 'environment-gate-was-not-bypassed',
  group: 'approvals',
  title: 'Nobody passed by the approval that an environment demands',
  why: 'An administrator can start a waiting deployment without any approval, and the run doesn’t tell.',
  mend: 'Ask who started the waiting job (the organisation’s audit log has `workflows.bypass_protection_rules`), and switch off “Allow administrators to bypass” in the environment’s protection rules.',
  severity: 'high',
  controls: [
    'OWASP CICD-SEC-1',
    'CIS 1.1.14',
    'CIS 5.2.3',
    'SOC 2 CC8.1',
    'ISO 27001 A.8.32',
    'NIST CM-5',
    'NIST AC-5',
  ],
  evidence: ['environment', 'approvals'],
  params: z.strictObject({}),
  judge(record) {
    const environment = targetEnvironment(record);
    if (typeof environment !== 'string') return environment;
    const approvals = approvalsOf(record, environment);
    if (approvals === undefined) return unknown(record, '/approvals');
    if (approvals.length > 0) return pass(`Somebody approved the deployment to ${environment}.`, ['/approvals']);
    const protection = record.protections.environment;
    if (protection?.reviewersRequired === undefined || !isSameEnvironment(protection.name, environment)) {
      return unknown(record, '/protections/environment/reviewersRequired');
    }
    const evidence = ['/approvals', '/protections/environment/reviewersRequired'];
    return protection.reviewersRequired
      ? fail(
          `${environment} demands an approval and none is recorded: it was bypassed, or the rule is newer than the job.`,
          evidence,
          { subject: environment },
        )
      : pass(`The job passed by no approval of ${environment}.`, evidence);
  },
});
