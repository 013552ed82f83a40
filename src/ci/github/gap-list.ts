import type { Gap, GapReason } from '../../model/access-record.ts';

/** What was looked for in vain so far. */
export interface GapList {
  readonly gaps: readonly Gap[];
  /** Notes that nothing stands at the pointer and what it would take; without a reason, it should have been there. */
  readonly miss: (pointer: string, needed: string, reason?: GapReason) => void;
  readonly has: (pointer: string) => boolean;
}

/** An empty list. */
export function gapList(): GapList {
  const gaps: Gap[] = [];
  return {
    gaps,
    miss: (pointer, needed, reason = 'not-available') => gaps.push({ pointer, reason, needed }),
    has: (pointer) => gaps.some((gap) => gap.pointer === pointer),
  };
}

/** What it takes where the event should have brought a fact. */
export const EVENT_FILE = 'a readable event file';
