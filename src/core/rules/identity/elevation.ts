import type { AuditEvent } from '../../../model/audit-event.ts';
import type { Person } from '../../../model/person.ts';
import type { History } from '../../history.ts';
import { isSamePerson } from './actors.ts';

/** Whether somebody’s rights were raised within a time: they were, they were not, or not enough is known. */
export type Elevation = 'raised' | 'settled' | 'unseen' | 'not-certain' | 'learning';

/** From when until when somebody’s rights are looked at, in milliseconds since 1970. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

const RANK = { none: 0, read: 1, triage: 2, write: 3, maintain: 4, admin: 5 } as const;

/**
 * What earlier records say. Rights change in steps, so that the last record before the window, the one before the job and
 * a search between them tell, however many there are.
 */
export function elevationInHistory(person: Person, history: History, { from, until }: Window): Elevation {
  const { id, permission } = person;
  if (id === undefined || permission === undefined) return 'unseen';
  const seenBefore = (time: number) => lastSeen(history, id, time);
  const isLower = (seen: Seen | undefined) => seen !== undefined && RANK[seen.permission] < RANK[permission];
  const last = seenBefore(until);
  if (!last) return 'learning';
  if (isLower(last)) return last.at >= from ? 'raised' : 'not-certain';
  const settled = seenBefore(from);
  if (settled && !isLower(settled)) return 'settled';
  const first = history.first('person', id);
  const start = settled ?? (first && lastSeen(history, id, first.at + 1));
  if (!start || !isLower(start)) return 'learning';
  let low = start.at;
  let high = last.at;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const seen = seenBefore(middle + 1);
    if (isLower(seen)) low = middle;
    else high = middle;
  }
  return (seenBefore(low + 1)?.at ?? 0) >= from ? 'raised' : 'not-certain';
}

interface Seen {
  readonly at: number;
  readonly permission: NonNullable<Person['permission']>;
}

/** How many records without a word of rights, such as checkpoints’, are passed over. */
const MOST_WITHOUT = 20;

/** The rights that somebody was last seen with before a time. */
function lastSeen(history: History, id: string, before: number): Seen | undefined {
  let permission: Person['permission'];
  const found = history.newest('person', id, { until: before, most: MOST_WITHOUT }, ({ people }) => {
    permission = [people.initiator, people.rerunner].find((one) => one?.id === id && one.permission)?.permission;
    return permission !== undefined;
  });
  return found && permission && { at: found.at, permission };
}

/**
 * GitHub’s events that give a person rights:
 * https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization
 */
const GRANTS = new Set([
  'org.add_member',
  'org.update_member',
  'repo.add_member',
  'repo.update_member',
  'team.add_member',
]);

/** What the audit log says: it names every grant to a person, a team’s own excepted. */
export function elevationInAuditLog(
  person: Person,
  repository: string | undefined,
  auditLog: readonly AuditEvent[],
  { from, until }: Window,
): Elevation {
  const isRaised = auditLog.some((event) => {
    const at = Date.parse(event.at);
    return at >= from && at <= until && GRANTS.has(event.action) && isAbout(event, person, repository) && raises(event);
  });
  return isRaised ? 'raised' : 'settled';
}

function isAbout({ user, repository: where }: AuditEvent, person: Person, repository: string | undefined): boolean {
  if (where !== undefined && repository !== undefined && where.toLowerCase() !== repository.toLowerCase()) return false;
  return isSamePerson(user, person);
}

/** Rights that were taken away are an update too. */
function raises({ permissionBefore, permissionAfter }: AuditEvent): boolean {
  const before = rankOf(permissionBefore);
  const after = rankOf(permissionAfter);
  return before === undefined || after === undefined || after > before;
}

function rankOf(permission: string | undefined): number | undefined {
  return Object.entries(RANK).find(([name]) => name === permission?.toLowerCase())?.[1];
}
