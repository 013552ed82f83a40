import { type EntryName, entryKey } from '../../model/entry-key.ts';

/** The two kinds of objects: what may be locked for ever, and what must stay erasable. */
export type ObjectKind = 'records' | 'erasable';

/** Where an entry's day has no name. */
export const UNDATED = 'undated';

/** The day of an entry's own time in UTC, as it stands in keys; the time is the record's, so that every attempt has the same key. */
export function dayOf(time: string): string {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  // A time that is none must not keep the record out of the log.
  return year >= 1970 && year <= 9999 ? date.toISOString().slice(0, 10).replaceAll('-', '/') : UNDATED;
}

/** The beginning of the day that a key stands under, RFC 3339. */
export function timeOf(key: string): string | undefined {
  const [year, month, day] = key.split('/').slice(-4, -1);
  const time = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Key of an entry's object; `id` is its own one or a spare one. */
export function objectKey(prefix: string, kind: ObjectKind, time: string, id: string): string {
  return `${prefix}${kind}/${dayOf(time)}/${id}.json`;
}

/** What all keys of a record's objects of one day begin with. */
export function keyStart(prefix: string, kind: ObjectKind, day: string, recordId: string): string {
  return `${dayStart(prefix, kind, day)}${recordId}-`;
}

/** Place and form of the days in keys: what all keys of a day begin with. */
export function dayStart(prefix: string, kind: ObjectKind, day: string): string {
  return `${prefix}${kind}/${day}/`;
}

const AFTER_RECORD_ID = /-[a-z]+(?:\.attested)?-[0-9a-f]{64}(?:-again(?:-[0-9a-f]{16})?)?\.json$/;

/** As namedBy, of a key that may be any record's. */
export function namedByItself(key: string): ReturnType<typeof namedBy> {
  const file = key.slice(key.lastIndexOf('/') + 1);
  const end = file.search(AFTER_RECORD_ID);
  return end > 0 ? namedBy(key, file.slice(0, end)) : undefined;
}

const NAME = /^(?<phase>[a-z]+)(?:\.(?<view>attested))?-(?<digest>[0-9a-f]{64})(?:-again(?:-[0-9a-f]{16})?)?$/;

/** What a key says of its entry; undefined where it is none of ours. The last segment of it is the entry's own key. */
export function namedBy(key: string, recordId: string): (EntryName & { readonly id: string }) | undefined {
  const file = key.slice(key.lastIndexOf('/') + 1);
  if (!file.startsWith(`${recordId}-`) || !file.endsWith('.json')) return undefined;
  const id = file.slice(0, -'.json'.length);
  const { phase, view, digest } = NAME.exec(id.slice(recordId.length + 1))?.groups ?? {};
  if (phase === undefined || digest === undefined) return undefined;
  const name = { recordId, phase, digest, ...(view === 'attested' && { view: 'attested' as const }) };
  return id.startsWith(entryKey(name)) ? { ...name, id } : undefined;
}
