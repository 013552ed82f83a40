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
  /** As `rest`, with the cursor of the page behind it (`after` of the Link header), where there is one. */
  page<T>(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    schema: z.ZodMiniType<T>,
  ): Promise<{ readonly items: T; readonly after?: string }>;
  /**
   * As `rest`, for what is not JSON: the reply as it came, whatever its status; a redirect is not followed. `refusal`
   * makes the error of a status that is none of the caller’s.
   */
  raw(route: string, parameters: Readonly<Record<string, unknown>>, options: RawOptions): Promise<HttpResponse>;
  graphql(query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** What is left of a budget by the last reply that told it; `core` is REST's. */
  readonly rateLimit: (resource?: RateLimitResource) => RateLimit | undefined;
}

/** How what is not JSON is asked for. */
export interface RawOptions {
  /** Media type that is asked for. */
  readonly accept: string;
  /** A longer reply is an error. */
  readonly maxBytes: number;
}

/** Makes the client; nothing is sent yet. An empty token is not sent: public repositories can be read without one. */
export function createGitHubClient({ http, apiUrl, graphqlUrl, token, timeout }: ClientOptions): GitHubClient {
  const limits = createRateLimits();
  const requestFor = endpoint.defaults({
    baseUrl: apiUrl,
    headers: { 'user-agent': 'doorlog', ...(token && { authorization: `token ${token}` }) },
  });

  async function exchange(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    resource: RateLimitResource,
    raw?: RawOptions,
  ): Promise<HttpResponse> {
    const { method, url, headers, body } = requestFor(route, { ...parameters });
    const reply = await http({
      service: SERVICE,
      method: method as 'GET' | 'POST' | 'PUT' | 'PATCH',
      url,
      headers: { ...(headers as Record<string, string>), ...(raw && { accept: raw.accept }) },
      ...(raw && { maxBytes: raw.maxBytes }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(timeout !== undefined && { timeout }),
      // Creating twice is worse than not knowing: only reads are sent again.
      ...(method !== 'GET' && resource === 'core' && { retries: 0 }),
    });
    limits.note(reply.headers, resource);
    return reply;
  }

  async function send(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    resource: RateLimitResource,
  ): Promise<{ readonly value: unknown; readonly headers: HttpResponse['headers'] }> {
    const reply = await exchange(route, parameters, resource);
    // A redirect has done nothing of what was asked, and it is not followed: the token goes to nobody else.
    if (reply.status >= 300) throw refusal(reply, route, token !== '');
    if (reply.status === 204) return { value: undefined, headers: reply.headers };
    try {
      return { value: JSON.parse(reply.body.toString('utf8')), headers: reply.headers };
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

  function parse<T>(route: string, value: unknown, schema: z.ZodMiniType<T>): T {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const path = parsed.error.issues[0]?.path.join('.');
    throw new DoorlogError(
      'http-reply-invalid',
      `${SERVICE} answered ${route} with something else than it documents${path ? ` (at “${path}”)` : ''}.`,
      {
        cause: parsed.error,
      },
    );
  }

  return {
    rest: async (route, parameters, schema) => parse(route, (await send(route, parameters, 'core')).value, schema),
    async page(route, parameters, schema) {
      const { value, headers } = await send(route, parameters, 'core');
      const after = nextCursor(headers.link, route);
      return { items: parse(route, value, schema), ...(after !== undefined && { after }) };
    },
    raw: (route, parameters, options) => exchange(route, parameters, 'core', options),
    graphql: async (query, variables) => (await send(`POST ${graphqlUrl}`, { query, variables }, 'graphql')).value,
    rateLimit: (resource = 'core') => limits.of(resource),
  };
}

/** GitHub, “Using pagination in the REST API”: the address of the next page, of which only the cursor is taken. */
function nextCursor(link: string | undefined, route: string): string | undefined {
  const address = /<([^<>]+)>;[^<>,]*rel="?next\b/.exec(link ?? '')?.[1];
  if (address === undefined) return undefined;
  const cursor = URL.canParse(address) ? new URL(address).searchParams.get('after') : undefined;
  if (cursor) return cursor;
  throw new DoorlogError('http-reply-invalid', `${SERVICE} named a next page without its cursor (${named(route)}).`);
}

/** The route in words, without the server that GraphQL's has in it. */
function named(route: string): string {
  return route.replace(/^POST http.*/, 'POST /graphql');
}

/** The error of a reply above 299. GitHub's own message is not repeated to people whole: it may quote what was sent. */
export function refusal({ status, headers }: HttpResponse, route: string, hasToken = true): DoorlogError {
  const make = (code: 'api-denied' | 'api-not-found' | 'api-rate-limited' | 'http-status', what: string) =>
    new DoorlogError(code, `${SERVICE} ${what} (${named(route)}).`);

  const limited = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
  if (status === 429 || (status === 403 && limited))
    return make('api-rate-limited', `refused with ${status}: the rate limit is used up`);
  if (!hasToken && (status === 401 || status === 404)) {
    return make(
      status === 401 ? 'api-denied' : 'api-not-found',
      `answered ${status}: not there, or hidden from who has no token; name one by GH_TOKEN`,
    );
  }
  if (status === 401) return make('api-denied', 'rejected the token with 401');
  if (status === 403) {
    const accepted = headers['x-accepted-github-permissions'];
    return make(
      'api-denied',
      `refused with 403${accepted && /^[\w\-=,; ]+$/.test(accepted) ? `; it takes ${accepted}` : ''}`,
    );
  }
  if (status === 404) return make('api-not-found', 'answered 404: not there, or hidden from this token');
  if (status < 400) return make('http-status', `answered ${status}: it has moved, as when a repository is renamed`);
  if (status === 410) return make('http-status', 'answered 410: it is switched off here, or deleted');
  return make('http-status', `answered with status ${status}`);
}
