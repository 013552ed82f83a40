import * as z from 'zod/mini';
import { isDeprived } from '../../outsider.ts';
import { defineRule, fail, pass, unknown } from '../../rule.ts';
import { CHANGE, judgeUnreviewed, listed, workflowChange } from './changed-workflow.ts';
import { isDependabots, isSecret } from './powers.ts';

const NEW = `${CHANGE}/newSecrets`;

/** No job takes a secret that nobody else agreed to give it. */
export const newSecretsAreReviewed = defineRule({
  id: 'new-secrets-are-reviewed',
  group: 'source',
  title: 'Secrets that a change newly refers to were reviewed',
  why: 'A workflow file gets any secret of its repository by naming it; thieves push one that names them all.',
  mend: 'Have the change approved in a pull request, keep secrets in environments with required reviewers, and rotate those that the job was given.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-6', 'OWASP CICD-SEC-1', 'CIS 1.1.3', 'SOC 2 CC6.1', 'ISO 27001 A.8.32', 'NIST CM-3'],
  evidence: ['workflow-file', 'commit', 'pull-requests', 'people', 'event'],
  params: z.strictObject({}),
  judge(record) {
    const change = workflowChange(record);
    if ('result' in change) return change;
    if (isDeprived(record) || isDependabots(record)) {
      return pass('The repository’s secrets are not given to such a job, whatever its file names.', [
        '/pipeline/event',
        '/people/initiator',
      ]);
    }
    if (change.newSecrets === undefined) return unknown(record, NEW);
    const names = change.newSecrets.filter(isSecret).map((name) => (name === '*' ? 'all secrets' : name));
    if (names.length === 0) return pass(`The change of ${change.file} refers to no further secret.`, [NEW]);
    const list = listed(names);
    return judgeUnreviewed(record, `${change.file} newly refers to ${list}`, () =>
      fail(
        `The change makes ${change.file} refer to ${list} for the first time, and nobody else approved that.`,
        [NEW],
        {
          locations: [{ file: change.file }],
          subject: change.file,
        },
      ),
    );
  },
});
