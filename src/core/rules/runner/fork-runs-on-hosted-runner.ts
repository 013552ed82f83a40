import * as z from 'zod/mini';
import { isOutsiders, outsiderFact } from '../../outsider.ts';
import { defineRule, fail, pass, unknown } from '../../rule.ts';
import { auditStepPlace, thisJob } from '../job-file.ts';
import { isHosted } from './hosted.ts';

/** A fork's code runs on machines that are thrown away. */
export const forkRunsOnHostedRunner = defineRule({
  id: 'fork-runs-on-hosted-runner',
  group: 'runner',
  title: 'Work from a fork runs on a hosted runner',
  why: 'A self-hosted machine outlives the job: what a stranger’s code leaves there waits for the next one (PyTorch, 2023).',
  mend: 'Run jobs for forks on `ubuntu-latest` or the like, and let self-hosted runners take jobs of protected branches only.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-4', 'OWASP CICD-SEC-7', 'CIS 2.2.1', 'SOC 2 CC6.6', 'ISO 27001 A.8.9', 'NIST CM-6'],
  evidence: ['event', 'runner'],
  params: z.strictObject({}),
  judge(record) {
    const hosted = isHosted(record);
    if (hosted) return pass('The runner is not self-hosted.', ['/runner/environment']);
    const { event } = record.pipeline;
    // A comment brings no code; what it makes the job check out is another rule’s.
    const bringsCode = event === undefined || event === 'workflow_run' || event.startsWith('pull_request');
    const fromFork = bringsCode ? isOutsiders(record) : false;
    if (fromFork === false) return pass('The job works on nothing from a fork.', ['/pipeline/event']);
    if (fromFork === undefined) return unknown(record, outsiderFact(record));
    if (hosted === undefined) return unknown(record, '/runner/environment');
    return fail('What a fork brought runs on a self-hosted machine.', ['/runner/environment', outsiderFact(record)], {
      locations: auditStepPlace(record),
      subject: thisJob(record),
    });
  },
});
