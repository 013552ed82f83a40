import * as z from 'zod/mini';
import type { Account } from '../../../model/person.ts';
import { defineRule, fail, type Judgement, pass, unknown, unseen } from '../../rule.ts';
import { isSameEnvironment } from '../../same-environment.ts';
import { targetEnvironment } from './target-environment.ts';

/** Nobody lets himself in: compares immutable ids, so that a renamed account is still the same person. */
export const approverIsNotInitiator = defineRule({
  id: 'approver-is-not-initiator',
  group: 'approvals',
  title: 'A deployment is approved by someone else',
  why: 'An approval by the person who started or re-ran the job is no second pair of eyes.',
  mend: 'Let another reviewer approve, and switch on “Prevent self-review” in the environment’s protection rules.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-1', 'SOC 2 CC6.3', 'SOC 2 CC8.1', 'ISO 27001 A.5.3', 'NIST AC-5'],
  evidence: ['people', 'environment', 'approvals'],
  params: z.strictObject({}),
  judge(record) {
    const environment = targetEnvironment(record);
    if (typeof environment !== 'string') return environment;
    if (record.approvals === undefined) return unknown(record, '/approvals');
    const { initiator, rerunner } = record.people;
    const approvals = record.approvals
      .map(({ user, ...approval }, index) => ({ ...approval, user, pointer: `/approvals/${index}/user` }))
      .filter((approval) => isSameEnvironment(approval.environment, environment) && approval.state === 'approved');
    // What is found goes before what could not be seen, whatever the order of the approvals.
    for (const { user, pointer } of approvals) {
      if (isSame(user, initiator)) {
        return fail(
          `${user.login} started the job and approved its deployment to ${environment}.`,
          [pointer, '/people/initiator'],
          { subject: environment },
        );
      }
      if (isSame(user, rerunner) && !approvals.some((other) => isSomebodyElse(other.user, rerunner))) {
        return fail(
          `${user.login} re-ran the job and approved its deployment to ${environment}.`,
          [pointer, '/people/rerunner'],
          { subject: environment },
        );
      }
    }
    if (initiator?.id === undefined) return unknown(record, '/people/initiator/id');
    const nameless = approvals.find(({ user }) => user.id === undefined);
    if (nameless) return unknown(record, nameless.pointer);
    if (approvals.length > 0 && rerunner && rerunner.id === undefined) return unknown(record, '/people/rerunner/id');
    if (approvals.some(({ user }) => isSame(user, rerunner))) {
      return ambiguous(environment);
    }
    if (approvals.length === 0) {
      const protection = record.protections.environment;
      if (protection?.reviewersRequired === undefined) return unknown(record, '/protections/environment');
      if (protection.reviewersRequired) return unapproved(environment);
    }
    return pass(`No approval for ${environment} is by the person who started or re-ran the job.`, ['/approvals']);
  },
});

/** GitHub lists the approvals of all attempts without saying which belongs to which. */
function ambiguous(environment: string): Judgement {
  return unseen(
    'not-certain',
    `Whoever re-ran the job approved ${environment} in some attempt, and so did somebody else; GitHub does not say which approval let this attempt in.`,
    ['/approvals', '/people/rerunner'],
  );
}

/** An administrator's bypass leaves no other mark that a job could see. */
function unapproved(environment: string): Judgement {
  return unseen(
    'not-certain',
    `Nobody is recorded as having approved ${environment}, and somebody has to: the rule was bypassed, or it is newer than the job.`,
    ['/approvals', '/protections/environment/reviewersRequired'],
  );
}

function isSomebodyElse(account: Account, person: Account | undefined): boolean {
  return account.id !== undefined && person?.id !== undefined && account.id !== person.id;
}

function isSame(a: Account, b: Account | undefined): boolean {
  return a.id !== undefined && a.id === b?.id;
}
