import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { createAlertClaims } from '../../../src/ci/github/alert-claims.ts';
import { createHttp } from '../../../src/net/http.ts';
import { type ArtifactService, startArtifactService } from '../../support/artifact-service.ts';
import { cutShort, dropped, endless, html, replies, serverError } from '../../support/faults.ts';
import { deploymentWorld } from '../../support/world.ts';
import type { World } from '../../support/world-types.ts';

const NAME = `doorlog-alert-${'0'.repeat(16)}`;
const FILES = { 'alert.json': '{}\n' };

let world: World;
let service: ArtifactService;
beforeEach(async () => {
  world = deploymentWorld();
  service = await startArtifactService(world);
});
afterEach(() => service.close());

function claim(timeout = 5_000, name = NAME) {
  const claims = createAlertClaims({ token: service.runtimeToken, resultsUrl: service.url, http: createHttp({}) });
  return claims.claim(name, FILES, AbortSignal.timeout(timeout));
}

describe('a claim by the name of an artifact', () => {
  it('is one job’s, and its files are kept, when ten try at once', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => claim()));
    const ours = all.flatMap((each) => (each.status === 'ours' ? [each] : []));
    expect([ours.length, all.filter(({ status }) => status === 'taken').length]).toEqual([1, 9]);
    await ours[0]?.kept;
    expect(world.artifacts.map(({ name, finalized }) => [name, finalized])).toEqual([[NAME, true]]);
    const [content] = world.artifacts.map((artifact) => unzipSync(new Uint8Array(artifact.content)));
    expect(strFromU8(content?.['alert.json'] ?? new Uint8Array())).toBe('{}\n');
  });

  it('is another one when the name is', async () => {
    expect((await claim()).status).toBe('ours');
    expect((await claim(5_000, `${NAME.slice(0, -1)}1`)).status).toBe('ours');
  });

  it.each([
    ['is out of order', serverError(500)],
    ['answers with a page', html()],
    ['refuses the token', replies(401, {})],
    ['closes the connection', dropped()],
    ['cuts its reply short, having given the name away', cutShort()],
  ])('can’t be told, and is not tried twice, when the service %s', async (_, fault) => {
    service.addFault({ times: Number.POSITIVE_INFINITY }, fault);
    expect(await claim()).toEqual({ status: 'unknown' });
    expect(service.requests).toHaveLength(1);
  });

  it('can’t be told in time when the service never ends its reply', async () => {
    service.addFault({ times: Number.POSITIVE_INFINITY }, endless());
    expect(await claim(200)).toEqual({ status: 'unknown' });
  });

  it('stays ours when its files can’t be kept', async () => {
    service.addFault({ method: 'PUT', times: Number.POSITIVE_INFINITY }, serverError(503));
    const claimed = await claim();
    expect(claimed.status).toBe('ours');
    await ('kept' in claimed ? claimed.kept : undefined);
    expect(world.artifacts).toEqual([]);
    expect((await claim()).status).toBe('taken');
  });
});
