/** What an entry is told apart by. */
export interface EntryName {
  readonly recordId: string;
  readonly phase: string;
  readonly digest: string;
  readonly view?: 'attested' | undefined;
}

/**
 * The key of an entry in every store: record id, phase and digest, so that the same bytes are one entry. What only the
 * attested view is left of has a phase of its own, because it is no other version of the log view.
 */
export function entryKey({ recordId, phase, digest, view }: EntryName): string {
  return `${recordId}-${phase}${view === undefined ? '' : `.${view}`}-${digest}`;
}
