import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createGitHubClient } from '../../../src/ci/github/client.ts';
import { createReleaseReader } from '../../../src/ci/github/release-reader.ts';
import { createHttp } from '../../../src/net/http.ts';
import { replies } from '../../support/faults.ts';
import { startGitHub } from '../../support/github-server.ts';
import { objectId } from '../../support/github-shapes.ts';
import type { LocalServer } from '../../support/local-server.ts';
import { deploymentWorld, type World, type WorldRelease } from '../../support/world.ts';

const servers: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function release(tag: string, more: Partial<WorldRelease> = {}): WorldRelease {
  const time = '2026-11-20T12:00:00Z';
  const times = { createdAt: time, publishedAt: time, updatedAt: time };
  return {
    id: '7001',
    nodeId: 'RE_7001',
    tag,
    name: null,
    author: 'alice',
    draft: false,
    prerelease: false,
    ...times,
    ...more,
  };
}

async function start(change: (world: World) => void, token?: string) {
  const server = await startGitHub(deploymentWorld(change));
  servers.push(server);
  const http = createHttp({});
  const { url: apiUrl, graphqlUrl, world } = server;
  const client = createGitHubClient({ http, apiUrl, graphqlUrl, token: token ?? world.token });
  return { server, world, reader: createReleaseReader(client, http, 'octo-org/payments') };
}

const CONTENT = Buffer.from('a program');
const FILE = { id: '9001', name: 'payments.tar.gz', content: CONTENT };
const DIGEST = `sha256:${createHash('sha256').update(CONTENT).digest('hex')}`;

describe('a release', () => {
  it('is told with its files and their digests when it is asked for by its tag', async () => {
    const { reader } = await start((world) => {
      world.releases = [
        release('v1', { name: 'One', immutable: true, assets: [FILE, { ...FILE, id: '9002', digest: null }] }),
      ];
    });
    expect(await reader.byTag('v1')).toEqual({
      id: '7001',
      tag: 'v1',
      name: 'One',
      draft: false,
      immutable: true,
      assets: [
        { id: '9001', name: 'payments.tar.gz', size: 9, digest: DIGEST },
        { id: '9002', name: 'payments.tar.gz', size: 9 },
      ],
      url: 'https://github.com/octo-org/payments/releases/tag/v1',
    });
  });

  it('is found when it is a draft and the token may write', async () => {
    const { reader, world } = await start((each) => {
      each.releases = [release('v1', { draft: true, publishedAt: null })];
    });
    await expect(reader.byTag('v1')).rejects.toMatchObject({
      code: 'api-not-found',
      message: expect.stringContaining('draft'),
    });
    world.tokenPermissions.contents = 'write';
    expect(await reader.byTag('v1')).toMatchObject({ draft: true, tag: 'v1' });
  });

  it('names all its files when there are more than a reply holds', async () => {
    const { reader } = await start((world) => {
      world.releases = [
        release('v1', { assets: Array.from({ length: 130 }, (_, index) => ({ ...FILE, id: `${index}` })) }),
      ];
    });
    expect((await reader.byTag('v1')).assets.map(({ id }) => id)).toEqual(
      Array.from({ length: 130 }, (_, i) => `${i}`),
    );
  });

  it('raises what GitHub refuses with when the token may not read', async () => {
    const { reader } = await start((world) => {
      world.tokenPermissions.contents = 'none';
    });
    await expect(reader.byTag('v1')).rejects.toMatchObject({ code: 'api-denied' });
  });

  it('can be read without a token when the repository is public', async () => {
    const { reader, server } = await start((world) => {
      world.anonymousReads = true;
      world.releases = [release('v1', { assets: [FILE] })];
    }, '');
    const { assets } = await reader.byTag('v1');
    expect(Buffer.from(await reader.asset(assets[0] ?? { id: '', name: '', size: 0 }, 100))).toEqual(CONTENT);
    expect(server.requests.filter(({ headers }) => 'authorization' in headers)).toEqual([]);
  });
});

describe('a file of a release', () => {
  const asset = { id: FILE.id, name: FILE.name, size: CONTENT.length };

  it('is downloaded from another host, which sees no token, when it is asked for', async () => {
    const { reader, world } = await start((each) => {
      each.releases = [release('v1', { assets: [FILE] })];
    });
    const elsewhere = await startGitHub(world);
    servers.push(elsewhere);
    world.downloadUrl = elsewhere.url;

    expect(Buffer.from(await reader.asset(asset, 100))).toEqual(CONTENT);
    expect(elsewhere.requests).toHaveLength(1);
    expect(JSON.stringify(elsewhere.requests[0]?.headers)).not.toContain(world.token);
  });

  it('raises http-too-large when it is longer than is taken', async () => {
    const { reader } = await start((world) => {
      world.releases = [release('v1', { assets: [FILE] })];
    });
    await expect(reader.asset(asset, CONTENT.length - 1)).rejects.toMatchObject({ code: 'http-too-large' });
  });

  it('is taken from the reply itself when GitHub does not redirect, as its Enterprise Server', async () => {
    const { reader, server } = await start(() => undefined);
    server.addFault({ path: /assets/ }, replies(200, 'here'));
    expect(Buffer.from(await reader.asset(asset, 100)).toString()).toBe('here');
  });

  it.each([
    [404, 'api-not-found'],
    [403, 'api-denied'],
    [302, 'http-reply-invalid'],
  ])('raises a code of its own when GitHub answers %d', async (status, code) => {
    const { reader, server } = await start(() => undefined);
    server.addFault({ path: /assets/ }, replies(status, ''));
    await expect(reader.asset(asset, 100)).rejects.toMatchObject({ code });
  });
});

describe('the commit', () => {
  const head = objectId('commit head');
  const parent = objectId('commit parent');

  async function commitOf(ref: string) {
    const { reader } = await start((world) => {
      world.tags = { light: head, noted: head, both: parent };
      world.tagObjects = { noted: { oid: objectId('tag noted'), tagger: null } };
      world.branches.both = head;
      world.branches['feature/x'] = parent;
    });
    return reader.commitOf(ref);
  }

  it.each([
    ['a light tag', 'light', head],
    ['an annotated tag', 'noted', head],
    ['a branch', 'main', head],
    ['a branch with a slash', 'feature/x', parent],
    ['a tag that a branch is called after', 'both', parent],
    ['a branch that a tag is called after', 'refs/heads/both', head],
    ['a tag’s whole ref', 'refs/tags/noted', head],
    ['a whole commit', head, head],
    ['a shortened commit', parent.slice(0, 7), parent],
  ])('is found when it is given as %s', async (_, ref, commit) => {
    expect(await commitOf(ref)).toBe(commit);
  });

  it.each(['nothing', 'refs/tags/nothing', 'f'.repeat(40), 'fffffff', '../../user'])(
    'raises api-not-found when there is no %s',
    async (ref) => {
      await expect(commitOf(ref)).rejects.toMatchObject({ code: 'api-not-found' });
    },
  );
});
