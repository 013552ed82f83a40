import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { canonicalize } from '../../src/core/canonical.ts';
import { createHttp } from '../../src/net/http.ts';
import { fetchTrustRoots } from '../../src/signing/tuf-root.ts';
import { html, replies } from '../support/faults.ts';
import { json, type LocalServer, serve } from '../support/local-server.ts';

const TRUSTED_ROOT = '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[]}';
const EXPIRES = '2100-01-01T00:00:00Z';

let server: LocalServer;
let root: string;
let cacheFolder: string;

beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'doorlog-tuf-'));
  const repository = createRepository(TRUSTED_ROOT);
  root = repository.root;
  server = await serve({
    handle({ url }) {
      const body = repository.files[url.pathname];
      return body === undefined ? json(404, {}) : { status: 200, body };
    },
  });
});

afterEach(async () => {
  await server.close();
  await rm(cacheFolder, { recursive: true, force: true });
});

function fetchRoots() {
  return fetchTrustRoots({ http: createHttp({}), cacheFolder, repository: { mirror: server.url, root } });
}

describe('fetchTrustRoots', () => {
  it('gives the trust root when the repository’s metadata verifies, and keeps it', async () => {
    const { roots, origin } = await fetchRoots();
    expect(roots[0]?.mediaType).toMatch(/trustedroot/);
    expect(origin).toContain(server.url);

    const before = server.requests.length;
    await expect(fetchRoots()).resolves.toBeDefined();
    const again = server.requests.slice(before).map(({ path }) => path);
    expect(again).toContain('/timestamp.json');
    expect(again.filter((path) => path.startsWith('/targets/'))).toEqual([]);
  });

  it('raises http-reply-invalid when the trust root was swapped', async () => {
    server.addFault({ path: /^\/targets\// }, replies(200, TRUSTED_ROOT.replace('[]', '{}')));

    await expect(fetchRoots()).rejects.toMatchObject({
      code: 'http-reply-invalid',
      message: expect.stringMatching(/could not be verified; give one that you trust by --trust-root/),
    });
  });

  it('raises http-reply-invalid when a page comes instead of metadata', async () => {
    server.addFault({ path: /timestamp/ }, html());

    await expect(fetchRoots()).rejects.toMatchObject({ code: 'http-reply-invalid' });
  });

  it('raises http-status when the repository is out of order', async () => {
    server.addFault({ path: /timestamp/, times: 9 }, replies(500, 'no'));

    await expect(fetchRoots()).rejects.toMatchObject({ code: 'http-status', message: expect.stringMatching(/500/) });
  });

  it('raises http-connection when nobody answers', async () => {
    await server.close();

    await expect(fetchRoots()).rejects.toMatchObject({ code: 'http-connection' });
  });
});

/** A TUF repository with one key and one target (theupdateframework.github.io/specification). */
function createRepository(target: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = {
    keytype: 'ed25519',
    scheme: 'ed25519',
    keyval: { public: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex') },
  };
  const keyid = sha256(canonicalize(key));
  const signed = (content: Record<string, unknown>) => {
    const body = { spec_version: '1.0.0', version: 1, expires: EXPIRES, ...content };
    const sig = sign(undefined, Buffer.from(canonicalize(body)), privateKey).toString('hex');
    return JSON.stringify({ signed: body, signatures: [{ keyid, sig }] });
  };
  const role = { keyids: [keyid], threshold: 1 };
  const roles = { root: role, timestamp: role, snapshot: role, targets: role };
  const hash = sha256(target);
  const targets = { 'trusted_root.json': { length: target.length, hashes: { sha256: hash } } };
  return {
    root: signed({ _type: 'root', consistent_snapshot: true, keys: { [keyid]: key }, roles }),
    files: {
      '/timestamp.json': signed({ _type: 'timestamp', meta: { 'snapshot.json': { version: 1 } } }),
      '/1.snapshot.json': signed({ _type: 'snapshot', meta: { 'targets.json': { version: 1 } } }),
      '/1.targets.json': signed({ _type: 'targets', targets }),
      [`/targets/${hash}.trusted_root.json`]: target,
    } as Readonly<Record<string, string>>,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
