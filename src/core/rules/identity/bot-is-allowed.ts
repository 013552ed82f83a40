import * as z from 'zod/mini';
import { defineRule, fail, pass, unknown, unseen } from '../../rule.ts';
import { accountList, isListed } from './account-list.ts';
import { actorsOf, isBot } from './actors.ts';

/** GitHub’s own, which act on what a person set up in the repository. */
const GITHUBS_OWN = ['dependabot[bot]', 'github-actions[bot]', 'github-merge-queue[bot]'];

/** Only bots that somebody chose start jobs. */
export const botIsAllowed = defineRule({
  id: 'bot-is-allowed',
  group: 'identity',
  title: 'Only listed bots start jobs',
  why: 'An app that was installed for something else, or whose key was stolen, starts jobs with their full rights.',
  mend: 'Add the bot to the parameter `allow`, or take the app’s access away.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-2', 'OWASP CICD-SEC-8', 'SOC 2 CC6.1', 'ISO 27001 A.5.16', 'NIST AC-2'],
  evidence: ['people'],
  params: z.strictObject({
    allow: z.optional(accountList('Bots that may start jobs, with `[bot]`; left out, GitHub’s own.')),
  }),
  judge(record, { params }) {
    const allow = params.allow ?? GITHUBS_OWN;
    if (record.people.initiator === undefined) return unknown(record, '/people/initiator');
    const actors = actorsOf(record);
    const bots = actors.filter(({ person }) => isBot(person));
    const stranger = bots.find(({ person }) => isListed(person, allow) === false);
    if (stranger) {
      return fail(
        `${stranger.person.login} ${stranger.did} the job and is not among the bots that may.`,
        [stranger.pointer],
        { subject: stranger.person.id ?? stranger.person.login },
      );
    }
    const nameless = bots.find(({ person }) => isListed(person, allow) === undefined);
    if (nameless) return unknown(record, `${nameless.pointer}/id`);
    const unclear = actors.find(({ person }) => !isBot(person) && (person.type ?? 'unknown') === 'unknown');
    if (unclear && isListed(unclear.person, allow) !== true) {
      return unseen('not-certain', `Whether ${unclear.person.login} is a person or a bot was not seen.`, [
        `${unclear.pointer}/type`,
      ]);
    }
    return bots.length > 0
      ? pass('The bot that started the job is one that may.', ['/people/initiator'])
      : pass('A person started the job.', ['/people/initiator']);
  },
});
