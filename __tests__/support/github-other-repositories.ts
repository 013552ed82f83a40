import { errorReply } from './github-route.ts';
import { json, type LocalReply, type LocalRequest } from './local-server.ts';
import type { World, WorldOtherRepository } from './world-types.ts';

const CONTENTS = /^\/(repos\/[^/]+\/[^/]+|repositories\/\d+)\/contents\/(.+)$/;

/** Whether a token is one that this server knows. */
export function isKnownToken(world: World, token: string | undefined): boolean {
  return token !== undefined && (token === world.token || world.otherTokens?.[token] !== undefined);
}

/**
 * Plays the contents of repositories that the job does not run in: a job's own token reads public ones only, any other
 * token those that it was made for. An old name of a repository is answered by a redirect to the repository's id.
 * Undefined for what is not about another repository.
 */
export function otherRepository(world: World, request: LocalRequest, token: string): LocalReply | undefined {
  const [, place = '', path = ''] = CONTENTS.exec(request.url.pathname) ?? [];
  const own = `repos/${world.repository.owner}/${world.repository.name}`;
  if (place.toLowerCase() === own.toLowerCase() && token === world.token) return undefined;
  if (place === '') return token === world.token ? undefined : errorReply(404, 'Not Found');
  const found = world.otherRepositories?.find((each) => isAt(each, place));
  if (!found || !mayRead(world, found, token)) return errorReply(404, 'Not Found');
  if (place.startsWith('repos/') && !isSame(place, `repos/${found.name}`)) return moved(request, found, path);
  const commit = request.url.searchParams.get('ref') ?? '';
  const text = found.commits[commit]?.[decodeURIComponent(path)];
  if (text === undefined) {
    return errorReply(404, found.commits[commit] ? 'Not Found' : `No commit found for the ref ${commit}`);
  }
  if (text === null) return json(200, []);
  return { status: 200, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' }, body: text };
}

function isAt({ id, name, oldName }: WorldOtherRepository, place: string): boolean {
  return place === `repositories/${id}` || [name, oldName].some((each) => each && isSame(place, `repos/${each}`));
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function mayRead(world: World, repository: WorldOtherRepository, token: string): boolean {
  return !repository.private || (world.otherTokens?.[token]?.includes(repository.name) ?? false);
}

function moved({ url }: LocalRequest, { id, redirectTo }: WorldOtherRepository, path: string): LocalReply {
  const location = `${redirectTo ?? url.origin}/repositories/${id}/contents/${path}${url.search}`;
  return json(
    301,
    { message: 'Moved Permanently', url: location, documentation_url: 'https://docs.github.com/rest' },
    { location },
  );
}
