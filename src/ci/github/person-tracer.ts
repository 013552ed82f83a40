import * as z from 'zod/mini';
import { codeOf } from '../../errors.ts';
import type { Observed, PersonTracer, PersonTraces } from '../../ports.ts';
import type { GitHubClient } from './client.ts';
import { notSeen } from './observed.ts';

const DAY = 86_400_000;
/** How far back somebody is looked for: what brought a run about is seldom older than a day. */
const DAYS = 2;

const NEEDED =
  'the input `audit-log-token`, in an organisation on GitHub Enterprise Cloud whose audit log shows IP addresses';

const anything = z.optional(z.unknown());
const Events = z.array(
  z.object({
    '@timestamp': z.number(),
    actor_id: anything,
    actor_ip: anything,
    user_agent: anything,
    external_identity_nameid: anything,
  }),
);

/**
 * Sees where somebody came from by the organisation’s audit log: by the last event of theirs before the run, in one
 * request each.
 * https://docs.github.com/en/enterprise-cloud@latest/rest/orgs/orgs#get-the-audit-log-for-an-organization
 */
export function createPersonTracer(client: GitHubClient, repository: string): PersonTracer {
  const [org = ''] = repository.split('/');
  return {
    async traces({ login, id, until }) {
      if (!/^[\w-]{1,100}$/.test(login))
        return { ok: false, reason: 'not-applicable', needed: 'an account of a person' };
      const since = new Date(Date.parse(until) - DAYS * DAY).toISOString();
      const phrase = `actor:${login} created:${since.slice(0, 10)}..${until.slice(0, 10)}`;
      try {
        const query = { org, phrase, include: 'all', order: 'desc', per_page: 100 };
        const { items } = await client.page('GET /orgs/{org}/audit-log', query, Events);
        const before = items.filter((event) => event['@timestamp'] <= Date.parse(until));
        // A login may have been somebody else’s.
        return newestOf(before.filter((event) => id === undefined || String(event.actor_id ?? id) === id));
      } catch (error) {
        const answer = notSeen(error, NEEDED);
        return codeOf(error) === 'api-not-found' && !answer.ok ? { ...answer, reason: 'not-permitted' } : answer;
      }
    },
  };
}

/** Of each trace the newest: an event by a token has no address of a person’s. */
function newestOf(events: z.infer<typeof Events>): Observed<PersonTraces> {
  const newest = (key: 'actor_ip' | 'user_agent' | 'external_identity_nameid', most: number) => {
    const found = events.map((event) => event[key]).find((value) => typeof value === 'string' && value !== '');
    return typeof found === 'string' ? found.slice(0, most).toWellFormed() : undefined;
  };
  const ipAddress = newest('actor_ip', 100);
  const userAgent = newest('user_agent', 500);
  const ssoIdentity = newest('external_identity_nameid', 320);
  return {
    ok: true,
    value: { ...(ipAddress && { ipAddress }), ...(userAgent && { userAgent }), ...(ssoIdentity && { ssoIdentity }) },
  };
}
