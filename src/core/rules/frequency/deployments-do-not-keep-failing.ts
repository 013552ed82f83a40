import * as z from 'zod/mini';
import { jobOf } from '../../history.ts';
import { defineRule, fail, gapFor, notSupplied, pass, unknown } from '../../rule.ts';
import { isSameEnvironment } from '../../same-environment.ts';
import { attemptOf, windowBefore, windowParams } from './window.ts';

const COUNT = 3;
const MINUTES = 240;

/** A deployment that fails is not tried over and over. */
export const deploymentsDoNotKeepFailing = defineRule({
  id: 'deployments-do-not-keep-failing',
  group: 'frequency',
  title: 'Deployments do not fail one after another',
  why: 'A run of failures is a broken environment, or somebody who tries out what it takes to get in.',
  mend: 'Stop deploying until the cause is found; each further try changes what there is to see.',
  severity: 'low',
  controls: ['SOC 2 CC7.2', 'SOC 2 CC7.3', 'ISO 27001 A.8.16', 'NIST SI-4'],
  evidence: ['environment', 'history'],
  params: z.strictObject(windowParams('Failed deployments one after another', COUNT, MINUTES)),
  judge(record, { params, history }) {
    const { environment } = record.pipeline;
    if (environment === undefined) {
      const isNone = gapFor(record.gaps, '/pipeline/environment')?.reason === 'not-applicable';
      if (!isNone) return unknown(record, '/pipeline/environment');
      return pass('The job deploys to no environment.', ['/pipeline/environment']);
    }
    if (record.outcome === undefined) return unknown(record, '/outcome');
    if (record.outcome.status !== 'failure') return pass('The deployment did not fail.', ['/outcome/status']);
    const job = jobOf(record);
    if (job === undefined) return unknown(record, '/pipeline/job');
    if (history === undefined) return notSupplied('no-history');
    const wanted = params.count ?? COUNT;
    const minutes = params.minutes ?? MINUTES;
    const failures = new Set([attemptOf(record)]);
    // Other jobs in the environment may succeed each time, so a job is compared with itself.
    history.newest('job', job, windowBefore(record, minutes), (earlier) => {
      if (!isSameEnvironment(earlier.pipeline.environment, environment)) return false;
      if (earlier.outcome?.status === 'failure') failures.add(attemptOf(earlier));
      return earlier.outcome?.status === 'success';
    });
    if (failures.size < wanted) return pass('The deployment did not fail again and again.', ['/outcome/status']);
    return fail(
      `${failures.size} deployments to ${environment} failed one after another within ${minutes} minutes.`,
      ['/outcome/status', '/pipeline/environment'],
      { subject: environment },
    );
  },
});
