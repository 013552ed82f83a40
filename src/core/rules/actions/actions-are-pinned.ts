import * as z from 'zod/mini';
import { defineRule, fail, pass, unknown } from '../../rule.ts';
import { jobFile, jobLines, someOf } from '../job-file.ts';
import { isListed, patternList } from '../listed.ts';
import { foreignActions, nameOf } from './foreign-actions.ts';

const TRUSTED: readonly string[] = ['actions/**', 'github/**'];

/** What the job uses from others is what was reviewed. */
export const actionsArePinned = defineRule({
  id: 'actions-are-pinned',
  group: 'actions',
  title: 'Actions of others are named by their commit',
  why: 'A tag or branch can be moved to other code at any time; all who name it run that code in their next job (tj-actions, CVE-2025-30066).',
  mend: 'Name the action by its whole commit id, with the tag in a comment beside it, and let Dependabot or Renovate raise both; an image by its digest.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-3', 'CIS 2.1.2', 'CIS 2.4.3', 'SOC 2 CC8.1', 'ISO 27001 A.8.28', 'NIST SR-4'],
  evidence: ['actions'],
  params: z.strictObject({
    trusted: patternList(
      'Actions that may be named by a tag or branch, without their refs, as patterns; left out, `actions/**` and `github/**`.',
    ),
  }),
  judge(record, { params }) {
    const used = foreignActions(record);
    if (used === undefined) return unknown(record, '/actions');
    const trusted = params.trusted ?? TRUSTED;
    const loose = used.filter(({ action }) => !action.pinned && !isListed(nameOf(action.uses), trusted));
    if (loose.length === 0) return pass('Every action of others is named by its commit or trusted.', ['/actions']);
    const names = [...new Set(loose.map(({ action }) => action.uses))];
    return fail(
      `The job uses what can be changed without it: ${someOf(names)}.`,
      loose.map(({ pointer }) => `${pointer}/pinned`),
      {
        locations: jobLines(
          record,
          loose.map(({ action }) => action.line),
        ),
        subject: jobFile(record)?.slice(0, 300).toWellFormed(),
      },
    );
  },
});
