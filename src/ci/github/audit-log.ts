import * as z from 'zod/mini';
import { codeOf } from '../../errors.ts';
import type { AuditEvent } from '../../model/audit-event.ts';
import type { Account } from '../../model/person.ts';
import type { Observed } from '../../ports.ts';
import { accountType } from './account.ts';
import type { GitHubClient } from './client.ts';
import { notSeen } from './observed.ts';

/** Of 1,750 queries an hour that all of an organisation's tools share by user and address. */
const MOST_PAGES = 10;
const PER_PAGE = 100;
const DAY = 86_400_000;

/** Events by the dozen for every job, which no rule asks for. */
const NOT_ASKED = ['git.clone', 'git.fetch', 'workflows.prepared_workflow_job'];
/** Events of the whole organisation that say who was given which role. */
const ROLES = ['org.add_member', 'org.update_member'];

const NEEDED =
  'the input `audit-log-token`: an owner’s token with read:audit_log, or an App’s with organization administration: read, of an organisation on GitHub Enterprise Cloud';

const anything = z.optional(z.unknown());

/** What is read of an event; the log adds fields at any time. Times are milliseconds since 1970. */
const Event = z.object({
  '@timestamp': z.number(),
  action: z.string(),
  _document_id: anything,
  actor: anything,
  actor_id: anything,
  actor_is_bot: anything,
  user: anything,
  user_id: anything,
  repo: anything,
  environment_name: anything,
  workflow_run_id: anything,
  permission: anything,
  old_permission: anything,
  new_repo_permission: anything,
  old_repo_permission: anything,
});
type Event = z.infer<typeof Event>;

const Page = z.array(z.unknown());

/** What of the log is asked for. */
export interface AuditLogQuery {
  /** `OWNER/REPO` whose events are wanted. */
  readonly repository: string;
  /** The time up to which it is looked back from. */
  readonly now: Date;
  readonly days: number;
}

/**
 * Reads the organisation's audit log: what happened to the repository and who was given which role, oldest first. All of
 * it or nothing: in a part of it a missing event would look like one that never was.
 * https://docs.github.com/en/enterprise-cloud@latest/rest/orgs/orgs#get-the-audit-log-for-an-organization
 */
export async function readAuditLog(
  client: GitHubClient,
  { repository, now, days }: AuditLogQuery,
): Promise<Observed<AuditEvent[]>> {
  const [org = ''] = repository.split('/');
  const since = `created:>=${new Date(now.getTime() - days * DAY).toISOString().slice(0, 10)}`;
  const phrases = [
    `repo:${repository} ${since} ${NOT_ASKED.map((action) => `-action:${action}`).join(' ')}`,
    ...ROLES.map((action) => `action:${action} ${since}`),
  ];
  try {
    const found: unknown[] = [];
    for (const phrase of phrases) {
      const events = await allPages(client, org, phrase);
      if (!events) return tooMany(days);
      found.push(...events);
    }
    return { ok: true, value: eventsFrom(found) };
  } catch (error) {
    // An organisation that has no such log and a token that may not read it get the same answer.
    const isHidden = codeOf(error) === 'api-not-found';
    const answer = notSeen(error, NEEDED);
    return isHidden && !answer.ok ? { ...answer, reason: 'not-permitted' } : answer;
  }
}

async function allPages(client: GitHubClient, org: string, phrase: string): Promise<unknown[] | undefined> {
  const events: unknown[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = { org, phrase, include: 'all', order: 'desc', per_page: PER_PAGE, ...(after && { after }) };
    const reply = await client.page('GET /orgs/{org}/audit-log', query, Page);
    events.push(...reply.items);
    if (reply.after === undefined) return events;
    after = reply.after;
  }
  return undefined;
}

function tooMany(days: number): Observed<never> {
  const needed = `the input \`audit-log-days\` with less than ${days}: the log has more than ${MOST_PAGES * PER_PAGE} events`;
  return { ok: false, reason: 'not-available', needed };
}

function eventsFrom(found: readonly unknown[]): AuditEvent[] {
  const once = new Map<string, AuditEvent>();
  for (const each of found) {
    const event = eventFrom(Event.parse(each));
    // One without an id of its own is told from another by all that is known of it.
    once.set(JSON.stringify(event), event);
  }
  return [...once.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function eventFrom(event: Event): AuditEvent {
  const at = new Date(event['@timestamp']).toISOString();
  const all = {
    actor: accountOf(event.actor, event.actor_id, event.actor_is_bot === true),
    user: accountOf(event.user, event.user_id, false),
    repository: textOf(event.repo, 300),
    runId: textOf(event.workflow_run_id, 200),
    environment: textOf(event.environment_name, 300),
    permissionBefore: textOf(event.old_repo_permission, 100) ?? textOf(event.old_permission, 100),
    permissionAfter: textOf(event.new_repo_permission, 100) ?? textOf(event.permission, 100),
  };
  const optional = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const id = textOf(event._document_id, 200) ?? `${at} ${event.action} ${textOf(event.actor, 100) ?? ''}`;
  return {
    id: id.slice(0, 200),
    action: event.action.slice(0, 200),
    at,
    ...optional,
  };
}

function accountOf(login: unknown, id: unknown, isBot: boolean): Account | undefined {
  const name = textOf(login, 100);
  if (name === undefined) return undefined;
  const known = textOf(id, 200);
  return { login: name, ...(known && { id: known }), type: isBot ? 'bot' : accountType(undefined, name) };
}

/** Ids are numbers in some events and text in others. */
function textOf(value: unknown, maxLength: number): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, maxLength) : undefined;
}
