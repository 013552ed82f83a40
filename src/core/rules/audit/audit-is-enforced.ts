import * as z from 'zod/mini';
import { defineRule, fail, pass, unknown } from '../../rule.ts';
import { auditStepPlace, thisJob } from '../job-file.ts';

/** Nothing passes over a failing audit step. */
export const auditIsEnforced = defineRule({
  id: 'audit-is-enforced',
  group: 'audit',
  title: 'The audit step can fail the job',
  why: 'With `continue-on-error` on the audit step a refused job runs on as if nothing had been said.',
  mend: 'Remove `continue-on-error` from the audit step; to try Doorlog out without failing jobs use `mode: audit`.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-10', 'SOC 2 CC7.2', 'NIST AU-12'],
  evidence: ['workflow-file'],
  params: z.strictObject({}),
  judge(record) {
    const enforcement = record.enforcement;
    if (record.pipeline.provider === 'local') {
      return pass('A local run is audited from without: it has no audit step.', ['/pipeline/provider']);
    }
    if (enforcement === undefined) return unknown(record, '/enforcement');
    const evidence = ['/enforcement/continueOnError'];
    const details = { locations: auditStepPlace(record), subject: thisJob(record) };
    switch (enforcement.continueOnError) {
      case 'yes':
        return fail('The audit step has continue-on-error: what it refuses is not held back.', evidence, details);
      case 'expression':
        return fail(
          'The audit step’s continue-on-error is an expression, so it may not hold anything back.',
          evidence,
          details,
        );
      case 'no':
        return pass('The audit step can fail the job.', evidence);
    }
  },
});
