import { afterEach, describe, expect, it } from '@jest/globals';
import { createAttestationFinder } from '../../../src/ci/github/attestation-finder.ts';
import { createGitHubClient } from '../../../src/ci/github/client.ts';
import { createHttp } from '../../../src/net/http.ts';
import { replies } from '../../support/faults.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import { type LocalServer, serve } from '../../support/local-server.ts';
import { deploymentWorld, type StoredAttestation, type World } from '../../support/world.ts';

const SUBJECT = `sha256:${'ab'.repeat(32)}`;
const TYPE = 'https://doorlog.dev/access-record/v1';

const servers: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function stored(id: number, more: Partial<StoredAttestation> = {}): StoredAttestation {
  return { id, digests: [SUBJECT], predicateType: TYPE, bundle: { mediaType: 'x', number: id }, ...more };
}

async function start(change: (world: World) => void): Promise<GitHubServer> {
  const server = await startGitHub(deploymentWorld(change));
  servers.push(server);
  return server;
}

interface Asked {
  repository?: string;
  token?: string;
  subject?: string;
  predicateType?: string;
}

/** The numbers of the bundles that were found, and what was raised after them. */
async function find(
  server: GitHubServer,
  { repository = 'octo-org/payments', token, subject, predicateType }: Asked = {},
) {
  const http = createHttp({});
  const { url: apiUrl, graphqlUrl, world } = server;
  const client = createGitHubClient({ http, apiUrl, graphqlUrl, token: token ?? world.token });
  const found: number[] = [];
  try {
    for await (const text of createAttestationFinder({ client, http, repository }).find(
      subject ?? SUBJECT,
      predicateType,
    )) {
      found.push(JSON.parse(text).number);
    }
    return { found };
  } catch (error) {
    return { found, error };
  }
}

