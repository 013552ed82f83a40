import * as z from 'zod/mini';
import { defineRule, fail, pass, unknown } from '../../rule.ts';
import { thisJob } from '../job-file.ts';

/** The audit step comes first, and a refused start holds the others back. */
export const auditIsFirst = defineRule({
  id: 'audit-is-first',
  group: 'audit',
  title: 'The audit step is the job’s first',
  why: 'The pre of a step above runs before the record begins; a step with `if: always()` runs though the start was refused.',
  mend: 'Move the audit step to the top; take `always()`, `failure()` and `cancelled()` out of the conditions of the other steps, or accept such steps by the parameter `allow-after-refusal`.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-10', 'SOC 2 CC7.2', 'NIST AU-12'],
  evidence: ['workflow-file'],
  params: z.strictObject({
    'allow-after-refusal': z.optional(
      z
        .boolean()
        .check(z.describe('Accepts steps that run after a refused start, for jobs that must clean up in any case.')),
    ),
  }),
  judge(record, { params }) {
    const enforcement = record.enforcement;
    if (record.pipeline.provider === 'local') {
      return pass('A local run is audited from without: it has no audit step.', ['/pipeline/provider']);
    }
    if (enforcement === undefined) return unknown(record, '/enforcement');
    const { file, line, position, unguardedSteps } = enforcement;
    if (position > 0) {
      return fail(`The audit step is number ${position + 1} of the job.`, ['/enforcement/position'], {
        locations: [{ file, line }],
        subject: thisJob(record),
      });
    }
    if (unguardedSteps.length > 0 && params['allow-after-refusal'] !== true) {
      const lines = unguardedSteps.map((step) => step.line);
      const where = lines.length === 1 ? `line ${lines[0]} runs` : `lines ${lines.join(', ')} run`;
      return fail(
        `The step${lines.length === 1 ? '' : 's'} in ${where} even when the start is refused.`,
        ['/enforcement/unguardedSteps'],
        { locations: unguardedSteps.map((step) => ({ file, line: step.line })), subject: thisJob(record) },
      );
    }
    return pass('The audit step is the job’s first.', ['/enforcement/position']);
  },
});
