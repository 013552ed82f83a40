import { createHash, randomUUID } from 'node:crypto';
import { ATTESTATION_ROUTES } from './github-attestation-routes.ts';
import { COLLECTOR_ROUTES } from './github-collector-routes.ts';
import { COMMIT_ROUTES } from './github-commit-routes.ts';
import { faultsOfBody, faultsOfReply } from './github-description.ts';
import { downloadReply } from './github-downloads.ts';
import { executeQuery, type GraphQLRequest, operationName } from './github-graphql.ts';
import { HISTORY_ROUTES } from './github-history-routes.ts';
import { isKnownToken, otherRepository } from './github-other-repositories.ts';
import { RELEASE_ROUTES } from './github-release-routes.ts';
import { RELEASE_UPLOAD_ROUTES } from './github-release-upload-routes.ts';
import { RESPONSE_ROUTES } from './github-response-routes.ts';
import { errorReply, matchRoute, permits, Refusal, type Route } from './github-route.ts';
import { RUN_ROUTES } from './github-run-routes.ts';
import {
  json,
  type LocalReply,
  type LocalRequest,
  type LocalServer,
  type LocalServerOptions,
  serve,
} from './local-server.ts';
import type { World } from './world-types.ts';

/** A running GitHub-shaped server; `world` may be changed between requests. */
export interface GitHubServer extends LocalServer {
  readonly graphqlUrl: string;
  readonly world: World;
}

const ROUTES: readonly Route[] = [
  ...COLLECTOR_ROUTES,
  ...HISTORY_ROUTES,
  ...RUN_ROUTES,
  ...COMMIT_ROUTES,
  ...ATTESTATION_ROUTES,
  ...RELEASE_ROUTES,
  ...RELEASE_UPLOAD_ROUTES,
  ...RESPONSE_ROUTES,
];

/** What anybody may do where a repository is public. */
const ANONYMOUS = { contents: 'read', actions: 'read', attestations: 'read', 'pull-requests': 'read' } as const;

/**
 * Plays `api.github.com` for one world: REST replies are checked against GitHub's own description before they go out
 * (a wrong one gives 500 and a line on standard error), GraphQL is executed against GitHub's own schema. Every
 * operation needs its permission, of public repositories too.
 */
export async function startGitHub(world: World, options: LocalServerOptions = {}): Promise<GitHubServer> {
  const server = await serve({
    ...options,
    handle: (request) => answer(world, request),
    operationOf: (request) => (request.url.pathname === '/graphql' ? nameOf(request) : undefined),
  });
  return { ...server, graphqlUrl: `${server.url}/graphql`, world };
}

async function answer(world: World, request: LocalRequest): Promise<LocalReply> {
  const download = downloadReply(world, request);
  if (download) return download;
  const reply = conditional(world, request, await authorised(world, request));
  reply.headers = { ...standardHeaders(world), ...reply.headers };
  return reply;
}

/** GitHub, “Best practices for using the REST API”: what the client has already is not sent, nor counted. */
function conditional(world: World, request: LocalRequest, reply: LocalReply): LocalReply {
  if (request.method !== 'GET' || reply.status !== 200 || reply.body === undefined) return reply;
  const etag = `W/"${createHash('sha256').update(reply.body).digest('hex')}"`;
  if (request.headers['if-none-match'] !== etag) return { ...reply, headers: { ...reply.headers, etag } };
  world.rateLimit.remaining += 1;
  return { status: 304, headers: { etag } };
}

function standardHeaders({ rateLimit }: World): Record<string, string> {
  return {
    'x-github-request-id': randomUUID().toUpperCase(),
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': '2022-11-28',
    'x-ratelimit-limit': String(rateLimit.limit),
    'x-ratelimit-remaining': String(rateLimit.remaining),
    'x-ratelimit-used': String(rateLimit.limit - rateLimit.remaining),
    'x-ratelimit-reset': String(rateLimit.reset),
  };
}