describe('createAttestationFinder', () => {
  it('gives all bundles about the subject, of the wanted type, when they are in the reply', async () => {
    const server = await start((world) => {
      world.attestations = [stored(1), stored(2, { predicateType: 'https://slsa.dev/provenance/v1' }), stored(3)];
    });
    expect(await find(server, { predicateType: TYPE })).toEqual({ found: [1, 3] });
    expect(await find(server)).toEqual({ found: [1, 2, 3] });
  });

  it('gives every one in order when there are several pages', async () => {
    const server = await start((world) => {
      world.attestations = Array.from({ length: 230 }, (_, index) => stored(index));
    });
    expect((await find(server)).found).toEqual(Array.from({ length: 230 }, (_, index) => index));
  });

  it('asks for smaller pages when one is longer than is taken', async () => {
    const server = await start((world) => {
      const filling = 'x'.repeat(3 * 1024 * 1024);
      world.attestations = Array.from({ length: 7 }, (_, index) =>
        stored(index, { bundle: { number: index, filling } }),
      );
    });
    expect(await find(server)).toEqual({ found: [0, 1, 2, 3, 4, 5, 6] });
  });

  it('downloads and expands the bundle when the reply has only its address, and shows that host no token', async () => {
    const server = await start((world) => {
      world.attestations = [stored(1, { shownAs: 'address' }), stored(2)];
    });
    const elsewhere = await startGitHub(server.world);
    servers.push(elsewhere);
    server.world.downloadUrl = elsewhere.url;

    expect(await find(server)).toEqual({ found: [1, 2] });
    expect(elsewhere.requests).toHaveLength(1);
    expect(JSON.stringify(elsewhere.requests.map(({ headers, path }) => [headers, path]))).not.toContain(
      server.world.token,
    );
  });

  it('shows the token to nobody when the address redirects', async () => {
    const server = await start((world) => {
      world.attestations = [stored(1, { shownAs: 'address' })];
    });
    const first = await serve({
      handle: ({ url }) => ({ status: 307, headers: { location: `${server.url}${url.pathname}${url.search}` } }),
    });
    servers.push(first);
    server.world.downloadUrl = first.url;

    expect(await find(server)).toEqual({ found: [1] });
    expect(first.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(server.requests.at(-1)?.headers).not.toHaveProperty('authorization');
  });

  it.each([
    ['is not Snappy', replies(200, 'no'), 'http-reply-invalid', /not as Snappy makes it/],
    ['is not JSON', replies(200, '\u0003\u0008{{{'), 'http-reply-invalid', /not JSON/],
    ['is gone', replies(404, 'gone'), 'http-status', /status 404/],
    ['claims to be of a gigabyte', replies(200, '\u007f\u007f'), 'http-reply-invalid', /could not be read/],
    ['moves in circles', replies(302, '', { location: '/-/store/round' }), 'http-status', /without end/],
  ])('gives the others and then raises what was wrong when one bundle %s', async (_, fault, code, message) => {
    const server = await start((world) => {
      world.attestations = [stored(1, { shownAs: 'address' }), stored(2), stored(3)];
    });
    server.addFault({ path: /\/-\/store/, times: 9 }, fault);

    expect(await find(server)).toEqual({
      found: [2, 3],
      error: expect.objectContaining({ code, message: expect.stringMatching(message) }),
    });
  });

  it('says how many of how many when it could not read all', async () => {
    const server = await start((world) => {
      world.attestations = [stored(1, { shownAs: 'address' }), stored(2)];
    });
    server.addFault({ path: /\/-\/store/, times: 9 }, replies(403, 'expired'));
    const { error } = await find(server);
    expect(String(error)).toContain(`1 of 2 attestations about ${SUBJECT} could not be read`);
    expect(String(error)).not.toContain('sig=');
  });

  it('gives none when there are none, and asks about the repository only once', async () => {
    const server = await start(() => undefined);
    expect(await find(server)).toEqual({ found: [] });

    const http = createHttp({});
    const { url: apiUrl, graphqlUrl, world } = server;
    const client = createGitHubClient({ http, apiUrl, graphqlUrl, token: world.token });
    const finder = createAttestationFinder({ client, http, repository: 'octo-org/payments' });
    server.requests.length = 0;
    for (const subject of ['sha256:00', 'sha256:11']) for await (const _ of finder.find(subject));
    expect(server.requests.map(({ path }) => path.split('?')[0])).toEqual([
      '/repos/octo-org/payments/attestations/sha256%3A00',
      '/repos/octo-org/payments',
      '/repos/octo-org/payments/attestations/sha256%3A11',
    ]);
  });

  it('raises api-not-found when the repository is not there or hidden', async () => {
    const server = await start(() => undefined);
    expect(await find(server, { repository: 'octo-org/other' })).toMatchObject({ error: { code: 'api-not-found' } });
  });

  it.each(['Organization', 'User'] as const)('asks about the %s when only an owner is known', async (type) => {
    const server = await start((world) => {
      const owner = world.users['octo-org'];
      if (owner) owner.type = type;
      world.attestations = [stored(1)];
    });
    expect(await find(server, { repository: 'octo-org' })).toEqual({ found: [1] });
    expect(await find(server, { repository: 'octo-org', subject: 'sha256:00' })).toEqual({ found: [] });
    expect(server.requests.at(-1)?.path).toContain(type === 'User' ? '/users/octo-org/att' : '/orgs/octo-org/att');
  });

  it('needs no token when the repository is public, and then sends none', async () => {
    const server = await start((world) => {
      world.anonymousReads = true;
      world.attestations = [stored(1)];
    });
    expect(await find(server, { token: '' })).toEqual({ found: [1] });
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('raises api-denied when the repository is not public and there is no token', async () => {
    const server = await start((world) => {
      world.anonymousReads = true;
      world.repository.private = true;
    });
    expect(await find(server, { token: '' })).toMatchObject({ found: [], error: { code: 'api-denied' } });
  });
});
