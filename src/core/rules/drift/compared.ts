import type { AccessRecord, Drift } from '../../../model/access-record.ts';
import { gapFor, type Judgement, unknown, unseen } from '../../rule.ts';

/** Changes of the facts that a pattern of pointers names. */
export function changesAt({ drift }: AccessRecord, pointers: RegExp): readonly Drift[] {
  return drift.filter(({ pointer }) => pointers.test(pointer));
}

/**
 * Why it can't be told that nothing changed, undefined where it can: only a job's end record was made by somebody who
 * looked twice.
 */
export function notCompared(record: AccessRecord): Judgement | undefined {
  const start = '/observedAt/start';
  if (record.phase === 'end' && record.observedAt.start !== undefined) return undefined;
  const isOnceOnly = record.phase !== 'end' || gapFor(record.gaps, start)?.reason === 'not-applicable';
  return isOnceOnly
    ? unseen('not-yet', 'What changed while a job ran is judged at its end.', [start])
    : unknown(record, start);
}

/** The first of some facts that the end did not see, though the job has it: of it no change could be seen either. */
export function unseenFact(
  record: AccessRecord,
  facts: readonly (readonly [string, unknown])[],
): Judgement | undefined {
  const missing = facts.find(
    ([pointer, value]) => value === undefined && gapFor(record.gaps, pointer)?.reason !== 'not-applicable',
  );
  return missing && unknown(record, missing[0]);
}

/** Pointers in a sentence. */
export function listed(changes: readonly Drift[]): string {
  return changes.map(({ pointer }) => pointer).join(', ');
}

/** The facts that led to a finding, each once. */
export function pointersOf(changes: readonly Drift[]): readonly string[] {
  return [...new Set(changes.map(({ pointer }) => pointer))];
}
