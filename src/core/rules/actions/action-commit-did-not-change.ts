import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { type History, timeOf } from '../../history.ts';
import { defineRule, fail, notSupplied, pass, unknown, unseen } from '../../rule.ts';
import { jobLines } from '../job-file.ts';
import { isLearntFrom } from '../learning.ts';
import { isListed, patternList } from '../listed.ts';
import { type ForeignAction, foreignActions, nameOf } from './foreign-actions.ts';

const ID = 'action-commit-did-not-change';

/** GitHub moves its own major tags with each release. */
const TRUSTED: readonly string[] = ['actions/**', 'github/**'];

/** How far back a job is looked for that succeeded with the action. */
const MOST_LOOKED_AT = 100;

/** A tag or branch of an action leads where it led before. */
export const actionCommitDidNotChange = defineRule({
  id: ID,
  group: 'actions',
  title: 'An action’s tag leads to the commit that it led to before',
  why: 'Whoever can write to an action’s repository moves its tags to bad code, and each workflow that names them runs it (tj-actions, CVE-2025-30066).',
  mend: 'Look at what changed between the two commits, then name the action by the one that you trust; the next job finds the new commit known.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-3', 'CIS 2.3.4', 'CIS 2.4.3', 'SOC 2 CC8.1', 'ISO 27001 A.8.28', 'NIST SR-4'],
  evidence: ['actions', 'history'],
  params: z.strictObject({
    trusted: patternList(
      'Actions whose tags and branches may move, with or without their refs, as patterns; left out, `actions/**` and `github/**`.',
    ),
  }),
  judge(record, { params, history }) {
    const used = foreignActions(record);
    if (used === undefined) return unknown(record, '/actions');
    const trusted = params.trusted ?? TRUSTED;
    const loose = used.filter(
      ({ action: { pinned, kind, uses } }) =>
        !pinned && kind !== 'docker' && !isListed(nameOf(uses), trusted) && !isListed(uses, trusted),
    );
    if (loose.length === 0) return pass('Every action is named by its commit or trusted.', ['/actions']);
    if (history === undefined) return notSupplied('no-history');
    const compared = loose.map((use) => ({ ...use, before: commitBefore(use, record, history) }));
    const moved = compared.filter(
      ({ action: { commit }, before }) => before !== undefined && commit !== undefined && commit !== before,
    );
    const [first] = moved;
    if (first) {
      return fail(
        `${moved.map(({ action, before }) => `${action.uses} led to ${before?.slice(0, 12)} and now leads to ${action.commit?.slice(0, 12)}`).join('; ')}.`,
        moved.map(({ pointer }) => `${pointer}/commit`),
        {
          locations: jobLines(
            record,
            moved.map(({ action }) => action.line),
          ),
          subject: first.action.uses.slice(0, 300).toWellFormed(),
        },
      );
    }
    const untold = compared.find(({ action }) => action.commit === undefined);
    if (untold) return unknown(record, `${untold.pointer}/commit`);
    if (compared.some(({ before }) => before === undefined)) {
      return unseen('learning', 'An action is used here for the first time, so there is no earlier commit of it.', [
        '/actions',
      ]);
    }
    return pass('Every action leads to the commit that it led to before.', ['/actions']);
  },
});

function commitBefore({ action: { uses } }: ForeignAction, record: AccessRecord, history: History): string | undefined {
  const commitIn = ({ actions = [] }: AccessRecord) =>
    actions.find((action) => action.uses === uses && action.commit !== undefined)?.commit;
  const earlier = history.newest(
    'action',
    uses,
    { until: timeOf(record), most: MOST_LOOKED_AT },
    (one) => commitIn(one) !== undefined && isLearntFrom(one, record, ID),
  );
  return earlier && commitIn(earlier.record);
}