async function authorised(world: World, request: LocalRequest): Promise<LocalReply> {
  const token = /^(?:bearer|token) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const held = token === undefined ? undefined : world.gateTokens?.[token];
  if (request.headers.authorization === undefined && isOpen(world, request)) {
    return rest({ ...world, tokenPermissions: ANONYMOUS }, request);
  }
  if (token === undefined || !(held || isKnownToken(world, token))) return errorReply(401, 'Bad credentials');
  if (request.headers['user-agent'] === undefined) {
    return {
      status: 403,
      body: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
    };
  }
  if (world.rateLimit.remaining <= 0) return errorReply(403, 'API rate limit exceeded for installation.');
  world.rateLimit.remaining -= 1;
  const elsewhere = held === undefined ? otherRepository(world, request, token) : undefined;
  if (elsewhere) return elsewhere;
  world.responses ??= { cancelledRuns: [], disabledWorkflows: [], issues: [] };
  const seen = held === undefined ? world : { ...world, tokenPermissions: held };
  return request.url.pathname === '/graphql' ? graphql(seen, request) : rest(seen, request);
}

function isOpen(world: World, { method, url, headers }: LocalRequest): boolean {
  if (!world.anonymousReads || world.repository.private || world.rateLimit.remaining <= 0) return false;
  return method === 'GET' && url.pathname !== '/graphql' && headers['user-agent'] !== undefined;
}

async function graphql(world: World, request: LocalRequest): Promise<LocalReply> {
  const query = parseQuery(request);
  if (query === undefined) return errorReply(400, 'Problems parsing JSON');
  return json(200, await executeQuery(world, query));
}

function nameOf(request: LocalRequest): string | undefined {
  const query = parseQuery(request);
  return query === undefined ? undefined : operationName(query);
}

function parseQuery(request: LocalRequest): GraphQLRequest | undefined {
  try {
    const parsed = JSON.parse(request.body.toString('utf8'));
    return typeof parsed?.query === 'string' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function rest(world: World, request: LocalRequest): LocalReply {
  for (const route of ROUTES) {
    const params = route.method === request.method ? matchRoute(route, request.url.pathname) : undefined;
    if (params !== undefined) return routed(world, request, route, params);
  }
  return errorReply(404, 'Not Found');
}

function routed(world: World, request: LocalRequest, route: Route, params: Record<string, string>): LocalReply {
  const { owner, name } = world.repository;
  if (
    params.owner !== undefined &&
    `${params.owner}/${params.repo}`.toLowerCase() !== `${owner}/${name}`.toLowerCase()
  ) {
    return errorReply(404, 'Not Found');
  }
  const [scope, level] = route.needs;
  const accepted = { 'x-accepted-github-permissions': `${scope.replaceAll('-', '_')}=${level}` };
  if (!permits(world, scope, level)) {
    const hidden = world.repository.private && scope === 'contents';
    return hidden
      ? errorReply(404, 'Not Found', {}, accepted)
      : errorReply(403, 'Resource not accessible by integration', {}, accepted);
  }
  try {
    if (route.method !== 'GET' && !route.takesBytes && request.body.length > 0) checkBody(route, request);
    const reply = route.handle({ world, params, request });
    checkReply(route, reply);
    reply.headers = { ...reply.headers, ...accepted };
    return reply;
  } catch (error) {
    if (error instanceof Refusal) return errorReply(error.status, error.message, error.more, accepted);
    throw error;
  }
}

function checkBody(route: Route, request: LocalRequest): void {
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
  const faults = faultsOfBody(route.method, route.path, body);
  if (faults.length > 0) throw new Refusal(422, `Invalid request.\n\n${faults.join('\n')}`);
}

function checkReply(route: Route, reply: LocalReply): void {
  if (route.isUndescribed) return;
  if (reply.headers?.['content-type']?.startsWith('application/json') !== true) return;
  const faults = faultsOfReply(route.method, route.path, reply.status, JSON.parse(String(reply.body)));
  if (faults.length === 0) return;
  throw new Error(`own reply to ${route.method} ${route.path} is not as GitHub describes it:\n${faults.join('\n')}`);
}
