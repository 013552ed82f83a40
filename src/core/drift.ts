import type { AccessRecord, Drift } from '../model/access-record.ts';
import { canonicalize } from './canonical.ts';

/** The access state and source that are compared between snapshots; clock times and gaps are not. */
const COMPARED = ['people', 'source', 'access', 'approvals', 'protections', 'enforcement', 'runner'] as const;

/** The part of a snapshot or record that is compared. */
type State = Pick<AccessRecord, (typeof COMPARED)[number]>;

/** Who said a thing rather than what was said. */
const IGNORED = /^\/access\/token\/permissions\/[^/]+\/source$/;

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
  if (isObject(before) && isObject(after)) {
    const shared = Object.keys(before).filter((key) => Object.hasOwn(after, key));
    const pointers = shared.map((key) => `${pointer}/${escapeKey(key)}`);
    if (pointers.every(({ length }) => length <= LONGEST_POINTER)) {
      shared.forEach((key, index) => {
        compare(pointers[index] ?? pointer, before[key], after[key], found);
      });
      return;
    }
  }
  if (canonicalize(before) !== canonicalize(after)) found.push({ pointer, from: 'start', to: 'end', before, after });
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
