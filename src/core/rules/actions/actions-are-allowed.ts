import * as z from 'zod/mini';
import { defineRule, fail, pass, unknown } from '../../rule.ts';
import { jobLines, someOf } from '../job-file.ts';
import { isListed, patternList } from '../listed.ts';
import { foreignActions, nameOf } from './foreign-actions.ts';

/** What the job uses from others is on the organisation's list. */
export const actionsAreAllowed = defineRule({
  id: 'actions-are-allowed',
  group: 'actions',
  title: 'Only allowed actions are used',
  why: 'Each action is somebody else’s code with the job’s rights; somebody should have looked at it once.',
  mend: 'Use an action that is allowed, or have this one looked at and added to the rule’s parameter `allow`.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-3', 'OWASP CICD-SEC-8', 'CIS 2.1.2', 'SOC 2 CC8.1', 'ISO 27001 A.8.28', 'NIST SR-4'],
  evidence: ['actions'],
  params: z.strictObject({
    allow: patternList(
      'Actions, images and workflows of others that may be used, with or without their refs, as patterns; left out, any.',
    ),
    deny: patternList('Those that may not, whatever `allow` says; left out, none.'),
  }),
  judge(record, { params: { allow, deny = NONE } }) {
    if (allow === undefined && deny.length === 0) return pass('The policy neither allows nor denies any action.', []);
    const used = foreignActions(record);
    if (used === undefined) return unknown(record, '/actions');
    const isOn = (uses: string, list: readonly string[]) => isListed(uses, list) || isListed(nameOf(uses), list);
    const refused = used.filter(
      ({ action: { uses } }) => isOn(uses, deny) || (allow !== undefined && !isOn(uses, allow)),
    );
    if (refused.length === 0) return pass('Every action of others is allowed.', ['/actions']);
    const names = [...new Set(refused.map(({ action }) => action.uses))];
    return fail(
      `The job uses what the policy does not allow: ${someOf(names)}.`,
      refused.map(({ pointer }) => `${pointer}/uses`),
      {
        locations: jobLines(
          record,
          refused.map(({ action }) => action.line),
        ),
        subject: nameOf(names[0] ?? '')
          .slice(0, 300)
          .toWellFormed(),
      },
    );
  },
});

const NONE: readonly string[] = [];
