import type { AccessRecord, Drift } from '../../../model/access-record.ts';
import { gapFor, type Judgement, unknown, unseen } from '../../rule.ts';

/** Changes of the facts that a pattern of pointers names. */
export function changesAt({ drift }: AccessRecord, pointers: RegExp): readonly Drift[] {
  return drift.filter(({ pointer }) => pointers.test(pointer));
}

/** Why it can't be told that nothing changed; undefined where it can. */
export function notCompared({ phase, ...record }: AccessRecord): Judgement | undefined {
  if (phase !== 'end') return unseen('no-history', 'What changes is judged at the end of the job.', []);
  return record.observedAt.start === undefined ? unknown({ phase, ...record }, '/observedAt/start') : undefined;
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
