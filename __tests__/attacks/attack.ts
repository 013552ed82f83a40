import type { StoredEntry } from '../../src/ports.ts';
import type { Evidence, SignedRecord } from './evidence.ts';

/** One row of the attack table: evidence with exactly one defect. */
interface Row {
  readonly id: string;
  /** What somebody did, as a sentence without its full stop. */
  readonly attack: string;
  /** Left out: refused. */
  readonly verdict?: 'refused' | 'conflict' | 'incomplete' | 'absent';
  /** Id of the check that tells it. */
  readonly check: string;
  /** Its sentence, with `…` for what is another in every run. */
  readonly says: string;
}

/** An attack with files: a record, its bundle and what is held against them. */
export interface FileAttack extends Row {
  /** What is as it should be, beside what always is. */
  readonly given?: Evidence;
  /** The defect. */
  readonly spoil: Evidence;
}

/** Records that a store may hold: of the job, of another run of it, and of a collector. */
export interface Stored {
  readonly end: SignedRecord;
  readonly otherRun: SignedRecord;
  readonly start: Readonly<Record<string, unknown>>;
  /** A second record of the same job, signed by the same run. */
  readonly twin: SignedRecord;
  readonly collector: SignedRecord;
  /** A collector’s record that saw another actor. */
  readonly contrary: SignedRecord;
}

/** An attack on what stores hold of one record. */
export interface StoreAttack extends Row {
  readonly copies: (stored: Stored) => readonly StoredEntry[];
  /** Left out: the end and its start, as they were delivered. */
  readonly repaired?: (stored: Stored) => readonly StoredEntry[];
}

/** Attacks of one kind, under one heading. */
export interface AttackGroup {
  readonly title: string;
  readonly files?: readonly FileAttack[];
  readonly stores?: readonly StoreAttack[];
}

/** Evidence with a defect put into it. */
export function spoiled(given: Evidence, spoil: Evidence): Evidence {
  return {
    ...given,
    ...spoil,
    record: [...(given.record ?? []), ...(spoil.record ?? [])],
    claims: { ...given.claims, ...spoil.claims },
    signing: { ...given.signing, ...spoil.signing },
    expected: { ...given.expected, ...spoil.expected },
    ...((given.testimony ?? spoil.testimony) && { testimony: spoiled(given.testimony ?? {}, spoil.testimony ?? {}) }),
  };
}

const SIGNED: readonly (keyof Evidence)[] = [
  'collector',
  'record',
  'attested',
  'text',
  'statement',
  'payload',
  'claims',
  'signing',
];

/** Whether a defect is in what is signed, so that there is another signature. */
export function isSignedAnew(spoil: Evidence): boolean {
  return SIGNED.some((part) => spoil[part] !== undefined);
}

/** Whether a sentence is what a row says. */
export function says(template: string, sentence: string): boolean {
  const parts = template.split('…');
  if (!sentence.startsWith(parts[0] ?? '') || !sentence.endsWith(parts.at(-1) ?? '')) return false;
  let from = 0;
  for (const part of parts) {
    const at = sentence.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}
