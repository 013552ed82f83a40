import * as z from 'zod/mini';
import type { AccessRecord } from '../../model/access-record.ts';
import type { History } from '../history.ts';
import { type Judgement, unseen } from '../rule.ts';
import { refusedFor } from './refusal.ts';

const DAY = 24 * 60 * 60 * 1_000;
const DAYS = 14;

/** A parameter of rules that compare with what was there before. */
export function learnDays(what: string) {
  return z.optional(
    z
      .int()
      .check(
        z.minimum(1),
        z.maximum(3_650),
        z.describe(`Days that the history must go back before ${what}; default ${DAYS}.`),
      ),
  );
}

/** Unknown while the history does not go back far enough from a time in milliseconds. */
export function stillLearning(history: History, at: number, days = DAYS): Judgement | undefined {
  const isLearnt = history.begins !== undefined && history.begins <= at - days * DAY;
  return isLearnt ? undefined : unseen('learning', `Earlier records don’t go back ${days} days yet.`, []);
}

/** Nothing is learnt from the job itself, from one that failed, or from one that another rule refused. */
export function isLearntFrom(earlier: AccessRecord, record: AccessRecord, rule: string): boolean {
  if (earlier.outcome?.status !== 'success' || earlier.recordId === record.recordId) return false;
  return refusedFor(earlier).every((finding) => finding.rule === rule);
}
