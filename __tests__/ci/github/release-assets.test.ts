import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createReleaseShelf, uploadAddress } from '../../../src/ci/github/release-assets.ts';
import type { HttpRequest, HttpResponse, ReleaseAsset, ReleaseReader, SeenRelease } from '../../../src/ports.ts';

const FILE = { name: 'report.json', mediaType: 'application/json', text: '{"any":"thing"}' };
const digest = `sha256:${createHash('sha256').update(FILE.text).digest('hex')}`;

function releaseWith(assets: ReleaseAsset[] = [], more: Partial<SeenRelease> = {}): SeenRelease {
  return { id: '7', tag: 'v1', draft: true, assets, url: 'https://github.com/o/r/releases/tag/v1', ...more };
}

function asset(more: Partial<ReleaseAsset> = {}): ReleaseAsset {
  return { id: '1', name: FILE.name, size: FILE.text.length, digest, ...more };
}

interface Answers {
  readonly reply?: Partial<HttpResponse> & { readonly json?: object };
  /** What the release is when it is looked at again. */
  readonly later?: SeenRelease;
  readonly bytes?: string;
}

function shelf({ reply = {}, later = releaseWith(), bytes = '' }: Answers = {}) {
  const sent: HttpRequest[] = [];
  const reader: ReleaseReader = {
    byTag: async () => later,
    commitOf: async () => '',
    asset: async () => Buffer.from(bytes),
  };
  const { json = { name: FILE.name, state: 'uploaded', digest }, ...rest } = reply;
  const attach = createReleaseShelf({
    http: async (request) => {
      sent.push(request);
      return { status: 201, headers: {}, body: Buffer.from(JSON.stringify(json)), ...rest };
    },
    apiUrl: 'https://api.github.com',
    token: 'a-token',
    repository: 'o/r',
    reader,
  }).attach;
  return { attach, sent };
}

describe('uploadAddress', () => {
  it.each([
    ['https://api.github.com', 'https://uploads.github.com'],
    ['https://api.octo.ghe.com', 'https://uploads.octo.ghe.com'],
    ['https://ghe.example/api/v3', 'https://ghe.example/api/uploads'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['https://api.github.com.evil.example', 'https://api.github.com.evil.example'],
  ])('of %s is %s', (api, uploads) => {
    expect(uploadAddress(api)).toBe(uploads);
  });
});

describe('createReleaseShelf', () => {
  it('sends a file once, with the token, to where uploads go, when the release lacks it', async () => {
    const { attach, sent } = shelf();
    expect(await attach(releaseWith(), FILE)).toBe('attached');
    expect(sent).toMatchObject([
      {
        method: 'POST',
        url: 'https://uploads.github.com/repos/o/r/releases/7/assets?name=report.json',
        body: FILE.text,
        retries: 0,
        headers: { authorization: 'token a-token', 'content-type': 'application/json' },
      },
    ]);
  });

  it('sends nothing when the same bytes are there, by their digest or by themselves', async () => {
    const { attach, sent } = shelf({ bytes: FILE.text });
    const { digest: _, ...undigested } = asset();
    expect(await attach(releaseWith([asset()]), FILE)).toBe('already-there');
    expect(await attach(releaseWith([undigested]), FILE)).toBe('already-there');
    expect(sent).toEqual([]);
  });

  it('replaces a file with other bytes when the release is a draft', async () => {
    const { attach, sent } = shelf({ reply: { status: 201 } });
    const removing = shelf({ reply: { status: 204 } });
    const stale = releaseWith([asset({ id: '11', size: 3 })]);
    await expect(attach(stale, FILE)).rejects.toMatchObject({ code: 'http-status' });
    expect(sent).toMatchObject([{ method: 'DELETE', url: 'https://api.github.com/repos/o/r/releases/assets/11' }]);
    await expect(removing.attach(stale, FILE)).rejects.toMatchObject({ code: 'http-status' });
    expect(removing.sent.map(({ method }) => method)).toEqual(['DELETE', 'POST']);
  });

  it('leaves a file with other bytes as it is and says so, when the release is published', async () => {
    const { attach, sent } = shelf({ bytes: FILE.text.toUpperCase() });
    const { digest: _, ...undigested } = asset();
    for (const other of [asset({ size: 3 }), asset({ digest: `sha256:${'0'.repeat(64)}` }), undigested]) {
      await expect(attach(releaseWith([other], { draft: false }), FILE)).rejects.toMatchObject({
        code: 'delivery-refused',
        message: expect.stringContaining('already has a file report.json with other bytes'),
      });
    }
    expect(sent).toEqual([]);
  });

  it('sends nothing to an immutable release, once it is published', async () => {
    const { attach, sent } = shelf();
    await expect(attach(releaseWith([], { immutable: true, draft: false }), FILE)).rejects.toThrow(/is immutable/);
    expect(sent).toEqual([]);
    expect(await attach(releaseWith([], { immutable: true, draft: true }), FILE)).toBe('attached');
  });

  it('looks again when the upload is refused: somebody may have been faster', async () => {
    const reply = { status: 422, json: { message: 'Validation Failed' } };
    expect(await shelf({ reply, later: releaseWith([asset()]) }).attach(releaseWith(), FILE)).toBe('already-there');
    const frozen = releaseWith([], { immutable: true, draft: false });
    await expect(shelf({ reply, later: frozen }).attach(releaseWith(), FILE)).rejects.toThrow(/is immutable/);
    await expect(shelf({ reply }).attach(releaseWith(), FILE)).rejects.toMatchObject({ code: 'delivery-failed' });
  });

  it('does not take it as done when the reply shows another file, or none', async () => {
    for (const json of [
      { name: FILE.name, digest: `sha256:${'0'.repeat(64)}` },
      { name: 'other' },
      { name: FILE.name, state: 'starter' },
      [],
    ]) {
      await expect(shelf({ reply: { json } }).attach(releaseWith(), FILE)).rejects.toMatchObject({
        code: 'delivery-failed',
      });
    }
    await expect(shelf({ reply: { status: 403 } }).attach(releaseWith(), FILE)).rejects.toMatchObject({
      code: 'api-denied',
    });
  });
});
