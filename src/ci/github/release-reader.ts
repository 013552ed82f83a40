import * as z from 'zod/mini';
import { codeOf, DoorlogError } from '../../errors.ts';
import type { ReleaseAsset, ReleaseReader, SeenRelease } from '../../ports/evidence.ts';
import type { Http } from '../../ports.ts';
import { type GitHubClient, refusal } from './client.ts';
import { downloadUnaccompanied } from './unaccompanied.ts';

const PER_PAGE = 100;
/** Releases that a draft is looked for in; drafts are new. */
const MAX_PAGES = 5;
/** From here on a release’s own list of files is not taken to be whole. */
const MANY_ASSETS = 30;
/** A tag may stand for a tag; more than a few are a loop. */
const MAX_TAGS = 5;

const Id = z.union([z.number(), z.string()]);
const Asset = z.object({
  id: Id,
  name: z.string(),
  size: z.number(),
  digest: z.optional(z.nullable(z.string())),
});
const Release = z.object({
  id: Id,
  tag_name: z.string(),
  name: z.optional(z.nullable(z.string())),
  draft: z.boolean(),
  immutable: z.optional(z.boolean()),
  assets: z.array(Asset),
  html_url: z.string(),
});
type Release = z.infer<typeof Release>;

const GitObject = z.object({ object: z.object({ sha: z.string(), type: z.string() }) });

/**
 * Reads releases by GitHub’s REST API (https://docs.github.com/rest/releases, /rest/git); public repositories take no
 * token. A file is downloaded from where GitHub sends to, without the token.
 */
export function createReleaseReader(client: GitHubClient, http: Http, repository: string): ReleaseReader {
  const [owner = '', repo = ''] = repository.split('/');
  const at = { owner, repo };
  return {
    async byTag(tag) {
      const release = (await published(client, at, tag)) ?? (await draft(client, at, tag));
      if (!release) {
        throw new DoorlogError(
          'api-not-found',
          `${repository} has no release of the tag ${JSON.stringify(tag)}, or only a draft that this token can’t see; name the tag as GitHub shows it, with its v where it has one.`,
        );
      }
      return seen(release, await assetsOf(client, at, release));
    },
    commitOf: (ref) => commitOf(client, at, ref),
    async asset({ id, name }, maxBytes) {
      const route = 'GET /repos/{owner}/{repo}/releases/assets/{asset_id}';
      const parameters = { ...at, asset_id: id };
      const reply = await client.raw(route, parameters, { accept: 'application/octet-stream', maxBytes });
      const { location } = reply.headers;
      if (reply.status >= 400) throw refusal(reply, route);
      if (reply.status === 200) return reply.body;
      if (location === undefined || !URL.canParse(location)) {
        throw new DoorlogError('http-reply-invalid', `GitHub’s API did not say where ${JSON.stringify(name)} is.`);
      }
      return downloadUnaccompanied(http, { service: 'The store of releases’ files', url: location, maxBytes });
    },
  };
}

type Repository = Readonly<{ owner: string; repo: string }>;

async function published(client: GitHubClient, at: Repository, tag: string): Promise<Release | undefined> {
  return orNone(client.rest('GET /repos/{owner}/{repo}/releases/tags/{tag}', { ...at, tag }, Release));
}

/** A draft has no tag yet, only the name of one, and is found in the list alone, by whoever may write. */
async function draft(client: GitHubClient, at: Repository, tag: string): Promise<Release | undefined> {
  for (let page = 1; page <= MAX_PAGES; page++) {
    const query = { ...at, per_page: PER_PAGE, page };
    const releases = await client.rest('GET /repos/{owner}/{repo}/releases', query, z.array(Release));
    const found = releases.find(({ tag_name }) => tag_name === tag);
    if (found || releases.length < PER_PAGE) return found;
  }
  return undefined;
}

async function assetsOf(client: GitHubClient, at: Repository, release: Release): Promise<ReleaseAsset[]> {
  if (release.assets.length < MANY_ASSETS) return release.assets.map(assetOf);
  const all: ReleaseAsset[] = [];
  for (let page = 1; ; page++) {
    const query = { ...at, release_id: release.id, per_page: PER_PAGE, page };
    const some = await client.rest('GET /repos/{owner}/{repo}/releases/{release_id}/assets', query, z.array(Asset));
    all.push(...some.map(assetOf));
    if (some.length < PER_PAGE) return all;
  }
}

function assetOf({ id, name, size, digest }: z.infer<typeof Asset>): ReleaseAsset {
  return { id: String(id), name, size, ...(digest && { digest }) };
}

function seen(release: Release, assets: readonly ReleaseAsset[]): SeenRelease {
  return {
    id: String(release.id),
    tag: release.tag_name,
    ...(release.name && { name: release.name }),
    draft: release.draft,
    ...(release.immutable !== undefined && { immutable: release.immutable }),
    assets,
    url: release.html_url,
  };
}

/**
 * As git does (gitrevisions): a tag before a branch before a shortened commit, so that a branch of a tag’s name changes
 * nothing.
 */
async function commitOf(client: GitHubClient, at: Repository, ref: string): Promise<string> {
  for (const name of namesOf(ref)) {
    const found = await targetOf(client, at, name);
    if (found) return found;
  }
  const commit = await shortened(client, at, ref);
  if (commit) return commit;
  throw new DoorlogError(
    'api-not-found',
    `${at.owner}/${at.repo} has no tag, branch or commit ${JSON.stringify(ref)}, or hides it from this token.`,
  );
}

function namesOf(ref: string): string[] {
  if (ref.startsWith('refs/')) return [ref.slice('refs/'.length)];
  return /^[0-9a-f]{40}$/.test(ref) ? [] : [`tags/${ref}`, `heads/${ref}`];
}

/** What a ref stands for, through the objects of annotated tags. */
async function targetOf(client: GitHubClient, at: Repository, ref: string): Promise<string | undefined> {
  let found = await orNone(client.rest('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...at, ref }, GitObject));
  for (let tags = 0; found?.object.type === 'tag' && tags < MAX_TAGS; tags++) {
    const parameters = { ...at, tag_sha: found.object.sha };
    found = await client.rest('GET /repos/{owner}/{repo}/git/tags/{tag_sha}', parameters, GitObject);
  }
  if (found && found.object.type !== 'commit') {
    throw new DoorlogError(
      'http-reply-invalid',
      `The ref ${JSON.stringify(ref)} stands for a ${found.object.type}, not for a commit.`,
    );
  }
  return found?.object.sha;
}

/** A whole or shortened commit; GitHub answers 422 where there is none, or more than one. */
async function shortened(client: GitHubClient, at: Repository, ref: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{4,40}$/.test(ref)) return undefined;
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
  const reply = await client.raw(route, { ...at, ref }, { accept: 'application/vnd.github.sha', maxBytes: 100_000 });
  if (reply.status === 422 || reply.status === 404) return undefined;
  if (reply.status !== 200) throw refusal(reply, route);
  const sha = reply.body.toString('utf8');
  return /^[0-9a-f]{40}$/.test(sha) && sha.startsWith(ref) ? sha : undefined;
}

async function orNone<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (codeOf(error) === 'api-not-found') return undefined;
    throw error;
  });
}
