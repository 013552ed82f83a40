import { afterEach, describe, expect, it } from '@jest/globals';
import { createPinnedFileReader } from '../../../src/ci/github/organization-policy.ts';
import { createHttp } from '../../../src/net/http.ts';
import type { PinnedFile } from '../../../src/ports.ts';
import { dropped, forbidden, html, rateLimited, replies } from '../../support/faults.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import { type LocalServer, serve } from '../../support/local-server.ts';
import {
  DEMANDS,
  organizationWorld,
  PINNED,
  POLICIES,
  POLICY_FILE,
  POLICY_TOKEN,
} from '../../support/organization-world.ts';
import type { World } from '../../support/world-types.ts';

const FILE: PinnedFile = { repository: POLICIES, path: POLICY_FILE, commit: PINNED };
const NEEDED = 'contents: read on octo-org/policies for the input “organization-policy-token”';

const servers: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(world: World = organizationWorld()): Promise<GitHubServer> {
  const server = await startGitHub(world);
  servers.push(server);
  return server;
}

function readFrom({ url }: LocalServer, file: PinnedFile = FILE, token = POLICY_TOKEN, mayAskAgain = true) {
  return createPinnedFileReader({ http: createHttp({}), apiUrl: url, token }).read(file, async () => mayAskAgain);
}

describe('the reader of an organisation’s policy', () => {
  it('brings the file as it stands at the commit when the token may read it', async () => {
    const github = await start();
    expect(await readFrom(github)).toEqual({ ok: true, value: DEMANDS });
    expect(github.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /repos/octo-org/policies/contents/ci/doorlog.yml?ref=${PINNED}`,
    ]);
  });

  it('asks for the very path when it has characters that mean something in an address', async () => {
    const path = 'a b/50%?#.yml';
    const github = await start(organizationWorld({ [path]: DEMANDS }));
    expect(await readFrom(github, { ...FILE, path })).toMatchObject({ ok: true });
  });

  it.each([
    ['the token may not read the repository', 'its-own', FILE],
    ['there is no such file', POLICY_TOKEN, { ...FILE, path: 'other.yml' }],
    ['there is no such commit', POLICY_TOKEN, { ...FILE, commit: 'f'.repeat(40) }],
    ['there is no such repository', POLICY_TOKEN, { ...FILE, repository: 'octo-org/none' }],
  ])('says not-found when %s', async (_name, token, file) => {
    const world = organizationWorld();
    const github = await start(world);
    const text = await readFrom(github, file, token === POLICY_TOKEN ? token : world.token);
    expect(text).toMatchObject({ ok: false, reason: 'not-found' });
  });

  it.each([
    ['not-permitted', 'the token is not known', 'ghs_nobodys', undefined],
    ['not-permitted', 'the permission is missing', POLICY_TOKEN, forbidden()],
    ['rate-limited', 'the rate limit is used up', POLICY_TOKEN, rateLimited()],
    ['service-failed', 'a portal answers', POLICY_TOKEN, html()],
    ['service-failed', 'nobody answers', POLICY_TOKEN, dropped()],
    ['service-failed', 'an answer is empty', POLICY_TOKEN, replies(204)],
  ] as const)('says %s when %s', async (reason, _name, token, fault) => {
    const github = await start();
    if (fault) github.addFault({ times: Number.POSITIVE_INFINITY }, fault);
    const text = await readFrom(github, FILE, token);
    expect(text).toMatchObject({ ok: false, reason, needed: NEEDED });
    expect(JSON.stringify(text)).not.toContain(token);
  });

  it('blames the file when the path is a folder', async () => {
    const github = await start(organizationWorld({ [POLICY_FILE]: null }));
    expect(await readFrom(github)).toMatchObject({ ok: false, reason: 'input-invalid' });
  });

  it('blames the file when it is no text', async () => {
    const github = await start(organizationWorld({ [POLICY_FILE]: Uint8Array.of(0xc3, 0x28) }));
    expect(await readFrom(github)).toMatchObject({ ok: false, reason: 'input-invalid' });
  });

  it('reads 1 MiB and blames the file when there is a byte more', async () => {
    const whole = '#'.repeat(1024 * 1024);
    const github = await start(organizationWorld({ [POLICY_FILE]: whole, 'more.yml': `${whole}#` }));
    expect((await readFrom(github)).ok).toBe(true);
    expect(await readFrom(github, { ...FILE, path: 'more.yml' })).toMatchObject({
      ok: false,
      reason: 'input-invalid',
    });
  });

  it('follows to the repository’s id on the same server when the repository was renamed', async () => {
    const world = organizationWorld();
    for (const each of world.otherRepositories ?? []) each.oldName = 'octo-org/rules';
    const github = await start(world);
    const read = await readFrom(github, { ...FILE, repository: 'octo-org/rules' });
    expect(read).toEqual({ ok: true, value: DEMANDS });
    expect(github.requests.at(-1)?.path).toBe(`/repositories/4711/contents/ci/doorlog.yml?ref=${PINNED}`);
  });

  it('asks no second time when that would be one request too many', async () => {
    const world = organizationWorld();
    for (const each of world.otherRepositories ?? []) each.oldName = 'octo-org/rules';
    const github = await start(world);
    const text = await readFrom(github, { ...FILE, repository: 'octo-org/rules' }, POLICY_TOKEN, false);
    expect(text).toMatchObject({ ok: false, reason: 'not-asked' });
    expect(github.requests).toHaveLength(1);
  });

  it('asks no other server and gives it no token when a reply leads there', async () => {
    const other = await serve({ handle: () => ({ status: 200, body: DEMANDS }) });
    servers.push(other);
    const world = organizationWorld();
    for (const each of world.otherRepositories ?? []) {
      each.oldName = 'octo-org/rules';
      each.redirectTo = other.url;
    }
    const github = await start(world);
    const text = await readFrom(github, { ...FILE, repository: 'octo-org/rules' });
    expect(text).toMatchObject({ ok: false, reason: 'service-failed' });
    expect(other.requests).toEqual([]);
  });

  it('gives up when one redirect leads to another', async () => {
    const github = await start();
    github.addFault({ times: Number.POSITIVE_INFINITY }, replies(302, '', { location: '/repositories/1/contents/x' }));
    expect(await readFrom(github)).toMatchObject({ ok: false, reason: 'service-failed' });
    expect(github.requests).toHaveLength(2);
  });

  it.each(['', 'http://[', 'file:///etc/passwd', '//elsewhere.example/x'])(
    'gives up when it is led to %j',
    async (location) => {
      const github = await start();
      github.addFault({}, replies(301, '', { location }));
      expect(await readFrom(github)).toMatchObject({ ok: false, reason: 'service-failed' });
      expect(github.requests).toHaveLength(1);
    },
  );
});
