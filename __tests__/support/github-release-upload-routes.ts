import { assetJson } from './github-release-routes.ts';
import { Refusal, type Route } from './github-route.ts';
import { json } from './local-server.ts';

/** Takes files of releases: as GitHub does, a name once, and none where a release is immutable and published. */
export const RELEASE_UPLOAD_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/releases/{release_id}/assets',
    needs: ['contents', 'write'],
    takesBytes: true,
    handle({ world, params, request }) {
      const release = world.releases.find(({ id }) => id === params.release_id);
      if (release === undefined) throw new Refusal(404, 'Not Found');
      const name = request.url.searchParams.get('name') ?? '';
      if (name === '' || request.headers['content-type'] === undefined) throw new Refusal(400, 'Bad request');
      if (release.immutable === true && !release.draft) {
        throw new Refusal(422, 'Cannot upload assets to an immutable release.');
      }
      release.assets ??= [];
      if (release.assets.some((asset) => asset.name === name)) {
        throw new Refusal(422, 'Validation Failed', {
          errors: [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }],
        });
      }
      const asset = {
        id: `${release.id}${Math.max(99, ...release.assets.map(({ id }) => Number(id.slice(release.id.length)))) + 1}`,
        name,
        content: Buffer.from(request.body),
      };
      release.assets.push(asset);
      return json(201, assetJson(world, release, asset));
    },
  },
  {
    method: 'DELETE',
    path: '/repos/{owner}/{repo}/releases/assets/{asset_id}',
    needs: ['contents', 'write'],
    handle({ world, params }) {
      const release = world.releases.find(({ assets }) => assets?.some(({ id }) => id === params.asset_id));
      if (release === undefined || (release.immutable === true && !release.draft)) throw new Refusal(404, 'Not Found');
      release.assets = release.assets?.filter(({ id }) => id !== params.asset_id) ?? [];
      return { status: 204, body: '' };
    },
  },
];
