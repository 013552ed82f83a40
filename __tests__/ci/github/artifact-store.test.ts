import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { createArtifactStore } from '../../../src/ci/github/artifact-store.ts';
import { codeOf, type DoorlogError } from '../../../src/errors.ts';
import { createHttp } from '../../../src/net/http.ts';
import { replies } from '../../support/faults.ts';
import { json, type LocalReply, type LocalRequest, type LocalServer, serve } from '../../support/local-server.ts';

const SIGNATURE = 'c2lnbmF0dXJlLW9mLXRoZS11cmw';
const CREATE = '/twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact';
const FINALIZE = '/twirp/github.actions.results.api.v1.ArtifactService/FinalizeArtifact';

function tokenWith(scp: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ scp })}.c2lnbmVk`;
}

const TOKEN = tokenWith('Actions.GenericRead:0000 Actions.Results:run-guid:job-guid');

describe('createArtifactStore', () => {
  let server: LocalServer;
  let spelling: 'signed_upload_url' | 'signedUploadUrl';
  let blob: Buffer | undefined;
  let staged: Map<string, Buffer>;

  function handle({ method, url, body }: LocalRequest): LocalReply {
    if (method === 'POST' && url.pathname === CREATE) {
      return json(200, { ok: true, [spelling]: `${server.url}/blob/zip?sig=${SIGNATURE}&se=2030` });
    }
    if (method === 'POST' && url.pathname === FINALIZE) return json(200, { ok: true, artifact_id: '7' });
    if (method !== 'PUT' || url.searchParams.get('sig') !== SIGNATURE) return json(403, {});
    if (url.searchParams.get('comp') === 'block') {
      staged.set(url.searchParams.get('blockid') ?? '', body);
      return { status: 201 };
    }
    const ids = [...body.toString('utf8').matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id = '']) => id);
    blob = Buffer.concat(ids.map((id) => staged.get(id) ?? Buffer.alloc(0)));
    return { status: 201 };
  }

  function store(token = TOKEN) {
    return createArtifactStore({ token, resultsUrl: `${server.url}/`, http: createHttp({}) });
  }

  async function refusal(action: Promise<void>): Promise<DoorlogError> {
    const error = await action.then(
      () => undefined,
      (thrown) => thrown,
    );
    expect(codeOf(error)).toBe('delivery-failed');
    return error;
  }

  function bodyOf(path: string): unknown {
    const seen = server.requests.find((request) => request.path === path);
    return JSON.parse(seen?.body.toString('utf8') ?? 'null');
  }

  beforeEach(async () => {
    spelling = 'signed_upload_url';
    blob = undefined;
    staged = new Map();
    server = await serve({ handle });
  });

  afterEach(() => server.close());

  it.each(['signed_upload_url', 'signedUploadUrl'] as const)(
    'keeps the files as one zip when the address is spelled %s',
    async (name) => {
      spelling = name;
      await store().upload('unsigned', { 'access-record.json': '{"a":"ä"}', 'note.txt': '' });
      const files = unzipSync(blob ?? new Uint8Array());
      expect(Object.keys(files)).toEqual(['access-record.json', 'note.txt']);
      expect(strFromU8(files['access-record.json'] ?? new Uint8Array())).toBe('{"a":"ä"}');
    },
  );

  it('names run, job, size and digest when it creates and finalizes', async () => {
    await store().upload('unsigned', { 'access-record.json': '{}' });
    const ids = { workflow_run_backend_id: 'run-guid', workflow_job_run_backend_id: 'job-guid', name: 'unsigned' };
    const hash = createHash('sha256')
      .update(blob ?? '')
      .digest('hex');
    expect(bodyOf(CREATE)).toEqual({ ...ids, version: 4 });
    expect(bodyOf(FINALIZE)).toEqual({ ...ids, size: String(blob?.byteLength), hash: `sha256:${hash}` });
  });

  it('shows the token to the service and never to the storage when it uploads', async () => {
    await store().upload('unsigned', { 'access-record.json': '{}' });
    const shown = server.requests.map(({ method, headers }) => `${method} ${headers.authorization ?? 'none'}`);
    expect(shown).toEqual([`POST Bearer ${TOKEN}`, 'PUT none', 'PUT none', `POST Bearer ${TOKEN}`]);
  });

  it.each([
    ['a name is taken', /CreateArtifact$/, replies(409, { code: 'already_exists', msg: 'taken' }), /status 409/],
    ['the service refuses', /CreateArtifact$/, replies(200, { ok: false }), /did not accept CreateArtifact/],
    ['the service gives no address', /CreateArtifact$/, replies(200, { ok: true }), /gave no address/],
    ['the address is none', /CreateArtifact$/, replies(200, { ok: true, signed_upload_url: 'x' }), /that is none/],
    ['the service answers HTML', /CreateArtifact$/, replies(200, '<html>'), /not understood/],
    ['the storage refuses', /comp=block&/, replies(403, '<Error/>'), /storage answered with status 403/],
    ['the storage drops the list', /comp=blocklist/, replies(400, ''), /storage answered with status 400/],
    ['finalizing fails', /FinalizeArtifact$/, replies(200, { ok: false }), /did not accept FinalizeArtifact/],
  ])('says so without a secret when %s', async (_, path, fault, sentence) => {
    server.addFault({ path, times: Number.POSITIVE_INFINITY }, fault);
    const error = await refusal(store().upload('unsigned', { 'access-record.json': '{}' }));
    expect(error.message).toMatch(/^The artifact “unsigned” was not kept: /);
    expect(error.message).toMatch(sentence);
    expect(`${error.stack} ${String(error.cause)}`).not.toContain(SIGNATURE);
    expect(`${error.stack} ${String(error.cause)}`).not.toContain(TOKEN);
  });

  it('says so without the signed address when the connection is dropped', async () => {
    server.addFault({ path: /comp=block&/, times: Number.POSITIVE_INFINITY }, { kind: 'drop' });
    const error = await refusal(store().upload('unsigned', { 'access-record.json': '{}' }));
    expect(error.message).toMatch(/storage at 127\.0\.0\.1:\d+ could not be reached/);
    expect(`${error.stack} ${String(error.cause)}`).not.toContain(SIGNATURE);
  });

  it.each([
    ['is no token', 'nonsense'],
    ['has no scopes', tokenWith(undefined)],
    ['has other scopes', tokenWith('Actions.Results:run Actions.Results:a:b:c Other:run:job')],
  ])('asks nobody when the runtime token %s', async (_, token) => {
    const error = await refusal(store(token).upload('unsigned', { 'access-record.json': '{}' }));
    expect(error.message).toContain('The runtime token names no run and job');
    expect(server.requests).toEqual([]);
  });
});
