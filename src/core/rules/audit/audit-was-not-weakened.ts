import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { auditedBranch, type History, timeOf } from '../../history.ts';
import { defineRule, fail, notSupplied, pass, unknown, unseen } from '../../rule.ts';
import { auditStepPlace, thisJob } from '../job-file.ts';

const DAY = 24 * 60 * 60 * 1_000;
const DAYS = 30;

/** Whoever changes it more often than that within the time is found by the last ones. */
const MOST_CHANGES = 50;

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
    days: z.optional(
      z
        .int()
        .check(
          z.minimum(1),
          z.maximum(3_650),
          z.describe(`Days for which the audit is compared with what it was before; default ${DAYS}.`),
        ),
    ),
  }),
  judge(record, { params, history }) {
    if (history === undefined) return notSupplied('no-history');
    if (record.enforcement === undefined) return unknown(record, '/enforcement');
    const branch = auditedBranch(record);
    if (branch === undefined) return unknown(record, '/pipeline/job');
    const stricter = stricterBefore(record, branch, params.days ?? DAYS, history);
    if (stricter === undefined) {
      return unseen('learning', 'No earlier record of the job on this branch is known.', []);
    }
    if (stricter === 'none') {
      return pass('The audit of the job is as strict as in its earlier records.', ['/enforcement']);
    }
    const found = weakenings(stricter.record, record);
    return fail(
      `The audit is weaker than it was until ${new Date(stricter.until).toISOString().slice(0, 10)}: ${found.map(({ what }) => what).join(', ')}.`,
      found.map(({ pointer }) => pointer),
      { locations: auditStepPlace(record), subject: thisJob(record) },
    );
  },
});

/** The last earlier state that was stricter, and until when it held; undefined where no state is known. */
function stricterBefore(
  record: AccessRecord,
  branch: string,
  days: number,
  history: History,
): { readonly record: AccessRecord; readonly until: number } | 'none' | undefined {
  const now = timeOf(record);
  let isKnown = false;
  // A state holds from its record until that of the next, which comes before it in this order.
  let until = now;
  const stricter = history.newest('audit-change', branch, { until: now, most: MOST_CHANGES }, (earlier) => {
    isKnown ||= earlier.recordId !== record.recordId;
    if (until >= now - days * DAY && weakenings(earlier, record).length > 0) return true;
    until = timeOf(earlier);
    return false;
  });
  if (stricter) return { record: stricter.record, until };
  return isKnown ? 'none' : undefined;
}

interface Weakening {
  readonly what: string;
  readonly pointer: string;
}

function weakenings(before: AccessRecord, now: AccessRecord): readonly Weakening[] {
  // Most records are equal in this, and a list for each would cost more than the rest of the rule.
  const found = weakeningsOfStep(before.enforcement, now.enforcement);
  return before.policy && now.policy ? [...found, ...weakeningsOfPolicy(before.policy, now.policy)] : found;
}

const NONE: readonly Weakening[] = [];

function weakeningsOfStep(before: AccessRecord['enforcement'], now: AccessRecord['enforcement']): readonly Weakening[] {
  if (!before || !now) return NONE;
  const passedOver = before.continueOnError === 'no' && now.continueOnError !== 'no';
  const moved = before.position === 0 && now.position > 0;
  const unguarded = before.unguardedSteps.length === 0 && now.unguardedSteps.length > 0;
  if (!passedOver && !moved && !unguarded) return NONE;
  return [
    ...(passedOver ? [{ what: 'its step has continue-on-error', pointer: '/enforcement/continueOnError' }] : []),
    ...(moved ? [{ what: 'its step is no longer the first', pointer: '/enforcement/position' }] : []),
    ...(unguarded ? [{ what: 'steps run after a refusal', pointer: '/enforcement/unguardedSteps' }] : []),
  ];
}

type Strict = Pick<NonNullable<AccessRecord['policy']>, 'mode' | 'onViolation'>;

/** At its end a record is judged before it holds the verdict; the collector sees both. */
function weakeningsOfPolicy(before: Strict, now: Strict): readonly Weakening[] {
  const tamed = before.mode === 'enforce' && now.mode === 'audit';
  const warns = before.onViolation === 'fail' && now.onViolation === 'warn';
  return [
    ...(tamed ? [{ what: 'it has mode: audit', pointer: '/policy/mode' }] : []),
    ...(warns ? [{ what: 'a violation only warns', pointer: '/policy/onViolation' }] : []),
  ];
}
