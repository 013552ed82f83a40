import { endpoint } from '@octokit/endpoint';
import type * as z from 'zod/mini';
import { DoorlogError } from '../../errors.ts';
import type { Http, HttpResponse } from '../../ports.ts';
import { createRateLimits, type RateLimit, type RateLimitResource } from './rate-limit.ts';

const SERVICE = 'GitHub’s API';

/** What is needed to speak to GitHub's API. */
export interface ClientOptions {
  readonly http: Http;
  /** Address of the REST API, without a slash at the end. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly token: string;
  /** Milliseconds for one request, retries included. */
  readonly timeout?: number;
}

/**
 * GitHub's API over the project's own HTTP; routes are written as GitHub's description writes them.
 * Raises `api-denied`, `api-not-found`, `api-rate-limited`, `http-status`, `http-reply-invalid` and what HTTP raises.
 */
export interface GitHubClient {
  rest<T>(route: string, parameters: Readonly<Record<string, unknown>>, schema: z.ZodMiniType<T>): Promise<T>;
  graphql(query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** What is left of a budget by the last reply that told it; `core` is REST's. */
  readonly rateLimit: (resource?: RateLimitResource) => RateLimit | undefined;
}

/** Makes the client; nothing is sent yet. */
export function createGitHubClient({ http, apiUrl, graphqlUrl, token, timeout }: ClientOptions): GitHubClient {
  const limits = createRateLimits();
  const requestFor = endpoint.defaults({
    baseUrl: apiUrl,
    headers: { 'user-agent': 'doorlog', ...(token && { authorization: `token ${token}` }) },
  });

  async function send(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    resource: RateLimitResource,
  ): Promise<unknown> {
    const { method, url, headers, body } = requestFor(route, { ...parameters });
    const reply = await http({
      service: SERVICE,
      method: method as 'GET' | 'POST',
      url,
      headers: headers as Record<string, string>,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(timeout !== undefined && { timeout }),
      // Creating twice is worse than not knowing: only reads are sent again.
      ...(method !== 'GET' && resource === 'core' && { retries: 0 }),
    });
    limits.note(reply.headers, resource);
    if (reply.status >= 400) throw refusal(reply, route);
    try {
      return JSON.parse(reply.body.toString('utf8'));
    } catch (error) {
      throw new DoorlogError(
        'http-reply-invalid',
        `${SERVICE} answered with something that is not JSON (${named(route)}).`,
        {
          cause: error,
        },
      );
    }
  }

  return {
    async rest(route, parameters, schema) {
      const parsed = schema.safeParse(await send(route, parameters, 'core'));
      if (parsed.success) return parsed.data;
      const path = parsed.error.issues[0]?.path.join('.');
      throw new DoorlogError(
        'http-reply-invalid',
        `${SERVICE} answered ${route} with something else than it documents${path ? ` (at “${path}”)` : ''}.`,
        {
          cause: parsed.error,
        },
      );
    },
    graphql: (query, variables) => send(`POST ${graphqlUrl}`, { query, variables }, 'graphql'),
    rateLimit: (resource = 'core') => limits.of(resource),
  };
}

/** The route in words, without the server that GraphQL's has in it. */
function named(route: string): string {
  return route.replace(/^POST http.*/, 'POST /graphql');
}

/** GitHub's own message is not repeated to people whole: it may quote what was sent. */
function refusal({ status, headers }: HttpResponse, route: string): DoorlogError {
  const make = (code: 'api-denied' | 'api-not-found' | 'api-rate-limited' | 'http-status', what: string) =>
    new DoorlogError(code, `${SERVICE} ${what} (${named(route)}).`);

  const limited = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
  if (status === 429 || (status === 403 && limited))
    return make('api-rate-limited', `refused with ${status}: the rate limit is used up`);
  if (status === 401) return make('api-denied', 'rejected the token with 401');
  if (status === 403) {
    const accepted = headers['x-accepted-github-permissions'];
    return make(
      'api-denied',
      `refused with 403${accepted && /^[\w\-=,; ]+$/.test(accepted) ? `; it takes ${accepted}` : ''}`,
    );
  }
  if (status === 404) return make('api-not-found', 'answered 404: not there, or hidden from this token');
  return make('http-status', `answered with status ${status}`);
}
