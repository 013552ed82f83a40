import * as z from 'zod/mini';
import { defineRule, fail, pass, unknown } from '../../rule.ts';
import { auditStepPlace, thisJob } from '../job-file.ts';
import { isListed, patternList } from '../listed.ts';
import { isHosted } from './hosted.ts';

const NONE: readonly string[] = [];

/** Own machines that run jobs are those that the policy names. */
export const selfHostedRunnerIsListed = defineRule({
  id: 'self-hosted-runner-is-listed',
  group: 'runner',
  title: 'A self-hosted runner is one that the policy lists',
  why: 'Whoever registers a runner of their own takes over jobs with all that they hold (Shai-Hulud 2 named its own SHA1HULUD).',
  mend: 'Remove the runner from the repository’s settings if nobody knows it, or add its name to the rule’s parameter `names`.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-7', 'CIS 2.2.1', 'CIS 2.2.7', 'SOC 2 CC6.6', 'ISO 27001 A.8.9', 'NIST CM-6'],
  evidence: ['runner'],
  params: z.strictObject({
    names: patternList('Names of the self-hosted runners that may run jobs, as patterns; left out, none.'),
  }),
  judge(record, { params }) {
    const hosted = isHosted(record);
    if (hosted === undefined) return unknown(record, '/runner/environment');
    if (hosted) return pass('The runner is not self-hosted.', ['/runner/environment']);
    const { name } = record.runner;
    if (name === undefined) return unknown(record, '/runner/name');
    if (isListed(name, params.names ?? NONE)) return pass('The policy lists the self-hosted runner.', ['/runner/name']);
    // Names of machines are of the log alone, and a verdict is public.
    return fail('The runner is self-hosted, and its name is none of those that the policy lists.', ['/runner/name'], {
      locations: auditStepPlace(record),
      subject: thisJob(record),
    });
  },
});
