import { Octokit } from '@octokit/core';
import type * as z from 'zod/mini';
import { DoorlogError } from '../../errors.ts';
import type { Http } from '../../ports.ts';
import { createRateLimits, type RateLimit, type RateLimitResource, type RateLimits } from './rate-limit.ts';

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
 * GitHub's API over the project's own HTTP, by Octokit's routes.
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
  const octokit = new Octokit({
    baseUrl: apiUrl,
    auth: token,
    userAgent: 'doorlog',
    request: { fetch: fetchOver(http, timeout, limits) },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });

  async function send(route: string, parameters: Readonly<Record<string, unknown>>): Promise<unknown> {
    try {
      const reply = await octokit.request(route, { ...parameters });
      return reply.data;
    } catch (error) {
      throw classified(error, route);
    }
  }

  return {
    async rest(route, parameters, schema) {
      const parsed = schema.safeParse(await send(route, parameters));
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
    graphql: (query, variables) => send(`POST ${graphqlUrl}`, { query, variables }),
    rateLimit: (resource = 'core') => limits.of(resource),
  };
}

/** The part of the platform's fetch that Octokit uses. */
function fetchOver(http: Http, timeout: number | undefined, limits: RateLimits) {
  return async (url: string, init: { method: string; headers: Record<string, string>; body?: string }) => {
    const reply = await http({
      service: SERVICE,
      method: init.method as 'GET' | 'POST',
      url,
      headers: init.headers,
      ...(init.body !== undefined && { body: init.body }),
      ...(timeout !== undefined && { timeout }),
      // Creating twice is worse than not knowing: only reads are sent again.
      ...(init.method !== 'GET' && !url.endsWith('/graphql') && { retries: 0 }),
    });
    limits.note(reply.headers, url.endsWith('/graphql') ? 'graphql' : 'core');
    return {
      status: reply.status,
      url,
      ok: reply.status < 400,
      headers: new Map(Object.entries(reply.headers)),
      text: async () => reply.body.toString('utf8'),
      json: async () => JSON.parse(reply.body.toString('utf8')),
      arrayBuffer: async () => reply.body,
    };
  };
}

/** GitHub's own message is not repeated to people whole: it may quote what was sent. */
function classified(error: unknown, route: string): DoorlogError {
  const cause = (error as { cause?: unknown }).cause;
  if (cause instanceof DoorlogError) return cause;
  if (error instanceof DoorlogError) return error;
  const status = (error as { status?: unknown }).status;
  const headers = ((error as { response?: { headers?: Record<string, string> } }).response?.headers ?? {}) as Record<
    string,
    string
  >;
  const make = (
    code: 'api-denied' | 'api-not-found' | 'api-rate-limited' | 'http-status' | 'http-reply-invalid',
    what: string,
  ) =>
    new DoorlogError(code, `${SERVICE} ${what} (${route.replace(/^POST http.*/, 'POST /graphql')}).`, { cause: error });

  if (typeof status !== 'number' || status < 400)
    return make('http-reply-invalid', 'answered with something that is not JSON');
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
