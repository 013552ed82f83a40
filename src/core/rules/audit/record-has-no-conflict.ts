import * as z from 'zod/mini';
import { defineRule, fail, notSupplied, pass } from '../../rule.ts';
import { thisJob } from '../job-file.ts';
import { saysTheSame } from './says-the-same.ts';

/** There is one record of a moment of a job, not two that differ. */
export const recordHasNoConflict = defineRule({
  id: 'record-has-no-conflict',
  group: 'audit',
  title: 'No other record claims to be this one',
  why: 'Whoever holds the job’s identity or the log’s credential can write a second record; both are kept, and one of them is false.',
  mend: 'Compare the two with `doorlog record show`: the start event and the certificates tell which the job’s own is.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-9', 'OWASP CICD-SEC-10', 'CIS 2.1.3', 'SOC 2 CC7.2', 'ISO 27001 A.8.15', 'NIST AU-9(3)'],
  evidence: ['history'],
  params: z.strictObject({}),
  judge(record, { history }) {
    if (record.phase !== 'start' && record.phase !== 'end') {
      return pass('A job may have several records of this kind.', ['/phase']);
    }
    if (history === undefined) return notSupplied('no-history');
    const other = history.newest(
      'record',
      record.recordId,
      { until: Number.POSITIVE_INFINITY },
      (one) => one.phase === record.phase && !saysTheSame(one, record),
    );
    if (!other) return pass('No other record of this moment of the job is known.', ['/recordId']);
    return fail(`Another ${record.phase} record of the job says something else.`, ['/recordId'], {
      subject: thisJob(record),
    });
  },
});
