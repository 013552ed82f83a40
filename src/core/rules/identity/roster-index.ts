import type { Account } from '../../../model/person.ts';
import type { Roster } from '../../../model/roster.ts';

/** After the last day of whoever has none. */
const FOREVER = '9999-12-31';

/** Last days by id, and by login in lower case where an entry has no id. */
interface Index {
  readonly ids: ReadonlyMap<string, string>;
  readonly logins: ReadonlyMap<string, string>;
  /** Last day on which anybody is listed by an id. */
  readonly lastOfIds: string;
}

const indexes = new WeakMap<Roster, Index>();

/**
 * Whether a roster lists an account on a day, as `2026-11-18`; undefined where only an id, which is not known, could
 * tell: a login may have changed hands.
 */
export function isOnRoster({ id, login }: Account, roster: Roster, day: string): boolean | undefined {
  const { ids, logins, lastOfIds } = indexOf(roster);
  const isThere = (last: string | undefined) => last !== undefined && day <= last;
  if (isThere(logins.get(login.toLowerCase())) || (id !== undefined && isThere(ids.get(id)))) return true;
  return id === undefined && isThere(lastOfIds) ? undefined : false;
}

/** Many records are judged by one roster, which may have thousands of people. */
function indexOf(roster: Roster): Index {
  const known = indexes.get(roster);
  if (known) return known;
  const ids = new Map<string, string>();
  const logins = new Map<string, string>();
  let lastOfIds = '';
  for (const { id, login, until = FOREVER } of roster.people) {
    const [map, key] = id === undefined ? ([logins, login.toLowerCase()] as const) : ([ids, id] as const);
    // Who came back stands there twice.
    const last = map.get(key);
    if (last === undefined || last < until) map.set(key, until);
    if (id !== undefined && lastOfIds < until) lastOfIds = until;
  }
  const made = { ids, logins, lastOfIds };
  indexes.set(roster, made);
  return made;
}
