import { createHash } from 'node:crypto';
import { DOWNLOADS } from './github-downloads.ts';
import { permits, Refusal, type Route, type RouteContext } from './github-route.ts';
import { API, SITE, simpleUser, userOf } from './github-shapes.ts';
import { json, type LocalReply } from './local-server.ts';
import type { World, WorldAsset, WorldRelease } from './world-types.ts';

const REPOSITORY = '/repos/{owner}/{repo}';

/** Releases, their files, and refs with the objects of annotated tags. */
export const RELEASE_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: `${REPOSITORY}/releases/tags/{tag}`,
    needs: ['contents', 'read'],
    handle({ world, params }) {
      const found = world.releases.find(({ tag, draft }) => tag === params.tag && !draft);
      if (found === undefined) throw new Refusal(404, 'Not Found');
      return json(200, releaseJson(world, found));
    },
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/releases`,
    needs: ['contents', 'read'],
    handle: ({ world, request }) => {
      const seen = world.releases.filter(({ draft }) => !draft || permits(world, 'contents', 'write'));
      return json(
        200,
        pageOf(seen, request.url).map((release) => releaseJson(world, release)),
      );
    },
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/releases/assets/{asset_id}`,
    needs: ['contents', 'read'],
    handle: readAsset,
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/releases/{release_id}/assets`,
    needs: ['contents', 'read'],
    handle({ world, params, request }) {
      const found = world.releases.find(({ id }) => id === params.release_id);
      if (found === undefined) throw new Refusal(404, 'Not Found');
      const some = pageOf(found.assets ?? [], request.url);
      return json(
        200,
        some.map((asset) => assetJson(world, found, asset)),
      );
    },
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/git/ref/{ref}`,
    needs: ['contents', 'read'],
    handle({ world, params }) {
      const ref = params.ref ?? '';
      const name = ref.replace(/^(?:tags|heads)\//, '');
      const sha = ref.startsWith('tags/') ? world.tags[name] : ref.startsWith('heads/') && world.branches[name];
      if (!sha) throw new Refusal(404, 'Not Found');
      const tag = ref.startsWith('tags/') ? world.tagObjects[name]?.oid : undefined;
      const object = gitObject(world, tag === undefined ? 'commit' : 'tag', tag ?? sha);
      const node = Buffer.from(ref).toString('base64url');
      return json(200, { ref: `refs/${ref}`, node_id: node, url: `${git(world)}/refs/${ref}`, object });
    },
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/git/tags/{tag_sha}`,
    needs: ['contents', 'read'],
    handle({ world, params }) {
      const [name] = Object.entries(world.tagObjects).find(([, { oid }]) => oid === params.tag_sha) ?? [];
      if (name === undefined) throw new Refusal(404, 'Not Found');
      const { oid, tagger } = world.tagObjects[name] ?? { oid: '', tagger: null };
      const who = tagger ?? { name: 'nobody', email: 'nobody@example.org', date: '2026-01-01T00:00:00Z' };
      return json(200, {
        node_id: Buffer.from(oid).toString('base64url'),
        tag: name,
        sha: oid,
        url: `${git(world)}/tags/${oid}`,
        message: name,
        tagger: { name: who.name, email: who.email, date: who.date },
        object: gitObject(world, 'commit', world.tags[name] ?? ''),
      });
    },
  },
];

function readAsset({ world, params, request }: RouteContext): LocalReply {
  for (const release of world.releases) {
    const asset = release.assets?.find(({ id }) => id === params.asset_id);
    if (asset === undefined) continue;
    if (request.headers.accept !== 'application/octet-stream') return json(200, assetJson(world, release, asset));
    const site = world.downloadUrl ?? request.url.origin;
    const location = `${site}${DOWNLOADS}/assets/${world.repository.id}/${asset.id}?sig=${asset.id}`;
    return { status: 302, headers: { location }, body: '' };
  }
  throw new Refusal(404, 'Not Found');
}

function pageOf<T>(all: readonly T[], { searchParams }: URL): T[] {
  const size = Math.min(Number(searchParams.get('per_page') ?? 30), 100);
  const first = (Number(searchParams.get('page') ?? 1) - 1) * size;
  return all.slice(first, first + size);
}

/** A `release` of GitHub's description. */
export function releaseJson(world: World, release: WorldRelease): Record<string, unknown> {
  const { owner, name } = world.repository;
  const url = `${API}/repos/${owner}/${name}/releases/${release.id}`;
  const site = `${SITE}/${owner}/${name}`;
  const author = release.author === null ? world.users['github-actions[bot]'] : userOf(world, release.author);
  return {
    url,
    html_url: `${site}/releases/tag/${release.tag}`,
    assets_url: `${url}/assets`,
    upload_url: `https://uploads.github.com/repos/${owner}/${name}/releases/${release.id}/assets{?name,label}`,
    tarball_url: `${API}/repos/${owner}/${name}/tarball/${release.tag}`,
    zipball_url: `${API}/repos/${owner}/${name}/zipball/${release.tag}`,
    id: Number(release.id),
    node_id: release.nodeId,
    tag_name: release.tag,
    target_commitish: world.repository.defaultBranch,
    name: release.name,
    body: '',
    draft: release.draft,
    prerelease: release.prerelease,
    ...(release.immutable !== undefined && { immutable: release.immutable }),
    created_at: release.createdAt,
    published_at: release.publishedAt,
    updated_at: release.updatedAt,
    author: author && simpleUser(author),
    assets: (release.assets ?? []).slice(0, 30).map((asset) => assetJson(world, release, asset)),
  };
}

/** A `release-asset` of GitHub's description. */
export function assetJson(world: World, release: WorldRelease, asset: WorldAsset): Record<string, unknown> {
  const { owner, name } = world.repository;
  return {
    url: `${API}/repos/${owner}/${name}/releases/assets/${asset.id}`,
    browser_download_url: `${SITE}/${owner}/${name}/releases/download/${release.tag}/${asset.name}`,
    id: Number(asset.id),
    node_id: `RA_${asset.id}`,
    name: asset.name,
    label: null,
    state: 'uploaded',
    content_type: 'application/octet-stream',
    size: asset.content.length,
    digest:
      asset.digest === undefined ? `sha256:${createHash('sha256').update(asset.content).digest('hex')}` : asset.digest,
    download_count: 0,
    created_at: release.createdAt,
    updated_at: release.updatedAt,
    uploader: null,
  };
}

function git(world: World): string {
  return `${API}/repos/${world.repository.owner}/${world.repository.name}/git`;
}

function gitObject(world: World, type: 'commit' | 'tag', sha: string) {
  return { type, sha, url: `${git(world)}/${type}s/${sha}` };
}
