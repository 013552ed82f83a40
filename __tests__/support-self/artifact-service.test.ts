import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ArtifactService, startArtifactService } from '../support/artifact-service.ts';
import { deploymentWorld, type World } from '../support/world.ts';

let world: World;
let service: ArtifactService;

beforeEach(async () => {
  world = deploymentWorld();
  service = await startArtifactService(world);
});
afterEach(() => service.close());

function ids() {
  const payload = JSON.parse(Buffer.from(service.runtimeToken.split('.')[1] ?? '', 'base64url').toString());
  const [, run, job] = /Actions\.Results:([^:]+):(\S+)/.exec(payload.scp) ?? [];
  return { workflow_run_backend_id: run, workflow_job_run_backend_id: job };
}

async function call(method: string, fields: object, token = service.runtimeToken) {
  const reply = await fetch(`${service.url}/twirp/github.actions.results.api.v1.ArtifactService/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...ids(), ...fields }),
  });
  return { status: reply.status, body: JSON.parse(await reply.text()) };
}

function upload(url: string, body: string, headers: Record<string, string> = { 'x-ms-blob-type': 'BlockBlob' }) {
  return fetch(url, { method: 'PUT', headers, body });
}

describe('an artifact', () => {
  it('is kept when it was created, uploaded and finalized', async () => {
    const created = await call('CreateArtifact', { name: 'doorlog-record', version: 4 });
    expect(created.body).toMatchObject({ ok: true });
    expect((await upload(created.body.signed_upload_url, 'zip')).status).toBe(201);
    const hash = `sha256:${createHash('sha256').update('zip').digest('hex')}`;
    const finalized = await call('FinalizeArtifact', { name: 'doorlog-record', size: '3', hash });
    expect(finalized.body).toMatchObject({ ok: true, artifact_id: expect.stringMatching(/^\d+$/) });
    expect(world.artifacts).toMatchObject([{ name: 'doorlog-record', hash, finalized: true }]);
  });

  it('is kept in the order of the block list when it was uploaded in blocks', async () => {
    const { body } = await call('CreateArtifact', { name: 'a', version: 4 });
    const address = body.signed_upload_url;
    await upload(`${address}&comp=block&blockid=Mg==`, 'p', {});
    await upload(`${address}&comp=block&blockid=MQ==`, 'zi', {});
    const listOf = (...blocks: string[]) =>
      `<BlockList>${blocks.map((id) => `<Latest>${id}</Latest>`).join('')}</BlockList>`;
    expect((await upload(`${address}&comp=blocklist`, listOf('MQ==', 'Mw=='), {})).status).toBe(400);
    expect((await upload(`${address}&comp=blocklist`, listOf('MQ==', 'Mg=='), {})).status).toBe(201);
    await call('FinalizeArtifact', { name: 'a', size: '3' });
    expect(world.artifacts[0]?.content.toString()).toBe('zip');
  });

  it('is refused when its name is taken or not allowed, or the token or the ids are others', async () => {
    await call('CreateArtifact', { name: 'a', version: 4 });
    expect((await call('CreateArtifact', { name: 'a', version: 4 })).status).toBe(409);
    expect((await call('CreateArtifact', { name: 'a/b', version: 4 })).status).toBe(400);
    expect((await call('CreateArtifact', { name: 'b', version: 4 }, 'x')).status).toBe(401);
    const other = { name: 'b', version: 4, workflow_run_backend_id: 'other' };
    expect((await call('CreateArtifact', other)).status).toBe(403);
  });

  it('is refused when the upload is unsigned or of no blob type, or size and hash do not fit', async () => {
    const { body } = await call('CreateArtifact', { name: 'a', version: 4 });
    expect((await upload(`${service.url}/blob/a?sig=0`, 'zip')).status).toBe(403);
    expect((await upload(body.signed_upload_url, 'zip', {})).status).toBe(400);
    expect((await call('FinalizeArtifact', { name: 'a', size: '3' })).status).toBe(404);
    await upload(body.signed_upload_url, 'zip');
    expect((await call('FinalizeArtifact', { name: 'a', size: '4' })).status).toBe(400);
    expect((await call('FinalizeArtifact', { name: 'a', size: '3', hash: 'sha256:00' })).status).toBe(400);
    expect(world.artifacts).toEqual([]);
  });
});
