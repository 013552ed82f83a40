import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { defineRule, fail, type Judgement, pass, unknown } from '../../rule.ts';
import { accountList, isListed } from './account-list.ts';
import { actorsOf, isBot } from './actors.ts';

/** One account is one person. */
export const accountIsNotShared = defineRule({
  id: 'account-is-not-shared',
  group: 'identity',
  title: 'No account that several people use starts a job',
  why: 'What an account did that several people use can’t be told of any of them.',
  mend: 'Let each person sign in with an account of their own, and let a machine act as a GitHub App.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-2', 'SOC 2 CC6.1', 'ISO 27001 A.5.16', 'NIST AC-2', 'NIST AU-3'],
  evidence: ['people'],
  params: z.strictObject({
    accounts: z.optional(accountList('Accounts that several people use, beside those of the input `shared-accounts`.')),
  }),
  judge(record, { params }) {
    if (record.pipeline.provider === 'local') return judgeLocalUser(record);
    if (record.people.initiator === undefined) return unknown(record, '/people/initiator');
    const people = actorsOf(record).filter(({ person }) => !isBot(person));
    const looked = people.map((actor) => ({
      ...actor,
      isNamed: params.accounts ? isListed(actor.person, params.accounts) : undefined,
    }));
    const shared = looked.find(({ person, isNamed }) => person.sharedAccount === true || isNamed === true);
    if (shared) {
      return fail(
        `${shared.person.login}, who ${shared.did} the job, is an account that several people use.`,
        [`${shared.pointer}/login`],
        { subject: shared.person.id ?? shared.person.login },
      );
    }
    for (const { person, pointer, isNamed } of looked) {
      if (params.accounts && isNamed === undefined) return unknown(record, `${pointer}/id`);
      if (!params.accounts && person.sharedAccount === undefined) return unknown(record, `${pointer}/sharedAccount`);
    }
    return people.length > 0
      ? pass('No account that several people use started or re-ran the job.', ['/people/initiator'])
      : pass('A bot started the job; people don’t sign in as it.', ['/people/initiator']);
  },
});

/** On somebody’s own machine it is the system’s user that may be shared. */
function judgeLocalUser(record: AccessRecord): Judgement {
  if (record.runner.sharedAccount !== undefined) {
    return fail('The command ran as a user whom several people share.', ['/runner/sharedAccount']);
  }
  if (record.runner.user === undefined) return unknown(record, '/runner/user');
  return pass('The command ran as a user who is not known to be shared.', ['/runner/user']);
}
