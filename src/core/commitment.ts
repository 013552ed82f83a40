import type { AccessRecord } from '../model/access-record.ts';
import { canonicalize, sha256Hex } from './canonical.ts';
import { attestedView } from './views.ts';

/** The two forms of one record. */
export interface Views {
  /** What is signed and may be read by whoever reads the attestation. */
  readonly attested: AccessRecord;
  /** Everything, with the salt: for the organisation's log. */
  readonly log: AccessRecord;
}

/**
 * Splits a record into its views and binds them: the attested one commits to what only the log holds. The bearers of
 * pseudonyms are not part of it, so that they can be erased; whoever has the key can prove each by its pseudonym.
 */
export function commit(record: AccessRecord, salt: string): Views {
  const { commitment: _, ...bare } = record;
  const shown = attestedView(bare);
  const digest = commitmentDigest(remainder(lasting(bare), shown), salt);
  return {
    attested: { ...shown, commitment: { algorithm: 'sha256', digest } },
    log: { ...bare, commitment: { algorithm: 'sha256', digest, salt } },
  };
}

function lasting(record: AccessRecord): AccessRecord {
  const { pseudonyms: _, ...rest } = record;
  return rest;
}

/**
 * How two views stand to each other: `holds`; `differs`, the log's part is another one; `says-more`, the attested view
 * says what the log view does not; or one of them lacks its salt or commitment.
 */
export type Binding = 'holds' | 'differs' | 'says-more' | 'unsalted' | 'uncommitted';

/**
 * Holds an attested view against a log view, whoever is still named behind its pseudonyms. Both may be any JSON: no
 * schema is needed, so that records outlive it.
 */
export function bindingOf(attested: unknown, log: unknown): Binding {
  if (!isObject(attested) || !isObject(log)) return 'uncommitted';
  const { commitment: committed, pseudonyms, ...shown } = attested;
  const { commitment: opened, pseudonyms: _, ...bare } = log;
  const digest = isObject(committed) ? committed.digest : undefined;
  const salt = isObject(opened) ? opened.salt : undefined;
  if (typeof digest !== 'string') return 'uncommitted';
  if (typeof salt !== 'string') return 'unsalted';
  try {
    const rest = remainder(bare, shown);
    if (rest === DIFFERENT || pseudonyms !== undefined) return 'says-more';
    return isOpenedBy(opened, committed) && commitmentDigest(rest, salt) === digest ? 'holds' : 'differs';
  } catch {
    return 'differs';
  }
}

/** The log view says of the commitment what the attested one says, and the salt. */
function isOpenedBy(opened: unknown, committed: unknown): boolean {
  if (!isObject(opened)) return false;
  const { salt: _, ...rest } = opened;
  return canonicalize(rest) === canonicalize(committed);
}

/** Whether a log view is the one that an attested view commits to. */
export function commitmentHolds(attested: AccessRecord, log: AccessRecord): boolean {
  return bindingOf(attested, log) === 'holds';
}

function commitmentDigest(rest: unknown, salt: string): string {
  return sha256Hex(salt + canonicalize(rest ?? null));
}

const DIFFERENT = Symbol('different');

/**
 * What `full` holds beyond `part`, in the same shape, with `null` for items of which nothing is left; needs no schema,
 * so that it can still be computed when the schema has moved on. DIFFERENT where `part` says anything that `full`
 * does not.
 */
function remainder(full: unknown, part: unknown): unknown {
  if (Array.isArray(full) && Array.isArray(part)) return arrayRemainder(full, part);
  if (isObject(full) && isObject(part)) return objectRemainder(full, part);
  return canonicalize(full ?? null) === canonicalize(part ?? null) ? undefined : DIFFERENT;
}

function arrayRemainder(full: readonly unknown[], part: readonly unknown[]): unknown {
  if (full.length !== part.length) return DIFFERENT;
  const items = full.map((item, index) => remainder(item, part[index]));
  if (items.includes(DIFFERENT)) return DIFFERENT;
  return items.every((item) => item === undefined) ? undefined : items.map((item) => item ?? null);
}

function objectRemainder(full: Record<string, unknown>, part: Record<string, unknown>): unknown {
  // Without a prototype, a member called __proto__ is one like any other.
  const rest: Record<string, unknown> = Object.create(null);
  if (Object.keys(part).some((key) => !Object.hasOwn(full, key))) return DIFFERENT;
  for (const [key, value] of Object.entries(full)) {
    if (value === undefined) continue;
    const left = Object.hasOwn(part, key) ? remainder(value, part[key]) : value;
    if (left === DIFFERENT) return DIFFERENT;
    if (left !== undefined) rest[key] = left;
  }
  return Object.keys(rest).length === 0 ? undefined : rest;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
