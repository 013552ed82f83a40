import { afterEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { createGitHubClient } from '../../../src/ci/github/client.ts';
import { createHttp } from '../../../src/net/http.ts';
import { type Fault, rateLimited, replies } from '../../support/faults.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import { deploymentWorld } from '../../support/world.ts';

let server: GitHubServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function connect(...faults: readonly Fault[]) {
  server = await startGitHub(deploymentWorld({ rateLimit: { limit: 1000, remaining: 700, reset: 4_102_444_800 } }));
  for (const fault of faults) server.addFault({}, fault);
  const { url: apiUrl, graphqlUrl, world } = server;
  const client = createGitHubClient({ http: createHttp({}), apiUrl, graphqlUrl, token: world.token, timeout: 30_000 });
  const askRest = () => client.rest('GET /repos/{owner}/{repo}', { owner: 'octo-org', repo: 'x' }, z.unknown());
  return { client, askRest: () => askRest().catch(() => undefined) };
}

function says(headers: Record<string, string>): Fault {
  return replies(200, {}, headers);
}

describe('the rate limit of the GitHub client', () => {
  it('is not known when nothing was asked', async () => {
    const { client } = await connect();
    expect(client.rateLimit()).toBeUndefined();
    expect(client.rateLimit('graphql')).toBeUndefined();
  });

  it('counts REST and GraphQL apart when a reply does not name its budget', async () => {
    const { client, askRest } = await connect();
    await client.graphql('query { rateLimit { remaining } }', {});
    expect(client.rateLimit()).toBeUndefined();
    await askRest();
    expect(client.rateLimit('graphql')).toEqual({ remaining: 699, limit: 1000 });
    expect(client.rateLimit()).toEqual({ remaining: 698, limit: 1000 });
  });

  it('believes the reply when it names its budget', async () => {
    const of = (resource: string, remaining: string) =>
      says({ 'x-ratelimit-resource': resource, 'x-ratelimit-remaining': remaining, 'x-ratelimit-limit': '5000' });
    const { client, askRest } = await connect(of('core', '41'), of('search', '3'), of('graphql', '7'));
    await askRest();
    await askRest();
    await askRest();
    expect(client.rateLimit('core')).toEqual({ remaining: 41, limit: 5000 });
    expect(client.rateLimit('graphql')).toEqual({ remaining: 7, limit: 5000 });
  });

  it('is known when GitHub refuses because it is used up', async () => {
    const { client, askRest } = await connect(rateLimited());
    await askRest();
    expect(client.rateLimit()).toEqual({ remaining: 0, limit: 1000 });
  });

  it.each(['', '-1', '1e3', 'many'])('keeps the last good word when a header says “%s”', async (odd) => {
    const headers = { 'x-ratelimit-limit': '1000' };
    const good = says({ ...headers, 'x-ratelimit-remaining': '5' });
    const { client, askRest } = await connect(good, says({ ...headers, 'x-ratelimit-remaining': odd }));
    await askRest();
    await askRest();
    expect(client.rateLimit()).toEqual({ remaining: 5, limit: 1000 });
  });
});
