import { snappyCompress } from 'hysnappy';
import type { LocalReply, LocalRequest } from './local-server.ts';
import type { World } from './world-types.ts';

/** Under this path is what GitHub keeps in a store of its own, at another address than its API’s. */
export const DOWNLOADS = '/-/store';

/**
 * Plays the store that GitHub’s API sends to for bundles and files of releases; undefined for what is not its own. The
 * address is the permission: as the real one does, it refuses whoever sends a token beside it.
 */
export function downloadReply(world: World, { url, headers }: LocalRequest): LocalReply | undefined {
  if (!url.pathname.startsWith(`${DOWNLOADS}/`)) return undefined;
  if (headers.authorization !== undefined) return { status: 400, body: 'More than one way of authentication.' };
  const [, kind, , file = ''] = url.pathname.slice(DOWNLOADS.length).split('/');
  const id = file.replace(/\..*$/, '');
  if (url.searchParams.get('sig') !== id) return { status: 403, body: 'Signature did not match.' };
  const content = contentOf(world, kind, id);
  if (content === undefined) return { status: 404, body: 'The specified blob does not exist.' };
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: content };
}

function contentOf(world: World, kind: string | undefined, id: string): Uint8Array | undefined {
  switch (kind) {
    case 'attestations':
      return bundleContent(world, id);
    case 'logs':
      return world.jobLogs?.[id] === undefined ? undefined : Buffer.from(world.jobLogs[id]);
    case 'artifacts':
      return world.artifacts.find((each) => each.id === id)?.content;
    default:
      return assetContent(world, id);
  }
}

function bundleContent(world: World, id: string): Uint8Array | undefined {
  const found = world.attestations.find((each) => String(each.id) === id);
  return found && snappyCompress(Buffer.from(JSON.stringify(found.bundle)));
}

function assetContent(world: World, id: string): Uint8Array | undefined {
  return world.releases.flatMap(({ assets = [] }) => assets).find((asset) => asset.id === id)?.content;
}
