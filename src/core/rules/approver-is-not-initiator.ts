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
      const notApplicable = gapFor(record.gaps, '/pipeline/environment')?.reason === 'not-applicable';
      if (!notApplicable) return unknown(record, '/pipeline/environment');
      return pass('The job deploys to no environment.', ['/pipeline/environment']);
    }
    if (record.approvals === undefined) return unknown(record, '/approvals');
    const { initiator, rerunner } = record.people;
    const approvals = record.approvals
      .map(({ user, ...approval }, index) => ({ ...approval, user, pointer: `/approvals/${index}/user` }))
      .filter((approval) => approval.environment === environment && approval.state === 'approved');
    // What is found goes before what could not be seen, whatever the order of the approvals.
    for (const { user, pointer } of approvals) {
      if (isSame(user, initiator)) {
        return fail(`${user.login} started the job and approved its deployment to ${environment}.`, [
          pointer,
          '/people/initiator',
        ]);
      }
      if (isSame(user, rerunner)) {
        return fail(`${user.login} re-ran the job and approved its deployment to ${environment}.`, [
          pointer,
          '/people/rerunner',
        ]);
      }
    }
    if (initiator?.id === undefined) return unknown(record, '/people/initiator/id');
    const nameless = approvals.find(({ user }) => user.id === undefined);
    if (nameless) return unknown(record, nameless.pointer);
    if (approvals.length > 0 && rerunner && rerunner.id === undefined) return unknown(record, '/people/rerunner/id');
    return pass(`No approval for ${environment} is by the person who started or re-ran the job.`, ['/approvals']);
  },
});

function isSame(a: Account, b: Account | undefined): boolean {
  return a.id !== undefined && a.id === b?.id;
}
