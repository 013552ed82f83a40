import * as z from 'zod/mini';
import { isDeprived, isOutsiders, isRestricted, outsiderFact } from '../../outsider.ts';
import { defineRule, fail, pass, unknown, unseen } from '../../rule.ts';
import { auditStepPlace, someOf, thisJob } from '../job-file.ts';
import { isListed, patternList } from '../listed.ts';

/** Whoever can open a pull request or write a comment can't reach a secret by it. */
export const outsiderGetsNoSecrets = defineRule({
  id: 'outsider-gets-no-secrets',
  group: 'token',
  title: 'A job that somebody from outside caused holds no secret',
  why: 'What the job works on comes from somebody unknown, and whatever runs there can read the job’s secrets.',
  mend: 'Do the outsider’s part in a job by `pull_request`, without secrets, and what needs them in another one that takes over only checked results.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-4', 'OWASP CICD-SEC-6', 'CIS 2.1.7', 'SOC 2 CC6.1', 'ISO 27001 A.8.2', 'NIST AC-6'],
  evidence: ['event', 'workflow-file'],
  params: z.strictObject({
    allow: patternList('Names of secrets that such a job may hold, as patterns; left out, none.'),
  }),
  judge(record, { params }) {
    const outsider = isOutsiders(record);
    if (outsider === false) return pass('Nobody from outside caused the job.', ['/pipeline/event']);
    if (isDeprived(record)) {
      return pass('GitHub gives the job of a fork’s pull request no secret.', ['/pipeline/pullRequest']);
    }
    const { secrets } = record.access;
    const held = (secrets ?? []).filter((name) => !isOwnToken(name) && !isListed(name, params.allow ?? NONE));
    if (secrets !== undefined && held.length === 0) {
      return pass('The job refers to no secret that is kept from outsiders.', ['/access/secrets']);
    }
    if (outsider === undefined) return unknown(record, outsiderFact(record));
    if (secrets === undefined) return unknown(record, '/access/secrets');
    if (isRestricted(record)) {
      return unseen(
        'not-certain',
        'Whether the repository gives secrets to the jobs of forks’ pull requests was not seen.',
        ['/access/secrets', '/pipeline/visibility'],
      );
    }
    const what = held.includes('*') ? 'all secrets' : `the secrets ${someOf(held)}`;
    return fail(
      `Somebody from outside caused the job, which can reach ${what}.`,
      ['/access/secrets', '/pipeline/event'],
      {
        locations: auditStepPlace(record),
        subject: thisJob(record),
      },
    );
  },
});

const NONE: readonly string[] = [];

/** It is the job's token, which other rules look at. */
function isOwnToken(name: string): boolean {
  return name.toUpperCase() === 'GITHUB_TOKEN';
}
