import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { timeOf } from '../../history.ts';
import { defineRule, fail, notSupplied, pass, unknown } from '../../rule.ts';
import { auditStepPlace, thisJob } from '../job-file.ts';
import { isLearntFrom, learnDays, stillLearning } from '../learning.ts';
import { isListed, patternList } from '../listed.ts';
import { isHosted } from './hosted.ts';

const ID = 'self-hosted-runner-is-known';
const NONE: readonly string[] = [];

/** A machine of one's own that never ran a job here before is looked at once. */
export const selfHostedRunnerIsKnown = defineRule({
  id: ID,
  group: 'runner',
  title: 'A self-hosted runner has run a job here before',
  why: 'A runner that somebody registered to take over jobs shows itself by its first job.',
  mend: 'Find out who registered the runner; the next job finds it known. For runners that are made anew for each job give the pattern of their names as the parameter `come-and-go`.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-7', 'CIS 2.2.1', 'SOC 2 CC6.6', 'SOC 2 CC7.2', 'ISO 27001 A.8.16', 'NIST SI-4'],
  evidence: ['runner', 'history'],
  params: z.strictObject({
    'learn-days': learnDays('a runner counts as new'),
    'come-and-go': patternList('Names of runners that are made anew for each job, as patterns; left out, none.'),
  }),
  judge(record, { params, history }) {
    const hosted = isHosted(record);
    if (hosted === undefined) return unknown(record, '/runner/environment');
    if (hosted) return pass('The runner is not self-hosted.', ['/runner/environment']);
    const { name } = record.runner;
    if (name === undefined) return unknown(record, '/runner/name');
    if (isListed(name, params['come-and-go'] ?? NONE)) {
      return pass('The policy lists the runner as one that is made anew for each job.', ['/runner/name']);
    }
    if (history === undefined) return notSupplied('no-history');
    const until = timeOf(record);
    const isSame = (earlier: AccessRecord) => isHosted(earlier) === false && isLearntFrom(earlier, record, ID);
    if (history.newest('runner', name, { until }, isSame)) {
      return pass('The self-hosted runner has run a job here before.', ['/runner/name']);
    }
    return (
      stillLearning(history, until, params['learn-days']) ??
      // Names of machines are of the log alone, and a verdict is public.
      fail('The self-hosted runner runs its first job in this repository.', ['/runner/name'], {
        locations: auditStepPlace(record),
        subject: thisJob(record),
      })
    );
  },
});
