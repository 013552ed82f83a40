import * as z from 'zod/mini';
import type { Account } from '../../model/person.ts';
import { defineRule, fail, gapFor, pass, unknown } from '../rule.ts';

/** Nobody lets himself in: compares immutable ids, so that a renamed account is still the same person. */
export const approverIsNotInitiator = defineRule({
  id: 'approver-is-not-initiator',
  title: 'A deployment is approved by someone else',
  why: 'An approval by the person who started or re-ran the job is no second pair of eyes.',
  mend: 'Let another reviewer approve, and switch on “Prevent self-review” in the environment’s protection rules.',
  severity: 'high',
  evidence: ['people', 'environment', 'approvals'],
  params: z.strictObject({}),
  judge(record) {
    const environment = record.pipeline.environment;
    if (environment === undefined) {
      const gap = gapFor(record.gaps, '/pipeline/environment');
      if (gap && gap.reason !== 'not-applicable') return unknown(record, '/pipeline/environment');
      return pass('The job deploys to no environment.', ['/pipeline/environment']);
    }
    if (record.approvals === undefined) return unknown(record, '/approvals');
    const { initiator, rerunner } = record.people;
    if (initiator?.id === undefined) return unknown(record, '/people/initiator/id');
    const approvals = record.approvals
      .map((approval, index) => ({ approval, pointer: `/approvals/${index}/user` }))
      .filter(({ approval }) => approval.environment === environment && approval.state === 'approved');
    for (const { approval, pointer } of approvals) {
      if (approval.user.id === undefined) return unknown(record, pointer);
      if (isSame(approval.user, initiator)) {
        return fail(`${approval.user.login} started the job and approved its deployment to ${environment}.`, [
          pointer,
          '/people/initiator',
        ]);
      }
      if (rerunner && rerunner.id === undefined) return unknown(record, '/people/rerunner/id');
      if (rerunner && isSame(approval.user, rerunner)) {
        return fail(`${approval.user.login} re-ran the job and approved its deployment to ${environment}.`, [
          pointer,
          '/people/rerunner',
        ]);
      }
    }
    return pass(`No approval for ${environment} is by the person who started or re-ran the job.`, ['/approvals']);
  },
});

function isSame(a: Account, b: Account): boolean {
  return a.id === b.id;
}
