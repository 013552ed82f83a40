import type { EntryFact } from './entry-fact.ts';
import type { JobFact } from './job-fact.ts';

/** A job with the copies of its records. There may be a hundred thousand: a copy is one text. */
export interface JobRow {
  readonly job: JobFact;
  readonly isExpected: boolean;
  /** Each as `PHASE VIEW STORE DIGEST`; VIEW is `log` or `attested`. */
  copies: readonly string[];
  /** What records name that was not there when they came, each as `BY PHASE DIGEST`. */
  named: readonly string[];
  /** Whether an end or a collector’s record of it is proven. */
  isProven: boolean;
}

/** A copy, read back. */
export interface RowCopy {
  readonly phase: string;
  readonly view: string;
  readonly store: number;
  readonly digest: string;
}

const NONE: readonly string[] = [];

/** A job of which no copy is known yet. */
export function emptyRow(job: JobFact, isExpected: boolean): JobRow {
  return { job, isExpected, copies: NONE, named: NONE, isProven: false };
}

/** Adds a copy; the same one twice is one. */
export function addCopy(row: JobRow, { phase, view, digest, names, isProven }: EntryFact, store: number): void {
  if (isProven) row.isProven = true;
  const copy = `${phase} ${view ?? 'log'} ${store} ${digest}`;
  if (!row.copies.includes(copy)) row.copies = [...row.copies, copy];
  for (const name of names) {
    const text = `${name.by} ${name.phase} ${name.digest}`;
    if (!isThere(row, name.phase, name.digest) && !row.named.includes(text)) row.named = [...row.named, text];
  }
}

/** The copies of a job’s records. */
export function copiesOf({ copies }: JobRow): RowCopy[] {
  return copies.map((copy) => {
    const [phase = '', view = '', store = '', digest = ''] = copy.split(' ');
    return { phase, view, store: Number(store), digest };
  });
}

/** The records that are named by others and of which there is no copy. */
export function missingOf(row: JobRow): { readonly by: string; readonly phase: string; readonly digest: string }[] {
  return row.named.flatMap((text) => {
    const [by = '', phase = '', digest = ''] = text.split(' ');
    return isThere(row, phase, digest) ? [] : [{ by, phase, digest }];
  });
}

/** Of what only the attested view is left of, the digest that others name is not known. */
function isThere({ copies }: JobRow, phase: string, digest: string): boolean {
  return copies.some(
    (copy) => copy.startsWith(`${phase} attested `) || (copy.startsWith(`${phase} `) && copy.endsWith(` ${digest}`)),
  );
}
