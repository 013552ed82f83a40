import { digestOf } from '../../src/core/canonical.ts';
import type { StoredEntry } from '../../src/ports.ts';
import type { AttackGroup } from './attack.ts';
import type { SignedRecord } from './evidence.ts';

type Json = Readonly<Record<string, unknown>>;

/** A copy as a store files it. */
function copyOf(document: Json, more: Partial<StoredEntry> = {}): StoredEntry {
  const [recordId, phase] = [String(document.recordId), String(document.phase)];
  return { location: `log.jsonl:${phase}`, recordId, phase, digest: digestOf(document), document, ...more };
}

function stored({ log, bundle, text }: SignedRecord, more: Partial<StoredEntry> = {}): StoredEntry {
  return copyOf(log, { bundle: JSON.stringify(bundle), attested: JSON.parse(text), ...more });
}

function altered(log: SignedRecord['log'], change: (log: SignedRecord['log']) => void): Json {
  const copy = structuredClone(log);
  change(copy);
  return copy;
}

export const ATTACKS_ON_STORES: AttackGroup = {
  title: 'On what the stores hold',
  stores: [
    {
      id: 'record-deleted',
      attack: 'The record is deleted from every store',
      verdict: 'absent',
      check: 'stored',
      says: 'No store has a record with this id. Elasticsearch and OpenSearch show what is new after a second or so.',
      copies: () => [],
    },
    {
      id: 'end-deleted',
      attack: 'The end is deleted, and the start left',
      verdict: 'incomplete',
      check: 'start',
      says: 'There is a start, and no end that names it.',
      copies: ({ start }) => [copyOf(start)],
    },
    {
      id: 'start-deleted',
      attack: 'The start that the end names is deleted',
      verdict: 'incomplete',
      check: 'start',
      says: 'The end names a start event that is not stored here.',
      copies: ({ end }) => [stored(end)],
    },
    {
      id: 'bundle-deleted',
      attack: 'The record is left, and its signature deleted',
      verdict: 'incomplete',
      check: 'signature',
      says: 'No bundle is stored with it: it was not signed.',
      copies: ({ end, start }) => [copyOf(end.log), copyOf(start)],
    },
    {
      id: 'two-records',
      attack: 'The same run signs a second, other record of the job',
      verdict: 'conflict',
      check: 'one-version',
      says: 'There are different versions of this record: 2 of its end; somebody else may write to the store.',
      copies: ({ end, twin, start }) => [stored(end), stored(twin), copyOf(start)],
    },
    {
      id: 'replayed-for-another-run',
      attack: 'A genuine record of another run is filed under this job’s id',
      check: 'record-id',
      says: 'What was signed is another record, or another phase, than the one it is filed under.',
      copies: ({ end, otherRun, start }) => {
        const { document, ...rest } = stored(otherRun);
        return [{ ...rest, recordId: end.log.recordId }, copyOf(start)];
      },
    },
    {
      id: 'log-part-altered',
      attack: 'What only the log holds is altered, and filed under its new digest',
      check: 'commitment',
      says: 'The part that only the log holds is not what the record commits to: one of the two was altered.',
      copies: ({ end, start }) => {
        const log = altered(end.log, ({ people }) => Object.assign(people.author ?? {}, { email: 'a@example.org' }));
        return [copyOf(log, { bundle: JSON.stringify(end.bundle) }), copyOf(start)];
      },
    },
    {
      id: 'salt-gone',
      attack: 'The salt is taken out of the log view, so that nobody can compute what was committed to',
      verdict: 'incomplete',
      check: 'commitment',
      says: 'The log’s entry has no salt, so it is no log view of an end: the commitment can’t be computed.',
      copies: ({ end, start }) => {
        const log = altered(end.log, ({ commitment }) => Reflect.deleteProperty(commitment, 'salt'));
        return [copyOf(log, { bundle: JSON.stringify(end.bundle) }), copyOf(start)];
      },
    },
    {
      id: 'halves-of-two-records',
      attack: 'The attested view stored beside the log view is another record’s',
      check: 'halves',
      says: 'The attested view and the log view beside it do not fit together: one of the two was altered.',
      copies: ({ end, twin, start }) => [stored(twin, { ...copyOf(end.log) }), copyOf(start)],
    },
    {
      id: 'altered-in-place',
      attack: 'The stored record is altered where it stands',
      check: 'digest',
      says: 'The stored record is not the one that its digest names: it was altered.',
      copies: ({ end, start }) => {
        const log = altered(end.log, (it) => Object.assign(it.people, { initiator: { login: 'mallory' } }));
        return [stored(end, { document: log }), copyOf(start)];
      },
    },
    {
      id: 'key-of-another',
      attack: 'The record is stored under another record’s key',
      check: 'key',
      says: 'Its key is not that of this record, phase and digest.',
      copies: ({ end, start }) => [stored(end, { key: 'f'.repeat(64) }), copyOf(start)],
    },
    {
      id: 'start-altered',
      attack: 'The start event is altered, and filed under its new digest',
      check: 'start',
      says: 'The stored start event is not the one that the end names.',
      copies: ({ end, start }) => [stored(end), copyOf({ ...start, recorder: { kind: 'gate' } })],
    },
    {
      id: 'contradicted-by-a-collector',
      attack: 'The stores hold a believed collector’s record that saw another actor',
      check: 'seen-actor',
      says: 'The record says 5005 at /people/initiator/id, and the collector saw that the actor was 7.',
      copies: ({ end, start, contrary }) => [stored(end), copyOf(start), stored(contrary)],
      repaired: ({ end, start, collector }) => [stored(end), copyOf(start), stored(collector)],
    },
  ],
};

/** The job’s end and its start, as they were delivered. */
export function asDelivered({ end, start }: { end: SignedRecord; start: Json }): readonly StoredEntry[] {
  return [stored(end), copyOf(start)];
}
