import type { AccessRecord, Drift } from '../model/access-record.ts';
import { canonicalize } from './canonical.ts';
import { isFreeText } from './free-text.ts';
import { MASK } from './redaction.ts';

/** The access state and source that are compared between snapshots; clock times and gaps are not. */
const COMPARED = ['people', 'source', 'access', 'approvals', 'protections', 'enforcement', 'runner'] as const;

/** The part of a snapshot or record that is compared. */
type State = Pick<AccessRecord, (typeof COMPARED)[number]>;

/** Who said a thing rather than what was said, and a comparison with a branch that moves on while the job runs. */
const IGNORED = /^\/(access\/token\/permissions\/[^/]+\/source|source\/workflowChange)$/;

/** The longest pointer that a record takes; what lies deeper is compared as a whole. */
const LONGEST_POINTER = 300;

/**
 * The facts that both snapshots hold and that differ, in the order of their pointers. A fact that only one of them
 * holds is a gap of the other, not a change.
 */
export function driftBetween(earlier: State, later: State): Drift[] {
  const found: Drift[] = [];
  for (const section of COMPARED) {
    compare(`/${section}`, earlier[section], later[section], found);
  }
  return found.sort((a, b) => (a.pointer < b.pointer ? -1 : 1));
}

function compare(pointer: string, before: unknown, after: unknown, found: Drift[]): void {
  if (before === undefined || after === undefined || IGNORED.test(pointer)) return;
  // Free text has keys that people choose: they stay out of the pointer, which everybody may read.
  if (isObject(before) && isObject(after) && !isFreeText(pointer)) {
    const shared = Object.keys(before).filter((key) => Object.hasOwn(after, key));
    const pointers = shared.map((key) => `${pointer}/${escapeKey(key)}`);
    if (pointers.every(({ length }) => length <= LONGEST_POINTER)) {
      shared.forEach((key, index) => {
        compare(pointers[index] ?? pointer, before[key], after[key], found);
      });
      return;
    }
  }
  if (!isSame(pointer, before, after)) found.push({ pointer, from: 'start', to: 'end', before, after });
}

/**
 * Free text out of which something was taken can't be compared: what is a secret by its name only may have been set, or
 * set otherwise, between the two snapshots.
 */
function isSame(path: string, before: unknown, after: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length === after.length && before.every((item, index) => isSame(`${path}/*`, item, after[index]));
  }
  if (isObject(before) && isObject(after)) {
    const keys = keysOf(before);
    return (
      keys.length === keysOf(after).length &&
      keys.every((key) => Object.hasOwn(after, key) && isSame(`${path}/${key}`, before[key], after[key]))
    );
  }
  if (isMasked(before) || isMasked(after)) return isFreeText(path) || before === after;
  return canonicalize(before) === canonicalize(after);
}

function keysOf(value: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(value).filter((key) => value[key] !== undefined);
}

function isMasked(value: unknown): boolean {
  return typeof value === 'string' && value.includes(MASK);
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
