import type { LogEntry } from '../../ports.ts';
import type { Omitted } from './summary.ts';

/** How much of its entry an event holds: all, all but the bundle, or the facts that people search by. */
export type Detail = 'whole' | 'record' | 'core';

/** How one event is to be made. */
export interface ShapeOptions {
  readonly detail: Detail;
  readonly sentAt: Date;
  /** Longest text taken from the record, in bytes as JSON. */
  readonly longestText: number;
}

/** What an event at this detail leaves out of its entry. */
export function omittedAt(entry: LogEntry, detail: Detail): Omitted {
  const bundle = entry.bundle !== undefined && detail !== 'whole' ? (['bundle'] as const) : [];
  return detail === 'core' ? [...bundle, 'record'] : bundle;
}
