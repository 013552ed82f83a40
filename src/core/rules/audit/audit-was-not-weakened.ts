import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { jobOf, timeOf } from '../../history.ts';
import { defineRule, fail, notSupplied, pass, unknown, unseen } from '../../rule.ts';
import { auditStepPlace, thisJob } from '../job-file.ts';

const MOST_COMPARED = 100;

/** What held back refused jobs before still does. */
export const auditWasNotWeakened = defineRule({
  id: 'audit-was-not-weakened',
  group: 'audit',
  title: 'The audit of the job is as strict as before',
  why: 'Whoever wants to pass unseen first switches the enforcement off, and it looks like a small change of a workflow.',
  mend: 'Undo the change of the audit step or of its policy, or waive the finding until earlier records count no more.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-1', 'OWASP CICD-SEC-10', 'SOC 2 CC7.2', 'SOC 2 CC8.1', 'ISO 27001 A.8.32', 'NIST CM-3'],
  evidence: ['workflow-file', 'history'],
  params: z.strictObject({
    records: z.optional(
      z
        .int()
        .check(
          z.minimum(1),
          z.maximum(1_000),
          z.describe(`Earlier records of the job, on whatever branch, that are looked at; default ${MOST_COMPARED}.`),
        ),
    ),
  }),
  judge(record, { params, history }) {
    if (record.enforcement === undefined) return unknown(record, '/enforcement');
    const job = jobOf(record);
    if (job === undefined) return unknown(record, '/pipeline/job');
    if (history === undefined) return notSupplied('no-history');
    const span = { until: timeOf(record), most: params.records ?? MOST_COMPARED };
    // Another branch has another state of the file, older or newer.
    const isComparable = (earlier: AccessRecord) =>
      earlier.recordId !== record.recordId && earlier.pipeline.ref === record.pipeline.ref;
    if (!history.newest('job', job, span, (earlier) => isComparable(earlier) && earlier.enforcement !== undefined)) {
      return unseen('learning', 'No earlier record of the job on this branch is known.', []);
    }
    const stricter = history.newest(
      'job',
      job,
      span,
      (earlier) => isComparable(earlier) && weakenings(earlier, record).length > 0,
    );
    if (!stricter) return pass('The audit of the job is as strict as in its earlier records.', ['/enforcement']);
    const found = weakenings(stricter.record, record);
    return fail(
      `The audit is weaker than on ${new Date(stricter.at).toISOString().slice(0, 10)}: ${found.map(({ what }) => what).join(', ')}.`,
      found.map(({ pointer }) => pointer),
      { locations: auditStepPlace(record), subject: thisJob(record) },
    );
  },
});

interface Weakening {
  readonly what: string;
  readonly pointer: string;
}

function weakenings(before: AccessRecord, now: AccessRecord): Weakening[] {
  const found: Weakening[] = [];
  const step = { before: before.enforcement, now: now.enforcement };
  if (step.before && step.now) {
    if (step.before.continueOnError === 'no' && step.now.continueOnError !== 'no') {
      found.push({ what: 'its step has continue-on-error', pointer: '/enforcement/continueOnError' });
    }
    if (step.before.position === 0 && step.now.position > 0) {
      found.push({ what: 'its step is no longer the first', pointer: '/enforcement/position' });
    }
    if (step.before.unguardedSteps.length === 0 && step.now.unguardedSteps.length > 0) {
      found.push({ what: 'steps run after a refusal', pointer: '/enforcement/unguardedSteps' });
    }
  }
  // At its end a record is judged before it holds the verdict; the collector sees both.
  const verdict = { before: before.policy, now: now.policy };
  if (verdict.before && verdict.now) {
    if (verdict.before.mode === 'enforce' && verdict.now.mode === 'audit') {
      found.push({ what: 'it has mode: audit', pointer: '/policy/mode' });
    }
    if (verdict.before.onViolation === 'fail' && verdict.now.onViolation === 'warn') {
      found.push({ what: 'a violation only warns', pointer: '/policy/onViolation' });
    }
  }
  return found;
}
